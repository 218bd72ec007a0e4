"""One pass over a part's XML, in document order, from which blocks come out.

The tree is walked with an explicit stack, so depth costs nothing. Elements with a meaning have a method
here or in ``inline``; unknown ones are walked through, so text in wrappers of any kind (content
controls, smart tags, links) is found without naming them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from policylint.document import BlockKind, BlockRole
from policylint.errors import InputError
from policylint.reading.docx.inline import Frame, Handler, InlineReader, Leave
from policylint.reading.docx.markup import P, W, text_nodes
from policylint.reading.docx.numbering import Counters
from policylint.reading.docx.pages import Pages
from policylint.reading.docx.paragraphs import Paragraph, PropertyReader
from policylint.reading.docx.tables import Table, open_row
from policylint.reading.raw import RawBlock

MAX_PARAGRAPHS = 500_000


@dataclass(frozen=True, slots=True)
class Story:
    """A kind of text: what its blocks are, and whether its tables come out as plain paragraphs."""

    kind: BlockKind | None = None
    role: BlockRole = BlockRole.BODY
    flat: bool = False


BODY = Story()
NOTES = Story(BlockKind.NOTE, flat=True)
RUNNING = Story(BlockKind.PARAGRAPH, BlockRole.RUNNING, flat=True)


class Walker(InlineReader):
    """Reads one story. ``title`` is the first title-styled text; ``unread`` counts parts left out.

    ``notes`` are the foot- and endnotes by reference tag and id; each is read where it is first
    referred to. Counters of numbered lists run on over the calls of ``read``.
    """

    def __init__(
        self,
        reader: PropertyReader,
        story: Story,
        notes: dict[tuple[str, str], etree._Element] | None = None,
    ) -> None:
        super().__init__(reader)
        self.title: str | None = None
        self._story = story
        self._notes = notes or {}
        self._note_walker = Walker(reader, NOTES) if notes else None
        self._counters = Counters()
        self._tables = 0
        self._paragraphs = 0
        self._handlers: dict[str, Handler] = self._inline_handlers() | {
            P: self._paragraph,
            W + "tbl": self._table,
            W + "tr": self._row,
            W + "tc": self._cell,
            W + "txbxContent": self._box,
        }

    def read(self, root: etree._Element, pages: Pages | None = None) -> list[RawBlock]:
        """The blocks of everything below ``root``. Only the body's text is given node numbers."""
        self._frame = frame = Frame([], self._counters)
        self._pages = pages or Pages()
        self._nodes = enumerate(text_nodes(root)) if self._story is BODY else iter(())
        handlers = self._handlers
        stack: list[tuple[Iterator[etree._Element], Leave | None]] = [(iter(root), None)]
        while stack:
            children, leave = stack[-1]
            for element in children:
                handler = handlers.get(element.tag)
                outcome = handler(element) if handler is not None else None
                if outcome is False:
                    continue
                if len(element):
                    stack.append((iter(element), outcome))
                    break
                if outcome is not None:
                    outcome()
            else:
                stack.pop()
                if leave is not None:
                    leave()
        self._close(frame)
        return frame.out

    def _box(self, element: etree._Element) -> Leave:
        """A text box: its blocks come after the paragraph it hangs on."""
        outer, look = self._frame, self._look
        inner = self._frame = Frame([], Counters(), listing=outer.listing)

        def leave() -> None:
            self._close(inner)
            self._frame, self._look = outer, look
            (outer.out if outer.paragraph is None else outer.paragraph.after).extend(inner.out)

        return leave

    def _paragraph(self, element: etree._Element) -> Leave:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise InputError("too-large", f"The document has more than {MAX_PARAGRAPHS:,} paragraphs; it was not read.")
        leave_box = self._box(element) if self._frame.paragraph is not None else None
        frame = self._frame
        paragraph = frame.paragraph = Paragraph(self._reader.paragraph(element))
        self._look = paragraph.properties.look

        def leave() -> None:
            self._finish(frame, paragraph)
            if leave_box is not None:
                leave_box()

        return leave

    def _finish(self, frame: Frame, paragraph: Paragraph) -> None:
        frame.paragraph = None
        frame.fields.end_paragraph()
        if frame.pending is not None:
            frame.pending.join(paragraph)
            paragraph, frame.pending = frame.pending, None
        if paragraph.properties.runs_on:
            frame.pending = paragraph
        else:
            self._put(frame, paragraph)

    def _flush(self, frame: Frame) -> None:
        """A paragraph without a mark at the end of its cell or before a table has none to join."""
        pending, frame.pending = frame.pending, None
        if pending is not None and (pending.visible or pending.after or pending.notes):
            self._put(frame, pending)

    def _put(self, frame: Frame, paragraph: Paragraph) -> None:
        properties = paragraph.properties
        label = ""
        if properties.numbered is not None and (paragraph.visible or not properties.unseen):
            label = frame.counters.advance(properties.numbered, properties.level)
        if frame.cell is not None:
            frame.cell.add(paragraph, label)
        elif paragraph.visible:
            block = paragraph.block(label)
            if self._story.kind is not None:
                block = replace(block, kind=self._story.kind, role=self._story.role, level=0)
            elif frame.fields.contents and not frame.listing and block.role is BlockRole.CONTENTS:
                frame.fields.blocks.append(len(frame.out))
            frame.out.append(block)
        if self.title is None and paragraph.visible and paragraph.role is BlockRole.TITLE:
            self.title = " ".join("".join(piece.text for piece in paragraph.pieces).split())
        frame.out.extend(paragraph.after)
        for tag, identity, page in paragraph.notes:
            note = self._notes.pop((tag, identity), None)
            if note is not None and self._note_walker is not None:
                frame.out.extend(self._note_walker.read(note, Pages(page)))

    def _close(self, frame: Frame) -> None:
        self._flush(frame)
        for index in frame.fields.blocks:
            frame.out[index] = replace(frame.out[index], role=BlockRole.BODY)

    def _table(self, element: etree._Element) -> Leave | None:
        frame = self._frame
        self._flush(frame)
        if self._story.flat:
            return None
        outer = frame.table
        self._tables += 1
        table = frame.table = Table(self._tables)

        def leave() -> None:
            table.close(frame.out)
            frame.table = outer

        return leave

    def _row(self, element: etree._Element) -> Leave | Literal[False] | None:
        frame, pages = self._frame, self._pages
        row = open_row(element, pages.number, self._reader.accepted)
        if row is None:
            return False
        table = frame.table
        if table is None:
            return None
        table.row = row

        def leave() -> None:
            pages.number = row.last_page
            table.close_row(row, frame.out)

        return leave

    def _cell(self, element: etree._Element) -> Leave | Literal[False] | None:
        """A cell; a row broken over pages has the page's mark in several cells, so each counts anew."""
        outer, pages = self._frame, self._pages
        table = outer.table
        row = None if table is None else table.row
        if table is None or row is None:
            return None
        cell = table.open_cell(row, element, self._reader.accepted)
        if cell is None:
            return False
        pages.number = row.first_page
        inner = self._frame = Frame(row.after, outer.counters, cell, listing=outer.listing)

        def leave() -> None:
            self._close(inner)
            self._frame = outer
            if pages.number is not None:
                row.last_page = max(pages.number, row.last_page or 1)

        return leave
