from __future__ import annotations

import pytest

from policylint.commands.choosing import pack_at
from policylint.rules.model import Status
from tests.commands.judging import run

PACK = pack_at(None)


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_every_rule_can_be_explained(rule: object) -> None:
    made = next(r for r in PACK.rules if r is rule)
    result = run("explain", made.id)
    assert result.exit_code == 0
    page = " ".join(result.stdout.split())
    for words in (made.question, made.why, made.source):
        assert " ".join(words.split()) in page
    for status in (Status.EMBEDDED, Status.PARTIAL, Status.CONTRADICTED, Status.MISSING):
        assert status.value.upper() in page
        example = next((e for e in made.examples if e.status is status and not e.known_gap), None)
        if example is not None:
            assert " ".join(example.text.split()) in page
    assert "{" not in page.partition("Suggested wording")[2]
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_names_and_any_case_will_do() -> None:
    assert run("explain", "seats-on-boards").stdout == run("explain", "cp505").stdout


def test_the_list_names_every_rule() -> None:
    listing = run("rules", "list").stdout
    assert all(f"{rule.id} {rule.name}" in listing for rule in PACK.rules)
