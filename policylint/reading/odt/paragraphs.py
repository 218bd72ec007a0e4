"""A paragraph while its text is being gathered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policylint.document import BlockKind, BlockRole
from policylint.reading.odt.styles import Look
from policylint.reading.raw import Piece, RawBlock

_LETTER = re.compile(r"\w")


@dataclass(slots=True)
class Paragraph:
    """A paragraph being read. ``looks`` are those of the spans open in it, its own first.

    ``after`` gathers the blocks that hang on it: notes, text boxes. ``joins``: its end was inserted by a
    change that is not accepted, so the next paragraph's text goes on in it.
    """

    kind: BlockKind
    looks: list[Look]
    label: str = ""
    level: int = 0
    role: BlockRole = BlockRole.BODY
    indent: float | None = None
    page: int | None = None
    pieces: list[Piece] = field(default_factory=list)
    after: list[RawBlock] = field(default_factory=list)
    joins: bool = False
    _sizes: dict[float, int] = field(default_factory=dict)
    _letters: int = 0
    _bold: int = 0

    def add(self, piece: Piece) -> None:
        """Take up a run of text."""
        look = self.looks[-1]
        if look.hidden:
            return
        self.pieces.append(piece)
        if _LETTER.search(piece.text) is not None:
            length = len(piece.text)
            self._letters += length
            self._bold += length if look.bold else 0
            self._sizes[look.size] = self._sizes.get(look.size, 0) + length

    def block(self) -> RawBlock | None:
        """The finished block; ``None`` if there is no text."""
        if all(piece.text.isspace() for piece in self.pieces):
            return None
        return RawBlock(
            self.kind,
            tuple(self.pieces),
            self.label,
            self.level,
            self.role,
            bold=0 < self._letters == self._bold,
            size=max(self._sizes, key=self._sizes.__getitem__, default=None),
            indent=self.indent,
            page=self.page,
        )

    def rest(self) -> Paragraph:
        """A paragraph of the same kind, for the text after a break put back into this one."""
        kind = BlockKind.PARAGRAPH if self.kind is BlockKind.ITEM else self.kind
        return replace(self, kind=kind, label="", pieces=[], after=[], _sizes={}, _letters=0, _bold=0)
