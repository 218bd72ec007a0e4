"""Reading order: words to lines, lines to columns.

Columns are found where line starts recur behind a gap that no line crosses. Whether such a gap parts
columns or the cells of an unruled table is told by the order of drawing: columns are drawn one after
the other, tables row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from policylint.reading.pdf.lines import WIDE, Line, line_of, reach
from policylint.reading.pdf.sheet import Word
from policylint.reading.pdf.tables import Grid

MAX_COLUMNS = 6
"""Columns on one page that are told apart."""
_GUTTER = 4.0


@dataclass(slots=True)
class _Item:
    """A stretch of words on one base line, or a table. ``order`` is its turn in drawing."""

    x0: float
    x1: float
    base: float
    size: float
    order: int
    words: list[Word]
    grid: Grid | None = None

    @property
    def top(self) -> float:
        return self.grid.box.top if self.grid else self.base - self.size


@dataclass(slots=True)
class _Region:
    """Items that are read from top to bottom; ``bounds`` where they stand in a column."""

    items: list[_Item]
    bounds: tuple[float, float] | None = None


def page_parts(page: int, words: Sequence[Word], grids: Sequence[Grid]) -> list[Line | Grid]:
    """Lines of the words and tables in reading order, on the page counted from 0; turned text comes last."""
    straight = [word for word in words if not word.turn]
    items = _stretches(straight)
    for grid in grids:
        items.append(_Item(grid.box.x0, grid.box.x1, grid.box.bottom, 0.0, -1, [], grid))
    parts: list[Line | Grid] = []
    for number, region in enumerate(_regions(items)):
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
    region = _Region(_stretches(straight))
    lines = [part for part in _rows(region, page) if isinstance(part, Line)]
    lines.extend(_turned(words, page))
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for line in lines:
        line.left, line.right = left, right
    return lines


def lines_in_flow(words: Sequence[Word], page: int) -> list[Line]:
    """Lines of words that follow each other, wherever on the page they stand."""
    lines: list[Line] = []
    row: list[_Item] = []
    for item in _stretches(words):
        if row and (
            abs(item.base - row[0].base) > reach(item.size, row[0].size)
            or item.x0 < row[-1].x1 - 0.5 * item.size
        ):
            lines.append(line_of([word for part in row for word in part.words], page))
            row = []
        row.append(item)
    if row:
        lines.append(line_of([word for part in row for word in part.words], page))
    return lines


def _stretches(words: Sequence[Word]) -> list[_Item]:
    """Words drawn one after the other on one base line without a wide gap."""
    items: list[_Item] = []
    item: _Item | None = None
    for word in words:
        if item is not None:
            size = word.size if word.size > item.size else item.size
            gap = word.x0 - item.x1
            if -0.5 * size <= gap <= WIDE * size and abs(word.base - item.base) <= reach(
                word.size, item.size
            ):
                item.words.append(word)
                item.x1 = word.x1
                if word.size > item.size:
                    item.size, item.base = word.size, word.base
                continue
        item = _Item(word.x0, word.x1, word.base, word.size, len(items), [word])
        items.append(item)
    return items


def _rows(region: _Region, page: int) -> Iterator[Line | Grid]:
    """The region's lines and tables from top to bottom."""
    row: list[_Item] = []
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


def _joined(row: list[_Item], page: int) -> Line:
    if len(row) == 1:
        return line_of(row[0].words, page)
    row.sort(key=lambda item: item.x0)
    return line_of([word for item in row for word in item.words], page)


def _regions(items: list[_Item]) -> list[_Region]:
    """Cut a page into regions in reading order: whole-width stretches and columns."""
    done: list[_Region] = []
    waiting = [(_Region(items), MAX_COLUMNS)]
    while waiting:
        region, depth = waiting.pop()
        parts = _columns(region) if depth else None
        if parts is None:
            done.append(region)
        else:
            waiting.extend((part, depth - 1 if part.bounds else 0) for part in reversed(parts))
    return done


def _columns(region: _Region) -> list[_Region] | None:
    """The region cut at its best gutter: bands above, columns, bands below; ``None`` without one."""
    texts = [item for item in region.items if item.grid is None]
    if len(texts) < 5:
        return None
    left, right = min(item.x0 for item in texts), max(item.x1 for item in texts)
    far = left + 0.15 * (right - left)
    starts = Counter(round(i.x0) for i in texts if i.x0 > far and i.x1 - i.x0 > 0.08 * (right - left))
    places = sorted(starts, key=lambda x: -(starts[x] + starts[x + 1]))[:6]
    best: tuple[int, float, list[tuple[bool, list[_Item]]]] | None = None
    for place in places:
        if starts[place] + starts[place + 1] + starts[place - 1] < 3:
            break
        bands = _bands(region.items, place - 1.5)
        score = sum(len(band) for split, band in bands if split)
        if score and (best is None or score > best[0]):
            best = score, place - 1.5, bands
    if best is None:
        return None
    _, gutter, bands = best
    return _cut(bands, gutter)


def _bands(items: Sequence[_Item], gutter: float) -> list[tuple[bool, list[_Item]]]:
    """Runs of items from top to bottom, each with whether the gutter parts it into columns."""
    bands: list[tuple[bool, list[_Item]]] = []
    for crosses, run in groupby(
        sorted(items, key=lambda i: (i.top, i.x0)), lambda i: i.x0 < gutter and i.x1 > gutter - _GUTTER
    ):
        band = list(run)
        if crosses:
            bands.append((False, band))
            continue
        above, beside, below = _beside(band, gutter)
        bands += [(False, above), (_are_columns(beside, gutter), beside), (False, below)]
    return [(split, band) for split, band in bands if band]


def _beside(band: Sequence[_Item], gutter: float) -> tuple[list[_Item], list[_Item], list[_Item]]:
    """Items above the column behind the gutter, those beside it, and those below it after a gap."""
    second = [item for item in band if item.x0 >= gutter]
    if not second:
        return [], list(band), []
    begin, end = min(item.top for item in second), max(item.base for item in second)
    above = [item for item in band if item.base < begin]
    rest = [item for item in band if item.base >= begin]
    for index in range(1, len(rest)):
        before, item = rest[index - 1], rest[index]
        if item.top > end and item.top - before.base > item.size:
            return above, rest[:index], rest[index:]
    return above, rest, []


def _are_columns(band: Sequence[_Item], gutter: float) -> bool:
    first = [item for item in band if item.x0 < gutter]
    second = [item for item in band if item.x0 >= gutter]
    rows = [len({round(item.base) for item in side}) for side in (first, second)]
    if min(rows) < 2:
        return False
    shared = min(first[-1].base, second[-1].base) - max(first[0].top, second[0].top)
    if shared <= 0:
        return False
    drawn = sorted((item for item in band if item.grid is None), key=lambda i: i.order)
    sides = [item.x0 < gutter for item in drawn]
    changes = sum(a != b for a, b in pairwise(sides))
    if min(rows) < 3 and (changes > 1 or sum(rows) < len(band)):
        return False
    if changes <= 1 + min(rows) // 2:
        return _is_text(first) and _is_text(second)
    return min(rows) >= 6 and _is_dense(first) and _is_dense(second)


def _is_text(side: Sequence[_Item]) -> bool:
    """Whether the lines are more than labels or figures."""
    return sum(len(item.words) for item in side) > 2.5 * len({round(item.base) for item in side})


def _is_dense(side: Sequence[_Item]) -> bool:
    """Whether most stretches fill the column, one below the other, as running text does."""
    width = max(item.x1 for item in side) - min(item.x0 for item in side)
    full = sum(item.x1 - item.x0 > 0.75 * width for item in side)
    steps = sorted(b.base - a.base for a, b in pairwise(side))
    usual = steps[len(steps) // 2]
    regular = sum(step < 1.3 * usual for step in steps)
    return full >= 0.6 * len(side) and regular >= 0.8 * len(steps) and usual < 2 * side[0].size


def _cut(bands: Sequence[tuple[bool, list[_Item]]], gutter: float) -> list[_Region]:
    columns = [item for split, band in bands if split for item in band]
    first = [item for item in columns if item.x0 < gutter]
    second = [item for item in columns if item.x0 >= gutter]
    first_bounds = (min(i.x0 for i in first), max(i.x1 for i in first))
    second_bounds = (min(i.x0 for i in second), max(i.x1 for i in second))
    regions: list[_Region] = []
    for split, band in bands:
        if split:
            regions.append(_Region([i for i in band if i.x0 < gutter], first_bounds))
            regions.append(_Region([i for i in band if i.x0 >= gutter], second_bounds))
        elif regions and regions[-1].bounds is None:
            regions[-1].items.extend(band)
        else:
            regions.append(_Region(band))
    return regions


def _turned(words: Sequence[Word], page: int) -> Iterator[Line]:
    """Text that stands at an angle, in the order it is drawn."""
    turned = [word for word in words if word.turn]
    for _, group in groupby(turned, key=lambda word: (word.turn, round(word.size))):
        yield line_of(list(group), page)
