"""Setting suppressed findings aside: one report in, one out.

A finding rests on words, in one block or several. It is set aside only when every block it rests on is
covered by a suppression of its rule. A criterion that is missing rests on no words: only what holds for the
whole document, or a Word comment, covers it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policylint.document import Notice
from policylint.findings.model import DocumentReport, Finding, SetAside
from policylint.findings.suppressions import UNUSED, Suppression
from policylint.rules.model import Status


def suppressed(
    report: DocumentReport, suppressions: Iterable[Suppression], notices: Iterable[Notice] = ()
) -> DocumentReport:
    """The report with suppressed findings set aside, and a notice for each suppression that silences nothing."""
    known = list(suppressions)
    kept: list[Finding] = []
    aside: list[SetAside] = []
    used: set[int] = set()
    for finding in report.findings:
        numbers = [n for n, s in enumerate(known) if finding.rule in s.rules]
        covering = _covering(finding, [known[n] for n in numbers], _blocks(finding, report))
        if covering is None:
            kept.append(finding)
            continue
        used |= {n for n in numbers if known[n] in covering}
        first = covering[0]
        aside.append(SetAside(finding, first.by, first.reason, first.where))
    unused = [s for n, s in enumerate(known) if n not in used and _asked(s, report)]
    told = (*notices, *(Notice(UNUSED, _idle(s, kept, report)) for s in unused))
    return replace(report, findings=tuple(kept), aside=(*report.aside, *aside), notices=(*report.notices, *told))


def _blocks(finding: Finding, report: DocumentReport) -> frozenset[int]:
    """The blocks with the words a finding rests on."""
    criterion = next((c for c in report.criteria if c.rule.id == finding.rule), None)
    if criterion is None or criterion.status is not finding.status:
        return frozenset({finding.evidence.block} if finding.evidence is not None else ())
    return frozenset(e.block for e in criterion.evidence if e.status is finding.status)


def _covering(finding: Finding, own: list[Suppression], blocks: frozenset[int]) -> list[Suppression] | None:
    """The suppressions that together cover a finding, ``None`` when they don't."""
    if finding.status is Status.MISSING:
        return [s for s in own if s.absent_too] or None
    whole = [s for s in own if s.blocks is None]
    if whole:
        return whole
    touching = [s for s in own if s.blocks is not None and s.blocks & blocks]
    covered = frozenset(block for s in touching for block in s.blocks or ())
    return touching if touching and blocks <= covered else None


def _asked(suppression: Suppression, report: DocumentReport) -> bool:
    """Whether any of its rules was asked of the document; of the others nothing can be told."""
    return any(c.rule.id in suppression.rules and c.status is not Status.NOT_APPLICABLE for c in report.criteria)


def _idle(suppression: Suppression, kept: list[Finding], report: DocumentReport) -> str:
    """Why a suppression silences nothing, and what to do."""
    head = f"{suppression.where}: the suppression of {suppression.name} silences nothing"
    finding = next((f for f in kept if f.rule in suppression.rules), None)
    if finding is None:
        return f"{head}: there is no such finding; take it out."
    if finding.status is Status.MISSING:
        return f"{head}: {finding.rule} is missing from the whole document; write 'ignore-file' to accept that."
    blocks = _blocks(finding, report)
    others = len(blocks - (suppression.blocks or frozenset()))
    if suppression.blocks is not None and suppression.blocks & blocks:
        places = "1 other place" if others == 1 else f"{others} other places"
        return f"{head} yet: the finding {finding.rule} also rests on {places}."
    return f"{head}: the finding {finding.rule} rests on words elsewhere."
