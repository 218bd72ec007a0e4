"""``policylint baseline``: known findings, written down once, that can only become fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from policylint.commands.baselines import (
    DEFAULT_NAME,
    Baseline,
    as_text,
    baseline_path,
    beside,
    read_baseline,
)
from policylint.commands.judging import Choices, Judgement, judge
from policylint.commands.options import judging_options, reading_options, selection_options
from policylint.commands.outcome import ExitCode, tell
from policylint.commands.writing import write_file, write_stdout
from policylint.configuration.files import shown
from policylint.findings.comparing import Comparison, Entry, entry_of
from policylint.reporting.escaping import folded, visible

MAX_LISTED = 50
_WORDS = 60


@dataclass(frozen=True, slots=True)
class _Compared:
    """A run beside the baseline. ``old`` is ``None`` where there is no file yet."""

    judgement: Judgement
    old: Baseline | None
    target: Baseline
    comparisons: dict[str, Comparison]

    @property
    def new(self) -> list[Entry]:
        """Findings without an entry."""
        return [
            entry_of(finding, self.target.relative(path)) for path, c in self.comparisons.items() for finding in c.new
        ]

    @property
    def fixed(self) -> list[Entry]:
        """Entries without a finding, in documents judged and in those no longer there."""
        judged = [entry for c in self.comparisons.values() for entry in c.fixed]
        return [*judged, *(entry for entry in self.target.gone() if entry not in judged)]

    @property
    def eased(self) -> list[tuple[Entry, Entry]]:
        """Findings better than their entries: as they are now, and as the entry has them."""
        return [
            (entry_of(finding, self.target.relative(path)), entry)
            for path, c in self.comparisons.items()
            for finding, entry in c.eased
        ]

    def kept(self) -> set[Entry]:
        """The entries that still hold: fixed ones out, those of better findings replaced."""
        left = set(self.target.entries) - set(self.fixed) - {entry for _, entry in self.eased}
        return left | {now for now, _ in self.eased}


@click.group()
def baseline() -> None:
    """Known findings: written down once, reported no more, and never to become more."""


def _command(function: Callable[[_Compared, bool], ExitCode]) -> Callable[..., None]:
    """What the three commands have in common: judge, tell what was not read, compare."""

    def run(ctx: click.Context, /, allow_growth: bool = False, **given: Any) -> None:
        compared = _compared(Choices.of(given), must_exist=function is not _write)
        for error in compared.judgement.run.errors:
            tell(error.message, error.path)
        if compared.judgement.run.errors:
            tell(f"{len(compared.judgement.run.errors)} not read; the baseline was left as it is")
            ctx.exit(ExitCode.FAILED)
        ctx.exit(function(compared, allow_growth))

    return run


def _compared(choices: Choices, *, must_exist: bool) -> _Compared:
    configuration = choices.configuration()
    path = baseline_path(configuration.of_run(choices.paths)) or Path(DEFAULT_NAME)
    old = read_baseline(path, shown(path)) if must_exist or path.exists() else None
    judgement = judge(choices, configuration)
    target = old or Baseline(path, shown(path), ())
    return _Compared(judgement, old, target, beside(judgement.run, target))


def _write(compared: _Compared, allow_growth: bool) -> ExitCode:
    new = compared.new
    if compared.old is not None and new and not allow_growth:
        _tell_entries("not in the baseline", new)
        tell(f"{compared.target.shown}: it would grow by {_findings(len(new))}; nothing was written (--allow-growth)")
        return ExitCode.FINDINGS
    _save(compared, compared.kept() | set(new))
    return ExitCode.CLEAN


def _check(compared: _Compared, allow_growth: bool) -> ExitCode:
    new, fixed, eased = compared.new, compared.fixed, [entry for _, entry in compared.eased]
    _tell_entries("not in the baseline", new)
    _tell_entries("fixed", fixed)
    _tell_entries("better than in the baseline", eased)
    if not new and not fixed and not eased:
        write_stdout(f"{compared.target.shown}: {_findings(len(compared.target.entries))}, all still there\n")
        return ExitCode.CLEAN
    advice = "; take out what is fixed: policylint baseline prune" if fixed or eased else ""
    write_stdout(
        f"{compared.target.shown}: {len(new)} new, {len(fixed)} fixed, {len(eased)} better than known{advice}\n"
    )
    return ExitCode.FINDINGS


def _prune(compared: _Compared, allow_growth: bool) -> ExitCode:
    _save(compared, compared.kept())
    return ExitCode.CLEAN


def _save(compared: _Compared, entries: set[Entry]) -> None:
    fixed, eased = compared.fixed, [entry for _, entry in compared.eased]
    before = len(compared.target.entries)
    write_file(str(compared.target.path), as_text(entries), "baseline")
    _tell_entries("fixed", fixed)
    _tell_entries("better than before", eased)
    was = f", {len(fixed)} fixed, {len(eased)} better; was {before}" if compared.old is not None else ""
    write_stdout(f"{compared.target.shown}: {_findings(len(entries))}{was}\n")


def _tell_entries(what: str, entries: Iterable[Entry]) -> None:
    """A line for each, on standard output: this is what was asked for."""
    listed = sorted(entries)
    for entry in listed[:MAX_LISTED]:
        words = folded(entry.words)
        quoted = f": “{words[:_WORDS]}{'…' if len(words) > _WORDS else ''}”" if words else ""
        write_stdout(f"{visible(entry.path)}: {entry.rule} {entry.status}, {what}{quoted}\n")
    if len(listed) > MAX_LISTED:
        write_stdout(f"and {len(listed) - MAX_LISTED} more, {what}\n")


def _findings(number: int) -> str:
    return "1 finding" if number == 1 else f"{number} findings"


def _added(name: str, function: Callable[[_Compared, bool], ExitCode], text: str, *more: Any) -> None:
    command = click.pass_context(_command(function))
    for decorate in (*more, reading_options, judging_options, selection_options):
        command = decorate(command)
    command = click.argument("paths", nargs=-1, metavar="[PATH]...")(command)
    baseline.command(name, help=text)(command)


_added(
    "write",
    _write,
    "Write the findings of today down. A baseline that is there already may only shrink, unless --allow-growth.",
    click.option("--allow-growth", is_flag=True, help="Take new findings up as well."),
)
_added(
    "check", _check, "Whether the baseline still holds: 1 for findings that are new, and for entries that are fixed."
)
_added("prune", _prune, "Take out what is fixed. Adds nothing.")
