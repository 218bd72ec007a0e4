"""The command line. Each command's module is imported only when that command is run."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> None:
    """Run policylint with these arguments (default: the process's own) and exit with its status."""
    from policylint.commands.cli import cli  # so that importing this package costs nothing

    cli.main(args=list(args) if args is not None else None, prog_name="policylint")
