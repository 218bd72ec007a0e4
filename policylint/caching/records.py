"""Reports and packs as bytes and back: plain JSON checked against the dataclasses, so that what lies in a
cache folder can be wrong but can't run anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import msgspec

from policylint.assessment.model import Criterion, Evidence
from policylint.findings.model import DocumentReport
from policylint.rules.model import Pack, Status


@dataclass(frozen=True, slots=True)
class _StoredCriterion:
    """A criterion with its rule by id: the rules come from the pack."""

    rule: str
    status: Status
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Stored:
    report: DocumentReport
    criteria: tuple[_StoredCriterion, ...]


def report_as_bytes(report: DocumentReport) -> bytes:
    """A report to keep; it is kept without its path."""
    criteria = tuple(_StoredCriterion(c.rule.id, c.status, c.evidence) for c in report.criteria)
    return msgspec.json.encode(_Stored(replace(report, path="", criteria=()), criteria))


def report_from_bytes(data: bytes, path: str, pack: Pack) -> DocumentReport | None:
    """A report that was kept, under the path it goes by now; ``None`` for bytes that are none."""
    rules = {rule.id: rule for rule in pack.rules}
    try:
        stored = _reports().decode(data)
        criteria = tuple(Criterion(rules[c.rule], c.status, c.evidence) for c in stored.criteria)
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, RecursionError):
        return None
    return replace(stored.report, path=path, criteria=criteria)


def pack_as_bytes(pack: Pack) -> bytes:
    """A pack to keep, and to take the digest of."""
    return msgspec.json.encode(pack)


def pack_from_bytes(data: bytes) -> Pack | None:
    """A pack that was kept; ``None`` for bytes that are none."""
    try:
        return msgspec.json.decode(data, type=Pack)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


@cache
def _reports() -> msgspec.json.Decoder[_Stored]:
    return msgspec.json.Decoder(_Stored)
