"""Cutting a document into windows of text that the learnt reader takes in at once.

A window is a run of neighbouring blocks under one heading, opened by what the blocks need to be understood:
the headings above, and the stem or table header they go on from. Each statement whose own
words stand in the window keeps the character ranges of those words, so that what the reader says of a window
comes back to statements, and from there to places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policylint.document import BlockKind, Document
from policylint.statements import Origin, Statement

WINDOW_WORDS = 150
"""Words of a window before it is closed; its context comes on top."""
CONTEXT_WORDS = 40
TITLE_WORDS = 14
_SIGNS = {BlockKind.HEADING: "# ", BlockKind.ITEM: "* ", BlockKind.ROW: "| "}
_PLAIN = "/ "


class Span(NamedTuple):
    """The own words of a statement in a window: its number, and character offsets from ``start`` to ``end``."""

    statement: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """Text to read at once, and the statements that are to be judged in it."""

    text: str
    spans: tuple[Span, ...]


class _Piece(NamedTuple):
    """A stretch of a block that stands in one window whole, and offsets in its text."""

    block: int
    start: int
    end: int


@dataclass(slots=True)
class _Open:
    """The window being filled."""

    text: str = ""
    words: int = 0
    spans: list[Span] = field(default_factory=list)


def own_parts(statement: Statement) -> list[tuple[int, int, int]]:
    """Where a statement's own words stand: block, and offsets in the block's text."""
    if statement.origin is Origin.ROW:
        last = statement.parts[-1].block
        return [(p.block, p.at, p.at + p.end - p.start) for p in statement.parts if p.block == last]
    return [(p.block, p.at, p.at + p.end - p.start) for p in statement.parts if p.start >= statement.own]


def windows_of(document: Document, statements: Sequence[Statement]) -> list[Window]:
    """The windows of a document, in reading order. Every statement outside notes stands in exactly one.

    A window never reaches over a heading, so that what a section says does not hang on its neighbours.
    """
    by_block: dict[int, list[tuple[int, int, int]]] = {}
    for number, statement in enumerate(statements):
        for index, start, end in own_parts(statement):
            by_block.setdefault(index, []).append((number, start, end))
    windows: list[_Open] = []
    section: tuple[str, ...] | None = None
    for piece in _pieces(document, by_block):
        block = document.blocks[piece.block]
        words = len(block.text[piece.start : piece.end].split())
        own = [o for o in by_block.get(piece.block, ()) if o[1] < piece.end and o[2] > piece.start]
        here = block.sections
        if block.kind is BlockKind.HEADING and not own:
            here = (*here, f"{block.label} {block.text}".strip())
        if not windows or section != here or windows[-1].words + words > WINDOW_WORDS:
            goes_on = bool(windows) and section == here
            windows.append(_Open(_opening(here, statements[own[0][0]] if own and goes_on else None)))
            section = here
        if block.kind is BlockKind.HEADING and not own:
            continue
        current = windows[-1]
        sign = _SIGNS.get(block.kind, _PLAIN) if piece.start == 0 else ""
        base = len(current.text) + len(sign) - piece.start
        current.text += sign + block.text[piece.start : piece.end] + "\n"
        current.words += words
        for number in dict.fromkeys(o[0] for o in own):  # the cells of a row are one stretch
            stretches = [(max(s, piece.start), min(e, piece.end)) for n, s, e in own if n == number]
            current.spans.append(Span(number, base + stretches[0][0], base + stretches[-1][1]))
    return [Window(w.text, tuple(w.spans)) for w in windows if w.spans]


def _pieces(document: Document, by_block: dict[int, list[tuple[int, int, int]]]) -> list[_Piece]:
    """The blocks that hold statements or head them, long ones cut between their statements."""
    pieces = []
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.NOTE:  # where notes stand differs from format to format; they are no evidence
            continue
        own = by_block.get(index)
        if own is None and block.kind is not BlockKind.HEADING and not block.header:
            continue
        if len(block.text.split()) <= WINDOW_WORDS or own is None:
            pieces.append(_Piece(index, 0, len(block.text)))
            continue
        start = 0
        for _, at, end in sorted(own, key=lambda o: o[1]):
            if at > start and len(block.text[start:end].split()) > WINDOW_WORDS:
                pieces.append(_Piece(index, start, at))
                start = at
        pieces.append(_Piece(index, start, len(block.text)))
    return pieces


def _opening(sections: tuple[str, ...], first: Statement | None) -> str:
    """What a window opens with, so that its first words are understood: the headings above, and the stem or
    header row of ``first``, the statement with which it goes on from the window before."""
    lines = ["# " + _head(s, TITLE_WORDS) for s in sections[-2:]]
    if first is not None and first.origin is Origin.ITEM:
        lines.append(_PLAIN + _tail(first.text[: first.own], CONTEXT_WORDS))
    elif first is not None and first.cells:
        lines.append("| " + _head(" | ".join(c.header for c in first.cells), CONTEXT_WORDS))
    return "".join(line.strip() + "\n" for line in lines)


def _head(text: str, words: int) -> str:
    return " ".join(text.split()[:words])


def _tail(text: str, words: int) -> str:
    return " ".join(text.split()[-words:])
