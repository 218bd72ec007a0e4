"""``policylint init``: a commented config file to start from, and what goes into a pre-commit config."""

from __future__ import annotations

from pathlib import Path

import click

from policylint.commands.outcome import say
from policylint.commands.walking import EXTENSIONS
from policylint.commands.writing import write_file, write_stdout
from policylint.configuration.files import OWN_NAME, PROJECT_NAME, closest, shown
from policylint.errors import UsageError

CONFIG = """\
# What policylint checks here. Everything is optional: take the "#" away from what you need.
# 'policylint config show FILE' tells what applies to a file and where it comes from.

#extend = "../policylint.toml"

# Rules (CP505, seats-on-boards) or whole principles (CP5); 'policylint rules list' names them.
#select = ["CP1", "CP4", "CP5"]
#ignore = ["CP103"]

# The lightest finding that makes the exit status 1: info, warning, error or never.
#fail-on = "warning"

# Not taken from folders; patterns as in .gitignore.
#exclude = ["archive/"]

# Every document is of this kind; without it the kind is told from its title.
#kind = "policy"

# Findings known and not reported: 'policylint baseline write' makes the file.
#baseline = "policylint-baseline.json"

# A rule pack of your own instead of the built-in one.
#rules = "our-rules"

#jobs = 2
#cache = true

# Rules left out for some files.
#[per-file-ignores]
#"minutes/*.md" = ["CP5"]

# What is asked of a kind of document: policy, strategy, terms-of-reference, procedure ...
#[per-kind.procedure]
#ignore = ["CP505"]

# error, warning or info; for a rule or a principle, for every status or by status.
#[severity]
#CP505 = "error"
#CP1 = { missing = "info" }

# Your own words for those the document is about.
#[words]
#people = ["members"]

# Findings accepted in files that can't carry a comment, such as PDF. Elsewhere write it where the text is:
# <!-- policylint: ignore CP505 - the reason -->, or a Word comment of these words.
#[[suppress]]
#file = "policies/charter.pdf"
#rules = ["CP505"]
#reason = "Seats are set by law."
"""
_FILES = "|".join(sorted(extension.removeprefix(".") for extension in EXTENSIONS))
PRE_COMMIT = f"""\
repos:
  - repo: local
    hooks:
      - id: policylint
        name: policylint
        entry: policylint check
        language: system
        files: '\\.({_FILES})$'
        types: [file]
"""


@click.command()
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False))
def init(folder: str) -> None:
    """Write a commented policylint.toml into FOLDER (default: the current one); print a pre-commit hook."""
    target = Path(folder) / OWN_NAME
    if target.exists():
        raise UsageError("option", f"{target.as_posix()} is there already; it was left alone")
    above = closest(Path(folder))
    write_file(str(target), CONFIG, "init")
    say(f"{target.as_posix()} written; everything in it is a comment as yet.")
    if above is not None and above.parent != target.parent.resolve():
        say(f'It takes the place of {shown(above)} here; to build on that one: extend = "{shown(above)}"')
    elif above is not None and above.name == PROJECT_NAME:
        say(f"It takes the place of the [tool.policylint] table in {shown(above)}.")
    say("For pre-commit, in .pre-commit-config.yaml:")
    write_stdout(PRE_COMMIT)
