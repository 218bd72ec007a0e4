"""The command line with the judging stubbed: what a file holds says what comes of it."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policylint.commands.checking import Checker, Judged
from policylint.commands.cli import cli
from policylint.commands.walking import Source
from policylint.findings.model import ReadError
from policylint.rules.model import Severity
from tests.reporting.runs import report

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


def judged(checker: Checker, source: Source) -> Judged:
    """``clean``, a severity, ``broken``, ``crash``, ``stop`` or ``interrupt``, as the file says."""
    data = source.data if source.path is None else source.path.read_bytes() if source.path.exists() else b"broken"
    said = (data or b"").decode().strip()
    if said == "interrupt":
        raise KeyboardInterrupt
    if said == "bug":
        raise RuntimeError("boom")
    if said in {"broken", "crash", "stop"}:
        error = ReadError(source.shown, f"{said}-file", f"It is {said}.")
        return Judged(error, trace="Traceback: here" if said == "crash" else "", stop=said == "stop")
    made = report(source.shown)
    keep = tuple(f for f in made.findings if f.severity is LEVELS.get(said))
    return Judged(replace(made, findings=keep))


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty current folder, and judging stubbed."""
    monkeypatch.setattr(Checker, "check", judged)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    on_interrupt = signal.getsignal(signal.SIGINT)
    yield tmp_path
    signal.signal(signal.SIGINT, on_interrupt)


def files(folder: Path, **said: str) -> None:
    """Markdown files by what they say."""
    for name, text in said.items():
        (folder / f"{name}.md").write_text(text)


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(args), input=stdin, prog_name="policylint")


def told(result: Result) -> Sequence[str]:
    return result.stderr.splitlines()
