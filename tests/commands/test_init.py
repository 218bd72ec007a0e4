from __future__ import annotations

import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from policylint.commands.init import CONFIG, PRE_COMMIT
from policylint.commands.walking import EXTENSIONS
from policylint.configuration.keys import NAMES
from tests.commands.judging import run, told
from tests.configuration.test_bad_config import SCHEMA

UNCOMMENTED = re.sub(r"(?m)^#(?! )", "", CONFIG)


def test_the_file_written_changes_nothing_until_a_line_is_uncommented(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    result = run("init")
    assert result.exit_code == 0
    assert tomllib.loads((stubbed / "policylint.toml").read_text(encoding="utf-8")) == {}
    assert run("config", "show").exit_code == 0


def test_every_key_is_shown_and_every_line_right_once_uncommented(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    settings = tomllib.loads(UNCOMMENTED)
    assert set(settings) == set(NAMES)
    jsonschema.Draft202012Validator(SCHEMA).validate(settings)
    (stubbed / "policies").mkdir()
    (stubbed / "policies/charter.pdf").touch()
    lines = [line for line in UNCOMMENTED.splitlines() if not line.startswith(("extend", 'rules = "our'))]
    (stubbed / "policylint.toml").write_text("\n".join(lines), encoding="utf-8")
    assert run("config", "show").exit_code == 0


def test_a_config_that_is_there_is_left_alone(stubbed: Path) -> None:
    (stubbed / "policylint.toml").write_text("jobs = 1\n")
    result = run("init")
    assert result.exit_code == 2 and "left alone" in told(result)[0]
    assert (stubbed / "policylint.toml").read_text() == "jobs = 1\n"


def test_a_config_above_is_named(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    (stubbed / "policylint.toml").write_text("jobs = 1\n")
    (stubbed / "sub").mkdir()
    assert "takes the place of policylint.toml here" in run("init", "sub").stderr


def test_the_hook_printed_sees_every_format(stubbed: Path) -> None:
    result = run("init")
    assert result.stdout == PRE_COMMIT
    hook = yaml.safe_load(PRE_COMMIT)["repos"][0]["hooks"][0]
    assert all(re.search(hook["files"], f"drafts/Board{extension}") for extension in EXTENSIONS)
    assert not re.search(hook["files"], "notes.docx.bak") and hook["types"] == ["file"]


@pytest.mark.parametrize(
    "args", [["confg"], ["basline"], ["cache", "claer"], ["config", "shwo"], ["baseline", "wirte"]]
)
def test_a_command_misspelt_is_told_what_was_meant(stubbed: Path, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "did you mean" in told(result)[0].lower()
