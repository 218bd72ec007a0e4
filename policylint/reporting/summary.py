"""The one line that says how a run went."""

from __future__ import annotations

from collections import Counter

from policylint.findings.model import SUPPRESSIONS, Run, SetAsideBy
from policylint.rules.model import Severity

SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "hint"}
"""Severities as reports for people name them."""

ASIDE_WORDS = {
    **dict.fromkeys(SUPPRESSIONS, "suppressed"),
    SetAsideBy.BASELINE: "in the baseline",
    SetAsideBy.SINCE: "as before",
}
"""What keeps findings back, as reports for people name it."""


def summary(run: Run) -> str:
    """The summary, such as "3 documents: 1 error, 4 warnings, 2 hints; 1 not read"."""
    counts = Counter(finding.severity for document in run.documents for finding in document.findings)
    found = [_counted(counts[level], word) for level, word in SEVERITY_WORDS.items() if counts[level]]
    line = f"{_counted(len(run.documents), 'document')}: {', '.join(found) or 'no findings'}"
    if not run.documents and run.errors:
        line = "No document was judged"
    aside = Counter(ASIDE_WORDS[kept.by] for document in run.documents for kept in document.aside)
    line += "".join(f"; {number} {words}" for words, number in aside.items())
    return f"{line}; {len(run.errors)} not read" if run.errors else line


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
