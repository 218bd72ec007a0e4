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
    ParagraphStyle,
    Styles,
    outline_level,
    read_indent,
)
from policylint.reading.raw import Piece, RawBlock

NO_LIST = "0"
"""The list id that takes a paragraph out of its style's list."""

_MARK = (W + "del", W + "moveFrom"), (W + "ins", W + "moveTo")
_RUN = (W + "b", W + "vanish", W + "sz", W + "rStyle", W + "rPrChange")


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

    def join(self, earlier: Paragraph) -> None:
        """Put the text of an earlier paragraph, whose mark is gone, before this one's."""
        self.pieces[:0] = earlier.pieces
        self.after[:0] = earlier.after
        self.notes[:0] = earlier.notes
        for size, count in earlier.sizes.items():
            self.sizes[size] = self.sizes.get(size, 0) + count
        self.bold = self.bold and earlier.bold
        self.letters = self.letters or earlier.letters
        self.visible = self.visible or earlier.visible
        self.contents += earlier.contents

    @property
    def all_bold(self) -> bool:
        """Whether there are letters and every one is bold."""
        return self.letters and self.bold

    @property
    def size(self) -> float | None:
        """The size of most letters, in points."""
        return max(self.sizes, key=self.sizes.__getitem__) if self.sizes else None

    @property
    def in_contents(self) -> bool:
        """Whether most of the text stands in a contents field."""
        return 0 < sum(self.sizes.values()) <= 2 * self.contents

    @property
    def role(self) -> BlockRole:
        """What the paragraph is for, by its style or by the field it stands in."""
        own = self.properties.style.role
        if own is BlockRole.BODY and self.in_contents and not self.properties.heading:
            return BlockRole.CONTENTS
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


@dataclass(slots=True)
class PropertyReader:
    """Reads properties under one view of tracked changes."""

    styles: Styles
    numbering: Numbering
    accepted: bool
    _bare: Properties | None = None

    def paragraph(self, paragraph: etree._Element) -> Properties:
        """The properties of a ``w:p``."""
        element = child(paragraph, P_PR)
        if element is None:
            if self._bare is None:
                self._bare = self._combined(None, None)
            return self._bare
        mark = child(element, R_PR)
        if not self.accepted:
            change = child(element, W + "pPrChange")
            before = None if change is None else child(change, P_PR)
            return self._combined(element if before is None else before, mark)
        return self._combined(element, mark)

    def look(self, run: etree._Element, style: ParagraphStyle) -> Look:
        """How the letters of a run look, from its ``w:rPr``.

        Bold and hidden are toggles: a character style that sets one within a paragraph style that sets
        it too switches it off (ECMA-376 part 1, 17.7.3). Set on the run itself they hold as they are.
        """
        bold: bool | None = None
        hidden: bool | None = None
        size: float | None = None
        named: str | None = None
        for element in run.iterchildren(*_RUN):
            tag = element.tag
            if tag == W + "b":
                bold = is_on(element)
            elif tag == W + "vanish":
                hidden = is_on(element)
            elif tag == W + "sz":
                size = points(element.get(VAL), 2)
            elif tag == W + "rStyle":
                named = element.get(VAL)
            elif not self.accepted and (before := child(element, R_PR)) is not None:
                return self.look(before, style)
        letters = None if named is None else self.styles.character(named)
        if bold is None:
            bold = style.bold != bool(letters and letters.bold)
        if hidden is None:
            hidden = style.hidden != bool(letters and letters.hidden)
        return Look(hidden, bold, size or (letters and letters.size) or style.size)

    def _combined(self, element: etree._Element | None, mark: etree._Element | None) -> Properties:
        style_id = num_id = None
        ilvl = outline = None
        own = NO_INDENT
        section_end = False
        for part in element if element is not None else ():
            tag = part.tag
            if tag == W + "pStyle":
                style_id = part.get(VAL)
            elif tag == W + "numPr" and (self.accepted or child(part, W + "ins") is None):
                num_id, ilvl = child_value(part, W + "numId"), integer(child_value(part, W + "ilvl"))
            elif tag == W + "ind":
                own = read_indent(part)
            elif tag == W + "outlineLvl":
                outline = integer(part.get(VAL))
            elif tag == W + "sectPr":
                section_end = True
        style = self.styles.paragraph(style_id)
        direct = num_id is not None
        named = num_id if direct else style.num_id
        numbered = None if named in {None, NO_LIST} else self.numbering.find(named)
        level = 0
        indent = own
        if numbered is not None:
            level = self._level(numbered, style, ilvl)
            definition = numbered.levels.get(level)
            place = definition.indent if definition is not None else NO_INDENT
            indent = own.over(place).over(style.indent) if direct else own.over(style.indent).over(place)
        else:
            indent = own.over(style.indent)
        indent = indent.over(style.inherited_indent)
        vanish = None if mark is None else child(mark, W + "vanish")
        gone = _MARK[0] if self.accepted else _MARK[1]
        return Properties(
            style=style,
            look=Look(style.hidden, style.bold, style.size),
            heading=style.heading if outline is None else outline_level(outline),
            numbered=numbered,
            level=level,
            indent=indent.edge,
            runs_on=mark is not None and next(mark.iterchildren(*gone), None) is not None,
            unseen=section_end or (style.hidden if vanish is None else is_on(vanish)),
        )

    @staticmethod
    def _level(numbered: NumberedList, style: ParagraphStyle, ilvl: int | None) -> int:
        """The list level: the paragraph's own, else the one bound to its style, else the style's own."""
        if ilvl is None:
            ilvl = numbered.level_of_style(style.chain)
        return ilvl if ilvl is not None else style.ilvl or 0
