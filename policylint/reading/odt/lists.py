"""Labels of numbered lists and headings, which an OpenDocument file does not store.

Follows OpenDocument 1.3 part 3, 5.3 (lists) and 16.30 to 16.35 (list and outline styles), and what
LibreOffice does where that leaves room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from policylint.reading.numerals import numeral
from policylint.reading.odt.names import FO, LOEXT, STYLE, TEXT, is_true, points, whole

BULLET = "•"
MAX_LEVEL = 10
OUTLINE = "Outline"
"""The name that files give the numbering of headings where they name it."""

_LIST_STYLE = TEXT + "list-style"
_OUTLINE_STYLE = TEXT + "outline-style"

_SLOT = re.compile(r"%(\d{1,2})%")
_MAX_FIXED = 64


@dataclass(frozen=True, slots=True)
class LevelFormat:
    """How one level of a list is labelled.

    ``form`` is empty where no number is shown. ``shown`` counts the levels whose numbers are given,
    this one included. ``template`` ("%1%.%2%.") stands for all of these where a file has it. ``indent``
    is the left edge in points.
    """

    bullet: bool = False
    form: str = ""
    repeat: bool = False
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    template: str | None = None
    indent: float | None = None


Formats = dict[int, LevelFormat]
"""The levels of a list style, from 1."""


@dataclass(slots=True)
class Sequence:
    """The numbers one list has come to, by level."""

    numbers: dict[int, int] = field(default_factory=dict)

    def advance(self, formats: Formats, level: int, start: int | None = None) -> str:
        """Count an item at ``level`` and give its label. ``start`` sets the number anew."""
        own = formats.get(level, LevelFormat())
        if start is None:
            start = self.numbers[level] + 1 if level in self.numbers else own.start
        self.restart(level)
        self.numbers[level] = start
        for above in range(1, level):
            self.numbers.setdefault(above, formats.get(above, LevelFormat()).start)
        return self._label(formats, level)

    def restart(self, level: int) -> None:
        """Forget the numbers at ``level`` and below: a list of its own begins there."""
        for deeper in [other for other in self.numbers if other >= level]:
            del self.numbers[deeper]

    def _label(self, formats: Formats, level: int) -> str:
        own = formats.get(level)
        if own is None or (not own.bullet and not own.form):
            return ""
        if own.bullet:
            return BULLET
        if own.template is not None:
            return _SLOT.sub(lambda slot: self._number(formats, int(slot[1])), own.template).strip()
        levels = range(max(1, level - own.shown + 1), level + 1)
        numbers = [number for number in (self._number(formats, each) for each in levels) if number]
        return f"{own.prefix}{'.'.join(numbers)}{own.suffix}".strip()

    def _number(self, formats: Formats, level: int) -> str:
        own = formats.get(level)
        number = self.numbers.get(level)
        return "" if own is None or number is None else numeral(number, own.form, repeat=own.repeat)


@dataclass(slots=True)
class OpenList:
    """A list that is open. ``pending``: the label waits for the item's first paragraph.

    ``start`` is the number that this item sets, if any.
    """

    style: str | None
    sequence: Sequence
    level: int
    pending: bool = False
    start: int | None = None


class ListStyles:
    """The list styles of a document and the numbering of its headings, each read on first use."""

    def __init__(self, parts: Iterable[etree._Element | None]) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._formats: dict[str, Formats] = {}
        for part in parts:
            for style in part.iterchildren(_LIST_STYLE, _OUTLINE_STYLE) if part is not None else ():
                name = style.get(STYLE + "name", "") if style.tag == _LIST_STYLE else OUTLINE
                self._elements[name] = style

    def formats(self, name: str | None) -> Formats:
        """The levels of a list style, ``OUTLINE`` for that of headings; none for an unknown one."""
        if not name:
            return {}
        found = self._formats.get(name)
        if found is None:
            style = self._elements.get(name)
            found = self._formats[name] = {} if style is None else _formats(style)
        return found


def _formats(style: etree._Element) -> Formats:
    formats: Formats = {}
    for element in style:
        if isinstance(element.tag, str) and (level := whole(element.get(TEXT + "level"), 0)):
            formats[level] = _level_format(element)
    return formats


def _level_format(element: etree._Element) -> LevelFormat:
    properties = element.find(STYLE + "list-level-properties")
    alignment = properties.find(STYLE + "list-level-label-alignment") if properties is not None else None
    indent = None
    if alignment is not None:
        indent = (points(alignment.get(FO + "margin-left")) or 0.0) + min(
            0.0, points(alignment.get(FO + "text-indent")) or 0.0
        )
    elif properties is not None:
        indent = points(properties.get(TEXT + "space-before"))
    return LevelFormat(
        bullet=element.tag in {TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"},
        form=element.get(STYLE + "num-format", "").strip()[:1],
        repeat=is_true(element.get(STYLE + "num-letter-sync")),
        prefix=element.get(STYLE + "num-prefix", "")[:_MAX_FIXED],
        suffix=element.get(STYLE + "num-suffix", "")[:_MAX_FIXED],
        start=whole(element.get(TEXT + "start-value"), 1),
        shown=whole(element.get(TEXT + "display-levels"), 1),
        template=element.get(LOEXT + "num-list-format", "")[:_MAX_FIXED] or None,
        indent=indent,
    )
