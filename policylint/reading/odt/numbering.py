"""Which number comes next: the lists open and continued in one text, and its headings."""

from __future__ import annotations

from lxml import etree

from policylint.reading.odt.lists import MAX_LEVEL, OUTLINE, ListStyles, OpenList, Sequence
from policylint.reading.odt.names import TEXT, XML_ID, is_true, whole
from policylint.reading.odt.styles import ParagraphStyle


class Numbering:
    """The numbers of one text so far. ``lists`` in its methods are those open at a place, outermost first."""

    def __init__(self, list_styles: ListStyles) -> None:
        self._list_styles = list_styles
        self._by_id: dict[str, Sequence] = {}
        self._latest: tuple[str | None, Sequence] = None, Sequence()
        self._headings = Sequence()

    def open_list(self, element: etree._Element, lists: list[OpenList]) -> None:
        """A ``text:list`` begins."""
        outer = lists[-1] if lists else None
        style = element.get(TEXT + "style-name") or (outer.style if outer is not None else None)
        sequence = outer.sequence if outer is not None else self._sequence(element, style)
        # An item without text of its own only carries on an outer list, and the inner one with it.
        if outer is not None and not outer.pending and not is_true(element.get(TEXT + "continue-numbering")):
            sequence.restart(outer.level + 1)
        lists.append(OpenList(style, sequence, len(lists) + 1))

    def open_item(self, element: etree._Element, lists: list[OpenList]) -> None:
        """A ``text:list-item`` begins."""
        if lists:
            lists[-1].pending = True
            lists[-1].start = _start(element)

    def open_numbered(self, element: etree._Element, lists: list[OpenList]) -> None:
        """A ``text:numbered-paragraph`` begins: a list of one item."""
        style = element.get(TEXT + "style-name")
        level = max(1, min(whole(element.get(TEXT + "level"), 1), MAX_LEVEL))
        lists.append(OpenList(style, self._sequence(element, style), level, True, _start(element)))

    def item(self, lists: list[OpenList], style: ParagraphStyle) -> tuple[str, int, float | None]:
        """Label, depth and indent of a paragraph; no label where it is not the first of an item."""
        if not lists or not lists[-1].pending:
            return "", 0, style.indent
        innermost = lists[-1]
        innermost.pending = False
        formats = self._list_styles.formats(innermost.style or style.list_style)
        label = innermost.sequence.advance(formats, innermost.level, innermost.start)
        own = formats.get(innermost.level)
        indent = style.indent if style.indent is not None or own is None else own.indent
        return label, innermost.level if label else 0, indent

    def heading(self, element: etree._Element, style: ParagraphStyle, level: int) -> str:
        """The number that the outline style gives a heading."""
        if is_true(element.get(TEXT + "is-list-header")) or style.list_style == "":
            return ""
        start = None
        if is_true(element.get(TEXT + "restart-numbering")):
            start = whole(element.get(TEXT + "start-value"), 1)
        return self._headings.advance(self._list_styles.formats(OUTLINE), level, start)

    def _sequence(self, element: etree._Element, style: str | None) -> Sequence:
        """The sequence of a list that stands in no other: one it goes on with, or a new one."""
        continued = element.get(TEXT + "continue-list") or element.get(TEXT + "list-id")
        sequence = self._by_id.get(continued) if continued else None
        if sequence is None:
            latest_style, latest = self._latest
            goes_on = is_true(element.get(TEXT + "continue-numbering")) and style == latest_style
            sequence = latest if goes_on else Sequence()
        for identity in (element.get(XML_ID), element.get(TEXT + "list-id")):
            if identity:
                self._by_id[identity] = sequence
        self._latest = style, sequence
        return sequence


def _start(element: etree._Element) -> int | None:
    """The number that an item sets, if any."""
    start = element.get(TEXT + "start-value")
    return whole(start, 1) if start is not None else None
