from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import policylint.reporting
from policylint.findings.model import Run, SetAside, SetAsideBy
from policylint.reporting import View, renderer
from tests.reporting.runs import HOSTILE, UNREAD, report, run

SCHEMA = json.loads((Path(policylint.reporting.__file__).parent / "schema/policylint-1.json").read_bytes())
LOCATION = ["section", "page", "line", "column", "paragraph", "table"]


def rendered(made: Run) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(renderer("json")(made, View()))
    return record


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "made",
    [run(), run(report()), run(report("a.md"), report("b.pdf"), errors=(UNREAD,)), run(errors=(UNREAD,))],
    ids=["nothing", "one", "two and an error", "errors only"],
)
def test_every_run_fits_the_schema(made: Run) -> None:
    jsonschema.validate(rendered(made), SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("key", ["documents", "errors", "tool", "schema_version"])
def test_the_schema_misses_what_is_missing(key: str) -> None:
    record = rendered(run(report()))
    del record[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, SCHEMA)


def test_the_schema_refuses_evidence_of_nothing() -> None:
    record = rendered(run(report()))
    record["documents"][0]["criteria"][0]["evidence"] = record["documents"][0]["criteria"][1]["evidence"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, SCHEMA)


def test_keys_stand_in_the_published_order() -> None:
    record = rendered(run(report(), errors=(UNREAD,)))
    document = record["documents"][0]
    assert list(record) == ["schema_version", "tool", "documents", "errors"]
    assert list(record["tool"]) == ["name", "version", "pack", "pack_version"]
    assert list(document) == [
        "path", "format", "kind", "language", "title", "words", "pages", "score",
        "principles", "criteria", "findings", "suppressed", "known", "notices",
    ]  # fmt: skip
    criterion = document["criteria"][1]
    assert list(criterion) == ["id", "name", "principle", "status", "evidence"]
    assert list(criterion["evidence"][0]) == [
        "status",
        "text",
        "statement",
        "location",
        "reasons",
        "finder",
        "likelihood",
    ]
    assert list(criterion["evidence"][0]["location"]) == LOCATION
    finding = document["findings"][0]
    assert list(finding) == ["rule", "status", "severity", "message", "location", "suggestion", "fingerprint"]
    assert list(finding["suggestion"]) == ["text", "place", "location", "label", "replaces", "removes"]
    assert list(record["errors"][0]) == ["path", "code", "message"]


def test_every_criterion_is_listed_and_only_findings_are_findings() -> None:
    document = rendered(run(report()))["documents"][0]
    statuses = [c["status"] for c in document["criteria"]]
    assert statuses == ["missing", "contradicted", "not-applicable", "embedded", "partial"]
    assert [f["rule"] for f in document["findings"]] == ["CP101", "CP402", "CP505"]
    assert document["criteria"][4]["evidence"][1]["location"]["table"] == {"table": 2, "row": 3, "cell": 1}


def test_unsafe_characters_are_escaped_and_kept() -> None:
    text = renderer("json")(run(report(words=HOSTILE)), View())
    assert not set(text) & set("\x1b\u202e\u200b\x9b")
    assert json.loads(text)["documents"][0]["criteria"][4]["evidence"][0]["text"] == f"{HOSTILE} 0"


def test_the_example_in_the_documentation_fits_the_schema() -> None:
    page = (Path(__file__).parents[2] / "docs/json.md").read_text(encoding="utf-8")
    example = json.loads(page.partition("```json\n")[2].partition("```")[0])
    jsonschema.validate(example, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_findings_kept_back_stay_to_be_seen() -> None:
    made = report()
    first, second, third = made.findings
    aside = (
        SetAside(first, SetAsideBy.COMMENT, "set by law", "Line 3"),
        SetAside(second, SetAsideBy.BASELINE),
        SetAside(third, SetAsideBy.SINCE),
    )
    record = rendered(run(replace(made, findings=(), aside=aside)))
    jsonschema.validate(record, SCHEMA, cls=jsonschema.Draft202012Validator)
    document = record["documents"][0]
    assert [kept["rule"] for kept in document["suppressed"]] == [first.rule]
    assert document["suppressed"][0]["because"] == {"by": "comment", "reason": "set by law", "where": "Line 3"}
    assert [kept["because"]["by"] for kept in document["known"]] == ["baseline", "since"]
    assert [c["status"] for c in document["criteria"]].count("missing") == 1
