"""A page laid out: its parts in reading order, and the column bounds that paragraphs are judged by."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from policylint.document import BlockKind, BlockRole
from policylint.reading.pdf.lines import Line
from policylint.reading.pdf.sheet import Box
from policylint.reading.pdf.tables import Grid

_FEW = 15
"""Lines below which odd and even pages are not measured apart."""


@dataclass(slots=True)
class Tagged:
    """A block as the file tags it, or a footnote: its lines, and the label of a footnote."""

    kind: BlockKind
    lines: list[Line]
    role: BlockRole = BlockRole.BODY
    level: int = 0
    label: str = ""


Part = Line | Grid | Tagged


@dataclass(slots=True)
class Leaf:
    """One page: size in points, parts in reading order, notes at its foot, level rules."""

    index: int
    width: float
    height: float
    parts: list[Part] = field(default_factory=list)
    notes: list[Tagged] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """The untagged lines of running text."""
        return (part for part in self.parts if isinstance(part, Line) and not part.turned)

    def all_lines(self) -> Iterator[Line]:
        """The lines of running text, tagged or not."""
        for part in self.parts:
            if isinstance(part, Line) and not part.turned:
                yield part
            elif isinstance(part, Tagged):
                yield from part.lines


def set_bounds(leaves: Sequence[Leaf]) -> None:
    """Give every line that stands in no column the margins of its pages, odd and even ones apart."""
    groups: dict[tuple[int, int], list[Line]] = {}
    for leaf in leaves:
        key = round(leaf.width), leaf.index % 2
        groups.setdefault(key, []).extend(line for line in leaf.all_lines() if line.whole)
    bounds = {key: _bounds(lines) for key, lines in groups.items()}
    for width in {width for width, _ in groups}:
        pair = [groups.get((width, side), []) for side in (0, 1)]
        apart = max(abs(a - b) for a, b in zip(*map(_bounds, pair), strict=True)) >= 3
        if not apart or min(map(len, pair)) < _FEW:
            bounds[width, 0] = bounds[width, 1] = _bounds(pair[0] + pair[1])
    for leaf in leaves:
        left, right = bounds[round(leaf.width), leaf.index % 2]
        notes = (line for note in leaf.notes for line in note.lines)
        for line in chain(leaf.all_lines(), notes):
            if line.whole:
                line.left, line.right = min(left, line.x0), right
        _narrow(list(leaf.lines()))


def _bounds(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and right margins: the outermost places that more than a stray line reaches."""
    if not lines:
        return 0.0, 0.0
    enough = max(2, len(lines) // 60)
    starts = Counter(round(line.x0) for line in lines)
    left = min((x for x, count in starts.items() if count >= enough), default=min(starts))
    ends = sorted(line.x1 for line in lines)
    right = ends[-1]
    for position in range(len(ends) - 1, -1, -1):
        if position + 1 - bisect_left(ends, ends[position] - 8) >= enough:
            right = ends[position]
            break
    return min((line.x0 for line in lines if round(line.x0) == left), default=float(left)), right


def _narrow(lines: Sequence[Line]) -> None:
    """Give lines of a block set narrower than its column, such as a quotation, their own right margin."""
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and _is_below(lines[index - 1], lines[index]):
            continue
        block = lines[start:index]
        start = index
        if len(block) < 3:
            continue
        right = max(line.x1 for line in block)
        width = right - block[0].x0
        full = sum(line.x1 > right - 0.25 * width for line in block)
        if full >= len(block) - 1 and block[0].right - right > 36 and width > 0.5 * (right - block[0].left):
            for line in block:
                line.right = right


def _is_below(before: Line, line: Line) -> bool:
    """Whether a line stands right under another, begins as far left and has no label."""
    return (
        (line.region, line.size, line.label) == (before.region, before.size, "")
        and abs(line.x0 - before.x0) < 2.5
        and 0 < line.base - before.base < 1.6 * line.size
    )


def body_size(lines: Iterable[Line]) -> float:
    """The font size most letters have, in points; 0 without text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
