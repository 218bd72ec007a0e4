"""Options that several commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from policylint.commands.display import COLOR_CHOICES
from policylint.commands.outcome import LEVELS, NEVER
from policylint.reporting import FORMATS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _together(*decorators: Decorator) -> Decorator:
    """Several options as one decorator, in the order they are to be listed in."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


rules_option = click.option(
    "--rules", "rules_folder", metavar="DIR", help="A rule pack's folder instead of the built-in pack."
)
config_options = _together(
    click.option("--config", metavar="FILE", help="A config file for everything, instead of the closest ones."),
    click.option("--no-config", is_flag=True, help="Read no config file."),
)
color_option = click.option(
    "--color",
    type=click.Choice(COLOR_CHOICES),
    default="auto",
    show_default=True,
    help="Colour; auto heeds NO_COLOR and FORCE_COLOR.",
)
output_options = _together(
    click.option(
        "--output-format",
        type=click.Choice(tuple(FORMATS)),
        default="text",
        show_default=True,
        help="How the findings are given.",
    ),
    click.option("-o", "--output-file", metavar="FILE", help="Write the report there instead of standard output."),
)
selection_options = _together(
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Ask only these: CP505, or CP5 for all of a principle.",
    ),
    click.option("--ignore", multiple=True, metavar="RULES", help="Leave these out."),
    click.option("--kind", metavar="KIND", help="Kind of document instead of the detected one; 'any' asks every rule."),
    click.option(
        "--exclude", multiple=True, metavar="PATTERN", help="Leave these out of folders, as .gitignore would."
    ),
    rules_option,
    config_options,
)
failing_options = _together(
    click.option(
        "--fail-on",
        type=click.Choice((*reversed(LEVELS), NEVER)),
        help="The lightest finding that makes the exit status 1; info is a hint.  [default: warning]",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings."),
)
reading_options = _together(
    click.option(
        "--changes",
        type=click.Choice(("accepted", "rejected")),
        default="accepted",
        show_default=True,
        help="Read tracked changes as if accepted or rejected.",
    ),
    click.option(
        "--pdf-engine",
        type=click.Choice(("pdfium", "pdfplumber")),
        default="pdfium",
        show_default=True,
        help="What reads PDF files.",
    ),
    click.option("--model", metavar="NAME", help="An installed spaCy model instead of the built-in one."),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes to work in; default: as many as pay.",
    ),
)
judging_options = _together(
    click.option("--baseline", metavar="FILE", help="Known findings, not to be reported; see policylint baseline."),
    click.option("--no-cache", is_flag=True, help="Judge every document anew."),
)
display_options = _together(
    click.option("-q", "--quiet", is_flag=True, help="Only the findings and the summary."),
    click.option("-v", "--verbose", is_flag=True, help="Everything: questions asked, all evidence."),
    color_option,
)
