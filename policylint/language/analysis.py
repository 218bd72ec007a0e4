"""A statement as the rules see it: tokens, concepts, breaks in sense, and its parse once one is needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policylint.language.lexicon import Hit
from policylint.statements import Origin, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BREAK_WORDS = frozenset({"but", "however", "whereas", "although", "though", "nevertheless", "otherwise"})
_BREAK_MARKS = frozenset({";", "—", "–", "|", "--"})


@dataclass(slots=True)
class Analysis:
    """A statement with its tokens and concept hits.

    ``mask`` has bit *n* set when concept *n* occurs in the statement; ``context`` likewise for the
    headings above, the lead-in and the statement before. ``segment[i]`` numbers the stretch of sense in
    which token *i* stands: stretches end at semicolons, dashes, "but", "however" and cell edges. ``own``
    is the first token of the statement's own words (after stem or heading).
    """

    statement: Statement
    doc: Doc
    hits: list[Hit]
    mask: int
    context: int = 0
    own: int = 0
    segment: list[int] = field(default_factory=list)
    parsed: Doc | None = None
    by_concept: dict[int, list[Hit]] = field(default_factory=dict)

    def words(self, start: int, end: int) -> str:
        """The statement's own characters from token ``start`` up to ``end``, as they stand in the document."""
        if start >= end:
            return ""
        first, last = self.doc[start], self.doc[end - 1]
        return self.statement.text[first.idx : last.idx + len(last)]


def analyse(statement: Statement, doc: Doc, hits: list[Hit]) -> Analysis:
    """Put a statement's tokens and hits together."""
    mask = 0
    by_concept: dict[int, list[Hit]] = {}
    for hit in hits:
        mask |= 1 << hit.concept
        by_concept.setdefault(hit.concept, []).append(hit)
    analysis = Analysis(statement, doc, hits, mask, by_concept=by_concept)
    if hits:
        analysis.own = _token_at(doc, statement.own)
        analysis.segment = _segments(statement, doc)
    return analysis


def _token_at(doc: Doc, offset: int) -> int:
    if offset <= 0:
        return 0
    return next((token.i for token in doc if token.idx >= offset), len(doc))


def _segments(statement: Statement, doc: Doc) -> list[int]:
    numbers: list[int] = []
    current = 0
    joints = statement.joints
    for token in doc:
        text = token.lower_
        if text in _BREAK_MARKS:
            inside_row = statement.origin is Origin.ROW and text == "|"
            near_joint = any(abs(token.idx - joint) <= 2 for joint in joints)
            if not near_joint and not inside_row:
                current += 1
        elif text in _BREAK_WORDS and not (text == "but" and _not_only(doc, token.i)):
            current += 1
        numbers.append(current)
    return numbers


def _not_only(doc: Doc, index: int) -> bool:
    """Whether a "but" closes a "not only … but also"."""
    before = [t.lower_ for t in doc[max(0, index - 30) : index]]
    return any(before[i : i + 2] in (["not", "only"], ["not", "just"], ["not", "merely"]) for i in range(len(before)))
