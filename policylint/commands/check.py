"""``policylint check``: judge drafts and report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from policylint.commands.display import view_for
from policylint.commands.judging import Choices, Workplace, judged, prepare, results_for
from policylint.commands.options import (
    display_options,
    failing_options,
    judging_options,
    output_options,
    reading_options,
    selection_options,
)
from policylint.commands.outcome import exit_code, failing, say, tell
from policylint.commands.walking import Source
from policylint.commands.writing import STDOUT, check_output_path, write_file, write_stdout
from policylint.configuration.files import shown
from policylint.reporting import FORMATS, renderer

if TYPE_CHECKING:
    from policylint.commands.baselines import Baseline
    from policylint.configuration.model import Settings
    from policylint.findings.model import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions(Choices):
    """The options of ``check``, as given."""

    output_format: str
    output_file: str | None
    since: str | None
    exit_zero: bool
    color: str


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@output_options
@selection_options
@failing_options
@reading_options
@judging_options
@click.option("--since", metavar="GIT_REF", help="Report only what got worse since this commit or branch.")
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
    configuration = options.configuration()
    place = prepare(options, configuration, keep_text=FORMATS[options.output_format].needs_text)
    output = options.output_file if options.output_file != STDOUT else None
    if output is not None:
        check_output_path(output, place.found.sources)
    baseline = _baseline(place.settings)
    earlier = _earlier(place.found.sources, options.since)
    run = judged(place)
    for error in run.errors:
        tell(error.message, error.path)
    if options.since is not None:
        run = _since(run, place, earlier, options.since)
    if baseline is not None:
        run = _without_known(run, baseline)
    _report(run, options, place, output)
    return exit_code(run, place.desk.fail_on, exit_zero=options.exit_zero)


def _earlier(sources: tuple[Source, ...], ref: str | None) -> list[Source]:
    """The documents as they were at the commit; a wrong one is told before any work is done."""
    if ref is None:
        return []
    from policylint.commands.since import earlier_sources  # git

    return earlier_sources(sources, ref)


def _baseline(settings: Settings) -> Baseline | None:
    """The baseline that applies, read before any work is done."""
    from policylint.commands.baselines import baseline_path, read_baseline

    path = baseline_path(settings)
    return read_baseline(path, shown(path)) if path is not None else None


def _without_known(run: Run, baseline: Baseline) -> Run:
    from policylint.commands.baselines import beside, without_known

    comparisons = beside(run, baseline)
    fixed = sum(len(c.fixed) + len(c.eased) for c in comparisons.values())
    if fixed:
        known = "1 finding" if fixed == 1 else f"{fixed} findings"
        tell(f"note: {known} of {baseline.shown} fixed or better now; to take them out: policylint baseline prune")
    return without_known(run, comparisons)


def _since(run: Run, place: Workplace, earlier: list[Source], ref: str) -> Run:
    """Only what is worse than it was. An earlier version that can't be read is told, and nothing is held back."""
    from policylint.commands.since import only_worse
    from policylint.findings.model import ReadError

    results = results_for(place, tuple(earlier))
    for result in results:
        if isinstance(result.result, ReadError):
            tell(f"note: as it was at {ref} it can't be compared: {result.result.message}", result.result.path)
    return only_worse(run, results)


def _report(run: Run, options: CheckOptions, place: Workplace, output: str | None) -> None:
    from policylint.reporting.summary import summary  # only once there is a run

    view = replace(
        view_for(options.color, to_file=output is not None, quiet=options.quiet, verbose=options.verbose),
        failing=failing(place.settings.value("fail-on")),
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
