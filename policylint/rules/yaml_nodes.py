"""YAML read strictly: every scalar is a string, every node knows its line and column, aliases and tags
are refused. A mistake is told as file, line, column, value and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from policylint.errors import UsageError

MAX_BYTES = 2 * 1024 * 1024
_PLAIN_TAGS = frozenset({"str", "int", "float", "bool", "null", "timestamp", "value"})
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML node: a string, a list of nodes or a mapping of strings to nodes, with its place (from 1)."""

    value: str | tuple[Node, ...] | dict[str, Node]
    path: str
    line: int
    column: int

    def fail(self, what: str) -> UsageError:
        """The error to raise for this node."""
        return UsageError("rule", f"{self.path}:{self.line}:{self.column}: {what}", self.path)

    def text(self) -> str:
        """The node as a string."""
        if not isinstance(self.value, str):
            raise self.fail("a single value was expected here, not a list or a mapping")
        return self.value

    def items(self) -> tuple[Node, ...]:
        """The node as a list; a missing value is an empty list."""
        if self.value == "":
            return ()
        if not isinstance(self.value, tuple):
            raise self.fail("a list was expected here: begin each entry with '- '")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """The node as a list of strings."""
        return tuple(item.text() for item in self.items())

    def mapping(self) -> dict[str, Node]:
        """The node as a mapping; a missing value is an empty one."""
        if self.value == "":
            return {}
        if not isinstance(self.value, dict):
            raise self.fail("'key: value' lines were expected here")
        return self.value

    def keys_among(self, allowed: Iterable[str], required: Iterable[str] = ()) -> dict[str, Node]:
        """The node as a mapping whose keys are checked against the allowed and required ones."""
        entries = self.mapping()
        names = list(allowed)
        for key, node in entries.items():
            if key not in names:
                raise node.fail(f"unknown key {key!r}; known here: {', '.join(names)}")
        for key in required:
            if key not in entries:
                raise self.fail(f"the key {key!r} is missing")
        return entries


def read_yaml(path: Path, name: str | None = None) -> Node:
    """Read a YAML file. Raises ``UsageError`` naming file, line and column."""
    shown = name or path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("rule", f"{shown}: cannot be read ({error.strerror})", shown) from error
    return parse_yaml(data, shown)


def parse_yaml(data: bytes, shown: str) -> Node:
    """YAML held in memory. Raises ``UsageError`` naming ``shown``, line and column."""
    if len(data) > MAX_BYTES:
        raise UsageError("rule", f"{shown}: larger than {MAX_BYTES // 2**20} MB; split it", shown)
    try:
        root = yaml.compose(data.decode("utf-8-sig"), Loader=_Loader)
    except UnicodeDecodeError as error:
        raise UsageError("rule", f"{shown}: not UTF-8 (byte {error.start}); save it as UTF-8", shown) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise UsageError("rule", f"{shown}{place}: {error.problem or 'not valid YAML'}", shown) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise UsageError("rule", f"{shown}: not valid YAML", shown) from error
    if root is None:
        return Node({}, shown, 1, 1)
    return _convert(root, shown, set(), 0)


def _convert(node: yaml.Node, path: str, above: set[int], depth: int) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    here = Node("", path, line, column)
    if depth > 20:
        raise here.fail("nested too deeply")
    if id(node) in above:
        raise here.fail("aliases (*name) are not allowed; write the value out")
    above.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _PLAIN_TAGS:
            raise here.fail(f"tags ({node.tag}) are not allowed")
        return Node(str(node.value), path, line, column)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_convert(child, path, above, depth + 1) for child in node.value), path, line, column)
    entries: dict[str, Node] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, path, above, depth + 1)
        name = key.text()
        if name in entries:
            raise key.fail(f"the key {name!r} stands twice")
        entries[name] = _convert(value_node, path, above, depth + 1)
    return Node(entries, path, line, column)
