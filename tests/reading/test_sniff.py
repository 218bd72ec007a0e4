from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from policylint.errors import InputError
from policylint.reading.encodings import MAX_TEXT_BYTES, Lines, decode
from policylint.reading.sniff import format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODF = "application/vnd.oasis.opendocument"


def packed(**parts: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)  # without the time, so that tests keep their names
    return data.getvalue()


def refusal(data: bytes, name: str = "x") -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        format_of(data, name)
    return caught.value.code, caught.value.message


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x00\x00junk first\n%PDF-1.4\n\x00\x01\x02\x03", "pdf"),
        (packed(**{"[Content_Types].xml": WORD_TYPES}), "docx"),
        (packed(**{"word/document.xml": "<w/>"}), "docx"),
        (packed(mimetype=f"{ODF}.text"), "odt"),
        (packed(mimetype=f"{ODF}.text-template"), "odt"),
        (packed(**{"content.xml": "<a/>", "META-INF/manifest.xml": f'"{ODF}.text"'}), "odt"),
        (b"\xef\xbb\xbf<!-- saved --><!doctype HTML><p>x", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        ("<!DOCTYPE html><p>x".encode("utf-16"), "html"),
        (b"<div><h1>A</h1><p>b</p></div>", "html"),
        (b"# Title\n\nSome **bold** words.", "md"),
        (b"1.1 The board shall meet.", "txt"),
        ("Caf\xe9 rules".encode("cp1252"), "txt"),
        ("The board".encode("utf-16-le"), "txt"),
    ],
)
def test_content_tells_the_format_of_an_unknown_name(data: bytes, expected: str) -> None:
    sniffed = format_of(data, "policy")
    assert (sniffed.format, sniffed.notice) == (expected, None)


@pytest.mark.parametrize("ending", ["md", "html", "txt"])
def test_among_texts_the_name_decides(ending: str) -> None:
    assert format_of(b"# Not *really* anything\n", f"a.{ending.upper()}").format == ending


@pytest.mark.parametrize(
    ("data", "name", "expected", "words"),
    [
        (b"%PDF-1.7\n", "a.docx", "pdf", "named .docx but holds a PDF"),
        (packed(mimetype=f"{ODF}.text"), "a.docx", "odt", "an OpenDocument text"),
        (b"<html><body>x", "a.pdf", "html", "HTML"),
        (b"<!doctype html><p>x", "a.txt", "html", "HTML"),
        (b"Only words here", "a.odt", "txt", "plain text"),
    ],
)
def test_a_wrong_name_is_told_and_no_error(data: bytes, name: str, expected: str, words: str) -> None:
    sniffed = format_of(data, name)
    assert sniffed.format == expected
    assert sniffed.notice is not None
    assert sniffed.notice.code == "extension"
    assert words in sniffed.notice.message


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty-file", "empty"),
        (b" \n\t\r\n", "empty-file", "empty"),
        (OLE + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "legacy-format", "Word 97-2003 file; save it as .docx."),
        (OLE + "Workbook".encode("utf-16-le"), "legacy-format", "Excel"),
        (OLE + b"\0" * 600, "unsupported-format", "Office"),
        (b"{\\rtf1\\ansi x}", "unsupported-format", "RTF"),
        (b"\xffWPC\x10\x00\x00\x00" + b"\0" * 40, "unsupported-format", "WordPerfect"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "unsupported-format", "picture"),
        (b"<svg xmlns='x'><text>a</text></svg>", "unsupported-format", "SVG"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "unsupported-format", "archive"),
        (bytes(range(256)) * 4, "unsupported-format", "not read"),
        (packed(**{"[Content_Types].xml": "spreadsheetml.sheet.main"}), "unsupported-format", "Excel"),
        (packed(**{"[Content_Types].xml": "presentationml.x"}), "unsupported-format", "PowerPoint"),
        (packed(mimetype="application/epub+zip"), "unsupported-format", "e-book"),
        (packed(mimetype=f"{ODF}.spreadsheet"), "unsupported-format", "spreadsheet"),
        (packed(**{"notes.txt": "x"}), "unsupported-format", "zip archive"),
        (packed(**{"word/document.xml": "<w/>"})[:40], "broken-file", "damaged"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "unsupported-format", "web archive"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else "data"
    ),  # the bytes of an archive hold the time: as names they would differ between processes
)
def test_what_is_not_read_is_named(data: bytes, code: str, words: str) -> None:
    found, message = refusal(data)
    assert found == code
    assert words in message


def test_a_document_that_is_neither_its_kind_nor_text_is_broken() -> None:
    assert refusal(b"\x00\x01\x02\x03" * 50, "minutes.docx")[0] == "broken-file"


def test_many_comments_before_the_root_cost_no_time() -> None:
    assert format_of(b"<!---->" * 1100 + b"x", "").format == "txt"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"caf\xc3\xa9\r\nb\rc\n", "caf\xe9\nb\nc\n", "utf-8"),
        ("\ufeffcaf\xe9".encode(), "caf\xe9", "utf-8-sig"),
        ("caf\xe9".encode("utf-16"), "caf\xe9", "utf-16"),
        ("caf\xe9".encode("utf-32"), "caf\xe9", "utf-32"),
        ("The cafe board".encode("utf-16-be"), "The cafe board", "utf-16-be"),
    ],
)
def test_encodings_that_are_certain_need_no_notice(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.notice) == (text, encoding, None)


def test_windows_text_is_read_with_a_notice() -> None:
    decoded = decode("The caf\xe9 \u2013 \u201copen\u201d".encode("cp1252"))
    assert decoded.text == "The caf\xe9 \u2013 \u201copen\u201d"
    assert decoded.notice is not None
    assert "Windows-1252" in decoded.notice.message


def test_one_bad_byte_does_not_turn_utf_8_into_windows_text() -> None:
    decoded = decode("\u201cOpen\u201d caf\xe9s \u2013 yes".encode() + b"\xff.")
    assert decoded.text.startswith("\u201cOpen\u201d caf\xe9s \u2013")
    assert decoded.notice is not None


def test_a_declared_encoding_is_used_where_the_text_is_not_utf_8() -> None:
    data = "Zarz\u0105d i r\xf3wno\u015b\u0107".encode("iso8859-2")
    assert decode(data, "ISO-8859-2").text == "Zarz\u0105d i r\xf3wno\u015b\u0107"
    assert decode(b"caf\xe9 \x80", "latin-1").text == "caf\xe9 \u20ac"
    assert decode(b"caf\xe9", "no-such-code").text == "caf\xe9"


def test_binary_and_huge_data_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        decode(b"a\0\0\0b" * 50)
    assert caught.value.code == "unsupported-format"
    with pytest.raises(InputError) as caught:
        decode(b"a" * (MAX_TEXT_BYTES + 1))
    assert caught.value.code == "too-large"


def test_lines_give_line_and_column_from_one() -> None:
    lines = Lines("ab\n\ncd")
    assert [lines.place(offset) for offset in (0, 2, 3, 4, 5)] == [(1, 1), (1, 3), (2, 1), (3, 1), (3, 2)]
