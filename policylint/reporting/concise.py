"""One line for each finding, for editors, ``grep`` and logs."""

from __future__ import annotations

from policylint.findings.model import Run
from policylint.reporting.advice import NOT_READ
from policylint.reporting.escaping import folded, no_command, visible
from policylint.reporting.places import address
from policylint.reporting.view import View


def render(run: Run, view: View) -> str:
    """``path:line:column: severity rule status message``, in the order of the documents and the pack.

    A document that was not read has ``path: error code not-read message``, after the others.
    """
    found = [
        f"{address(document.path, finding.place)}: {finding.severity.value} {finding.rule} "
        f"{finding.status.value} {folded(finding.message)}\n"
        for document in run.documents
        for finding in document.findings
    ]
    unread = [f"{visible(error.path)}: error {error.code} {NOT_READ} {folded(error.message)}\n" for error in run.errors]
    return no_command("".join([*found, *unread]))
