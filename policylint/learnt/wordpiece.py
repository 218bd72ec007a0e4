"""Word pieces as the encoder knows them: lower case, no accents, the longest known piece first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|[^\s]")
_LONGEST_WORD = 100


class Piece(NamedTuple):
    """A word piece: its number in the vocabulary, and the character offsets of the word it belongs to."""

    number: int
    start: int
    end: int


class WordPieces:
    """Cuts text into pieces of one vocabulary. Words once cut are remembered."""

    def __init__(self, vocabulary: Mapping[str, int], unknown: str = "[UNK]") -> None:
        self._numbers = vocabulary
        self._unknown = (vocabulary[unknown],)
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a text, in order."""
        pieces: list[Piece] = []
        for match in _WORD.finditer(text):
            word = match.group()
            numbers = self._known.get(word)
            if numbers is None:
                numbers = self._known[word] = self._cut_word(word)
            pieces.extend(Piece(n, match.start(), match.end()) for n in numbers)
        return pieces

    def _cut_word(self, word: str) -> tuple[int, ...]:
        bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        if not bare or len(bare) > _LONGEST_WORD:
            return self._unknown
        numbers = []
        start = 0
        while start < len(bare):
            opening = "##" if start else ""
            end = next((e for e in range(len(bare), start, -1) if opening + bare[start:e] in self._numbers), None)
            if end is None:
                return self._unknown
            numbers.append(self._numbers[opening + bare[start:end]])
            start = end
        return tuple(numbers)
