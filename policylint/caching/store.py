"""The folder in which results are kept: one file each, written beside and renamed, so that runs side by side
see a whole file or none."""

from __future__ import annotations

import os
import re
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

KEPT_DAYS = 30
"""Results not used for longer are thrown away."""
_DAY_SECONDS = 24 * 60 * 60
_OWN = "policylint-1"
_NAME = re.compile(r"[0-9a-f]{64}(?:\.[0-9a-f]{32}\.part)?")
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Results kept by policylint; 'policylint cache clear' removes them.\n"
_SWEPT = "swept"


def default_folder() -> Path:
    """The user's cache folder."""
    from platformdirs import user_cache_path  # only when nothing else is named

    return user_cache_path("policylint", appauthor=False)


@dataclass(frozen=True, slots=True)
class Store:
    """Bytes by digest, in a folder. Nothing here raises: without a cache policylint is slower, not wrong."""

    folder: Path

    @property
    def _root(self) -> Path:
        return self.folder / _OWN

    def get(self, digest: str) -> bytes | None:
        """What is kept under a digest."""
        path = self._path(digest)
        try:
            data = path.read_bytes()
            if time.time() - path.stat().st_mtime > _DAY_SECONDS:
                os.utime(path)
        except OSError:
            return None
        return data

    def put(self, digest: str, data: bytes) -> None:
        """Keep bytes under a digest."""
        path = self._path(digest)
        beside = path.with_name(f"{digest}.{uuid.uuid4().hex}.part")
        try:
            if not (self._root / _TAG).exists():
                self._root.mkdir(parents=True, exist_ok=True)
                (self._root / _TAG).write_text(_TAG_TEXT, encoding="ascii")
                (self._root / ".gitignore").write_text("*\n", encoding="ascii")
            path.parent.mkdir(exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError:
            try:
                beside.unlink(missing_ok=True)
            except OSError:
                return

    def clear(self) -> tuple[int, int]:
        """Remove everything kept; how many files and bytes that were. Other files are left alone."""
        return self._remove(lambda age: True)

    def sweep(self) -> None:
        """Once a day, remove what was not used for ``KEPT_DAYS``."""
        mark = self._root / _SWEPT
        try:
            if mark.exists() and time.time() - mark.stat().st_mtime < _DAY_SECONDS:
                return
            mark.touch()
        except OSError:
            return
        self._remove(lambda age: age > KEPT_DAYS * _DAY_SECONDS)

    def _remove(self, old_enough: Callable[[float], bool]) -> tuple[int, int]:
        number = size = 0
        now = time.time()
        for path in self._files():
            try:
                found = path.stat()
                if old_enough(now - found.st_mtime):
                    path.unlink()
                    number, size = number + 1, size + found.st_size
            except OSError:
                continue
        return number, size

    def _files(self) -> Iterator[Path]:
        for folder in _entries(self._root):
            yield from (path for path in _entries(folder) if _NAME.fullmatch(path.name))

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest


def _entries(folder: Path) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(folder)]
    except OSError:
        return []
