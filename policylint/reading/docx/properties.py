"""What a Word file says about itself: its title, its page count, its languages."""

from __future__ import annotations

from lxml import etree

from policylint.errors import InputError
from policylint.reading.docx.markup import integer
from policylint.reading.docx.package import Package

_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def stored_title(package: Package) -> str | None:
    """The title in the core properties, white space folded."""
    root = _properties(package, "core-properties")
    found = None if root is None else root.findtext(_TITLE)
    return " ".join(found.split()) or None if found else None


def stored_pages(package: Package) -> int | None:
    """The page count Word stored when it last laid the document out.

    Programs that never lay out a page copy a template's count along with a word count of nought: that
    one says nothing, and is left out.
    """
    root = _properties(package, "extended-properties")
    if root is None:
        return None
    numbers = {
        etree.QName(element).localname: integer(element.text)
        for element in root.iterchildren("{*}Pages", "{*}Words", "{*}Characters")
    }
    pages = numbers.pop("Pages", None)
    counted = not numbers or any(numbers.values())
    return pages if pages and counted else None


def _properties(package: Package, kind: str) -> etree._Element | None:
    """A properties part; a damaged one holds no text of the document and is passed over."""
    part = package.properties.get(kind)
    if part is None or not package.archive.has(part):
        return None
    try:
        return package.parse(part)
    except InputError:
        return None
