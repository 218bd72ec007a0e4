"""Typed clause numbers and bullets: recognising them by their look at the start of a block."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•·▪◦‣●○■□➢✓–—*-"

_DECIMAL = r"\d{1,3}(?:\.\d{1,3}){1,5}\.?"
_INTEGER = r"\d{1,3}[.)]|\(\d{1,3}\)|\d{1,3}\.—\(\d{1,2}\)"
_LETTER = r"\([A-Za-z]\)|[A-Za-z][.)]|\(?[a-z]{2}\)"
_ROMAN = r"\((?:x{0,3}(?:ix|iv|v?i{0,3}))\)|(?:x{0,3}(?:ix|iv|v?i{1,3}))[.)]|(?:x{1,3}|v|ix)[.)]"
_PREFIXED = r"[A-Z]{1,3}\d{1,3}(?:\.\d{1,3}){0,3}[.:]?"
_NAMED = r"(?:Rule|Article|Clause|Section|Paragraph|Standing Order)\s\d{1,3}(?:\.\d{1,3}){0,3}[.:]?"
_LABEL = re.compile(
    rf"(?:(?P<decimal>{_DECIMAL})|(?P<roman>{_ROMAN})|(?P<integer>{_INTEGER})|(?P<letter>{_LETTER})"
    rf"|(?P<named>{_NAMED})|(?P<prefixed>{_PREFIXED})|(?P<bullet>[{re.escape(BULLETS)}]))(?=\s|$)",
    re.IGNORECASE,
)
_BARE_INTEGER = re.compile(r"\d{1,3}(?=\s+[A-Z])")
_ROMAN_ONLY = re.compile(r"^[ivxl]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """A number or bullet as typed, and its style: blocks at one depth share a style.

    ``style`` names the look without the value: ``decimal2`` (4.1), ``integer.`` (4.), ``(letter)``,
    ``roman.``, ``bullet•`` and so on.
    """

    text: str
    style: str


def label_at_start(text: str, *, heading: bool) -> Label | None:
    """The typed label that ``text`` begins with, or ``None``.

    A bare integer ("4 Membership") counts only in a heading: elsewhere it is a quantity.
    """
    if heading and (bare := _BARE_INTEGER.match(text)):
        return Label(bare.group(), "integer")
    match = _LABEL.match(text)
    if match is None or (match.end() == len(text) and not heading):
        return None
    if match.lastgroup in {"prefixed", "letter"} and not _plausible(match.group(), match.lastgroup):
        return None
    return Label(match.group(), label_style(match.group()))


def _plausible(text: str, group: str | None) -> bool:
    """Keep words that only look like labels ("UK2", "I. Newton", "NHS1") out."""
    if group == "prefixed":
        return len(re.match(r"[A-Za-z]+", text).group()) <= 2 and text[0].isupper()  # type: ignore[union-attr]
    return True


def label_style(text: str) -> str:
    """The style of a label: its look without its value."""
    core = text.strip()
    if not core:
        return ""
    if core[0] in BULLETS or not any(c.isalnum() for c in core):
        return "bullet"
    opening = "(" if core.startswith("(") else ""
    closing = core[-1] if core[-1] in ").:" else ""
    inner = core.strip("().:")
    if re.fullmatch(r"\d+(?:\.\d+)+", inner):
        return f"decimal{inner.count('.') + 1}"
    if inner.isdigit():
        return f"{opening}integer{'' if closing in '.:' else closing}"
    if len(inner) <= 5 and _ROMAN_ONLY.match(inner) and (len(inner) > 1 or inner.lower() in "ivx"):
        return f"{opening}roman{'' if closing in '.:' else closing}"
    if len(inner) <= 2 and inner.isalpha():
        return f"{opening}letter{'' if closing in '.:' else closing}"
    return "prefixed" + str(inner.count("."))


def follows_as_letter(previous: str, label: str) -> bool:
    """Whether ``label`` ("(i)") is the letter after ``previous`` ("(h)") and so no Roman numeral."""
    before, after = previous.strip("().:").lower(), label.strip("().:").lower()
    return len(before) == 1 == len(after) and ord(after) - ord(before) == 1
