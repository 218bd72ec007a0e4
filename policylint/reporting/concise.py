"""One line for each finding, for editors, ``grep`` and logs."""

from __future__ import annotations

from policylint.findings.model import Run
from policylint.reporting.escaping import folded
from policylint.reporting.places import address
from policylint.reporting.view import View


def render(run: Run, view: View) -> str:
    """``path:line:column: severity rule status message``, in the order of the documents and the pack."""
    return "".join(
        f"{address(document.path, finding.place)}: {finding.severity.value} {finding.rule} "
        f"{finding.status.value} {folded(finding.message)}\n"
        for document in run.documents
        for finding in document.findings
    )
