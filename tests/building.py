"""Small documents for tests, built block by block."""

from __future__ import annotations

from policylint.document import BlockKind, BlockRole, Document
from policylint.reading.outline import outline
from policylint.reading.raw import Piece, RawBlock, RawCell, RawDocument


def heading(text: str, level: int = 2) -> RawBlock:
    return RawBlock(BlockKind.HEADING, (Piece(text),), level=level, bold=True)


def paragraph(text: str, *, bold: bool = False, role: BlockRole = BlockRole.BODY) -> RawBlock:
    return RawBlock(BlockKind.PARAGRAPH, (Piece(text),), bold=bold, role=role)


def item(text: str, label: str = "•", level: int = 1) -> RawBlock:
    return RawBlock(BlockKind.ITEM, (Piece(text),), label=label, level=level)


def row(*cells: str, table: int = 1, number: int = 1, header: bool = False) -> RawBlock:
    return RawBlock(
        BlockKind.ROW,
        cells=tuple(RawCell((Piece(text),), column) for column, text in enumerate(cells)),
        header=header,
        table=table,
        row=number,
    )


def document(*blocks: RawBlock, path: str = "draft.md") -> Document:
    return outline(RawDocument("md", blocks), path)
