"""Measuring: the corpus is loaded strictly, the figures add up, and the command prints them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from policylint.commands.cli import cli
from policylint.errors import UsageError
from policylint.evaluation import Case, Outcome, examples_of, load_corpus, summarise
from policylint.rules import find_pack, load_pack

CRITERIA = ("CP101", "CP505")
SEAT = {
    "id": "p1",
    "set": "plain",
    "text": "The Board shall include two tenants as full members.",
    "labels": {"CP505": "embedded"},
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "passages.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "passages.jsonl:2:2: not JSON"),
        ({"id": "x", "text": " "}, "passages.jsonl:2: a passage needs"),
        ({"id": "x", "text": "a", "labels": {"CP999": "partial"}}, "unknown criterion 'CP999'"),
        ({"id": "x", "text": "a", "labels": {"CP505": "maybe"}}, "unknown status 'maybe' for CP505"),
        ({"id": "x", "text": "a", "skip": ["CP0"]}, "unknown criterion 'CP0'"),
        ({"id": "p1", "text": "a"}, "the id 'p1' is also used at passages.jsonl:1"),
        ({"id": "x", "text": "a", "evidence": {"CP505": ["not there"]}}, "the evidence for CP505 is not in the text"),
    ],
)
def test_a_mistake_in_a_corpus_is_named_by_file_and_line(tmp_path: Path, line: object, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_corpus(written(tmp_path, SEAT, line), CRITERIA)
    assert said in caught.value.message


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text('{"d1": {"labels": {}}}', encoding="utf-8")
    with pytest.raises(UsageError, match="no document named 'd1'"):
        load_corpus(tmp_path, CRITERIA)


def outcome(name: str, wanted: str, found: str) -> Outcome:
    case = Case(name, "plain", "other", "text", None, {}, frozenset(), name)
    return Outcome(case, "CP505", wanted, found, ())


def test_the_figures_follow_from_the_counts() -> None:
    summary = summarise(
        [
            outcome("a", "embedded", "embedded"),
            outcome("b", "embedded", "partial"),
            outcome("c", "missing", "embedded"),
            outcome("d", "missing", "missing"),
        ],
        rounds=50,
    )
    embedded = summary.by_status["embedded"]
    assert (embedded.precision, embedded.recall, embedded.f1) == (0.5, 0.5, 0.5)
    assert summary.accuracy == 0.5
    assert (summary.violations.right, summary.violations.false, summary.violations.missed) == (1, 1, 1)
    low, high = summary.interval["embedded"]
    assert 0 <= low <= 0.5 <= high <= 1


def test_the_command_prints_figures_errors_and_movement(tmp_path: Path) -> None:
    wrong = {"id": "p2", "set": "plain", "text": "The Board meets monthly.", "labels": {"CP505": "partial"}}
    corpus = written(tmp_path, SEAT, wrong)
    earlier = tmp_path / "earlier.json"
    first = CliRunner().invoke(
        cli, ["evaluate", str(corpus), "--rules-only", "--output-format", "json", "-o", str(earlier)]
    )
    assert first.exit_code == 0
    data = json.loads(earlier.read_text(encoding="utf-8"))
    assert data["parts"]["plain"]["micro"]["embedded"]["right"] == 1
    assert {"case": "p2", "criterion": "CP505", "wanted": "partial", "found": "missing"}.items() <= data["errors"][
        -1
    ].items()
    data["parts"]["plain"]["micro"]["embedded"]["f1"] = 0.25
    earlier.write_text(json.dumps(data), encoding="utf-8")
    printed = CliRunner().invoke(cli, ["evaluate", str(corpus), "--rules-only", "--compare", str(earlier)]).stdout
    assert "(+0.75)" in printed
    assert "p2 CP505: wanted partial, found missing" in printed


def test_a_missing_corpus_is_one_line_and_two(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["evaluate", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "no such file or folder" in result.stderr


def test_parts_of_a_corpus_are_scored_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, {**SEAT, "id": folder})
    assert {case.part for case in load_corpus(tmp_path, CRITERIA).cases} == {"one: plain", "two: plain"}


def test_a_packs_examples_are_a_corpus_for_their_own_rule() -> None:
    pack = load_pack(find_pack("co-production"))
    cases = examples_of(pack).cases
    assert len(cases) == sum(len(rule.examples) for rule in pack.rules)
    assert all(len(case.skip) == len(pack.rules) - 1 and len(case.labels) <= 1 for case in cases)


def test_evidence_may_carry_its_status(tmp_path: Path) -> None:
    line = {**SEAT, "evidence": {"CP505": [{"status": "embedded", "text": "two tenants"}]}}
    assert len(load_corpus(written(tmp_path, line), CRITERIA).cases) == 1
