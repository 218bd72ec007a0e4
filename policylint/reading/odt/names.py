"""Names and lengths of OpenDocument XML."""

from __future__ import annotations

import re

_BASE = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = _BASE + "office:1.0}"
STYLE = _BASE + "style:1.0}"
TEXT = _BASE + "text:1.0}"
TABLE = _BASE + "table:1.0}"
DRAW = _BASE + "drawing:1.0}"
FO = _BASE + "xsl-fo-compatible:1.0}"
SVG = _BASE + "svg-compatible:1.0}"
META = _BASE + "meta:1.0}"
FORM = _BASE + "form:1.0}"
SCRIPT = _BASE + "script:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
MATH = "{http://www.w3.org/1998/Math/MathML}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

_LENGTH = re.compile(r"\s*([+-]?\d{0,6}(?:\.\d{1,9})?)(pt|in|inch|cm|mm|pc|px)\s*")
_POINTS = {"pt": 1.0, "in": 72.0, "inch": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_WHOLE = re.compile(r"\s*(\d{1,6})\s*")


def points(length: str | None) -> float | None:
    """A length in points; ``None`` for none, and for a share of something else ("120%")."""
    match = _LENGTH.fullmatch(length) if length else None
    if match is None or not any(map(str.isdigit, match[1])):
        return None
    return float(match[1]) * _POINTS[match[2]]


def whole(number: str | None, default: int) -> int:
    """A whole number of at most six digits, else ``default``."""
    match = _WHOLE.fullmatch(number) if number else None
    return int(match[1]) if match is not None else default


def is_true(value: str | None) -> bool:
    """Whether an attribute says so."""
    return value == "true"
