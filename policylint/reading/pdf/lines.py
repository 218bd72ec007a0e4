"""Lines of text: words on one base line, with what their look says of the paragraph they belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from policylint.reading.labels import label_at_start
from policylint.reading.pdf.sheet import Word
from policylint.reading.raw import Piece

WIDE = 1.0
"""A gap of more font sizes than this is more than a space between two words."""
SMALL = 0.85
"""Letters below this share of the line's font size may be raised."""
SAME_LINE, SAME_LINE_RAISED = 0.35, 0.6
"""Shares of the font size by which base lines on one line may differ."""
_RAISED = re.compile(r"[\d*†‡§¶,]{1,4}")
_UNIT = re.compile(r"(?:\d|\b(?:[cmk]?m|ft|in))$")
_BARE_NUMBER = re.compile(r"\d{1,3}$")


@dataclass(slots=True)
class Line:
    """One line of text on a page (counted from 0), in points from the page's top left corner.

    ``lead`` is the width of the first word. ``label`` is the typed number or bullet the line begins
    with and ``body`` the place of the word after it; ``tab``: they stand wide apart. ``cuts`` are the
    offsets in the text that follow a wide gap. ``mark`` is a raised number at the start, which is not
    in the text; ``raised`` are those inside it, left out as well. ``left`` and ``right`` bound the
    column, which is the page's ``region``-th; a ``whole`` line stands in none but the page. ``run_in``:
    it begins with bold words and goes on without.
    """

    page: int
    text: str
    pieces: tuple[Piece, ...]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    lead: float
    label: str = ""
    body: float = 0.0
    tab: bool = False
    hyphen: bool = False
    cuts: tuple[int, ...] = ()
    mark: str = ""
    raised: tuple[str, ...] = ()
    left: float = 0.0
    right: float = 0.0
    region: int = 0
    whole: bool = True
    run_in: bool = False
    turned: bool = False

    @property
    def top(self) -> float:
        """Roughly the top of the letters."""
        return self.base - 0.75 * self.size


def line_of(words: Sequence[Word], page: int) -> Line:
    """The line that the words form, given in order from left to right."""
    size, base = words[0].size, words[0].base
    found = _plain(words, page)
    if found is None:
        sizes: Counter[tuple[float, float]] = Counter()
        for word in words:
            sizes[word.size, word.base] += len(word.text)
        (size, base), _ = max(sizes.items(), key=lambda item: (item[1], item[0][0]))
        found = _mixed(words, page, size, base)
    kept = found.words
    if not kept:
        return _only_mark(words, page, size, base)
    first, last = kept[0], kept[-1]
    bold = any(word.bold for word in kept) and all(word.bold or not any(map(str.isalnum, word.text)) for word in kept)
    line = Line(
        page=page,
        text=found.text,
        pieces=found.pieces,
        x0=first.x0,
        x1=max(last.x1, words[-1].x1),
        base=base,
        size=round(size, 1),
        bold=bold,
        lead=first.x1 - first.x0,
        body=first.x0,
        hyphen=last.hyphen,
        cuts=found.cuts,
        mark=found.mark,
        raised=found.raised,
        turned=bool(first.turn),
        run_in=first.bold and not bold,
    )
    _find_label(line, kept)
    return line


class _Found(NamedTuple):
    """A line's text: its words without raised numbers, and the rest as in ``Line``."""

    words: Sequence[Word]
    text: str
    pieces: tuple[Piece, ...]
    cuts: tuple[int, ...] = ()
    mark: str = ""
    raised: tuple[str, ...] = ()


def _plain(words: Sequence[Word], page: int) -> _Found | None:
    """The text of words of one size, on one base line and one space apart in pdfium's text, else ``None``."""
    cuts: list[int] = []
    first = words[0]
    start, size, base = first.at, first.size, first.base
    length = len(first.text)
    for before, word in pairwise(words):
        if word.at != start + length + 1 or word.base != base or word.size != size:
            return None
        if word.x0 - before.x1 > 1.5 * word.size:
            cuts.append(length + 1)
        length += 1 + len(word.text)
    if start < 0:
        return None
    text = " ".join([word.text for word in words])
    return _Found(words, text, (_piece(text, page, start),), tuple(cuts))


def _mixed(words: Sequence[Word], page: int, size: float, base: float) -> _Found:
    """The text of any words, raised numbers taken out."""
    joiner = _Joiner(page)
    cuts: list[int] = []
    raised: list[str] = []
    mark = ""
    kept: list[Word] = []
    before: Word | None = None
    for word in words:
        gap = word.x0 - before.x1 if before is not None else 0.0
        spaced = before is not None and _spaced(before, word, gap)
        small = word.size < SMALL * size and word.base < base - 0.1 * size
        if small and _RAISED.fullmatch(word.text) and not _UNIT.search(joiner.text):
            if joiner.text:
                raised.append(word.text)
            else:
                mark = word.text
            joiner.pending |= spaced
            before = word
            continue
        joiner.add(word, spaced=spaced)
        if gap > 1.5 * size:
            cuts.append(joiner.length - len(word.text))
        kept.append(word)
        before = word
    return _Found(kept, joiner.text, joiner.pieces(), tuple(cuts), mark, tuple(raised))


def reach(first: float, second: float) -> float:
    """Points by which base lines of words of two font sizes may differ on one line."""
    larger, smaller = (first, second) if first >= second else (second, first)
    return larger * (SAME_LINE_RAISED if smaller < SMALL * larger else SAME_LINE)


def _only_mark(words: Sequence[Word], page: int, size: float, base: float) -> Line:
    """A line that is nothing but a raised number."""
    text = " ".join(word.text for word in words)
    first, last = words[0], words[-1]
    pieces = (_piece(text, page, first.at),)
    return Line(page, text, pieces, first.x0, last.x1, base, round(size, 1), first.bold, last.x1 - first.x0)


def _spaced(before: Word, word: Word, gap: float) -> bool:
    """Whether a space stands between two words of a line."""
    if before.at >= 0 and abs(before.size - word.size) < 0.5:
        return word.at != before.at + len(before.text) or gap > 0.25 * word.size
    return gap > 0.12 * max(word.size, before.size)


def _find_label(line: Line, words: Sequence[Word]) -> None:
    found = label_at_start(line.text, heading=line.bold)
    label = found.text if found else ""
    if not label and len(words) > 1 and _BARE_NUMBER.match(words[0].text):
        gap = words[1].x0 - words[0].x1
        label = words[0].text if gap > 0.8 * line.size else ""
    if not label:
        return
    line.label = label
    length, index = 0, 0
    while index < len(words) and length < len(label):
        length += len(words[index].text) + 1
        index += 1
    line.cuts = tuple(cut for cut in line.cuts if cut > len(label) + 1)
    if index < len(words):
        line.body = words[index].x0
        line.tab = words[index].x0 - words[index - 1].x1 > 0.6 * line.size


def _piece(text: str, page: int, at: int) -> Piece:
    """A stretch of a page's text; words that pdfium has not numbered have no place to write back to."""
    if at < 0:
        return Piece(text, page=page + 1)
    return Piece(text, page=page + 1, node=page, at=at)


class _Joiner:
    """Joins words to pieces: one piece as long as the words follow each other in pdfium's text too."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.parts: list[tuple[str, int]] = []
        self.current = ""
        self.at = -1
        self.text = ""
        self.pending = False

    @property
    def length(self) -> int:
        return len(self.text)

    def add(self, word: Word, *, spaced: bool) -> None:
        spaced = (spaced or self.pending) and bool(self.text)
        self.pending = False
        gap = " " if spaced else ""
        follows = word.at == self.at + len(self.current) + len(gap) or word.at < 0
        if self.current and follows:
            self.current += gap + word.text
        else:
            self._close()
            if gap:
                self.parts.append((" ", -2))
            self.current, self.at = word.text, word.at
        self.text += gap + word.text

    def _close(self) -> None:
        if self.current:
            self.parts.append((self.current, self.at))
            self.current = ""

    def pieces(self) -> tuple[Piece, ...]:
        self._close()
        return tuple(Piece(text) if at == -2 else _piece(text, self.page, at) for text, at in self.parts)
