"""Choices that depend on the rule pack: which rules to ask, and what kind of document it is."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from policylint.errors import UsageError

if TYPE_CHECKING:
    from policylint.rules.model import Pack, Rule

MAX_LISTED = 20
"""More names than this are not listed in an error."""
DEFAULT_PACK = "co-production"
OPEN_KINDS = ("any", "other")
"""Kinds every pack knows: ask every rule; only the rules asked of every document."""


def pack_at(folder: str | None) -> Pack:
    """The pack in a folder, or the one that comes with policylint. Raises ``UsageError``."""
    from policylint.rules import find_pack, load_pack  # so that a bad option costs no pack

    if folder is None:
        return load_pack(find_pack(DEFAULT_PACK))
    if not (Path(folder) / "pack.yaml").is_file():
        raise UsageError("rule", f"--rules: there is no pack.yaml in {folder!r}; give a rule pack's folder")
    return load_pack(Path(folder))


def chosen_rules(pack: Pack, select: Iterable[str], ignore: Iterable[str]) -> frozenset[str] | None:
    """The ids of the rules to ask, ``None`` for all of them.

    Each entry is a rule's id or name, or what ids begin with (``CP5``), in any case; entries may hold
    several, comma-separated. Raises ``UsageError`` for an unknown one, or when nothing is left.
    """
    selected = _named(pack, select, "--select")
    ignored = _named(pack, ignore, "--ignore") or frozenset()
    if selected is None and not ignored:
        return None
    chosen = (selected if selected is not None else frozenset(r.id for r in pack.rules)) - ignored
    if not chosen:
        raise UsageError("option", "--select and --ignore leave no rule to ask")
    return chosen


def rule_named(pack: Pack, name: str) -> Rule:
    """The rule with this id or name, in any case. Raises ``UsageError`` with what was probably meant."""
    for rule in pack.rules:
        if name.lower() in {rule.id.lower(), rule.name.lower()}:
            return rule
    raise UsageError("option", _unknown(name, "rule", [n for r in pack.rules for n in (r.id, r.name)]))


def kind_named(pack: Pack, name: str | None) -> str | None:
    """The kind of document given, checked against the pack's. Raises ``UsageError``."""
    kinds = [kind.name for kind in pack.kinds] + list(OPEN_KINDS)
    if name is None or name in kinds:
        return name
    raise UsageError("option", f"--kind: {_unknown(name, 'kind of document', kinds)}")


def check_model(name: str | None) -> None:
    """Raise ``UsageError`` when there is no installed package of this name to load a model from."""
    if name is not None and (not name.isidentifier() or importlib.util.find_spec(name) is None):
        raise UsageError("model", f"--model: no language model {name!r} is installed")


def _named(pack: Pack, entries: Iterable[str], option: str) -> frozenset[str] | None:
    names = [name for entry in entries for part in entry.split(",") if (name := part.strip())]
    if not names:
        return None
    found: set[str] = set()
    for name in names:
        asked = name.lower()
        ids = {r.id for r in pack.rules if asked in {r.id.lower(), r.name.lower()}}
        ids = ids or {r.id for r in pack.rules if r.id.lower().startswith(asked)}
        if not ids:
            known = [n for r in pack.rules for n in (r.id, r.name)] + [p.id for p in pack.principles]
            raise UsageError("option", f"{option}: {_unknown(name, 'rule or principle', known)}")
        found |= ids
    return frozenset(found)


def _unknown(name: str, what: str, known: list[str]) -> str:
    folded = {entry.lower(): entry for entry in known}
    close = get_close_matches(name.lower(), folded, 1)
    if close:
        return f"unknown {what} {name!r}; did you mean {folded[close[0]]!r}?"
    listing = f"known: {', '.join(known)}" if len(known) <= MAX_LISTED else "see 'policylint rules list'"
    return f"unknown {what} {name!r}; {listing}"
