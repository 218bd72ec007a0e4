"""What kind of document it is: told from its title, then from its headings."""

from __future__ import annotations

from policylint.document import BlockKind, Document
from policylint.rules.model import Pack

OTHER = "other"


def kind_of(document: Document, pack: Pack) -> str:
    """The kind whose words stand first in the title; else the one most of whose headings are there; else ``other``."""
    title = (document.title or "").lower()
    placed = [
        (title.rfind(word.lower()), len(word), kind.name)
        for kind in pack.kinds
        for word in kind.titles
        if word.lower() in title
    ]
    if placed:
        return max(placed)[2]
    headings = [b.text.lower() for b in document.blocks if b.kind is BlockKind.HEADING]
    counts = [
        (sum(any(word.lower() in heading for heading in headings) for word in kind.headings), kind.name)
        for kind in pack.kinds
        if kind.headings
    ]
    best = max(counts, default=(0, OTHER))
    return best[1] if best[0] >= 2 else OTHER
