"""Choices that depend on the rule pack: which rules to ask, and what kind of document it is."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from policylint.errors import UsageError
from policylint.meant import SEE_RULES, unknown

if TYPE_CHECKING:
    from policylint.configuration.model import Item, Origin
    from policylint.rules.model import Pack, Rule

DEFAULT_PACK = "co-production"
OPEN_KINDS = ("any", "other")
"""Kinds every pack knows: ask every rule; only the rules asked of every document."""


def pack_at(folder: str | None) -> Pack:
    """The pack in a folder, or the one that comes with policylint. Raises ``UsageError``."""
    from policylint.rules import load_pack  # so that a bad option costs no pack

    return load_pack(pack_folder(folder))


def pack_folder(folder: str | Path | None, origin: Origin | None = None) -> Path:
    """Where the pack's files are. Raises ``UsageError`` when there is no pack; ``origin`` says who named it."""
    from policylint.rules import find_pack

    if folder is None:
        return find_pack(DEFAULT_PACK)
    path = Path(folder) if origin is None else origin.base / Path(folder).expanduser()
    if (path / "pack.yaml").is_file():
        return path
    what = f"there is no pack.yaml in {str(folder)!r}; give a rule pack's folder"
    raise origin.fail(what) if origin is not None else UsageError("rule", f"--rules: {what}")


def chosen_rules(pack: Pack, select: Iterable[str], ignore: Iterable[str]) -> frozenset[str] | None:
    """The ids of the rules to ask, ``None`` for all of them, by the options of those names.

    Each entry is a rule's id or name, or what ids begin with (``CP5``), in any case; entries may hold
    several, comma-separated. Raises ``UsageError`` for an unknown one, or when nothing is left.
    """
    from policylint.configuration.resolving import from_options  # only with options to read

    given = from_options(select=tuple(select), ignore=tuple(ignore))
    selected, ignored = given.get(("select",)), given.get(("ignore",))
    return rules_left(pack, selected.value if selected else None, ignored.value if ignored else ())


def rules_left(pack: Pack, select: Iterable[Item] | None, ignore: Iterable[Item]) -> frozenset[str] | None:
    """The ids of the rules to ask, ``None`` for all of them. Raises ``UsageError`` when none is left."""
    from policylint.configuration.adapting import rules_named

    selected = rules_named(pack, select) if select is not None else None
    ignored = rules_named(pack, ignore)
    if selected is None and not ignored:
        return None
    chosen = (selected if selected is not None else frozenset(r.id for r in pack.rules)) - ignored
    if not chosen:
        raise UsageError("option", "select and ignore leave no rule to ask")
    return chosen


def rule_named(pack: Pack, name: str) -> Rule:
    """The rule with this id or name, in any case. Raises ``UsageError`` with what was probably meant."""
    for rule in pack.rules:
        if name.lower() in {rule.id.lower(), rule.name.lower()}:
            return rule
    raise UsageError("option", unknown(name, "rule", [n for r in pack.rules for n in (r.id, r.name)], SEE_RULES))


def kind_named(pack: Pack, name: str | None, origin: Origin | None = None) -> str | None:
    """The kind of document given, checked against the pack's. Raises ``UsageError``; ``origin`` says who named it."""
    kinds = [kind.name for kind in pack.kinds] + list(OPEN_KINDS)
    if name is None or name in kinds:
        return name
    what = unknown(name, "kind of document", kinds)
    raise origin.fail(what) if origin is not None else UsageError("option", f"--kind: {what}")


def check_model(name: str | None) -> None:
    """Raise ``UsageError`` when there is no installed package of this name to load a model from."""
    if name is not None and (not name.isidentifier() or importlib.util.find_spec(name) is None):
        raise UsageError("model", f"--model: no language model {name!r} is installed")
