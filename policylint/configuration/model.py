"""Values with where they come from, and what they add up to for a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from policylint.configuration.nodes import Node
from policylint.errors import UsageError


class Source(StrEnum):
    """Where a value can come from, the strongest first."""

    COMMAND_LINE = "command line"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from. ``label`` is the option, the variable, or ``file:line:column``.

    Relative paths and patterns count from ``base``. ``extended`` tells that a file that another one
    extends holds it.
    """

    source: Source
    label: str
    base: Path
    node: Node | None = None
    extended: bool = False

    def fail(self, what: str) -> UsageError:
        """The error to raise for the value."""
        if self.node is not None:
            return self.node.fail(f"{self.node.name}: {what}")
        return UsageError("option", f"{self.label}: {what}")


@dataclass(frozen=True, slots=True)
class Item:
    """One element of a list."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Given:
    """A value and its origin."""

    value: Any
    origin: Origin


Keys = tuple[str, ...]
Layer = Mapping[Keys, Given]
"""Values by their keys; each entry of a table has its own: ``("severity", "CP505")``."""


@dataclass(frozen=True, slots=True)
class KindChoice:
    """What is asked of a kind of document: only ``select`` where given, and nothing of ``ignore``."""

    select: tuple[Item, ...] | None
    ignore: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A suppression that stands in the config, for files that can't carry one."""

    pattern: str
    rules: tuple[Item, ...]
    reason: str
    origin: Origin


@dataclass(frozen=True)
class Settings:
    """What applies to the documents under one config file.

    ``values`` hold every key, also those at their defaults. ``files`` are the config files read, the
    closest first.
    """

    values: Layer
    files: tuple[Path, ...] = ()
    identity: str = field(default="", compare=False)

    def value(self, key: str) -> Any:
        """The value of a plain key."""
        return self.values[(key,)].value

    def origin(self, key: str) -> Origin:
        """Where the value of a plain key comes from."""
        return self.values[(key,)].origin

    def table(self, key: str) -> dict[str, Given]:
        """The entries of a table, by name."""
        return {keys[1]: given for keys, given in self.values.items() if keys[0] == key and len(keys) > 1}
