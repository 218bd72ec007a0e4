"""``policylint why``: words, lines met and missed, verdicts, for any sentence."""

from __future__ import annotations

import pytest

from tests.commands.judging import run


def page(*args: str) -> str:
    result = run("why", *args)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    return " ".join(result.stdout.split())


def test_a_hit_names_its_words_its_line_and_its_verdict() -> None:
    said = page("Two tenants shall be full members of the Board.")
    assert "tenants = PEOPLE" in said
    assert "CP505 seats-on-boards" in said
    assert "met co-production/CP505.yaml:" in said


def test_a_hedge_is_given_as_the_reason() -> None:
    assert "hedged: 'may" in page("Two tenants may be members of the Board.")


def test_a_miss_names_what_was_absent() -> None:
    assert "not met, no word of" in page("--rule", "CP505", "Two tenants shall turn up for the Board.")


def test_the_parse_is_shown_on_request() -> None:
    assert "nsubj" in page("--parse", "Tenants decide.")


def test_what_is_no_evidence_says_why() -> None:
    assert "definition" in page('"Partner" means a person who uses our services.')


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_text_is_one_line_and_status_2(text: str) -> None:
    result = run("why", text)
    assert result.exit_code == 2
    assert "no text" in result.stderr
