"""The records every output format is made from: one list, made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from policylint.assessment.model import Criterion, Evidence
from policylint.document import Block, Notice, Place
from policylint.rules.model import Severity, Status
from policylint.statements.statement import Part


class Where(StrEnum):
    """How suggested wording goes in: in place of a clause, after a block, or at the document's end."""

    REPLACE = "replace"
    AFTER = "after"
    END = "end"


@dataclass(frozen=True, slots=True)
class Removal:
    """A clause to strike out: offsets in the text of the document's ``block``."""

    block: int
    start: int
    end: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SuggestionAt:
    """Suggested wording and the best place for it.

    ``block`` is the index of the document's block it follows or whose words it replaces; for ``REPLACE``,
    ``start`` and ``end`` are the offsets of the clause in that block's text and ``replaces`` its words. ``label`` is the number it
    would carry where the clauses beside it are numbered, else "". ``removes`` are further clauses that
    rule the criterion out and have to go for the suggestion to hold.
    """

    text: str
    where: Where
    block: int
    place: Place
    start: int | None = None
    end: int | None = None
    replaces: str = ""
    label: str = ""
    removes: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to act on: a criterion that is not embedded.

    ``message`` is ``summary`` with the words it was judged by.
    ``fingerprint`` stays the same while the words do, whatever moves around them.
    """

    rule: str
    name: str
    status: Status
    severity: Severity
    message: str
    place: Place
    suggestion: SuggestionAt | None
    fingerprint: str
    evidence: Evidence | None = None
    summary: str = ""


class SetAsideBy(StrEnum):
    """What keeps a finding from being reported."""

    COMMENT = "comment"
    FRONT_MATTER = "front-matter"
    CONFIG = "config"
    BASELINE = "baseline"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding that is not reported as one to act on, what keeps it back, why, and where that is said."""

    finding: Finding
    by: SetAsideBy
    reason: str = ""
    where: str = ""


SUPPRESSIONS = frozenset({SetAsideBy.COMMENT, SetAsideBy.FRONT_MATTER, SetAsideBy.CONFIG})
"""What sets findings aside by somebody's decision, with a reason."""


@dataclass(frozen=True, slots=True)
class PrincipleScore:
    """A principle's score, 0 to 100, or ``None`` where none of its criteria applies."""

    id: str
    name: str
    score: float | None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's words, for reports that show them or edit them.

    ``parts`` are where each statement comes from, by the numbers in the evidence. ``source`` is the decoded
    text of a text format, "" for the others.
    """

    blocks: tuple[Block, ...]
    parts: tuple[tuple[Part, ...], ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """Everything said of one document. ``statements`` are the statements' texts, by their numbers in the evidence.

    ``aside`` are the findings kept back from ``findings``; criteria and score are as without that.
    ``text`` is there only when the report is made for a format that needs it: it is most of a report's size.
    """

    path: str
    format: str
    kind: str
    language: str
    title: str | None
    words: int
    pages: int | None
    score: float | None
    principles: tuple[PrincipleScore, ...]
    criteria: tuple[Criterion, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    statements: tuple[str, ...]
    text: DocumentText | None = field(default=None, repr=False)
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadError:
    """A document that could not be read or judged."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """The result of one command over all its documents, in the order they were asked for."""

    documents: tuple[DocumentReport, ...]
    errors: tuple[ReadError, ...]
    pack_id: str
    pack_version: str
