"""Every bad input, through the command line: one line that says what it is and what to do, exit 2, and the
other files still judged."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policylint.commands.cli import cli
from tests.reading.pdf_files import Page, pdf
from tests.reading.test_languages import ENGLISH, WELSH

GOOD = "# Panel: terms of reference\n\nThe Board shall include two tenants as full members with a vote.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def damaged_docx() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w:document/>" * 50)
    return buffer.getvalue()[:-40]


BAD = {
    "empty.docx": (b"", "empty-file", "empty"),
    "locked.pdf": (pdf(Page(), user="secret"), "encrypted", "password"),
    "locked.docx": (OLE + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
    "old.doc": (OLE + b"\0" * 64 + "WordDocument".encode("utf-16-le"), "legacy-format", ".docx"),
    "scan.pdf": (pdf(Page()), "no-text", "no text"),
    "broken.docx": (damaged_docx(), "broken-file", "damaged"),
    "photo.md": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "unsupported-format", "picture"),
    "polisi.md": ("\n\n".join(WELSH).encode(), "not-english", "Welsh"),
}


def check(*paths: Path) -> Result:
    return CliRunner().invoke(cli, ["check", "--output-format", "json", *map(str, paths)])


@pytest.mark.parametrize("name", sorted(BAD))
def test_each_is_told_in_one_line_and_the_others_are_judged(tmp_path: Path, name: str) -> None:
    data, code, word = BAD[name]
    bad, good = tmp_path / name, tmp_path / "good.md"
    bad.write_bytes(data)
    good.write_text(GOOD, encoding="utf-8")
    result = check(bad, good)
    assert result.exit_code == 2
    run = json.loads(result.stdout)
    assert [error["code"] for error in run["errors"]] == [code]
    assert run["errors"][0]["path"].endswith(name)
    assert [document["path"] for document in run["documents"]] == [good.as_posix()]
    told = [line for line in result.stderr.splitlines() if name in line]
    assert len(told) == 1 and word in told[0] and "Traceback" not in result.stderr


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = check(tmp_path / "nowhere.docx")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["errors"][0]["code"] == "missing-file"
    assert json.loads(result.stdout)["documents"] == []


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.md"
    path.write_text(GOOD, encoding="utf-8")

    read = Path.read_bytes

    def denied(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", denied)
    result = check(path)
    assert result.exit_code == 2
    error = json.loads(result.stdout)["errors"][0]
    assert error["code"] == "unreadable" and "permission" in error["message"]


def test_a_wrong_extension_is_read_by_content_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_text(GOOD, encoding="utf-8")
    result = check(path)
    assert result.exit_code in {0, 1}
    (document,) = json.loads(result.stdout)["documents"]
    assert document["format"] in {"md", "txt"}
    assert document["notices"]


def test_the_english_part_of_a_bilingual_document_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "both.md"
    seat = "The Board shall include two tenants as full members with a vote, and the chair shall be a tenant."
    path.write_text("\n\n".join([*WELSH, *ENGLISH, seat]), encoding="utf-8")
    result = check(path)
    (document,) = json.loads(result.stdout)["documents"]
    assert any(notice["code"] == "language" and "Welsh" in notice["message"] for notice in document["notices"])
    seats = next(c for c in document["criteria"] if c["id"] == "CP505")
    assert seats["status"] == "embedded"
