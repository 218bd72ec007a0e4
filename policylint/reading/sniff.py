"""Which kind of file it is: by what it holds first, by its name only where that settles nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from policylint.document import Notice
from policylint.errors import InputError
from policylint.reading.encodings import is_binary, marked_encoding

_NAMED = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".pdf": "pdf",
    ".md": "md",
    ".markdown": "md",
    ".mdown": "md",
    ".mkd": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "txt",
    ".text": "txt",
}
_TEXTUAL = {"md", "html", "txt"}
_KINDS = {
    "docx": "a Word document",
    "odt": "an OpenDocument text",
    "pdf": "a PDF",
    "md": "Markdown",
    "html": "HTML",
    "txt": "plain text",
}
_SAVE = "save it as .docx, .odt or .pdf"

# What a file begins with, and what that is. The first two are text, so they are known by this alone.
_RTF = (rb"\{\\rtf", "an RTF file")
_POSTSCRIPT = (rb"%!PS-Adobe", "a PostScript file")
_BINARIES = (
    (rb"\xffWPC", "a WordPerfect file"),
    (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|8BPS|BM.{4}\x00{4}|RIFF.{4}WEBP", "a picture"),
    (rb".{4}ftyp(?:heic|heix|mif1|avif)", "a picture"),
    (rb".{4}ftyp|OggS|ID3|fLaC|RIFF.{4}(?:WAVE|AVI )|\x1aE\xdf\xa3", "a sound or film"),
    (rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh[1-9]|\xfd7zXZ\x00", "a compressed archive"),
    (rb"\x7fELF|MZ|\xcf\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|\xca\xfe\xba\xbe", "a program"),
    (rb"SQLite format 3\x00|\x00\x01\x00\x00Standard (?:Jet|ACE) DB", "a database"),
    (rb"\xdb\xa5-\x00|1\xbe\x00\x00|\xbe\x00\x00\x00", "an early Word file"),
)
_TEXT_MAGIC = [(re.compile(magic), what) for magic, what in (_RTF, _POSTSCRIPT)]
_BINARY_MAGIC = [(re.compile(magic, re.DOTALL), what) for magic, what in _BINARIES]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted", "The file is protected by a password; save a copy without one."),
    ("WordDocument", "legacy-format", "Word 97-2003 file; save it as .docx."),
    ("Workbook", "legacy-format", "Excel 97-2003 workbook; save its text as .docx."),
    ("PowerPoint Document", "legacy-format", "PowerPoint 97-2003 file; save its text as .docx."),
    ("__properties_version1.0", "unsupported-format", f"An Outlook message; {_SAVE}."),
)
# Possessive, so that many comments cannot be split up in many ways.
_PROLOGUE = r"(?:<\?xml[^>]*+>)?+\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+"
_HTML = re.compile(_PROLOGUE + r"(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_HTML_TAGS = re.compile(r"<(?:head|body|p|div|table|h[1-6]|ul|ol)[\s>]", re.IGNORECASE)
_OTHER_MARKUP = (
    (r"mime-version:.*?multipart/related", "a web archive (.mht)"),
    (_PROLOGUE + r"(?:<!doctype\s+svg[^>]*+>\s*+)?+<svg[\s>]", "a picture (SVG)"),
    (_PROLOGUE + r"<office:document[\s>]", "a flat OpenDocument file"),
    (
        _PROLOGUE + r"(?:<\?mso-application[^>]*+>\s*+)?+<(?:w:worddocument|pkg:package)[\s>]",
        "a Word XML file",
    ),
)
_REFUSED = [(re.compile(pattern, re.IGNORECASE | re.DOTALL), what) for pattern, what in _OTHER_MARKUP]
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\s*[*+-] \[[ x]\]|^\|?\s*:?-{3,}:?\s*\|[\s|:-]*$|^```"
    r"|\[[^\]\n]+\]\([^)\s]+\)|\*\*\S[^*\n]*\*\*",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The format of a file (docx, pdf, odt, md, html or txt) and what to tell of a misleading name."""

    format: str
    notice: Notice | None = None


def format_of(data: bytes, name: str) -> Sniffed:
    """The format to read ``data`` as. ``name`` is the file's name; only its ending is looked at.

    Raises ``InputError`` for what cannot be read: ``empty-file``, ``encrypted``, ``legacy-format``,
    ``unsupported-format`` or ``broken-file``. A name that belies a readable content gives a notice.
    """
    if not data or data.isspace():
        raise InputError("empty-file", "The file is empty.")
    ending = PurePath(name).suffix.lower()
    named = _NAMED.get(ending)
    found = _packed_format(data, named)
    if found is None:
        if is_binary(data):
            raise _binary(ending, named)
        found = _textual_format(data, named)
    if named is None or named == found:
        return Sniffed(found)
    message = f"The file is named {ending} but holds {_KINDS[found]}; it was read as that."
    return Sniffed(found, Notice("extension", message))


def _packed_format(data: bytes, named: str | None) -> str | None:
    """The format of a file that is no text, or ``None``. Raises for the kinds that are not read."""
    if data.startswith(b"%PDF-") or (named not in _TEXTUAL and b"%PDF-" in data[:1024]):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data)
    if data.startswith(_OLE):
        for stream, code, message in _OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                raise InputError(code, message)
        raise InputError("unsupported-format", f"An old Microsoft Office file of unknown kind; {_SAVE}.")
    for magic, what in _TEXT_MAGIC + (_BINARY_MAGIC if is_binary(data) else []):
        if magic.match(data):
            advice = "read its text into a document first" if what == "a picture" else _SAVE
            raise InputError("unsupported-format", f"The file is {what}; {advice}.")
    return None


def _zip_format(data: bytes) -> str:
    from policylint.reading.archives import open_archive  # it loads lxml, which no text file needs

    archive = open_archive(data)
    mimetype = archive.read("mimetype") if archive.has("mimetype") else b""
    if not mimetype and archive.has("content.xml") and archive.has("META-INF/manifest.xml"):
        mimetype = archive.read("META-INF/manifest.xml")
    if b"opendocument.text" in mimetype:
        return "odt"
    types = archive.read("[Content_Types].xml") if archive.has("[Content_Types].xml") else b""
    if b"wordprocessingml" in types or b"ms-word" in types or archive.has("word/document.xml"):
        return "docx"
    what = "a zip archive"
    for mark, kind in (
        (b"spreadsheetml", "an Excel workbook"),
        (b"presentationml", "a PowerPoint presentation"),
        (b"epub+zip", "an e-book"),
        (b"opendocument.spreadsheet", "an OpenDocument spreadsheet"),
        (b"opendocument.presentation", "an OpenDocument presentation"),
        (b"opendocument", "an OpenDocument file that holds no text document"),
    ):
        if mark in types or mark in mimetype:
            what = kind
            break
    else:
        if archive.has("Index/Document.iwa"):
            what = "an Apple iWork file"
    advice = "unpack it and name the files in it" if what == "a zip archive" else _SAVE
    raise InputError("unsupported-format", f"The file is {what}; {advice}.")


def _binary(ending: str, named: str | None) -> InputError:
    if named is not None and named not in _TEXTUAL:
        return InputError(
            "broken-file", f"The file is named {ending} but does not hold {_KINDS[named]}; save it again."
        )
    return InputError("unsupported-format", f"The file is of a kind that is not read; {_SAVE}.")


def _textual_format(data: bytes, named: str | None) -> str:
    head = data[:8192].decode(marked_encoding(data) or "utf-8", "replace").lstrip("\ufeff \t\r\n\f")
    if _HTML.match(head):
        return "html"
    for pattern, what in _REFUSED:
        if pattern.match(head):
            raise InputError("unsupported-format", f"The file is {what}; {_SAVE}.")
    if named in _TEXTUAL:
        return str(named)
    if len(_HTML_TAGS.findall(head)) >= 3 and head.startswith("<"):
        return "html"
    return "md" if len(_MARKDOWN.findall(head)) >= 2 else "txt"
