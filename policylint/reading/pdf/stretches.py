"""Stretches: words drawn one after the other on one base line, the bricks of lines and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policylint.reading.pdf.lines import WIDE, reach
from policylint.reading.pdf.sheet import Word
from policylint.reading.pdf.tables import Grid


@dataclass(slots=True)
class Stretch:
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
        """Roughly the top of the letters, or of the table."""
        return self.grid.box.top if self.grid else self.base - self.size


def stretches(words: Sequence[Word]) -> list[Stretch]:
    """Words drawn one after the other on one base line without a wide gap."""
    items: list[Stretch] = []
    item: Stretch | None = None
    for word in words:
        if item is not None:
            size = word.size if word.size > item.size else item.size
            gap = word.x0 - item.x1
            if -0.5 * size <= gap <= WIDE * size and abs(word.base - item.base) <= reach(word.size, item.size):
                item.words.append(word)
                item.x1 = word.x1
                if word.size > item.size:
                    item.size, item.base = word.size, word.base
                continue
        item = Stretch(word.x0, word.x1, word.base, word.size, len(items), [word])
        items.append(item)
    return items
