"""Styles of an OpenDocument text, resolved along their chains on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from policylint.document import BlockRole
from policylint.reading.odt.names import FO, OFFICE, STYLE, TEXT, points

MAX_CHAIN = 64
DEFAULT_SIZE = 12.0
"""Points where a file names no size."""

_TEXT_PROPERTIES = STYLE + "text-properties"
_PARAGRAPH_PROPERTIES = STYLE + "paragraph-properties"
_SHARE = re.compile(r"\s*(\d{1,4}(?:\.\d+)?)%\s*")
_ROLES = {
    "title": BlockRole.TITLE,
    "quotations": BlockRole.QUOTATION,
    "quote": BlockRole.QUOTATION,
    "intense quote": BlockRole.QUOTATION,
    "caption": BlockRole.CAPTION,
    "contents heading": BlockRole.CONTENTS,
    "toc heading": BlockRole.CONTENTS,
}
_CONTENTS_NAME = re.compile(r"(?:contents|toc|index) \d{1,2}")
_ESCAPE = re.compile(r"_([0-9a-f]{1,4})_")


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look. ``size`` is in points."""

    bold: bool = False
    hidden: bool = False
    size: float = DEFAULT_SIZE


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all it inherits.

    ``indent`` is the leftmost edge in points. ``list_style`` is the list style it brings: ``None`` if it
    says nothing, empty if it takes any numbering away. ``page_break``: a page begins with it.
    """

    look: Look = Look()
    role: BlockRole = BlockRole.BODY
    indent: float | None = None
    list_style: str | None = None
    page_break: bool = False


class Styles:
    """The common styles with the automatic ones of one part, and what they say by default."""

    def __init__(self, common: etree._Element | None, automatic: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._looks: dict[tuple[str, Look], Look] = {}
        self.languages: tuple[str, ...] = ()
        self._default = Look()
        for part in (common, automatic):
            for style in part.iterchildren(STYLE + "style") if part is not None else ():
                key = style.get(STYLE + "family", ""), style.get(STYLE + "name", "")
                self._elements[key] = style
        for style in common.iterchildren(STYLE + "default-style") if common is not None else ():
            if style.get(STYLE + "family") == "paragraph":
                self._default = _over(self._default, style)
                self.languages = tuple(_languages(style))

    def paragraph(self, name: str) -> ParagraphStyle:
        """The paragraph style ``name``; an unknown one is the default with the role its name gives."""
        found = self._paragraphs.get(name)
        if found is None:
            found = self._paragraphs[name] = self._paragraph(name)
        return found

    def _paragraph(self, name: str) -> ParagraphStyle:
        chain = list(self._chain("paragraph", name))
        look = self._default
        margin = first = None
        page_break = False
        list_style: str | None = None
        for style in reversed(chain):
            look = _over(look, style)
            list_style = style.get(STYLE + "list-style-name", list_style)
            page_break = bool(style.get(STYLE + "master-page-name")) or page_break
            properties = style.find(_PARAGRAPH_PROPERTIES)
            if properties is not None:
                margin = _other(points(properties.get(FO + "margin-left")), margin)
                first = _other(points(properties.get(FO + "text-indent")), first)
                page_break = properties.get(FO + "break-before", "page" if page_break else "") == "page"
        names = [plain_name(name), *(shown_name(style) for style in chain)]
        role = next((role for role in map(_role, names) if role is not None), BlockRole.BODY)
        indent = None if margin is None and first is None else (margin or 0.0) + min(0.0, first or 0.0)
        return ParagraphStyle(look, role, indent, list_style, page_break)

    def within(self, look: Look, name: str) -> Look:
        """How letters look in a span of the text style ``name`` where they looked like ``look``."""
        found = self._looks.get((name, look))
        if found is None:
            found = look
            for style in reversed(list(self._chain("text", name))):
                found = _over(found, style)
            self._looks[name, look] = found
        return found

    def starts_page(self, family: str, name: str) -> bool:
        """Whether a paragraph or table of the style begins a page."""
        if family == "paragraph":
            return self.paragraph(name).page_break
        for style in self._chain(family, name):
            properties = style.find(STYLE + "table-properties")
            named = style.get(STYLE + "master-page-name")
            if named or (properties is not None and properties.get(FO + "break-before") == "page"):
                return True
        return False

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        """The style and its ancestors, nearest first; a cycle or an endless chain is cut."""
        for _ in range(MAX_CHAIN):
            style = self._elements.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name", "")


def shown_name(style: etree._Element) -> str:
    """The name of a style as the user sees it, in lower case."""
    return style.get(STYLE + "display-name", "").lower() or plain_name(style.get(STYLE + "name", ""))


def plain_name(name: str) -> str:
    """A stored style name ("Heading_20_1") in plain letters and in lower case."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), name).lower()


def _role(name: str) -> BlockRole | None:
    return BlockRole.CONTENTS if _CONTENTS_NAME.fullmatch(name) else _ROLES.get(name)


def _over(look: Look, style: etree._Element) -> Look:
    """``look`` with what the style sets."""
    properties = style.find(_TEXT_PROPERTIES)
    if properties is None:
        return look
    weight = properties.get(FO + "font-weight")
    if weight is not None:
        look = replace(look, bold=weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600))
    display = properties.get(TEXT + "display")
    if display is not None:
        look = replace(look, hidden=display == "none")
    written = properties.get(FO + "font-size")
    share = _SHARE.fullmatch(written) if written else None
    size = look.size * float(share[1]) / 100 if share is not None else points(written)
    return look if size is None else replace(look, size=min(size, 1_000.0))


def _languages(style: etree._Element) -> Iterable[str]:
    for properties in style.iterchildren(_TEXT_PROPERTIES):
        language, country = properties.get(FO + "language"), properties.get(FO + "country")
        if language not in {None, "none", "zxx"}:
            yield f"{language}-{country}" if country not in {None, "none"} else str(language)


def _other(value: float | None, default: float | None) -> float | None:
    return default if value is None else value


def style_parts(root: etree._Element | None) -> tuple[etree._Element | None, etree._Element | None]:
    """The common and the automatic styles of a part."""
    if root is None:
        return None, None
    return root.find(OFFICE + "styles"), root.find(OFFICE + "automatic-styles")
