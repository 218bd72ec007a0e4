"""A document's own words: defined outright, in brackets, in a glossary, or in passing."""

import pytest

from policylint.assessment.assess import Assessor
from policylint.rules import find_pack, load_pack
from tests.building import document, heading, paragraph, row


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(load_pack(find_pack("co-production")))


def terms(assessor: Assessor, *blocks: object) -> dict[str, str]:
    return assessor.assess(document(*blocks), "any").terms  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("“Partners” means people who use our services and their carers.", "Partners"),
        ("In this policy, Contributor means a patient who takes part in our work.", "Contributor"),
        ("Experts by Experience (“EbE”) sit on each panel.", "EbE"),
        ("Inspectors are residents of the estate.", "Inspectors"),
        ("Family tutors, who are parents of disabled children, teach the course.", "Family tutors"),
    ],
)
def test_a_word_for_people_is_learnt(assessor: Assessor, text: str, word: str) -> None:
    assert terms(assessor, paragraph(text)).get(word) in {"PEOPLE", "PEOPLE-GROUP", "PEOPLE-PHRASE"}


def test_a_glossary_row_teaches_a_word(assessor: Assessor) -> None:
    found = terms(assessor, row("Term", "Meaning", header=True), row("Member (M)", "A tenant of the society", number=2))
    assert found["Member"] == "PEOPLE" and found["M"] == "PEOPLE"


def test_a_word_defined_as_staff_is_not_people(assessor: Assessor) -> None:
    blocks = (
        heading("Definitions"),
        paragraph("“Users” means staff who hold a network account."),
        heading("Membership"),
        paragraph("Users shall be full members of the Board."),
    )
    result = assessor.assess(document(*blocks), "any")
    assert next(c for c in result.criteria if c.rule.id == "CP505").status.value == "missing"


def test_a_group_named_in_passing_acts_as_people(assessor: Assessor) -> None:
    found = terms(assessor, paragraph("The Circle is made up of twelve tenants. The Circle meets monthly."))
    assert found["Circle"] == "PEOPLE-GROUP"
