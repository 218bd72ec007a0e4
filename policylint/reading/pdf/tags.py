"""Blocks of a tagged page: headings, paragraphs, list items, tables and notes by its structure tree.

Tags are followed only where they cover the page: text that is neither tagged nor an artifact, or a page
made nearly all of artifacts, sends the page to the layout instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policylint.document import BlockKind, BlockRole
from policylint.reading.pdf.layout import lines_in_flow
from policylint.reading.pdf.leaf import Part, Tagged
from policylint.reading.pdf.lines import Line
from policylint.reading.pdf.sheet import ARTIFACT, Box, Element, Sheet, Word
from policylint.reading.pdf.tables import Grid, GridCell, find_grids, holds, middle

MOST_STRAY = 0.03
"""Share of a page's letters that may be neither tagged nor an artifact."""
MOST_ARTIFACT = 0.5
"""Share of a page's letters that may be artifacts."""
_HEADING = re.compile(r"H([1-6])?$")
_BLOCKS = {"P", "TOCI", "Caption", "Title", "BibEntry", "LI", "H"}
_ROLES = {
    "TOC": BlockRole.CONTENTS,
    "TOCI": BlockRole.CONTENTS,
    "Caption": BlockRole.CAPTION,
    "BlockQuote": BlockRole.QUOTATION,
    "Title": BlockRole.TITLE,
}


@dataclass(slots=True)
class _Block:
    """A block while its words are gathered."""

    kind: BlockKind
    role: BlockRole = BlockRole.BODY
    level: int = 0
    label: str = ""
    words: list[Word] = field(default_factory=list)


def tagged_parts(sheet: Sheet) -> tuple[list[Part], list[Tagged], list[Line]] | None:
    """The page's parts in the tree's order, its notes, its artifacts; ``None`` if tags cannot be trusted."""
    if not sheet.tree or not sheet.words:
        return None
    words: dict[int, list[Word]] = {}
    for word in sheet.words:
        words.setdefault(word.mark, []).append(word)
    walk = _Walk(sheet.index, words, find_grids(sheet)[0])
    for element in sheet.tree:
        walk.visit(element, BlockRole.BODY, 0)
    walk.close()
    artifacts = words.get(ARTIFACT, [])
    total = _letters(sheet.words)
    used = sum(_letters(words.get(mark, [])) for mark in walk.used)
    apart = _letters(artifacts)
    if total - used - apart > MOST_STRAY * total or apart > MOST_ARTIFACT * total:
        return None
    parts: list[Part] = []
    notes: list[Tagged] = []
    for made in walk.made:
        if isinstance(made, Grid):
            parts.append(made)
        elif made.words:
            lines = lines_in_flow(made.words, sheet.index)
            block = Tagged(made.kind, lines, made.role, made.level, made.label)
            (notes if made.kind is BlockKind.NOTE else parts).append(block)
    return parts, notes, lines_in_flow(artifacts, sheet.index)


def _letters(words: list[Word]) -> int:
    """Characters but for the dots of leaders, which some files set apart and others do not."""
    return sum(len(word.text.strip("._… ")) for word in words)


class _Walk:
    """Goes through the tree; its depth is bounded by the reader of the tree."""

    def __init__(self, page: int, words: dict[int, list[Word]], ruled: list[Grid]) -> None:
        self.page = page
        self.words = words
        self.ruled = ruled
        self.used: set[int] = set()
        self.made: list[_Block | Grid] = []
        self.block: _Block | None = None

    def close(self) -> None:
        """End the block being gathered."""
        self.block = None

    def _begin(self, kind: BlockKind, role: BlockRole, level: int = 0) -> None:
        self.block = _Block(kind, role, level)
        self.made.append(self.block)

    def _take(self, mark: int) -> list[Word]:
        if mark in self.used:
            return []
        self.used.add(mark)
        return self.words.get(mark, [])

    def visit(self, element: Element, role: BlockRole, depth: int) -> None:
        """Gather an element; ``depth`` counts the lists around it."""
        kind = element.type
        role = _ROLES.get(kind, role)
        if kind == "Table":
            grid = self._table(element)
            if grid is not None:
                self.close()
                self.made.append(grid)
            return
        if kind in {"Note", "FENote"}:
            before, self.block = self.block, None
            self._note(element)
            self.block = before
            return
        if kind == "L":
            depth += 1
        opens = kind in _BLOCKS or _HEADING.match(kind) is not None
        if opens:
            self._open(kind, role, depth)
        for content in element.contents:
            if isinstance(content, int):
                if self.block is None:
                    self._begin(BlockKind.PARAGRAPH, role)
                if self.block is not None:
                    self.block.words.extend(self._take(content))
            else:
                self.visit(content, role, depth)
        if opens or kind in {"L", "LBody"}:
            self.close()

    def _open(self, kind: str, role: BlockRole, depth: int) -> None:
        heading = _HEADING.match(kind)
        level = int(heading.group(1) or 1) if heading else 0
        if kind == "LI":
            self._begin(BlockKind.ITEM, role, depth)
        elif self.block is not None and self.block.kind is BlockKind.ITEM and _is_start(self.block):
            if heading:
                self.block.kind, self.block.level = BlockKind.HEADING, level
        else:
            self._begin(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, role, level)

    def _note(self, element: Element) -> None:
        words = list(self._all(element))
        block = _Block(BlockKind.NOTE, words=words)
        if words and re.fullmatch(r"[\d*†‡§]{1,4}", words[0].text):
            block.label = words[0].text
            block.words = words[1:]
        elif words and (match := re.match(r"(\d{1,3})(?=[^\W\d_])", words[0].text)):
            block.label = match.group(1)
            first = words[0]
            at = first.at + match.end() if first.at >= 0 else -1
            block.words = [first._replace(text=first.text[match.end() :], at=at), *words[1:]]
        self.made.append(block)

    def _all(self, element: Element) -> Iterator[Word]:
        for content in element.contents:
            if isinstance(content, int):
                yield from self._take(content)
            else:
                yield from self._all(content)

    def _table(self, element: Element) -> Grid | None:
        """The tagged table; its cells' places are taken from the ruling lines where it has them."""
        rows: list[list[GridCell]] = []
        taken: dict[int, int] = {}
        for row in _rows(element):
            cells: list[GridCell] = []
            column = 0
            for part in row.contents:
                if isinstance(part, int):
                    continue
                while taken.get(column, 0) > len(rows):
                    column += 1
                cell = GridCell(Box(0, 0, 0, 0), column, len(rows), part.columns, part.rows)
                cell.parts = [list(self._all(block)) for block in _paragraphs(part)]
                cell.words = [word for words in cell.parts for word in words]
                cell.box = _around(cell.words)
                cell.heading = part.type == "TH"
                cells.append(cell)
                for covered in range(column, column + part.columns):
                    taken[covered] = len(rows) + part.rows
                column += part.columns
            rows.append(cells)
        filled = [cell for cells in rows for cell in cells if cell.words]
        if not filled:
            return None
        ruled = self._ruled(filled)
        if ruled is not None:
            return ruled
        box = _around([word for cell in filled for word in cell.words])
        _put_in_columns(rows)
        width = max(cell.column + cell.span for cell in filled)
        return Grid(self.page, box, tuple(map(float, range(width + 1))), [row for row in rows if row])

    def _ruled(self, tagged: list[GridCell]) -> Grid | None:
        """The grid of ruling lines around the tagged cells, told their paragraphs and header cells."""
        first = middle(tagged[0].words[0])
        for grid in self.ruled:
            if not holds(grid.box, *first):
                continue
            cells = [cell for row in grid.rows for cell in row]
            for own in tagged:
                place = middle(own.words[0])
                for cell in cells:
                    if holds(cell.box, *place):
                        cell.parts.extend(own.parts)
                        cell.heading = own.heading
            self.ruled.remove(grid)
            return grid
        return None


def _is_start(block: _Block) -> bool:
    """Whether an item holds nothing yet but perhaps its label."""
    return len(block.words) <= 2 and sum(len(word.text) for word in block.words) <= 12


def _rows(element: Element) -> Iterator[Element]:
    for part in element.contents:
        if isinstance(part, int):
            continue
        if part.type == "TR":
            yield part
        elif part.type in {"THead", "TBody", "TFoot"}:
            yield from (row for row in part.contents if not isinstance(row, int) and row.type == "TR")


def _paragraphs(cell: Element) -> Iterator[Element]:
    """The cell's blocks; a cell that holds text directly is one."""
    stack = [cell]
    while stack:
        here = stack.pop()
        blocks = [part for part in here.contents if not isinstance(part, int)]
        if here.type in {"TD", "TH", "L", "LI", "LBody", "Div", "Sect", "Table", "TR"} and len(blocks) == len(
            here.contents
        ):
            stack.extend(reversed(blocks))
        else:
            yield here


def _put_in_columns(rows: list[list[GridCell]]) -> None:
    """Put a row that lacks cells, because they are empty, under the columns its texts stand in."""
    width = max(sum(cell.span for cell in cells) for cells in rows)
    starts: dict[int, float] = {}
    for cells in rows:
        if sum(cell.span for cell in cells) == width:
            for cell in cells:
                if cell.words:
                    starts[cell.column] = min(starts.get(cell.column, cell.box.x0), cell.box.x0)
    for cells in rows:
        if len(cells) < width and all(cell.span == 1 for cell in cells):
            for cell in cells:
                if cell.words:
                    reached = [column for column, x in starts.items() if x <= cell.box.x0 + 3]
                    cell.column = max(reached, default=cell.column)


def _around(words: list[Word]) -> Box:
    if not words:
        return Box(0, 0, 0, 0)
    return Box(
        min(word.x0 for word in words),
        min(word.base - word.size for word in words),
        max(word.x1 for word in words),
        max(word.base for word in words),
    )
