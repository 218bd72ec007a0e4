"""Cells and tables from ruling lines.

The method is Anssi Nurminen's (Algorithmic extraction of data in tables in PDF documents, Tampere
2013), with the tolerances of pdfplumber's TableFinder, and gives what that gives for the same lines:
lines are snapped and joined, a cell is the smallest rectangle whose corners are crossings joined by
lines, a table is cells that share corners. Loading pdfplumber would cost more than reading 30 pages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from policylint.reading.pdf.sheet import Box

TOLERANCE = 3.0
"""Points within which lines count as one, as joined, or as touching."""
SHORTEST = 3.0
"""Points below which a joined line is left out."""
MAX_STEPS = 1_000_000
"""Comparisons of lines or corners on one page above which tables are given up."""


class Stroke(NamedTuple):
    """A level or upright line: its height or its place across, and where it begins and ends."""

    place: float
    start: float
    end: float


def strokes(rules: Iterable[Box]) -> tuple[list[Stroke], list[Stroke]]:
    """The level and the upright lines of a page's rules, snapped and joined."""
    level, upright = set(), set()
    for x0, top, x1, bottom in rules:
        if max(x1 - x0, bottom - top) < 1:
            continue
        if x1 - x0 >= bottom - top:
            level.add(Stroke(round((top + bottom) / 2, 2), round(x0, 2), round(x1, 2)))
        else:
            upright.add(Stroke(round((x0 + x1) / 2, 2), round(top, 2), round(bottom, 2)))
    return _joined(level), _joined(upright)


def _joined(lines: Iterable[Stroke]) -> list[Stroke]:
    """Lines at nearly one place put at their mean, and those that touch there made one."""
    done: list[Stroke] = []
    for group in _near(sorted(lines)):
        place = sum(line.place for line in group) / len(group)
        start = end = None
        for line in sorted(group, key=lambda line: line.start):
            if start is None or end is None or line.start > end + TOLERANCE:
                if start is not None and end is not None:
                    done.append(Stroke(place, start, end))
                start, end = line.start, line.end
            else:
                end = max(end, line.end)
        if start is not None and end is not None:
            done.append(Stroke(place, start, end))
    return [line for line in done if line.end - line.start >= SHORTEST]


def _near(lines: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    group: list[Stroke] = []
    for line in lines:
        if group and line.place > group[-1].place + TOLERANCE:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def find_cells(level: Sequence[Stroke], upright: Sequence[Stroke]) -> list[Box] | None:
    """The smallest rectangles that lines enclose on all four sides, at most one for each top left corner.

    ``None`` where that takes more than ``MAX_STEPS`` comparisons.
    """
    if len(level) * len(upright) > MAX_STEPS:
        return None
    crossings: dict[tuple[float, float], tuple[set[int], set[int]]] = {}
    for column, post in enumerate(upright):
        for row, beam in enumerate(level):
            if (
                post.start <= beam.place + TOLERANCE
                and post.end >= beam.place - TOLERANCE
                and beam.start <= post.place + TOLERANCE
                and beam.end >= post.place - TOLERANCE
            ):
                beams, posts = crossings.setdefault((post.place, beam.place), (set(), set()))
                beams.add(row)
                posts.add(column)
    along: dict[int, list[float]] = {}
    down: dict[int, list[float]] = {}
    for x, y in sorted(crossings):
        beams, posts = crossings[x, y]
        for row in beams:
            along.setdefault(row, []).append(x)
        for column in posts:
            down.setdefault(column, []).append(y)
    cells = []
    steps = 0
    for x, y in sorted(crossings, key=lambda point: (point[1], point[0])):
        beams, posts = crossings[x, y]
        rights, bottoms = _beyond(along, beams, x), _beyond(down, posts, y)
        for bottom, right in product(bottoms, rights):
            steps += 1
            far = crossings.get((right, bottom))
            if far and far[0] & crossings[x, bottom][0] and far[1] & crossings[right, y][1]:
                cells.append(Box(x, y, right, bottom))
                break
        if steps > MAX_STEPS:
            return None
    return cells


def _beyond(places: dict[int, list[float]], lines: Iterable[int], place: float) -> list[float]:
    """The crossings on the lines that lie beyond a place, in order."""
    found = [places[line][bisect_right(places[line], place) :] for line in lines]
    return found[0] if len(found) == 1 else sorted({other for some in found for other in some})


def group_cells(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that hang together by their corners, two or more of them."""
    owner: dict[tuple[float, float], int] = {}
    groups: dict[int, list[Box]] = {}
    for number, cell in enumerate(cells):
        met = sorted({owner[c] for c in _corners(cell) if c in owner}, key=lambda other: -len(groups[other]))
        target = met[0] if met else number
        members = groups.setdefault(target, [])
        for added in [cell, *(other for joined in met[1:] for other in groups.pop(joined))]:
            members.append(added)
            owner.update(dict.fromkeys(_corners(added), target))
    return [group for group in groups.values() if len(group) > 1]


def _corners(cell: Box) -> list[tuple[float, float]]:
    return [(x, y) for x in (cell.x0, cell.x1) for y in (cell.top, cell.bottom)]
