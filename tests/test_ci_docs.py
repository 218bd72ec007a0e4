"""docs/ci.md: its files fit the build servers' schemas, and its commands are ones policylint knows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from policylint.reporting import FORMATS
from tests.commands.judging import files, run, stubbed

__all__ = ["stubbed"]

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?s)```yaml\n(.*?)```", PAGE)


@pytest.mark.parametrize(("block", "schema"), list(zip(BLOCKS, ["github-workflows", "gitlab-ci"], strict=True)))
def test_the_files_fit_the_schemas(tmp_path: Path, block: str, schema: str) -> None:
    file = tmp_path / "ci.yml"
    file.write_text(block, encoding="utf-8")
    program = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    result = subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 0, result.stdout + result.stderr


def commands() -> list[str]:
    """Every ``policylint check`` of the page, up to where the shell takes over."""
    found = [match[0].strip() for match in re.finditer(r"policylint check policies/[^`\n|>]*", PAGE)]
    assert len(found) == 9
    return found


@pytest.mark.parametrize("command", commands())
def test_the_commands_do_what_they_are_for(stubbed: Path, command: str) -> None:
    folder = stubbed / "policies"
    folder.mkdir()
    files(folder, draft="error")
    result = run(*shlex.split(command)[1:])
    assert result.exit_code == (0 if "--exit-zero" in command else 1)
    output = re.search(r"-o (\S+)", command)
    if output is not None:
        assert (stubbed / output[1]).stat().st_size > 100


def test_the_reports_that_are_uploaded_are_the_ones_written() -> None:
    github, gitlab = (yaml.safe_load(block) for block in BLOCKS)
    steps = github["jobs"]["policylint"]["steps"]
    assert f"-o {steps[-1]['with']['sarif_file']}" in steps[-2]["run"]
    artifacts = gitlab["policylint"]["artifacts"]
    written = " ".join(gitlab["policylint"]["script"])
    for name in (*artifacts["reports"].values(), *artifacts["paths"]):
        assert f"-o {name} " in written + " "


def test_every_format_is_documented() -> None:
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\| `(\w+)` \|", page) and set(re.findall(r"(?m)^\| `(\w+)` \|", page)) == set(FORMATS)


def test_the_container_copies_what_the_package_is_built_of() -> None:
    copied = set(re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", (ROOT / "Containerfile").read_text(encoding="utf-8")))
    names = {name for line in copied for name in line.split()}
    assert {"pyproject.toml", "requirements.lock", "README.md", "LICENSE", "policylint", "rules"} <= names
    assert all((ROOT / name).exists() for name in names)
