"""A paragraph's properties, and a paragraph while its text is being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from policylint.document import BlockKind, BlockRole
from policylint.reading.docx.markup import P_PR, R_PR, VAL, W, child, child_value, integer, is_on, points
from policylint.reading.docx.numbering import NumberedList, Numbering
from policylint.reading.docx.styles import (
    NO_INDENT,
    Indent,
    ParagraphStyle,
    Styles,
    outline_level,
    read_indent,
)
from policylint.reading.raw import Piece, RawBlock

MAX_KNOWN = 10_000
NO_LIST = "0"
"""The list id that takes a paragraph out of its style's list."""

_STYLE = W + "pStyle"
_NUMBERING = W + "numPr"
_INDENT = W + "ind"
_OUTLINE = W + "outlineLvl"
_SECTION = W + "sectPr"
_BOLD = W + "b"
_HIDDEN = W + "vanish"
_SIZE = W + "sz"
_RUN_STYLE = W + "rStyle"
_RUN_CHANGE = W + "rPrChange"
_CHANGE = W + "pPrChange"
_MARK = (W + "del", W + "moveFrom"), (W + "ins", W + "moveTo")


class Look(NamedTuple):
    """How letters look: ``size`` in points."""

    hidden: bool
    bold: bool
    size: float


@dataclass(frozen=True, slots=True)
class Properties:
    """A paragraph's properties with its style's. ``level`` is the list level, from 0.

    ``heading`` is the outline level from 1, 0 for none. ``indent`` is the leftmost edge in points.
    ``runs_on``: under the chosen view of tracked changes the paragraph's mark is gone, and its text
    joins the next paragraph's. ``unseen``: without text the paragraph is not there at all.
    """

    style: ParagraphStyle
    look: Look
    heading: int = 0
    numbered: NumberedList | None = None
    level: int = 0
    indent: float = 0.0
    runs_on: bool = False
    unseen: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph being read.

    ``after`` are the blocks that follow it, of its text boxes. ``notes`` are the tag, id and page of
    the references to notes in it. ``contents`` counts the letters that stand in a contents list.
    """

    properties: Properties
    pieces: list[Piece] = field(default_factory=list)
    after: list[RawBlock] = field(default_factory=list)
    notes: list[tuple[str, str, int | None]] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    letters: bool = False
    bold: bool = True
    visible: bool = False
    contents: int = 0

    def add(self, piece: Piece, look: Look) -> None:
        """Take up a run of text."""
        text = piece.text
        self.pieces.append(piece)
        self.sizes[look.size] = self.sizes.get(look.size, 0) + len(text)
        if not self.visible and not text.isspace():
            self.visible = True
        if (look.bold and self.letters) or not self.bold:
            return
        if any(map(str.isalnum, text)):
            self.letters = True
            self.bold = look.bold

    def join(self, later: Paragraph) -> None:
        """Run on into the next paragraph, this one's mark being gone. The mark left sets the properties."""
        self.properties = later.properties
        self.pieces += later.pieces
        self.after += later.after
        self.notes += later.notes
        for size, count in later.sizes.items():
            self.sizes[size] = self.sizes.get(size, 0) + count
        self.bold = self.bold and later.bold
        self.letters = self.letters or later.letters
        self.visible = self.visible or later.visible
        self.contents += later.contents

    @property
    def all_bold(self) -> bool:
        """Whether there are letters and every one is bold."""
        return self.letters and self.bold

    @property
    def size(self) -> float | None:
        """The size of most letters, in points."""
        return max(self.sizes, key=self.sizes.__getitem__) if self.sizes else None

    @property
    def role(self) -> BlockRole:
        """What the paragraph is for: by its style, or because most of it stands in a contents list."""
        own = self.properties.style.role
        if self.contents and own is BlockRole.BODY and not self.properties.heading:
            return BlockRole.CONTENTS if sum(self.sizes.values()) <= 2 * self.contents else own
        return own

    def block(self, label: str) -> RawBlock:
        """The finished block, with the label the paragraph's list gives it."""
        properties = self.properties
        role = self.role
        kind, level = BlockKind.PARAGRAPH, 0
        if properties.heading and role is BlockRole.BODY:
            kind, level = BlockKind.HEADING, properties.heading
        elif label and role is not BlockRole.TITLE:
            kind, level = BlockKind.ITEM, properties.level + 1
        return RawBlock(
            kind=kind,
            pieces=tuple(self.pieces),
            label=label,
            level=level,
            role=role,
            bold=self.all_bold,
            size=self.size,
            indent=properties.indent,
            page=first_page(self.pieces),
        )


def first_page(pieces: list[Piece]) -> int | None:
    """The page on which the first visible text stands."""
    return next((piece.page for piece in pieces if not piece.text.isspace()), None)


class _Own(NamedTuple):
    """What a paragraph itself sets, its style aside. ``hidden`` is its mark's."""

    style: str | None = None
    num_id: str | None = None
    ilvl: int | None = None
    outline: int | None = None
    indent: Indent = NO_INDENT
    section_end: bool = False
    runs_on: bool = False
    hidden: bool | None = None


_UNSET = _Own()


@dataclass(slots=True)
class PropertyReader:
    """Reads properties under one view of tracked changes."""

    styles: Styles
    numbering: Numbering
    accepted: bool
    _known: dict[_Own, Properties] = field(default_factory=dict)

    def paragraph(self, paragraph: etree._Element) -> Properties:
        """The properties of a ``w:p``. Paragraphs alike share them."""
        element = child(paragraph, P_PR)
        own = _UNSET if element is None else self._own(element)
        properties = self._known.get(own)
        if properties is None:
            properties = self._combined(own)
            if len(self._known) < MAX_KNOWN:
                self._known[own] = properties
        return properties

    def look(self, run: etree._Element, style: ParagraphStyle) -> Look:
        """How the letters of a run look, from its ``w:rPr``.

        Bold and hidden are toggles: a character style that sets one within a paragraph style that sets
        it too switches it off (ECMA-376 part 1, 17.7.3). Set on the run itself they hold as they are.
        """
        bold: bool | None = None
        hidden: bool | None = None
        size: float | None = None
        named: str | None = None
        if not self.accepted:
            run = _former(run, _RUN_CHANGE, R_PR)
        for element in run:
            tag = element.tag
            if tag == _BOLD:
                bold = is_on(element)
            elif tag == _HIDDEN:
                hidden = is_on(element)
            elif tag == _SIZE:
                size = points(element.get(VAL), 2)
            elif tag == _RUN_STYLE:
                named = element.get(VAL)
        letters = None if named is None else self.styles.character(named)
        if bold is None:
            bold = style.bold != bool(letters and letters.bold)
        if hidden is None:
            hidden = style.hidden != bool(letters and letters.hidden)
        return Look(hidden, bold, size or (letters and letters.size) or style.size)

    def _own(self, element: etree._Element) -> _Own:
        """What a ``w:pPr`` itself sets."""
        mark = child(element, R_PR)
        if not self.accepted:
            element = _former(element, _CHANGE, P_PR)
        style = num_id = ilvl = outline = None
        indent = NO_INDENT
        section_end = False
        for part in element:
            tag = part.tag
            if tag == _STYLE:
                style = part.get(VAL)
            elif tag == _NUMBERING and (self.accepted or child(part, W + "ins") is None):
                num_id, ilvl = child_value(part, W + "numId"), integer(child_value(part, W + "ilvl"))
            elif tag == _INDENT:
                indent = read_indent(part)
            elif tag == _OUTLINE:
                outline = integer(part.get(VAL))
            elif tag == _SECTION:
                section_end = True
        if mark is None:
            return _Own(style, num_id, ilvl, outline, indent, section_end)
        gone = next(mark.iterchildren(*_MARK[0 if self.accepted else 1]), None) is not None
        vanish = child(mark, _HIDDEN)
        hidden = None if vanish is None else is_on(vanish)
        return _Own(style, num_id, ilvl, outline, indent, section_end, gone, hidden)

    def _combined(self, own: _Own) -> Properties:
        style = self.styles.paragraph(own.style)
        named = style.num_id if own.num_id is None else own.num_id
        numbered = None if named is None or named == NO_LIST else self.numbering.find(named)
        level, place = 0, NO_INDENT
        if numbered is not None:
            level = self._level(numbered, style, own.ilvl)
            definition = numbered.levels.get(level)
            place = place if definition is None else definition.indent
        above, below = (style.indent, place) if own.num_id is None else (place, style.indent)
        return Properties(
            style=style,
            look=Look(style.hidden, style.bold, style.size),
            heading=style.heading if own.outline is None else outline_level(own.outline),
            numbered=numbered,
            level=level,
            indent=own.indent.over(above).over(below).over(style.inherited_indent).edge,
            runs_on=own.runs_on,
            unseen=own.section_end or (style.hidden if own.hidden is None else own.hidden),
        )

    @staticmethod
    def _level(numbered: NumberedList, style: ParagraphStyle, ilvl: int | None) -> int:
        """The list level: the paragraph's own, else the one bound to its style, else the style's own."""
        if ilvl is None:
            ilvl = numbered.level_of_style(style.chain)
        return ilvl if ilvl is not None else style.ilvl or 0


def _former(properties: etree._Element, change: str, kind: str) -> etree._Element:
    """The properties as they were before a tracked change of them."""
    changed = child(properties, change)
    before = None if changed is None else child(changed, kind)
    return properties if before is None else before
