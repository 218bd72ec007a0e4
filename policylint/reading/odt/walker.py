"""One pass over a part's XML in document order, from which blocks come out.

The tree is walked by events, so depth costs nothing. Elements with a meaning have a handler; unknown
ones are walked through, so text in wrappers of any kind is found without naming them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from lxml import etree

from policylint.document import BlockKind, BlockRole
from policylint.reading.odt.changes import Changes
from policylint.reading.odt.contexts import Context
from policylint.reading.odt.elements import (
    CONTENTS,
    MAYBE_HIDDEN,
    SHAPES,
    UNREAD,
    Handler,
    Leave,
    inner_texts,
    pass_over,
    unless_hidden,
)
from policylint.reading.odt.lists import BULLET, MAX_LEVEL, ListStyles, OpenList
from policylint.reading.odt.names import TABLE, TEXT, is_true, whole
from policylint.reading.odt.numbering import Numbering
from policylint.reading.odt.paragraphs import Paragraph
from policylint.reading.odt.styles import ParagraphStyle, Styles
from policylint.reading.odt.tables import OpenTable
from policylint.reading.raw import Piece, RawBlock


class Walker:
    """Reads one part. ``placed``: its text is given node numbers. ``page`` is the first page's, if known."""

    def __init__(
        self,
        styles: Styles,
        list_styles: ListStyles,
        *,
        accepted: bool,
        placed: bool = True,
        page: int | None = None,
    ) -> None:
        self._styles = styles
        self._numbering = Numbering(list_styles)
        self._changes = Changes(accepted)
        self._placed = placed
        self._page = page
        self._begun = False
        self._out: list[RawBlock] = []
        self._context = Context(self._out)
        self._tables: list[OpenTable] = []
        self._table_count = 0
        self._contents = 0
        self._handlers = self._all_handlers()

    def read(self, root: etree._Element) -> list[RawBlock]:
        """The blocks of everything below ``root``."""
        leaves: list[tuple[etree._Element, Leave]] = []
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        node = 0
        for event, element in walk:
            if event == "start":
                handler = self._handlers.get(element.tag)
                outcome = handler(element) if handler is not None else None
                if outcome is False:
                    node += inner_texts(element)
                    walk.skip_subtree()
                    continue
                if outcome is not None:
                    leaves.append((element, outcome))
                if element.text:
                    self._take(element.text, node)
                    node += 1
                continue
            if event == "end" and leaves and leaves[-1][0] is element:
                leaves.pop()[1]()
            if element.tail and element is not root:
                self._take(element.tail, node)
                node += 1
        self._context.release()
        return self._out

    def _take(self, text: str, node: int) -> None:
        paragraph = self._context.paragraph
        if paragraph is not None and not self._changes.dropping:
            paragraph.add(Piece(text, page=self._page, node=node if self._placed else None))

    def _all_handlers(self) -> dict[str, Handler]:
        return (
            dict.fromkeys(UNREAD, pass_over)
            | dict.fromkeys(CONTENTS, self._index)
            | dict.fromkeys(SHAPES, self._shape)
            | dict.fromkeys(MAYBE_HIDDEN, unless_hidden)
            | {
                TEXT + "p": self._paragraph,
                TEXT + "h": self._paragraph,
                TEXT + "span": self._span,
                TEXT + "s": self._space,
                TEXT + "tab": self._space,
                TEXT + "line-break": self._space,
                TEXT + "soft-page-break": self._page_break,
                TEXT + "hidden-paragraph": self._hidden_paragraph,
                TEXT + "note": self._note,
                TEXT + "list": self._list,
                TEXT + "list-item": self._list_item,
                TEXT + "numbered-paragraph": self._numbered_paragraph,
                TEXT + "tracked-changes": self._tracked_changes,
                TEXT + "changed-region": self._changes.region,
                TEXT + "deletion": self._deletion,
                TEXT + "change": self._change,
                TEXT + "change-start": self._changes.start,
                TEXT + "change-end": self._changes.end,
                TABLE + "table": self._table,
                TABLE + "table-header-rows": self._header_rows,
                TABLE + "table-row": self._row,
                TABLE + "table-cell": self._cell,
                TABLE + "covered-table-cell": self._covered_cell,
            }
        )

    # Stretches of text of their own

    def _within(self, sink: list[RawBlock]) -> Leave:
        """Begin a stretch of its own, whose blocks go to ``sink``."""
        outer = self._context
        inner = self._context = Context(sink)

        def leave() -> None:
            inner.release()
            self._context = outer

        return leave

    def _shape(self, element: etree._Element) -> Leave | None:
        return self._within(self._context.beside) if self._context.paragraph is not None else None

    def _note(self, element: etree._Element) -> Leave:
        blocks: list[RawBlock] = []
        sink = self._context.beside
        leave_context = self._within(blocks)
        citation = element.find(TEXT + "note-citation")
        label = str(citation.xpath("string()")).strip() if citation is not None else ""

        def leave() -> None:
            leave_context()
            for index, block in enumerate(blocks):
                sink.append(replace(block, kind=BlockKind.NOTE, level=0, label="" if index else label))

        return leave

    def _index(self, element: etree._Element) -> Leave:
        self._contents += 1

        def leave() -> None:
            self._contents -= 1

        return leave

    # Paragraphs

    def _paragraph(self, element: etree._Element) -> Leave:
        leave_box = self._within(self._context.beside) if self._context.paragraph is not None else None
        context = self._context
        style = self._styles.paragraph(element.get(TEXT + "style-name", ""))
        self._begin_page(style.page_break)
        joined, context.held = context.held, None
        if joined is not None:
            joined.looks = [style.look]
        context.paragraph = joined or self._open_paragraph(element, style)

        def leave() -> None:
            paragraph, context.paragraph = context.paragraph, None
            if paragraph is not None and self._changes.dropping and paragraph.block() is not None:
                context.held = paragraph
            elif paragraph is not None:
                context.put(paragraph)
            if leave_box is not None:
                leave_box()

        return leave

    def _open_paragraph(self, element: etree._Element, style: ParagraphStyle) -> Paragraph:
        uncounted = self._changes.dropping or self._changes.storing
        label, level, indent = "", 0, style.indent
        if not uncounted:
            label, level, indent = self._numbering.item(self._context.lists, style)
        kind = BlockKind.ITEM if label else BlockKind.PARAGRAPH
        if element.tag == TEXT + "h":
            kind = BlockKind.HEADING
            level = max(1, min(whole(element.get(TEXT + "outline-level"), 1), MAX_LEVEL))
            label = label if label != BULLET else ""
            if not label and not self._context.lists and not uncounted:
                label = self._numbering.heading(element, style, level)
        role = BlockRole.CONTENTS if self._contents else style.role
        return Paragraph(kind, [style.look], label, level, role, indent, self._page)

    def _span(self, element: etree._Element) -> Leave | None:
        paragraph = self._context.paragraph
        if paragraph is None:
            return None
        looks = paragraph.looks
        looks.append(self._styles.within(looks[-1], element.get(TEXT + "style-name", "")))

        def leave() -> None:
            looks.pop()

        return leave

    def _space(self, element: etree._Element) -> None:
        if self._context.paragraph is not None and not self._changes.dropping:
            self._context.paragraph.add(Piece(" "))

    def _page_break(self, element: etree._Element) -> None:
        self._begin_page(True)

    def _begin_page(self, begins: bool) -> None:
        """Count a page where one begins; the first needs no break."""
        if begins and self._begun and self._page is not None:
            self._page += 1
        self._begun = True

    def _hidden_paragraph(self, element: etree._Element) -> Literal[False] | None:
        paragraph = self._context.paragraph
        if paragraph is None or not is_true(element.get(TEXT + "is-hidden")):
            return None
        paragraph.looks[:] = [replace(look, hidden=True) for look in paragraph.looks]
        paragraph.pieces.clear()
        return False

    # Lists

    def _list(self, element: etree._Element) -> Leave:
        self._numbering.open_list(element, self._context.lists)
        return _popping(self._context.lists)

    def _list_item(self, element: etree._Element) -> None:
        self._numbering.open_item(element, self._context.lists)

    def _numbered_paragraph(self, element: etree._Element) -> Leave:
        self._numbering.open_numbered(element, self._context.lists)
        return _popping(self._context.lists)

    # Tables

    def _table(self, element: etree._Element) -> Leave:
        self._context.release()
        self._begin_page(self._styles.starts_page("table", element.get(TABLE + "style-name", "")))
        self._table_count += 1
        self._tables.append(OpenTable(self._table_count))
        return _popping(self._tables)

    def _header_rows(self, element: etree._Element) -> Leave | None:
        if not self._tables:
            return None
        table = self._tables[-1]
        table.header = True

        def leave() -> None:
            table.header = False

        return leave

    def _row(self, element: etree._Element) -> Leave | Literal[False] | None:
        if not self._tables:
            return None
        if element.get(TABLE + "visibility") in {"collapse", "filter"}:
            return False
        table, sink = self._tables[-1], self._context.beside
        table.open_row(self._page)

        def leave() -> None:
            sink.extend(table.close_row(element))

        return leave

    def _cell(self, element: etree._Element) -> Leave | None:
        if not self._tables:
            return None
        table = self._tables[-1]
        leave_context = self._within(table.open_cell(element))

        def leave() -> None:
            leave_context()
            table.close_cell(element)

        return leave

    def _covered_cell(self, element: etree._Element) -> Literal[False]:
        if self._tables:
            self._tables[-1].pass_cell(element)
        return False

    # Tracked changes

    def _tracked_changes(self, element: etree._Element) -> Leave | Literal[False]:
        if self._changes.accepted:
            return False
        self._changes.storing = True

        def leave() -> None:
            self._changes.storing = False

        return leave

    def _deletion(self, element: etree._Element) -> Leave:
        blocks: list[RawBlock] = []
        leave_context = self._within(blocks)

        def leave() -> None:
            leave_context()
            self._changes.store(element, blocks)

        return leave

    def _change(self, element: etree._Element) -> None:
        self._changes.put_back(element, self._context)


def _popping(stack: list[OpenList] | list[OpenTable]) -> Leave:
    def leave() -> None:
        stack.pop()

    return leave
