"""Words broken at a line's end: whether the hyphen there belongs to the word.

The document is its own dictionary. A hyphen stays if the hyphenated word stands unbroken elsewhere at
least as often as the joined one; if neither does, it goes in documents that break words at all, unless
what stands before or after it commonly takes one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum

_HYPHENS = ("-", "‐", "\u00ad")
_LONGEST = 60
"""Characters that a broken word and its hyphen may have."""
_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+(?:[-‐'’][^\W\d_]+)*) ?[-‐\u00ad]$")
_HEAD = re.compile(r"[^\W\d_]+")
_RANGE = re.compile(r"\d[-‐–]$")
# fmt: off
_TAKES_HYPHEN = {
    "carer", "client", "co", "community", "cross", "decision", "eight", "evidence", "ex", "family",
    "five", "four", "full", "half", "high", "ill", "long", "low", "nine", "non", "one", "part",
    "patient", "peer", "person", "post", "self", "service", "seven", "short", "six", "strengths",
    "ten", "third", "three", "trauma", "two", "user", "well",
}
_FOLLOWS_HYPHEN = {"based", "centred", "centered", "making", "related", "specific", "wide"}
# fmt: on


class Joint(Enum):
    """How two lines of a paragraph are joined."""

    SPACE = "space"
    KEEP = "keep"
    DROP = "drop"


def broken(text: str) -> re.Match[str] | None:
    """The start of a word that the text's end breaks off at a hyphen, behind a space if it is kerned."""
    return _TAIL.search(text, max(0, len(text) - _LONGEST)) if text[-1:] in _HYPHENS else None


class Hyphens:
    """Judges line ends by the words of the whole document, which are counted when first asked."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None
        self._breaks = False

    def joint(self, before: str, after: str) -> Joint:
        """With a space, with the hyphen that ends ``before`` kept, or with it dropped."""
        tail, head = broken(before), _HEAD.match(after)
        if tail is None or head is None:
            return Joint.KEEP if after[:1].isdigit() and _RANGE.search(before) else Joint.SPACE
        if before.endswith("\u00ad"):
            return Joint.DROP
        spaced = before[-2] == " "
        if not head.group()[0].islower():
            return Joint.SPACE if spaced else Joint.KEEP
        words = self._counted()
        first, second = tail.group(1).casefold().replace("‐", "-"), head.group().casefold()
        whole, joined = words[f"{first}-{second}"], words[first + second]
        last = first.rpartition("-")[2]
        if whole or joined:
            stays = whole >= joined
        elif spaced:
            return Joint.DROP if self._breaks and not words[last] else Joint.SPACE
        else:
            stays = last in _TAKES_HYPHEN or second in _FOLLOWS_HYPHEN or not self._breaks
        return Joint.KEEP if stays else Joint.DROP

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
