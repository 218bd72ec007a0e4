"""A document with a suggestion put in: what would be checked if its author took it."""

from __future__ import annotations

from dataclasses import replace

from policylint.document import Block, BlockKind, Document, Place
from policylint.findings.model import SuggestionAt, Where


def with_suggestion(document: Document, suggestion: SuggestionAt) -> Document:
    """The document as it reads once the suggestion is accepted: wording in, struck clauses out."""
    cuts: dict[int, list[tuple[int, int, str]]] = {}
    for removal in suggestion.removes:
        cuts.setdefault(removal.block, []).append((removal.start, removal.end, ""))
    if suggestion.where is Where.REPLACE and suggestion.start is not None and suggestion.end is not None:
        cuts.setdefault(suggestion.block, []).append((suggestion.start, suggestion.end, suggestion.text))
    blocks: list[Block] = []
    for index, block in enumerate(document.blocks):
        kept: Block | None = block
        if index in cuts:
            kept = _cut(block, cuts[index])
        if kept is not None:
            blocks.append(kept)
        if suggestion.where is not Where.REPLACE and index == suggestion.block:
            blocks.append(_inserted(block, suggestion))
    return replace(document, blocks=tuple(blocks))


def _cut(block: Block, cuts: list[tuple[int, int, str]]) -> Block | None:
    if block.kind is BlockKind.ROW:
        return None
    text = block.text
    for start, end, instead in sorted(cuts, reverse=True):
        text = text[:start] + instead + text[end:]
    text = " ".join(text.split())
    return replace(block, text=text, segments=()) if text else None


def _inserted(after: Block, suggestion: SuggestionAt) -> Block:
    sections = after.sections
    if after.kind is BlockKind.HEADING:
        sections = (*sections, f"{after.label} {after.text}".strip())
    return Block(
        BlockKind.ITEM if suggestion.label else BlockKind.PARAGRAPH,
        suggestion.text,
        Place(section=after.place.section, page=after.place.page),
        label=suggestion.label,
        level=1 if suggestion.label else 0,
        sections=sections,
    )
