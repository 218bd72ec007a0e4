"""A document's text with its evidence marked in place, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from policylint.document import Block, BlockKind, BlockRole
from policylint.findings.model import DocumentReport, Where
from policylint.findings.stretches import stretches
from policylint.rules.model import Status

_WEIGHTS = (Status.CONTRADICTED, Status.PARTIAL, Status.EMBEDDED)
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a block that are evidence. ``anchor`` is the evidence's id, on its first stretch only."""

    start: int
    end: int
    status: Status
    rule: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same marks, the heaviest status first; ``anchors`` are ids of marks that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside a block: a criterion that has evidence in it, or whose suggestion goes after it."""

    rule: str
    name: str
    status: Status
    goes_here: bool = False


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A table cell's words and the number of columns it spans."""

    runs: tuple[Run, ...]
    span: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the document as shown. ``page`` is set where a page begins; ``level`` is that of a heading or item."""

    id: str
    block: Block
    runs: tuple[Run, ...]
    cells: tuple[ShownCell, ...]
    notes: tuple[Note, ...]
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are one thing: the items of a list, the rows of a table, or a single other block."""

    kind: BlockKind
    passages: tuple[Passage, ...]

    @property
    def header(self) -> tuple[Passage, ...]:
        """The header rows at the top of a table."""
        count = next((i for i, p in enumerate(self.passages) if not p.block.header), len(self.passages))
        return self.passages[:count]

    @property
    def body(self) -> tuple[Passage, ...]:
        """The rows below them."""
        return self.passages[len(self.header) :]


@dataclass(frozen=True, slots=True)
class Passages:
    """The whole text. ``anchors`` gives the id of each piece of evidence, by its rule and number there."""

    groups: tuple[Group, ...]
    anchors: dict[tuple[str, int], str]


def passages_of(identity: str, report: DocumentReport) -> Passages | None:
    """The text of a report that kept it; ids begin with ``identity``."""
    if report.text is None:
        return None
    marks: dict[int, list[Mark]] = {}
    notes: dict[int, list[Note]] = {}
    anchors: dict[tuple[str, int], str] = {}
    for criterion in report.criteria:
        rule = criterion.rule
        for number, evidence in enumerate(criterion.evidence):
            anchor = f"{identity}-{rule.id}-e{number + 1}"
            for order, (block, start, end) in enumerate(stretches(report.text, evidence)):
                marks.setdefault(block, []).append(Mark(start, end, evidence.status, rule.id, "" if order else anchor))
                anchors[rule.id, number] = anchor
                _note(notes, block, Note(rule.id, rule.name, evidence.status))
    for finding in report.findings:
        suggestion = finding.suggestion
        if suggestion is not None and suggestion.where is not Where.REPLACE:
            _note(notes, suggestion.block, Note(finding.rule, finding.name, finding.status, goes_here=True))
    passages = _passages(identity, report.text.blocks, marks, notes)
    return Passages(tuple(_groups(passages)), anchors)


def _note(notes: dict[int, list[Note]], block: int, note: Note) -> None:
    beside = notes.setdefault(block, [])
    if note not in beside:
        beside.append(note)


def _passages(
    identity: str, blocks: Iterable[Block], marks: dict[int, list[Mark]], notes: dict[int, list[Note]]
) -> Iterator[Passage]:
    page, above = None, 0
    for number, block in enumerate(blocks):
        begins = block.place.page if block.place.page != page else None
        page = block.place.page
        level = block.level
        if block.kind is BlockKind.HEADING:
            level = above = min(max(block.level, 1), above + 1)
        here = marks.get(number, [])
        yield Passage(
            f"{identity}-b{number}",
            block,
            runs_of(block.text, 0, len(block.text), here),
            tuple(
                ShownCell(runs_of(block.text, cell.start, cell.start + len(cell.text), here), cell.span)
                for cell in block.cells
            ),
            tuple(notes.get(number, ())),
            min(level, _DEEPEST),
            begins,
        )


def runs_of(text: str, start: int, end: int, marks: list[Mark]) -> tuple[Run, ...]:
    """The characters ``start`` to ``end`` of a text, cut wherever a mark begins or ends."""
    cuts = sorted({start, end, *(cut for m in marks for cut in (m.start, m.end) if start < cut < end)})
    runs = []
    for left, right in pairwise(cuts):
        over = sorted((m for m in marks if m.start <= left and right <= m.end), key=lambda m: _WEIGHTS.index(m.status))
        begun = tuple(m.anchor for m in over if m.anchor and max(m.start, start) == left)
        runs.append(Run(text[left:right], tuple(over), begun))
    return tuple(runs)


def _groups(passages: Iterable[Passage]) -> Iterator[Group]:
    """Neighbouring items, and rows of one table, together."""

    def thing(passage: Passage) -> tuple[BlockKind, BlockRole, object]:
        block = passage.block
        if block.kind is BlockKind.ROW:
            return block.kind, block.role, block.place.table.table if block.place.table is not None else None
        return block.kind, block.role, None if block.kind is BlockKind.ITEM else passage.id

    for (kind, _, _), together in groupby(passages, thing):
        yield Group(kind, tuple(together))
