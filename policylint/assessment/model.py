"""What judging gives: evidence, and one status for each criterion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policylint.document import Document, Place
from policylint.rules.model import Rule, Status
from policylint.statements import Statement


class Finder(StrEnum):
    """What found a piece of evidence."""

    RULE = "rule"
    READER = "reader"
    """The learnt reader; no line of a rule was met."""
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the document that speak for or against a criterion.

    ``text`` are the exact words, ``statement`` the number of the statement they stand in, ``start`` and
    ``end`` their offsets there. ``block`` and ``at`` say where they begin in the document's blocks. ``line`` is the rule's line that
    found them ("" where none did); ``reasons`` why the status is not that line's. ``likelihood`` is how likely the
    status is by rules and reader together, from 0 to 1; 1 where no reader was asked.
    """

    status: Status
    text: str
    statement: int
    start: int
    end: int
    block: int
    at: int
    place: Place
    line: str
    reasons: tuple[str, ...] = ()
    finder: Finder = Finder.RULE
    likelihood: float = 1.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion's status in a document, with all its evidence in reading order."""

    rule: Rule
    status: Status
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A document judged: every criterion of the pack, in order."""

    document: Document
    statements: tuple[Statement, ...]
    kind: str
    criteria: tuple[Criterion, ...]
    terms: dict[str, str]
    """The document's own words and the concept each stands for."""
    defined: frozenset[str] = frozenset()
    """Those of them that the document defines outright."""
