"""Reading order: words to lines, and lines and tables in the order they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from policylint.reading.pdf.columns import Region, regions
from policylint.reading.pdf.lines import Line, line_of, reach
from policylint.reading.pdf.sheet import Word
from policylint.reading.pdf.stretches import Stretch, stretches
from policylint.reading.pdf.tables import Grid
from policylint.reading.pdf.unruled import take_tables


def page_parts(page: int, words: Sequence[Word], grids: Sequence[Grid]) -> list[Line | Grid]:
    """Lines of the words and tables in reading order, on the page counted from 0; turned text comes last."""
    straight = [word for word in words if not word.turn]
    items = stretches(straight)
    for grid in grids:
        items.append(Stretch(grid.box.x0, grid.box.x1, grid.box.bottom, 0.0, -1, [], grid))
    parts: list[Line | Grid] = []
    for number, region in enumerate(regions(items)):
        take_tables(region, page)
        for part in _rows(region, page):
            if isinstance(part, Line):
                part.region = number
                if region.bounds:
                    part.left, part.right = region.bounds
                    part.whole = False
            parts.append(part)
    parts.extend(_turned(words, page))
    return parts


def lines_in_order(words: Sequence[Word], page: int) -> list[Line]:
    """Lines of words that belong together, as in a cell, from top to bottom."""
    if not words:
        return []
    straight = [word for word in words if not word.turn]
    region = Region(stretches(straight))
    lines = [part for part in _rows(region, page) if isinstance(part, Line)]
    lines.extend(_turned(words, page))
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for line in lines:
        line.left, line.right = left, right
    return lines


def lines_in_flow(words: Sequence[Word], page: int) -> list[Line]:
    """Lines of words that follow each other, wherever on the page they stand."""
    lines: list[Line] = []
    row: list[Stretch] = []
    for item in stretches(words):
        if row and (
            abs(item.base - row[0].base) > reach(item.size, row[0].size) or item.x0 < row[-1].x1 - 0.5 * item.size
        ):
            lines.append(line_of([word for part in row for word in part.words], page))
            row = []
        row.append(item)
    if row:
        lines.append(line_of([word for part in row for word in part.words], page))
    return lines


def _rows(region: Region, page: int) -> Iterator[Line | Grid]:
    """The region's lines and tables from top to bottom."""
    row: list[Stretch] = []
    for item in sorted(region.items, key=lambda i: (i.top if i.grid else i.base, i.x0)):
        if row and (item.grid or item.base - row[0].base > reach(item.size, row[0].size)):
            yield _joined(row, page)
            row = []
        if item.grid:
            yield item.grid
        else:
            row.append(item)
    if row:
        yield _joined(row, page)


def _joined(row: list[Stretch], page: int) -> Line:
    if len(row) == 1:
        return line_of(row[0].words, page)
    row.sort(key=lambda item: item.x0)
    return line_of([word for item in row for word in item.words], page)


def _turned(words: Sequence[Word], page: int) -> Iterator[Line]:
    """Text that stands at an angle, in the order it is drawn."""
    turned = [word for word in words if word.turn]
    for _, group in groupby(turned, key=lambda word: (word.turn, round(word.size))):
        yield line_of(list(group), page)
