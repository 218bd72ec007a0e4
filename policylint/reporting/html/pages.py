"""The records of each document, arranged as the page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policylint.assessment.model import Criterion, Evidence
from policylint.findings.model import DocumentReport, Finding, PrincipleScore
from policylint.reporting.html.passages import Passages, passages_of
from policylint.rules.model import Severity, Status

_WEIGHTS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A piece of evidence, and the id of its mark in the text ("" where the text is not shown)."""

    evidence: Evidence
    anchor: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A criterion's answer: its evidence, that which decided first, and its finding if there is one."""

    criterion: Criterion
    anchor: str
    decisive: tuple[Quoted, ...]
    others: tuple[Quoted, ...]
    finding: Finding | None = None
    place: str = ""
    """The id of the block the suggestion goes to."""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document as the page shows it. ``id`` begins every id of its part of the page."""

    id: str
    report: DocumentReport
    principles: tuple[tuple[PrincipleScore, tuple[Answer, ...]], ...]
    to_change: tuple[Answer, ...]
    """Answers with findings, the heaviest first."""
    secured: tuple[Answer, ...]
    not_asked: tuple[Criterion, ...]
    loose: tuple[Finding, ...]
    """Findings of rules that are no criteria, and further ones of a criterion."""
    counts: tuple[tuple[Status, int], ...]
    """How many of the criteria asked have each status."""
    passages: Passages | None

    @property
    def asked(self) -> int:
        """How many criteria are asked of the document."""
        return sum(number for _, number in self.counts)


def document_pages(documents: Sequence[DocumentReport]) -> list[DocumentPage]:
    """Every document, in order."""
    return [_page(f"d{number}", report) for number, report in enumerate(documents, 1)]


def _page(identity: str, report: DocumentReport) -> DocumentPage:
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.rule, []).append(finding)
    marked = passages_of(identity, report)
    answers = []
    for criterion in report.criteria:
        own = found.get(criterion.rule.id, [])
        answers.append(_answer(identity, criterion, own.pop(0) if own else None, marked))
    counts = Counter(answer.criterion.status for answer in answers)
    asked = [answer for answer in answers if answer.criterion.status is not Status.NOT_APPLICABLE]
    return DocumentPage(
        identity,
        report,
        tuple(
            (principle, tuple(a for a in answers if a.criterion.rule.principle == principle.id))
            for principle in report.principles
        ),
        tuple(sorted((a for a in asked if a.finding is not None), key=_weight)),
        tuple(a for a in asked if a.criterion.status is Status.EMBEDDED),
        tuple(a.criterion for a in answers if a.criterion.status is Status.NOT_APPLICABLE),
        tuple(finding for rest in found.values() for finding in rest),
        tuple((s, counts[s]) for s in Status if s is not Status.NOT_APPLICABLE),
        marked,
    )


def _weight(answer: Answer) -> int:
    return _WEIGHTS[answer.finding.severity] if answer.finding is not None else len(_WEIGHTS)


def _answer(identity: str, criterion: Criterion, finding: Finding | None, marked: Passages | None) -> Answer:
    rule = criterion.rule.id
    quoted = [
        Quoted(evidence, marked.anchors.get((rule, number), "") if marked is not None else "")
        for number, evidence in enumerate(criterion.evidence)
    ]
    place = ""
    if finding is not None and finding.suggestion is not None and marked is not None:
        place = f"{identity}-b{finding.suggestion.block}"
    return Answer(
        criterion,
        f"{identity}-{rule}",
        tuple(q for q in quoted if q.evidence.status is criterion.status),
        tuple(q for q in quoted if q.evidence.status is not criterion.status),
        finding,
        place,
    )
