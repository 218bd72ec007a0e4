"""Precision, recall and F1, with bootstrap intervals over cases."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policylint.evaluation.run import Outcome

JUDGED = ("embedded", "partial", "contradicted")
ROUNDS = 1000
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and what follows from them; a figure is ``None`` where nothing was wanted or found."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of what was wanted that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over a set of outcomes. ``interval`` is the 95% interval of F1 for each status."""

    cases: int
    accuracy: float
    by_status: dict[str, Score]
    interval: dict[str, tuple[float, float]]
    macro: dict[str, float | None]
    by_criterion: dict[str, dict[str, Score]]
    confusion: dict[str, dict[str, int]]
    violations: Score
    statements: int
    false_alarms: dict[str, int]
    """For each criterion, how many statements were taken for evidence in cases where it is missing."""


def score(outcomes: Iterable[Outcome], status: str) -> Score:
    """The score for one status over some outcomes."""
    right = false = missed = 0
    for outcome in outcomes:
        if outcome.found == status:
            right += outcome.wanted == status
            false += outcome.wanted != status
        elif outcome.wanted == status:
            missed += 1
    return Score(right, false, missed)


def summarise(outcomes: Sequence[Outcome], statements: int = 0, rounds: int = ROUNDS) -> Summary:
    """All figures over some outcomes, in which ``statements`` were read. Violations are statuses other than ``embedded``."""
    criteria = sorted({o.criterion for o in outcomes})
    grouped = {c: [o for o in outcomes if o.criterion == c] for c in criteria}
    by_criterion = {c: {s: score(found, s) for s in JUDGED} for c, found in grouped.items()}
    confusion: dict[str, dict[str, int]] = {}
    for (wanted, found), number in sorted(Counter((o.wanted, o.found) for o in outcomes).items()):
        confusion.setdefault(wanted, {})[found] = number
    violations = Score(
        sum(o.wanted != "embedded" and o.found != "embedded" for o in outcomes),
        sum(o.wanted == "embedded" and o.found != "embedded" for o in outcomes),
        sum(o.wanted != "embedded" and o.found == "embedded" for o in outcomes),
    )
    return Summary(
        cases=len({(o.case.id, o.case.whole) for o in outcomes}),
        accuracy=sum(o.wanted == o.found for o in outcomes) / len(outcomes) if outcomes else 0.0,
        by_status={s: score(outcomes, s) for s in JUDGED},
        interval=_intervals(outcomes, rounds),
        macro={s: _mean(by_criterion[c][s].f1 for c in criteria) for s in JUDGED},
        by_criterion=by_criterion,
        confusion=confusion,
        violations=violations,
        statements=statements,
        false_alarms={c: sum(len(o.evidence) for o in grouped[c] if o.wanted == "missing") for c in criteria},
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def _intervals(outcomes: Sequence[Outcome], rounds: int) -> dict[str, tuple[float, float]]:
    """Percentile bootstrap: cases are drawn with replacement, all criteria of a case together."""
    by_case: dict[tuple[str, bool], list[Outcome]] = {}
    for outcome in outcomes:
        by_case.setdefault((outcome.case.id, outcome.case.whole), []).append(outcome)
    cases = [{s: score(own, s) for s in JUDGED} for own in by_case.values()]
    draws = random.Random(SEED)
    intervals = {}
    for status in JUDGED:
        values = []
        for _ in range(rounds):
            chosen = draws.choices(cases, k=len(cases)) if cases else []
            total = Score(
                sum(c[status].right for c in chosen),
                sum(c[status].false for c in chosen),
                sum(c[status].missed for c in chosen),
            )
            values.append(total.f1 or 0.0)
        values.sort()
        intervals[status] = (
            (values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]) if values else (0.0, 0.0)
        )
    return intervals
