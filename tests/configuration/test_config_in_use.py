"""Configuration through the commands, on real drafts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.commands.judging import files, run, told
from tests.configuration.test_resolving import write
from tests.reading.pdf_files import Page, pdf

BOARD = "# Board: terms of reference\n\nTwo wardlings shall be full members of the Board with a vote.\n"


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one real draft, as the current folder."""
    (tmp_path / ".git").mkdir()
    write(tmp_path / "drafts/board.md", BOARD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def status(rule: str, *args: str) -> str:
    record: dict[str, Any] = json.loads(run("check", *args, "--output-format", "json").stdout)
    return str(next(c["status"] for c in record["documents"][0]["criteria"] if c["id"] == rule))


def test_our_word_for_people_is_understood(drafts: Path) -> None:
    assert status("CP505") == "missing"
    write(drafts / "policylint.toml", '[words]\npeople = ["wardlings"]\n')
    assert status("CP505") == "embedded"


def test_per_file_ignores_and_selection_leave_rules_out(drafts: Path) -> None:
    write(drafts / "policylint.toml", 'ignore = ["CP1"]\n[per-file-ignores]\n"drafts/*.md" = ["CP505"]\n')
    assert status("CP505") == status("CP101") == "not-applicable"
    assert status("CP504") != "not-applicable"
    assert status("CP101", "--ignore", "CP2") != "not-applicable"
    write(drafts / "policylint.toml", '[per-file-ignores]\n"minutes/" = ["CP505"]\n')
    assert status("CP505") == "missing"


def test_per_kind_choices_hold_for_the_kind_told(drafts: Path) -> None:
    write(drafts / "policylint.toml", '[per-kind.terms-of-reference]\nselect = ["CP505"]\n')
    assert status("CP505") == "missing"
    assert status("CP101") == "not-applicable"
    assert status("CP101", "--kind", "policy") != "not-applicable"


def test_each_document_falls_under_its_closest_config(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    write(stubbed / "strict/policylint.toml", 'fail-on = "info"\n')
    write(stubbed / "lax/policylint.toml", 'fail-on = "never"\n')
    write(stubbed / "strict/a.md", "clean")
    write(stubbed / "lax/a.md", "error")
    assert run("check").exit_code == 0
    write(stubbed / "strict/a.md", "info")
    assert run("check").exit_code == 1
    assert run("check", "--fail-on", "error").exit_code == 1
    assert run("check", "--fail-on", "never").exit_code == 0


def test_excluded_files_are_left_out_of_folders_but_not_by_name(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    write(stubbed / "policylint.toml", 'exclude = ["archive/", "*.draft.md"]\n')
    for name in ("a.md", "b.draft.md", "archive/c.md", "sub/d.md"):
        write(stubbed / name, "error")

    def shown(*args: str) -> list[str]:
        lines = run("check", "--output-format", "concise", *args).stdout.splitlines()
        return sorted({line.split(":")[0] for line in lines})

    assert shown() == ["a.md", "sub/d.md"]
    assert shown("archive/c.md") == ["archive/c.md"]
    assert shown("--exclude", "sub") == ["a.md", "archive/c.md", "b.draft.md"]
    result = run("check", "archive")
    assert result.exit_code == 2 and "holds no document" in told(result)[0]


def test_config_show_says_what_applies_and_why(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    write(stubbed / "base.toml", 'fail-on = "error"\n[severity]\nCP505 = "error"\n')
    write(
        stubbed / "policylint.toml",
        'extend = "base.toml"\nignore = ["CP101", "CP2"]\n[per-kind.policy]\nselect = ["CP5"]\n'
        '[words]\npeople = ["members"]\n'
        '[[suppress]]\nfile = "a.pdf"\nrules = ["CP505"]\nreason = "set by \\"law\\""\n',
    )
    (stubbed / "a.pdf").touch()
    result = run("config", "show", "sub/draft.md")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "# What applies to sub/draft.md",
        "# From policylint.toml",
        "# Extends base.toml",
        "# select is not set                         # default",
        'ignore = ["CP101", "CP2"]                   # policylint.toml:2:1',
        "# kind is not set                           # default",
        "# rules is not set                          # default",
        'fail-on = "error"                           # base.toml:1:1 (extended)',
        "exclude = []                                # default",
        "# baseline is not set                       # default",
        "# jobs is not set                           # default",
        "cache = true                                # default",
        "",
        "[per-kind]",
        'policy = { select = ["CP5"] }               # policylint.toml:3:11',
        "",
        "[severity]",
        'CP505 = "error"                             # base.toml:3:1 (extended)',
        "",
        "[words]",
        'people = ["members"]                        # policylint.toml:6:1',
        "",
        "[[suppress]]",
        'file = "a.pdf"                              # policylint.toml:7:3',
        'rules = ["CP505"]',
        'reason = "set by \\"law\\""',
    ]


def test_what_config_show_prints_is_a_config_that_means_the_same(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    text = '[per-file-ignores]\n"a b.md" = ["CP5"]\n[severity]\nCP505 = { partial = "error" }\n'
    write(stubbed / "policylint.toml", text)
    first = run("config", "show").stdout
    write(stubbed / "policylint.toml", first)

    def values(shown: str) -> list[str]:
        return [line.split("  # ")[0].rstrip() for line in shown.splitlines() if not line.startswith("#")]

    assert values(run("config", "show").stdout) == values(first)


def test_config_files_lists_what_would_be_read(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    write(stubbed / "policylint.toml", "jobs = 1\n")
    write(stubbed / "sub/policylint.toml", 'extend = "../policylint.toml"\n')
    for name in ("a.md", "b.md", "sub/c.md"):
        write(stubbed / name, "clean")
    result = run("config", "files")
    assert result.stdout == (
        "policylint.toml: 2 documents\nsub/policylint.toml: 1 document\n  extends policylint.toml\n"
    )
    assert run("config", "files", "--no-config", "a.md").stdout == "(no config file): 1 document\n"


def test_the_environment_and_an_option_beat_the_file(stubbed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stubbed / ".git").mkdir()
    write(stubbed / "policylint.toml", 'fail-on = "never"\n')
    files(stubbed, f="warning")
    assert run("check").exit_code == 0
    monkeypatch.setenv("POLICYLINT_FAIL_ON", "warning")
    assert run("check").exit_code == 1
    assert run("check", "--fail-on", "error").exit_code == 0
    assert "environment (POLICYLINT_FAIL_ON)" in run("config", "show").stdout


def test_a_sidecar_entry_accepts_a_finding_in_a_pdf(drafts: Path) -> None:
    (drafts / "policies").mkdir()
    page = Page()
    page.text(72, 100, "Board: terms of reference")
    page.text(72, 140, "The board decides what the organisation does.")
    (drafts / "policies/it.pdf").write_bytes(pdf(page))
    entry = '[[suppress]]\nfile = "policies/it.pdf"\nrules = ["CP505"]\nreason = "set by law"\n'
    write(drafts / "policylint.toml", entry)
    result = run("check", "policies/it.pdf", "drafts/board.md", "--select", "CP505", "--output-format", "json")
    first, second = json.loads(result.stdout)["documents"]
    assert first["findings"] == [] and len(second["findings"]) == 1
    assert [kept["rule"] for kept in first["suppressed"]] == ["CP505"]
    assert first["suppressed"][0]["because"] == {
        "by": "config",
        "reason": "set by law",
        "where": "policylint.toml:3:10",
    }
    assert told(result)[-1] == "2 documents: 1 warning; 1 suppressed"
    assert "suppressed" in run("check", "policies/it.pdf", "--select", "CP505").stdout


def test_a_sidecar_entry_for_no_file_is_wrong(drafts: Path) -> None:
    write(drafts / "policylint.toml", '[[suppress]]\nfile = "gone.pdf"\nrules = ["CP505"]\nreason = "law"\n')
    result = run("check", "drafts")
    assert result.exit_code == 2
    assert told(result)[0].startswith("policylint: policylint.toml:1:3: suppress: there is no file 'gone.pdf'")


def test_values_of_a_deeper_config_that_hold_for_a_whole_run_are_told(stubbed: Path) -> None:
    (stubbed / ".git").mkdir()
    write(stubbed / "policylint.toml", "jobs = 1\n")
    write(stubbed / "sub/policylint.toml", 'jobs = 2\nfail-on = "never"\n')
    write(stubbed / "sub/a.md", "clean")
    write(stubbed / "sub/b.md", "clean")
    note = "policylint: note: sub/policylint.toml:1:1: 'jobs' holds for a whole run; this one takes it from policylint.toml"
    assert told(run("check")).count(note) == 1
    assert note not in told(run("check", "sub"))


def test_a_word_comment_is_heeded_from_end_to_end(drafts: Path) -> None:
    draft = docx.Document()
    draft.add_heading("Board: terms of reference")
    words = draft.add_paragraph("Patients may be invited to attend meetings of the Board.")
    draft.add_comment(words.runs, text="policylint: ignore CP505 — seats are set by law", author="Clerk")
    draft.save(str(drafts / "draft.docx"))
    record = json.loads(run("check", "draft.docx", "--select", "CP505", "--output-format", "json").stdout)
    document = record["documents"][0]
    assert document["findings"] == []
    assert [(k["rule"], k["status"]) for k in document["suppressed"]] == [("CP505", "partial")]
    assert document["suppressed"][0]["because"] == {
        "by": "comment",
        "reason": "seats are set by law",
        "where": "Comment on paragraph 2",
    }
