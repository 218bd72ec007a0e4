"""A statement: one sentence of the document with its context resolved, and where each part stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Origin(StrEnum):
    """How the document says it."""

    SENTENCE = "sentence"
    ITEM = "item"
    """A list item read on from its stem."""
    FRAGMENT = "fragment"
    """Words without a verb, read under their heading."""
    ROW = "row"
    """A table row read with its header."""


class Mark(StrEnum):
    """What keeps a statement from being evidence."""

    QUOTATION = "quotation"
    DEFINITION = "definition"
    FORM = "form"
    INFORMATION = "information"
    FOOTNOTE = "footnote"
    HISTORY = "history"
    QUESTION = "question"


class Part(NamedTuple):
    """A stretch of a statement's text: where it comes from.

    ``start`` and ``end`` are offsets in the statement, ``block`` is the index of the document's block,
    ``at`` the offset in that block's text of the stretch's first character.
    """

    start: int
    end: int
    block: int
    at: int


class RowCell(NamedTuple):
    """A cell of a row statement: header words and the offsets of the cell's text in the statement."""

    header: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the document says.

    ``text`` is the sentence with its stems or heading before it; ``own`` is the offset where its own
    words begin: evidence must touch them. ``joints`` are offsets at which a stem ends, so that the
    colon there is no break in sense. ``sections`` are the headings above, outermost first; ``lead`` is
    the sentence or caption that introduces the list or table, where it is not part of ``text``.
    ``before`` is the index of the statement read just before in the same passage, for pronouns.
    """

    text: str
    origin: Origin
    parts: tuple[Part, ...]
    own: int = 0
    joints: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    lead: str = ""
    marks: frozenset[Mark] = frozenset()
    cells: tuple[RowCell, ...] = ()
    before: int | None = field(default=None, compare=False)

    def locate(self, offset: int) -> tuple[int, int]:
        """The block index and the offset in its text of the character at ``offset``."""
        part = next((p for p in self.parts if p.start <= offset < p.end), None)
        if part is None:
            part = min(self.parts, key=lambda p: min(abs(p.start - offset), abs(p.end - offset)))
        return part.block, part.at + min(max(offset - part.start, 0), max(part.end - part.start - 1, 0))
