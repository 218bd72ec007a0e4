"""Marks, colours and line breaking for reports made for people."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import click

from policylint.reporting.view import View
from policylint.rules.model import Status

_COLOURS = {
    Status.EMBEDDED: "green",
    Status.PARTIAL: "yellow",
    Status.CONTRADICTED: "red",
    Status.MISSING: "magenta",
    Status.NOT_APPLICABLE: "bright_black",
}
_MARKS = {
    Status.EMBEDDED: "✓",
    Status.PARTIAL: "~",
    Status.CONTRADICTED: "✗",
    Status.MISSING: "○",
    Status.NOT_APPLICABLE: "-",
}
_PLAIN_MARKS = {**_MARKS, Status.EMBEDDED: "+", Status.CONTRADICTED: "x", Status.MISSING: "o"}
BAR_CELLS = 20


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints for one view: nothing but plain ASCII of its own where colour or Unicode is not to be had."""

    view: View

    def status(self, text: str, status: Status) -> str:
        """The text in the status's colour."""
        if not self.view.color:
            return text
        return click.style(text, fg=_COLOURS[status], bold=status is Status.CONTRADICTED)

    def mark(self, status: Status) -> str:
        """The status's symbol, told apart without colour."""
        return self.status((_MARKS if self.view.unicode else _PLAIN_MARKS)[status], status)

    def strong(self, text: str) -> str:
        """The text in bold."""
        return click.style(text, bold=True) if self.view.color else text

    def faint(self, text: str) -> str:
        """The text dimmed."""
        return click.style(text, dim=True) if self.view.color else text

    def bar(self, score: float) -> str:
        """A score from 0 to 100 as a bar of ``BAR_CELLS`` cells."""
        full = round(score * BAR_CELLS / 100)
        on, off = ("█", "░") if self.view.unicode else ("#", "-")
        return on * full + self.faint(off * (BAR_CELLS - full))

    def rule(self) -> str:
        """A line across the page."""
        return self.faint(("─" if self.view.unicode else "-") * self.view.width)

    def quoted(self, text: str) -> str:
        """The text in quotation marks."""
        return f"“{text}”" if self.view.unicode else f'"{text}"'

    def ends(self, left: str, right: str, painted_left: str | None = None) -> str:
        """Two texts at the ends of a line; ``painted_left`` is the left one as it is to be printed."""
        gap = max(2, self.view.width - len(left) - len(right))
        return (painted_left or left) + " " * gap + right

    def wrapped(self, text: str, indent: int, hanging: int | None = None) -> list[str]:
        """The text in lines of the view's width, indented, later lines by ``hanging`` columns."""
        later = " " * (indent if hanging is None else hanging)
        return textwrap.wrap(
            text,
            self.view.width,
            initial_indent=" " * indent,
            subsequent_indent=later,
            break_on_hyphens=False,
        ) or [""]

    def faint_lines(self, lines: Sequence[str]) -> list[str]:
        """The lines dimmed, each by itself."""
        return [self.faint(line) for line in lines]
