"""Tables as rows of text: cells' paragraphs, header rows, and tables that go on over pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from policylint.reading.pdf.hyphens import Hyphens
from policylint.reading.pdf.layout import lines_in_flow, lines_in_order
from policylint.reading.pdf.lines import Line
from policylint.reading.pdf.paragraphs import Steps, continues, unfinished
from policylint.reading.pdf.ruling import TOLERANCE
from policylint.reading.pdf.tables import Grid, GridCell
from policylint.reading.raw import Piece, RawCell

Join = Callable[[Sequence[Line], Hyphens], tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell's text as lists of pieces, one per paragraph."""

    column: int
    span: int
    rows: int
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        """The cell's text, paragraphs parted by a newline."""
        return "\n".join("".join(piece.text for piece in pieces) for pieces in self.paragraphs)

    def raw(self) -> RawCell:
        """The cell for a raw block."""
        pieces: list[Piece] = []
        for number, paragraph in enumerate(self.paragraphs):
            if number:
                pieces.append(Piece("\n"))
            pieces.extend(paragraph)
        return RawCell(tuple(pieces), self.column, self.span, self.rows)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A table row: its cells, its page (from 0) and whether it is marked as a header."""

    cells: tuple[RowCell, ...]
    page: int
    bold: bool
    header: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """A table, or what of it stands on the pages read so far; ``edges`` are its column lines."""

    edges: tuple[float, ...]
    rows: tuple[TextRow, ...]
    page: int


def fragment_of(grid: Grid, steps: Steps, hyphens: Hyphens, join: Join) -> Fragment:
    """The text of one page's table."""
    rows = []
    for cells in grid.rows:
        texts: list[RowCell] = []
        lines: list[Line] = []
        for cell in cells:
            own = _cell_paragraphs(cell, grid.page, steps)
            lines.extend(line for part in own for line in part)
            paragraphs = tuple(join(part, hyphens) for part in own)
            texts.append(RowCell(cell.column, cell.span, cell.rows, paragraphs))
        bold = bool(lines) and all(line.bold for line in lines)
        rows.append(TextRow(tuple(texts), grid.page, bold, header=False))
    rows = [row for row in rows if any(cell.paragraphs for cell in row.cells)]
    kept = [cells for cells in grid.rows if any(cell.words for cell in cells)]
    for index, cells in enumerate(kept):
        filled = [cell for cell in cells if cell.words]
        if not all(cell.heading for cell in filled):
            break
        rows[index] = replace(rows[index], header=True)
    if len(rows) > 1 and not rows[0].header and _stands_out(rows, kept):
        rows[0] = replace(rows[0], header=True)
    return Fragment(grid.edges, tuple(rows), grid.page)


def _cell_paragraphs(cell: GridCell, page: int, steps: Steps) -> list[list[Line]]:
    """The cell's paragraphs, as the file tells them apart or else by their lines."""
    if sum(map(len, cell.parts)) == len(cell.words):
        return [lines_in_flow(part, page) for part in cell.parts if part]
    lines = lines_in_order(cell.words, page)
    paragraphs: list[list[Line]] = []
    for line in lines:
        line.right = cell.box.x1 - min(15.0, max(0.0, line.left - cell.box.x0))
        if paragraphs and continues(paragraphs[-1], line, steps):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _stands_out(rows: Sequence[TextRow], cells: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the first row is marked by bold letters or a coloured ground that the second has not."""
    if rows[0].bold and not rows[1].bold:
        return True
    return all(cell.shaded for cell in cells[0]) and not any(cell.shaded for cell in cells[1])


def joins(table: Fragment, more: Fragment) -> bool:
    """Whether a table goes on: on the next page, with the same columns."""
    return (
        more.page == table.rows[-1].page + 1
        and len(table.edges) == len(more.edges)
        and all(abs(a - b) <= TOLERANCE for a, b in zip(table.edges, more.edges, strict=True))
    )


def with_more(table: Fragment, more: Fragment) -> Fragment:
    """The table with the next page's rows: a repeated header dropped, a row torn by the page end mended."""
    rows = list(more.rows)
    shared = 0
    while shared < min(len(rows), len(table.rows)) and (shared == 0 or table.rows[shared].header):
        if _texts(rows[shared]) != _texts(table.rows[shared]):
            break
        shared += 1
    rows = [replace(row, header=False) for row in rows[shared:]]
    before = list(table.rows)
    if rows and _is_torn(before[-1], rows[0]):
        before[-1] = _mended(before[-1], rows.pop(0))
    return Fragment(table.edges, tuple(before + rows), table.page)


def _texts(row: TextRow) -> list[str]:
    return [cell.text for cell in row.cells]


def _is_torn(row: TextRow, rest: TextRow) -> bool:
    """Whether the first row of a page is the rest of the row before: every text goes on a sentence."""
    filled = [cell for cell in rest.cells if cell.paragraphs]
    begun = {cell.column: cell for cell in row.cells}
    if not filled:
        return False
    for cell in filled:
        start = begun.get(cell.column)
        letter = next((char for char in cell.text if char.isalnum()), "")
        if start is None or not start.paragraphs or not letter.islower() or not unfinished(start.text):
            return False
    return True


def _mended(row: TextRow, rest: TextRow) -> TextRow:
    more = {cell.column: cell for cell in rest.cells if cell.paragraphs}
    return replace(row, cells=tuple(_longer(cell, more.get(cell.column)) for cell in row.cells))


def _longer(cell: RowCell, added: RowCell | None) -> RowCell:
    if added is None:
        return cell
    joined = (*cell.paragraphs[-1], Piece(" "), *added.paragraphs[0])
    return replace(cell, paragraphs=(*cell.paragraphs[:-1], joined, *added.paragraphs[1:]))
