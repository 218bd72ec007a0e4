"""One page as an engine hands it to the layout: words with their places, ruling lines, shaded areas.

All coordinates are points on the page as it is displayed (after /Rotate), from its top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

ARTIFACT = -2
"""``Word.mark`` of text that a tagged file sets apart from its contents."""
UNMARKED = -1
"""``Word.mark`` of text outside any marked content."""


class Word(NamedTuple):
    """A run of visible characters without a gap.

    ``base`` is the height of the base line; ``size`` the font size in points as drawn. ``at`` is
    pdfium's index of the first character on the page, or -1 where another engine read the page.
    ``mark`` is the marked content id. ``turn`` is the angle of the text to the page's, in degrees
    counter-clockwise; a turned word's ``base`` is the bottom of its box. ``hyphen``: the engine says
    that the word goes on in the next line.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    at: int
    mark: int = UNMARKED
    turn: int = 0
    hyphen: bool = False


class Box(NamedTuple):
    """A rectangle on the page."""

    x0: float
    top: float
    x1: float
    bottom: float


class Element(NamedTuple):
    """A node of a tagged page's structure tree: its standard type and its contents in order.

    A content is a child element or the id of a piece of marked content. ``columns`` and ``rows`` are
    the spans of a table cell.
    """

    type: str
    contents: tuple[Element | int, ...] = ()
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Sheet:
    """What an engine finds on one page (``index`` from 0), words in the order they are drawn.

    ``rules`` are ruling lines as thin boxes. ``characters`` counts what is drawn and ``usable`` what
    can be read of it. ``pictures``: an image covers most of the page, or it holds letters of which none
    can be read. ``unruled``: there are too many drawings to look for tables. ``cut``: there is more text
    than is read of one page.
    """

    index: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    shaded: list[Box] = field(default_factory=list)
    tree: tuple[Element, ...] = ()
    characters: int = 0
    usable: int = 0
    pictures: bool = False
    unruled: bool = False
    cut: bool = False
