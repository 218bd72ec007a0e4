"""From the Markdown parser's tokens to blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from policylint.document import BlockKind, BlockRole, Remark
from policylint.reading.html import read_fragment
from policylint.reading.markdown.inline import inline_pieces
from policylint.reading.markdown.source import (
    Origin,
    cell_origins,
    fragment,
    heading_origin,
    paragraph_origin,
)
from policylint.reading.raw import RawBlock, RawCell

_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)


@dataclass(slots=True)
class _List:
    """An open list. ``typed`` is the number the last item was given, ``number`` the one it is shown with."""

    ordered: bool
    label: str = ""
    typed: int | None = None
    number: int = 0

    def open_item(self, token: Token) -> None:
        """An item begins. A list typed with one number throughout is counted, as every reader sees it."""
        self.label = "•"
        if self.ordered:
            typed = int(token.info or 1)
            self.number = self.number + 1 if typed == self.typed else typed
            self.typed = typed
            self.label = f"{self.number}{token.markup}"


class BlockBuilder:
    """Builds the blocks of one document. ``lines`` are the source's."""

    def __init__(self, parser: MarkdownIt, lines: Sequence[str]) -> None:
        self.blocks: list[RawBlock] = []
        self.remarks: list[Remark] = []
        self._parser = parser
        self._lines = lines
        self._env: EnvType = {}
        self._lists: list[_List] = []
        self._quotes = 0
        self._tables = 0

    def build(self, tokens: Sequence[Token], env: EnvType) -> None:
        """Take up the tokens of the whole document."""
        self._env = env
        position = 0
        while position < len(tokens):
            token = tokens[position]
            match token.type:
                case "heading_open":
                    self._heading(token, tokens[position + 1])
                case "paragraph_open":
                    self._paragraph(tokens[position + 1])
                case "bullet_list_open" | "ordered_list_open":
                    self._lists.append(_List(token.type == "ordered_list_open"))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._lists[-1].open_item(token)
                case "blockquote_open" | "blockquote_close":
                    self._quotes += token.nesting
                case "table_open":
                    position = self._table(tokens, position)
                case "html_block":
                    self._html(token)
            position += 1

    def _heading(self, opening: Token, token: Token) -> None:
        first = _first_line(token)
        if opening.markup.startswith("#"):
            origin = heading_origin(token.content, self._lines, first)
        else:
            origin = paragraph_origin(token.content, self._lines, first)
        pieces, strong = inline_pieces(self._parser, origin, self._env, self.remarks)
        label = self._label()
        label = label if label != "•" else ""
        self._put(RawBlock(BlockKind.HEADING, pieces, label, int(opening.tag[1:]), bold=strong))

    def _paragraph(self, token: Token) -> None:
        notes = list(_NOTE.finditer(token.content))
        if not notes or notes[0].start() > 0:
            self._text(paragraph_origin(token.content, self._lines, _first_line(token)))
            return
        ends = [*(note.start() for note in notes[1:]), len(token.content)]
        for note, end in zip(notes, ends, strict=True):
            first = _first_line(token) + token.content.count("\n", 0, note.end())
            text = token.content[note.end() : end].rstrip()
            pieces, strong = inline_pieces(
                self._parser, paragraph_origin(text, self._lines, first), self._env, self.remarks
            )
            self._put(RawBlock(BlockKind.NOTE, pieces, note[1], bold=strong))

    def _text(self, origin: Origin) -> None:
        pieces, strong = inline_pieces(self._parser, origin, self._env, self.remarks)
        label = self._label()
        kind = BlockKind.ITEM if label else BlockKind.PARAGRAPH
        level = len(self._lists) if label else 0
        self._put(RawBlock(kind, pieces, label, level, bold=strong))

    def _label(self) -> str:
        """The label that waits for the first block of the item it belongs to."""
        if not self._lists:
            return ""
        label, self._lists[-1].label = self._lists[-1].label, ""
        return label

    def _table(self, tokens: Sequence[Token], position: int) -> int:
        """Take up a table; returns the position of its end. A head without text is no row."""
        self._tables += 1
        row = 0
        texts: list[str] = []
        while tokens[position].type != "table_close":
            token = tokens[position]
            if token.type == "tr_open":
                texts = []
            elif token.type == "inline":
                texts.append(token.content)
            elif token.type == "tr_close" and any(texts):
                row += 1
                self._row(texts, _first_line(tokens[position - 2]), tokens[position + 1].type == "thead_close", row)
            position += 1
        return position

    def _row(self, texts: Sequence[str], line: int, header: bool, row: int) -> None:
        cells: list[RawCell] = []
        strong: list[bool] = []
        for column, origin in enumerate(cell_origins(texts, self._lines, line)):
            begun = any(cell.pieces for cell in cells)
            pieces, bold = inline_pieces(self._parser, origin, self._env, self.remarks, inside=begun)
            cells.append(RawCell(pieces, column))
            strong.append(bold or not pieces)
        self._put(
            RawBlock(
                BlockKind.ROW,
                cells=tuple(cells),
                header=header,
                bold=all(strong),
                table=self._tables,
                row=row,
            )
        )

    def _html(self, token: Token) -> None:
        first = _first_line(token)
        tables = self._tables
        blocks, remarks = read_fragment(fragment(token.content, self._lines, first), first + 1)
        self.remarks += remarks
        for block in blocks:
            if block.table is not None:
                self._tables = tables + block.table
                self._put(replace(block, table=self._tables))
            elif block.kind is BlockKind.PARAGRAPH and (label := self._label()):
                self._put(replace(block, kind=BlockKind.ITEM, label=label, level=len(self._lists)))
            else:
                self._put(block)

    def _put(self, block: RawBlock) -> None:
        if self._quotes and block.role is BlockRole.BODY:
            block = replace(block, role=BlockRole.QUOTATION)
        if block.pieces or block.cells:
            self.blocks.append(block)


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0
