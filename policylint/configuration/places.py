"""Where the keys and values of a TOML file stand.

The standard library's ``tomllib`` reads the values and keeps no places; neither do the libraries that
write TOML. Here the same text is gone over once more for places alone. Only text that ``tomllib`` has
accepted may be given: nothing is checked again.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""Keys and, in arrays, indexes from 0."""


class Spot(NamedTuple):
    """Offsets in the text of a key and of its value; for an element of an array both are the element's."""

    key: int
    value: int


_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\]|\\.)*"')
_LITERAL = re.compile(r"'[^']*'")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(?:[^']|'{1,2}(?!'))*'{3,5}")
_PLAIN = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+|[^\s,\]}#]+")


def spots_of(text: str) -> dict[KeyPath, Spot]:
    """The place of every key and array element; a table's is where it is first named. Line ends are ``\\n``."""
    finder = _Finder(text)
    finder.read()
    return finder.spots


class _Finder:
    def __init__(self, text: str) -> None:
        self.spots: dict[KeyPath, Spot] = {}
        self._text = text
        self._at = 0
        self._arrays: dict[KeyPath, int] = {}

    def read(self) -> None:
        prefix: KeyPath = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self._text):
                return
            if self._text.startswith("[", self._at):
                prefix = self._header()
            else:
                self._pair(prefix)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found is not None else self._at

    def _header(self) -> KeyPath:
        """A table's or an array element's header; the path of what follows it."""
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        self._skip(_SPACE)
        names = self._key()
        path, start = self._named((), names), names[-1][1]
        self._skip(_SPACE)
        self._at += 2 if many else 1
        if many:
            self.spots.setdefault(path, Spot(start, start))
            self._arrays[path] = self._arrays.get(path, -1) + 1
            path = (*path, self._arrays[path])
        self.spots.setdefault(path, Spot(start, start))
        return path

    def _named(self, prefix: KeyPath, names: list[tuple[str, int]]) -> KeyPath:
        """The path of a dotted key, through the last elements of arrays of tables; tables on the way are noted."""
        path = prefix
        for number, (name, start) in enumerate(names):
            path = (*path, name)
            if number < len(names) - 1:
                self.spots.setdefault(path, Spot(start, start))
                if path in self._arrays:
                    path = (*path, self._arrays[path])
        return path

    def _key(self) -> list[tuple[str, int]]:
        names = []
        while True:
            start = self._at
            if self._text[start] in "\"'":
                self._skip(_BASIC if self._text[start] == '"' else _LITERAL)
                name = str(tomllib.loads(f"k = {self._text[start : self._at]}")["k"])
            else:
                self._skip(_BARE_KEY)
                name = self._text[start : self._at]
            names.append((name, start))
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return names
            self._at += 1
            self._skip(_SPACE)

    def _pair(self, prefix: KeyPath) -> None:
        names = self._key()
        path, start = self._named(prefix, names), names[-1][1]
        self._at += 1
        self._skip(_SPACE)
        self.spots[path] = Spot(start, self._at)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        text, start = self._text, self._at
        if text.startswith("[", start):
            self._array(path)
        elif text.startswith("{", start):
            self._inline_table(path)
        elif text.startswith('"""', start):
            self._skip(_LONG_BASIC)
        elif text.startswith("'''", start):
            self._skip(_LONG_LITERAL)
        elif text.startswith('"', start):
            self._skip(_BASIC)
        elif text.startswith("'", start):
            self._skip(_LITERAL)
        else:
            self._skip(_PLAIN)

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self._text.startswith("]", self._at):
                self._at += 1
                return
            if self._text.startswith(",", self._at):
                self._at += 1
                continue
            element = (*path, index)
            self.spots[element] = Spot(self._at, self._at)
            self._value(element)
            index += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while True:
            self._skip(_BLANK)
            if self._text.startswith("}", self._at):
                self._at += 1
                return
            if self._text.startswith(",", self._at):
                self._at += 1
                continue
            self._pair(path)
