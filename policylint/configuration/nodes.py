"""Config files read strictly: every value knows its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policylint.errors import UsageError

if TYPE_CHECKING:
    from policylint.configuration.places import KeyPath, Spot

MAX_BYTES = 1024 * 1024
_WHERE = re.compile(r" \(at line (\d+), column (\d+)\)| \(at end of document\)")
_TYPES = {str: "text", bool: "true or false", int: "a whole number", float: "a number", list: "a list", dict: "a table"}


@dataclass(frozen=True)
class ConfigText:
    """A config file's text. ``shown`` is how messages name it."""

    path: Path
    shown: str
    text: str = field(repr=False)

    @cached_property
    def _spots(self) -> dict[KeyPath, Spot]:
        from policylint.configuration.places import spots_of  # once a place is asked for

        return spots_of(self.text)

    def place(self, keys: KeyPath, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at these keys, or of its key."""
        while keys and keys not in self._spots:
            keys = keys[:-1]
        spot = self._spots.get(keys)
        offset = 0 if spot is None else spot.key if key else spot.value
        before = self.text[:offset]
        return before.count("\n") + 1, offset - before.rfind("\n")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a config file with the keys that lead to it."""

    value: Any
    file: ConfigText
    keys: KeyPath = ()

    @property
    def where(self) -> str:
        """``file:line:column`` of the key, or of the element of a list."""
        line, column = self.file.place(self.keys, key=True)
        return f"{self.file.shown}:{line}:{column}"

    @property
    def name(self) -> str:
        """The keys as they are written, indexes left out: ``severity.CP505``."""
        return ".".join(str(key) for key in self.keys if isinstance(key, str))

    def fail(self, what: str, *, key: bool = False) -> UsageError:
        """The error to raise for this value, or for its key."""
        line, column = self.file.place(self.keys, key=key)
        return UsageError("config", f"{self.file.shown}:{line}:{column}: {what}", self.file.shown)

    def wrong(self, wanted: str) -> UsageError:
        """The error for a value that is something else than what was wanted."""
        given = repr(self.value) if isinstance(self.value, (str, int, float)) else _TYPES.get(type(self.value), "this")
        given = str(self.value).lower() if isinstance(self.value, bool) else given
        return self.fail(f"{self.name}: {given} should be {wanted}")

    def text(self, wanted: str = "text in quotation marks") -> str:
        """The value as text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(wanted)
        return self.value

    def items(self) -> Iterator[Node]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            raise self.wrong('a list, such as ["CP505"]')
        return (Node(value, self.file, (*self.keys, index)) for index, value in enumerate(self.value))

    def entries(self) -> dict[str, Node]:
        """The entries of a table."""
        if not isinstance(self.value, dict):
            raise self.wrong("a table of 'key = value' lines")
        return {key: Node(value, self.file, (*self.keys, key)) for key, value in self.value.items()}


def read_config(path: Path, shown: str) -> Node:
    """Read a TOML file; its root. Raises ``UsageError`` with file, line and column."""
    import tomllib  # once there is a config

    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError("config", f"{shown}: the config can't be read ({reason})", shown) from error
    if len(data) > MAX_BYTES:
        raise UsageError("config", f"{shown}: larger than {MAX_BYTES // 2**20} MB; that is no config", shown)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError("config", f"{shown}:{line}: not UTF-8; save it as UTF-8", shown) from error
    try:
        return Node(tomllib.loads(text), ConfigText(path, shown, text))
    except tomllib.TOMLDecodeError as error:
        found = _WHERE.search(str(error))
        line, column = (
            (int(found[1]), int(found[2]))
            if found and found[1]
            else (text.count("\n") + 1, len(text) - text.rfind("\n"))
        )
        what = _WHERE.sub("", str(error))
        raise UsageError("config", f"{shown}:{line}:{column}: not valid TOML: {what}", shown) from error
    except RecursionError as error:
        raise UsageError("config", f"{shown}: nested too deeply", shown) from error
