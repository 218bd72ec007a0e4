"""Baseline files: known findings, one on a line, so that a review shows what came and went."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policylint.errors import UsageError
from policylint.findings.comparing import Comparison, Entry, compare, known_aside

if TYPE_CHECKING:
    from policylint.configuration.model import Settings
    from policylint.findings.model import Run

DEFAULT_NAME = "policylint-baseline.json"
VERSION = 1
_FIELDS = ("path", "rule", "status", "fingerprint")
_STATUSES = ("partial", "missing", "contradicted")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline file's entries. ``shown`` is how it was named."""

    path: Path
    shown: str
    entries: tuple[Entry, ...]

    def relative(self, document: str) -> str:
        """A document's path as entries have it: from the baseline's folder, with forward slashes."""
        place = Path(os.path.realpath(document))
        try:
            return Path(os.path.relpath(place, os.path.realpath(self.path.parent))).as_posix()
        except ValueError:  # another drive
            return place.as_posix()

    def of(self, document: str) -> list[Entry]:
        """The entries of a document."""
        path = self.relative(document)
        return [entry for entry in self.entries if entry.path == path]

    def gone(self) -> list[Entry]:
        """The entries of documents that are no longer there."""
        paths = {entry.path: (self.path.parent / entry.path).exists() for entry in self.entries}
        return [entry for entry in self.entries if not paths[entry.path]]


def baseline_path(settings: Settings) -> Path | None:
    """Where the settings say the baseline is."""
    named = settings.value("baseline")
    return settings.origin("baseline").base / Path(named).expanduser() if named is not None else None


def read_baseline(path: Path, shown: str) -> Baseline:
    """Read a baseline. Raises ``UsageError`` with its place and what to do."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        what = "there is no such baseline; write one with 'policylint baseline write'"
        raise UsageError("baseline", f"{shown}: {what}", shown) from error
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError("baseline", f"{shown}: the baseline can't be read ({reason})", shown) from error
    try:
        record = json.loads(data)
    except json.JSONDecodeError as error:
        what = f"{shown}:{error.lineno}:{error.colno}: not valid JSON: {error.msg}"
        raise UsageError("baseline", f"{what}; settle the conflict, or write it anew", shown) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise UsageError("baseline", f"{shown}: this is no baseline; write it anew", shown) from error
    version = record.get("policylint_baseline") if isinstance(record, dict) else None
    if version != VERSION or not isinstance(record.get("findings"), list):
        what = f"this is no baseline of version {VERSION}; write one with 'policylint baseline write'"
        raise UsageError("baseline", f"{shown}:1:1: {what}", shown)
    return Baseline(path, shown, tuple(_entry(item, n, data, shown) for n, item in enumerate(record["findings"])))


def _entry(item: Any, number: int, data: bytes, shown: str) -> Entry:
    fields = item if isinstance(item, dict) else {}
    for name in _FIELDS:
        if not isinstance(fields.get(name), str):
            raise _wrong(number, f"an entry needs {', '.join(_FIELDS)}; {name!r} is missing", data, shown)
    if fields["status"] not in _STATUSES:
        raise _wrong(number, f"status {fields['status']!r} should be one of: {', '.join(_STATUSES)}", data, shown)
    words = fields.get("words")
    path, rule, status, fingerprint = (fields[name] for name in _FIELDS)
    return Entry(path, rule, status, fingerprint, words if isinstance(words, str) else "")


def _wrong(number: int, what: str, data: bytes, shown: str) -> UsageError:
    """The error for an entry; JSON is YAML too, and our YAML reader knows places."""
    from policylint.rules.yaml_nodes import parse_yaml

    try:
        node = parse_yaml(data, shown).mapping()["findings"].items()[number]
    except UsageError:
        return UsageError("baseline", f"{shown}: finding {number + 1}: {what}", shown)
    return UsageError("baseline", f"{shown}:{node.line}:{node.column}: {what}", shown)


def as_text(entries: Iterable[Entry]) -> str:
    """A baseline file: sorted, an entry a line."""
    lines = [
        json.dumps({**{name: getattr(e, name) for name in _FIELDS}, "words": e.words}, ensure_ascii=False)
        for e in sorted(entries)
    ]
    listed = "".join(f"\n  {line}," for line in lines)[:-1]
    return f'{{"policylint_baseline": {VERSION}, "findings": [{listed}\n]}}\n'


def beside(run: Run, baseline: Baseline) -> dict[str, Comparison]:
    """Each document's findings beside its entries, by the path it is reported under."""
    return {report.path: compare(report, baseline.of(report.path)) for report in run.documents}


def without_known(run: Run, comparisons: dict[str, Comparison]) -> Run:
    """The run with known findings set aside."""
    return replace(run, documents=tuple(known_aside(report, comparisons[report.path]) for report in run.documents))
