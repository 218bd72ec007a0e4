"""Rules as the engine holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

OTHER_KIND = "other"
"""The kind of a document that none of the pack's kinds fits."""


class Status(StrEnum):
    """What a document says on a criterion."""

    EMBEDDED = "embedded"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Part(StrEnum):
    """What people do in a line: nothing in particular, act (``PEOPLE:do``), or receive (``PEOPLE:get``)."""

    ANY = ""
    DO = "do"
    GET = "get"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a line: any of these concepts. ``group`` numbers the ordered run it belongs to.

    ``gap`` tells whether other words may stand between it and the element before it in its group.
    """

    concepts: tuple[str, ...]
    part: Part = Part.ANY
    gap: bool = False
    group: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One evidence line of a rule, as written and as read.

    ``context`` concepts may stand in the statement, its headings, its lead-in or the statement before;
    ``absent`` concepts must not stand in the same stretch of sense. ``literals`` are the concepts made of
    words written out in the line.
    """

    source: str
    elements: tuple[Element, ...]
    context: tuple[tuple[str, ...], ...] = ()
    absent: tuple[tuple[str, ...], ...] = ()
    path: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A passage (Markdown) with the status the rule must give it."""

    text: str
    status: Status
    known_gap: bool = False
    path: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Suggested wording for a criterion: sentences with slots, and the headings under which it belongs."""

    text: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One criterion, whole."""

    id: str
    name: str
    principle: str
    question: str
    why: str
    source: str
    kinds: tuple[str, ...]
    lines: dict[Status, tuple[Line, ...]]
    suggestion: Suggestion
    severity: dict[Status, Severity]
    can_is_hedge: bool = False
    past_is: Status = Status.MISSING
    keep_denials: tuple[str, ...] = ()
    unaffected_by_weak: bool = False
    message: dict[Status, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the pack's principles."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document and how it is told: words in its title, headings that speak for it."""

    name: str
    titles: tuple[str, ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A concept as the pack's word lists give it."""

    name: str
    words: tuple[str, ...]
    shadows: tuple[str, ...] = ()
    entity: bool = False
    includes: tuple[str, ...] = ()
    built: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack: its principles, kinds of document, word lists and rules, in order."""

    id: str
    title: str
    version: str
    principles: tuple[Principle, ...]
    kinds: tuple[Kind, ...]
    words: dict[str, Words]
    roles: dict[str, tuple[str, ...]]
    slots: dict[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    path: str = ""
