"""From pages to raw blocks: paragraphs and tables joined over pages, notes after their page's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policylint.document import BlockKind, BlockRole
from policylint.reading.pdf.cells import Fragment, fragment_of, joins, with_more
from policylint.reading.pdf.hyphens import Hyphens, Joint
from policylint.reading.pdf.leaf import Leaf, Tagged
from policylint.reading.pdf.lines import Line
from policylint.reading.pdf.notes import contents_lines, without_leaders
from policylint.reading.pdf.paragraphs import Steps, continues, line_steps
from policylint.reading.pdf.tables import Grid
from policylint.reading.raw import Piece, RawBlock


def join_lines(lines: Sequence[Line], hyphens: Hyphens) -> tuple[Piece, ...]:
    """The lines' pieces with a space between lines, or nothing where a line ends in a hyphen."""
    pieces = list(lines[0].pieces)
    for before, line in pairwise(lines):
        joint = hyphens.joint(before.text, line.text)
        if joint is Joint.SPACE:
            pieces.append(Piece(" "))
        elif joint is Joint.DROP:
            _drop_hyphen(pieces)
        pieces.extend(line.pieces)
    return tuple(pieces)


def _drop_hyphen(pieces: list[Piece]) -> None:
    """Take the hyphen, and a space that a kerned one stands behind, off the last pieces."""
    last = pieces.pop()
    text = last.text[:-1].rstrip()
    if text:
        pieces.append(replace(last, text=text))
    elif pieces and pieces[-1].text.isspace():
        pieces.pop()


def paragraph_block(lines: Sequence[Line], hyphens: Hyphens, tagged: Tagged | None = None) -> RawBlock:
    """The raw block of a paragraph, of what its tag says if it has one."""
    first = lines[0]
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    return RawBlock(
        kind=tagged.kind if tagged else BlockKind.PARAGRAPH,
        pieces=join_lines(lines, hyphens),
        label=tagged.label if tagged else "",
        level=tagged.level if tagged else 0,
        role=tagged.role if tagged else BlockRole.BODY,
        bold=all(line.bold for line in lines),
        size=max(sizes, key=sizes.__getitem__),
        indent=round(first.x0 - first.left, 1),
        page=first.page + 1,
    )


def document_blocks(leaves: Sequence[Leaf], hyphens: Hyphens) -> list[RawBlock]:
    """All blocks of the document in reading order."""
    steps = line_steps(line for leaf in leaves for line in leaf.lines())
    maker = _Maker(hyphens, steps, contents_lines(leaves))
    for leaf in leaves:
        maker.first_on_page = True
        for part in leaf.parts:
            if isinstance(part, Grid):
                maker.add_grid(part)
            elif isinstance(part, Tagged):
                maker.add_tagged(part)
            else:
                maker.add_line(part)
            maker.first_on_page = False
        maker.notes.extend(leaf.notes)
    maker.finish()
    return maker.blocks


class _Maker:
    """Holds the paragraph or table that may go on, and the notes that wait for its end."""

    def __init__(self, hyphens: Hyphens, steps: Steps, contents: set[int]) -> None:
        self.hyphens = hyphens
        self.steps = steps
        self.contents = contents
        self.blocks: list[RawBlock] = []
        self.notes: list[Tagged] = []
        self.lines: list[Line] = []
        self.tagged: Tagged | None = None
        self.table: Fragment | None = None
        self.tables = 0
        self.first_on_page = True

    def add_line(self, line: Line) -> None:
        """A line of untagged text."""
        entry = id(line) in self.contents
        going_on = bool(self.lines) and self.tagged is None and entry == (id(self.lines[-1]) in self.contents)
        if going_on and entry:
            going_on = not self.lines[-1].text[-1:].isdigit()
        elif going_on:
            going_on = continues(self.lines, line, self.steps)
        if not going_on:
            self._flush()
        self.lines.append(line)

    def add_tagged(self, part: Tagged) -> None:
        """A tagged block; the first of a page may go on with the last of the page before."""
        before = self.tagged
        if (
            before is not None
            and self.first_on_page
            and before.role is part.role
            and before.kind is not BlockKind.HEADING
            and part.kind is not BlockKind.HEADING
            and continues(self.lines, part.lines[0], self.steps)
        ):
            self.lines.extend(part.lines)
            return
        self._flush()
        self.tagged, self.lines = part, list(part.lines)

    def add_grid(self, grid: Grid) -> None:
        """A table; the first thing on a page may go on with the table that ends the page before."""
        fragment = fragment_of(grid, self.steps, self.hyphens, join_lines)
        if self.table is not None and self.first_on_page and joins(self.table, fragment):
            self.table = with_more(self.table, fragment)
            return
        self._flush()
        self.table = fragment

    def finish(self) -> None:
        """End the document."""
        self._flush()

    def _flush(self) -> None:
        if self.lines:
            block = paragraph_block(self.lines, self.hyphens, self.tagged)
            if id(self.lines[0]) in self.contents:
                block = replace(block, kind=BlockKind.PARAGRAPH, level=0, role=BlockRole.CONTENTS)
            if block.role is BlockRole.CONTENTS:
                block = replace(block, pieces=tuple(without_leaders(block.pieces)))
            self.blocks.append(block)
        if self.table is not None:
            self.tables += 1
            self.blocks.extend(_rows(self.table, self.tables))
        self.blocks.extend(paragraph_block(note.lines, self.hyphens, note) for note in self.notes)
        self.lines, self.tagged, self.table = [], None, None
        self.notes.clear()


def _rows(table: Fragment, number: int) -> Iterator[RawBlock]:
    for index, row in enumerate(table.rows, start=1):
        yield RawBlock(
            BlockKind.ROW,
            bold=row.bold,
            page=row.page + 1,
            cells=tuple(cell.raw() for cell in row.cells),
            header=row.header,
            table=number,
            row=index,
        )
