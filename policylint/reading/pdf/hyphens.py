"""Words broken at a line's end: whether the hyphen there belongs to the word.

The document is its own dictionary. A hyphen stays if the hyphenated word stands unbroken elsewhere at
least as often as the joined one; if neither does, it goes in documents that break words at all, unless
what stands before or after it commonly takes one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+(?:[-‐'’][^\W\d_]+)*) ?[-‐\u00ad]$")
_HYPHENS = ("-", "‐", "\u00ad")
_LONGEST = 60
"""Characters that a broken word and its hyphen may have."""
_HEAD = re.compile(r"[^\W\d_]+")
# fmt: off
_TAKES_HYPHEN = {
    "carer", "client", "co", "community", "cross", "decision", "eight", "evidence", "ex", "family",
    "five", "four", "full", "half", "high", "ill", "long", "low", "nine", "non", "one", "part",
    "patient", "peer", "person", "post", "self", "service", "seven", "short", "six", "strengths",
    "ten", "third", "three", "trauma", "two", "user", "well",
}
_FOLLOWS_HYPHEN = {"based", "centred", "centered", "making", "related", "specific", "wide"}
# fmt: on


def broken(text: str) -> re.Match[str] | None:
    """The start of a word that the text's end breaks off at a hyphen."""
    return _TAIL.search(text, max(0, len(text) - _LONGEST)) if text[-1:] in _HYPHENS else None


class Hyphens:
    """Judges line-end hyphens by the words of the whole document, which are counted when first asked."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None
        self._breaks = False

    def stays(self, before: str, after: str) -> bool:
        """Whether the hyphen that ends ``before`` stays when ``after`` follows in the next line."""
        tail, head = broken(before), _HEAD.match(after)
        if tail is None or head is None or not head.group()[0].islower():
            return True
        if before.endswith("\u00ad"):
            return False
        words = self._counted()
        first, second = tail.group(1).casefold().replace("‐", "-"), head.group().casefold()
        whole, joined = words[f"{first}-{second}"], words[first + second]
        if whole or joined:
            return whole >= joined
        if first.rpartition("-")[2] in _TAKES_HYPHEN or second in _FOLLOWS_HYPHEN:
            return True
        return not self._breaks

    def _counted(self) -> Counter[str]:
        if self._words is None:
            self._words = Counter()
            ends: list[str] = []
            for text in self._lines:
                tail = broken(text)
                if tail:
                    ends.append(tail.group(1).casefold())
                whole = text[: tail.start()] if tail else text
                self._words.update(word.casefold().replace("‐", "-") for word in _WORD.findall(whole))
            strange = sum(not self._words[end.rpartition("-")[2]] for end in ends)
            self._breaks = 2 * strange >= len(ends)
        return self._words
