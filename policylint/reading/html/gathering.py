"""The text of a block while it is being gathered from the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from policylint.reading.encodings import Lines
from policylint.reading.raw import Piece

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_INDENT = re.compile(r"[ \t]*")
_LETTER = re.compile(r"\w")


@dataclass(slots=True)
class Gathered:
    """Pieces of a block. ``letters``, ``bold`` and ``linked`` count characters of pieces with letters."""

    pieces: list[Piece] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    linked: int = 0

    @property
    def visible(self) -> bool:
        """Whether there is anything but white space."""
        return not all(piece.text.isspace() for piece in self.pieces)

    def add(self, piece: Piece, *, bold: bool = False, linked: bool = False) -> bool:
        """Take up a piece; tells whether it has letters. White space at the start is dropped."""
        has_letters = _LETTER.search(piece.text) is not None
        if has_letters:
            self.letters += len(piece.text)
            self.bold += len(piece.text) if bold else 0
            self.linked += len(piece.text) if linked else 0
        if self.pieces or not piece.text.isspace():
            self.pieces.append(piece)
        return has_letters


class SourceText:
    """The page's source, to cut pieces from. It begins at line ``first_line`` of its file."""

    def __init__(self, source: str, first_line: int) -> None:
        self.source = source
        self._lines = Lines(source)
        self._shift = first_line - 1

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, in the whole file."""
        line, column = self._lines.place(offset)
        return line + self._shift, column

    def pieces(self, start: int, stop: int) -> list[Piece]:
        """A stretch of the source as pieces, one for each line and each character reference."""
        out: list[Piece] = []
        line, column = self.place(start)
        while start < stop:
            end = self.source.find("\n", start, stop) + 1 or stop
            position = start
            if self.source.find("&", start, end) >= 0:
                for reference in _REFERENCE.finditer(self.source, start, end):
                    if reference.start() > position:
                        text = self.source[position : reference.start()]
                        out.append(Piece(text, line, column + position - start))
                    place = column + reference.start() - start
                    out.append(Piece(unescape(reference.group()), line, place))
                    position = reference.end()
            if end > position:
                out.append(Piece(self.source[position:end], line, column + position - start))
            # White space at a line's start says nothing, and in a fragment may stand for marks around it.
            indent = _INDENT.match(self.source, end, stop)
            start, line = (indent.end() if indent is not None else end), line + 1
            column = start - end + 1
        return out
