"""Suggestions as edits of a text format's source, where they can be made without breaking it.

No edit is better than a broken one: words that stand among marks (emphasis, links, entities) are not
replaced, and rows of an HTML table are not struck out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

from policylint.document import Block, BlockKind
from policylint.findings.model import DocumentReport, DocumentText, Removal, SuggestionAt, Where
from policylint.reporting.regions import Region, SourceLines, region_of

_MARKDOWN_MARKS = re.compile(r"([\\`*_\[\]<>~|])")
_CLOSING = re.compile(
    r"(?:\s*</(?:p|h[1-6]|li|ul|ol|dl|dt|dd|td|th|tr|tbody|tfoot|thead|table|b|strong|i|em|u|a|span|small)\s*>)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Text to put in place of a region of the source; an empty region is where it goes in."""

    region: Region
    text: str


def edits_for(report: DocumentReport, suggestion: SuggestionAt) -> tuple[Edit, ...]:
    """The edits that carry out a suggestion, from the last to the first place; none where they can't be made."""
    if report.text is None or not report.text.source:
        return ()
    text, lines = report.text, SourceLines(report.text.source)
    found = [_struck(report.format, text, lines, removal) for removal in suggestion.removes]
    if suggestion.where is Where.REPLACE:
        found.append(_replaced(report.format, text, lines, suggestion))
    else:
        found.append(_inserted(report.format, text, lines, suggestion))
    made = sorted((edit for edit in found if edit is not None), key=lambda edit: edit.region, reverse=True)
    overlap = any(later.region[:2] < earlier.region[2:] for later, earlier in pairwise(made))
    return () if overlap or len(made) < len(found) else tuple(made)


def _replaced(form: str, text: DocumentText, lines: SourceLines, suggestion: SuggestionAt) -> Edit | None:
    block = text.blocks[suggestion.block]
    region = _exact(form, block, suggestion.start or 0, suggestion.end or 0, lines)
    return None if region is None else Edit(region, _written(form, suggestion.text))


def _struck(form: str, text: DocumentText, lines: SourceLines, removal: Removal) -> Edit | None:
    block = text.blocks[removal.block]
    if block.kind is BlockKind.ROW:
        line = block.place_at(0).line
        return None if form == "html" or line is None else Edit(_whole_lines(line, line, lines), "")
    region = _exact(form, block, removal.start, removal.end, lines)
    if region is None:
        return None
    if removal.start == 0 and removal.end >= len(block.text) and form != "html":
        return Edit(_whole_lines(region.line, region.end_line, lines), "")
    return Edit(region, "")


def _inserted(form: str, text: DocumentText, lines: SourceLines, suggestion: SuggestionAt) -> Edit | None:
    block = text.blocks[suggestion.block]
    whole = region_of(block, 0, len(block.text))
    if whole is None:
        return None
    wording = _written(form, f"{suggestion.label} {suggestion.text}" if suggestion.label else suggestion.text)
    if form == "html":
        closing = _CLOSING.match(lines.after(whole.end_line, whole.end_column))
        if closing is None:
            return None
        line = whole.end_line + closing[0].count("\n")
        column = len(closing[0]) - closing[0].rfind("\n") if "\n" in closing[0] else whole.end_column + len(closing[0])
        return Edit(Region(line, column, line, column), f"\n<p>{wording}</p>")
    if whole.end_line < len(lines):
        return Edit(Region(whole.end_line + 1, 1, whole.end_line + 1, 1), f"\n{wording}\n")
    column = lines.width(whole.end_line) + 1
    return Edit(Region(whole.end_line, column, whole.end_line, column), f"\n\n{wording}\n")


def _exact(form: str, block: Block, start: int, end: int, lines: SourceLines) -> Region | None:
    """The region of some words, if nothing but these words and white space stands in it."""
    region = region_of(block, start, end)
    if region is None:
        return None
    stands = lines.text(region)
    if form == "html":
        stands = unescape(stands)
    return region if stands.split() == block.text[start:end].split() else None


def _whole_lines(first: int, last: int, lines: SourceLines) -> Region:
    if last < len(lines):
        return Region(first, 1, last + 1, 1)
    return Region(first, 1, last, lines.width(last) + 1)


def _written(form: str, words: str) -> str:
    """Words as the format writes them."""
    if form == "html":
        return escape(words, quote=False)
    return _MARKDOWN_MARKS.sub(r"\\\1", words) if form == "md" else words
