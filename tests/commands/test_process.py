"""The command as it is really started: what it imports, and how it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policylint.commands.checking import Checker, Judged, check_all
from policylint.commands.choosing import pack_at
from policylint.commands.walking import Source
from policylint.findings.model import DocumentReport, ReadError
from tests.reporting.runs import report

HEAVY = "spacy numpy lxml docx pdfplumber pypdfium2 markdown_it".split()
PROBE = f"""
import sys
from policylint.commands import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print(end.code, [m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)
"""


def started(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROBE, *args], cwd=cwd, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["check", "--help"], 0),
        (["explain", "CP505"], 0),
        (["rules", "list"], 0),
        (["check", "--no-such-option"], 2),
        (["check", "--select", "CP999", "."], 2),
        (["check", "no-such-file.docx"], 2),
        (["check"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_nothing_heavy_is_imported_before_it_is_needed(tmp_path: Path, args: list[str], code: int) -> None:
    result = started(*args, cwd=tmp_path)
    assert result.stderr.splitlines()[-1] == f"{code} []"


def test_help_does_not_even_load_yaml_or_a_command(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom policylint.commands import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "sys.exit([m for m in ('yaml', 'pathspec', 'policylint.commands.check') if m in sys.modules] or 0)"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [sys.executable, "-c", "from policylint.commands import main; main(['rules', 'list'])"],
        cwd=tmp_path,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, "")


class Fragile(Checker):
    """A checker whose process dies of one document."""

    def check(self, source: Source) -> Judged:
        if source.shown == "deadly":
            os._exit(9)
        return Judged(report(source.shown))


def test_processes_give_what_one_gives_in_order() -> None:
    sources = [Source(name, data=b"") for name in "abcdef"]
    checker = Fragile(pack_at(None))
    assert check_all(checker, sources, jobs=2) == check_all(checker, sources, jobs=1)


def test_a_process_that_dies_costs_one_document() -> None:
    names = ["a", "b", "deadly", "c", "d"]
    results = check_all(Fragile(pack_at(None)), [Source(name, data=b"") for name in names], jobs=2)
    assert [r.result.path for r in results] == names
    assert [type(r.result) for r in results].count(ReadError) == 1
    assert isinstance(results[2].result, ReadError)
    assert isinstance(results[3].result, DocumentReport)


def test_a_real_draft_is_checked_from_end_to_end(tmp_path: Path) -> None:
    (tmp_path / "board.md").write_text("# Board: terms of reference\n\nThree of the trustees shall be tenants.\n")
    result = started("check", "board.md", "--select", "CP505", "--output-format", "concise", cwd=tmp_path)
    assert (result.stdout, result.stderr.splitlines()[0]) == ("", "1 document: no findings")
