"""From a reader's raw blocks to the document: one pass for all formats.

Here typed clause numbers are cut off the text, headings by look are recognised, list depths are settled
from the labels, contents pages, version tables and running lines are marked, and every block is given
its section path and paragraph number. Because formats differ only before this pass, a text gives the
same blocks whichever file type it is saved as.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policylint.document import (
    CELL_BREAK,
    Block,
    BlockKind,
    BlockRole,
    Cell,
    Document,
    Place,
    Segment,
    TablePlace,
)
from policylint.reading.labels import follows_as_letter, label_at_start, label_style
from policylint.reading.raw import Piece, RawBlock, RawDocument

MAX_HEADING_WORDS = 16
SET_IN_POINTS = 24
_ANNOUNCES = re.compile(
    r"\b(?:following (?:passage|extract|quotation|words|statement)|(?:states|says|said|reads|wrote|puts it)(?: that)?\W*$|extract from)",
    re.IGNORECASE,
)
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACE = re.compile(r"\s+")
_CONTENTS_NAME = re.compile(r"^(?:table of )?contents(?: page)?:?$", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"(?:\.{3,}|…|\s)\s*\d{1,4}$")
_VERSION_WORDS = {
    "version",
    "revision",
    "issue",
    "date",
    "author",
    "change",
    "changes",
    "amendment",
    "amendments",
}
_VERSION_WORDS |= {
    "approved",
    "approved by",
    "description",
    "comment",
    "comments",
    "summary of changes",
    "status",
}
_VERSION_NAME = re.compile(r"\b(?:version|document|revision|amendment|change)\s+(?:control|history|log|record)", re.I)
_RUNNING = re.compile(
    r"^\W*(?:page\s+\d+(?:\s+of\s+\d+)?|\d+\s*/\s*\d+)\W*$|\b(?:uncontrolled|not controlled) (?:when|if|once) printed\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;,:?!]$")


@dataclass(slots=True)
class _Text:
    """Text being folded from pieces, with its segments."""

    text: str = ""
    segments: list[Segment] = field(default_factory=list)


def fold(pieces: Iterable[Piece]) -> tuple[str, tuple[Segment, ...]]:
    """Join pieces, fold white space and drop invisible characters, keeping where every stretch stands."""
    out = _Text()
    pending_space = False
    parts: list[str] = []
    length = 0
    for piece in pieces:
        for word, offset in _words(piece.text):
            if word.isspace():
                pending_space = length > 0
                continue
            if pending_space:
                parts.append(" ")
                length += 1
                pending_space = False
            out.segments.append(
                Segment(
                    length,
                    length + len(word),
                    piece.line,
                    piece.column + offset if piece.column is not None else None,
                    piece.page,
                    piece.node,
                    piece.at + offset,
                )
            )
            parts.append(word)
            length += len(word)
    return "".join(parts), _merged(out.segments)


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Runs of white space and runs of visible text, invisible characters left out, with their offsets."""
    for match in re.finditer(r"\s+|[^\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+", text):
        yield match.group(), match.start()


def _merged(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Join neighbours that stand one space apart both in the text and in the source."""
    merged: list[Segment] = []
    for segment in segments:
        last = merged[-1] if merged else None
        if (
            last is not None
            and segment.node == last.node
            and segment.line == last.line
            and segment.page == last.page
            and segment.at - last.at == segment.start - last.start
            and (segment.column is None or segment.column - (last.column or 0) == segment.start - last.start)
        ):
            merged[-1] = last._replace(end=segment.end)
        else:
            merged.append(segment)
    return tuple(merged)


def outline(raw: RawDocument, path: str) -> Document:
    """The document of a raw document; ``path`` is the name it is reported under."""
    body = _body_size(raw.blocks)
    drafts = [_draft(block, body) for block in raw.blocks]
    drafts = [draft for draft in drafts if draft.text or draft.cells]
    _mark_title(drafts)
    _mark_contents(drafts)
    _mark_repeated_lines(drafts)
    _mark_header_rows(drafts)
    _mark_quotations(drafts)
    blocks = tuple(_placed(drafts))
    running = tuple(_running_block(block) for block in raw.running)
    title = next((b.text for b in blocks if b.role is BlockRole.TITLE), None) or raw.title
    if title is None:
        title = next((b.text for b in blocks if b.kind is BlockKind.HEADING), None)
    words = sum(len(b.text.split()) for b in blocks if b.role not in {BlockRole.CONTENTS, BlockRole.RUNNING})
    return Document(
        path=path,
        format=raw.format,
        blocks=blocks,
        title=title,
        pages=raw.pages,
        words=words,
        running=running,
        notices=raw.notices,
        remarks=raw.remarks,
        front=raw.front,
        source=raw.source,
    )


@dataclass(slots=True)
class _Draft:
    """A block while the outline is being settled."""

    raw: RawBlock
    kind: BlockKind
    text: str
    segments: tuple[Segment, ...]
    label: str
    role: BlockRole
    level: int
    cells: tuple[Cell, ...] = ()
    header: bool = False
    style: str = ""


def _draft(raw: RawBlock, body: float | None) -> _Draft:
    if raw.kind is BlockKind.ROW:
        cells, text, segments = _cells(raw)
        return _Draft(raw, raw.kind, text, segments, "", raw.role, 0, cells, raw.header)
    text, segments = fold(raw.pieces)
    label, kind, level = raw.label.strip(), raw.kind, raw.level
    native_bullet = bool(label) and label_style(label) == "bullet"
    if kind in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING} and (not label or native_bullet):
        typed = label_at_start(text, heading=kind is BlockKind.HEADING or raw.bold)
        if typed is not None:
            label = typed.text
            text, segments = _cut(text, segments, len(typed.text))
            if kind is BlockKind.PARAGRAPH:
                kind = BlockKind.ITEM
    if kind is BlockKind.ITEM and not label:
        kind = BlockKind.PARAGRAPH if raw.level == 0 else kind
    if kind is BlockKind.HEADING and _is_prose(text):
        kind = BlockKind.ITEM if label else BlockKind.PARAGRAPH
    if kind in {BlockKind.PARAGRAPH, BlockKind.ITEM} and raw.role is BlockRole.BODY:
        looks = _heading_by_look(raw, text, label, body)
        if looks:
            kind, level = BlockKind.HEADING, looks
    role = raw.role
    if role is BlockRole.BODY and kind is not BlockKind.HEADING and _RUNNING.search(text) and len(text.split()) < 25:
        role = BlockRole.RUNNING
    return _Draft(raw, kind, text, segments, label, role, level, style=label_style(label))


def _is_prose(text: str) -> bool:
    """Whether a heading by style is a clause by content: templates for legal texts style whole clauses so."""
    words = len(text.split())
    return words > 2 * MAX_HEADING_WORDS or (words > 8 and text.rstrip().endswith((".", ";", ":")))


def _cut(text: str, segments: tuple[Segment, ...], count: int) -> tuple[str, tuple[Segment, ...]]:
    """Drop ``count`` characters and the white space after them from the start of the text."""
    rest = text[count:].lstrip()
    dropped = len(text) - len(rest)
    kept = []
    for s in segments:
        if s.end <= dropped:
            continue
        ahead = max(0, dropped - s.start)
        kept.append(
            s._replace(
                start=s.start + ahead - dropped,
                end=s.end - dropped,
                column=s.column + ahead if s.column is not None else None,
                at=s.at + ahead,
            )
        )
    return rest, tuple(kept)


def _cells(raw: RawBlock) -> tuple[tuple[Cell, ...], str, tuple[Segment, ...]]:
    cells: list[Cell] = []
    texts: list[str] = []
    segments: list[Segment] = []
    start = 0
    for cell in raw.cells:
        text, own = fold(cell.pieces)
        cells.append(Cell(text, cell.column, cell.span, own, start))
        segments.extend(s._replace(start=s.start + start, end=s.end + start) for s in own)
        texts.append(text)
        start += len(text) + len(CELL_BREAK)
    if not any(texts):
        return (), "", ()
    return tuple(cells), CELL_BREAK.join(texts), tuple(segments)


def _body_size(blocks: Sequence[RawBlock]) -> float | None:
    """The font size most letters have, in points."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.size is not None:
            sizes[round(block.size, 1)] += sum(len(p.text) for p in block.pieces)
    return sizes.most_common(1)[0][0] if sizes else None


def _heading_by_look(raw: RawBlock, text: str, label: str, body: float | None) -> int:
    """The level of a heading that only its look gives away, else 0.

    Bold or larger than the body, short, and not ended like a sentence; or short, numbered with one
    level and in capitals.
    """
    words = text.split()
    if not words or len(words) > MAX_HEADING_WORDS or text[0].islower() or _SENTENCE_END.search(text.rstrip("*")):
        return 0
    larger = body is not None and raw.size is not None and raw.size >= body * 1.12
    capitals = text.isupper() and len(text) > 3 and any(len(w) > 3 for w in words)
    style = label_style(label)
    if not (raw.bold or larger or (capitals and style != "bullet")):
        return 0
    if raw.kind is BlockKind.ITEM and style == "bullet":
        return 0
    if style.startswith("decimal"):
        return min(int(style[-1]), 6)
    if larger and body and raw.size:
        return 1 if raw.size >= body * 1.5 else 2
    return 2 if label else 3


def _mark_title(drafts: list[_Draft]) -> None:
    """The document's own title: a title style, or the only top heading when it comes first."""
    if any(d.role is BlockRole.TITLE for d in drafts):
        return
    headings = [d for d in drafts if d.kind is BlockKind.HEADING]
    if not headings:
        return
    first = headings[0]
    before = drafts.index(first)
    top = min(d.level for d in headings)
    alone = sum(d.level == first.level for d in headings) == 1
    if first.level == top == 1 and not first.label and before <= 3 and alone:
        first.role = BlockRole.TITLE


def _mark_contents(drafts: list[_Draft]) -> None:
    """Lines under a heading "Contents", up to the first real block."""
    inside = False
    for position, draft in enumerate(drafts):
        if _CONTENTS_NAME.match(draft.text) and draft.kind is not BlockKind.ROW:
            draft.role, inside = BlockRole.CONTENTS, True
            continue
        if not inside:
            continue
        if draft.role is BlockRole.CONTENTS:
            continue
        short = len(draft.text.split()) <= MAX_HEADING_WORDS and not draft.text.rstrip().endswith((".", ":", ";"))
        repeated = any(later.text == _without_page(draft.text) for later in drafts[position + 1 :])
        if draft.kind is not BlockKind.HEADING and short and (repeated or _CONTENTS_LINE.search(draft.text)):
            draft.role = BlockRole.CONTENTS
        else:
            inside = False


def _without_page(text: str) -> str:
    return _CONTENTS_LINE.sub("", text).rstrip(" .…")


def _mark_repeated_lines(drafts: list[_Draft]) -> None:
    """A short line with a divider that recurs, its digits aside, is a running line left in the text."""
    folded = Counter(re.sub(r"\d+", "0", d.text) for d in drafts if d.kind is BlockKind.PARAGRAPH)
    for draft in drafts:
        if draft.kind is not BlockKind.PARAGRAPH or draft.role is not BlockRole.BODY:
            continue
        recurs = folded[re.sub(r"\d+", "0", draft.text)] >= 2
        divided = re.search(r"[|·•/–—:(]|\b(?:version|draft|page)\b", draft.text, re.IGNORECASE)
        if recurs and divided and len(draft.text.split()) <= 20 and not _SENTENCE_END.search(draft.text):
            draft.role = BlockRole.RUNNING


def _mark_header_rows(drafts: list[_Draft]) -> None:
    """Find each table's header row where the file marks none, and tables that only list versions."""
    tables: dict[int, list[_Draft]] = {}
    for draft in drafts:
        if draft.kind is BlockKind.ROW and draft.raw.table is not None:
            tables.setdefault(draft.raw.table, []).append(draft)
    for rows in tables.values():
        first = rows[0]
        texts = [cell.text for cell in first.cells]
        if not any(row.header for row in rows) and len(rows) > 1 and len(texts) > 1:
            short = all(text and len(text.split()) <= 6 and not text.endswith(".") for text in texts)
            first.header = short and not any(re.search(r"\d", text) for text in texts)
        names = {text.lower().strip(" .:") for text in texts}
        if first.header and len(names & _VERSION_WORDS) >= 2 and names & {"version", "revision", "issue"}:
            for row in rows:
                row.role = BlockRole.VERSIONS


def _mark_quotations(drafts: list[_Draft]) -> None:
    """A passage announced as somebody's words, and set in or in quotation marks, where the file has no style for it."""
    for before, draft in pairwise(drafts):
        if draft.kind is not BlockKind.PARAGRAPH or draft.role is not BlockRole.BODY:
            continue
        announced = before.role is BlockRole.QUOTATION or _ANNOUNCES.search(before.text)
        set_in = (draft.raw.indent or 0) >= SET_IN_POINTS and not draft.label
        if announced and (set_in or draft.text[:1] in '“"«'):
            draft.role = BlockRole.QUOTATION


@dataclass(slots=True)
class _Depths:
    """The label styles open at each depth of the list one stands in."""

    styles: list[tuple[str, int]] = field(default_factory=list)
    last: dict[tuple[str, int], str] = field(default_factory=dict)

    def depth(self, draft: _Draft) -> int:
        """Depth of a labelled block, from 1: a style seen before returns to its depth, a new one nests."""
        style = draft.style
        native = draft.raw.level if style == "bullet" else 0
        if style == "bullet" and not native and draft.raw.indent is not None:
            native = max(1, round(draft.raw.indent / 18))
        if style.endswith("roman") or "roman" in style:
            letter = style.replace("roman", "letter")
            before = self.last.get((letter, 0))
            if before is not None and follows_as_letter(before, draft.label):
                style = letter
        key = (style, native)
        if key in self.styles:
            del self.styles[self.styles.index(key) + 1 :]
        else:
            if style == "bullet":
                while self.styles and self.styles[-1][0] == "bullet" and self.styles[-1][1] > native:
                    self.styles.pop()
            elif style.startswith("decimal") or style in {"integer", "prefixed0"}:
                self.styles = [s for s in self.styles if s[0].startswith(("decimal", "integer")) and s < key]
            self.styles.append(key)
        self.last[key] = draft.label
        return len(self.styles)


def _placed(drafts: list[_Draft]) -> Iterator[Block]:
    """Blocks with depth, section path and place, in order."""
    headings: list[tuple[int, str]] = []
    depths = _Depths()
    number = 0
    for draft in drafts:
        level = draft.level
        if draft.role not in {BlockRole.RUNNING}:
            number += 1
        if draft.kind is BlockKind.HEADING and draft.role is BlockRole.BODY:
            depths = _Depths()
            level = max(1, draft.level)
            while headings and headings[-1][0] >= level:
                headings.pop()
            sections = tuple(name for _, name in headings)
            headings.append((level, f"{draft.label} {draft.text}".strip()))
        else:
            sections = tuple(name for _, name in headings)
            if draft.kind is BlockKind.ITEM:
                level = depths.depth(draft)
            elif draft.kind is BlockKind.PARAGRAPH and draft.text.rstrip().endswith(":"):
                depths = _Depths()
        page = draft.raw.page or next((s.page for s in draft.segments if s.page is not None), None)
        first = draft.segments[0] if draft.segments else None
        place = Place(
            section=(headings[-1][1] if headings else None),
            page=page,
            line=first.line if first else None,
            column=first.column if first else None,
            paragraph=number,
            table=TablePlace(draft.raw.table, draft.raw.row or 1) if draft.raw.table is not None else None,
        )
        yield Block(
            kind=draft.kind,
            text=draft.text,
            place=place,
            label=draft.label,
            level=level,
            sections=sections,
            role=draft.role,
            cells=draft.cells,
            header=draft.header,
            segments=draft.segments,
        )


def _running_block(raw: RawBlock) -> Block:
    text, segments = fold(raw.pieces)
    return Block(BlockKind.PARAGRAPH, text, Place(page=raw.page), role=BlockRole.RUNNING, segments=segments)
