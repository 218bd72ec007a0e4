"""GitLab's Code Quality report: findings in the merge request's widget and diff."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from policylint.findings.model import Run
from policylint.reporting.advice import told
from policylint.reporting.escaping import escaped_in_json, folded, visible
from policylint.reporting.regions import finding_region
from policylint.reporting.view import View
from policylint.rules.model import Severity

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "minor"}


def render(run: Run, view: View) -> str:
    """A JSON array with an issue for each finding, and one of severity ``blocker`` for what was not read."""
    issues = [
        _issue(
            error.path, f"policylint/{error.code}", "blocker", f"Not read: {folded(error.message)}", 1, 1, error.code
        )
        for error in run.errors
    ]
    for document in run.documents:
        for finding in document.findings:
            region = finding_region(document, finding)
            first = region.line if region is not None else finding.place.line or 1
            last = region.end_line if region is not None else first
            name = f"{finding.rule} {finding.name}"
            message = "\n".join(told(finding))
            severity = _SEVERITIES[finding.severity]
            issues.append(_issue(document.path, name, severity, message, first, last, finding.fingerprint))
    return escaped_in_json(json.dumps(_distinct(issues), ensure_ascii=False, indent=2)) + "\n"


def _issue(path: str, name: str, severity: str, message: str, first: int, last: int, mark: str) -> dict[str, Any]:
    return {
        "description": message,
        "check_name": name,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": visible(path.removeprefix("./")), "lines": {"begin": first, "end": last}},
    }


def _distinct(issues: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fingerprints as GitLab wants them: no two alike in a report, the same while path and words are."""
    seen: Counter[tuple[str, str]] = Counter()
    for issue in issues:
        key = (issue["location"]["path"], issue["fingerprint"])
        seen[key] += 1
        issue["fingerprint"] = hashlib.sha256("\n".join((*key, str(seen[key]))).encode()).hexdigest()
    return issues
