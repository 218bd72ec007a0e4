"""From HTML tokens to blocks, in one pass, with an explicit stack of the open elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import unescape

from policylint.document import BlockKind, BlockRole
from policylint.reading.encodings import Lines
from policylint.reading.html.elements import (
    BLOCKS,
    CELLS,
    LISTS,
    SCOPES,
    heading_level,
    is_article,
    is_main,
    is_unread,
    list_form,
    role_of,
    weight_of,
    whole_number,
)
from policylint.reading.html.tables import OpenCell, OpenTable
from policylint.reading.html.tokens import VOID, Token, attributes, tokens
from policylint.reading.numerals import numeral
from policylint.reading.raw import Piece, RawBlock

MAX_OPEN = 2_000
"""Elements open at once; tags of deeper ones are passed over, their text is kept."""

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_LETTER = re.compile(r"\w")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SECTIONING = frozenset(("article", "main", "section"))

# Start tags that end an element left open, and the elements that keep them from doing so.
_ENDS = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("tr", "td", "th", "caption"), ("table",)),
    "thead": (("thead", "tbody", "tfoot", "tr", "caption"), ("table",)),
    "tbody": (("thead", "tbody", "tfoot", "tr", "caption"), ("table",)),
    "tfoot": (("thead", "tbody", "tfoot", "tr", "caption"), ("table",)),
}


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
    """All blocks of a page, its ``title`` element's text, and the languages it names."""

    entries: tuple[Entry, ...]
    title: str | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """What an open element and those around it make of the text in it."""

    name: str = ""
    unread: bool = False
    bold: bool = False
    linked: bool = False
    heading: int = 0
    role: BlockRole = BlockRole.BODY
    region: int = 0
    sectioned: bool = False
    preformatted: bool = False


@dataclass(slots=True)
class _List:
    """An open list. ``number`` is the item's that is being read, ``following`` the next one's.

    ``pending``: the item's label waits for its first block. ``backwards``: the list counts down to one,
    so its labels are known only at its end; ``places`` are the blocks and numbers they belong to.
    """

    form: str
    depth: int
    following: int
    step: int
    backwards: bool = False
    pending: bool = False
    number: int = 0
    items: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)


class PageReader:
    """Reads one page, or a fragment that begins at line ``first_line`` of a larger source."""

    def __init__(self, source: str, first_line: int = 1, xml: bool = False) -> None:
        self._source = source
        self._lines = Lines(source)
        self._line_shift = first_line - 1
        self._xml = xml
        self._open: list[_State] = [_State()]
        self._where: dict[str, list[int]] = {}
        self._scopes: list[int] = [0]
        self._walls: list[int] = [0]
        self._lists: list[_List | None] = []
        self._tables: list[OpenTable] = []
        self._cells: list[OpenCell] = []
        self._table_count = 0
        self._entries: list[Entry] = []
        self._pieces: list[Piece] = []
        self._letters = self._linked = self._bold = 0
        self._breaks = 0
        self._title: list[str] = []
        self._languages: dict[str, None] = {}

    def read(self) -> Page:
        """Read the source."""
        for token in tokens(self._source):
            if not token.name:
                self._text(token.start, token.stop)
            elif token.end:
                self._end(token.name)
            else:
                self._start(token)
        self._flush()
        while len(self._open) > 1:
            self._pop()
        title = " ".join("".join(self._title).split()) or None
        return Page(tuple(self._entries), title, tuple(self._languages))

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
            if name in _ENDS:
                self._end_open(*_ENDS[name])
        if len(self._open) >= MAX_OPEN or (self._xml and token.closed):
            return
        state = self._state(name, written)
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

    def _state(self, name: str, written: dict[str, str]) -> _State:
        outer = self._open[-1]
        if outer.unread or is_unread(name, written, outer.sectioned):
            return replace(outer, name=name, unread=True)
        bold = weight_of(name, written)
        region = outer.region
        if is_main(name, written):
            region = 2
        elif is_article(name, written):
            region = max(region, 1)
        level = heading_level(name, written)
        return _State(
            name=name,
            bold=outer.bold if bold is None else bold,
            linked=outer.linked or name == "a",
            heading=level or (outer.heading if name not in BLOCKS else 0),
            role=role_of(name, written) or outer.role,
            region=region,
            sectioned=outer.sectioned or name in _SECTIONING or region > 0,
            preformatted=outer.preformatted or name == "pre",
        )

    def _enter(self, name: str, written: dict[str, str]) -> None:
        """What an element does to the text around it, beyond its state."""
        if name in LISTS:
            form = list_form(name, written)
            depth = 1 + self._list_depth()
            backwards = "reversed" in written
            start = whole_number(written.get("start"), 0 if backwards else 1)
            self._lists.append(_List(form, depth, start, -1 if backwards else 1, backwards and not start))
        elif name == "li":
            if (innermost := self._innermost_list()) is not None:
                innermost.number = whole_number(written.get("value"), innermost.following)
                innermost.following = innermost.number + innermost.step
                innermost.pending = True
                innermost.items += 1
        elif name == "table":
            self._table_count += 1
            layout = written.get("role") in {"presentation", "none"}
            self._tables.append(OpenTable(self._table_count, layout))
            self._lists.append(None)
        elif name == "q":
            self._add(Piece("“"))
        elif self._tables and name in {"thead", "tbody", "tfoot"}:
            self._tables[-1].in_head = name == "thead"
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
        marks = self._scopes if name in BLOCKS else self._walls
        if name in SCOPES or places[-1] > marks[-1]:
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
        elif name == "table":
            self._close_list()
            region = self._open[-1].region
            for block in self._tables.pop().close():
                self._put(block, region)

    # Lists

    def _innermost_list(self) -> _List | None:
        return self._lists[-1] if self._lists else None

    def _list_depth(self) -> int:
        """How many lists are open around this point within the innermost table cell."""
        innermost = self._innermost_list()
        return innermost.depth if innermost is not None else 0

    def _close_list(self) -> None:
        if not self._lists:
            return
        closed = self._lists.pop()
        if closed is None or not closed.backwards:
            return
        # A list counted down ends at one: its first number is known only now.
        for index, number in closed.places:
            label = _label(closed.form, closed.items + number)
            if self._cells:
                self._cells[-1].blocks[index] = replace(self._cells[-1].blocks[index], label=label)
            else:
                entry = self._entries[index]
                self._entries[index] = replace(entry, block=replace(entry.block, label=label))

    # Text

    def _text(self, start: int, stop: int) -> None:
        state = self._open[-1]
        if state.unread or (not self._pieces and self._source[start:stop].isspace()):
            return
        if state.name == "title":
            self._title.append(unescape(self._source[start:stop]))
            return
        if state.preformatted:
            for blank in _BLANK_LINE.finditer(self._source, start, stop):
                self._run(start, blank.start())
                self._flush()
                start = blank.end()
        self._run(start, stop)

    def _run(self, start: int, stop: int) -> None:
        """Take up the text of one stretch: a piece for each line and each character reference."""
        source = self._source
        line, column = self._lines.place(start)
        while start < stop:
            end = source.find("\n", start, stop) + 1 or stop
            position = start
            if "&" in source[start:end]:
                for reference in _REFERENCE.finditer(source, start, end):
                    self._piece(source[position : reference.start()], line, column + position - start)
                    self._piece(unescape(reference.group()), line, column + reference.start() - start)
                    position = reference.end()
            self._piece(source[position:end], line, column + position - start)
            start, line, column = end, line + 1, 1

    def _piece(self, text: str, line: int, column: int) -> None:
        if text:
            self._add(Piece(text, line + self._line_shift, column))

    def _add(self, piece: Piece) -> None:
        if _LETTER.search(piece.text) is not None:
            letters = len(piece.text)
            state = self._open[-1]
            self._breaks = 0
            self._letters += letters
            self._linked += letters if state.linked else 0
            self._bold += letters if state.bold else 0
        elif not self._pieces and piece.text.isspace():
            return
        self._pieces.append(piece)

    def _flush(self) -> None:
        """End the block that is being gathered and put it out."""
        pieces, letters, linked, bold = self._pieces, self._letters, self._linked, self._bold
        self._pieces, self._letters, self._linked, self._bold, self._breaks = [], 0, 0, 0, 0
        if all(piece.text.isspace() for piece in pieces):
            return
        state = self._open[-1]
        kind, level, label = BlockKind.PARAGRAPH, 0, ""
        innermost = self._innermost_list()
        if state.heading:
            kind, level = BlockKind.HEADING, state.heading
        elif innermost is not None and innermost.pending:
            kind, level = BlockKind.ITEM, innermost.depth
            label = _label(innermost.form, innermost.number)
            innermost.pending = False
            place = len(self._cells[-1].blocks) if self._cells else len(self._entries)
            innermost.places.append((place, innermost.number))
        block = RawBlock(kind, tuple(pieces), label, level, state.role, bold=0 < letters == bold)
        self._put(block, state.region, letters, linked)

    def _put(self, block: RawBlock, region: int, letters: int = 0, linked: int = 0) -> None:
        if self._cells:
            self._cells[-1].blocks.append(block)
        else:
            self._entries.append(Entry(block, region, letters, linked))


def _label(form: str, number: int) -> str:
    return f"{numeral(number, form)}." if form and form != "•" else form
