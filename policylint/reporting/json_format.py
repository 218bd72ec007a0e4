"""JSON for programs: the shape published in ``schema/policylint-1.json``."""

from __future__ import annotations

import json
from typing import Any

from policylint import __version__
from policylint.assessment.model import Criterion, Evidence
from policylint.document import Place
from policylint.findings.model import (
    SUPPRESSIONS,
    DocumentReport,
    Finding,
    ReadError,
    Run,
    SetAside,
    SuggestionAt,
)
from policylint.reporting.escaping import escaped_in_json
from policylint.reporting.view import View

SCHEMA_VERSION = 1


def render(run: Run, view: View) -> str:
    """The run as indented JSON. Control, bidi and zero-width characters stand as escapes: the same data."""
    text = json.dumps(as_record(run), ensure_ascii=False, indent=2, allow_nan=False)
    return escaped_in_json(text) + "\n"


def as_record(run: Run) -> dict[str, Any]:
    """The run as plain values, keys in the published order."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {
            "name": "policylint",
            "version": __version__,
            "pack": run.pack_id,
            "pack_version": run.pack_version,
        },
        "documents": [_document(document) for document in run.documents],
        "errors": [_error(error) for error in run.errors],
    }


def _document(report: DocumentReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "format": report.format,
        "kind": report.kind,
        "language": report.language,
        "title": report.title,
        "words": report.words,
        "pages": report.pages,
        "score": report.score,
        "principles": [{"id": p.id, "name": p.name, "score": p.score} for p in report.principles],
        "criteria": [_criterion(criterion, report.statements) for criterion in report.criteria],
        "findings": [_finding(finding) for finding in report.findings],
        "suppressed": [_aside(kept) for kept in report.aside if kept.by in SUPPRESSIONS],
        "known": [_aside(kept) for kept in report.aside if kept.by not in SUPPRESSIONS],
        "notices": [{"code": notice.code, "message": notice.message} for notice in report.notices],
    }


def _criterion(criterion: Criterion, statements: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": criterion.rule.id,
        "name": criterion.rule.name,
        "principle": criterion.rule.principle,
        "status": criterion.status.value,
        "evidence": [_evidence(evidence, statements) for evidence in criterion.evidence],
    }


def _evidence(evidence: Evidence, statements: tuple[str, ...]) -> dict[str, Any]:
    return {
        "status": evidence.status.value,
        "text": evidence.text,
        "statement": statements[evidence.statement],
        "location": _location(evidence.place),
        "reasons": list(evidence.reasons),
        "finder": evidence.finder.value,
        "likelihood": round(evidence.likelihood, 2),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "status": finding.status.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "location": _location(finding.place),
        "suggestion": _suggestion(finding.suggestion) if finding.suggestion is not None else None,
        "fingerprint": finding.fingerprint,
    }


def _aside(kept: SetAside) -> dict[str, Any]:
    """A finding that is kept back, with what keeps it, why, and where that is written."""
    because = {"by": kept.by.value, "reason": kept.reason or None, "where": kept.where or None}
    return {**_finding(kept.finding), "because": because}


def _suggestion(suggestion: SuggestionAt) -> dict[str, Any]:
    return {
        "text": suggestion.text,
        "place": suggestion.where.value,
        "location": _location(suggestion.place),
        "label": suggestion.label or None,
        "replaces": suggestion.replaces or None,
        "removes": [{"text": removal.text, "location": _location(removal.place)} for removal in suggestion.removes],
    }


def _location(place: Place) -> dict[str, Any]:
    table = place.table
    return {
        "section": place.section,
        "page": place.page,
        "line": place.line,
        "column": place.column,
        "paragraph": place.paragraph,
        "table": {"table": table.table, "row": table.row, "cell": table.cell} if table is not None else None,
    }


def _error(error: ReadError) -> dict[str, Any]:
    return {"path": error.path, "code": error.code, "message": error.message}
