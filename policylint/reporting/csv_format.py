"""CSV for spreadsheets: a row for each criterion of each document, safe to open.

Every cell is quoted, and one that a spreadsheet would take for a formula begins with an apostrophe. The
byte order mark makes Excel read UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from policylint.assessment.model import Criterion
from policylint.document import Place
from policylint.findings.model import DocumentReport, Finding, ReadError, Run
from policylint.reporting.advice import NOT_READ, struck, where, wording
from policylint.reporting.escaping import folded
from policylint.reporting.view import View

COLUMNS = (
    "path", "title", "kind", "words", "score", "principle", "rule", "name", "status", "severity", "message", "evidence",
    "evidence_count", "section", "page", "line", "column", "paragraph", "table", "row", "suggestion", "suggestion_place",
    "fingerprint",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"
# Full-width signs count as well in spreadsheets set to East Asian languages.
_FORMULA = tuple("=+-@|%\t\r\n＝＋－＠")


def render(run: Run, view: View) -> str:
    """The table with its header, lines ending in CR LF. Documents that were not read come last."""
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.DictWriter(out, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    for document in run.documents:
        writer.writerows(_rows(document))
    writer.writerows(_unread(error) for error in run.errors)
    return out.getvalue()


def _rows(document: DocumentReport) -> Iterator[dict[str, str]]:
    names = {principle.id: principle.name for principle in document.principles}
    about = {
        "path": _cell(document.path),
        "title": _cell(document.title or ""),
        "kind": _cell(document.kind),
        "words": str(document.words),
        "score": "" if document.score is None else f"{document.score:.1f}",
    }
    found: dict[str, list[Finding]] = {}
    for finding in document.findings:
        found.setdefault(finding.rule, []).append(finding)
    for criterion in document.criteria:
        rule = criterion.rule
        principle = f"{rule.principle} {names.get(rule.principle, '')}".strip()
        given = {"principle": _cell(principle), "rule": _cell(rule.id), "name": _cell(rule.name)}
        row = about | given | _criterion(criterion)
        yield from [row | _finding(finding) for finding in found.pop(rule.id, [])] or [row]
    for finding in (f for rest in found.values() for f in rest):  # rules that are no criteria
        yield about | {"rule": _cell(finding.rule), "name": _cell(finding.name)} | _finding(finding)


def _criterion(criterion: Criterion) -> dict[str, str]:
    decisive = [piece for piece in criterion.evidence if piece.status is criterion.status]
    first = decisive[0] if decisive else None
    return {
        "status": criterion.status.value,
        "evidence": _cell(first.text) if first is not None else "",
        "evidence_count": str(len(decisive)),
        **(_place(first.place) if first is not None else {}),
    }


def _finding(finding: Finding) -> dict[str, str]:
    cells = {
        "status": finding.status.value,
        "severity": finding.severity.value,
        "message": _cell(finding.message),
        "fingerprint": _cell(finding.fingerprint),
        **_place(finding.place),
    }
    if finding.evidence is not None:
        cells["evidence"] = _cell(finding.evidence.text)
    if finding.suggestion is not None:
        cells["suggestion"] = _cell(wording(finding.suggestion))
        cells["suggestion_place"] = _cell("; ".join([where(finding.suggestion), *struck(finding.suggestion)]))
    return cells


def _place(place: Place) -> dict[str, str]:
    table = place.table
    numbers = {
        "page": place.page,
        "line": place.line,
        "column": place.column,
        "paragraph": place.paragraph,
        "table": table.table if table is not None else None,
        "row": table.row if table is not None else None,
    }
    counted = {name: "" if number is None else str(number) for name, number in numbers.items()}
    return {"section": _cell(place.section or ""), **counted}


def _unread(error: ReadError) -> dict[str, str]:
    return {
        "path": _cell(error.path),
        "rule": _cell(error.code),
        "status": NOT_READ,
        "severity": "error",
        "message": _cell(error.message),
    }


def _cell(text: str) -> str:
    shown = folded(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
