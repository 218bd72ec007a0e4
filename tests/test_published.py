"""What is promised outside the code: the JSON schema on the real samples, and the README's own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from policylint.commands.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "policylint/reporting/schema/policylint-1.json").read_text(encoding="utf-8"))


def test_every_sample_in_every_format_validates() -> None:
    result = CliRunner().invoke(cli, ["check", str(ROOT / "corpora/samples"), "--output-format", "json", "--jobs", "1"])
    run = json.loads(result.stdout)
    jsonschema.validate(run, SCHEMA)
    assert not run["errors"]
    kinds = {Path(document["path"]).suffix for document in run["documents"]}
    assert kinds == {".md", ".docx", ".pdf", ".odt", ".html"}
    assert all(len(document["criteria"]) == 17 for document in run["documents"])


def test_the_readme_names_real_commands_and_links_to_real_files() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    fenced = "\n".join(re.findall(r"(?s)```\w*\n(.*?)```", readme))
    named = set(re.findall(r"(?m)^(?:\$ )?policylint (\w+)", fenced)) | set(re.findall(r"`policylint (\w+)", readme))
    assert named and named <= set(COMMANDS)
    for target in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (ROOT / target).exists(), target


def test_the_readme_shows_what_the_program_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```console\n", 1)[1].split("\n```", 1)[0].split("\n", 1)[1]
    monkeypatch.chdir(ROOT / "corpora/samples")
    printed = CliRunner().invoke(cli, ["check", "board-terms-of-reference.docx"]).stdout
    lines = [line.rstrip() for line in shown.splitlines() if line.strip() and line.strip() != "…"]
    assert len(lines) > 20
    missing = [line for line in lines if line not in printed.splitlines()]
    assert not missing
