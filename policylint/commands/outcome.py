"""How a command ends: its exit status, and the lines it leaves on standard error."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from policylint.reporting.escaping import encodable, visible

if TYPE_CHECKING:
    from policylint.findings.model import Run


class ExitCode(IntEnum):
    """The exit status, as promised in ``docs/exit-codes.md``."""

    CLEAN = 0
    FINDINGS = 1
    FAILED = 2
    INTERRUPTED = 130


NEVER = "never"
LEVELS = ("info", "warning", "error")
"""What ``--fail-on`` takes besides ``NEVER``, lightest first: the severities."""


def exit_code(run: Run, fail_on: Mapping[str, str], *, exit_zero: bool = False) -> ExitCode:
    """The status of a finished run. A document that was not read outweighs everything.

    ``fail_on``: for each document's path, the lightest severity that counts, or ``NEVER``.
    """
    if run.errors:
        return ExitCode.FAILED
    if exit_zero:
        return ExitCode.CLEAN
    found = any(
        finding.severity.value in failing(fail_on[document.path])
        for document in run.documents
        for finding in document.findings
    )
    return ExitCode.FINDINGS if found else ExitCode.CLEAN


def failing(fail_on: str) -> tuple[str, ...]:
    """The severities that ``--fail-on`` names: that one and the heavier ones."""
    return () if fail_on == NEVER else LEVELS[LEVELS.index(fail_on) :]


def tell(message: str, path: str | None = None) -> None:
    """One line on standard error: ``policylint: path: message``, whatever the message holds."""
    parts = ["policylint", *([path] if path is not None else []), message]
    line = ": ".join(visible(part) for part in parts)
    say(line)


def say(text: str) -> None:
    """Text for standard error as it is, already safe to print; nothing if nobody can read it any more."""
    encoding = sys.stderr.encoding or "utf-8"
    try:
        click.echo(encodable(text, encoding).decode(encoding), err=True)
    except (BrokenPipeError, ValueError):
        return
