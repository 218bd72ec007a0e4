"""From bytes to text: byte order marks, UTF-8, declared encodings, and Windows-1252 as the last resort."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass

from policylint.document import Notice
from policylint.errors import InputError

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""Largest text file read, in bytes: some 2.5 million words."""

_SAMPLE_BYTES = 65_536
_NUL_SHARE = 0.01
# The marks of UTF-32 begin with those of UTF-16, so they come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\x0b\f\r\x1a\x1b")
_NAMES = {"cp1252": "Windows-1252", "utf-8": "UTF-8"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its line ends made ``\\n``, the encoding it was read in, and what to tell the user."""

    text: str
    encoding: str
    notice: Notice | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a text file.

    Order: byte order mark, UTF-16 by its pattern of NULs, strict UTF-8, the ``declared`` encoding (as an
    HTML page names it), UTF-8 with few bad bytes, Windows-1252. Whatever is not certain gives a notice.
    Raises ``InputError``: ``too-large``, or ``unsupported-format`` for what is no text at all.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise InputError("too-large", f"The text is larger than {MAX_TEXT_BYTES // 2**20} MB; split it into parts.")
    encoding = marked_encoding(data)
    if encoding is not None:
        return _decoded(data.decode(encoding, "replace"), encoding)
    if is_binary(data):
        raise InputError(
            "unsupported-format", "The file is not text; save it as .docx, .odt, .pdf, .md, .html or .txt."
        )
    try:
        return _decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        encoding = _guessed(data, declared)
    name = _NAMES.get(encoding, encoding)
    notice = Notice("encoding", f"The file is not valid UTF-8; it was read as {name}.")
    if encoding == "utf-8":
        notice = Notice("encoding", "The file has bytes that are not valid UTF-8; they were read as �.")
    return _decoded(data.decode(encoding, "replace"), encoding, notice)


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark, or the NULs of unmarked UTF-16, give away; else ``None``."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE_BYTES]
    if len(sample) >= 8:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if odd > 0.35 * len(sample) and even < 0.02 * len(sample):
            return "utf-16-le"
        if even > 0.35 * len(sample) and odd < 0.02 * len(sample):
            return "utf-16-be"
    return None


def is_binary(data: bytes) -> bool:
    """Whether the first 64 kB are no text in any encoding: NULs or other controls beyond a stray few."""
    if marked_encoding(data) is not None:
        return False
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return sample.count(0) > _NUL_SHARE * len(sample) or controls > 0.05 * len(sample)


def _guessed(data: bytes, declared: str | None) -> str:
    if declared is not None:
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            name = "utf-8"
        if name in {"iso8859-1", "ascii"}:
            return "cp1252"  # what browsers do, and what writers of such pages meant
        if name != "utf-8" and _decodes(data, name):
            return name
    loose = data.decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    good = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", loose))
    return "utf-8" if good > bad else "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # LookupError: a codec that is not for text
        return False
    return True


def _decoded(text: str, encoding: str, notice: Notice | None = None) -> Decoded:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, notice)


class Lines:
    """Where the lines of a text begin, to turn offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
