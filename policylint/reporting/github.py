"""Workflow commands of GitHub Actions: annotations on the changed files, without any upload."""

from __future__ import annotations

from collections.abc import Iterator

from policylint.findings.model import DocumentReport, Finding, Run
from policylint.reporting.advice import told
from policylint.reporting.escaping import folded, visible
from policylint.reporting.regions import finding_region
from policylint.reporting.view import View
from policylint.rules.model import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: Run, view: View) -> str:
    """A command a line: what was not read, then the findings, the heaviest first.

    GitHub shows the first ten of each severity of a step, so what matters comes first.
    """
    commands = [
        _command("error", {"file": error.path, "title": f"Not read ({error.code})"}, [folded(error.message)])
        for error in run.errors
    ]
    found = [(document, finding) for document in run.documents for finding in document.findings]
    order = list(_COMMANDS)
    found.sort(key=lambda pair: order.index(pair[1].severity))
    commands += [_command(_COMMANDS[f.severity], dict(_properties(d, f)), told(f)) for d, f in found]
    return "".join(commands)


def _properties(document: DocumentReport, finding: Finding) -> Iterator[tuple[str, str]]:
    """``col`` and ``endColumn`` hold only within one line. Word and PDF have no lines: the message says where."""
    yield "file", document.path
    region = finding_region(document, finding)
    if region is not None:
        yield "line", str(region.line)
        yield "endLine", str(region.end_line)
        if region.line == region.end_line:
            yield "col", str(region.column)
            yield "endColumn", str(region.end_column)
    elif finding.place.line is not None:
        yield "line", str(finding.place.line)
    yield "title", f"{finding.rule} {finding.name}: {finding.status.value}"


def _command(name: str, properties: dict[str, str], lines: list[str]) -> str:
    given = ",".join(f"{key}={_property(visible(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(chr(10).join(lines))}\n"


def _data(text: str) -> str:
    """The message, as the runner's own toolkit escapes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
