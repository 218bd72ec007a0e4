"""A rule in plain words, for formats that carry help with their findings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policylint.findings.model import DocumentReport
from policylint.reporting.escaping import folded
from policylint.rules.model import Rule, Status

_HYPHEN = re.compile(r"(?<!\bco)-")
MEANINGS = {
    Status.EMBEDDED: "the document secures it: in words that bind, or as a standing arrangement",
    Status.PARTIAL: "the document points at it but does not secure it",
    Status.CONTRADICTED: "the document rules it out",
    Status.MISSING: "the document says nothing that counts",
}
"""What each status says of a document."""


def rules_of(documents: Iterable[DocumentReport]) -> dict[str, Rule]:
    """The rules the documents were judged by, by id, in order."""
    return {criterion.rule.id: criterion.rule for document in documents for criterion in document.criteria}


def in_words(name: str) -> str:
    """A rule's name as words: "shared decision making", "co-design"."""
    return _HYPHEN.sub(" ", folded(name))


def help_text(rule: Rule) -> str:
    """What the rule asks and why, what each status means, and how to hear more. Plain text in lines."""
    return "\n".join(
        [
            folded(rule.question),
            f"Why: {folded(rule.why)} ({folded(rule.source)})",
            *(f"{status.value}: {meaning}" + _like(rule, status) for status, meaning in MEANINGS.items()),
            f"More: policylint explain {rule.id}",
        ]
    )


def _like(rule: Rule, status: Status) -> str:
    example = next((e for e in rule.examples if e.status is status and not e.known_gap), None)
    return f", for example “{folded(example.text)}”" if example is not None else ""
