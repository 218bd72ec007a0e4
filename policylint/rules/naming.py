"""What rules a name means: an id or a name, or what ids begin with (``CP5``), in any case."""

from __future__ import annotations

from policylint.meant import SEE_RULES, unknown
from policylint.rules.model import Pack


def rules_meant(pack: Pack, name: str) -> frozenset[str]:
    """The ids of the rules a name means; none for an unknown one."""
    asked = name.lower()
    ids = {r.id for r in pack.rules if asked in {r.id.lower(), r.name.lower()}}
    return frozenset(ids or {r.id for r in pack.rules if asked and r.id.lower().startswith(asked)})


def unknown_rule(pack: Pack, name: str) -> str:
    """What to say of a name that means no rule, with what was probably meant."""
    known = [n for r in pack.rules for n in (r.id, r.name)] + [p.id for p in pack.principles]
    return unknown(name, "rule or principle", known, SEE_RULES)
