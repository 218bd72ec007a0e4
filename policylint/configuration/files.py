"""Finding and reading config files: the closest one, and what it extends."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from policylint.configuration.keys import EXTEND, entries_of
from policylint.configuration.model import Given, Keys, Layer, Origin, Source
from policylint.configuration.nodes import Node, read_config
from policylint.errors import UsageError

OWN_NAME = "policylint.toml"
PROJECT_NAME = "pyproject.toml"
PROJECT_KEYS = ("tool", "policylint")
MAX_EXTENDED = 20


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A config file read: what it sets itself, over what it extends. ``files``: itself, then those."""

    values: Layer
    files: tuple[Path, ...]


def closest(folder: Path) -> Path | None:
    """The config file that holds in a folder: in it or the nearest folder above that has one.

    Nothing is looked for above the root of the repository the folder is in, so a file of one user's
    can't make their machine differ from another. A ``pyproject.toml`` counts if it has a
    ``[tool.policylint]`` table.
    """
    start = Path(os.path.realpath(folder))
    for place in (start, *start.parents):
        if (place / OWN_NAME).is_file():
            return place / OWN_NAME
        project = place / PROJECT_NAME
        if project.is_file() and _is_meant(project):
            return project
        if (place / ".git").exists():
            return None
    return None


def _is_meant(project: Path) -> bool:
    try:
        return b"policylint" in project.read_bytes() and _own_table(read_config(project, shown(project))) is not None
    except OSError:
        return False


def load(path: Path) -> ConfigFile:
    """Read a config file and those it extends. Raises ``UsageError`` with file, line and column."""
    path = Path(os.path.realpath(path))
    layers: list[Layer] = []
    files: list[Path] = []
    following: Path | None = path
    asking: Node | None = None
    while following is not None:
        if asking is not None and following in files:
            raise asking.fail(f"extend: {asking.value!r} leads back to this file; take one of them out")
        if asking is not None and len(files) >= MAX_EXTENDED:
            raise asking.fail(f"extend: more than {MAX_EXTENDED} files in a row")
        if asking is not None and not following.is_file():
            raise asking.fail(f"extend: there is no file {asking.value!r}; the path counts from this file's folder")
        root = _root(following)
        layers.append(_layer(root, following, extended=bool(files)))
        files.append(following)
        asking = root.entries().get(EXTEND)
        following = None
        if asking is not None:
            given = Path(asking.text("the path of another config file"))
            following = Path(os.path.realpath(files[-1].parent / given.expanduser()))
    merged: dict[Keys, Given] = {}
    for layer in reversed(layers):
        merged |= layer
    return ConfigFile(merged, tuple(files))


def shown(path: Path) -> str:
    """How a config file is named in messages: from the current folder where it is in or beside it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path.as_posix()
    return path.as_posix() if relative.startswith(os.path.join("..", "..", "..")) else Path(relative).as_posix()  # noqa: PTH118


def _root(path: Path) -> Node:
    root = read_config(path, shown(path))
    table = _own_table(root)
    if table is None and path.name == PROJECT_NAME:
        raise UsageError("config", f"{shown(path)}: there is no [tool.policylint] table in it", shown(path))
    return table or root


def _own_table(root: Node) -> Node | None:
    """The ``[tool.policylint]`` table; ``None`` where there is none."""
    node = root
    for key in PROJECT_KEYS:
        if not isinstance(node.value, dict) or key not in node.value:
            return None
        node = node.entries()[key]
    return node


def _layer(root: Node, path: Path, *, extended: bool) -> Layer:
    whole = Origin(Source.FILE, shown(path), path.parent, extended=extended)
    return {
        keys: Given(value, Origin(Source.FILE, node.where, path.parent, node, extended))
        for keys, value, node in entries_of(root, whole)
    }
