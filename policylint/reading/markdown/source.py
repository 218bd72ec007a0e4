"""Where the text of a Markdown block stands in the source.

The parser hands over a block's text without the marks of the quotations and lists around it, and knows
its lines only. Here its characters are traced back to lines and columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from policylint.reading.raw import Piece

_MARK = re.compile(r"\S")
_CONTAINERS = re.compile(r"(?:\s*+(?:>|(?:[-+*]|\d{1,9}[.)])(?=\s)))*+\s*+")


class Origin:
    """The text of one block and the stretches of source it is made of.

    ``stretches`` are (offset in the text, line, column), in order; lines and columns count from 1.
    """

    def __init__(self, text: str, stretches: Sequence[tuple[int, int, int]]) -> None:
        self.text = text
        self._stretches = stretches
        self._offsets = [offset for offset, _, _ in stretches]

    def pieces(self, text: str, start: int) -> list[Piece]:
        """Pieces for ``text``, which the parser made of what stands at offset ``start``.

        Text that stands there letter for letter is cut where a line of the source ends, and a space
        takes the place of the line end. Any other (an entity, an escape) is one piece, placed where it
        begins.
        """
        line, column = self._place(start)
        end = start + len(text)
        if self.text[start:end].replace("\n", " ") != text.replace("\n", " "):
            return [Piece(text, line, column)]
        pieces = []
        index = bisect_right(self._offsets, start)
        while start < end:
            stop = min(self._offsets[index], end) if index < len(self._offsets) else end
            shown, line_end, _ = self.text[start:stop].partition("\n")
            if shown:
                pieces.append(Piece(shown, line, column))
            if line_end:
                pieces.append(Piece(" "))
            if stop < end:
                _, line, column = self._stretches[index]
            start, index = stop, index + 1
        return pieces

    def _place(self, offset: int) -> tuple[int, int]:
        index = max(bisect_right(self._offsets, offset) - 1, 0)
        start, line, column = self._stretches[index]
        return line, column + max(offset - start, 0)


def paragraph_origin(text: str, lines: Sequence[str], first: int) -> Origin:
    """The origin of a block whose lines end as those of the source do, from line ``first`` (from 0) on."""
    stretches = []
    offset = 0
    for number, content in enumerate(text.split("\n"), first):
        bare = content.lstrip()
        stretches.append((offset + len(content) - len(bare), number + 1, _column(bare, lines[number]) + 1))
        offset += len(content) + 1
    return Origin(text, stretches)


def heading_origin(text: str, lines: Sequence[str], first: int) -> Origin:
    """The origin of a heading marked with ``#``."""
    line = lines[first]
    marks = line.find("#")
    start = line.find(text, marks + len(line[marks:]) - len(line[marks:].lstrip("#")))
    return Origin(text, [(0, first + 1, max(start, 0) + 1)])


def cell_origins(texts: Sequence[str], lines: Sequence[str], number: int) -> list[Origin]:
    """The origins of the cells of the table row on line ``number`` (from 0).

    A bar in a cell is written ``\\|``, and the parser has taken the backslash away.
    """
    line = lines[number]
    containers = _CONTAINERS.match(line)
    cursor = containers.end() if containers is not None else 0
    cursor += line.startswith("|", cursor)
    origins = []
    for text in texts:
        start = max(line.find(text.replace("|", "\\|"), cursor), 0)
        stretches = [(0, number + 1, start + 1)]
        for escapes, bar in enumerate(re.finditer(r"\|", text), 1):
            stretches.append((bar.start(), number + 1, start + bar.start() + escapes + 1))
        origins.append(Origin(text, stretches))
        end = start + len(text) + text.count("|") if text else cursor
        cursor = (line.find("|", end) + 1) or len(line)
    return origins


def fragment(text: str, lines: Sequence[str], first: int) -> str:
    """A block of HTML with its lines moved to the columns where they stand in the source."""
    moved = []
    for number, content in enumerate(text.rstrip("\n").split("\n"), first):
        bare = content.lstrip()
        line = lines[number]
        moved.append(_MARK.sub(" ", line[: _column(bare, line)]) + bare)
    return "\n".join(moved)


def _column(text: str, line: str) -> int:
    """The offset in ``line`` of the text that it ends with."""
    bare, whole = text.rstrip(), line.rstrip()
    return len(whole) - len(bare) if whole.endswith(bare) else max(line.find(bare), 0)
