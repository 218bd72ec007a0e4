"""Judging a corpus: what was wanted and what was found, case by case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from policylint.assessment.assess import Assessor
from policylint.assessment.model import Evidence
from policylint.evaluation.corpus import Case, Corpus
from policylint.reading import read_bytes, read_file


@dataclass(frozen=True, slots=True)
class Outcome:
    """One criterion on one case."""

    case: Case
    criterion: str
    wanted: str
    found: str
    evidence: tuple[Evidence, ...]


def judge_corpus(
    corpus: Corpus, assessor: Assessor, progress: Callable[[int, int], None] | None = None
) -> tuple[tuple[Outcome, ...], int]:
    """Every criterion on every case, skipped ones left out; and the number of statements read."""
    outcomes: list[Outcome] = []
    statements = 0
    for number, case in enumerate(corpus.cases, start=1):
        document = read_file(case.path) if case.path else read_bytes(case.text.encode(), f"{case.id}.md")
        assessment = assessor.assess(document, "any")
        statements += len(assessment.statements)
        outcomes.extend(
            Outcome(case, c.rule.id, case.labels.get(c.rule.id, "missing"), c.status.value, c.evidence)
            for c in assessment.criteria
            if c.rule.id not in case.skip
        )
        if progress is not None:
            progress(number, len(corpus.cases))
    return tuple(outcomes), statements
