"""Every rule's own examples: what must and must not be found. A rule without them for each status fails."""

import pytest

from policylint.assessment.assess import Assessor
from policylint.reading import read_bytes
from policylint.rules import Pack, Rule, Status, find_pack, load_pack
from policylint.rules.model import Example

PACK: Pack = load_pack(find_pack("co-production"))
CASES = [(rule, example) for rule in PACK.rules for example in rule.examples]


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(PACK, rules_only=True)


def status_of(assessor: Assessor, rule: Rule, text: str) -> Status:
    document = read_bytes(text.encode(), "example.md")
    return next(c.status for c in assessor.assess(document, "any").criteria if c.rule.id == rule.id)


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(r, e, id=f"{r.id}:{e.number}") for r, e in CASES if not e.known_gap],
)
def test_example(assessor: Assessor, rule: Rule, example: Example) -> None:
    assert status_of(assessor, rule, example.text) is example.status, example.text


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(r, e, id=f"{r.id}:{e.number}", marks=pytest.mark.xfail(strict=True, reason="known gap"))
        for r, e in CASES
        if e.known_gap
    ],
)
def test_known_gap(assessor: Assessor, rule: Rule, example: Example) -> None:
    assert status_of(assessor, rule, example.text) is example.status, example.text


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_every_status_a_rule_can_give_has_an_example(rule: Rule) -> None:
    shown = {e.status for e in rule.examples if not e.known_gap}
    assert shown == {Status.EMBEDDED, Status.PARTIAL, Status.CONTRADICTED, Status.MISSING}


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_the_suggestion_as_it_stands_is_embedded(assessor: Assessor, rule: Rule) -> None:
    text = rule.suggestion.text
    for name, values in PACK.slots.items():
        text = text.replace("{" + name + "}", values[0])
        text = text.replace("{" + name.capitalize() + "}", values[0][:1].upper() + values[0][1:])
    assert "{" not in text
    assert status_of(assessor, rule, text) is Status.EMBEDDED
