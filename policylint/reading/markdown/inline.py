"""The text of one Markdown block, with emphasis and links taken off, as pieces placed in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from policylint.document import MAX_REMARK_CHARS, Remark
from policylint.reading.markdown.source import Origin
from policylint.reading.raw import Piece

_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_STRUCK_TAG = re.compile(r"<(/?)(?:del|s|strike)\s*>", re.IGNORECASE)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_LETTER = re.compile(r"\w")
_SPACE = Piece(" ")


class _PlacedState(StateInline):
    """The parser's inline state, which notes in each token's ``meta`` where in the text it begins."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._opens_link = False

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        self._opens_link = ttype == "link_open"
        token = super().push(ttype, tag, nesting)
        self._opens_link = False
        token.meta = {"at": self.pos, "state": self.pos}
        before = self.tokens[-2] if len(self.tokens) > 1 else None
        if ttype == "text" and before is not None and self._follows(before):
            token.meta["at"] = before.meta["at"] + 1
        return token

    def _follows(self, before: Token) -> bool:
        """Whether a mark stands right after ``before``: marks of a run, and an address after its ``<``,
        are pushed while the state still stands at the start of it all."""
        address = before.type == "link_open" and self.src.startswith("<", self.pos)
        return before.meta.get("state") == self.pos and (before.type == "text" or address)

    def pushPending(self) -> Token:  # noqa: N802 (the parser's own name)
        text, end = self.pending, self.pos
        if self._opens_link and self.src.startswith("[", end - 1):
            end -= 1
        token = super().pushPending()
        token.meta = {"at": max(self.src.rfind(text, 0, end), 0)}
        return token


def inline_pieces(
    parser: MarkdownIt, origin: Origin, env: EnvType, remarks: list[Remark], *, inside: bool = False
) -> tuple[tuple[Piece, ...], bool]:
    """The pieces of a block's text, and whether all its letters are strong.

    Line breaks become a space. Raw tags, images, marks of notes and struck out text are left out.
    Comments go to ``remarks``; ``inside``: the block has begun before this text.
    """
    tokens: list[Token] = []
    state = _PlacedState(origin.text, parser, env, tokens)
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    pieces: list[Piece] = []
    strong = struck = 0
    letters = all_strong = False
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            strong += token.nesting
        elif token.type in {"s_open", "s_close"}:
            struck += token.nesting
        elif token.type == "html_inline":
            struck = max(struck + _struck(token.content), 0)
            if _BREAK_TAG.fullmatch(token.content):
                pieces.append(_SPACE)
            elif (comment := _COMMENT.fullmatch(token.content)) is not None:
                place = origin.pieces(token.content, token.meta["at"])[0]
                begun = inside or bool(pieces)
                remarks.append(Remark(comment[1].strip()[:MAX_REMARK_CHARS], place.line, place.column, begun))
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(_SPACE)
        elif token.type in {"text", "text_special", "code_inline"} and token.content and not struck:
            pieces.extend(_text_pieces(origin, token))
            if _LETTER.search(token.content):
                all_strong = strong > 0 and (all_strong or not letters)
                letters = True
    return tuple(pieces), all_strong


def _struck(tag: str) -> int:
    match = _STRUCK_TAG.fullmatch(tag)
    if match is None:
        return 0
    return -1 if match[1] else 1


def _text_pieces(origin: Origin, token: Token) -> Iterable[Piece]:
    start = token.meta["at"]
    text = token.content
    if token.type == "code_inline":
        start += len(token.markup)
        # The parser takes one space off either end of a code span that has both.
        start += not origin.text.startswith(token.markup, start + len(text))
    if token.type != "text":
        yield from origin.pieces(text, start)
        return
    position = 0
    for mark in _NOTE_MARK.finditer(text):
        if mark.start() > position:
            yield from origin.pieces(text[position : mark.start()], start + position)
        position = mark.end()
    if position < len(text):
        yield from origin.pieces(text[position:], start + position)
