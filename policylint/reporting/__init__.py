"""Reporting: one module for each output format, all made from the same records.

A format's module holds ``render(run, view) -> str``; it is imported only when that format is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from policylint.reporting.view import View

if TYPE_CHECKING:
    from policylint.findings.model import Run

__all__ = ["FORMATS", "Format", "View", "renderer"]


class Format(NamedTuple):
    """An output format: the module that renders it and what it asks of the run.

    ``needs_text``: the reports must keep their documents' text. ``for_terminals``: written in standard
    output's own encoding; every other format is UTF-8 wherever it goes.
    """

    module: str
    needs_text: bool = False
    for_terminals: bool = False


FORMATS: dict[str, Format] = {
    "text": Format("policylint.reporting.text", for_terminals=True),
    "concise": Format("policylint.reporting.concise", for_terminals=True),
    "html": Format("policylint.reporting.html", needs_text=True),
    "markdown": Format("policylint.reporting.markdown"),
    "csv": Format("policylint.reporting.csv_format"),
    "json": Format("policylint.reporting.json_format"),
    "sarif": Format("policylint.reporting.sarif", needs_text=True),
    "github": Format("policylint.reporting.github", needs_text=True),
    "gitlab": Format("policylint.reporting.gitlab", needs_text=True),
    "junit": Format("policylint.reporting.junit"),
    "rdjson": Format("policylint.reporting.rdjson", needs_text=True),
}
"""Each output format by its name, in the order they are listed."""


class Renderer(Protocol):
    """A format: the run's records as text, ending in a line break unless empty."""

    def __call__(self, run: Run, view: View) -> str:
        """Render a run."""


def renderer(name: str) -> Renderer:
    """The function behind an output format's name."""
    return cast(Renderer, import_module(FORMATS[name].module).render)
