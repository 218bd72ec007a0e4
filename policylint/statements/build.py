"""Building a document's statements: stems with their items, rows with their headers, headings with fragments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policylint.document import CELL_BREAK, Block, BlockKind, BlockRole, Document
from policylint.statements.marks import block_marks, sentence_marks, under_definitions
from policylint.statements.sentences import sentence_spans
from policylint.statements.statement import Mark, Origin, Part, RowCell, Statement

_SILENT_ROLES = {
    BlockRole.CONTENTS,
    BlockRole.RUNNING,
    BlockRole.TITLE,
    BlockRole.CAPTION,
    BlockRole.VERSIONS,
}
_STEM_END = re.compile(r"(?::|:\s*[-–—]|[–—-])\s*$")
_OPEN_END = re.compile(
    r"\b(?:to|shall|will|must|should|may|can|include|includes|including|comprise|comprises|of|by|that|are|is|for|from|with|"
    r"as follows|the following)\s*$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|do|does|did|shall|will|must|should|may|might|can|could|would|need|needs|"
    r"[a-z]{3,}(?:ed|ises|izes|ates|ifies))\b",
    re.IGNORECASE,
)
_OWN_CLAUSE = re.compile(
    r"^(?:[“\"']?(?:we|you|they|it|he|she|i|there|this|these|those|all|each|every|any|no|nobody|everyone|everybody|people|"
    r"members?|the|a|an|our|your|their|its|two|three|four|at least|not fewer than|no fewer than|[A-Z][a-z]+)\b"
    r".{0,90}?\b(?:shall|will|must|should|may|might|can|could|would|is|are|has|have|was|were)\b)",
)
_COMPLETE_STEM = re.compile(
    r"\b(?:following|principles?|commitments?|values|standards?|statements?|rules|below|follows|aims?|objectives?|ways|"
    r"means|responsibilities|duties|actions?|arrangements|terms|points|areas)\b[^.]{0,40}$|\b(?:that|agree|expect|know|say)$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?P<none>none|neither)?(?:all|any|each|both|those|these)?\s*(?:of )?(?:the )?"
    r"(?:above|(?:persons?|people|members) (?:listed|named) above|"
    r"these|those|them)(?: (?:persons?|people|members|representatives))?\s+(?=\w)",
    re.IGNORECASE,
)
_LIST_TAIL = re.compile(r"[;,]\s*(?:and|or|and/or|but)?\s*$|\s*\b(?:and|or|and/or)\s*$", re.IGNORECASE)
MAX_STEM_WORDS = 90
MAX_FRAGMENT_WORDS = 40


@dataclass(slots=True)
class _Stem:
    """A block whose last sentence is carried on by the deeper items below it."""

    depth: int
    block: int
    text: str
    at: int
    parts: tuple[Part, ...]
    joints: tuple[int, ...]
    before: int | None
    marks: frozenset[Mark]


@dataclass(slots=True)
class _Builder:
    """State while walking the blocks once."""

    document: Document
    out: list[Statement] = field(default_factory=list)
    stems: list[_Stem] = field(default_factory=list)
    headers: tuple[str, ...] = ()
    header_block: int | None = None
    header_cells: tuple[tuple[int, int, str, int], ...] = ()
    table: int | None = None
    lead: str = ""
    defining: bool = False
    heading: tuple[int, Block] | None = None
    items: list[Part] = field(default_factory=list)
    """The own words of the list items just read, for a line that closes the list."""

    def build(self) -> tuple[Statement, ...]:
        """All statements, in reading order."""
        for index, block in enumerate(self.document.blocks):
            if block.role in _SILENT_ROLES:
                if block.role is BlockRole.CAPTION:
                    self.lead = block.text
                continue
            if block.kind is BlockKind.HEADING:
                self.stems, self.items, self.lead, self.heading = [], [], "", (index, block)
                self._heading_sentence(index, block)
            elif block.kind is BlockKind.ROW:
                self._row(index, block)
            elif block.kind is BlockKind.NOTE:
                self._sentences(index, block, block_marks(block), None)
            else:
                self._prose(index, block)
        return tuple(self.out)

    def _heading_sentence(self, index: int, block: Block) -> None:
        """A heading that is itself a full sentence ("1. We will reach out to people") is read as one."""
        words = block.text.split()
        if len(words) >= 6 and re.search(r"\b(?:shall|will|must)\b", block.text):
            self._emit(block.text, Origin.SENTENCE, (Part(0, len(block.text), index, 0),), block, frozenset())

    def _prose(self, index: int, block: Block) -> None:
        depth = block.level if block.kind is BlockKind.ITEM else 0
        while self.stems and self.stems[-1].depth >= depth:
            self.stems.pop()
        marks = block_marks(block)
        if under_definitions(block.sections) and (
            self.stems or re.match(r".{2,60}?(?::|\s[–—-]\s|\bmeans?\b)", block.text)
        ):
            marks |= {Mark.DEFINITION}
        stem = self.stems[-1] if self.stems and depth > 0 else None
        if stem is not None:
            marks |= stem.marks
        if depth == 0:
            self._closing(index, block, marks)
            self.items = []
        spans = self._sentences(index, block, marks, stem)
        self._open_stem(index, block, depth, spans, stem, marks)

    def _closing(self, index: int, block: Block, marks: frozenset[Mark]) -> None:
        """A line that closes a list ("None of the above shall vote.") is read of each of its items."""
        closing = _CLOSING.match(block.text)
        if closing is None:
            return
        rest = block.text[closing.end() :]
        for item in self.items:
            opening = "No " if closing.group("none") else ""
            words = self.document.blocks[item.block].text[item.at : item.at + item.end - item.start]
            start = len(opening) + len(words) + 1
            parts = (
                Part(len(opening), len(opening) + len(words), item.block, item.at),
                Part(start, start + len(rest), index, closing.end()),
            )
            self._emit(f"{opening}{words} {rest}", Origin.SENTENCE, parts, block, marks, own=start)

    def _open_stem(
        self,
        index: int,
        block: Block,
        depth: int,
        spans: list[tuple[int, int]],
        stem: _Stem | None,
        marks: frozenset[Mark],
    ) -> None:
        if not spans:
            return
        start, end = spans[-1]
        last = block.text[start:end]
        if not (_STEM_END.search(last) or _OPEN_END.search(last)) or len(last.split()) > MAX_STEM_WORDS:
            if depth == 0:
                self.lead = last
            return
        self.lead = last
        if stem is not None and len(spans) == 1:
            text, parts, joints = _join(stem, last, index, start)
        else:
            text, parts, joints = last, (Part(0, len(last), index, start),), ()
        before = len(self.out) - 2 if len(spans) > 1 or stem is None else stem.before
        defining = {Mark.DEFINITION} & sentence_marks(last) | (marks & {Mark.DEFINITION})
        self.stems.append(
            _Stem(
                depth,
                index,
                text,
                start,
                parts,
                joints,
                before if before and before >= 0 else None,
                frozenset(defining),
            )
        )

    def _sentences(self, index: int, block: Block, marks: frozenset[Mark], stem: _Stem | None) -> list[tuple[int, int]]:
        """Emit the block's sentences; the first goes on from the stem where there is one."""
        spans = sentence_spans(block.text)
        for number, (start, end) in enumerate(spans):
            text = block.text[start:end]
            if number == 0 and stem is not None and not _stands_alone(stem, text):
                whole, parts, joints = _join(stem, text, index, start)
                self.items.append(parts[-1])
                self._emit(
                    whole,
                    Origin.ITEM,
                    parts,
                    block,
                    marks | sentence_marks(text),
                    own=parts[-1].start,
                    joints=joints,
                    before=stem.before,
                )
            elif self.heading is not None and stem is None and _is_fragment(text):
                self._fragment(index, block, start, text, marks)
            else:
                lead = stem.text if stem is not None else ""
                before = len(self.out) - 1 if number > 0 else self._neighbour(block)
                part = (Part(0, len(text), index, start),)
                self._emit(
                    text,
                    Origin.SENTENCE,
                    part,
                    block,
                    marks | sentence_marks(text),
                    lead=lead,
                    before=before if before is not None and before >= 0 else None,
                )
        return spans

    def _neighbour(self, block: Block) -> int | None:
        """The statement just before, when it stands under the same heading."""
        if self.out and self.out[-1].sections == block.sections:
            return len(self.out) - 1
        return None

    def _fragment(self, index: int, block: Block, start: int, text: str, marks: frozenset[Mark]) -> None:
        assert self.heading is not None
        heading_index, heading = self.heading
        prefix = heading.text.rstrip(" .:") + ": "
        parts = (
            Part(0, len(heading.text.rstrip(" .:")), heading_index, 0),
            Part(len(prefix), len(prefix) + len(text), index, start),
        )
        self._emit(
            prefix + text,
            Origin.FRAGMENT,
            parts,
            block,
            marks | sentence_marks(text),
            own=len(prefix),
            joints=(len(prefix) - 1,),
        )

    def _row(self, index: int, block: Block) -> None:
        place = block.place.table
        if place is not None and place.table != self.table:
            self.table, self.header_cells, self.header_block = place.table, (), None
        if block.header:
            self.header_cells = tuple((c.column, c.column + c.span, c.text, c.start) for c in block.cells)
            self.header_block = index
            names = {c.text.lower().strip(" .:") for c in block.cells}
            self.defining = bool(names & {"term", "terms", "word", "phrase", "abbreviation", "acronym"}) and any(
                re.match(r"(?:meaning|definition|sense|explanation|description|in full|what (?:it|we) mean)", n)
                for n in names
            )
            return
        if not self.header_cells:
            self.defining = False
        marks = block_marks(block)
        if self.defining or (under_definitions(block.sections) and len(block.cells) == 2):
            marks |= {Mark.DEFINITION}
        self._row_statement(index, block, marks)
        for cell in block.cells:
            spans = sentence_spans(cell.text)
            for start, end in spans:
                text = cell.text[start:end]
                if len(text.split()) >= 5 and re.search(
                    r"\b(?:we|you|shall|will|must|is|are|may|should|can)\b", text, re.I
                ):
                    part = (Part(0, len(text), index, cell.start + start),)
                    header = self._header_of(cell.column)
                    self._emit(
                        text,
                        Origin.SENTENCE,
                        part,
                        block,
                        marks | sentence_marks(text),
                        lead=header or self.lead,
                    )

    def _header_of(self, column: int) -> str:
        return next((text for first, past, text, _ in self.header_cells if first <= column < past), "")

    def _row_statement(self, index: int, block: Block, marks: frozenset[Mark]) -> None:
        text, parts, cells = "", [], []
        for cell in block.cells:
            if text:
                text += CELL_BREAK
            header = next(((t, at) for first, past, t, at in self.header_cells if first <= cell.column < past), None)
            if header and header[0] and self.header_block is not None:
                parts.append(Part(len(text), len(text) + len(header[0]), self.header_block, header[1]))
                text += header[0] + ": "
            start = len(text)
            text += cell.text
            if cell.text:
                parts.append(Part(start, len(text), index, cell.start))
            cells.append(RowCell(header[0] if header else "", start, len(text)))
        if parts:
            marks |= sentence_marks(block.text) & {Mark.HISTORY}
            self._emit(text, Origin.ROW, tuple(parts), block, marks, lead=self.lead, cells=tuple(cells))

    def _emit(
        self,
        text: str,
        origin: Origin,
        parts: tuple[Part, ...],
        block: Block,
        marks: frozenset[Mark],
        *,
        own: int = 0,
        joints: tuple[int, ...] = (),
        lead: str = "",
        cells: tuple[RowCell, ...] = (),
        before: int | None = None,
    ) -> None:
        sections = block.sections
        if block.kind is BlockKind.HEADING:
            sections = (*sections, f"{block.label} {block.text}".strip())
        elif self.heading is not None:
            name = f"{self.heading[1].label} {self.heading[1].text}".strip()
            if not sections or sections[-1] != name:
                sections = (*sections, name)
        self.out.append(Statement(text, origin, parts, own, joints, sections, lead, marks, cells, before))


def _is_fragment(text: str) -> bool:
    """Words that make no sentence: no finite verb to be seen, and short or without a full stop."""
    words = len(text.split())
    return words <= MAX_FRAGMENT_WORDS and not _FINITE.search(text) and (words <= 5 or not text.rstrip().endswith("."))


def _stands_alone(stem: _Stem, text: str) -> bool:
    """Whether an item is a sentence of its own under a stem that is complete without it."""
    head = _STEM_END.sub("", stem.text).rstrip()
    if not _OWN_CLAUSE.match(text):
        return False
    return bool(_COMPLETE_STEM.search(head)) or len(sentence_spans(text)) > 1


def _join(stem: _Stem, text: str, block: int, at: int) -> tuple[str, tuple[Part, ...], tuple[int, ...]]:
    tail = _LIST_TAIL.search(text)
    if tail is not None and tail.start() > 0:
        text = text[: tail.start()]
    start = len(stem.text) + 1
    parts = (*stem.parts, Part(start, start + len(text), block, at))
    return f"{stem.text} {text}", parts, (*stem.joints, len(stem.text))


def statements_of(document: Document) -> tuple[Statement, ...]:
    """Every statement of the document, in reading order."""
    return _Builder(document).build()
