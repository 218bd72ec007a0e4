"""From HTML tokens to blocks, in one pass, with an explicit stack of the open elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from policylint.document import MAX_REMARK_CHARS, BlockKind, Remark
from policylint.reading.html.elements import BLOCKS, CELLS, ENDS, LISTS, ROW_PARTS, SCOPES, State
from policylint.reading.html.gathering import Gathered, SourceText
from policylint.reading.html.lists import OpenList, open_list
from policylint.reading.html.tables import OpenCell, OpenTable
from policylint.reading.html.tokens import COMMENT, VOID, Token, attributes, tokens
from policylint.reading.raw import Piece, RawBlock

MAX_OPEN = 2_000
"""Elements open at once; tags of deeper ones are passed over, their text is kept."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of the page. ``region``: 2 in a main element, 1 in an article, else 0.

    ``letters`` and ``linked`` count characters, all of them and those in links.
    """

    block: RawBlock
    region: int
    letters: int
    linked: int


@dataclass(frozen=True, slots=True)
class Page:
    """All blocks of a page, its ``title`` element's text, the languages it names, and its comments."""

    entries: tuple[Entry, ...]
    title: str | None
    languages: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


class PageReader:
    """Reads one page, or a fragment that begins at line ``first_line`` of a larger source."""

    def __init__(self, source: str, first_line: int = 1, xml: bool = False) -> None:
        self._text = SourceText(source, first_line)
        self._xml = xml
        self._open: list[State] = [State()]
        self._where: dict[str, list[int]] = {}
        self._scopes: list[int] = [0]
        self._walls: list[int] = [0]
        self._lists: list[OpenList | None] = []
        self._tables: list[OpenTable] = []
        self._cells: list[OpenCell] = []
        self._table_count = 0
        self._entries: list[Entry] = []
        self._gathered = Gathered()
        self._breaks = 0
        self._title: list[str] = []
        self._languages: dict[str, None] = {}
        self._remarks: list[Remark] = []

    def read(self) -> Page:
        """Read the source."""
        for token in tokens(self._text.source):
            if not token.name:
                self._read_text(token.start, token.stop)
            elif token.name == COMMENT:
                self._comment(token)
            elif token.end:
                self._end(token.name)
            else:
                self._start(token)
        self._flush()
        while len(self._open) > 1:
            self._pop()
        title = " ".join("".join(self._title).split()) or None
        return Page(tuple(self._entries), title, tuple(self._languages), tuple(self._remarks))

    def _comment(self, token: Token) -> None:
        line, column = self._text.place(token.start)
        text = self._text.source[token.start + len("<!--") : token.stop - len("-->")].strip()
        row = self._tables[-1].rows[-1] if self._cells and self._tables[-1].rows else []
        inside = self._gathered.visible or any(cell.blocks for cell in row)
        self._remarks.append(Remark(text[:MAX_REMARK_CHARS], line, column, inside))

    # Elements

    def _start(self, token: Token) -> None:
        name = token.name
        if name in VOID:
            self._void(name)
            return
        written = attributes(token.attributes) if token.attributes else {}
        if name in BLOCKS:
            self._flush()
            self._end_open(("p",), ())
            if name in ENDS:
                self._end_open(*ENDS[name])
        if len(self._open) >= MAX_OPEN or (self._xml and token.closed):
            return
        state = self._open[-1].within(name, written)
        if language := written.get("lang") or written.get("xml:lang"):
            self._languages.setdefault(language)
        self._where.setdefault(name, []).append(len(self._open))
        if name in SCOPES:
            self._scopes.append(len(self._open))
        if name in BLOCKS:
            self._walls.append(len(self._open))
        self._open.append(state)
        if not state.unread:
            self._enter(name, written)

    def _enter(self, name: str, written: dict[str, str]) -> None:
        """What an element does to the text around it, beyond its state."""
        if name in LISTS:
            innermost = self._innermost_list()
            depth = innermost.depth + 1 if innermost is not None else 1
            self._lists.append(open_list(name, written, depth))
        elif name == "li":
            if (innermost := self._innermost_list()) is not None:
                innermost.open_item(written)
        elif name == "table":
            self._table_count += 1
            layout = written.get("role") in {"presentation", "none"}
            self._tables.append(OpenTable(self._table_count, layout))
            self._lists.append(None)
        elif name == "q":
            self._add(Piece("“"))
        elif self._tables and name == "thead":
            self._tables[-1].in_head = True
        elif self._tables and name == "tr":
            self._tables[-1].open_row()
        elif self._tables and name in CELLS:
            self._cells.append(self._tables[-1].open_cell(written, name == "th"))
            self._lists.append(None)

    def _void(self, name: str) -> None:
        if name == "hr":
            self._flush()
            self._end_open(("p",), ())
        elif name == "br" and not self._open[-1].unread:
            self._breaks += 1
            if self._breaks > 1:
                self._flush()
            else:
                self._add(Piece(" "))

    def _end(self, name: str) -> None:
        places = self._where.get(name)
        if not places:
            return
        limit = (self._scopes if name in BLOCKS else self._walls)[-1]
        if name in ROW_PARTS:
            limit = self._last("table")
        if name in SCOPES or places[-1] > limit:
            if name in BLOCKS:
                self._flush()
            self._pop_to(places[-1])

    def _end_open(self, names: tuple[str, ...], guards: tuple[str, ...]) -> None:
        """End the outermost of the elements ``names`` that is open within ``guards`` and the scope."""
        limit = max((self._last(guard) for guard in guards), default=-1)
        if guards != ("table",):
            limit = max(limit, self._scopes[-1])
        places = [place for name in names if (place := self._last(name)) > limit]
        if places:
            self._flush()
            self._pop_to(min(places))

    def _last(self, name: str) -> int:
        places = self._where.get(name)
        return places[-1] if places else -1

    def _pop_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._pop()

    def _pop(self) -> None:
        state = self._open.pop()
        depth = len(self._open)
        self._where[state.name].pop()
        for marks in (self._scopes, self._walls):
            if marks[-1] == depth:
                marks.pop()
        if not state.unread:
            self._leave(state.name)

    def _leave(self, name: str) -> None:
        if name in LISTS:
            self._close_list()
        elif name == "q":
            self._add(Piece("”"))
        elif name in CELLS and self._cells and self._tables:
            self._cells.pop()
            self._close_list()
        elif name == "thead" and self._tables:
            self._tables[-1].in_head = False
        elif name == "table":
            self._close_list()
            region = self._open[-1].region
            for block in self._tables.pop().close():
                self._put(block, region)

    # Lists

    def _innermost_list(self) -> OpenList | None:
        return self._lists[-1] if self._lists else None

    def _close_list(self) -> None:
        if not self._lists:
            return
        closed = self._lists.pop()
        for place, label in closed.late_labels() if closed is not None else ():
            if self._cells:
                self._cells[-1].blocks[place] = replace(self._cells[-1].blocks[place], label=label)
            else:
                entry = self._entries[place]
                self._entries[place] = replace(entry, block=replace(entry.block, label=label))

    # Text

    def _read_text(self, start: int, stop: int) -> None:
        state, source = self._open[-1], self._text.source
        if state.unread or (not self._gathered.pieces and source[start:stop].isspace()):
            return
        if state.name == "title":
            self._title.append(unescape(source[start:stop]))
            return
        for blank in _BLANK_LINE.finditer(source, start, stop) if state.preformatted else ():
            self._add(*self._text.pieces(start, blank.start()))
            self._flush()
            start = blank.end()
        self._add(*self._text.pieces(start, stop))

    def _add(self, *pieces: Piece) -> None:
        state = self._open[-1]
        for piece in pieces:
            if self._gathered.add(piece, bold=state.bold, linked=state.linked):
                self._breaks = 0

    def _flush(self) -> None:
        """End the block that is being gathered and put it out."""
        gathered = self._gathered
        self._gathered, self._breaks = Gathered(), 0
        if not gathered.visible:
            return
        state = self._open[-1]
        kind, level, label = BlockKind.PARAGRAPH, 0, ""
        innermost = self._innermost_list()
        if state.heading:
            kind, level = BlockKind.HEADING, state.heading
        if innermost is not None and innermost.pending:
            if not state.heading:
                kind, level = BlockKind.ITEM, innermost.depth
            label = innermost.label(innermost.number)
            if state.heading and label == "•":
                label = ""
            innermost.pending = False
            place = len(self._cells[-1].blocks) if self._cells else len(self._entries)
            innermost.places.append((place, innermost.number))
        bold = 0 < gathered.letters == gathered.bold
        block = RawBlock(kind, tuple(gathered.pieces), label, level, state.role, bold=bold)
        self._put(block, state.region, gathered.letters, gathered.linked)

    def _put(self, block: RawBlock, region: int, letters: int = 0, linked: int = 0) -> None:
        if self._cells:
            self._cells[-1].blocks.append(block)
        else:
            self._entries.append(Entry(block, region, letters, linked))
