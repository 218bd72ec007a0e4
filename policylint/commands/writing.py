"""Where the payload goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from policylint.commands.walking import Source
from policylint.errors import UsageError
from policylint.reporting.escaping import encodable

STDOUT = "-"


def check_output_path(output: str, sources: Iterable[Source]) -> None:
    """Refuse, before any work is done, a file that can't be written or is one of the documents."""
    path = Path(output)
    if path.is_dir():
        raise UsageError("option", f"--output-file: {output!r} is a folder; give a file in it")
    if not path.absolute().parent.is_dir():
        raise UsageError("option", f"--output-file: there is no folder {path.parent.as_posix()!r}")
    if path.exists() and any(_same(path, source.path) for source in sources):
        raise UsageError("option", f"--output-file: {output!r} is one of the documents to check; it was left alone")


def write_file(output: str, text: str, option: str = "--output-file") -> None:
    """Write beside the file, then rename over it. A pipe or device is written to as it is. UTF-8.

    ``option`` is what messages call it.
    """
    data = text.encode("utf-8", "backslashreplace")
    path = Path(os.path.realpath(output))
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if Path(output).exists() and not Path(output).is_file():
            Path(output).write_bytes(data)
            return
        with beside.open("xb") as file:
            file.write(data)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError("option", f"{option}: {output!r} can't be written ({reason})") from error


def write_stdout(text: str, encoding: str | None = None) -> None:
    """Write to standard output, in its own encoding unless one is given. A reader that left is no error."""
    data = encodable(text, encoding or sys.stdout.encoding or "utf-8")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is still buffered would raise once more when the interpreter closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _same(path: Path, other: Path | None) -> bool:
    try:
        return other is not None and path.samefile(other)
    except OSError:
        return False
