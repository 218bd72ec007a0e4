"""The samples: every labelled status, and the same answer whatever the file format."""

import json
from pathlib import Path

import pytest

from policylint.assessment.assess import Assessor
from policylint.assessment.model import Assessment
from policylint.reading import read_file
from policylint.rules import find_pack, load_pack

FOLDER = Path(__file__).parents[1] / "corpora" / "samples"
LABELS = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
FORMATS = ("docx", "pdf", "odt", "html")


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(load_pack(find_pack("co-production")))


@pytest.fixture(scope="module")
def from_markdown(assessor: Assessor) -> dict[str, Assessment]:
    return {name: assessor.assess(read_file(FOLDER / f"{name}.md"), "any") for name in LABELS}


@pytest.mark.parametrize("name", sorted(LABELS))
def test_statuses_are_as_labelled(from_markdown: dict[str, Assessment], name: str) -> None:
    found = {c.rule.id: c.status.value for c in from_markdown[name].criteria if c.status.value != "missing"}
    assert found == LABELS[name]["labels"]


@pytest.mark.parametrize("name", sorted(LABELS))
def test_the_kind_is_as_labelled(assessor: Assessor, name: str) -> None:
    kind = assessor.assess(read_file(FOLDER / f"{name}.md")).kind
    assert kind == LABELS[name]["kind"]


def test_an_internal_policy_is_asked_nothing(assessor: Assessor) -> None:
    criteria = assessor.assess(read_file(FOLDER / "it-policy.docx")).criteria
    assert {c.status.value for c in criteria} == {"not-applicable"}


def words(assessment: Assessment) -> dict[str, list[tuple[str, str]]]:
    return {
        c.rule.id: [(e.status.value, " ".join(e.text.split())) for e in c.evidence]
        for c in assessment.criteria
        if c.evidence
    }


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", sorted(LABELS))
def test_every_format_gives_the_same_evidence(
    assessor: Assessor, from_markdown: dict[str, Assessment], name: str, suffix: str
) -> None:
    assert words(assessor.assess(read_file(FOLDER / f"{name}.{suffix}"), "any")) == words(from_markdown[name])
