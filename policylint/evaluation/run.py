"""Judging a corpus: what was wanted and what was found, case by case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from policylint.assessment.assess import Assessor
from policylint.assessment.model import Evidence
from policylint.assessment.tracing import LineMissed, nearest
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
    missed: tuple[LineMissed, ...] = ()
    """Where nothing was found that was wanted: the rule's lines that came nearest."""


def judge_corpus(
    corpus: Corpus, assessor: Assessor, progress: Callable[[int, int], None] | None = None, *, explain: bool = True
) -> tuple[tuple[Outcome, ...], dict[str, int]]:
    """Every criterion on every case, skipped ones left out; and how many statements were read in each part.
    With ``explain``, what was overlooked carries the lines that came nearest."""
    outcomes: list[Outcome] = []
    statements: Counter[str] = Counter()
    for number, case in enumerate(corpus.cases, start=1):
        document = read_file(case.path) if case.path else read_bytes(case.text.encode(), f"{case.id}.md")
        assessment = assessor.assess(document, "any")
        statements[case.part] += len(assessment.statements)
        found = {c.rule.id: c for c in assessment.criteria if c.rule.id not in case.skip}
        overlooked = frozenset(i for i, c in found.items() if i in case.labels and not c.evidence)
        near = nearest(assessor, document, overlooked) if explain and overlooked else {}
        outcomes.extend(
            Outcome(case, i, case.labels.get(i, "missing"), c.status.value, c.evidence, near.get(i, ()))
            for i, c in found.items()
        )
        if progress is not None:
            progress(number, len(corpus.cases))
    return tuple(outcomes), dict(statements)
