"""OpenDocument elements by what they mean for the text, and the numbering of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from lxml import etree

from policylint.reading.odt.names import DRAW, FORM, LOEXT, MATH, OFFICE, SCRIPT, SVG, TABLE, TEXT, is_true

Leave = Callable[[], None]
Handler = Callable[[etree._Element], Leave | Literal[False] | None]
"""Entering an element: ``False`` to pass it over, else it is walked through, and left with the call given."""

UNREAD = (
    *(OFFICE + name for name in ("annotation", "annotation-end", "automatic-styles", "change-info", "scripts")),
    *(OFFICE + name for name in ("event-listeners", "font-face-decls", "forms", "master-styles", "meta", "styles")),
    *(TEXT + name for name in ("alphabetical-index-source", "bibliography-source", "format-change")),
    *(TEXT + name for name in ("illustration-index-source", "insertion", "note-citation", "object-index-source")),
    *(TEXT + name for name in ("ruby-text", "script", "sequence-decls", "table-index-source")),
    *(TEXT + name for name in ("table-of-content-source", "user-field-decls", "user-index-source")),
    *(TEXT + name for name in ("variable-decls", "dde-connection-decls")),
    *(DRAW + name for name in ("applet", "control", "image", "object", "object-ole", "plugin")),
    *(SVG + "title", SVG + "desc", TABLE + "title", TABLE + "desc", LOEXT + "table-of-content-source"),
    *(FORM + "form", MATH + "math", SCRIPT + "event-listener"),
)
CONTENTS = (
    *(TEXT + name for name in ("alphabetical-index", "bibliography", "illustration-index", "object-index")),
    *(TEXT + name for name in ("table-index", "table-of-content", "user-index")),
)
SHAPES = (
    *(DRAW + name for name in ("caption", "circle", "connector", "custom-shape", "ellipse", "frame", "g", "line")),
    *(DRAW + name for name in ("measure", "path", "polygon", "polyline", "rect", "regular-polygon")),
)
MAYBE_HIDDEN = (
    *(TEXT + name for name in ("hidden-text", "section", "sequence", "user-field-get", "user-field-input")),
    *(TEXT + name for name in ("variable-get", "variable-input", "variable-set")),
)


def texts(root: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The pieces of text of a part in document order, as (element, whether it is the element's tail).

    The ``node`` of a piece is the number, from 0, of its text here, in the tree of content.xml: each
    element's ``text`` counts where the element begins and its ``tail`` where it ends, comments and
    processing instructions have a tail only, and what is ``None`` or empty does not count. ``at`` is
    the offset in that text.
    """
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            if element.text:
                yield element, False
        elif element.tail and element is not root:
            yield element, True


def inner_texts(element: etree._Element) -> int:
    """How many texts stand within an element, to count them when it is passed over."""
    return sum(1 for _, is_tail in texts(element))


def pass_over(element: etree._Element) -> Literal[False]:
    """Handler of elements that hold no text of the document."""
    return False


def unless_hidden(element: etree._Element) -> Literal[False] | None:
    """Handler of elements that may say of themselves that they are hidden."""
    hidden = element.get(TEXT + "display") == "none" or is_true(element.get(TEXT + "is-hidden"))
    return False if hidden else None
