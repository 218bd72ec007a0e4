"""HTML tables while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from policylint.document import BlockKind
from policylint.reading.cells import apart, cell_of, clamped_span, is_bold
from policylint.reading.html.elements import whole_number
from policylint.reading.raw import RawBlock


@dataclass(slots=True)
class OpenCell:
    """A cell being read: its grid place and the blocks in it."""

    column: int
    span: int
    rows: int
    header: bool
    blocks: list[RawBlock] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """A table being read. ``number`` counts tables in the document from 1.

    ``layout``: the table only arranges the page, by its own word or because headings stand in it.
    """

    number: int
    layout: bool
    rows: list[list[OpenCell]] = field(default_factory=list)
    head_rows: set[int] = field(default_factory=set)
    in_head: bool = False
    _merged: list[tuple[int, int, int]] = field(default_factory=list)
    _blocked: list[tuple[int, int, int]] = field(default_factory=list)
    _column: int = 0
    _next: int = 0

    def open_row(self) -> None:
        """A row begins."""
        if self.in_head:
            self.head_rows.add(len(self.rows))
        self.rows.append([])
        # What is merged down from rows above, as (first column, column after, last row).
        row = len(self.rows)
        self._blocked = sorted(m for m in self._merged if m[2] >= row)
        self._merged = self._blocked.copy()
        self._column = self._next = 0

    def open_cell(self, attributes: dict[str, str], header: bool) -> OpenCell:
        """A cell begins, at the first grid column of the row that is free."""
        if not self.rows:
            self.open_row()
        blocked = self._blocked
        while self._next < len(blocked) and blocked[self._next][0] <= self._column:
            self._column = max(self._column, blocked[self._next][1])
            self._next += 1
        span = clamped_span(whole_number(attributes.get("colspan"), 1))
        rows = clamped_span(whole_number(attributes.get("rowspan"), 1))
        cell = OpenCell(self._column, span, rows, header)
        self._column += span
        if rows > 1:
            self._merged.append((cell.column, self._column, len(self.rows) + rows - 1))
        self.rows[-1].append(cell)
        return cell

    def close(self) -> list[RawBlock]:
        """The table as blocks: rows, each with the tables that stand in it after it."""
        cells = [cell for row in self.rows for cell in row]
        headings = any(b.kind is BlockKind.HEADING for cell in cells for b in cell.blocks)
        if self.layout or (headings and not any(cell.header for cell in cells)):
            return [block for cell in cells for block in cell.blocks]
        out: list[RawBlock] = []
        for index, row in enumerate(self.rows):
            inner = [block for cell in row for block in cell.blocks]
            out.append(
                RawBlock(
                    BlockKind.ROW,
                    bold=is_bold(inner),
                    cells=tuple(cell_of(cell.blocks, cell.column, cell.span, cell.rows) for cell in row),
                    header=index in self.head_rows or (bool(row) and all(cell.header for cell in row)),
                    table=self.number,
                    row=index + 1,
                )
            )
            out.extend(apart(inner))
        return out
