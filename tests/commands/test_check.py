from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from policylint.commands.choosing import chosen_rules, pack_at
from policylint.commands.display import wants_color
from policylint.errors import UsageError
from tests.commands.judging import files, run, told


def test_standard_input_goes_by_the_name_given(stubbed: Path) -> None:
    result = run("check", "-", "--stdin-filename", "draft.md", "--output-format", "concise", stdin="error")
    assert result.exit_code == 1
    assert result.stdout.startswith("draft.md:12:5: error CP402 contradicted ")
    assert run("check", "-", "--output-format", "concise", stdin="error").stdout.startswith("-:12:5: ")


def test_a_report_in_a_file_leaves_standard_output_empty(stubbed: Path) -> None:
    files(stubbed, f="error")
    result = run("check", "f.md", "-o", "report.txt", "--color", "auto")
    assert result.stdout == ""
    assert "1 document: 1 error" in result.stderr
    assert (stubbed / "report.txt").read_text(encoding="utf-8").endswith("1 document: 1 error\n")
    assert sorted(p.name for p in stubbed.iterdir()) == ["f.md", "report.txt"]


def test_an_old_report_is_replaced_and_keeps_its_mode(stubbed: Path) -> None:
    files(stubbed, f="error")
    old = stubbed / "report.json"
    old.write_text("old")
    old.chmod(0o640)
    run("check", "f.md", "-o", "report.json", "--output-format", "json")
    assert json.loads(old.read_text())["documents"]
    assert old.stat().st_mode & 0o777 == 0o640


def test_an_input_is_not_overwritten_under_another_name(stubbed: Path) -> None:
    files(stubbed, f="clean")
    (stubbed / "alias.txt").symlink_to("f.md")
    os.link(stubbed / "f.md", stubbed / "hard.txt")
    for name in ("alias.txt", "hard.txt"):
        assert run("check", "f.md", "-o", name).exit_code == 2
    assert (stubbed / "f.md").read_text() == "clean"


def test_a_device_is_written_to_and_not_renamed_over(stubbed: Path) -> None:
    files(stubbed, f="clean")
    for name in ("/dev/null", "/dev/stdout"):
        assert run("check", "f.md", "-o", name).exit_code == 0
    assert Path("/dev/null").is_char_device()


def test_notices_are_told_beside_formats_that_have_no_room_for_them(stubbed: Path) -> None:
    files(stubbed, f="clean")
    note = "policylint: f.md: note: One paragraph in Welsh was left out."
    assert note in told(run("check", "--output-format", "concise"))
    assert note not in told(run("check", "--output-format", "concise", "--quiet"))
    assert "Note: One paragraph in Welsh" in run("check").stdout


def test_hostile_names_are_shown_as_codes(stubbed: Path) -> None:
    (stubbed / "a\x1b[2J\nb.md").write_text("broken")
    result = run("check")
    assert told(result)[0] == r"policylint: a\x1b[2J\x0ab.md: It is broken."


@pytest.mark.parametrize(
    ("choice", "env", "terminal", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, choice: str, env: dict[str, str], terminal: bool, wanted: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, terminal=terminal) is wanted


def test_rules_are_chosen_by_id_name_or_principle() -> None:
    pack = pack_at(None)
    assert chosen_rules(pack, (), ()) is None
    assert chosen_rules(pack, ("CP505",), ()) == {"CP505"}
    assert chosen_rules(pack, ("cp505, seats-on-boards",), ()) == {"CP505"}
    five = chosen_rules(pack, ("CP5",), ("CP505",))
    assert five == {"CP501", "CP502", "CP503", "CP504"}
    assert chosen_rules(pack, (), ("CP1",)) == {r.id for r in pack.rules if r.principle != "CP1"}


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["check", "--select", "CP506"], "did you mean 'CP50"),
        (["check", "--select", "seat-on-board"], "did you mean 'seats-on-boards'?"),
        (["check", "--kind", "polcy"], "did you mean 'policy'?"),
        (["explain", "codesign"], "did you mean 'co-design'?"),
        (["chekc"], "did you mean 'check'?"),
        (["draft.docx"], "to check it: policylint check draft.docx"),
    ],
)
def test_what_was_probably_meant_is_said(stubbed: Path, args: list[str], meant: str) -> None:
    assert meant in run(*args).stderr


def test_nothing_left_to_ask_is_refused() -> None:
    with pytest.raises(UsageError, match="no rule"):
        chosen_rules(pack_at(None), ("CP505",), ("CP5",))
