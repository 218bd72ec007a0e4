"""Ignore files: which files of a folder are not to be checked.

``.gitignore``, ``.ignore`` and ``.policylintignore`` are read in every folder, all with git's patterns.
The deeper folder wins over the one above, and in a folder the later name over the earlier one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from policylint.configuration.model import Item

IGNORE_FILES = (".gitignore", ".ignore", ".policylintignore")
MAX_IGNORE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Ignore:
    """The patterns of one folder."""

    folder: Path
    spec: GitIgnoreSpec


def ignore_in(folder: Path) -> Ignore | None:
    """The patterns of the folder's own ignore files; ``None`` without any."""
    lines: list[str] = []
    for name in IGNORE_FILES:
        try:
            with (folder / name).open("rb") as file:
                lines += file.read(MAX_IGNORE_BYTES).decode("utf-8-sig", "replace").splitlines()
        except OSError:
            continue
    return Ignore(folder, _spec(lines)) if lines else None


def ignores_above(folder: Path) -> tuple[Ignore, ...]:
    """The ignore files that hold for a folder from above, outermost first.

    They are looked for up to the root of the repository the folder is in; outside one, up to the
    current folder. They are passed over when they exclude the folder itself: it was asked for by name.
    """
    top = next((p for p in (folder, *folder.parents) if (p / ".git").exists()), None)
    if top is None:
        current = Path.cwd()
        top = current if folder.is_relative_to(current) else folder
    between = [p for p in reversed(folder.parents) if p.is_relative_to(top)]
    found = tuple(ignore for p in between if (ignore := ignore_in(p)) is not None)
    climbing = [*between[1:], folder]
    return () if any(ignored(p, found, is_folder=True) for p in climbing if p != top) else found


def ignored(path: PurePath, ignores: Sequence[Ignore], *, is_folder: bool) -> bool:
    """Whether the deepest patterns that speak of the path exclude it."""
    for ignore in reversed(ignores):
        if not path.is_relative_to(ignore.folder) or path == ignore.folder:
            continue
        relative = path.relative_to(ignore.folder).as_posix()
        verdict = ignore.spec.check_file(f"{relative}/" if is_folder else relative).include
        if verdict is not None:
            return verdict
    return False


def matches(path: Path, folder: Path, spec: GitIgnoreSpec) -> bool:
    """Whether patterns that count from a folder fit a file, or a folder it is in."""
    place = Path(os.path.realpath(path.parent)) / path.name
    return place.is_relative_to(folder) and spec.match_file(place.relative_to(folder).as_posix())


def spec_of(items: Sequence[Item]) -> GitIgnoreSpec:
    """The patterns of a config. Raises ``UsageError`` with the place of one that is none."""
    for item in items:
        if not _valid(item.text):
            raise item.origin.fail(f"{item.text!r} is no pattern; write it as in a .gitignore file")
    return GitIgnoreSpec.from_lines([item.text for item in items])


def _spec(lines: list[str]) -> GitIgnoreSpec:
    """The patterns, without those that are none (git passes over them too)."""
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in lines if _valid(line))


def _valid(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
