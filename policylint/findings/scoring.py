"""Scores: how much of what is asked a document secures.

A criterion counts 1 when embedded, one half when partial, 0 when missing or contradicted. A score is the
mean over the criteria that apply, times 100, to one decimal: over a principle's criteria for the
principle, over all of them for the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from policylint.assessment.model import Criterion
from policylint.findings.model import PrincipleScore
from policylint.rules.model import Pack, Status

_WORTH = {Status.EMBEDDED: 1.0, Status.PARTIAL: 0.5, Status.MISSING: 0.0, Status.CONTRADICTED: 0.0}


def score(criteria: Iterable[Criterion]) -> float | None:
    """The score of some criteria, 0 to 100, or ``None`` when none of them applies."""
    worths = [_WORTH[c.status] for c in criteria if c.status is not Status.NOT_APPLICABLE]
    return round(100 * sum(worths) / len(worths), 1) if worths else None


def principle_scores(pack: Pack, criteria: tuple[Criterion, ...]) -> tuple[PrincipleScore, ...]:
    """The score of every principle, in the pack's order."""
    return tuple(
        PrincipleScore(p.id, p.name, score(c for c in criteria if c.rule.principle == p.id)) for p in pack.principles
    )
