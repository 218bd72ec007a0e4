"""List numbers as Word counts them: they stand nowhere in the file and have to be computed.

A paragraph names a list (``w:num``) and a level. Lists over one abstract definition share its counters;
a list's own start counts when the list first comes to that level; a level above that has had no
paragraph yet shows its start without being used up. The rules are those of ECMA-376 part 1, 17.9, and
of the counting algorithm in MS-DOC 2.4.6.4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lxml import etree

from policylint.reading.docx.markup import MC, P_PR, R_PR, VAL, W, child, child_value, integer, is_on
from policylint.reading.docx.number_formats import MAX_NUMBER, format_number
from policylint.reading.docx.styles import NO_INDENT, Indent, read_indent

MAX_LEVELS = 9
MAX_TEXT = 255
MAX_LABEL = 120
BULLET = "•"
_MAX_LINKS = 8
_NUMBERLESS = frozenset({"none", "bullet"})
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``text`` holds %1 to %9 for the numbers of the levels.

    ``legal``: the numbers of the levels above are shown in decimal, whatever their own form.
    ``restart``: the level counts anew after any level above that number (from 1); 0 never, ``None``
    after any higher one. ``style`` is the id of the paragraph style bound to the level.
    """

    start: int = 0
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    hidden: bool = False
    style: str | None = None
    indent: Indent = NO_INDENT

    def restarts_after(self, level: int) -> bool:
        """Whether a paragraph on ``level`` (from 0), higher than this one, makes it count anew."""
        return self.restart is None or level < self.restart


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs name it: its levels by number from 0, its overrides already applied."""

    num_id: str
    counted_as: str
    levels: dict[int, Level]
    restarting: frozenset[int]
    """Levels that begin anew when this list first uses them."""

    bound: dict[str, int]
    """The levels bound to paragraph styles, by style id."""

    def level_of_style(self, chain: Iterable[str]) -> int | None:
        """The level bound to the nearest style of the chain."""
        return next((self.bound[style] for style in chain if style in self.bound), None)


class Numbering:
    """The numbering part. ``list_of_style`` gives the list id a numbering style names."""

    def __init__(self, root: etree._Element | None, list_of_style: Callable[[str], str | None]) -> None:
        self._list_of_style = list_of_style
        self._lists: dict[str, NumberedList | None] = {}
        self._abstract: dict[str, etree._Element] = {}
        self._levels_of: dict[str, dict[int, Level]] = {}
        self._nums: dict[str, etree._Element] = {}
        self._by_style: dict[str, str] = {}
        if root is None:
            return
        for element in root.iterchildren(W + "abstractNum"):
            identity = element.get(W + "abstractNumId", "")
            self._abstract.setdefault(identity, element)
            link = child_value(element, W + "styleLink")
            if link is not None:
                self._by_style.setdefault(link, identity)
        for element in root.iterchildren(W + "num"):
            self._nums.setdefault(element.get(W + "numId", ""), element)

    def find(self, num_id: str) -> NumberedList | None:
        """The list of that id, ``None`` if the file does not define it."""
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: str) -> NumberedList | None:
        num = self._nums.get(num_id)
        identity = None if num is None else child_value(num, W + "abstractNumId")
        if num is None or identity is None or identity not in self._abstract:
            return None
        levels = dict(self._levels(identity))
        restarting = set()
        for override in num.iterchildren(W + "lvlOverride"):
            number = integer(override.get(W + "ilvl"))
            if number is None or not 0 <= number < MAX_LEVELS:
                continue
            own = child(override, W + "lvl")
            if own is not None:
                levels[number] = _level(own)
            start = integer(child_value(override, W + "startOverride"))
            if start is not None and number in levels:
                levels[number] = replace(levels[number], start=_bounded(start))
                restarting.add(number)
        bound = {level.style: number for number, level in levels.items() if level.style is not None}
        return NumberedList(num_id, identity, levels, frozenset(restarting), bound)

    def _levels(self, identity: str) -> dict[int, Level]:
        levels = self._levels_of.get(identity)
        if levels is None:
            levels = self._levels_of[identity] = _levels(self._definition(identity))
        return levels

    def _definition(self, identity: str) -> etree._Element:
        """The abstract definition, followed through links to the list style that holds the levels."""
        element = self._abstract[identity]
        for _ in range(_MAX_LINKS):
            link = child_value(element, W + "numStyleLink")
            if link is None:
                break
            target = self._by_style.get(link)
            if target is None:
                num = self._nums.get(self._list_of_style(link) or "")
                target = None if num is None else child_value(num, W + "abstractNumId")
            if target is None or target not in self._abstract:
                break
            element = self._abstract[target]
        return element


class Counters:
    """The running counters of one story. Word counts the body, each text box and the notes apart."""

    def __init__(self) -> None:
        self._values: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def advance(self, numbered: NumberedList, number: int) -> str:
        """Count one paragraph on level ``number`` (from 0) and give its label, "" if it shows none."""
        level = numbered.levels.get(number)
        if level is None:
            return ""
        values = self._values.setdefault(numbered.counted_as, {})
        if number in numbered.restarting and (numbered.num_id, number) not in self._used:
            self._used.add((numbered.num_id, number))
            values.pop(number, None)
        values[number] = min(values[number] + 1, MAX_NUMBER) if number in values else level.start
        for deeper in [key for key in values if key > number]:
            below = numbered.levels.get(deeper)
            if below is None or below.restarts_after(number):
                del values[deeper]
        return _label(numbered, number, level, values)


def _label(numbered: NumberedList, number: int, level: Level, values: dict[int, int]) -> str:
    if level.hidden:
        return ""
    if level.form == "bullet":
        return BULLET if level.text.strip() else ""

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        part = numbered.levels.get(index)
        if part is None or index > number:
            return ""
        plain = level.legal and index < number and part.form not in _NUMBERLESS
        return format_number(values.get(index, part.start), "decimal" if plain else part.form)

    return _PLACEHOLDER.sub(shown, level.text, count=MAX_LEVELS)[:MAX_LABEL]


def _levels(abstract: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in abstract.iterchildren(W + "lvl"):
        number = integer(element.get(W + "ilvl"))
        if number is not None and 0 <= number < MAX_LEVELS:
            levels.setdefault(number, _level(element))
    return levels


def _level(element: etree._Element) -> Level:
    text = child(element, W + "lvlText")
    legal = child(element, W + "isLgl")
    start = integer(child_value(element, W + "start"))
    look = child(element, R_PR)
    vanish = None if look is None else child(look, W + "vanish")
    place = child(element, P_PR)
    indent = None if place is None else child(place, W + "ind")
    picture = child(element, W + "lvlPicBulletId")
    return Level(
        start=0 if start is None else _bounded(start),
        form=_form(element),
        text=BULLET if picture is not None else "" if text is None else text.get(VAL, "")[:MAX_TEXT],
        restart=integer(child_value(element, W + "lvlRestart")),
        legal=legal is not None and is_on(legal),
        hidden=vanish is not None and is_on(vanish),
        style=child_value(element, W + "pStyle"),
        indent=NO_INDENT if indent is None else read_indent(indent),
    )


def _form(level: etree._Element) -> str:
    """The level's number format; newer versions of Word hide custom ones behind a fallback."""
    choice = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    element = choice if choice is not None else child(level, W + "numFmt")
    if element is None:
        return "decimal"
    form = element.get(VAL, "decimal")
    return element.get(W + "format", "decimal") if form == "custom" else form


def _bounded(start: int) -> int:
    return max(0, min(start, MAX_NUMBER))
