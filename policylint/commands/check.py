"""``policylint check``: judge drafts and report."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from policylint.commands.choosing import check_model
from policylint.commands.configured import Desk, checker_for, desk_for, excluded, pack_of
from policylint.commands.display import shows_progress, view_for
from policylint.commands.options import (
    display_options,
    failing_options,
    output_options,
    reading_options,
    selection_options,
)
from policylint.commands.outcome import exit_code, failing, say, tell
from policylint.commands.walking import STDIN, Source, Targets, targets
from policylint.commands.writing import STDOUT, check_output_path, write_file, write_stdout
from policylint.configuration.resolving import Configuration, from_options
from policylint.errors import UsageError
from policylint.reading.raw import ReadingOptions
from policylint.reporting import renderer
from policylint.reporting.escaping import visible

if TYPE_CHECKING:
    from policylint.commands.checking import Judged, Progress
    from policylint.configuration.model import Settings
    from policylint.findings.model import Run

_ERASE_LINE = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options of ``check``, as given."""

    paths: tuple[str, ...]
    stdin_filename: str | None
    output_format: str
    output_file: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    kind: str | None
    exclude: tuple[str, ...]
    rules_folder: str | None
    config: str | None
    no_config: bool
    fail_on: str | None
    exit_zero: bool
    changes: str
    pdf_engine: str
    model: str | None
    jobs: int | None
    quiet: bool
    verbose: bool
    color: str


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@output_options
@selection_options
@failing_options
@reading_options
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called in the report.")
@display_options
@click.pass_context
def check(ctx: click.Context, /, **given: Any) -> None:
    """Check drafts: files, folders, or - for standard input; without PATH the current folder.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 a document or option could not be used.
    """
    ctx.exit(run_check(CheckOptions(**given)))


def run_check(options: CheckOptions) -> int:
    """Do a whole check; the exit status. Raises ``UsageError`` for what stops it before it starts."""
    if options.quiet and options.verbose:
        raise UsageError("option", "--quiet and --verbose exclude one another")
    if options.stdin_filename is not None and STDIN not in options.paths:
        raise UsageError("option", "--stdin-filename needs standard input: give - as a PATH")
    check_model(options.model)
    configuration = configuration_of(options)
    settings = configuration.of_run(options.paths)
    checker_for(settings, reading_of(options))  # what is wrong with the options is told before any file is looked for
    found = targets(options.paths, options.stdin_filename, lambda source: excluded(source, configuration))
    desk = desk_for(configuration, found.sources, reading_of(options), options.model)
    output = options.output_file if options.output_file != STDOUT else None
    if output is not None:
        check_output_path(output, found.sources)
    run = _judged(options, desk, found, settings)
    for error in run.errors:
        tell(error.message, error.path)
    _report(run, options, output)
    return exit_code(run, desk.fail_on, exit_zero=options.exit_zero)


def configuration_of(options: CheckOptions) -> Configuration:
    """The configuration with the options over it."""
    given = from_options(
        select=options.select,
        ignore=options.ignore,
        exclude=options.exclude,
        kind=options.kind,
        rules=options.rules_folder,
        fail_on=options.fail_on,
        jobs=options.jobs,
    )
    return Configuration(given, options.config, options.no_config)


def reading_of(options: CheckOptions) -> ReadingOptions:
    """The choices in reading."""
    return ReadingOptions(options.changes, options.pdf_engine)


def _judged(options: CheckOptions, desk: Desk, found: Targets, settings: Settings) -> Run:
    from policylint.commands.checking import check_all, default_jobs  # process pools
    from policylint.findings.model import DocumentReport, ReadError, Run

    pack = pack_of(settings)
    jobs = settings.value("jobs") or default_jobs(len(found.sources))
    results = check_all(desk, found.sources, jobs, _progress(options, len(found.sources)))
    _stop_or_trace(results, verbose=options.verbose)
    documents = tuple(r.result for r in results if isinstance(r.result, DocumentReport))
    unread = tuple(r.result for r in results if isinstance(r.result, ReadError))
    unlisted = tuple(ReadError(error.path or "", error.code, error.message) for error in found.errors)
    return Run(documents, unlisted + unread, pack.id, pack.version)


def _stop_or_trace(results: list[Judged], *, verbose: bool) -> None:
    """Raise what stops the whole run; show the tracebacks of failures that stopped one document."""
    from policylint.findings.model import ReadError

    for judged in results:
        if judged.stop and isinstance(judged.result, ReadError):
            raise UsageError(judged.result.code, judged.result.message)
        if judged.trace and verbose:
            say(visible(judged.trace).replace("\\x0a", "\n"))


def _progress(options: CheckOptions, total: int) -> Progress:
    """A line on standard error that is written over; nothing away from a terminal."""
    if total < 2 or options.quiet or not shows_progress():
        return lambda done, source: None

    def show(done: int, source: Source) -> None:
        line = f"policylint: {done} of {total}: {visible(source.shown)}"[:79] if done < total else ""
        sys.stderr.write(_ERASE_LINE + line)
        sys.stderr.flush()

    return show


def _report(run: Run, options: CheckOptions, output: str | None) -> None:
    from policylint.reporting.summary import summary  # only once there is a run

    view = replace(
        view_for(options.color, to_file=output is not None, quiet=options.quiet, verbose=options.verbose),
        failing=failing(options.fail_on),
    )
    payload = renderer(options.output_format)(run, view)
    if output is not None:
        write_file(output, payload)
    else:
        write_stdout(payload, None if FORMATS[options.output_format].for_terminals else "utf-8")
    in_text = options.output_format == "text"
    if not in_text and not options.quiet:
        for document in run.documents:
            for notice in document.notices:
                tell(f"note: {notice.message}", document.path)
    if not in_text or output is not None:
        say(summary(run))
