"""The document model: what every reader gives and every later stage builds on.

A document is a flat list of blocks in reading order. Each block carries its place, so that nothing
later on has to search the source for words it already holds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a block is by its build, whatever file it came from."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


class BlockRole(StrEnum):
    """What a block is for. Only ``BODY`` text can be evidence."""

    BODY = "body"
    TITLE = "title"
    CONTENTS = "contents"
    CAPTION = "caption"
    QUOTATION = "quotation"
    VERSIONS = "versions"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a row or cell stands: the document's nth table, row and cell, all counted from 1."""

    table: int
    row: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand. Every number counts from 1; ``None`` where the format has no such thing.

    ``paragraph`` is the block's number in reading order over headings, paragraphs, items and rows.
    ``section`` is the nearest heading above with its number, as a reader would cite it.
    """

    section: str | None = None
    page: int | None = None
    line: int | None = None
    column: int | None = None
    paragraph: int | None = None
    table: TablePlace | None = None


class Segment(NamedTuple):
    """A stretch of a block's text that stands unbroken in the source.

    ``start`` and ``end`` are offsets in the block's text. ``line`` and ``column`` (from 1) tell where
    the stretch begins in text formats, ``page`` (from 1) in paged ones. ``node`` and ``at`` are for
    writing back: the index of the source's text node (Word, ODT: in document order of the part;
    PDF: the page, from 0) and the offset in it of the stretch's first character.
    """

    start: int
    end: int
    line: int | None = None
    column: int | None = None
    page: int | None = None
    node: int | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row. ``column`` counts grid columns from 0; ``span`` is its width in them."""

    text: str
    column: int
    span: int = 1
    segments: tuple[Segment, ...] = ()
    start: int = 0
    """Offset of the cell's text in the text of its row block."""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row or note.

    ``text`` has no number or bullet: that is ``label`` ("4.1", "(b)", "•"). White space is folded.
    ``level`` is the outline level of a heading (from 1), the depth of a list item (from 1), else 0.
    ``sections`` are the headings above, outermost first, each with its number ("4 Membership").
    A row's ``text`` is its cells' texts joined by ``CELL_BREAK``; ``header`` marks header rows.
    """

    kind: BlockKind
    text: str
    place: Place
    label: str = ""
    level: int = 0
    sections: tuple[str, ...] = ()
    role: BlockRole = BlockRole.BODY
    cells: tuple[Cell, ...] = ()
    header: bool = False
    segments: tuple[Segment, ...] = field(default=(), repr=False)

    def place_at(self, offset: int) -> Place:
        """The place of the character at ``offset`` of ``text``."""
        place = self.place
        if self.cells and place.table is not None:
            cell = max((c for c in self.cells if c.start <= offset), key=lambda c: c.start, default=None)
            if cell is not None:
                place = replace(place, table=replace(place.table, cell=cell.column + 1))
        index = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        if index < 0:
            return place
        segment = self.segments[index]
        along = min(offset, segment.end) - segment.start
        return replace(
            place,
            line=segment.line if segment.line is not None else place.line,
            column=segment.column + along if segment.column is not None else place.column,
            page=segment.page if segment.page is not None else place.page,
        )


CELL_BREAK = " | "


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a report should know that is neither a finding nor an error."""

    code: str
    message: str


MAX_REMARK_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: what somebody noted in the file without making it part of the text.

    ``line`` and ``column`` (from 1) tell where it begins in text formats; ``inside``: it stands in the
    midst of a block, else before one. ``nodes`` are the first and the last text node (as in ``Segment``)
    that a Word comment is put on. ``text`` is cut at ``MAX_REMARK_CHARS``.
    """

    text: str
    line: int | None = None
    column: int | None = None
    inside: bool = False
    nodes: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML or TOML at the head of a Markdown file, without its fences. ``line`` is its first, from 1."""

    text: str
    fence: str
    line: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    ``blocks`` are in reading order; ``running`` holds the headers and footers, kept apart.
    ``pages`` is ``None`` where the format has none. ``words`` counts the body's words. ``source`` is the
    decoded text of a text format, lines ending in ``\\n``: what lines and columns count in.
    """

    path: str
    format: str
    blocks: tuple[Block, ...]
    title: str | None = None
    language: str = "en"
    pages: int | None = None
    words: int = 0
    running: tuple[Block, ...] = ()
    notices: tuple[Notice, ...] = ()
    remarks: tuple[Remark, ...] = ()
    front: FrontMatter | None = None
    source: str = field(default="", repr=False)

    def blocks_of(self, remark: Remark) -> tuple[int, ...]:
        """Indexes of the blocks a remark is about: those it is put on, the one it stands in, or the next."""
        if remark.nodes is not None:
            first, last = remark.nodes
            return tuple(
                index
                for index, block in enumerate(self.blocks)
                if any(s.node is not None and first <= s.node <= last for s in block.segments)
            )
        if remark.line is None:
            return ()
        at = (remark.line, remark.column or 1)
        starts = [(start, index) for index, block in enumerate(self.blocks) if (start := _start(block)) is not None]
        if remark.inside:
            before = [(start, index) for start, index in starts if start <= at]
            return (max(before)[1],) if before else ()
        after = [(start, index) for start, index in starts if start > at]
        return (min(after)[1],) if after else ()


def _start(block: Block) -> tuple[int, int] | None:
    """Line and column of a block's first words, in text formats."""
    return next(((s.line, s.column or 1) for s in block.segments if s.line is not None), None)
