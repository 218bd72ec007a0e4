"""The report for people: each document by principle, with the words quoted and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from policylint.assessment.model import Criterion, Evidence
from policylint.findings.model import DocumentReport, Finding, PrincipleScore, ReadError, Run, SetAside, SuggestionAt
from policylint.reporting.advice import struck, where, wording
from policylint.reporting.escaping import folded, no_command, visible
from policylint.reporting.painting import Painter
from policylint.reporting.places import cited
from policylint.reporting.summary import ASIDE_WORDS, SEVERITY_WORDS, summary
from policylint.reporting.view import View
from policylint.rules.model import Status

MAX_PIECES = 3
MAX_PIECE_CHARS = 300
_SCORE_WIDTH = 5


def render(run: Run, view: View) -> str:
    """The report, its last line the summary. Under ``quiet`` one line for each finding, and the summary."""
    paint = Painter(view)
    pages = (_findings_only(d, paint) if view.quiet else _document(d, paint) for d in run.documents)
    unread = _unread(run.errors, paint) if run.errors else []
    return no_command("\n".join([*chain.from_iterable(pages), *unread, paint.strong(summary(run))]) + "\n")


def _unread(errors: Sequence[ReadError], paint: Painter) -> list[str]:
    """What was not read: named in the report itself, so that it is missed nowhere."""
    if paint.view.quiet:
        return [f"{visible(error.path)}: not read: {folded(error.message)}" for error in errors]
    lines = [paint.strong("Not read")]
    for error in errors:
        lines += [*paint.wrapped(visible(error.path), 2, 4), *paint.wrapped(folded(error.message), 6)]
    return [*lines, "", paint.rule()]


def _findings_only(report: DocumentReport, paint: Painter) -> list[str]:
    path = visible(report.path)
    return [
        f"{path}: {paint.mark(finding.status)} {finding.rule} {finding.name}  "
        f"{paint.status(finding.status.value.upper(), finding.status)}  {SEVERITY_WORDS[finding.severity]}"
        for finding in report.findings
    ]


def _document(report: DocumentReport, paint: Painter) -> list[str]:
    lines = [*_head(report, paint), ""]
    findings = {finding.rule: finding for finding in report.findings}
    aside = {kept.finding.rule: kept for kept in report.aside}
    for principle in report.principles:
        asked = [
            criterion
            for criterion in report.criteria
            if criterion.rule.principle == principle.id and criterion.status is not Status.NOT_APPLICABLE
        ]
        if asked:
            lines += _principle(principle, paint)
            for criterion in asked:
                rule = criterion.rule.id
                if rule in aside and rule not in findings:
                    lines += _kept_back(criterion, aside[rule], paint)
                else:
                    lines += _criterion(criterion, findings.get(rule), report, paint)
            lines.append("")
    return [*lines, *_not_asked(report, paint), paint.rule()]


def _head(report: DocumentReport, paint: Painter) -> list[str]:
    length = f"{report.words:,} words" + (f", {_pages(report.pages)}" if report.pages else "")
    lines = [paint.strong(line) for line in paint.wrapped(folded(report.title or "(no title)"), 0)]
    dot = " · " if paint.view.unicode else " - "
    lines += paint.wrapped(dot.join((visible(report.path), visible(report.kind), length)), 0)
    if report.score is None:
        lines.append("No score: none of the criteria is asked of this document")
    else:
        lines.append(f"Score {report.score:.1f} of 100  {paint.bar(report.score)}")
    for notice in report.notices:
        lines += paint.wrapped(f"Note: {folded(notice.message)}", 0, 6)
    return lines


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"


def _principle(principle: PrincipleScore, paint: Painter) -> list[str]:
    name = f"{principle.id}  {folded(principle.name)}"
    score = "" if principle.score is None else f"{principle.score:{_SCORE_WIDTH}.1f}"
    *above, last = paint.wrapped(name, 0, len(principle.id) + 2)
    return [*(paint.strong(line) for line in above), paint.ends(last, score, paint.strong(last))]


def _criterion(criterion: Criterion, finding: Finding | None, report: DocumentReport, paint: Painter) -> list[str]:
    status = criterion.status
    name = f"{criterion.rule.id} {criterion.rule.name}"
    line = f"  {paint.mark(status)} {name}  {paint.status(status.value.upper(), status)}"
    question = paint.faint_lines(paint.wrapped(folded(criterion.rule.question), 6))
    if finding is None:
        return [*_secured(criterion, line, len(f"  x {name}  {status.value}"), question, paint)]
    lines = [paint.ends(f"  x {name}  {status.value}", SEVERITY_WORDS[finding.severity], line)]
    if paint.view.verbose:
        lines += question
    lines += paint.wrapped(folded(finding.summary or finding.message), 6)
    lines += _evidence([e for e in criterion.evidence if e.status is status], paint)
    if paint.view.verbose:
        others = [e for e in criterion.evidence if e.status is not status]
        if others:
            lines += [*paint.wrapped("Also, not decisive:", 6), *_evidence(others, paint)]
    if finding.suggestion is not None:
        lines += _suggestion(finding.suggestion, paint)
    return lines


def _kept_back(criterion: Criterion, kept: SetAside, paint: Painter) -> list[str]:
    """A finding that is not reported as one to act on: what keeps it back, and why."""
    status = criterion.status
    name = f"{criterion.rule.id} {criterion.rule.name}"
    line = f"  {paint.mark(status)} {name}  {paint.status(status.value.upper(), status)}"
    why = " ".join(filter(None, (folded(kept.reason), f"({folded(kept.where)})" if kept.where else "")))
    lines = [paint.ends(f"  x {name}  {status.value}", ASIDE_WORDS[kept.by], line)]
    if why:
        lines += paint.wrapped(why, 6)
    if paint.view.verbose:
        lines += _evidence([e for e in criterion.evidence if e.status is status], paint)
    return lines


def _secured(criterion: Criterion, line: str, used: int, question: list[str], paint: Painter) -> list[str]:
    """An embedded criterion: one line with the first place, all of its words only when asked for."""
    if paint.view.verbose:
        return [line, *question, *_evidence(list(criterion.evidence), paint)]
    place = cited(criterion.evidence[0].place) if criterion.evidence else ""
    room = paint.view.width - used - 2
    if not place or room < 12:
        return [line]
    if len(place) > room:
        place = place[: room - 3].rstrip() + "..."
    return [f"{line}  {paint.faint(place)}"]


def _evidence(evidence: list[Evidence], paint: Painter) -> list[str]:
    shown = evidence if paint.view.verbose else evidence[:MAX_PIECES]
    lines: list[str] = []
    for piece in shown:
        words = folded(piece.text)
        if len(words) > MAX_PIECE_CHARS and not paint.view.verbose:
            words = words[:MAX_PIECE_CHARS].rsplit(" ", 1)[0] + " ..."
        lines += paint.wrapped(paint.quoted(words), 8, 9)
        remarks = [cited(piece.place), *(folded(reason) for reason in piece.reasons)]
        lines += paint.faint_lines(paint.wrapped("; ".join(filter(None, remarks)), 9))
    if len(evidence) > len(shown):
        lines += paint.faint_lines([f"        and {len(evidence) - len(shown)} more"])
    return lines


def _suggestion(suggestion: SuggestionAt, paint: Painter) -> list[str]:
    label = f"{folded(suggestion.label)} " if suggestion.label else ""
    lines = paint.wrapped(f"Suggestion, {where(suggestion, paint.quoted)}:", 6)
    lines += paint.wrapped(wording(suggestion), 8, 8 + len(label))
    for line in struck(suggestion, paint.quoted):
        lines += paint.wrapped(line, 8, 10)
    return lines


def _not_asked(report: DocumentReport, paint: Painter) -> list[str]:
    left_out = [c.rule.id for c in report.criteria if c.status is Status.NOT_APPLICABLE]
    if not left_out:
        return []
    text = f"Not asked (the kind of document or the options leave them out): {', '.join(left_out)}"
    return [*paint.faint_lines(paint.wrapped(text, 0, 2)), ""]
