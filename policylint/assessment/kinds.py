"""What kind of document it is: told from its title, then the lines under it, then its headings."""

from __future__ import annotations

import re

from policylint.document import BlockKind, BlockRole, Document
from policylint.rules.model import Pack
from policylint.rules.pack import OTHER_KIND

MAX_TITLE_LINES = 4
MAX_TITLE_WORDS = 12
MIN_HEADINGS = 3


def kind_of(document: Document, pack: Pack) -> str:
    """The kind whose words come first in the title; else in the short lines that follow it; else the kind
    of which at least three headings are there; else ``other``."""
    for text in (document.title or "", *_title_lines(document)):
        found = _named(text, pack)
        if found is not None:
            return found
    headings = [b.text.lower() for b in document.blocks if b.kind is BlockKind.HEADING]
    counts = [
        (sum(any(word.lower() in heading for heading in headings) for word in kind.headings), kind.name)
        for kind in pack.kinds
    ]
    best = max(counts, default=(0, OTHER_KIND))
    return best[1] if best[0] >= MIN_HEADINGS else OTHER_KIND


def _title_lines(document: Document) -> list[str]:
    """The short lines between the title and the first section."""
    lines = []
    for block in document.blocks[: 3 * MAX_TITLE_LINES]:
        if block.role is BlockRole.TITLE:
            continue
        if block.kind is BlockKind.ROW or block.role is BlockRole.CONTENTS or block.label:
            break
        if len(block.text.split()) <= MAX_TITLE_WORDS:
            lines.append(block.text)
        if len(lines) >= MAX_TITLE_LINES:
            break
    return lines


def _named(text: str, pack: Pack) -> str | None:
    placed = [
        (match.start(), -len(word), kind.name)
        for kind in pack.kinds
        for word in kind.titles
        if (match := re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))
    ]
    return min(placed)[2] if placed else None
