"""From an assessment to a document's report."""

from __future__ import annotations

import hashlib

from policylint.assessment.model import Assessment, Criterion, Evidence
from policylint.document import Place
from policylint.findings.model import DocumentReport, DocumentText, Finding
from policylint.findings.scoring import principle_scores, score
from policylint.findings.slots import Slots, slots_of
from policylint.findings.suggesting import Suggester
from policylint.rules.model import Pack, Severity, Status

_UNREPORTED = {Status.EMBEDDED, Status.NOT_APPLICABLE}
MAX_QUOTED_CHARS = 160


def report_of(assessment: Assessment, pack: Pack) -> DocumentReport:
    """The report of an assessed document: one finding for each criterion that applies and is not embedded."""
    document = assessment.document
    slots = slots_of(assessment, pack)
    suggester = Suggester(assessment, slots)
    findings = tuple(_finding(c, suggester, slots) for c in assessment.criteria if c.status not in _UNREPORTED)
    return DocumentReport(
        path=document.path,
        format=document.format,
        kind=assessment.kind,
        language=document.language,
        title=document.title,
        words=document.words,
        pages=document.pages,
        score=score(assessment.criteria),
        principles=principle_scores(pack, assessment.criteria),
        criteria=assessment.criteria,
        findings=findings,
        notices=document.notices,
        statements=tuple(s.text for s in assessment.statements),
        text=DocumentText(document.blocks, tuple(s.parts for s in assessment.statements), document.source),
    )


def _finding(criterion: Criterion, suggester: Suggester, slots: Slots) -> Finding:
    rule = criterion.rule
    evidence = next((e for e in criterion.evidence if e.status is criterion.status), None)
    suggestion = suggester.suggest(criterion)
    summary = slots.fill(rule.message.get(criterion.status, f"{rule.question} ({criterion.status.value})"))
    message = summary if evidence is None else f"{summary.rstrip('.')}: ‘{_shortened(evidence.text)}’."
    return Finding(
        rule=rule.id,
        name=rule.name,
        status=criterion.status,
        severity=rule.severity.get(criterion.status, Severity.WARNING),
        message=message,
        place=evidence.place if evidence is not None else (suggestion.place if suggestion else Place()),
        suggestion=suggestion,
        fingerprint=fingerprint(rule.id, criterion.status, evidence),
        evidence=evidence,
        summary=summary,
    )


def _shortened(text: str) -> str:
    if len(text) <= MAX_QUOTED_CHARS:
        return text
    return text[:MAX_QUOTED_CHARS].rsplit(" ", 1)[0] + " …"


def fingerprint(rule: str, status: Status, evidence: Evidence | None) -> str:
    """Sixteen hexadecimal digits from the rule, the status and the words, with no trace of where they stand."""
    words = " ".join(evidence.text.lower().split()) if evidence is not None else ""
    return hashlib.sha256(f"{rule}\n{status.value}\n{words}".encode()).hexdigest()[:16]
