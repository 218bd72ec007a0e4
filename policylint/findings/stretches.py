"""Where in a document's blocks the words of a piece of evidence stand."""

from __future__ import annotations

from typing import NamedTuple

from policylint.assessment.model import Evidence
from policylint.document import BlockKind
from policylint.findings.model import DocumentText


class Stretch(NamedTuple):
    """Words of one block: offsets in the text of the document's ``block``."""

    block: int
    start: int
    end: int


def stretches(text: DocumentText, evidence: Evidence) -> tuple[Stretch, ...]:
    """The stretches that evidence covers, in its order: one for each part of the statement it touches.

    A table row is read with the words of its header, but only its own words are the evidence.
    """
    found = []
    for part in text.parts[evidence.statement]:
        start, end = max(part.start, evidence.start), min(part.end, evidence.end)
        if start < end:
            found.append(Stretch(part.block, part.at + start - part.start, part.at + end - part.start))
    if text.blocks[evidence.block].kind is BlockKind.ROW:
        found = [stretch for stretch in found if stretch.block == evidence.block]
    return tuple(found)
