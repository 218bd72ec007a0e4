"""Characters of picture fonts (Symbol, Wingdings), which files give by their place in the font."""

from __future__ import annotations

_PRIVATE = 0xF000
_PICTURES = {
    0x20: " ",
    0x2D: "-",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x76: "❖",
    0x78: "☒",
    0xA7: "▪",
    0xA8: "□",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_PLAIN = {_PRIVATE + code: picture for code, picture in _PICTURES.items()}


def plain_symbols(text: str) -> str:
    """The text with common bullets and ticks of picture fonts as ordinary characters, one for one."""
    return text.translate(_PLAIN)


def symbol(code: str | None) -> str:
    """The character of a ``w:sym``, given its code in hexadecimal; "" for one that has no plain equal."""
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    if value < 0x100:
        value += _PRIVATE
    if _PRIVATE <= value < _PRIVATE + 0x100:
        return _PLAIN.get(value, "")
    return chr(value) if 0xA0 <= value < 0xD800 else ""
