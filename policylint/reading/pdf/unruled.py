"""Tables without ruling lines, told by the order of drawing.

Programs draw a table cell by cell: all lines of the first cell, then those of the second, which begins
as high as the first and further right. Three such rows with the same column starts make a table.
Labels of hanging paragraphs stand the same way and are left alone; so are contents pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policylint.reading.labels import label_at_start
from policylint.reading.pdf.columns import Region
from policylint.reading.pdf.sheet import Box
from policylint.reading.pdf.stretches import Stretch
from policylint.reading.pdf.tables import Grid, GridCell

LEAST_ROWS = 3
"""Rows that make a table."""
_SAME = 3.0
_LEVEL = 2.0
_LABEL = re.compile(r"\W|[a-zA-Z]|\(?[\divxlc]{1,5}[.):]?")


@dataclass(slots=True)
class _Row:
    """Cells of a row, each its grid column's place and its stretches."""

    cells: list[tuple[int, list[Stretch]]] = field(default_factory=list)

    @property
    def bottom(self) -> float:
        """The lowest base line."""
        return max(item.base for _, items in self.cells for item in items)


def take_tables(region: Region, page: int) -> None:
    """Replace the stretches of unruled tables in the region by grids."""
    texts = sorted((item for item in region.items if item.grid is None), key=lambda item: item.order)
    level = sum(b.x0 > a.x1 and abs(b.base - a.base) <= _LEVEL for a, b in pairwise(texts))
    starts = _starts(texts) if level >= LEAST_ROWS else []
    if len(starts) < 2:
        return
    for run in _runs(texts, starts):
        columns = sorted({column for row in run for column, _ in row.cells})
        if len(run) < LEAST_ROWS or len(columns) < 2 or _is_contents(run):
            continue
        used = {id(item) for row in run for _, items in row.cells for item in items}
        grid = _grid(run, [starts[column] for column in columns], columns, page)
        region.items = [item for item in region.items if id(item) not in used]
        region.items.append(Stretch(grid.box.x0, grid.box.x1, grid.box.bottom, 0.0, -1, [], grid))


def _starts(texts: Sequence[Stretch]) -> list[float]:
    """Places where at least three stretches begin."""
    counts = Counter(round(item.x0) for item in texts)
    starts: list[float] = []
    for place in sorted(counts):
        if counts[place] + counts[place - 1] + counts[place + 1] < LEAST_ROWS:
            continue
        if not starts or place - starts[-1] > _SAME:
            starts.append(float(place))
    return starts


def _runs(texts: Sequence[Stretch], starts: Sequence[float]) -> Iterator[list[_Row]]:
    """Rows that follow each other in drawing and down the page."""
    run: list[_Row] = []
    left: list[Stretch] = []  # the lines in a first column that the next row may begin among
    column = -1
    for item in texts:
        here = next((n for n, start in enumerate(starts) if abs(item.x0 - start) <= _SAME), -1)
        if here < 0:
            yield run
            run, left, column = [], [], -1
            continue
        if here == column and left and 0 < item.base - left[-1].base <= 3 * item.size:
            left.append(item)
            continue
        level = next((n for n, line in enumerate(left) if abs(line.base - item.base) <= _LEVEL), None)
        beside = level is not None and here > column >= 0 and left[level].x1 < item.x0
        if level is not None and beside and not _is_label(left[level:]):
            row = _row_for(run, left, level, column)
            if not run or run[-1] is not row:
                if level or not run or run[0].cells[0][0] != column:
                    yield run
                    run = []
                run.append(row)
            left, column = [item], here
            row.cells.append((here, left))
            continue
        if run and (item.base < run[-1].bottom - _LEVEL or not _fits(run, item, here)):
            yield run
            run = []
        left, column = [item], here
    yield run


def _row_for(run: Sequence[_Row], left: list[Stretch], level: int, column: int) -> _Row:
    """The row that a cell right of ``left`` belongs to: the last one if that ends in ``left``, or a new one."""
    if run and run[-1].cells[-1][1] is left and level == 0:
        return run[-1]
    return _Row([(column, left[level:])])


def _fits(run: Sequence[_Row], item: Stretch, column: int) -> bool:
    return column == run[0].cells[0][0] and item.base - run[-1].bottom <= 4 * item.size


def _is_label(items: Sequence[Stretch]) -> bool:
    """Whether the lines are nothing but a number or bullet."""
    text = " ".join(word.text for word in items[0].words)
    if len(items) > 1:
        return False
    label = label_at_start(text, heading=True)
    return _LABEL.fullmatch(text) is not None or (label is not None and label.text == text)


def _is_contents(run: Sequence[_Row]) -> bool:
    """Whether the rows are names with page numbers."""
    return all(
        len(row.cells) == 2 and re.fullmatch(r"\d{1,4}", "".join(w.text for i in row.cells[1][1] for w in i.words))
        for row in run[1:]
    )


def _grid(run: Sequence[_Row], starts: Sequence[float], columns: Sequence[int], page: int) -> Grid:
    right = max(item.x1 for row in run for _, items in row.cells for item in items)
    edges = [*starts, right]
    rows: list[list[GridCell]] = []
    for number, row in enumerate(run):
        top = min(items[0].top for _, items in row.cells)
        cells = []
        for column, items in row.cells:
            place = columns.index(column)
            box = Box(edges[place], top, edges[place + 1], row.bottom)
            words = [word for item in items for word in item.words]
            cells.append(GridCell(box, place, number, 1, 1, words))
        rows.append(cells)
    box = Box(edges[0], rows[0][0].box.top, right, run[-1].bottom)
    return Grid(page, box, tuple(edges), rows)
