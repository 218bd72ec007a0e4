"""The law of suggestions: put in at its place, the wording makes its criterion embedded."""

from pathlib import Path

import pytest

from policylint.assessment.assess import Assessor
from policylint.findings import report_of, with_suggestion
from policylint.reading import read_file
from policylint.rules import find_pack, load_pack

SAMPLES = sorted((Path(__file__).parents[2] / "corpora" / "samples").glob("*.md"))
SAMPLES = [path for path in SAMPLES if path.stem != "README"]


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(load_pack(find_pack("co-production")))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_suggestion_closes_its_finding(assessor: Assessor, path: Path) -> None:
    document = read_file(path)
    report = report_of(assessor.assess(document, "any"), assessor.pack)
    open_still = {}
    for finding in report.findings:
        assert finding.suggestion is not None
        mended = with_suggestion(document, finding.suggestion)
        judged = assessor.assess(mended, "any", frozenset({finding.rule}))
        status = next(c.status.value for c in judged.criteria if c.rule.id == finding.rule)
        if status != "embedded":
            open_still[finding.rule] = (status, finding.suggestion.text)
    assert not open_still


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_suggestions_speak_the_documents_language(assessor: Assessor, path: Path) -> None:
    report = report_of(assessor.assess(read_file(path), "any"), assessor.pack)
    for finding in report.findings:
        assert finding.suggestion is not None
        text = finding.suggestion.text
        assert text[0].isupper() and text.endswith(".") and "{" not in text and "  " not in text
