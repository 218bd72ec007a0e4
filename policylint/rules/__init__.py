"""Rule packs: rules and word lists as data, loaded strictly and compiled for matching."""

from policylint.rules.model import Line, Pack, Principle, Rule, Status
from policylint.rules.pack import find_pack, load_pack

__all__ = ["Line", "Pack", "Principle", "Rule", "Status", "find_pack", "load_pack"]
