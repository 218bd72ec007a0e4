"""A pull-request comment: a matrix of documents and principles, the details of each document folded away.

Hosts refuse comments that are too long, so the details stop where the room ends, and say so. Words of a
document are escaped: they make no markup, mention nobody and link to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policylint.findings.model import DocumentReport, Finding, Run
from policylint.reporting.advice import struck, where, wording
from policylint.reporting.escaping import folded
from policylint.reporting.places import cited
from policylint.reporting.summary import SEVERITY_WORDS, summary
from policylint.reporting.view import View
from policylint.rules.model import Status

MARKER = "<!-- policylint -->"
"""The comment's first line, by which a bot finds its comment again."""

MAX_CHARS = 60_000
"""GitHub takes 65,536 characters."""

MAX_ROWS = 100
MARKS = {
    Status.EMBEDDED: "✅",
    Status.PARTIAL: "🟡",
    Status.CONTRADICTED: "❌",
    Status.MISSING: "⬜",
    Status.NOT_APPLICABLE: "–",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()|~!$^])")
# What would begin a list or an underlined heading at the start of a line.
_FIRST = re.compile(r"^(\d*)([-+=.)])")
_BREAKS = {"@": "<span>@</span>", "#": "<span>#</span>", "://": "<span>:</span>//", "www.": "www<span>.</span>"}
_BREAK = re.compile(r"@|#|://|www\.", re.IGNORECASE)


def render(run: Run, view: View) -> str:
    """The whole comment. Under ``quiet`` without the details."""
    parts = [f"{MARKER}\n### policylint: {_safe(summary(run))}\n"]
    if run.errors:
        parts.append(_unread(run))
    if run.documents:
        parts.append(_matrix(run))
    if not view.quiet:
        parts += _details(run.documents, MAX_CHARS - sum(map(len, parts)))
    return "\n".join(parts)


def _unread(run: Run) -> str:
    rows = [f"| {_safe(error.path)} | {_safe(error.message)} |\n" for error in run.errors[:MAX_ROWS]]
    more = _left_out(len(run.errors) - len(rows), "unread document", "unread documents")
    return f"**Not read**\n\n| Document | Why |\n|---|---|\n{''.join(rows)}{more}"


def _matrix(run: Run) -> str:
    principles = list({p.id: p.name for document in run.documents for p in document.principles}.items())
    head = "".join(f" {_safe(identity)} |" for identity, _ in principles)
    lines = [f"| Document | Score |{head}\n", f"|---|--:|{'---|' * len(principles)}\n"]
    for document in run.documents[:MAX_ROWS]:
        score = "–" if document.score is None else f"{document.score:.0f}"
        cells = "".join(f" {_marks(document, identity)} |" for identity, _ in principles)
        lines.append(f"| {_safe(document.path)} | {score} |{cells}\n")
    legend = " · ".join(
        f"{mark} {status.value}" for status, mark in MARKS.items() if status is not Status.NOT_APPLICABLE
    )
    named = " · ".join(f"**{_safe(identity)}** {_safe(name)}" for identity, name in principles)
    more = _left_out(len(run.documents) - MAX_ROWS, "document", "documents")
    return f"{''.join(lines)}{more}\n{legend}\n\n<sub>{named}</sub>\n"


def _marks(document: DocumentReport, principle: str) -> str:
    """One mark for each criterion of the principle, in order."""
    return "".join(MARKS[c.status] for c in document.criteria if c.rule.principle == principle) or "–"


def _left_out(number: int, one: str, many: str) -> str:
    return f"\n{number} more {one if number == 1 else many}.\n" if number > 0 else ""


def _details(documents: Iterable[DocumentReport], room: int) -> list[str]:
    kept: list[str] = []
    with_findings = [document for document in documents if document.findings]
    for number, document in enumerate(with_findings):
        part = _folded_away(document)
        room -= len(part) + 1
        if room < 0:
            rest = len(with_findings) - number
            what = "this document" if rest == 1 else f"{rest} documents"
            return [
                *kept,
                f"The details of {what} are left out: a comment holds no more. Run policylint to see them.\n",
            ]
        kept.append(part)
    return kept


def _folded_away(document: DocumentReport) -> str:
    count = len(document.findings)
    notices = "".join(f"Note: {_safe(notice.message)}\n\n" for notice in document.notices)
    findings = "\n".join(_finding(finding) for finding in document.findings)
    title = f"{_in_tag(document.path)}: {count} {'finding' if count == 1 else 'findings'}"
    return f"<details>\n<summary>{title}</summary>\n\n{notices}{findings}\n</details>\n"


def _finding(finding: Finding) -> str:
    place = cited(finding.place)
    lines = [
        f"- {MARKS[finding.status]} **{_safe(finding.rule)} {_safe(finding.name)}** {finding.status.value} "
        f"({SEVERITY_WORDS[finding.severity]}){f', {_safe(place)}' if place else ''}",
        f"  {_safe(finding.message)}",
    ]
    if finding.suggestion is not None:
        lines += [
            "",
            f"  Suggestion, {_safe(where(finding.suggestion))}:",
            "",
            f"  > {_safe(wording(finding.suggestion))}",
        ]
        lines += [line for sentence in struck(finding.suggestion) for line in ("", f"  {_safe(sentence)}")]
    return "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    """Untrusted words as inline Markdown that shows them and does nothing."""
    return _unlinked(_FIRST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", _escaped(text))))


def _in_tag(text: str) -> str:
    """Untrusted words inside an HTML element, where Markdown's backslashes would show."""
    return _unlinked(_escaped(text))


def _escaped(text: str) -> str:
    return folded(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unlinked(text: str) -> str:
    """A host looks for names and addresses in stretches of text that no tag interrupts."""
    return _BREAK.sub(lambda found: _BREAKS[found[0].lower()], text)
