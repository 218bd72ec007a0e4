"""What to do about a finding, in words: the suggested wording, where it goes, and what has to go."""

from __future__ import annotations

from collections.abc import Callable

from policylint.findings.model import Finding, SuggestionAt, Where
from policylint.reporting.escaping import folded
from policylint.reporting.places import cited, section_of

Quoting = Callable[[str], str]

NOT_READ = "not-read"
"""The status of a document that could not be read, in formats that give every line a status."""


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return f"“{text}”"


def wording(suggestion: SuggestionAt) -> str:
    """The suggested words with the number they would carry."""
    return folded(f"{suggestion.label} {suggestion.text}" if suggestion.label else suggestion.text)


def where(suggestion: SuggestionAt, quote: Quoting = quoted) -> str:
    """Where the suggestion goes: "after section '4 Membership', paragraph 41"."""
    if suggestion.where is Where.REPLACE:
        return f"instead of {quote(folded(suggestion.replaces))}"
    if suggestion.where is Where.END:
        return "at the end of the document"
    place = suggestion.place
    if place.section and place.line is None and place.paragraph is None:
        return f"after {section_of(place)}"
    return f"after {cited(place)}"


def struck(suggestion: SuggestionAt, quote: Quoting = quoted) -> list[str]:
    """A sentence for each clause that has to go as well."""
    return [f"Strike out {quote(folded(removal.text))} ({cited(removal.place)})" for removal in suggestion.removes]


def advised(finding: Finding) -> list[str]:
    """The suggestion and what to strike out, a line each; nothing where there is no suggestion."""
    suggestion = finding.suggestion
    if suggestion is None:
        return []
    return [f"Suggestion, {where(suggestion)}: {wording(suggestion)}", *struck(suggestion)]


def told(finding: Finding) -> list[str]:
    """A finding in lines: what is wrong, where, and what to write instead."""
    place = cited(finding.place)
    return [folded(finding.message) + (f" ({place})" if place else ""), *advised(finding)]
