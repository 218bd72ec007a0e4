"""Styles of a Word document, resolved along their chains on first use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from policylint.document import BlockRole
from policylint.reading.docx.markup import P_PR, R_PR, VAL, W, child, child_value, integer, is_on, points

MAX_CHAIN = 16
"""Word allows chains of about ten."""

DEFAULT_SIZE = 10.0
"""Points Word uses where a file names no size."""

_HEADING_NAME = re.compile(r"heading ?([1-9])")
_ROLES = {
    "title": BlockRole.TITLE,
    "subtitle": BlockRole.BODY,
    "quote": BlockRole.QUOTATION,
    "intense quote": BlockRole.QUOTATION,
    "caption": BlockRole.CAPTION,
}
_CONTENTS_NAME = re.compile(
    r"(?:toc|index) ?[1-9]|(?:toc|toa|index) ?heading|contents heading|table ?of ?(?:figures|authorities)"
)


@dataclass(frozen=True, slots=True)
class Indent:
    """Indents in points: ``left`` of the paragraph, ``first`` of its first line against that."""

    left: float | None = None
    first: float | None = None

    def over(self, under: Indent) -> Indent:
        """These indents where they are set, else those of ``under``."""
        return Indent(
            self.left if self.left is not None else under.left,
            self.first if self.first is not None else under.first,
        )

    @property
    def edge(self) -> float:
        """The paragraph's leftmost edge, a hanging first line counted."""
        return (self.left or 0.0) + min(0.0, self.first or 0.0)


NO_INDENT = Indent()


def read_indent(element: etree._Element) -> Indent:
    """The indents of a ``w:ind``."""
    hanging = points(element.get(W + "hanging"), 20)
    first = -hanging if hanging is not None else points(element.get(W + "firstLine"), 20)
    return Indent(points(element.get(W + "left") or element.get(W + "start"), 20), first)


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    """What a style says of letters; ``None`` where it says nothing. ``size`` is in points."""

    bold: bool | None = None
    hidden: bool | None = None
    size: float | None = None

    def over(self, under: CharacterStyle) -> CharacterStyle:
        """What is set here, else what ``under`` sets."""
        return CharacterStyle(
            self.bold if self.bold is not None else under.bold,
            self.hidden if self.hidden is not None else under.hidden,
            self.size if self.size is not None else under.size,
        )


NO_LETTERS = CharacterStyle()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all it inherits.

    ``chain`` lists the style's id and its ancestors', nearest first. ``heading`` is an outline level
    from 1, 0 for none. ``num_id`` and ``ilvl`` are the numbering it brings. A list level's own indent
    goes over ``inherited_indent`` and under ``indent``.
    """

    chain: tuple[str, ...] = ()
    heading: int = 0
    role: BlockRole = BlockRole.BODY
    bold: bool = False
    hidden: bool = False
    size: float = DEFAULT_SIZE
    num_id: str | None = None
    ilvl: int | None = None
    indent: Indent = NO_INDENT
    inherited_indent: Indent = NO_INDENT


class Styles:
    """The styles part. An unknown id counts as a style of that name, so bare documents keep headings."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._default: str | None = None
        self._paragraph: dict[str | None, ParagraphStyle] = {}
        self._character: dict[str, CharacterStyle] = {}
        self._base = NO_LETTERS
        self.languages: tuple[str, ...] = ()
        if root is not None:
            self._index(root)

    def _index(self, root: etree._Element) -> None:
        for style in root.iterchildren(W + "style"):
            identity = style.get(W + "styleId", "")
            self._elements.setdefault(identity, style)
            default = style.get(W + "default", "0") in {"1", "true", "on"}
            if default and style.get(W + "type", "paragraph") == "paragraph" and self._default is None:
                self._default = identity
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{R_PR}")
        own = self._elements.get(self._default or "")
        properties = [defaults, None if own is None else child(own, R_PR)]
        self._base = NO_LETTERS if defaults is None else _letters(defaults)
        named = [child_value(p, W + "lang") for p in properties if p is not None]
        self.languages = tuple(dict.fromkeys(name for name in reversed(named) if name))

    def paragraph(self, identity: str | None) -> ParagraphStyle:
        """The paragraph style of that id; the default one for ``None``."""
        found = self._paragraph.get(identity)
        if found is None:
            found = self._paragraph[identity] = self._resolve(identity)
        return found

    def character(self, identity: str) -> CharacterStyle:
        """The character style of that id, without the document's defaults."""
        found = self._character.get(identity)
        if found is None:
            found = NO_LETTERS
            for _, element in self._chain(identity):
                properties = child(element, R_PR)
                found = found if properties is None else found.over(_letters(properties))
            self._character[identity] = found
        return found

    def _chain(self, identity: str | None) -> list[tuple[str, etree._Element]]:
        """The style and its ancestors, nearest first; a cycle or an endless chain is cut."""
        chain: dict[str, etree._Element] = {}
        while identity is not None and identity not in chain and len(chain) < MAX_CHAIN:
            element = self._elements.get(identity)
            if element is None:
                break
            chain[identity] = element
            identity = child_value(element, W + "basedOn")
        return list(chain.items())

    def _resolve(self, identity: str | None) -> ParagraphStyle:
        if identity is None or identity not in self._elements:
            name = (identity or "").lower()
            identity = self._default
        else:
            name = ""
        chain = self._chain(identity)
        letters, above, below = NO_LETTERS, NO_INDENT, NO_INDENT
        num_id: str | None = None
        ilvl: int | None = None
        numbered = False
        purpose = _purpose(name, None)
        for _, element in chain:
            properties = child(element, P_PR)
            if purpose is None:
                purpose = _purpose(_name(element), properties)
            run = child(element, R_PR)
            letters = letters if run is None else letters.over(_letters(run))
            if properties is None:
                continue
            indent = child(properties, W + "ind")
            if indent is not None and numbered:
                below = below.over(read_indent(indent))
            elif indent is not None:
                above = above.over(read_indent(indent))
            numbering = child(properties, W + "numPr")
            if numbering is not None:
                num_id = num_id if num_id is not None else child_value(numbering, W + "numId")
                ilvl = ilvl if ilvl is not None else integer(child_value(numbering, W + "ilvl"))
                numbered = num_id is not None
        heading, role = purpose or (0, BlockRole.BODY)
        letters = letters.over(self._base)
        return ParagraphStyle(
            chain=tuple(key for key, _ in chain),
            heading=heading,
            role=role,
            bold=bool(letters.bold),
            hidden=bool(letters.hidden),
            size=letters.size or DEFAULT_SIZE,
            num_id=num_id,
            ilvl=ilvl,
            indent=above,
            inherited_indent=below,
        )


def _name(style: etree._Element) -> str:
    """The style's name in lower case, without the aliases some programs put after it."""
    return (child_value(style, W + "name") or "").partition(",")[0].strip().lower()


def _purpose(name: str, properties: etree._Element | None) -> tuple[int, BlockRole] | None:
    """Outline level and role a single style gives, ``None`` if it says nothing of them.

    Built-in styles bear their English names in every language of Word; only their ids are translated.
    """
    if _CONTENTS_NAME.fullmatch(name):
        return 0, BlockRole.CONTENTS
    if name in _ROLES:
        return 0, _ROLES[name]
    level = None if properties is None else integer(child_value(properties, W + "outlineLvl"))
    if level is not None:
        return outline_level(level), BlockRole.BODY
    heading = _HEADING_NAME.fullmatch(name)
    return None if heading is None else (int(heading[1]), BlockRole.BODY)


def outline_level(value: int) -> int:
    """An outline level from 1 of Word's (from 0, nine for body text); 0 for none."""
    return value + 1 if 0 <= value < 9 else 0


def _letters(properties: etree._Element) -> CharacterStyle:
    """The letter properties of a ``w:rPr``."""
    bold = hidden = size = None
    for element in properties.iterchildren(W + "b", W + "vanish", W + "sz"):
        if element.tag == W + "b":
            bold = is_on(element)
        elif element.tag == W + "vanish":
            hidden = is_on(element)
        else:
            size = points(element.get(VAL), 2)
    return CharacterStyle(bold, hidden, size)
