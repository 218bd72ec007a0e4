"""Places as people cite them, and as editors and scripts read them."""

from __future__ import annotations

from policylint.document import Place
from policylint.reporting.escaping import folded, visible


def cited(place: Place) -> str:
    """The place in words: "section '4 Membership', page 3, paragraph 41"; "" when nothing is known."""
    parts = [section_of(place)] if place.section else []
    if place.page is not None:
        parts.append(f"page {place.page}")
    if place.table is not None:
        parts.append(f"table {place.table.table}, row {place.table.row}")
    if place.line is not None:
        parts.append(f"line {place.line}")
    elif place.paragraph is not None and place.table is None:
        parts.append(f"paragraph {place.paragraph}")
    return ", ".join(parts)


def section_of(place: Place) -> str:
    """The section in words, quoted."""
    return f"section '{folded(place.section or '')}'"


def address(path: str, place: Place) -> str:
    """``path:line:column``; without lines ``path:p3/par41``, without pages too ``path:par41``."""
    shown = visible(path)
    if place.line is not None:
        return f"{shown}:{place.line}:{place.column or 1}"
    parts = [f"p{place.page}"] if place.page is not None else []
    if place.paragraph is not None:
        parts.append(f"par{place.paragraph}")
    return f"{shown}:{'/'.join(parts)}" if parts else shown
