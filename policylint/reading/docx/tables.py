"""Tables while they are being read: cells gathered into rows, merged cells given once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from policylint.document import BlockKind
from policylint.reading.docx.markup import VAL, W, child, integer, is_on
from policylint.reading.docx.numbering import BULLET
from policylint.reading.docx.paragraphs import Paragraph, first_page
from policylint.reading.raw import Piece, RawBlock, RawCell

MAX_SPAN = 1_000
"""More grid columns than any program writes; larger spans only occur in crafted files."""

_HEADER = W + "tblHeader"
_BEFORE = W + "gridBefore"
_HIDDEN = W + "hidden"
_DELETED = W + "del"
_SPAN = W + "gridSpan"
_MERGE = W + "vMerge"
_CELL_DELETED = W + "cellDel"
_ROW_PROPERTIES = W + "trPr"
_CELL_PROPERTIES = W + "tcPr"
_ROW = (_HEADER, _BEFORE, _HIDDEN, W + "ins", _DELETED)
_CELL = (_SPAN, _MERGE, W + "cellIns", _CELL_DELETED)
_BETWEEN = Piece("\n")


@dataclass(slots=True)
class CellText:
    """A cell being read."""

    column: int
    span: int
    rows: int = 1
    pieces: list[Piece] = field(default_factory=list)
    bold: bool = True
    letters: bool = False

    def add(self, paragraph: Paragraph, label: str) -> None:
        """Take up a paragraph. A number alone is text too: columns of numbers are made that way."""
        if not paragraph.visible and label in {"", BULLET}:
            return
        if self.pieces:
            self.pieces.append(_BETWEEN)
        if label:
            self.pieces.append(Piece(f"{label} " if paragraph.visible else label))
        self.pieces.extend(paragraph.pieces)
        self.letters = self.letters or paragraph.letters
        self.bold = self.bold and paragraph.bold

    def raw(self) -> RawCell:
        """The finished cell."""
        return RawCell(tuple(self.pieces), self.column, self.span, self.rows)


@dataclass(slots=True)
class Row:
    """A row being read. ``after`` gathers what is not cell text: nested tables, text boxes, notes."""

    column: int
    header: bool
    first_page: int | None
    last_page: int | None
    cells: list[CellText] = field(default_factory=list)
    after: list[RawBlock] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table being read. ``merged`` are the vertically merged cells open, by column."""

    number: int
    rows: int = 0
    row: Row | None = None
    merged: dict[int, CellText] = field(default_factory=dict)
    starts: list[tuple[int, list[CellText]]] = field(default_factory=list)

    def open_cell(self, row: Row, element: etree._Element, accepted: bool) -> CellText | None:
        """A cell for a ``w:tc``, ``None`` if it only continues the one above or is deleted."""
        span, continues, restarts = 1, False, False
        properties = child(element, _CELL_PROPERTIES)
        for part in properties.iterchildren(*_CELL) if properties is not None else ():
            if part.tag == _SPAN:
                span = _clamped(integer(part.get(VAL)), 1)
            elif part.tag == _MERGE:
                restarts = part.get(VAL) == "restart"
                continues = not restarts
            elif (part.tag == _CELL_DELETED) is accepted:
                return None
        column = row.column
        row.column += span
        above = self.merged.get(column)
        if continues and above is not None:
            above.rows += 1
            return None
        cell = CellText(column, span)
        if restarts:
            self.merged[column] = cell
        else:
            self.merged.pop(column, None)
        row.cells.append(cell)
        return cell

    def close_row(self, row: Row, out: list[RawBlock]) -> None:
        """Put the row out as a block, with what stands in it after it."""
        self.row = None
        self.rows += 1
        if any(self.merged.get(cell.column) is cell for cell in row.cells):
            self.starts.append((len(out), row.cells))
        pieces = [piece for cell in row.cells for piece in cell.pieces]
        out.append(
            RawBlock(
                kind=BlockKind.ROW,
                cells=tuple(cell.raw() for cell in row.cells),
                bold=any(cell.letters for cell in row.cells) and all(cell.bold for cell in row.cells),
                page=first_page(pieces),
                header=row.header,
                table=self.number,
                row=self.rows,
            )
        )
        out.extend(row.after)

    def close(self, out: list[RawBlock]) -> None:
        """Write the heights of merged cells, known only now, into the rows put out."""
        for index, cells in self.starts:
            if any(cell.rows > 1 for cell in cells):
                out[index] = replace(out[index], cells=tuple(cell.raw() for cell in cells))


def open_row(element: etree._Element, page: int | None, accepted: bool) -> Row | None:
    """A row for a ``w:tr``, ``None`` if it is hidden, or deleted under the view of tracked changes."""
    column, header = 0, False
    for properties in element.iterchildren(_ROW_PROPERTIES):
        for part in properties.iterchildren(*_ROW):
            if part.tag == _HEADER:
                header = is_on(part)
            elif part.tag == _BEFORE:
                column = _clamped(integer(part.get(VAL)), 0)
            elif part.tag == _HIDDEN:
                if is_on(part):
                    return None
            elif (part.tag == _DELETED) is accepted:
                return None
    return Row(column, header, page, page)


def _clamped(span: int | None, least: int) -> int:
    return least if span is None else max(least, min(span, MAX_SPAN))
