"""Numbers as list labels show them: decimal, letters, Roman."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LONGEST_REPEAT = 10


def numeral(number: int, form: str, *, repeat: bool = False) -> str:
    """``number`` written as ``form`` says: ``1``, ``a``, ``A``, ``i`` or ``I``; ``""`` gives nothing.

    After z come aa, ab, …, or with ``repeat`` aa, bb, …. What a form cannot write (zero in letters, 4,000
    in Roman) is given in decimal, and so is a form that is not known.
    """
    if not form:
        return ""
    text = ""
    if form in "aA" and number > 0:
        text = _letters(number, repeat)
    elif form in "iI" and 0 < number < 4000:
        text = _roman(number)
    if not text:
        return str(number)
    return text.upper() if form in "AI" else text


def _letters(number: int, repeat: bool) -> str:
    if repeat:
        times, letter = divmod(number - 1, 26)
        return chr(ord("a") + letter) * (times + 1) if times < _LONGEST_REPEAT else ""
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text
