"""What the terminal can show: colour, Unicode, width."""

from __future__ import annotations

import os
import shutil
import sys
from typing import IO

from policylint.reporting.view import View

COLOR_CHOICES = ("auto", "always", "never")
MAX_WIDTH = 100
MIN_WIDTH = 60
PIPED_WIDTH = 80
_USED = "✓✗○█░─“”·"


def view_for(color: str, *, to_file: bool, quiet: bool = False, verbose: bool = False) -> View:
    """The view for standard output, or for a report that goes to a file."""
    terminal = not to_file and _is_terminal(sys.stdout)
    columns = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if terminal else PIPED_WIDTH
    return View(
        color=wants_color(color, terminal=terminal),
        unicode=to_file or _encodes(sys.stdout.encoding),
        width=max(MIN_WIDTH, min(columns, MAX_WIDTH)),
        quiet=quiet,
        verbose=verbose,
    )


def wants_color(choice: str, *, terminal: bool) -> bool:
    """The option first, then ``NO_COLOR``, then ``FORCE_COLOR``, then whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def shows_progress() -> bool:
    """Whether standard error is a terminal on which a line can be written over."""
    return _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _encodes(encoding: str | None) -> bool:
    try:
        _USED.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
