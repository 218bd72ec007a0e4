"""The ``policylint`` command: its subcommands, and the last line of defence against a traceback."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from policylint import __version__
from policylint.commands.outcome import ExitCode, say, tell
from policylint.commands.walking import EXTENSIONS, is_folder
from policylint.errors import PolicylintError

COMMANDS: dict[str, tuple[str, str]] = {
    "check": (
        "policylint.commands.check:check",
        "Check drafts and say what they secure and what they leave out.",
    ),
    "explain": ("policylint.commands.explain:explain", "Explain a rule in plain words."),
    "why": ("policylint.commands.why:why", "Show what is seen in a sentence and why it is judged so."),
    "rules": ("policylint.commands.rules:rules", "List the rules."),
    "config": ("policylint.commands.config:config", "Show what applies to a document, and where it comes from."),
    "baseline": ("policylint.commands.baseline:baseline", "Write known findings down, and keep them from growing."),
    "init": ("policylint.commands.init:init", "Write a commented config file to start from."),
    "cache": ("policylint.commands.cache:cache", "The results kept between runs."),
    "evaluate": ("policylint.commands.evaluate:evaluate", "Measure the judgements against labels."),
}
"""Each command's name, where it is, and its one line of help. A new command is one new line here."""


class LazyGroup(click.Group):
    """A group that imports a command when it is run, and ends every failure in one line and a status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in ``--help``, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say what was probably meant."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_unknown_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]  # narrower than click's overloads
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        **extra: Any,
    ) -> NoReturn:
        """Run, and exit with an ``ExitCode``."""
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        sys.exit(self._guarded(given, prog_name, complete_var, extra))

    def _guarded(self, args: list[str], prog_name: str | None, complete_var: str | None, extra: dict[str, Any]) -> int:
        try:
            result = super().main(args, prog_name, complete_var, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
        except click.UsageError as error:
            hint = f" (see '{error.ctx.command_path} --help')" if error.ctx is not None else ""
            tell(error.format_message().rstrip(".") + hint)
        except click.ClickException as error:
            tell(error.format_message())
        except PolicylintError as error:
            tell(error.message, error.path if error.path and error.path not in error.message else None)
        except (click.Abort, KeyboardInterrupt):
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would end in a traceback on the way out
            tell("interrupted")
            return ExitCode.INTERRUPTED
        except Exception as error:  # nothing may end in a traceback
            tell_unexpected(error, verbose="--verbose" in args or "-v" in args)
        else:
            return result if isinstance(result, int) else ExitCode.CLEAN
        return ExitCode.FAILED


def tell_unexpected(error: Exception, *, verbose: bool) -> None:
    """One line for a failure of policylint's own, with the traceback when asked for."""
    advice = "please report it" if verbose else "please report it with what --verbose shows"
    tell(f"internal: {type(error).__name__}: {error}; this is a mistake in policylint, {advice}")
    if verbose:
        say("".join(traceback.format_exception(error)))


def _unknown_command(name: str) -> str:
    if Path(name).suffix.lower() in EXTENSIONS or is_folder(Path(name)):
        return f"{name!r} is no command; to check it: policylint check {name}"
    close = get_close_matches(name, COMMANDS, 1)
    meant = f"did you mean {close[0]!r}?" if close else f"the commands are {', '.join(COMMANDS)}"
    return f"There is no command {name!r}; {meant}"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="policylint %(version)s")
def cli() -> None:
    """Does a policy or governance document share power with the people it affects?

    policylint reads drafts in Word, PDF, ODT, Markdown, HTML and plain text, says what they secure,
    what they only gesture at and what they rule out, and suggests wording.
    """
