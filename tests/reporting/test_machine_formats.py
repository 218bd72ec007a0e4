"""The formats for build servers and spreadsheets, read as their consumers read them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from policylint.findings.model import ReadError, Run
from policylint.reporting import View, renderer
from policylint.reporting.csv_format import COLUMNS
from policylint.rules.model import Severity
from tests.node_tools import ran
from tests.reporting.drafts import SOURCE, UNREAD, drafted
from tests.reporting.runs import HOSTILE, report, run

WORDS = st.text(max_size=40) | st.sampled_from(
    [HOSTILE, "=1+1", "@SUM(1)", "\t=1", "a\r\n::error::b", "]]>", "a,b:c%0A", '"; =x"', "-- ", "＝1", "\ud800", "##[error]"]
)  # fmt: skip


def text(name: str, made: Run, view: View | None = None) -> str:
    return renderer(name)(made, view or View())


def saying(words: str, path: str = "a.md") -> Run:
    """A run in which a document, its findings and an error all say these words."""
    made = report(path, words=words)
    findings = tuple(replace(f, message=words, summary=words) for f in made.findings)
    return run(replace(made, title=words, findings=findings), errors=(ReadError(path, "broken-file", words),))


# GitHub: the runner's own grammar, https://github.com/actions/runner (ActionCommand)

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them: one a line, escapes undone."""
    read = []
    for line in re.split(r"\r\n|\r|\n", output.removesuffix("\n")) if output else []:
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        pairs = [pair.split("=", 1) for pair in match[2].split(",")]
        properties = {key: _undone(value, {"%3A": ":", "%2C": ","}) for key, value in pairs}
        read.append((match[1], properties, _undone(match[3], {})))
    return read


def _undone(value: str, more: dict[str, str]) -> str:
    for code, character in {"%0D": "\r", "%0A": "\n", **more, "%25": "%"}.items():
        value = value.replace(code, character)
    return value


def test_github_names_place_rule_and_what_to_write() -> None:
    read = commands(text("github", drafted()))
    assert [level for level, _, _ in read] == ["error", "error", "warning", "notice", "notice"]
    _, properties, message = read[1]
    assert properties == {
        "file": "drafts/board.md", "line": "14", "endLine": "14", "col": "5", "endColumn": "28",
        "title": "CP402 shared-decision-making: contradicted",
    }  # fmt: skip
    assert message.splitlines()[1].endswith("Patients shall vote.")
    assert "100% none" in read[2][2]


@given(WORDS, WORDS.filter(bool))
def test_github_commands_cannot_be_broken_out_of(words: str, path: str) -> None:
    read = commands(text("github", saying(words, path)))
    assert len(read) == 4
    assert all(set(p) <= {"file", "line", "endLine", "col", "endColumn", "title"} for _, p, _ in read)


@pytest.mark.parametrize("name", ["text", "concise"])
@given(words=WORDS)
def test_reports_for_people_hold_no_workflow_command(name: str, words: str) -> None:
    output = text(name, saying(words, "::set-output name=a::b"))
    assert not [line for line in output.splitlines() if line.lstrip().startswith("::") or "##[" in line]


# GitLab: the fields its documentation requires of a Code Quality report

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("made", [run(), drafted(), saying(HOSTILE), run(report("./a.docx"), report("b.docx"))])
def test_gitlab_has_what_gitlab_requires(made: Run) -> None:
    issues = json.loads(text("gitlab", made))
    jsonschema.validate(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_gitlab_fingerprints_stay_when_lines_move() -> None:
    def marks(made: Run) -> list[str]:
        return [issue["fingerprint"] for issue in json.loads(text("gitlab", made))]

    one = report()
    moved = replace(one, findings=tuple(replace(f, place=replace(f.place, line=99)) for f in one.findings))
    assert marks(run(one)) == marks(run(moved))
    assert marks(run(one)) != marks(run(replace(one, path="other.docx")))


# JUnit, as its parser reads it


def suites(made: Run, view: View | None = None) -> list[Any]:
    return list(JUnitXml.fromstring(text("junit", made, view).encode()))


def test_junit_has_a_case_for_each_criterion() -> None:
    markdown, unread = suites(drafted())
    assert (markdown.name, markdown.tests, markdown.failures, markdown.errors, markdown.skipped) == (
        "drafts/board.md", 6, 2, 0, 1,
    )  # fmt: skip
    results = {case.name.split()[0]: [type(r) for r in case.result] for case in markdown}
    assert results == {
        "CP101": [], "CP103": [Failure], "CP402": [Failure], "CP501": [Skipped], "CP502": [], "CP505": [],
    }  # fmt: skip
    assert [[type(r) for r in case.result] for case in unread] == [[Error]]
    assert next(iter(unread)).result[0].message == UNREAD.message


@pytest.mark.parametrize(("failing", "failures"), [((), 0), (("error",), 1), (("info", "warning", "error"), 4)])
def test_junit_fails_where_the_check_fails(failing: tuple[str, ...], failures: int) -> None:
    assert suites(drafted(), View(failing=failing))[0].failures == failures


@given(WORDS, WORDS)
def test_junit_is_always_well_formed(words: str, path: str) -> None:
    read = suites(saying(words, path))
    assert [suite.tests for suite in read] == [5, 1]


# Reviewdog

POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {n: {"type": "integer", "minimum": 1} for n in ("line", "column")},
}
RANGE = {"type": "object", "required": ["start"], "properties": {"start": POSITION, "end": POSITION}}
RDJSON = {
    "type": "object",
    "required": ["diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {"type": "object", "required": ["path"], "properties": {"range": RANGE}},
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "suggestions": {"type": "array", "items": {"required": ["range", "text"], "properties": {"range": RANGE}}},
                },
            },
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("made", [run(), drafted(), saying(HOSTILE)])
def test_rdjson_fits_its_format(made: Run, tmp_path: Path) -> None:
    jsonschema.validate(json.loads(text("rdjson", made)), RDJSON)


def test_rdjsons_own_validator_agrees(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(text("rdjson", drafted()), encoding="utf-8")
    result = ran("rdformat-validator", "@umbrelladocs/rdformat-validator", "--strict", "--no-extra-fields", str(file))
    assert result.returncode == 0, result.stdout + result.stderr


def test_rdjson_counts_columns_in_bytes() -> None:
    diagnostics = json.loads(text("rdjson", drafted()))["diagnostics"]
    start = next(d for d in diagnostics if d["code"]["value"] == "CP505")["location"]["range"]["start"]
    line = SOURCE.split("\n")[start["line"] - 1].encode()
    assert line[start["column"] - 1 :].decode() == "Patients may"


def test_rdjson_suggests_only_what_is_one_edit() -> None:
    diagnostics = json.loads(text("rdjson", drafted()))["diagnostics"]
    suggested = {d["code"]["value"]: [s["text"] for s in d.get("suggestions", [])] for d in diagnostics}
    assert suggested == {
        "legacy-format": [], "CP101": [], "CP103": ["\n2.3 All \\[of us\\] shall agree.\n"], "CP402": [],
        "CP505": ["Two members of the Board shall be patients."],
    }  # fmt: skip


# CSV


def table(made: Run) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text("csv", made).removeprefix("\ufeff"), newline=""), strict=True))


def test_csv_has_a_row_for_each_criterion_and_each_unread_document() -> None:
    rows = table(drafted())
    assert [row["status"] for row in rows] == [
        "partial", "missing", "contradicted", "not-applicable", "embedded", "partial", "not-read",
    ]  # fmt: skip
    assert tuple(rows[0]) == COLUMNS
    assert rows[2]["suggestion"] == "Patients shall vote."
    assert rows[4]["evidence"] == "The chair decides"
    assert rows[6] | {"path": "", "message": ""} == dict.fromkeys(COLUMNS, "") | {
        "rule": "legacy-format", "status": "not-read", "severity": "error",
    }  # fmt: skip


@given(WORDS, WORDS)
def test_csv_holds_no_formula_and_no_broken_row(words: str, path: str) -> None:
    rows = table(saying(words, path))
    assert len(rows) == 6
    for row in rows:
        assert None not in row and None not in row.values()
        assert not [cell for cell in row.values() if cell[:1] in set("=+-@|%\t\r\n＝＋－＠")]


def test_several_findings_of_a_rule_are_all_told() -> None:
    made = report()
    twice = replace(made, findings=(*made.findings, replace(made.findings[0], message="Once more."), replace(
        made.findings[0], rule="W1", name="wording", message="Loose.", severity=Severity.INFO)))  # fmt: skip
    for name in ("csv", "junit", "gitlab", "github", "rdjson", "sarif", "markdown", "html", "concise"):
        output = text(name, run(twice)).replace("\\", "")
        assert "Once more." in output, name
        assert "Loose." in output, name
    issues = json.loads(text("gitlab", run(twice)))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 5
