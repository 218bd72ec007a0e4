"""``--since`` on a real repository, the judging stubbed as for baselines."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from policylint.commands.checking import Checker
from tests.commands.judging import run, told
from tests.commands.test_baseline import spoken


def git(folder: Path, *args: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(Checker, "check", spoken)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/a.md").write_text("CP505 partial may attend\nCP101 missing\n")
    (tmp_path / "drafts/old name.md").write_text("CP402 missing\n" * 1 + "CP101 partial may speak at the meeting\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def worse(*args: str, since: str = "HEAD") -> dict[str, list[str]]:
    result = run("check", *(args or ("drafts",)), "--since", since, "--output-format", "json")
    return {d["path"]: [f["rule"] for f in d["findings"]] for d in json.loads(result.stdout)["documents"]}


def test_what_was_there_before_is_not_reported(repo: Path) -> None:
    assert worse() == {"drafts/a.md": [], "drafts/old name.md": []}
    result = run("check", "drafts", "--since", "HEAD")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "2 documents: no findings; 4 as before"


def test_only_a_worse_status_is_reported(repo: Path) -> None:
    (repo / "drafts/a.md").write_text("CP505 contradicted shall not attend\nCP101 partial is valued\nCP402 missing\n")
    assert worse()["drafts/a.md"] == ["CP505", "CP402"]
    (repo / "drafts/a.md").write_text("CP505 partial in other words\nCP101 missing\n")
    assert worse()["drafts/a.md"] == []


def test_a_new_document_is_new_and_a_renamed_one_is_not(repo: Path) -> None:
    (repo / "drafts/new.md").write_text("CP505 missing\n")
    git(repo, "mv", "drafts/old name.md", "drafts/new name.md")
    (repo / "drafts/new name.md").write_text("CP402 missing\nCP101 partial may speak at the meeting\nCP505 missing\n")
    assert worse() == {"drafts/a.md": [], "drafts/new name.md": ["CP505"], "drafts/new.md": ["CP505"]}


def test_a_branch_is_compared_with_where_it_began(repo: Path) -> None:
    git(repo, "checkout", "-qb", "change")
    git(repo, "checkout", "-q", "main")
    (repo / "drafts/a.md").write_text("CP101 missing\n")
    git(repo, "commit", "-qam", "better on main")
    git(repo, "checkout", "-q", "change")
    assert worse(since="main")["drafts/a.md"] == []


def test_from_below_and_for_standard_input(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo / "drafts")
    assert worse("a.md") == {"a.md": []}
    result = run(
        "check", "-", "--stdin-filename", "a.md", "--since", "HEAD", "--output-format", "json",
        stdin="CP505 partial may attend\nCP402 missing\n",
    )  # fmt: skip
    assert [f["rule"] for f in json.loads(result.stdout)["documents"][0]["findings"]] == ["CP402"]


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "HEAD:drafts/a.md", ""])
def test_a_wrong_commit_is_told_before_anything_is_judged(repo: Path, ref: str) -> None:
    result = run("check", "drafts", f"--since={ref}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert told(result)[0].startswith(f"policylint: --since: {ref!r} is no commit")
    assert not (repo / "x").exists()


def test_outside_a_repository_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.md").write_text("x")
    result = run("check", str(tmp_path / "a.md"), "--since", "HEAD")
    assert result.exit_code == 2 and "is in no git repository" in told(result)[0]


def test_an_earlier_version_that_cannot_be_read_holds_nothing_back(repo: Path) -> None:
    (repo / "drafts/a.md").write_text("broken")
    git(repo, "commit", "-qam", "broken")
    (repo / "drafts/a.md").write_text("CP505 partial may attend\n")
    result = run("check", "drafts/a.md", "--since", "HEAD", "--output-format", "concise")
    assert "CP505" in result.stdout
    assert "policylint: drafts/a.md: note: as it was at HEAD it can't be compared: It is broken." in told(result)
