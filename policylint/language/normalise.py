"""Making spellings equal without moving a single character, so that every offset stays true."""

from __future__ import annotations

_SAME_LENGTH = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\n": " ",
        "‐": "-", "‑": "-", "‒": "-", "−": "-",
        "ā": "a", "ē": "e", "ī": "i", "ō": "o", "ū": "u", "Ā": "A", "Ē": "E", "Ī": "I", "Ō": "O", "Ū": "U",
    }
)  # fmt: skip


def normalise(text: str) -> str:
    """Fold quotation marks, spaces, hyphens and macrons, one character for one."""
    return text.translate(_SAME_LENGTH)
