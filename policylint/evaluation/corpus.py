"""Loading a labelled corpus: passages as JSON Lines, documents as Markdown with a labels file.

A corpus folder holds ``*.jsonl`` files (one passage a line: ``id``, ``set``, ``kind``, ``text``, ``labels``,
``skip``) and folders with a ``labels.json`` ({stem: {kind, labels, …}}) beside the documents it names. Criteria left
out of ``labels`` are missing; those in ``skip`` are left out of every score. A passage's ``evidence`` maps criteria
to lists of exact words, or of ``{status, text}``; that the words stand in the passage is checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policylint.errors import UsageError
from policylint.rules.model import Pack, Status

STATUSES = ("embedded", "partial", "contradicted", "missing")
DOCUMENT_SUFFIXES = (".md", ".docx", ".pdf", ".odt", ".html", ".txt")


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled passage or document. ``path`` is the file of a document, ``text`` the words of a passage."""

    id: str
    part: str
    kind: str
    text: str
    path: Path | None
    labels: dict[str, str]
    skip: frozenset[str]
    source: str

    @property
    def whole(self) -> bool:
        """Whether it is a whole document, on which violations are counted."""
        return self.path is not None


@dataclass(frozen=True, slots=True)
class Corpus:
    """All cases found under a path, in order of file and line."""

    path: Path
    cases: tuple[Case, ...]


def load_corpus(path: Path, criteria: Iterable[str]) -> Corpus:
    """Load a corpus folder or a single ``.jsonl`` file.

    Raises ``UsageError`` naming file and line for an unknown criterion or status, a repeated id, a line
    that is not JSON, or a document that is not there.
    """
    known = frozenset(criteria)
    if not path.exists():
        raise UsageError("corpus", f"{path.as_posix()}: there is no such file or folder")
    files = [path] if path.is_file() else sorted(path.rglob("*.jsonl"))
    cases = [case for file in files for case in _passages(file, path, known)]
    if path.is_dir():
        for labels in sorted(path.rglob("labels.json")):
            cases.extend(_documents(labels, path, known))
    if not cases:
        raise UsageError("corpus", f"{path.as_posix()}: no *.jsonl and no labels.json found")
    seen: dict[tuple[str, bool], str] = {}
    for case in cases:
        if (case.id, case.whole) in seen:
            raise UsageError("corpus", f"{case.source}: the id {case.id!r} is also used at {seen[case.id, case.whole]}")
        seen[case.id, case.whole] = case.source
    return Corpus(path, tuple(cases))


def examples_of(pack: Pack) -> Corpus:
    """The examples in a pack's rule files as a corpus. Each is labelled for its own rule; the others are left out."""
    every = frozenset(rule.id for rule in pack.rules)
    cases = []
    for rule in pack.rules:
        for number, example in enumerate(rule.examples, start=1):
            labels = {} if example.status is Status.MISSING else {rule.id: example.status.value}
            source = f"{example.path}:{example.number}"
            name = f"{rule.id}-{number}"
            cases.append(Case(name, "examples", "other", example.text, None, labels, every - {rule.id}, source))
    return Corpus(Path(pack.path), tuple(cases))


def _passages(file: Path, root: Path, known: frozenset[str]) -> list[Case]:
    cases = []
    shown = _shown(file, root)
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{shown}:{number}"
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError("corpus", f"{place}:{error.colno}: not JSON ({error.msg})") from error
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or not entry["text"].strip():
            raise UsageError("corpus", f"{place}: a passage needs an 'id' and a 'text' that is not empty")
        labels = _labels(entry.get("labels", {}), known, place)
        skip = entry.get("skip") or []
        for criterion in skip:
            _known(criterion, known, place)
        _evidence(entry, place)
        part = _part(str(entry.get("set", file.stem)), file.parent, root)
        cases.append(
            Case(
                str(entry.get("id", place)),
                part,
                str(entry.get("kind", "other")),
                entry["text"],
                None,
                labels,
                frozenset(skip),
                place,
            )
        )
    return cases


def _part(name: str, folder: Path, root: Path) -> str:
    """A set's name, with that of the folder it lies in, so that the parts of a corpus are scored apart."""
    if root.is_file() or folder == root or folder.name == name:
        return name
    return f"{folder.name}: {name}"


def _evidence(entry: dict[str, Any], place: str) -> None:
    for criterion, quotes in (entry.get("evidence") or {}).items():
        for given in quotes:
            quote = given["text"] if isinstance(given, dict) else given
            if quote not in entry["text"]:
                raise UsageError("corpus", f"{place}: the evidence for {criterion} is not in the text: {quote[:60]!r}")


def _documents(file: Path, root: Path, known: frozenset[str]) -> list[Case]:
    shown = _shown(file, root)
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise UsageError("corpus", f"{shown}:{error.lineno}:{error.colno}: not JSON ({error.msg})") from error
    cases = []
    for stem, entry in entries.items():
        found = next(
            (file.parent / f"{stem}{s}" for s in DOCUMENT_SUFFIXES if (file.parent / f"{stem}{s}").is_file()),
            None,
        )
        if found is None:
            raise UsageError("corpus", f"{shown}: there is no document named {stem!r} beside it")
        labels = _labels(entry.get("labels", {}), known, f"{shown}: {stem}")
        skip = frozenset(entry.get("skip") or ())
        cases.append(
            Case(
                stem,
                _part("documents", file.parent, root),
                str(entry.get("kind", "other")),
                "",
                found,
                labels,
                skip,
                f"{shown}: {stem}",
            )
        )
    return cases


def _labels(entry: object, known: frozenset[str], place: str) -> dict[str, str]:
    if not isinstance(entry, dict):
        raise UsageError("corpus", f"{place}: 'labels' should map criteria to statuses")
    for criterion, status in entry.items():
        _known(criterion, known, place)
        if status not in STATUSES:
            raise UsageError(
                "corpus", f"{place}: unknown status {status!r} for {criterion}; one of {', '.join(STATUSES)}"
            )
    return {c: s for c, s in entry.items() if s != "missing"}


def _known(criterion: str, known: frozenset[str], place: str) -> None:
    if criterion not in known:
        raise UsageError("corpus", f"{place}: unknown criterion {criterion!r}")


def _shown(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if root.is_dir() else file.name
