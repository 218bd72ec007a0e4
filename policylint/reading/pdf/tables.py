"""Ruled tables: a page's lines to grids of cells, and its words into them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policylint.reading.pdf.ruling import TOLERANCE, find_cells, group_cells, strokes
from policylint.reading.pdf.sheet import Box, Sheet, Word


@dataclass(slots=True)
class GridCell:
    """A cell: grid column and row counted from 0 and how many of each it covers; its words in order.

    ``shaded``: it stands on a coloured ground. ``heading``: the file says it is a header cell.
    ``parts`` are its paragraphs' words where the file tells paragraphs apart.
    """

    box: Box
    column: int
    row: int
    span: int
    rows: int
    words: list[Word] = field(default_factory=list)
    shaded: bool = False
    heading: bool = False
    parts: list[list[Word]] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table on one page. ``edges`` are the places of its column lines, left to right."""

    page: int
    box: Box
    edges: tuple[float, ...]
    rows: list[list[GridCell]]

    @property
    def words(self) -> Iterable[Word]:
        """All words in the table, row by row."""
        return (word for row in self.rows for cell in row for word in cell.words)


def find_grids(sheet: Sheet) -> tuple[list[Grid], list[Word]]:
    """The page's tables with the words in their cells, and the words outside.

    Frames around running text (a single column) are no tables. Sets ``unruled`` where the page has
    too many lines.
    """
    if sheet.unruled:
        return [], sheet.words
    found = find_cells(*strokes(sheet.rules))
    if found is None:
        sheet.unruled = True
        return [], sheet.words
    grids: list[Grid] = []
    for _, cells in sorted(map(_sized, group_cells(found)), key=lambda pair: -pair[0]):
        grid = _grid(sheet.index, cells)
        x, y = (grid.box.x0 + grid.box.x1) / 2, (grid.box.top + grid.box.bottom) / 2
        if len(grid.edges) > 2 and not any(holds(other.box, x, y) for other in grids):
            grids.append(grid)
    outside = _fill(grids, sheet.words) if grids else sheet.words
    for grid in grids:
        _shade(grid, sheet.shaded)
    return [grid for grid in grids if any(True for _ in grid.words)], outside


def _sized(cells: list[Box]) -> tuple[float, list[Box]]:
    """Cells with the area around them."""
    width = max(cell.x1 for cell in cells) - min(cell.x0 for cell in cells)
    return width * (max(cell.bottom for cell in cells) - min(cell.top for cell in cells)), cells


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a rectangle."""
    return box.x0 <= x < box.x1 and box.top <= y < box.bottom


def _stops(places: Iterable[float]) -> tuple[float, ...]:
    """Distinct places in order, those within the tolerance taken as one."""
    stops: list[float] = []
    for place in sorted(places):
        if not stops or place - stops[-1] > TOLERANCE:
            stops.append(place)
    return tuple(stops)


def _nearest(stops: Sequence[float], place: float) -> int:
    return bisect_left(stops, place - TOLERANCE)


def _grid(page: int, cells: Sequence[Box]) -> Grid:
    columns = _stops(x for cell in cells for x in (cell[0], cell[2]))
    lines = _stops(y for cell in cells for y in (cell[1], cell[3]))
    rows: list[list[GridCell]] = [[] for _ in lines[:-1]]
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        column, row = _nearest(columns, cell[0]), _nearest(lines, cell[1])
        span = max(1, _nearest(columns, cell[2]) - column)
        rows[min(row, len(rows) - 1)].append(GridCell(cell, column, row, span, max(1, _nearest(lines, cell[3]) - row)))
    box = Box(columns[0], lines[0], columns[-1], lines[-1])
    return Grid(page, box, columns, [row for row in rows if row])


def middle(word: Word) -> tuple[float, float]:
    """The point by which a word is said to stand in a cell."""
    return (word.x0 + word.x1) / 2, word.base - 0.3 * word.size


def _fill(grids: Sequence[Grid], words: Sequence[Word]) -> list[Word]:
    """Put each word into the cell its middle lies in; the words outside are given back."""
    outside: list[Word] = []
    maps = [(grid.box, _cell_map(grid)) for grid in grids]
    for word in words:
        x, y = middle(word)
        for box, (stops_x, stops_y, cells) in maps:
            if holds(box, x, y):
                place = bisect_right(stops_x, x) - 1, bisect_right(stops_y, y) - 1
                cell = cells.get(place)
                if cell is not None:
                    cell.words.append(word)
                    break
        else:
            outside.append(word)
    return outside


def _cell_map(grid: Grid) -> tuple[list[float], list[float], dict[tuple[int, int], GridCell]]:
    cells = [cell for row in grid.rows for cell in row]
    stops_x = sorted({x for cell in cells for x in (cell.box.x0, cell.box.x1)})
    stops_y = sorted({y for cell in cells for y in (cell.box.top, cell.box.bottom)})
    places: dict[tuple[int, int], GridCell] = {}
    for cell in cells:
        for i in range(bisect_left(stops_x, cell.box.x0), bisect_left(stops_x, cell.box.x1)):
            for j in range(bisect_left(stops_y, cell.box.top), bisect_left(stops_y, cell.box.bottom)):
                places[i, j] = cell
    return stops_x, stops_y, places


def _shade(grid: Grid, shaded: Sequence[Box]) -> None:
    """Mark the cells that lie on a coloured ground."""
    for row in grid.rows:
        for cell in row:
            x, y = (cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2
            cell.shaded = any(holds(box, x, y) for box in shaded)
