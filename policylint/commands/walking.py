"""From the paths on the command line to the documents to check."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policylint.errors import InputError

EXTENSIONS = frozenset({".docx", ".docm", ".pdf", ".odt", ".md", ".markdown", ".html", ".htm", ".txt"})
"""What is taken from a folder. A file named on the command line is always tried."""
STDIN = "-"
_LOCK_PREFIXES = ("~$", ".")


@dataclass(frozen=True, slots=True)
class Source:
    """A document to check: a file, or bytes already read. ``shown`` is the path it is reported under."""

    shown: str
    path: Path | None = None
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """What the paths came to: the documents to check, and what could not be looked into."""

    sources: tuple[Source, ...]
    errors: tuple[InputError, ...]


def targets(
    paths: Sequence[str],
    stdin_filename: str | None = None,
    excluded: Callable[[Source], bool] = lambda source: False,
) -> Targets:
    """The documents under these paths, each once, in the order asked for; a folder's sorted by path.

    What is ``excluded`` is left out of folders; a file named by itself is always tried.
    """
    sources: list[Source] = []
    errors: list[InputError] = []
    seen: set[str] = set()
    for given in paths or (".",):
        if given == STDIN:
            if STDIN not in seen:
                seen.add(STDIN)
                _take_stdin(stdin_filename or STDIN, sources, errors)
            continue
        path = Path(given)
        found = [path]
        if is_folder(path):
            found, unread = documents_under(path)
            found = [file for file in found if not excluded(Source(file.as_posix(), file))]
            errors += unread
            if not found and not unread:
                message = f"The folder holds no document to check ({', '.join(sorted(EXTENSIONS))})."
                errors.append(InputError("no-documents", message, path.as_posix()))
        for file in found:
            identity = os.path.realpath(file)
            if identity not in seen:
                seen.add(identity)
                sources.append(Source(file.as_posix(), file))
    return Targets(tuple(sources), tuple(errors))


def is_folder(path: Path) -> bool:
    """Whether it is a folder; a path that can't even be looked at is none, and fails when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _take_stdin(shown: str, sources: list[Source], errors: list[InputError]) -> None:
    from policylint.reading import MAX_INPUT_BYTES

    data = sys.stdin.buffer.read(MAX_INPUT_BYTES + 1)
    if len(data) > MAX_INPUT_BYTES:
        message = f"Standard input is larger than {MAX_INPUT_BYTES // 2**20} MB; it was not read."
        errors.append(InputError("too-large", message, shown))
    else:
        sources.append(Source(shown, data=data))


def documents_under(folder: Path) -> tuple[list[Path], list[InputError]]:
    """The documents in a folder and below, sorted, and an error for each folder that can't be listed.

    Hidden folders and files, lock files of office programs and what ignore files exclude are left out.
    Links to folders are not followed; a link to a file counts when the file stands in this folder too,
    and not under a name of its own that is taken anyway.
    """
    from policylint.commands.ignoring import Ignore, ignore_in, ignored, ignores_above  # pathspec

    root = Path(os.path.realpath(folder))
    files: list[Path] = []
    links: list[Path] = []
    errors: list[InputError] = []
    waiting: list[tuple[Path, tuple[Ignore, ...]]] = [(root, ignores_above(root))]
    while waiting:
        current, ignores = waiting.pop()
        own = ignore_in(current)
        ignores = (*ignores, own) if own is not None else ignores
        try:
            entries = list(_entries(current))
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            shown = (folder / current.relative_to(root)).as_posix()
            errors.append(InputError("unreadable", f"The folder can't be listed ({reason}).", shown))
            continue
        for entry in entries:
            path = current / entry.name
            is_dir = entry.is_dir(follow_symlinks=False)
            wanted = is_dir or path.suffix.lower() in EXTENSIONS
            if not wanted or ignored(path, ignores, is_folder=is_dir):
                continue
            if is_dir:
                waiting.append((path, ignores))
            elif entry.is_symlink():
                links.append(path)
            elif entry.is_file(follow_symlinks=False):
                files.append(path)
    files += _inside(links, root, files)
    return sorted(folder / path.relative_to(root) for path in files), errors


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(_LOCK_PREFIXES):
                yield entry


def _inside(links: list[Path], root: Path, files: list[Path]) -> list[Path]:
    """The links whose files stand in the folder and are not taken already."""
    taken = {str(path) for path in files}
    kept = []
    for link in sorted(links):
        real = os.path.realpath(link)
        if real not in taken and Path(real).is_relative_to(root) and Path(real).is_file():
            taken.add(real)
            kept.append(link)
    return kept
