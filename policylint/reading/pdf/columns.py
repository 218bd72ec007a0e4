"""Columns of a page.

They are found where line starts recur behind a gap that no line crosses. Whether such a gap parts
columns or the cells of an unruled table is told by the order of drawing: columns are drawn one after
the other, tables row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from policylint.reading.pdf.stretches import Stretch

MAX_COLUMNS = 6
"""Columns on one page that are told apart."""
_GUTTER = 4.0


@dataclass(slots=True)
class Region:
    """Items that are read from top to bottom; ``bounds`` where they stand in a column."""

    items: list[Stretch]
    bounds: tuple[float, float] | None = None


def regions(items: list[Stretch]) -> list[Region]:
    """Cut a page into regions in reading order: whole-width stretches and columns."""
    done: list[Region] = []
    waiting = [(Region(items), MAX_COLUMNS)]
    while waiting:
        region, depth = waiting.pop()
        parts = _columns(region) if depth else None
        if parts is None:
            done.append(region)
        else:
            waiting.extend((part, depth - 1 if part.bounds else 0) for part in reversed(parts))
    return done


def _columns(region: Region) -> list[Region] | None:
    """The region cut at its best gutter: bands above, columns, bands below; ``None`` without one."""
    texts = [item for item in region.items if item.grid is None]
    if len(texts) < 5:
        return None
    left, right = min(item.x0 for item in texts), max(item.x1 for item in texts)
    far = left + 0.15 * (right - left)
    starts = Counter(round(i.x0) for i in texts if i.x0 > far and i.x1 - i.x0 > 0.08 * (right - left))
    places = sorted(starts, key=lambda x: -(starts[x] + starts[x + 1]))[:6]
    best: tuple[int, float, list[tuple[bool, list[Stretch]]]] | None = None
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


def _bands(items: Sequence[Stretch], gutter: float) -> list[tuple[bool, list[Stretch]]]:
    """Runs of items from top to bottom, each with whether the gutter parts it into columns."""
    bands: list[tuple[bool, list[Stretch]]] = []
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


def _beside(band: Sequence[Stretch], gutter: float) -> tuple[list[Stretch], list[Stretch], list[Stretch]]:
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


def _are_columns(band: Sequence[Stretch], gutter: float) -> bool:
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
    if changes <= 1 + min(rows) // 6:
        return _is_text(first) and _is_text(second)
    return min(rows) >= 6 and changes > 1.5 * min(rows) and _is_dense(first) and _is_dense(second)


def _is_text(side: Sequence[Stretch]) -> bool:
    """Whether the lines are more than labels or figures."""
    return sum(len(item.words) for item in side) > 2.5 * len({round(item.base) for item in side})


def _is_dense(side: Sequence[Stretch]) -> bool:
    """Whether most stretches fill the column, one below the other, as running text does."""
    width = max(item.x1 for item in side) - min(item.x0 for item in side)
    full = sum(item.x1 - item.x0 > 0.75 * width for item in side)
    steps = sorted(b.base - a.base for a, b in pairwise(side))
    usual = steps[len(steps) // 2]
    regular = sum(step < 1.3 * usual for step in steps)
    return full >= 0.6 * len(side) and regular >= 0.8 * len(steps) and usual < 2 * side[0].size


def _cut(bands: Sequence[tuple[bool, list[Stretch]]], gutter: float) -> list[Region]:
    columns = [item for split, band in bands if split for item in band]
    first = [item for item in columns if item.x0 < gutter]
    second = [item for item in columns if item.x0 >= gutter]
    first_bounds = (min(i.x0 for i in first), max(i.x1 for i in first))
    second_bounds = (min(i.x0 for i in second), max(i.x1 for i in second))
    regions: list[Region] = []
    for split, band in bands:
        if split:
            regions.append(Region([i for i in band if i.x0 < gutter], first_bounds))
            regions.append(Region([i for i in band if i.x0 >= gutter], second_bounds))
        elif regions and regions[-1].bounds is None:
            regions[-1].items.extend(band)
        else:
            regions.append(Region(band))
    return regions
