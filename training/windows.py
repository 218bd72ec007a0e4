"""Labelled windows for training: what the learnt reader takes in, with the status of each statement in it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policylint.document import Document
from policylint.learnt.windows import own_parts, windows_of
from policylint.reading import read_bytes
from policylint.statements import Statement, statements_of

_MARKUP = re.compile(r"[*_#>`|\\]|\s+")
_RANK = {"contradicted": 3, "embedded": 2, "partial": 1}


def labelled(entry: dict[str, Any]) -> dict[str, Any]:
    """A corpus entry as windows. ``statements`` maps a statement's number to ``{criterion: status}``;
    ``unplaced`` are labels none of whose words were found in a statement."""
    document = read_bytes(entry["text"].encode(), f"{entry['id']}.md")
    statements = statements_of(document)
    placed: dict[int, dict[str, str]] = {}
    unplaced = []
    for criterion, status, quote in _evidence(entry):
        found = _statements_with(document, statements, quote)
        if not found:
            unplaced.append(criterion)
        for number in found:
            old = placed.setdefault(number, {}).get(criterion, "")
            if _RANK[status] > _RANK.get(old, 0):
                placed[number][criterion] = status
    return {
        "id": entry["id"],
        "set": entry.get("set", "background"),
        "labels": entry["labels"],
        "skip": entry.get("skip", []),
        "windows": []
        if unplaced and "evidence" not in entry
        else [{"text": w.text, "spans": [list(s) for s in w.spans]} for w in windows_of(document, statements)],
        "statements": {str(n): labels for n, labels in placed.items()},
        "marked": [n for n, s in enumerate(statements) if s.marks],
        "unplaced": unplaced,
    }


def _evidence(entry: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if "evidence" not in entry and len(entry["labels"]) == 1 and len(entry.get("skip", [])) > 1:
        yield from ((criterion, status, "") for criterion, status in entry["labels"].items())
        return
    for criterion, quotes in (entry.get("evidence") or {}).items():
        for quote in quotes:
            if isinstance(quote, str):
                yield criterion, entry["labels"][criterion], quote
            else:
                yield criterion, quote["status"], quote["text"]


def _squash(text: str) -> str:
    return _MARKUP.sub("", text).lower().replace("’", "'")


def _statements_with(document: Document, statements: Iterable[Statement], quote: str) -> list[int]:
    wanted = _squash(quote)
    if not wanted:  # an example without quotes: clear only where it makes one statement
        numbers = [n for n, s in enumerate(statements) if not s.marks]
        return numbers if len(numbers) == 1 else []
    found = []
    for number, statement in enumerate(statements):
        own = _squash("".join(document.blocks[b].text[s:e] for b, s, e in own_parts(statement)))
        if own and wanted and (wanted in own or (own in wanted and len(own) > len(wanted) // 3)):
            found.append(number)
    return found


def main(out: str, files: list[str]) -> None:
    """Write the windows of all entries of the corpus files, one entry a line."""
    with Path(out).open("w", encoding="utf-8") as sink:
        for file in files:
            for line in Path(file).read_text(encoding="utf-8").splitlines():
                sink.write(json.dumps(labelled(json.loads(line)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
