"""Gates: what the reader alone finds has to have people in reach and nobody in their place."""

from __future__ import annotations

import pytest

from policylint.assessment.assess import Assessor
from policylint.assessment.gates import SURE, Gates
from policylint.assessment.model import Finder
from policylint.assessment.weighing import Weighed
from policylint.reading import read_bytes
from policylint.rules import find_pack, load_pack
from policylint.rules.model import Status
from policylint.statements import statements_of

E, P, C, M = Status.EMBEDDED, Status.PARTIAL, Status.CONTRADICTED, Status.MISSING
ASSESSOR = Assessor(load_pack(find_pack("co-production")), rules_only=True)
GATES = Gates(ASSESSOR.compiled)


def passed(text: str, rule_id: str, status: Status, likelihood: float) -> Status:
    statements = statements_of(read_bytes(text.encode(), "x.md"))
    analyses, _ = ASSESSOR.concepts.read(statements, None)
    rule = next(r for r in ASSESSOR.compiled.rules if r.rule.id == rule_id)
    return GATES.passed(rule, analyses[-1], Weighed(status, likelihood, Finder.READER))[0].status


@pytest.mark.parametrize(
    ("text", "rule", "found", "likelihood", "left"),
    [
        ("Tenants have the last word on it.", "CP402", E, 0.6, E),
        ("The last word lies with the street.", "CP402", E, 0.6, M),
        ("The last word lies with the street.", "CP402", E, SURE + 0.01, E),
        ("Managers have the last word on it.", "CP402", E, 0.85, M),
        ("Stakeholders have the last word on it.", "CP402", E, 0.85, P),
        ("Tenants should have the last word on it.", "CP402", E, 0.9, P),
        ("Tenants are shown out before the vote.", "CP402", C, 0.9, M),
        ("Tenants have no vote.", "CP402", C, 0.9, C),
        ("Tenants have no vote.", "CP402", C, 0.4, M),
        ("Some charities let tenants have the last word.", "CP402", E, 0.9, M),
        ("The agencies pull together to change things.", "CP201", E, 0.5, E),
        ("The agencies do not pull together.", "CP201", C, 0.9, M),
    ],
)
def test_gate(text: str, rule: str, found: Status, likelihood: float, left: Status) -> None:
    assert passed(text, rule, found, likelihood) is left


def test_people_named_just_before_count() -> None:
    assert passed("Two tenants join the panel. Its word is final.", "CP402", E, 0.6) is E
