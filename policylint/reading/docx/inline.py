"""What stands in a paragraph: text, breaks, fields, references, and the wrappers around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from policylint.reading.docx.fields import Fields, is_contents
from policylint.reading.docx.markup import DEL_T, MC, R_PR, M, O, T, W, child, child_value
from policylint.reading.docx.numbering import Counters
from policylint.reading.docx.pages import RENDERED_BREAK, Pages
from policylint.reading.docx.paragraphs import Look, Paragraph, PropertyReader
from policylint.reading.docx.symbols import plain_symbols, symbol
from policylint.reading.docx.tables import CellText, Table
from policylint.reading.raw import Piece, RawBlock

_CONTENTS_GALLERY = "Table of Contents"
_SHOWN = Look(hidden=False, bold=False, size=0.0)

UNREAD = {
    W + "altChunk": "attached document",
    W + "subDoc": "attached document",
    O + "OLEObject": "embedded object",
}
"""Elements that stand for a part this reader leaves alone, and what a user would call them."""

_PASSED_OVER = (
    *(W + name for name in ("pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr")),
    *(W + name for name in ("sdtEndPr", "delText", "delInstrText", "rt", "rubyPr")),
    M + "ctrlPr",
)

Leave = Callable[[], None]
Handler = Callable[[etree._Element], Leave | Literal[False] | None]
"""Entering an element: ``False`` passes it over, else it is walked through and left with the call given."""


@dataclass(slots=True)
class Frame:
    """Where paragraphs go: the body's blocks, a table cell, a text box.

    ``pending`` is a paragraph whose mark is gone and that waits for the next to join. ``listing``
    counts the open elements that hold a contents list.
    """

    out: list[RawBlock]
    counters: Counters
    cell: CellText | None = None
    paragraph: Paragraph | None = None
    pending: Paragraph | None = None
    table: Table | None = None
    fields: Fields = field(default_factory=Fields)
    listing: int = 0


class InlineReader:
    """Handlers of inline elements: they add what is shown to the paragraph of the current frame."""

    def __init__(self, reader: PropertyReader) -> None:
        self.unread: Counter[str] = Counter()
        self._reader = reader
        self._frame = Frame([], Counters())
        self._look = _SHOWN
        self._pages = Pages()
        self._nodes: Iterator[tuple[int, etree._Element]] = iter(())
        self._chosen: set[etree._Element | None] = set()

    def _inline_handlers(self) -> dict[str, Handler]:
        inserted, deleted = (_walk, _pass) if self._reader.accepted else (_pass, _walk)
        handlers: dict[str, Handler] = dict.fromkeys(_PASSED_OVER, _pass)
        handlers |= dict.fromkeys(UNREAD, self._unread)
        handlers |= {
            W + "ins": inserted,
            W + "moveTo": inserted,
            W + "del": deleted,
            W + "moveFrom": deleted,
            W + "r": self._run,
            M + "r": self._run,
            R_PR: self._run_properties,
            T: self._text,
            M + "t": lambda element: self._add(element.text or ""),
            W + "tab": lambda element: self._add("\t"),
            W + "ptab": lambda element: self._add("\t"),
            W + "br": self._break,
            W + "cr": lambda element: self._add(" "),
            W + "noBreakHyphen": lambda element: self._add("\u2011"),
            W + "softHyphen": lambda element: self._add("\u00ad"),
            W + "sym": lambda element: self._add(symbol(element.get(W + "char"))),
            W + "footnoteReference": self._reference,
            W + "endnoteReference": self._reference,
            W + "fldChar": self._field_mark,
            W + "instrText": self._instruction,
            W + "fldSimple": self._simple_field,
            W + "sdt": self._control,
            MC + "AlternateContent": self._alternatives,
            MC + "Choice": self._alternative,
            MC + "Fallback": self._alternative,
            RENDERED_BREAK: self._rendered_break,
        }
        if not self._reader.accepted:
            handlers[DEL_T] = self._text
        return handlers

    def _text(self, element: etree._Element) -> Literal[False]:
        text = element.text
        if text:
            self._add(text if text.isascii() else plain_symbols(text), element)
        return False

    def _add(self, text: str, source: etree._Element | None = None) -> Literal[False]:
        """Add shown text to the paragraph."""
        frame = self._frame
        paragraph, fields = frame.paragraph, frame.fields
        if paragraph is None or self._look.hidden or fields.instructions or not text:
            return False
        node = None
        if source is not None:
            # Text is met in document order, so one iterator over all text nodes finds each in passing.
            for index, candidate in self._nodes:
                if candidate is source:
                    node = index
                    break
        paragraph.add(Piece(text, page=self._pages.number, node=node), self._look)
        if frame.listing or fields.contents:
            paragraph.contents += len(text)
        if self._pages.asked and not text.isspace():
            self._pages.asked = False
        return False

    def _run(self, element: etree._Element) -> Literal[False] | None:
        paragraph = self._frame.paragraph
        self._look = _SHOWN if paragraph is None else paragraph.properties.look
        count = len(element)
        if not 1 <= count <= 2 or element[-1].tag != T or (count == 2 and element[0].tag != R_PR):
            return None
        # Nearly every run is properties and one text: spare those the walk.
        if count == 2:
            self._run_properties(element[0])
        return self._text(element[-1])

    def _run_properties(self, element: etree._Element) -> Literal[False]:
        paragraph = self._frame.paragraph
        if paragraph is not None:
            self._look = self._reader.look(element, paragraph.properties.style)
        return False

    def _break(self, element: etree._Element) -> Literal[False]:
        if element.get(W + "type") == "page" and not self._look.hidden:
            self._pages.asked_break()
        return self._add(" ")

    def _rendered_break(self, element: etree._Element) -> Literal[False]:
        self._pages.rendered_break()
        return False

    def _reference(self, element: etree._Element) -> Literal[False]:
        paragraph = self._frame.paragraph
        if paragraph is not None and not self._look.hidden:
            paragraph.notes.append((element.tag, element.get(W + "id", ""), self._pages.number))
        return False

    def _unread(self, element: etree._Element) -> Literal[False]:
        self.unread[element.tag] += 1
        return False

    def _field_mark(self, element: etree._Element) -> Literal[False]:
        fields = self._frame.fields
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            fields.begin()
        elif kind == "separate":
            fields.separate()
        elif kind == "end":
            fields.end()
        return False

    def _instruction(self, element: etree._Element) -> Literal[False]:
        self._frame.fields.instruct(element.text or "")
        return False

    def _simple_field(self, element: etree._Element) -> Leave | None:
        return self._listing() if is_contents(element.get(W + "instr", "")) else None

    def _control(self, element: etree._Element) -> Leave | None:
        properties = child(element, W + "sdtPr")
        part = None if properties is None else child(properties, W + "docPartObj")
        listed = part is not None and child_value(part, W + "docPartGallery") == _CONTENTS_GALLERY
        return self._listing() if listed else None

    def _listing(self) -> Leave:
        frame = self._frame
        frame.listing += 1

        def leave() -> None:
            frame.listing -= 1

        return leave

    def _alternatives(self, element: etree._Element) -> None:
        """Of alternatives one is read: the others say the same again, for older programs."""
        chosen = child(element, MC + "Choice")
        self._chosen.add(child(element, MC + "Fallback") if chosen is None else chosen)

    def _alternative(self, element: etree._Element) -> Literal[False] | None:
        if element not in self._chosen:
            return False
        self._chosen.remove(element)
        return None


def _walk(element: etree._Element) -> None:
    """Walk through the element."""


def _pass(element: etree._Element) -> Literal[False]:
    """Pass the element over."""
    return False
