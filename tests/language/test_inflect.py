import pytest

from policylint.language.inflect import forms


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("design~", {"design", "designs", "designed", "designing"}),
        ("family~", {"family", "families"}),
        ("plan~", {"plan", "plans", "planned", "planning"}),
        ("take~ part", {"take part", "takes part", "took part", "taken part", "taking part"}),
        ("choose~", {"choose", "chooses", "chose", "chosen", "choosing"}),
        ("agree~", {"agree", "agrees", "agreed", "agreeing"}),
        ("co-opt~", {"co-opt", "co-opts", "co-opted", "co-opting"}),
    ],
)
def test_forms_that_are_met_in_texts(phrase: str, expected: set[str]) -> None:
    assert expected <= forms(phrase)


def test_a_phrase_without_a_mark_stays_as_it_is() -> None:
    assert forms("out of pocket") == {"out of pocket"}
