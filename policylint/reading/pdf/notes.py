"""Footnotes: small numbered lines at a column's foot; and contents pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from policylint.document import BlockKind
from policylint.reading.pdf.leaf import Leaf, Part, Tagged
from policylint.reading.pdf.lines import Line
from policylint.reading.pdf.tables import Grid
from policylint.reading.raw import Piece

SMALLER = 0.93
"""Share of the body's font size below which a line may belong to a footnote."""
_MARK = re.compile(r"^(\d{1,3}|[*†‡§¶]{1,3})(?=\s*[^\W\d_]|\s*[\"“‘'(\[])\s*")
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|(?: \.){4,}|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})$")
_DOTS = re.compile(r"(?:\.{4,}|…{2,}|(?: \.){4,}|_{4,})")
_NUMERALS = tuple("0123456789ivxlc")
_PAGE_AT_END = re.compile(r"\s(\d{1,4})$")
_SHORTEST_RUN = 3


def split_notes(leaf: Leaf, body: float) -> None:
    """Move the footnotes of a page's columns from its parts to its notes."""
    references = {mark for line in leaf.lines() for mark in re.split(r"\s*,\s*", ",".join(line.raised))}
    kept: list[Part] = []
    for _, group in groupby(leaf.parts, key=_region):
        parts = list(group)
        start = _first_note(parts, leaf, body, references)
        kept.extend(parts[:start])
        for part in parts[start:]:
            if isinstance(part, Line):
                _add(leaf.notes, part)
    leaf.parts = kept


def _region(part: Part) -> int:
    return part.region if isinstance(part, Line) else -1 if isinstance(part, Grid) else -2


def _first_note(parts: Sequence[Part], leaf: Leaf, body: float, references: set[str]) -> int:
    """Where the run of small lines at the end of a column begins; the end where there is none."""
    end = len(parts)
    start = end
    for index in range(end - 1, -1, -1):
        part = parts[index]
        if not isinstance(part, Line) or part.turned or part.size > SMALLER * body or part.top < 0.3 * leaf.height:
            break
        if _mark(part) and (part.mark or _mark(part) in references or _ruled_off(part, leaf)):
            start = index
    return start


def _ruled_off(line: Line, leaf: Leaf) -> bool:
    """Whether a short rule stands right above the line."""
    return any(
        line.top - 2 * line.size < rule.top <= line.top + 1
        and abs(rule.x0 - line.x0) < 12
        and rule.x1 - rule.x0 < 0.5 * leaf.width
        for rule in leaf.rules
    )


def _mark(line: Line) -> str:
    if line.mark:
        return line.mark
    match = _MARK.match(line.text)
    return match.group(1) if match else ""


def _add(notes: list[Tagged], line: Line) -> None:
    mark = _mark(line)
    if mark or not notes:
        if mark and not line.mark:
            line.pieces = _without_start(line.pieces, _MARK.match(line.text).end())  # type: ignore[union-attr]
            line.text = "".join(piece.text for piece in line.pieces)
        notes.append(Tagged(BlockKind.NOTE, [line], label=mark))
    else:
        notes[-1].lines.append(line)


def _without_start(pieces: Sequence[Piece], count: int) -> tuple[Piece, ...]:
    kept: list[Piece] = []
    for piece in pieces:
        cut = min(count, len(piece.text))
        count -= cut
        kept.extend(_part(piece, cut, len(piece.text)))
    return tuple(kept)


def contents_lines(leaves: Sequence[Leaf]) -> set[int]:
    """The ids of lines that are entries of a contents page.

    An entry has a leader and a page number; or it stands in a run of three or more that end, after a
    wide gap, in page numbers that never go back. A line between two entries belongs to the second.
    """
    found: set[int] = set()
    run: list[Line] = []
    last = 0
    for line in [*(line for leaf in leaves for line in leaf.all_lines()), None]:
        number = _page_number(line) if line is not None else None
        if line is not None and number is not None and number >= last:
            run.append(line)
            last = number
        elif line is not None and number is None and _may_wrap(line, run):
            run.append(line)
        else:
            found.update(_entries(run))
            run, last = ([line], number) if line is not None and number is not None else ([], 0)
    return found


def without_leaders(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a contents entry, a space in place of the dots before its page number."""
    for piece in pieces:
        end = 0
        for dots in _DOTS.finditer(piece.text):
            yield from _part(piece, end, dots.start())
            yield Piece(" ")
            end = dots.end()
        yield from _part(piece, end, len(piece.text))


def _part(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield replace(piece, text=piece.text[start:end], at=piece.at + start if piece.node is not None else 0)


def _page_number(line: Line) -> int | None:
    if line.text[-1:] not in _NUMERALS:
        return None
    match = _PAGE_AT_END.search(line.text)
    if _LEADER.search(line.text):
        digits = re.search(r"\d+$", line.text)
        return int(digits.group()) if digits else 0
    if match and line.cuts and line.cuts[-1] >= match.start():
        return int(match.group(1))
    return None


def _may_wrap(line: Line, run: Sequence[Line]) -> bool:
    """At most one line without a page number follows an entry inside a run."""
    return bool(run) and _page_number(run[-1]) is not None and line.size == run[-1].size


def _entries(run: list[Line]) -> set[int]:
    while run and _page_number(run[-1]) is None:
        run.pop()
    numbered = sum(_page_number(line) is not None for line in run)
    leaders = sum(_LEADER.search(line.text) is not None for line in run)
    if numbered >= _SHORTEST_RUN or leaders >= 2:
        return {id(line) for line in run}
    return set()
