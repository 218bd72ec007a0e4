"""The baseline through the command line. The judging is stubbed: a draft's words are its findings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.assessment.model import Criterion
from policylint.commands.checking import Checker, Judged
from policylint.commands.walking import Source
from policylint.document import Place
from policylint.findings.comparing import Entry, compare, entry_of, known_aside
from policylint.findings.model import DocumentReport, Finding, ReadError
from policylint.findings.report import fingerprint
from policylint.rules.model import Severity, Status
from tests.commands.judging import run, told
from tests.reporting.runs import evidence, rule

STATUSES = {"contradicted": Status.CONTRADICTED, "missing": Status.MISSING, "partial": Status.PARTIAL}


def finding(name: str, status: Status, words: str = "") -> Finding:
    piece = evidence(status, words, Place(line=1)) if words else None
    mark = fingerprint(name, status, piece)
    return Finding(name, name.lower(), status, Severity.WARNING, "m", Place(line=1), None, mark, piece)


def report(path: str, findings: tuple[Finding, ...]) -> DocumentReport:
    names = dict.fromkeys(f.rule for f in findings)
    criteria = tuple(
        Criterion(rule(name, name.lower(), "CP5"), next(f.status for f in findings if f.rule == name)) for name in names
    )
    return DocumentReport(path, "md", "policy", "en", None, 1, None, None, (), criteria, findings, (), ())


def spoken(checker: Checker, source: Source) -> Judged:
    """A finding for each line "RULE status words"; "broken" is not read."""
    data = source.data if source.path is None else source.path.read_bytes() if source.path.exists() else b"broken"
    text = (data or b"").decode()
    if text.startswith("broken"):
        return Judged(ReadError(source.shown, "broken-file", "It is broken."))
    parts = [line.split(maxsplit=2) for line in text.splitlines() if line.strip()]
    return Judged(report(source.shown, tuple(finding(p[0], STATUSES[p[1]], p[2] if len(p) > 2 else "") for p in parts)))


@pytest.fixture
def repo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setattr(Checker, "check", spoken)
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts").mkdir()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts/a.md").write_text("CP505 partial may attend\nCP101 missing\n")
    yield tmp_path


FILE = "policylint-baseline.json"


def entries(folder: Path) -> list[tuple[str, str, str]]:
    record = json.loads((folder / FILE).read_text())
    return [(e["path"], e["rule"], e["words"]) for e in record["findings"]]


def test_what_is_written_is_known_from_then_on(repo: Path) -> None:
    assert run("check", "drafts").exit_code == 1
    result = run("baseline", "write", "drafts")
    assert (result.exit_code, result.stdout) == (0, f"{FILE}: 2 findings\n")
    assert entries(repo) == [("drafts/a.md", "CP101", ""), ("drafts/a.md", "CP505", "may attend")]
    result = run("check", "drafts", "--baseline", FILE, "--output-format", "json")
    document = json.loads(result.stdout)["documents"][0]
    assert result.exit_code == 0 and document["findings"] == []
    assert {kept["because"]["by"] for kept in document["known"]} == {"baseline"}
    assert told(result)[-1] == "1 document: no findings; 2 in the baseline"
    assert run("baseline", "check", "drafts").stdout == f"{FILE}: 2 findings, all still there\n"


def test_the_file_has_a_line_for_each_finding_whatever_the_order(repo: Path) -> None:
    (repo / "drafts/b.md").write_text("CP505 partial may speak\n")
    run("baseline", "write", "drafts/b.md", "drafts/a.md")
    one = (repo / FILE).read_text()
    assert [line.strip()[:1] for line in one.splitlines()] == ["{", "{", "{", "{", "]"]
    run("baseline", "write", "drafts/a.md", "drafts/b.md")
    assert (repo / FILE).read_text() == one


def test_lines_may_move_and_folders_may_be_called_from_elsewhere(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("baseline", "write", "drafts")
    (repo / "drafts/a.md").write_text("\n\nCP101 missing\n\nCP505 partial may   attend\n")
    monkeypatch.chdir(repo / "drafts")
    assert run("check", "a.md", "--baseline", f"../{FILE}").exit_code == 0


def test_a_new_finding_is_reported_and_not_written_unless_asked(repo: Path) -> None:
    run("baseline", "write", "drafts")
    before = (repo / FILE).read_text()
    (repo / "drafts/a.md").write_text("CP505 partial may attend\nCP101 missing\nCP402 missing\n")
    assert run("check", "drafts", "--baseline", FILE).exit_code == 1
    for command in ("write", "check"):
        result = run("baseline", command, "drafts")
        assert result.exit_code == 1
        assert result.stdout.startswith("drafts/a.md: CP402 missing, not in the baseline\n")
        assert (repo / FILE).read_text() == before
    assert "would grow by 1 finding; nothing was written" in run("baseline", "write", "drafts").stderr
    assert run("baseline", "write", "drafts", "--allow-growth").exit_code == 0
    assert run("check", "drafts", "--baseline", FILE).exit_code == 0


def test_one_finding_swapped_for_another_is_growth(repo: Path) -> None:
    run("baseline", "write", "drafts")
    (repo / "drafts/a.md").write_text("CP505 partial may be consulted\nCP101 missing\n")
    assert run("check", "drafts", "--baseline", FILE, "--fail-on", "info").exit_code == 1
    assert run("baseline", "write", "drafts").exit_code == 1


def test_what_is_fixed_is_told_and_pruned(repo: Path) -> None:
    run("baseline", "write", "drafts")
    (repo / "drafts/a.md").write_text("CP101 missing\n")
    result = run("check", "drafts", "--baseline", FILE)
    assert result.exit_code == 0
    assert "1 finding of policylint-baseline.json fixed or better now" in result.stderr
    result = run("baseline", "check", "drafts")
    assert result.exit_code == 1
    assert "drafts/a.md: CP505 partial, fixed: “may attend”\n" in result.stdout
    assert "0 new, 1 fixed" in result.stdout and "policylint baseline prune" in result.stdout
    result = run("baseline", "prune", "drafts")
    assert (result.exit_code, entries(repo)) == (0, [("drafts/a.md", "CP101", "")])
    assert result.stdout.endswith(f"{FILE}: 1 finding, 1 fixed, 0 better; was 2\n")


def test_pruning_adds_nothing(repo: Path) -> None:
    run("baseline", "write", "drafts")
    (repo / "drafts/a.md").write_text("CP101 missing\nCP402 missing\n")
    run("baseline", "prune", "drafts")
    assert entries(repo) == [("drafts/a.md", "CP101", "")]


def test_a_finding_that_got_better_is_no_growth(repo: Path) -> None:
    (repo / "drafts/a.md").write_text("CP505 contradicted shall not vote\n")
    run("baseline", "write", "drafts")
    (repo / "drafts/a.md").write_text("CP505 partial may vote\n")
    assert run("check", "drafts", "--baseline", FILE, "--fail-on", "info").exit_code == 0
    assert run("baseline", "write", "drafts").exit_code == 0
    assert entries(repo) == [("drafts/a.md", "CP505", "may vote")]
    (repo / "drafts/a.md").write_text("CP505 contradicted shall not vote\n")
    assert run("check", "drafts", "--baseline", FILE).exit_code == 1


def test_documents_not_checked_keep_their_entries_and_lost_ones_lose_them(repo: Path) -> None:
    (repo / "drafts/b.md").write_text("CP505 partial may speak\n")
    (repo / "drafts/c.md").write_text("CP505 partial may write\n")
    run("baseline", "write", "drafts")
    (repo / "drafts/c.md").unlink()
    result = run("baseline", "prune", "drafts/a.md")
    assert "drafts/c.md: CP505 partial, fixed: “may write”" in result.stdout
    assert {path for path, _, _ in entries(repo)} == {"drafts/a.md", "drafts/b.md"}


@pytest.mark.parametrize("command", ["write", "check", "prune"])
def test_nothing_is_written_when_a_document_was_not_read(repo: Path, command: str) -> None:
    run("baseline", "write", "drafts")
    before = (repo / FILE).read_text()
    (repo / "drafts/a.md").write_text("broken\n")
    for paths in (["drafts"], ["nowhere.md"], ["drafts/a.md"]):
        result = run("baseline", command, *paths, *(["--allow-growth"] if command == "write" else []))
        assert result.exit_code == 2
        assert told(result)[-1] == "policylint: 1 not read; the baseline was left as it is"
        assert (repo / FILE).read_text() == before


def test_the_config_names_the_baseline_for_every_command(repo: Path) -> None:
    (repo / "policylint.toml").write_text('baseline = "known.json"\n')
    missing = run("check", "drafts")
    assert missing.exit_code == 2 and "write one with 'policylint baseline write'" in missing.stderr
    assert run("baseline", "write", "drafts").exit_code == 0
    assert (repo / "known.json").is_file()
    assert run("check", "drafts").exit_code == 0
    assert run("check", "drafts", "--no-config").exit_code == 1


BROKEN = {
    "no json": ('{\n "x": ,', ":2:7: not valid JSON"),
    "another file": ('{"documents": []}', ":1:1: this is no baseline of version 1"),
    "a later version": ('{"policylint_baseline": 2, "findings": []}', ":1:1: this is no baseline of version 1"),
    "a field missing": (
        '{"policylint_baseline": 1, "findings": [\n  {"path": "a.md", "rule": "CP505", "status": "missing"}\n]}',
        ":2:3: an entry needs path, rule, status, fingerprint; 'fingerprint' is missing",
    ),
    "a wrong status": (
        '{"policylint_baseline": 1, "findings": [\n  {"path": "a", "rule": "C", "status": "bad", "fingerprint": "f"}]}',
        ":2:3: status 'bad' should be one of: partial, missing, contradicted",
    ),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_baseline_is_told_with_its_place(repo: Path, text: str, said: str) -> None:
    (repo / FILE).write_text(text)
    for args in (["check", "drafts", "--baseline", FILE], ["baseline", "check", "drafts"]):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert told(result)[0].startswith(f"policylint: {FILE}{said}")


WORDS = st.lists(
    st.tuples(st.sampled_from(["CP101", "CP505"]), st.sampled_from(list(STATUSES.values())), st.sampled_from("abc")),
    max_size=4,
    unique=True,
)


@given(WORDS, WORDS)
def test_a_comparison_leaves_nothing_out_and_counts_nothing_twice(
    before: list[tuple[str, Status, str]], now: list[tuple[str, Status, str]]
) -> None:
    old = {entry_of(finding(*parts), "a.md") for parts in before}
    made = report("a.md", tuple(finding(*parts) for parts in now))
    result = compare(made, old)
    assert len(result.known) + len(result.eased) + len(result.new) == len(made.findings)
    replaced = [entry for _, entry in result.eased]
    held = [Entry("a.md", f.rule, f.status.value, f.fingerprint) for f in result.known]
    asked = {c.rule.id for c in made.criteria}
    assert sorted([*result.fixed, *replaced, *held]) == sorted(old)
    assert all(e.rule in asked or e in result.fixed for e in old)
    kept = known_aside(made, result)
    assert kept.findings == result.new
    assert len(kept.aside) == len(result.known) + len(result.eased)
