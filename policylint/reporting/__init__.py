"""Reporting: one module for each output format, all made from the same records.

A format's module holds ``render(run, view) -> str``; it is imported only when that format is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from policylint.reporting.view import View

if TYPE_CHECKING:
    from policylint.findings.model import Run

__all__ = ["FORMATS", "View", "renderer"]

FORMATS: dict[str, str] = {
    "text": "policylint.reporting.text",
    "concise": "policylint.reporting.concise",
    "json": "policylint.reporting.json_format",
}
"""Name of each output format and the module that renders it."""


class Renderer(Protocol):
    """A format: the run's records as text, ending in a line break unless empty."""

    def __call__(self, run: Run, view: View) -> str:
        """Render a run."""


def renderer(name: str) -> Renderer:
    """The function behind an output format's name."""
    return cast(Renderer, import_module(FORMATS[name]).render)
