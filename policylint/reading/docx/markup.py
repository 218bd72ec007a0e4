"""Names and simple values of WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741

VAL = W + "val"
P = W + "p"
P_PR = W + "pPr"
R_PR = W + "rPr"
T = W + "t"
DEL_T = W + "delText"

_OFF = frozenset({"0", "false", "off"})
_MEASURE = re.compile(r"\s*([+-]?\d{1,15}(?:\.\d{1,9})?)\s*(pt|in|cm|mm|pc|pi)?\s*")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}


def text_nodes(root: etree._Element) -> Iterator[etree._Element]:
    """The text elements (``w:t`` and ``w:delText``) of a part in document order.

    The main part's nth of them, from 0, is the ``node`` of a piece; all count, shown or not.
    """
    return root.iter(T, DEL_T)


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child with that tag."""
    for found in element.iterchildren(tag):
        return found
    return None


def child_value(element: etree._Element, tag: str) -> str | None:
    """The ``w:val`` of the first child with that tag."""
    found = child(element, tag)
    return None if found is None else found.get(VAL)


def is_on(element: etree._Element) -> bool:
    """Whether an on/off property is on: present without a value, or with any value but "off"."""
    return element.get(VAL, "on") not in _OFF


@lru_cache(maxsize=1024)
def integer(text: str | None) -> int | None:
    """A whole number of at most fifteen digits, else ``None``."""
    measure = _MEASURE.fullmatch(text) if text else None
    return None if measure is None else int(float(measure[1]))


@lru_cache(maxsize=1024)
def points(text: str | None, per_point: int) -> float | None:
    """A length in points. A bare number counts units of which ``per_point`` make a point.

    Strict documents write a unit ("36pt") instead.
    """
    measure = _MEASURE.fullmatch(text) if text else None
    if measure is None:
        return None
    return float(measure[1]) * _POINTS[measure[2]] if measure[2] else float(measure[1]) / per_point
