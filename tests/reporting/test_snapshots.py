"""The whole shape of each format, kept in ``snapshots/``. ``POLICYLINT_SNAPSHOTS=write`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policylint import __version__
from policylint.findings.model import Run
from policylint.reporting import FORMATS, View, renderer
from tests.reporting.drafts import drafted
from tests.reporting.runs import UNREAD, report

FOLDER = Path(__file__).parent / "snapshots"
ENDINGS = {
    "text": "txt", "concise": "txt", "html": "html", "markdown": "md", "csv": "csv", "json": "json", "sarif": "json",
    "github": "txt", "gitlab": "json", "junit": "xml", "rdjson": "json",
}  # fmt: skip


def made() -> Run:
    """A Markdown draft with its text, a Word draft without, and a file that was not read."""
    run = drafted()
    return Run((*run.documents, report()), run.errors, run.pack_id, run.pack_version)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_as_kept(name: str) -> None:
    output = renderer(name)(made(), View()).replace(__version__, "VERSION")
    kept = FOLDER / f"{name}.{ENDINGS[name]}"
    if os.environ.get("POLICYLINT_SNAPSHOTS") == "write":
        kept.write_bytes(output.encode())
    assert output == kept.read_bytes().decode()


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_not_read_is_in_every_format(name: str) -> None:
    for run in (made(), Run((), (UNREAD,), "co-production", "1.0.0")):
        output = renderer(name)(run, View())
        assert "drafts/old.doc" in output
        assert "Word 97" in output.replace("\\", "")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ends_in_a_line_break_also_with_nothing_in_it(name: str) -> None:
    assert renderer(name)(made(), View()).endswith("\n")
    empty = renderer(name)(Run((), (), "co-production", "1.0.0"), View())
    assert empty == "" or empty.endswith("\n")
