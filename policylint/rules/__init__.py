"""Rule packs: rules and word lists as data, loaded strictly and compiled for matching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policylint.lazily import lazily

if TYPE_CHECKING:
    from policylint.rules.finding import find_pack
    from policylint.rules.model import Line, Pack, Principle, Rule, Status
    from policylint.rules.pack import load_pack

__all__ = ["Line", "Pack", "Principle", "Rule", "Status", "find_pack", "load_pack"]

__getattr__ = lazily(
    __name__,
    {
        "Line": "model",
        "Pack": "model",
        "Principle": "model",
        "Rule": "model",
        "Status": "model",
        "find_pack": "finding",
        "load_pack": "pack",
    },
)
