"""Suppressions: where an author accepts a finding, with a reason, in the document itself.

In a comment (Markdown, HTML, Word)::

    policylint: ignore CP505 — seats are set by law
    policylint: ignore-start CP5 — quoted from the funder's terms
    policylint: ignore-end
    policylint: ignore-file CP103, CP104 — a summary; the full rules have it

or in the front matter of a Markdown file, for the whole file::

    policylint:
      ignore:
        CP505: seats are set by law
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policylint.document import Document, Notice, Remark
from policylint.errors import UsageError
from policylint.findings.model import SetAsideBy
from policylint.meant import unknown
from policylint.rules.model import Pack
from policylint.rules.naming import rules_meant, unknown_rule
from policylint.rules.yaml_nodes import Node, parse_yaml

NO_REASON = "suppression-without-reason"
NOT_UNDERSTOOD = "suppression-not-understood"
UNUSED = "suppression-unused"
_OURS = re.compile(r"\s*policylint\s*:\s*(?P<verb>[\w-]*)[ \t]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_RULES_AND_REASON = re.compile(r"(?P<rules>.*?)(?:\s*(?:—|–|--|:)\s*|\s+-\s+|$)(?P<reason>.*)", re.DOTALL)
_MARK = "policylint"
MAX_COMMENTS = 300
"""Comments to policylint in one document that are looked at; finding what each is about takes time."""


class Scope(StrEnum):
    """How far a suppression reaches, by the word it is written with."""

    BLOCK = "ignore"
    START = "ignore-start"
    END = "ignore-end"
    FILE = "ignore-file"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings of one name's rules accepted in some blocks; ``blocks`` is ``None`` for the whole document.

    ``absent_too``: it holds for a criterion that is missing as well, which rests on no words. ``name`` is the
    rule as written, ``where`` the place of the suppression, in words.
    """

    name: str
    rules: frozenset[str]
    reason: str
    by: SetAsideBy
    where: str
    blocks: frozenset[int] | None = None
    absent_too: bool = False


def suppressions_of(document: Document, pack: Pack) -> tuple[list[Suppression], list[Notice]]:
    """The suppressions in a document, and what is wrong with those that are not heeded."""
    found: list[Suppression] = []
    notices: list[Notice] = []
    for made in (*_in_remarks(document, pack), *_in_front_matter(document, pack)):
        if isinstance(made, Notice):
            notices.append(made)
        else:
            found.append(made)
    return found, notices


@dataclass(frozen=True, slots=True)
class _Written:
    """A comment that speaks to policylint, taken apart."""

    scope: Scope
    names: tuple[str, ...]
    reason: str
    remark: Remark
    where: str


def _in_remarks(document: Document, pack: Pack) -> Iterator[Suppression | Notice]:
    open_regions: list[_Written] = []
    ours = [remark for remark in document.remarks if _OURS.match(remark.text)]
    if len(ours) > MAX_COMMENTS:
        yield Notice(
            NOT_UNDERSTOOD, f"Only the first {MAX_COMMENTS} of {len(ours)} comments to policylint were looked at."
        )
    for remark in ours[:MAX_COMMENTS]:
        written = _taken_apart(remark, document)
        if written is None or isinstance(written, Notice):
            if written is not None:
                yield written
        elif written.scope is Scope.END:
            if not open_regions:
                yield Notice(NOT_UNDERSTOOD, f"{written.where}: 'ignore-end' without an 'ignore-start' before it.")
            else:
                start = open_regions.pop()
                yield from _heeded(start, pack, _between(document, start.remark, written.remark))
        elif not written.reason:
            yield _without_reason(written.where, f"{_MARK}: {written.scope} {', '.join(written.names)}")
        elif written.scope is Scope.START:
            open_regions.append(written)
        else:
            blocks = frozenset(document.blocks_of(remark)) if written.scope is Scope.BLOCK else None
            yield from _heeded(written, pack, blocks)
    for start in open_regions:
        yield Notice(NOT_UNDERSTOOD, f"{start.where}: 'ignore-start' without an 'ignore-end'; it was not heeded.")


def _taken_apart(remark: Remark, document: Document) -> _Written | Notice | None:
    ours = _OURS.match(remark.text)
    if ours is None:
        return None
    where = _where(remark, document)
    verb = ours["verb"].lower()
    if verb not in set(Scope):
        what = (
            unknown(ours["verb"], "word", [scope.value for scope in Scope])
            if verb
            else f"it should say one of: {', '.join(Scope)}"
        )
        return Notice(NOT_UNDERSTOOD, f"{where}: {what}")
    parts = _RULES_AND_REASON.fullmatch(" ".join(ours["rest"].split()))
    names = tuple(n for n in re.split(r"[,\s]+", parts["rules"]) if n) if parts is not None else ()
    if not names and verb != Scope.END:
        return Notice(NOT_UNDERSTOOD, f"{where}: name the rules, as in '{_MARK}: {verb} CP505 — the reason'.")
    return _Written(Scope(verb), names, parts["reason"].strip() if parts is not None else "", remark, where)


def _heeded(written: _Written, pack: Pack, blocks: frozenset[int] | None) -> Iterator[Suppression | Notice]:
    in_word = written.remark.nodes is not None or written.remark.line is None
    for name in written.names:
        yield _made(
            name, written.reason, SetAsideBy.COMMENT, written.where, pack, blocks, absent_too=in_word or blocks is None
        )


def _made(
    name: str,
    reason: str,
    by: SetAsideBy,
    where: str,
    pack: Pack,
    blocks: frozenset[int] | None = None,
    *,
    absent_too: bool = True,
) -> Suppression | Notice:
    rules = rules_meant(pack, name)
    if not rules:
        return Notice(NOT_UNDERSTOOD, f"{where}: {unknown_rule(pack, name)}")
    return Suppression(name, rules, reason, by, where, blocks, absent_too)


def _without_reason(where: str, written: str, mark: str = " —") -> Notice:
    return Notice(NO_REASON, f"{where}: no reason is given, so it was not heeded; write '{written}{mark} the reason'.")


def _between(document: Document, start: Remark, end: Remark) -> frozenset[int]:
    """The blocks from the one a remark is about up to the one before which, or on which, another stands."""
    first = min(document.blocks_of(start), default=len(document.blocks))
    at_end = document.blocks_of(end)
    including = end.nodes is not None or end.inside
    last = max(at_end, default=first - 1) if including else min(at_end, default=len(document.blocks)) - 1
    return frozenset(range(first, last + 1))


def _where(remark: Remark, document: Document) -> str:
    if remark.line is not None:
        return f"Line {remark.line}"
    blocks = document.blocks_of(remark)
    number = document.blocks[blocks[0]].place.paragraph if blocks else None
    return f"Comment on paragraph {number}" if number is not None else "Comment"


def _in_front_matter(document: Document, pack: Pack) -> Iterator[Suppression | Notice]:
    front = document.front
    if front is None or _MARK not in front.text:
        return
    try:
        entries = _toml(front.text) if front.fence == "+++" else _yaml(front.text)
    except (UsageError, tomllib.TOMLDecodeError):
        yield Notice(NOT_UNDERSTOOD, f"Front matter: not valid {'TOML' if front.fence == '+++' else 'YAML'}.")
        return
    where = "Front matter"
    for key, value in entries.items():
        if key != "ignore":
            yield Notice(NOT_UNDERSTOOD, f"{where}: {_MARK}: {unknown(key, 'key', ('ignore',))}")
        elif isinstance(value, dict):
            for name, reason in value.items():
                if isinstance(reason, str) and reason.strip():
                    yield _made(name, " ".join(reason.split()), SetAsideBy.FRONT_MATTER, where, pack)
                else:
                    yield _without_reason(where, name, ":")
        else:
            for name in value if isinstance(value, list) else [value]:
                yield _without_reason(where, str(name), ":")


def _yaml(text: str) -> dict[str, Any]:
    own = parse_yaml(text.encode(), "front matter").mapping().get(_MARK)
    return own.mapping() and {key: _plain(node) for key, node in own.mapping().items()} if own is not None else {}


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(entry) for key, entry in node.value.items()}
    return [_plain(entry) for entry in node.value] if isinstance(node.value, tuple) else node.value


def _toml(text: str) -> dict[str, Any]:
    own = tomllib.loads(text).get(_MARK, {})
    return own if isinstance(own, dict) else {"": own}
