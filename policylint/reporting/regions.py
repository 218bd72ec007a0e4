"""Stretches of a text format's source, as lines and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policylint.document import Block
from policylint.findings.model import DocumentReport, Finding
from policylint.findings.stretches import Stretch, stretches


class Region(NamedTuple):
    """From a line and column to another, both from 1; the end is the column after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def region_of(block: Block, start: int, end: int) -> Region | None:
    """Where the characters ``start`` to ``end`` of a block stand; ``None`` where the format has no lines."""
    if start >= end:
        return None
    first, last = block.place_at(start), block.place_at(end - 1)
    if first.line is None or first.column is None or last.line is None or last.column is None:
        return None
    region = Region(first.line, first.column, last.line, last.column + 1)
    return region if region[:2] < region[2:] else None


def region_around(blocks: Sequence[Block], covered: Sequence[Stretch]) -> Region | None:
    """From the first to the last of the stretches, stem and items between them included."""
    found = [region_of(blocks[s.block], s.start, s.end) for s in covered]
    regions = [region for region in found if region is not None]
    if not regions:
        return None
    return Region(*min(r[:2] for r in regions), *max(r[2:] for r in regions))


def finding_region(report: DocumentReport, finding: Finding) -> Region | None:
    """What a finding is about: the words it was judged by, else the block its suggestion goes to."""
    if report.text is None:
        return None
    blocks = report.text.blocks
    if finding.evidence is not None:
        return region_around(blocks, stretches(report.text, finding.evidence))
    if finding.suggestion is None:
        return None
    block = blocks[finding.suggestion.block]
    return region_of(block, 0, len(block.text))


class SourceLines:
    """The lines of a source, to cut regions out of it and count its columns in bytes."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")

    def __len__(self) -> int:
        """How many lines there are; a line end at the very end begins one more, which is empty."""
        return len(self._lines)

    def text(self, region: Region) -> str:
        """The characters of a region."""
        lines = self._lines[region.line - 1 : region.end_line]
        if not lines:
            return ""
        lines[-1] = lines[-1][: region.end_column - 1]
        lines[0] = lines[0][region.column - 1 :]
        return "\n".join(lines)

    def after(self, line: int, column: int) -> str:
        """Everything from a line and column on."""
        return "\n".join([self._lines[line - 1][column - 1 :], *self._lines[line:]])

    def width(self, line: int) -> int:
        """The number of characters of a line."""
        return len(self._lines[line - 1])

    def byte_column(self, line: int, column: int) -> int:
        """A column as UTF-8 bytes count it, from 1."""
        return len(self._lines[line - 1][: column - 1].encode("utf-8", "surrogatepass")) + 1
