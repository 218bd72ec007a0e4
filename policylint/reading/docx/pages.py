"""Page numbers from the marks Word leaves where it last broke a page."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from policylint.reading.docx.markup import W

RENDERED_BREAK = W + "lastRenderedPageBreak"


@dataclass(slots=True)
class Pages:
    """The page one is on, from 1; ``None`` in a file that was never laid out.

    Breaks asked for count as well, but Word marks the text after one with a break of its own: that
    mark is the same break.
    """

    number: int | None = None
    asked: bool = False

    def rendered_break(self) -> None:
        """Word broke the page here when it last laid the document out."""
        if self.number is not None and not self.asked:
            self.number += 1
        self.asked = False

    def asked_break(self) -> None:
        """The author asked for a new page here."""
        if self.number is not None:
            self.number += 1
            self.asked = True


def pages_of(root: etree._Element) -> Pages:
    """Counting from page 1, if the part holds any mark of a layout.

    Breaks asked for are not enough: between them pages end unseen, and the count would fall behind.
    """
    return Pages(None if next(root.iter(RENDERED_BREAK), None) is None else 1)
