"""Table cells made of blocks, for the formats in which a cell holds a little document of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policylint.document import BlockKind
from policylint.reading.raw import Piece, RawBlock, RawCell

MAX_SPAN = 1_000
"""More columns than any table has; larger spans only occur in crafted files."""

_APART = frozenset((BlockKind.ROW, BlockKind.NOTE))
_BREAK = Piece("\n")


def cell_of(blocks: Iterable[RawBlock], column: int, span: int, rows: int) -> RawCell:
    """A cell with the paragraphs among ``blocks``, each with its label, one on a line."""
    pieces: list[Piece] = []
    for block in blocks:
        if block.kind in _APART:
            continue
        if pieces:
            pieces.append(_BREAK)
        if block.label:
            pieces.append(Piece(f"{block.label} "))
        pieces.extend(block.pieces)
    return RawCell(tuple(pieces), column, span, rows)


def apart(blocks: Iterable[RawBlock]) -> list[RawBlock]:
    """The blocks of a row's cells that are no cell text: nested tables and notes, to follow the row."""
    return [block for block in blocks if block.kind in _APART]


def is_bold(blocks: Sequence[RawBlock]) -> bool:
    """Whether the blocks' text in a row is bold throughout."""
    texts = [block for block in blocks if block.kind not in _APART]
    return bool(texts) and all(block.bold for block in texts)


def clamped_span(span: int) -> int:
    """A span of columns or rows within 1 and ``MAX_SPAN``."""
    return max(1, min(span, MAX_SPAN))
