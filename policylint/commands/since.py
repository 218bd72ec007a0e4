"""``--since``: each document as it was at a commit, through git, judged as it is judged now."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policylint.commands.walking import Source
from policylint.errors import UsageError
from policylint.findings.comparing import no_worse_aside
from policylint.findings.model import DocumentReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policylint.commands.checking import Judged
    from policylint.findings.model import Run

_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=off")
"""Nothing of a repository's own config may run a program."""


@dataclass
class Repository:
    """A repository and the commit in it that documents are compared with: where this change branched off."""

    root: Path
    ref: str
    commit: str = ""
    _renamed: dict[str, str] | None = None

    def __post_init__(self) -> None:
        found = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.ref}^{{commit}}")
        if found is None:
            raise UsageError("option", f"--since: {self.ref!r} is no commit in {self.root.as_posix()!r}")
        named = found.decode().strip()
        base = _git(self.root, "merge-base", named, "HEAD")
        self.commit = base.decode().strip() if base else named

    def earlier(self, path: Path) -> bytes | None:
        """A file's bytes at the commit, also under an earlier name; ``None`` if it was not there."""
        name = path.relative_to(self.root).as_posix()
        data = self._blob(name)
        if data is None and name in self._old_names():
            data = self._blob(self._old_names()[name])
        return data

    def _blob(self, name: str) -> bytes | None:
        return _git(self.root, "cat-file", "blob", f"{self.commit}:{name}")

    def _old_names(self) -> dict[str, str]:
        """New names and old ones of files that were renamed, also when not yet committed but staged."""
        if self._renamed is None:
            listed = _git(
                self.root, "diff", "--name-status", "-z", "-M", "--diff-filter=R", "--no-ext-diff", "--no-textconv",
                self.commit, "--",
            )  # fmt: skip
            parts = (listed or b"").decode("utf-8", "surrogateescape").split("\0")
            self._renamed = {parts[i + 2]: parts[i + 1] for i in range(0, len(parts) - 2, 3)}
        return self._renamed


@dataclass
class History:
    """Documents as they were at a commit, each in its own repository."""

    ref: str
    _by_folder: dict[Path, Repository] = field(default_factory=dict)
    _by_root: dict[Path, Repository] = field(default_factory=dict)

    def earlier(self, source: Source) -> bytes | None:
        """A document's bytes then; ``None`` if it was not there. Raises ``UsageError`` outside a repository."""
        if source.path is None and not Path(source.shown).parent.is_dir():
            return None
        given = source.path or Path(source.shown)
        path = Path(os.path.realpath(given.parent)) / given.name
        return self._repository(path.parent).earlier(path)

    def _repository(self, folder: Path) -> Repository:
        if folder not in self._by_folder:
            found = _git(folder, "rev-parse", "--show-toplevel")
            if found is None:
                raise UsageError("option", f"--since: {folder.as_posix()!r} is in no git repository")
            root = Path(os.path.realpath(os.fsdecode(found.rstrip(b"\n"))))
            if root not in self._by_root:
                self._by_root[root] = Repository(root, self.ref)
            self._by_folder[folder] = self._by_root[root]
        return self._by_folder[folder]


def earlier_sources(sources: Iterable[Source], ref: str) -> list[Source]:
    """The documents that were there at the commit, as they were, under the names they go by now."""
    history = History(ref)
    found = ((source, history.earlier(source)) for source in sources)
    return [Source(source.shown, data=data) for source, data in found if data is not None]


def only_worse(run: Run, earlier: Sequence[Judged]) -> Run:
    """The run with what is no worse than it was set aside; documents that were not there are all new."""
    before = {j.result.path: j.result for j in earlier if isinstance(j.result, DocumentReport)}
    return replace(run, documents=tuple(no_worse_aside(report, before.get(report.path)) for report in run.documents))


def _git(folder: Path, *args: str) -> bytes | None:
    """A git command's output; ``None`` when it fails. Raises ``UsageError`` where git is not installed."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *_QUIET, *args], capture_output=True, check=False)
    except OSError as error:
        raise UsageError("option", "--since needs git, which is not installed or not on the PATH") from error
    return done.stdout if done.returncode == 0 else None
