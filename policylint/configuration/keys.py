"""Every key of the configuration: its shape, its default, what it is for. One table serves files, the
environment, ``config show`` and the test of the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from policylint.configuration.model import Item, KindChoice, Origin, Sidecar, Source
from policylint.configuration.nodes import Node
from policylint.meant import unknown

FAIL_ON = ("info", "warning", "error", "never")
SEVERITIES = ("error", "warning", "info")
FINDING_STATUSES = ("contradicted", "missing", "partial")
EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Key:
    """A key. ``read`` makes its value of a file's node, ``parse`` of a variable's text; a table's ``read``
    is for each of its entries. ``whole_run``: it holds for all documents at once."""

    name: str
    help: str
    read: Callable[[Node, Origin], Any]
    default: Any = None
    parse: Callable[[str, Origin], Any] | None = None
    table: bool = False
    whole_run: bool = False


def _text(node: Node, origin: Origin) -> str:
    return node.text()


def _plain(written: str, origin: Origin) -> str:
    return written


def _items(node: Node, origin: Origin) -> tuple[Item, ...]:
    return tuple(Item(item.text('text, such as "CP505"'), _at(item, origin)) for item in node.items())


def _some(node: Node, origin: Origin) -> tuple[Item, ...]:
    items = _items(node, origin)
    if not items:
        raise node.fail(f"{node.name}: the list is empty; name at least one")
    return items


def _split(written: str, origin: Origin) -> tuple[Item, ...]:
    return tuple(Item(part.strip(), origin) for part in written.split(",") if part.strip())


def _at(node: Node, origin: Origin) -> Origin:
    return Origin(Source.FILE, node.where, origin.base, node, origin.extended)


def one_of(allowed: tuple[str, ...], written: object, origin: Origin) -> str:
    """The text, if it is one of the allowed ones."""
    if isinstance(written, str) and written in allowed:
        return written
    if not isinstance(written, str) and origin.node is not None:
        raise origin.node.wrong(f"one of: {', '.join(allowed)}")
    raise origin.fail(unknown(str(written), "value", allowed))


def _fail_on(node: Node, origin: Origin) -> str:
    return one_of(FAIL_ON, node.value, _at(node, origin))


def _jobs(node: Node, origin: Origin) -> int:
    if type(node.value) is not int or node.value < 1:
        raise node.wrong("a whole number from 1")
    return node.value


def _written_jobs(written: str, origin: Origin) -> int:
    if not written.isascii() or not written.isdigit() or not int(written):
        raise origin.fail(f"{written!r} should be a whole number from 1")
    return int(written)


def _cache(node: Node, origin: Origin) -> bool | str:
    if isinstance(node.value, bool):
        return node.value
    return node.text("true, false or a folder")


def _written_cache(written: str, origin: Origin) -> bool | str:
    return {"0": False, "false": False, "no": False, "1": True, "true": True, "yes": True}.get(written.lower(), written)


def _severity(node: Node, origin: Origin) -> dict[str, str]:
    """A severity for every status of a rule, or for some."""
    if isinstance(node.value, str):
        return dict.fromkeys(FINDING_STATUSES, one_of(SEVERITIES, node.value, _at(node, origin)))
    if not isinstance(node.value, dict):
        raise node.wrong(f'one of: {", ".join(SEVERITIES)}; or a table, such as {{ missing = "error" }}')
    entries = node.entries()
    for status, entry in entries.items():
        if status not in FINDING_STATUSES:
            raise entry.fail(f"severity: {unknown(status, 'status', FINDING_STATUSES)}", key=True)
    return {status: one_of(SEVERITIES, entry.value, _at(entry, origin)) for status, entry in entries.items()}


def _kind_choice(node: Node, origin: Origin) -> KindChoice:
    entries = node.entries()
    for name, entry in entries.items():
        if name not in {"select", "ignore"}:
            raise entry.fail(unknown(name, "key", ("select", "ignore")), key=True)
    select, ignore = entries.get("select"), entries.get("ignore")
    return KindChoice(
        _items(select, origin) if select is not None else None, _items(ignore, origin) if ignore is not None else ()
    )


_SIDECAR_KEYS = ("file", "rules", "reason")


def _sidecar(node: Node, origin: Origin) -> Sidecar:
    entries = node.entries()
    for name, entry in entries.items():
        if name not in _SIDECAR_KEYS:
            raise entry.fail(unknown(name, "key", _SIDECAR_KEYS), key=True)
    for name in _SIDECAR_KEYS:
        if name not in entries:
            raise node.fail(f"suppress: the key {name!r} is missing; an entry needs file, rules and reason")
    reason = entries["reason"].text("a reason in words, for whoever reads this next year")
    return Sidecar(entries["file"].text(), _some(entries["rules"], origin), reason, _at(node, origin))


KEYS = (
    Key("select", "Ask only these rules or principles.", _items, None, _split),
    Key("ignore", "Leave these rules or principles out.", _items, (), _split),
    Key("per-file-ignores", "Rules left out for files that match a pattern.", _some, table=True),
    Key("per-kind", "What is asked of a kind of document: select, ignore.", _kind_choice, table=True),
    Key("kind", "Kind of document instead of the detected one; 'any' asks every rule.", _text, None, _plain),
    Key("severity", "How much a rule's findings weigh.", _severity, table=True),
    Key("words", "Words of your own that stand for a concept of the rules.", _some, table=True),
    Key("suppress", "Findings accepted, with a reason, in files that can't carry a comment.", _sidecar, table=True),
    Key("rules", "A rule pack's folder instead of the built-in pack.", _text, None, _plain),
    Key(
        "fail-on",
        "The lightest finding that makes the exit status 1.",
        _fail_on,
        "warning",
        lambda written, origin: one_of(FAIL_ON, written, origin),
    ),
    Key("exclude", "Files and folders not taken from a folder that is checked.", _items, (), _split),
    Key("baseline", "The baseline file.", _text, None, _plain, whole_run=True),
    Key("jobs", "Processes to work in.", _jobs, None, _written_jobs, whole_run=True),
    Key(
        "cache",
        "Whether results are kept, or the folder to keep them in.",
        _cache,
        True,
        _written_cache,
        whole_run=True,
    ),
)
BY_NAME = {key.name: key for key in KEYS}
NAMES = (EXTEND, *BY_NAME)
PREFIX = "POLICYLINT_"


def variable(key: Key) -> str:
    """The environment variable that sets a key."""
    return PREFIX + key.name.upper().replace("-", "_")


def entries_of(root: Node, origin: Origin) -> Iterator[tuple[tuple[str, ...], Any, Node]]:
    """Keys, value and node of every setting under a file's root; ``extend`` left out. Raises ``UsageError``."""
    for name, node in root.entries().items():
        if name == EXTEND:
            continue
        if name not in BY_NAME:
            raise node.fail(unknown(name, "key", NAMES), key=True)
        key = BY_NAME[name]
        if name == "suppress":
            for entry in node.items():
                yield (name, entry.where), key.read(entry, origin), entry
        elif key.table:
            for entry_name, entry in node.entries().items():
                yield (name, entry_name), key.read(entry, origin), entry
        else:
            yield (name,), key.read(node, origin), node
