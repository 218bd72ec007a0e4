"""Reviewdog's diagnostic format: comments on a change, with suggestions that can be committed.

Its columns count bytes of UTF-8, so they are given only where the document's source is at hand.
"""

from __future__ import annotations

import json
from typing import Any

from policylint.findings.model import DocumentReport, Finding, Run
from policylint.reporting.advice import told
from policylint.reporting.edits import edits_for
from policylint.reporting.escaping import escaped_in_json, folded, visible
from policylint.reporting.regions import Region, SourceLines, finding_region
from policylint.reporting.view import View
from policylint.rules.model import Severity

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(run: Run, view: View) -> str:
    """A ``DiagnosticResult``: what was not read, then the findings."""
    diagnostics: list[dict[str, Any]] = [
        {
            "message": f"Not read: {folded(error.message)}",
            "location": {"path": visible(error.path)},
            "severity": "ERROR",
            "code": {"value": error.code},
        }
        for error in run.errors
    ]
    for document in run.documents:
        lines = SourceLines(document.text.source) if document.text is not None and document.text.source else None
        diagnostics += [_diagnostic(document, finding, lines) for finding in document.findings]
    record = {"source": {"name": "policylint"}, "severity": "WARNING", "diagnostics": diagnostics}
    return escaped_in_json(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"


def _diagnostic(document: DocumentReport, finding: Finding, lines: SourceLines | None) -> dict[str, Any]:
    location: dict[str, Any] = {"path": visible(document.path)}
    region = finding_region(document, finding)
    if region is not None and lines is not None:
        location["range"] = _range(region, lines)
    elif finding.place.line is not None:
        location["range"] = {"start": {"line": finding.place.line}}
    made: dict[str, Any] = {
        "message": "\n".join(told(finding)),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    edits = edits_for(document, finding.suggestion) if finding.suggestion is not None else ()
    if len(edits) == 1 and lines is not None:  # several suggestions of one diagnostic would be alternatives
        made["suggestions"] = [{"range": _range(edits[0].region, lines), "text": edits[0].text}]
    return made


def _range(region: Region, lines: SourceLines) -> dict[str, Any]:
    return {
        "start": {"line": region.line, "column": lines.byte_column(region.line, region.column)},
        "end": {"line": region.end_line, "column": lines.byte_column(region.end_line, region.end_column)},
    }
