"""Judging many documents: one after another, or side by side in processes."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from policylint.commands.walking import Source
from policylint.errors import InputError, PolicylintError
from policylint.findings.model import DocumentReport, ReadError
from policylint.reading.raw import ReadingOptions

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from policylint.assessment.assess import Assessor
    from policylint.findings.suppressions import Suppression
    from policylint.rules.model import Pack

FILES_PER_JOB = 50
"""Fewer documents than this for each process take less time than loading the language model once more."""
Progress = Callable[[int, Source], None]
"""Told of each document done: how many so far, and which."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One document's result. ``trace`` is the traceback of a failure of policylint's own.

    ``stop``: the error is one that no document can escape, such as a language model that is missing.
    """

    result: DocumentReport | ReadError
    trace: str = ""
    stop: bool = False


class Judges(Protocol):
    """What judges one document at a time."""

    def check(self, source: Source) -> Judged:
        """Read and judge one document. Never raises for what a document holds."""


@dataclass(frozen=True, slots=True)
class FileRules:
    """Rules left out for the files under a folder that match patterns."""

    folder: Path
    patterns: GitIgnoreSpec
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class FileSuppressions:
    """Suppressions from a config for the files under a folder that match a pattern."""

    folder: Path
    patterns: GitIgnoreSpec
    suppressions: tuple[Suppression, ...]


@dataclass
class Checker:
    """Judges documents by one pack with one set of choices. It is sent to each process as it is."""

    pack: Pack
    kind: str | None = None
    rules: frozenset[str] | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    model: str | None = None
    per_file: tuple[FileRules, ...] = ()
    sidecars: tuple[FileSuppressions, ...] = ()

    @cached_property
    def _assessor(self) -> Assessor:
        from policylint.assessment.assess import Assessor  # heavy; a bad path needs none of it

        return Assessor(self.pack, self.model)

    def check(self, source: Source) -> Judged:
        """Read and judge one document. Never raises for what a document holds."""
        from policylint.findings import report_of
        from policylint.findings.suppressing import suppressed
        from policylint.findings.suppressions import suppressions_of
        from policylint.reading import read_bytes, read_file

        try:
            if source.path is not None:
                document = read_file(source.path, source.shown, self.reading)
            else:
                document = read_bytes(source.data or b"", source.shown, self.reading)
            report = report_of(self._assessor.assess(document, self.kind, self.rules_for(source)), self.pack)
            written, notices = suppressions_of(document, self.pack)
            return Judged(suppressed(report, (*written, *self._beside(source)), notices))
        except InputError as error:
            return Judged(ReadError(source.shown, error.code, error.message))
        except PolicylintError as error:
            return Judged(ReadError(source.shown, error.code, error.message), stop=True)
        except Exception as error:  # one document's mishap must not stop the others
            name = type(error).__name__
            what = f"A mistake in policylint ({name}); please report it with what --verbose shows."
            return Judged(ReadError(source.shown, "internal", what), trace=traceback.format_exc())

    def rules_for(self, source: Source) -> frozenset[str] | None:
        """The ids of the rules to ask of a document, ``None`` for all of them."""
        left_out: frozenset[str] = frozenset()
        for entry in self.per_file:
            if _fits(source, entry):
                left_out |= entry.rules
        if not left_out:
            return self.rules
        return (self.rules if self.rules is not None else frozenset(rule.id for rule in self.pack.rules)) - left_out

    def _beside(self, source: Source) -> list[Suppression]:
        return [s for entry in self.sidecars if _fits(source, entry) for s in entry.suppressions]


def _fits(source: Source, entry: FileRules | FileSuppressions) -> bool:
    from policylint.commands.ignoring import matches  # pathspec, for those who use it

    return matches(source.path or Path(source.shown), entry.folder, entry.patterns)


def default_jobs(documents: int) -> int:
    """How many processes pay for this many documents on this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, documents // FILES_PER_JOB))


def check_all(
    checker: Judges, sources: Sequence[Source], jobs: int, progress: Progress = lambda done, source: None
) -> list[Judged]:
    """Judge all documents, in order, in this process when ``jobs`` is 1."""
    if jobs <= 1 or len(sources) <= 1:
        results = []
        for source in sources:
            results.append(checker.check(source))
            progress(len(results), source)
            if results[-1].stop:
                break
        return results
    return _in_processes(checker, sources, min(jobs, len(sources)), progress)


def _in_processes(checker: Judges, sources: Sequence[Source], jobs: int, progress: Progress) -> list[Judged]:
    """Judge in a pool. When a process dies, the rest go one by one, so that the one to blame shows."""
    results: dict[int, Judged] = {}
    while len(results) < len(sources):
        pending = [index for index in range(len(sources)) if index not in results]
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(checker,)) as pool:
            futures = {index: pool.submit(_work, sources[index]) for index in pending}
            try:
                for index in pending:
                    if _collect(futures[index], index, results):
                        progress(len(results), sources[index])
                        if results[index].stop:
                            pool.shutdown(cancel_futures=True)
                            return [results[index]]
            except KeyboardInterrupt:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        left = [index for index in pending if index not in results]
        if left and jobs == 1:
            message = "The process reading it died, most likely for want of memory; it was not judged."
            shown = sources[left[0]].shown
            results[left[0]] = Judged(ReadError(shown, "internal", message))
        jobs = 1
    return [results[index] for index in range(len(sources))]


def _collect(future: Future[Judged], index: int, results: dict[int, Judged]) -> bool:
    try:
        results[index] = future.result()
    except BrokenProcessPool:
        return False
    return True


_checker: Judges | None = None


def _start(checker: Judges) -> None:
    """Begin a process: an interrupt from the keyboard ends it at once and without words."""
    global _checker  # noqa: PLW0603 - a process's own, set once
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _checker = checker


def _work(source: Source) -> Judged:
    if _checker is None:
        raise RuntimeError("the process was not begun with _start")
    return _checker.check(source)
