from __future__ import annotations

import json
from pathlib import Path

import pytest

from policylint.commands.outcome import ExitCode
from policylint.reporting import FORMATS
from tests.commands.judging import files, run, told

ROWS = [
    # what the files say, options, exit status
    (["clean"], [], 0),
    (["info"], [], 0),
    (["warning"], [], 1),
    (["error"], [], 1),
    (["clean", "error"], [], 1),
    (["info"], ["--fail-on", "info"], 1),
    (["warning"], ["--fail-on", "error"], 0),
    (["error"], ["--fail-on", "error"], 1),
    (["error"], ["--fail-on", "never"], 0),
    (["error"], ["--exit-zero"], 0),
    (["broken"], [], 2),
    (["broken", "error"], [], 2),
    (["broken", "clean"], ["--exit-zero"], 2),
    (["broken"], ["--fail-on", "never"], 2),
    (["crash", "clean"], [], 2),
    (["stop", "clean"], [], 2),
    (["interrupt"], [], 130),
]


@pytest.mark.parametrize(("said", "options", "code"), ROWS)
def test_each_row_of_the_table(stubbed: Path, said: list[str], options: list[str], code: int) -> None:
    files(stubbed, **{f"f{n}": text for n, text in enumerate(said)})
    result = run("check", *options)
    assert result.exit_code == code
    assert "Traceback" not in result.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["chekc"],
        ["check", "--selct", "CP505"],
        ["check", "--select", "CP999"],
        ["check", "--ignore", "CP"],
        ["check", "--kind", "poem"],
        ["check", "--rules", "."],
        ["check", "--model", "no_such_model"],
        ["check", "--fail-on", "everything"],
        ["check", "--jobs", "0"],
        ["check", "--quiet", "--verbose"],
        ["check", "--stdin-filename", "a.md", "f.md"],
        ["check", "-o", "nowhere/report.json"],
        ["check", "-o", "."],
        ["check", "f.md", "-o", "f.md"],
        ["explain"],
        ["explain", "CP999"],
        ["rules", "lst"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_one_line_and_two(stubbed: Path, args: list[str]) -> None:
    files(stubbed, f="clean")
    result = run(*args)
    assert result.exit_code == ExitCode.FAILED
    assert result.stdout == ""
    assert len(told(result)) == 1
    assert told(result)[0].startswith("policylint: ")
    assert (stubbed / "f.md").read_text() == "clean"


def test_a_document_not_read_is_told_and_the_others_are_printed(stubbed: Path) -> None:
    files(stubbed, a="broken", b="error")
    result = run("check", "a.md", "b.md", "none.md", "--output-format", "json")
    record = json.loads(result.stdout)
    assert [d["path"] for d in record["documents"]] == ["b.md"]
    assert [e["path"] for e in record["errors"]] == ["a.md", "none.md"]
    assert told(result)[0] == "policylint: a.md: It is broken."
    assert told(result)[-1] == "1 document: 1 error; 2 not read"


def test_a_folder_without_documents_is_an_error(stubbed: Path) -> None:
    (stubbed / "photos").mkdir()
    (stubbed / "photos" / "a.png").write_bytes(b"x")
    result = run("check", "photos")
    assert result.exit_code == ExitCode.FAILED
    assert told(result)[0].startswith("policylint: photos: The folder holds no document")


@pytest.mark.parametrize("name", FORMATS)
def test_neither_format_nor_output_file_changes_the_exit_status(stubbed: Path, name: str) -> None:
    for said, code in (("clean", 0), ("error", 1), ("broken", 2)):
        files(stubbed, f=said)
        printed = run("check", "f.md", "--output-format", name)
        assert printed.exit_code == code
        assert run("check", "f.md", "--output-format", name, "-o", "out").exit_code == code
        assert (stubbed / "out").read_bytes() == printed.stdout_bytes
        assert ("It is broken." in printed.stdout.replace("\\", "")) is (code == 2)


def test_a_mistake_of_our_own_is_one_line_unless_verbose(stubbed: Path) -> None:
    files(stubbed, f="bug")
    result = run("check", "f.md")
    assert result.exit_code == ExitCode.FAILED
    assert len(told(result)) == 1
    assert told(result)[0].startswith("policylint: internal: RuntimeError: boom")
    assert "Traceback" in run("check", "f.md", "--verbose").stderr


def test_a_crash_in_one_document_shows_its_traceback_when_verbose(stubbed: Path) -> None:
    files(stubbed, a="crash", b="clean")
    assert "Traceback: here" not in run("check").stderr
    result = run("check", "--verbose")
    assert "Traceback: here" in result.stderr
    assert "1 document: no findings; 1 not read" in result.stdout


def test_interrupted_says_so_in_one_line(stubbed: Path) -> None:
    files(stubbed, f="interrupt")
    assert run("check").stderr.strip() == "policylint: interrupted"
