"""Plain text: paragraphs, typed lists, underlined titles and tables drawn with spaces, tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policylint.document import BlockKind
from policylint.reading.encodings import decode
from policylint.reading.labels import label_at_start
from policylint.reading.raw import Piece, RawBlock, RawCell, RawDocument, ReadingOptions

CHARACTER_POINTS = 7.2
"""Width of a character in points, as typewriters set it: ten to the inch."""

TAB_COLUMNS = 8
_LONGEST_WRAP = 132
"""A file whose lines mostly run longer than this many characters was not wrapped by hand."""

_SHORTEST_WRAP = 45
_RULE = re.compile(r"(?:[=~_*#+.\-–—]\s?){3,}|[=-]{2}")
_TABLE_RULE = re.compile(r"[\s|+:=-]++")
_GAP = re.compile(r" *\t\s*| {3,}")
_SENTENCE_END = re.compile(r"[.:;?!][\"'”’)]*$")
_LIST_JOINT = re.compile(r"(?:[.:;?!,]|\b(?:and|or))[\"'”’)]*$")
_HANGING = re.compile(r"\b(?:the|an?|of|in|by|to|for|with|from|at|on|under|and|or|is|are|be)$")
_MOST_OF_A_LINE = 0.6
_ALIGNED = 2
"""How many characters a cell may stand off its column and still be in it."""

_SPACE = Piece(" ")
_BREAK = Piece("\n")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its number from 1, its text without outer white space, where that begins.

    ``start`` is the offset in the line, ``indent`` the same with tabs drawn out.
    """

    number: int
    text: str
    start: int
    indent: int

    @property
    def width(self) -> int:
        return self.indent + len(self.text)

    def piece(self, begin: int = 0, end: int | None = None) -> Piece:
        """The characters from ``begin`` to ``end`` of the text as a piece."""
        return Piece(self.text[begin:end], self.number, self.start + begin + 1)


def read_text(data: bytes, options: ReadingOptions) -> RawDocument:
    """Read a plain text file. ``options`` has nothing that bears on it.

    Lines wrapped by hand are joined; a line that begins with a number, letter or bullet begins a block.
    Typed labels stay in the text. Raises ``InputError`` as ``encodings.decode`` does.
    """
    decoded = decode(data)
    groups = _joined_tables(_groups(decoded.text))
    width = _wrap_width(groups)
    blocks: list[RawBlock] = []
    tables = 0
    for group in groups:
        position = 0
        while position < len(group):
            end, cells = _table(group, position)
            if cells:
                tables += 1
                blocks.extend(_rows(group[position:end], cells, tables))
            else:
                end = next((i for i in range(position + 1, len(group)) if _table(group, i)[1]), len(group))
                blocks.extend(_paragraphs(group[position:end], width))
            position = end
    notices = () if decoded.notice is None else (decoded.notice,)
    return RawDocument("txt", tuple(blocks), notices=notices, source=decoded.text)


def _groups(text: str) -> list[list[_Line]]:
    """Runs of lines between blank ones. A form feed parts them too."""
    groups: list[list[_Line]] = [[]]
    for number, line in enumerate(text.split("\n"), 1):
        if "\f" in line and groups[-1]:
            groups.append([])
        stripped = line.strip()
        if stripped:
            start = len(line) - len(line.lstrip())
            indent = len(line[:start].replace("\f", "").expandtabs(TAB_COLUMNS))
            groups[-1].append(_Line(number, stripped, start, indent))
        elif groups[-1]:
            groups.append([])
    return groups if groups[-1] else groups[:-1]


def _joined_tables(groups: Sequence[list[_Line]]) -> list[list[_Line]]:
    """Put rows of a table that stand with blank lines between them into one group."""
    joined: list[list[_Line]] = []
    for group in groups:
        above = next((line for line in reversed(joined[-1]) if len(_cells_of(line)) > 1), None) if joined else None
        if above is not None and _same_columns(above, group[0]):
            joined[-1].extend(group)
        else:
            joined.append(group)
    return joined


def _same_columns(above: _Line, below: _Line) -> bool:
    """Whether two lines have as many cells, at least two, and each begins at about the same column."""
    upper, lower = _cells_of(above), _cells_of(below)
    pairs = zip(upper, lower, strict=False)
    shift = below.indent - above.indent
    return len(upper) == len(lower) > 1 and all(abs(a + shift - b) <= _ALIGNED for (a, _), (b, _) in pairs)


def _wrap_width(groups: Sequence[Sequence[_Line]]) -> int:
    """The width, in characters, at which the file's lines were wrapped; 0 if they were not."""
    widths = sorted(line.width for group in groups for line in group[:-1])
    if not widths:
        return 0
    common = widths[int(0.9 * (len(widths) - 1))]
    return common if _SHORTEST_WRAP <= common <= _LONGEST_WRAP else 0


def _paragraphs(lines: Sequence[_Line], width: int) -> Iterable[RawBlock]:
    """The blocks of lines that are no table."""
    current: list[_Line] = []
    for line in lines:
        if _RULE.fullmatch(line.text):
            if current:
                yield _block(current, bold=_underlines(line, current))
            current = []
        elif current and _begins_block(current, line, width):
            yield _block(current)
            current = [line]
        else:
            current.append(line)
    if current:
        yield _block(current)


def _begins_block(current: Sequence[_Line], line: _Line, width: int) -> bool:
    """Whether ``line`` begins a block of its own after the lines of ``current``."""
    before = current[-1]
    ended = _SENTENCE_END.search(before.text) is not None
    # A line was wrapped if the next one's first word had no room on it.
    wrapped = bool(width) and before.width + 1 + len(line.text.split(maxsplit=1)[0]) > width
    label = label_at_start(line.text, heading=False)
    if label is not None:
        if " " in label.text:  # "Section 4.2" may as well be a reference that fell at a line's start
            return ended
        return not wrapped or _LIST_JOINT.search(before.text) is not None
    if _is_capitals(before) != _is_capitals(line):
        return True
    if ended:
        indented = len(current) > 1 and line.indent > current[0].indent
        return not wrapped or (indented and label_at_start(current[0].text, heading=False) is None)
    runs_on = wrapped or line.text[0].islower() or _HANGING.search(before.text) is not None
    return not runs_on and before.width <= _MOST_OF_A_LINE * (width or _LONGEST_WRAP)


def _underlines(rule: _Line, title: Sequence[_Line]) -> bool:
    """Whether the rule makes a title of the lines above: it is about as long, and they are not many."""
    fits = 0.6 <= len(rule.text) / len(title[-1].text) <= 2
    return fits and len(title) <= 2 and set(rule.text) in ({"="}, {"-"})


def _is_capitals(line: _Line) -> bool:
    """Whether the line is a title in capitals, and not just an initialism."""
    return line.text.isupper() and sum(map(str.isalpha, line.text)) > 5


def _block(lines: Sequence[_Line], *, bold: bool = False) -> RawBlock:
    pieces = [lines[0].piece()]
    for line in lines[1:]:
        pieces += (_SPACE, line.piece())
    indent = lines[0].indent * CHARACTER_POINTS
    return RawBlock(BlockKind.PARAGRAPH, tuple(pieces), bold=bold, indent=indent)


def _cells_of(line: _Line) -> list[tuple[int, int]]:
    """Begin and end of each cell of a line that has any: cells stand between bars, tabs or wide gaps."""
    text = line.text
    if "|" in text:
        cells, end = [], -1
        for part in text.split("|"):
            begin = end + 1
            end = begin + len(part)
            cells.append((min(begin + len(part) - len(part.lstrip()), end), begin + len(part.rstrip())))
        return cells[text.startswith("|") : -1 if text.endswith("|") else None]
    label = label_at_start(text, heading=False)
    rest = text[len(label.text) :] if label is not None else text
    gaps = _GAP.finditer(text, len(text) - len(rest.lstrip()))
    bounds = [0, *(n for gap in gaps for n in gap.span()), len(text)]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def _table(group: Sequence[_Line], position: int) -> tuple[int, list[list[tuple[int, int]]]]:
    """Where the table that begins at ``position`` ends, and its lines' cells; no cells if there is none.

    A table is two or more lines with as many cells, three at least (three lines if there are but two,
    or any bars). Lines that only fill up cells of the line above belong to it.
    """
    top: list[list[tuple[int, int]]] = []
    if _is_table_rule(group[position]) and position + 1 < len(group):
        position, top = position + 1, [[]]
    head = group[position]
    first = _cells_of(head)
    barred = "|" in head.text
    paged = len(first) == 2 and head.text[slice(*first[1])].isdigit()
    if len(first) < 2 or _is_table_rule(head) or (paged and not barred):
        return position, []
    cells = [first]
    full = 1
    for index in range(position + 1, len(group)):
        line = group[index]
        own = _cells_of(line)
        if _is_table_rule(line):
            own = []
        elif barred != ("|" in line.text) or (len(own) != len(first) and not _fills_up(group[position], first, line)):
            break
        elif len(own) == len(first):
            full += 1
        cells.append(own)
    enough = full >= 2 and (barred or len(first) >= 3 or full >= 3)
    return (position + len(cells), top + cells) if enough else (position, [])


def _is_table_rule(line: _Line) -> bool:
    return ("--" in line.text or "==" in line.text) and _TABLE_RULE.fullmatch(line.text) is not None


def _fills_up(head: _Line, cells: Sequence[tuple[int, int]], line: _Line) -> bool:
    """Whether a line with fewer cells goes on in a column after the first of the line ``head``."""
    return line.indent >= head.indent + cells[1][0] - _ALIGNED


def _rows(lines: Sequence[_Line], cells: Sequence[list[tuple[int, int]]], table: int) -> list[RawBlock]:
    rows: list[list[list[Piece]]] = []
    starts: list[int] = []
    header = 0
    for line, own in zip(lines, cells, strict=True):
        if not own:
            header = header or len(rows)
        elif not starts or len(own) == len(starts):
            starts = starts or [line.indent + begin for begin, _ in own]
            rows.append([[line.piece(begin, end)] if end > begin else [] for begin, end in own])
        else:
            for begin, end in own:
                column = max((i for i, s in enumerate(starts) if s <= line.indent + begin + _ALIGNED), default=0)
                rows[-1][column] += [_SPACE, line.piece(begin, end)]
    return [
        RawBlock(
            BlockKind.ROW,
            cells=tuple(RawCell(tuple(pieces), column) for column, pieces in enumerate(row)),
            header=number == header == 1,
            table=table,
            row=number,
        )
        for number, row in enumerate(rows, 1)
    ]
