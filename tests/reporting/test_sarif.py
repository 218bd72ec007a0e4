"""SARIF: against the schema's own model, against Microsoft's validator, and its fixes against the judge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fluidattacks_core.sarif import SarifLog
from pydantic import ValidationError

from policylint.assessment.assess import Assessor
from policylint.findings import report_of
from policylint.findings.model import Run
from policylint.reading import read_bytes, read_file
from policylint.reporting import View, renderer
from policylint.reporting.edits import Edit
from policylint.reporting.regions import Region
from policylint.rules import find_pack, load_pack
from tests.node_tools import ran
from tests.reporting.drafts import Draft, drafted
from tests.reporting.runs import HOSTILE, UNREAD, report, run
from tests.reporting.test_edits import applied

SAMPLES = Path(__file__).parents[2] / "corpora/samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.docx"))


def rendered(made: Run) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(renderer("sarif")(made, View()))
    return log


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(load_pack(find_pack("co-production")))


def judged(assessor: Assessor, *paths: Path) -> Run:
    documents = [read_file(path, path.name) for path in paths]
    reports = tuple(report_of(assessor.assess(document, "any"), assessor.pack) for document in documents)
    return Run(reports, (), assessor.pack.id, assessor.pack.version)


@pytest.mark.parametrize(
    "made",
    [run(), run(report()), drafted(), run(report(HOSTILE, words=HOSTILE), errors=(UNREAD,)), run(errors=(UNREAD,))],
    ids=["nothing", "one", "text", "hostile and an error", "errors only"],
)
def test_every_run_fits_the_model_of_the_schema(made: Run) -> None:
    SarifLog.model_validate(rendered(made))


def test_the_model_misses_what_is_missing() -> None:
    log = rendered(drafted())
    log["runs"][0]["results"][0]["bogus"] = 1
    with pytest.raises(ValidationError):
        SarifLog.model_validate(log)


@pytest.mark.parametrize("kind", ["Sarif", "Ghas"])
def test_microsofts_validator_finds_no_error(assessor: Assessor, tmp_path: Path, kind: str) -> None:
    """``Ghas`` are the rules of GitHub's code scanning."""
    file, out = tmp_path / "a.sarif", tmp_path / "out.sarif"
    for made in (judged(assessor, *(SAMPLES / f"{NAMES[0]}.{end}" for end in ("md", "docx", "html"))), drafted()):
        file.write_text(renderer("sarif")(made, View()), encoding="utf-8")
        args = ["validate", str(file), "--rule-kind", kind, "-o", str(out), "--log", "ForceOverwrite"]
        result = ran("sarif-multitool-linux", "@microsoft/sarif-multitool-linux", *args)
        assert out.exists(), result.stdout + result.stderr
        found = json.loads(out.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
        assert [r for r in found if r.get("level", "warning") == "error"] == []


def test_text_formats_have_regions_and_word_has_logical_locations(assessor: Assessor) -> None:
    results = rendered(judged(assessor, SAMPLES / f"{NAMES[0]}.md", SAMPLES / f"{NAMES[0]}.docx"))["runs"][0]["results"]
    places = [r["locations"][0] for r in results]
    of_text, of_word = (
        [p for p in places if p["physicalLocation"]["artifactLocation"]["index"] == index] for index in (0, 1)
    )
    assert len(of_text) == len(of_word) > 5
    assert all({"startLine", "endColumn"} <= set(p["physicalLocation"]["region"]) for p in of_text)
    assert not any("logicalLocations" in p for p in of_text)
    assert not any("region" in p["physicalLocation"] for p in of_word)
    names = [p["logicalLocations"][0]["fullyQualifiedName"] for p in of_word]
    assert all("paragraph" in name or "table" in name for name in names)
    assert not any("fixes" in r for r in results[len(of_text) :])


def edit_of(replacement: dict[str, Any]) -> Edit:
    place = replacement["deletedRegion"]
    region = Region(place["startLine"], place["startColumn"], place["endLine"], place["endColumn"])
    return Edit(region, replacement["insertedContent"]["text"])


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_every_fix_closes_its_finding(assessor: Assessor, name: str, suffix: str) -> None:
    """The law of fixes: the file with the fix made has the criterion embedded."""
    path = SAMPLES / f"{name}.{suffix}"
    made = judged(assessor, path)
    text = made.documents[0].text
    assert text is not None
    still_open, fixed = {}, 0
    for result in rendered(made)["runs"][0]["results"]:
        for fix in result.get("fixes", []):
            edits = tuple(map(edit_of, fix["artifactChanges"][0]["replacements"]))
            mended = read_bytes(applied(text.source, edits).encode(), path.name)
            criteria = assessor.assess(mended, "any", frozenset({result["ruleId"]})).criteria
            status = next(c.status.value for c in criteria if c.rule.id == result["ruleId"])
            fixed += 1
            if status != "embedded":
                still_open[result["ruleId"]] = (status, fix["description"]["text"])
    assert still_open == {}
    findings = len(made.documents[0].findings)
    assert fixed >= findings * 0.6, f"{fixed} of {findings} findings have fixes"


def test_rules_carry_help_and_results_name_them() -> None:
    driven = rendered(drafted())["runs"][0]
    rules = driven["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in driven["results"]] == [r["ruleId"] for r in driven["results"]]
    seats = next(r for r in rules if r["id"] == "CP505")
    assert "“Carers are full members of the group.”" in seats["help"]["text"]
    assert seats["shortDescription"]["text"] == "Seats on boards"


def test_what_was_not_read_makes_the_run_unsuccessful() -> None:
    invocation = rendered(drafted())["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    note = invocation["toolExecutionNotifications"][0]
    assert note["level"] == "error"
    assert note["descriptor"]["id"] == "policylint/legacy-format"
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "drafts/old.doc"


def test_further_words_are_related_locations() -> None:
    results = rendered(drafted())["runs"][0]["results"]
    related = next(r for r in results if r["ruleId"] == "CP402")["relatedLocations"]
    assert [r["message"]["text"] for r in related] == ["“Patient adviser | None”"]
    assert related[0]["physicalLocation"]["region"]["startLine"] == 10


def test_words_of_a_document_make_no_link() -> None:
    made = run(report(words="see [here](https://example.org)"))
    texts = [r["message"]["text"] for r in rendered(made)["runs"][0]["results"]]
    assert "see \\[here\\](https://example.org) 0" in texts[2]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü#?.md", "a%20b/%C3%BC%23%3F.md"),
        ("/srv/a b.md", "file:///srv/a%20b.md"),
        ("-", "-"),
        ("a:b.md", "a%3Ab.md"),
        ("../x.md", "../x.md"),
    ],
)
def test_paths_are_addresses(path: str, uri: str) -> None:
    assert rendered(run(report(path)))["runs"][0]["artifacts"][0]["location"]["uri"] == uri


def test_a_file_with_windows_line_ends_has_the_same_regions() -> None:
    plain = rendered(drafted())["runs"][0]["results"]
    windows = Draft("\r\n".join(Draft().document.source.split("\n"))).report()
    other = rendered(run(windows))["runs"][0]["results"]
    assert [r["locations"] for r in plain] == [r["locations"] for r in other]
