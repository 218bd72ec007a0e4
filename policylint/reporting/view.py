"""How a report is to look: what the terminal can show and what the user asked to see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """Choices for a report made for people. ``width`` is in columns; formats for programs ignore all but
    ``failing``.
    """

    color: bool = False
    unicode: bool = True
    width: int = 80
    quiet: bool = False
    verbose: bool = False
    failing: tuple[str, ...] = ("warning", "error")
    """The severities that make the check fail."""
