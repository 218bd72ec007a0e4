"""Writing a list number the way Word does (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

MAX_NUMBER = 32_767
"""Word's highest list number; larger ones only occur in crafted files."""

_MAX_REPEATS = 30
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CARDINALS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}
_NOTE_MARKS = "*†‡§"


def format_number(value: int, form: str) -> str:
    """``value`` in the number format ``form`` ("lowerLetter", "upperRoman", ...).

    A custom form is given as its own sample text ("001, 002, 003, ..."). Forms of other scripts, which
    are not drawn here, come out as plain decimals.
    """
    value = max(0, min(value, MAX_NUMBER))
    writer = _WRITERS.get(form)
    if writer is not None:
        return writer(value)
    sample = form[:_MAX_REPEATS].partition(",")[0].strip()
    return str(value).zfill(len(sample)) if sample.isdecimal() else str(value)


def _letter(value: int) -> str:
    """a to z, then aa, bb, cc and so on."""
    if value < 1:
        return ""
    rounds, index = divmod(value - 1, 26)
    return chr(ord("a") + index) * (rounds % _MAX_REPEATS + 1)


def _roman(value: int) -> str:
    parts = []
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        parts.append(letters * count)
    return "".join(parts)


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in {11, 12, 13} else ending}"


def _cardinal_words(value: int) -> str:
    if value < 20:
        return _CARDINALS[value].capitalize()
    if value > 99:
        return str(value)
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2].capitalize() + (f"-{_CARDINALS[ones]}" if ones else "")


def _ordinal_words(value: int) -> str:
    if value > 99:
        return _ordinal(value)
    before, hyphen, last = _cardinal_words(value).rpartition("-")
    word = last.lower()
    word = _IRREGULAR.get(word) or (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th")
    return f"{before}{hyphen}{word if before else word.capitalize()}"


def _note_mark(value: int) -> str:
    rounds, index = divmod(max(value, 1) - 1, len(_NOTE_MARKS))
    return _NOTE_MARKS[index] * (rounds % _MAX_REPEATS + 1)


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "decimalZero": lambda value: f"{value:02d}",
    "ordinal": _ordinal,
    "cardinalText": _cardinal_words,
    "ordinalText": _ordinal_words,
    "numberInDash": lambda value: f"- {value} -",
    "chicago": _note_mark,
    "none": lambda value: "",
    "bullet": lambda value: "",
}
