"""From what the user chose to a finished run: the same way for every command that judges drafts."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

from policylint.commands.choosing import check_model
from policylint.commands.configured import Desk, checker_for, desk_for, excluded, pack_of, store_of
from policylint.commands.display import shows_progress
from policylint.commands.outcome import say, tell
from policylint.commands.walking import STDIN, Source, Targets, targets
from policylint.configuration.files import shown
from policylint.configuration.keys import KEYS
from policylint.configuration.model import Settings
from policylint.configuration.model import Source as From
from policylint.configuration.resolving import Configuration, from_options
from policylint.errors import UsageError
from policylint.reading.raw import ReadingOptions
from policylint.reporting.escaping import visible

if TYPE_CHECKING:
    from policylint.commands.checking import Judged, Progress
    from policylint.findings.model import Run

_ERASE_LINE = "\r\x1b[K"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of judging, as given; ``None`` and empty ones are left to the configuration."""

    paths: tuple[str, ...] = ()
    stdin_filename: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    kind: str | None = None
    rules_folder: str | None = None
    config: str | None = None
    no_config: bool = False
    fail_on: str | None = None
    baseline: str | None = None
    no_cache: bool = False
    changes: str = "accepted"
    pdf_engine: str = "pdfium"
    model: str | None = None
    jobs: int | None = None
    quiet: bool = False
    verbose: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """The choices among a command's options."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in names})

    def configuration(self) -> Configuration:
        """The configuration with the options over it."""
        given = from_options(
            select=self.select,
            ignore=self.ignore,
            exclude=self.exclude,
            kind=self.kind,
            rules=self.rules_folder,
            fail_on=self.fail_on,
            baseline=self.baseline,
            jobs=self.jobs,
            cache=False if self.no_cache else None,
        )
        return Configuration(given, self.config, self.no_config)

    @property
    def reading(self) -> ReadingOptions:
        """The choices in reading."""
        return ReadingOptions(self.changes, self.pdf_engine)


@dataclass(frozen=True, slots=True)
class Workplace:
    """Everything found out before the first document is read."""

    choices: Choices
    settings: Settings
    found: Targets
    desk: Desk


@dataclass(frozen=True, slots=True)
class Judgement:
    """A finished run and where it was made."""

    run: Run
    place: Workplace


def prepare(choices: Choices, configuration: Configuration, *, keep_text: bool = False) -> Workplace:
    """Check every choice, then find the documents. Raises ``UsageError`` for what stops the run before it starts.

    ``keep_text``: the reports keep their documents' text.
    """
    if choices.quiet and choices.verbose:
        raise UsageError("option", "--quiet and --verbose exclude one another")
    if choices.stdin_filename is not None and STDIN not in choices.paths:
        raise UsageError("option", "--stdin-filename needs standard input: give - as a PATH")
    check_model(choices.model)
    settings = configuration.of_run(choices.paths)
    checker_for(settings, choices.reading)  # what is wrong with it is told before any file is looked for
    found = targets(choices.paths, choices.stdin_filename, lambda source: excluded(source, configuration))
    desk = desk_for(
        configuration, found.sources, choices.reading, choices.model, store_of(settings), keep_text=keep_text
    )
    _tell_overlooked(settings, [configuration.of_file(s.path or s.shown) for s in found.sources])
    return Workplace(choices, settings, found, desk)


def judge(choices: Choices, configuration: Configuration) -> Judgement:
    """Judge everything asked for. Raises ``UsageError``; a document's own trouble is in the run's errors."""
    place = prepare(choices, configuration)
    return Judgement(judged(place), place)


def judged(place: Workplace) -> Run:
    """Judge the documents that were found."""
    from policylint.findings.model import DocumentReport, ReadError, Run

    results = results_for(place, place.found.sources)
    documents = tuple(r.result for r in results if isinstance(r.result, DocumentReport))
    unread = tuple(r.result for r in results if isinstance(r.result, ReadError))
    unlisted = tuple(ReadError(error.path or "", error.code, error.message) for error in place.found.errors)
    pack = pack_of(place.settings)
    return Run(documents, unlisted + unread, pack.id, pack.version)


def results_for(place: Workplace, sources: tuple[Source, ...]) -> list[Judged]:
    """Each document's result, in the order asked for: kept ones first looked up, the rest judged."""
    from policylint.commands.checking import check_all, default_jobs  # process pools

    kept = {n: result for n, source in enumerate(sources) if (result := place.desk.remembered(source)) is not None}
    rest = [n for n in range(len(sources)) if n not in kept]
    jobs = place.settings.value("jobs") or default_jobs(len(rest))
    progress = _progress(place.choices, len(rest))
    made = check_all(place.desk, [sources[n] for n in rest], jobs, progress) if rest else []
    _stop_or_trace(made, verbose=place.choices.verbose)
    store = store_of(place.settings)
    if made and store is not None:
        store.sweep()
    results = kept | dict(zip(rest, made, strict=True))
    return [results[n] for n in range(len(sources))]


def _tell_overlooked(settings: Settings, others: list[Settings]) -> None:
    """Name the values of deeper configs that hold for a whole run and so were not taken up."""
    whole_run = [key.name for key in KEYS if key.whole_run]
    told: set[str] = set()
    for other in others:
        for name in whole_run if other is not settings else ():
            origin = other.origin(name)
            if origin.source is From.FILE and origin.label not in told and origin != settings.origin(name):
                told.add(origin.label)
                where = shown(settings.files[0]) if settings.files else "the options"
                tell(f"note: {origin.label}: {name!r} holds for a whole run; this one takes it from {where}")


def _stop_or_trace(results: list[Judged], *, verbose: bool) -> None:
    """Raise what stops the whole run; show the tracebacks of failures that stopped one document."""
    from policylint.findings.model import ReadError

    for result in results:
        if result.stop and isinstance(result.result, ReadError):
            raise UsageError(result.result.code, result.result.message)
        if result.trace and verbose:
            say(visible(result.trace).replace("\\x0a", "\n"))


def _progress(choices: Choices, total: int) -> Progress:
    """A line on standard error that is written over; nothing away from a terminal."""
    if total < 2 or choices.quiet or not shows_progress():
        return lambda done, source: None

    def show(done: int, source: Source) -> None:
        line = f"policylint: {done} of {total}: {visible(source.shown)}"[:79] if done < total else ""
        sys.stderr.write(_ERASE_LINE + line)
        sys.stderr.flush()

    return show
