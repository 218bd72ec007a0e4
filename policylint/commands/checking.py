"""Judging many documents: one after another, or side by side in processes."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
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
    from policylint.caching import Store
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
    keep_text: bool = False
    """Whether reports keep their documents' text."""
    per_file: tuple[FileRules, ...] = ()
    sidecars: tuple[FileSuppressions, ...] = ()
    cache: Store | None = None

    @cached_property
    def _assessor(self) -> Assessor:
        from policylint.assessment.assess import Assessor  # heavy; a bad path needs none of it

        return Assessor(self.pack, self.model)

    def check(self, source: Source) -> Judged:
        """Read and judge one document. Never raises for what a document holds."""
        try:
            data = _bytes_of(source)
            known = self._kept(source, data)
            if known is not None:
                return Judged(known)
            report = self._judged(source, data)
            self._keep(source, data, report)
            return Judged(report)
        except InputError as error:
            return Judged(ReadError(source.shown, error.code, error.message))
        except PolicylintError as error:
            return Judged(ReadError(source.shown, error.code, error.message), stop=True)
        except Exception as error:  # one document's mishap must not stop the others
            name = type(error).__name__
            what = f"A mistake in policylint ({name}); please report it with what --verbose shows."
            return Judged(ReadError(source.shown, "internal", what), trace=traceback.format_exc())

    def remembered(self, source: Source) -> Judged | None:
        """The result kept from an earlier run, if nothing it depends on has changed."""
        if self.cache is None:
            return None
        try:
            known = self._kept(source, _bytes_of(source))
        except InputError:
            return None
        return Judged(known) if known is not None else None

    def _judged(self, source: Source, data: bytes) -> DocumentReport:
        from policylint.findings import report_of
        from policylint.findings.suppressing import suppressed
        from policylint.findings.suppressions import suppressions_of
        from policylint.reading import read_bytes

        document = read_bytes(data, source.shown, self.reading)
        report = report_of(self._assessor.assess(document, self.kind, self.rules_for(source)), self.pack)
        report = report if self.keep_text else replace(report, text=None)
        written, notices = suppressions_of(document, self.pack)
        return suppressed(report, (*written, *self._beside(source)), notices)

    def _kept(self, source: Source, data: bytes) -> DocumentReport | None:
        if self.cache is None:
            return None
        from policylint.caching.records import report_from_bytes

        found = self.cache.get(self._digest(source, data))
        return report_from_bytes(found, source.shown, self.pack) if found is not None else None

    def _keep(self, source: Source, data: bytes, report: DocumentReport) -> None:
        if self.cache is not None:
            from policylint.caching.records import report_as_bytes

            self.cache.put(self._digest(source, data), report_as_bytes(report))

    def _digest(self, source: Source, data: bytes) -> str:
        """What the result for a document is kept under: everything it depends on."""
        from policylint.caching.digests import digest

        rules = self.rules_for(source)
        return digest(
            self._standing_digest,
            data,
            Path(source.shown).suffix.lower(),
            repr(sorted(rules) if rules is not None else None),
            repr([(s.name, sorted(s.rules), s.reason, s.where) for s in self._beside(source)]),
        )

    @cached_property
    def _standing_digest(self) -> str:
        """What results for all documents depend on."""
        from policylint.caching.digests import digest, learnt_digest, libraries_digest, program_digest
        from policylint.caching.records import pack_as_bytes

        return digest(
            program_digest(),
            libraries_digest(self.model),
            pack_as_bytes(replace(self.pack, path="")),
            learnt_digest(Path(self.pack.path)),
            repr((self.kind, self.reading, self.model, self.keep_text)),
        )

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


def _bytes_of(source: Source) -> bytes:
    from policylint.reading import bytes_of

    return bytes_of(source.path, source.shown) if source.path is not None else source.data or b""


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
    from policylint.commands.processes import check_in_processes  # multiprocessing

    return check_in_processes(checker, sources, min(jobs, len(sources)), progress)
