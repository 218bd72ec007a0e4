"""Untrusted text made safe to print.

A document, or a file's name, may hold characters that move the cursor, recolour a terminal, turn the
direction of reading or hide. All of them are printed as their code instead. The classes are Unicode's:
controls, formats (bidi and zero-width characters are among them), surrogates, and the line and
paragraph separators.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_HARMLESS = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
_COMMAND = re.compile(r"(?m)^\s*:(?=:)|##(?=\[)")
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-", "\u00a0": " "}
)


def visible(text: str) -> str:
    r"""The text with every unsafe character, line breaks too, as ``\x1b``, ``\u202e`` or ``\U000e0041``."""
    if _HARMLESS.fullmatch(text):
        return text
    return "".join(map(_shown, text))


def folded(text: str) -> str:
    """The text on one line: white space folded to single spaces, then made ``visible``."""
    return visible(" ".join(text.split()))


def no_command(lines: str) -> str:
    r"""Lines with nothing that a build server takes for a command to itself: ``\x3a:``, ``#\x23[``."""
    return _COMMAND.sub(lambda found: found[0][:-1] + _shown_always(found[0][-1]), lines)


def escaped_in_json(text: str) -> str:
    r"""JSON as it stands, with the unsafe characters inside its strings as ``\u`` escapes: the same data."""
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(character if character < "\x7f" else _json_escape(character) for character in text)


def encodable(text: str, encoding: str) -> bytes:
    """The text in an encoding that may lack some characters: plain punctuation first, codes for the rest."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "backslashreplace")


@cache
def _shown(character: str) -> str:
    return _shown_always(character) if unicodedata.category(character) in _UNSAFE else character


def _shown_always(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


@cache
def _json_escape(character: str) -> str:
    if unicodedata.category(character) not in _UNSAFE:
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))
