"""Headers, footers and page numbers: lines that recur at one height near the page's edge.

A line counts when its text, digits aside, comes back on at least half the pages of its stretch, within
3 points of one height, and its numbers stay the same or count up with the pages. The last test keeps
footnotes ("1 See section 3", "2 See section 4") in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policylint.document import BlockKind, BlockRole
from policylint.reading.pdf.leaf import Leaf, Part, Tagged
from policylint.reading.pdf.lines import Line
from policylint.reading.pdf.tables import Grid
from policylint.reading.raw import Piece, RawBlock

EDGE, OUTERMOST_EDGE = 0.12, 0.2
"""Shares of the page's height at top and bottom in which running lines stand: any, and lone page numbers."""
SAME_HEIGHT = 3.0
"""Points within which lines stand at one height."""
_ROMAN = re.compile(r"^((?:page )?[-–|(\[]? ?)([ivxl]{1,6})( ?[-–|)\]]?)$", re.IGNORECASE)
_PAGE = re.compile(r"^(?:page )?[-–|(\[]? ?(\d{1,4})(?: ?(?:of|/) ?(\d{1,4}))? ?[-–|)\]]?$", re.IGNORECASE)
_TURNED = "turned"
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


class _Near(NamedTuple):
    """A part near an edge of its page, how far from it in points, and whether well apart from the text."""

    part: Part
    text: str
    edge: str
    distance: float
    apart: bool


class _Seen(NamedTuple):
    """One occurrence of a text: where, with which numbers."""

    page: int
    near: _Near
    numbers: tuple[int, ...]


def split_running(leaves: Sequence[Leaf], running: dict[str, RawBlock]) -> None:
    """Take running lines out of the pages and add each, as it first stands, to ``running``.

    ``running`` is keyed by text with its digits folded; what the file itself sets apart on some pages is
    in it already and goes from the edges of the others.
    """
    gone: dict[int, Part] = {}
    known = set(running)
    groups: dict[tuple[str, str], list[_Seen]] = {}
    edges = [list(_near_edges(leaf)) for leaf in leaves]
    for leaf, found in zip(leaves, edges, strict=True):
        for near in found:
            for shown in _views(near):
                folded, numbers = fold_digits(shown)
                if folded in known and near.edge != _TURNED:
                    gone[id(near.part)] = near.part
                groups.setdefault((near.edge, folded), []).append(_Seen(leaf.index, near, numbers))
    for seen in groups.values():
        for cluster in _clusters(seen):
            if _recurs(cluster, len(leaves)) and _counts(cluster):
                gone.update((id(item.near.part), item.near.part) for item in cluster)
    for leaf, found in zip(leaves, edges, strict=True):
        _add_page_number(leaf.index + 1, found, len(leaves), gone)
        _add_neighbours(found, gone)
        _take(leaf, gone, running)


def fold_digits(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with every number as ``#``, and the numbers; a Roman page number counts as one."""
    if (roman := _ROMAN.match(text)) and roman.group(2):
        return f"{roman.group(1)}#{roman.group(3)}".casefold(), (_roman(roman.group(2).lower()),)
    return re.sub(r"\d+", "#", text), tuple(int(n) for n in re.findall(r"\d{1,9}", text))


def _roman(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _near_edges(leaf: Leaf) -> Iterator[_Near]:
    """Parts that may be running."""
    spans = [(*_span(part), part) for part in leaf.parts]
    upright = [(top, bottom) for top, bottom, part in spans if not _is_turned(part)]
    for top, bottom, part in spans:
        if _is_turned(part):
            yield _Near(part, _text(part), _TURNED, top, apart=True)
            continue
        if isinstance(part, Tagged) and len(part.lines) > 2:
            continue
        edge, distance = ("top", bottom) if bottom < leaf.height / 2 else ("bottom", leaf.height - top)
        if distance > OUTERMOST_EDGE * leaf.height:
            continue
        text = _text(part)
        if distance > EDGE * leaf.height and not (_PAGE.match(text) or _ROMAN.match(text)):
            continue
        size = 10.0 if isinstance(part, Grid) else _lines(part)[0].size
        if edge == "top":
            gap = min((other - bottom for other, _ in upright if other > bottom), default=leaf.height)
        else:
            gap = min((top - other for _, other in upright if other < top), default=leaf.height)
        yield _Near(part, text, edge, distance, apart=gap > 1.2 * size)


def _lines(part: Line | Tagged) -> Sequence[Line]:
    return part.lines if isinstance(part, Tagged) else [part]


def _span(part: Part) -> tuple[float, float]:
    """Top and bottom of a part."""
    if isinstance(part, Grid):
        return part.box.top, part.box.bottom
    lines = _lines(part)
    return lines[0].top, lines[-1].base


def _text(part: Part) -> str:
    if isinstance(part, Grid):
        return " ".join(word.text for word in part.words)
    return " ".join(line.text for line in _lines(part))


def _is_turned(part: Part) -> bool:
    return isinstance(part, Line) and part.turned


def _views(near: _Near) -> Iterator[str]:
    """The whole text, and what stands left and right of wide gaps: either may be what recurs."""
    yield near.text
    if isinstance(near.part, Line) and near.part.cuts:
        yield near.text[: near.part.cuts[0]].rstrip()
        yield near.text[near.part.cuts[-1] :]


def _clusters(seen: Sequence[_Seen]) -> Iterator[list[_Seen]]:
    """Occurrences at one height."""
    cluster: list[_Seen] = []
    for item in sorted(seen, key=lambda item: (item.near.distance, item.page)):
        if cluster and item.near.distance - cluster[-1].near.distance > SAME_HEIGHT:
            yield sorted(cluster, key=lambda item: item.page)
            cluster = []
        cluster.append(item)
    if cluster:
        yield sorted(cluster, key=lambda item: item.page)


def _recurs(cluster: Sequence[_Seen], pages: int) -> bool:
    """Whether the line comes back on half the pages, or on half those of its stretch and stands apart."""
    count = len({item.page for item in cluster})
    if count < 2 or count * 2 >= pages:
        return count >= 2
    stretch = cluster[-1].page - cluster[0].page + 1
    often = (count >= 3 and count * 2 >= stretch) or (pages <= 5 and count * 5 >= pages * 2)
    return often and sum(item.near.apart for item in cluster) * 2 > len(cluster)


def _counts(cluster: Sequence[_Seen]) -> bool:
    """Whether each number in the line stays or counts up with the page, but for a few breaks."""
    width = min(len(item.numbers) for item in cluster)
    pairs = [(a, b) for a, b in pairwise(cluster) if a.page != b.page]
    for place in range(width):
        steps = [(b.numbers[place] - a.numbers[place], b.page - a.page) for a, b in pairs]
        same = sum(step == 0 for step, _ in steps)
        counting = sum(step == pages for step, pages in steps)
        if max(same, counting) < 0.75 * len(steps):
            return False
    return True


def _add_page_number(page: int, found: Sequence[_Near], pages: int, gone: dict[int, Part]) -> None:
    """A page number that cannot recur, because there are too few pages, at the very top or bottom."""
    if pages > 3:
        return
    for edge in ("top", "bottom"):
        near = (item for item in found if item.edge == edge)
        outer = min(near, key=lambda item: item.distance, default=None)
        if outer is None or not (match := _PAGE.match(outer.text)):
            continue
        if int(match.group(1)) == page and (match.group(2) is None or int(match.group(2)) == pages):
            gone[id(outer.part)] = outer.part


def _add_neighbours(found: Sequence[_Near], gone: dict[int, Part]) -> None:
    """What stands beside a running line at the page's edge runs with it, such as a chapter's name."""
    near = [item for item in found if isinstance(item.part, Line) and item.edge != _TURNED]
    heights = [item.distance for item in near if id(item.part) in gone]
    for item in near:
        if any(abs(item.distance - height) < 1 for height in heights):
            gone[id(item.part)] = item.part


def _take(leaf: Leaf, gone: dict[int, Part], running: dict[str, RawBlock]) -> None:
    for part in leaf.parts:
        if id(part) in gone:
            block = running_block(_pieces(part, leaf.index), leaf.index)
            running.setdefault(fold_digits("".join(piece.text for piece in block.pieces).strip())[0], block)
    leaf.parts = [part for part in leaf.parts if id(part) not in gone]


def running_block(pieces: Iterable[Piece], page: int) -> RawBlock:
    """The raw block of a running line on the page counted from 0."""
    return RawBlock(BlockKind.PARAGRAPH, tuple(pieces), role=BlockRole.RUNNING, page=page + 1)


def _pieces(part: Part, page: int) -> Iterator[Piece]:
    if isinstance(part, Grid):
        for word in part.words:
            node = page if word.at >= 0 else None
            yield Piece(word.text + " ", page=page + 1, node=node, at=max(0, word.at))
        return
    for number, line in enumerate(_lines(part)):
        if number:
            yield Piece(" ")
        yield from line.pieces
