"""Comparing reports with what was known before: a baseline, or the document as it was. Records in, records out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from policylint.findings.model import DocumentReport, Finding, SetAside, SetAsideBy
from policylint.rules.model import Status

_WORSE = {Status.PARTIAL: 1, Status.MISSING: 2, Status.CONTRADICTED: 3}
"""How bad a finding's status is; no finding is 0."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A known finding. ``path`` is relative to the baseline's folder; ``words`` are for people who read the file."""

    path: str
    rule: str
    status: str
    fingerprint: str
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document's findings beside its entries.

    ``known``: findings that have an entry. ``eased``: findings better than an entry of their rule, with that
    entry. ``new``: the rest. ``fixed``: entries without a finding. Entries of rules that were not asked are
    none of these.
    """

    known: tuple[Finding, ...]
    eased: tuple[tuple[Finding, Entry], ...]
    new: tuple[Finding, ...]
    fixed: tuple[Entry, ...]


def entry_of(finding: Finding, path: str) -> Entry:
    """A finding as a baseline keeps it."""
    words = " ".join(finding.evidence.text.split()) if finding.evidence is not None else ""
    return Entry(path, finding.rule, finding.status.value, finding.fingerprint, words)


def compare(report: DocumentReport, entries: Iterable[Entry]) -> Comparison:
    """A document's findings beside the entries of its path. By rule and words, never by place."""
    own = sorted(entries)
    found = {(f.rule, f.fingerprint) for f in report.findings}
    left = [e for e in own if (e.rule, e.fingerprint) not in found]
    listed = {(e.rule, e.fingerprint) for e in own}
    known, eased, new = [], [], []
    for finding in report.findings:
        if (finding.rule, finding.fingerprint) in listed:
            known.append(finding)
            continue
        worse = next((e for e in left if e.rule == finding.rule and _is_worse(e.status, finding.status)), None)
        if worse is not None:
            left.remove(worse)
            eased.append((finding, worse))
        else:
            new.append(finding)
    unasked = {c.rule.id for c in report.criteria if c.status is Status.NOT_APPLICABLE}
    return Comparison(tuple(known), tuple(eased), tuple(new), tuple(e for e in left if e.rule not in unasked))


def _is_worse(before: str, now: Status) -> bool:
    return _WORSE.get(Status(before), 0) > _WORSE.get(now, 0)


def known_aside(report: DocumentReport, comparison: Comparison) -> DocumentReport:
    """The report with the findings that have an entry, or are better than theirs, set aside."""
    kept_back = (*comparison.known, *(finding for finding, _ in comparison.eased))
    return _without(report, kept_back, SetAsideBy.BASELINE)


def no_worse_aside(report: DocumentReport, earlier: DocumentReport | None) -> DocumentReport:
    """The report with only what is worse than in the earlier report of the document; all of it without one.

    A finding is worse when its rule had none before, or one of a better status. What was set aside before
    counts as no finding.
    """
    if earlier is None:
        return report
    before: dict[str, int] = {}
    for finding in earlier.findings:
        before[finding.rule] = max(before.get(finding.rule, 0), _WORSE.get(finding.status, 0))
    same = [f for f in report.findings if _WORSE.get(f.status, 0) <= before.get(f.rule, 0)]
    return _without(report, same, SetAsideBy.SINCE)


def _without(report: DocumentReport, findings: Iterable[Finding], by: SetAsideBy) -> DocumentReport:
    back = list(findings)
    kept = tuple(f for f in report.findings if not any(f is other for other in back))
    return replace(report, findings=kept, aside=(*report.aside, *(SetAside(f, by) for f in back)))
