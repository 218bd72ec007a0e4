"""OpenDocument tables while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from policylint.document import BlockKind
from policylint.reading.cells import apart, cell_of, clamped_span, is_bold
from policylint.reading.odt.names import TABLE, whole
from policylint.reading.raw import RawBlock, RawCell

MAX_REPEATS = 100_000
"""Rows or columns that one element may stand for; more only occur in crafted files. None is drawn out."""


@dataclass(slots=True)
class OpenTable:
    """A table being read. ``number`` counts tables in the document from 1, ``row`` its rows."""

    number: int
    row: int = 0
    header: bool = False
    column: int = 0
    span: int = 1
    rows: int = 1
    page: int | None = None
    cells: list[RawCell] = field(default_factory=list)
    blocks: list[RawBlock] = field(default_factory=list)
    in_cell: list[RawBlock] = field(default_factory=list)

    def open_row(self, page: int | None) -> None:
        """A row begins, on ``page`` if that is known."""
        self.row += 1
        self.page = page
        self.column = 0
        self.cells, self.blocks = [], []

    def open_cell(self, element: etree._Element) -> list[RawBlock]:
        """A cell begins; returns where its blocks go."""
        self.span = clamped_span(whole(element.get(TABLE + "number-columns-spanned"), 1))
        self.rows = clamped_span(whole(element.get(TABLE + "number-rows-spanned"), 1))
        self.in_cell = []
        return self.in_cell

    def close_cell(self, element: etree._Element) -> None:
        """The cell ends."""
        self.cells.append(cell_of(self.in_cell, self.column, self.span, self.rows))
        self.blocks.extend(self.in_cell)
        self.pass_cell(element)

    def pass_cell(self, element: etree._Element) -> None:
        """Step over a cell's columns; one that is merged over stands in one of its own."""
        self.column += _repeats(element, "number-columns-repeated")

    def close_row(self, element: etree._Element) -> list[RawBlock]:
        """The row as a block, with the tables and notes in it after it."""
        row = RawBlock(
            BlockKind.ROW,
            bold=is_bold(self.blocks),
            page=self.page,
            cells=tuple(self.cells),
            header=self.header,
            table=self.number,
            row=self.row,
        )
        self.row += _repeats(element, "number-rows-repeated") - 1
        return [row, *apart(self.blocks)]


def _repeats(element: etree._Element, name: str) -> int:
    return max(1, min(whole(element.get(TABLE + name), 1), MAX_REPEATS))
