"""HTML cut into tags and text, with the offset of each, in time linear in the length.

Python's own ``html.parser`` needs quadratic time for unclosed tags and comments in some versions this
runs on, and treats them differently in others; lxml gives no columns and drops what is nested deeply.
Follows the tokenizer of the HTML standard (section 13.2.5) where it matters for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


def names(written: str) -> frozenset[str]:
    """A set of names that are written with spaces between them."""
    return frozenset(written.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
_UNREAD = names("iframe noembed noframes script style xmp")
COMMENT = "!--"
"""The name of a comment's token; no tag can have it."""
_READ_AS_TEXT = names("textarea title")

_NEXT = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s=/>\"'][^\s=/>]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+")
_MAX_ATTRIBUTES = 16_384
"""Characters of one tag's attributes that are looked at."""

_MAX_BAD_QUOTES = 50
"""Tags that never end for their quotes; after these, quotes in tags are ignored."""


class Token(NamedTuple):
    """A stretch of text (``name`` empty), a start tag, an ``end`` tag or a comment, from ``start`` to ``stop``.

    ``attributes`` are as written; ``closed`` marks a start tag that ends in a slash.
    """

    name: str
    start: int
    stop: int
    end: bool = False
    attributes: str = ""
    closed: bool = False


def tokens(source: str) -> Iterator[Token]:
    """The tags, texts and whole comments of ``source`` in order. Declarations and scripts are left out."""
    position, text_start = 0, 0
    last = source.rfind(">")
    bad_quotes = 0
    while (found := _NEXT.search(source, position)) is not None and found.start() < last:
        start = found.start()
        pattern = _TAG if bad_quotes < _MAX_BAD_QUOTES else _LOOSE_TAG
        tag = pattern.match(source, start)
        if tag is None and source[start + 1].isalpha():
            bad_quotes += 1
            tag = _LOOSE_TAG.match(source, start)
        if start > text_start:
            yield Token("", text_start, start)
        if tag is None:
            position = text_start = _after_declaration(source, start)
            if source.startswith("<!--", start) and source.endswith("-->", start + 4, position):
                yield Token(COMMENT, start, position)
            continue
        name = tag[2].lower()
        position = text_start = tag.end()
        yield Token(name, start, position, bool(tag[1]), tag[3], tag[3].endswith("/"))
        if not tag[1] and (name in _UNREAD or name in _READ_AS_TEXT):
            ending = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, position)
            stop = ending.start() if ending is not None else len(source)
            if name in _READ_AS_TEXT and stop > position:
                yield Token("", position, stop)
            position = text_start = stop
    # What is left has no tag, but a comment may begin in it that never ends.
    comment = source.find("<!--", text_start)
    stop = comment if comment >= 0 else len(source)
    if text_start < stop:
        yield Token("", text_start, stop)


def _after_declaration(source: str, start: int) -> int:
    """Where a comment, a declaration or a stray end tag that begins at ``start`` ends."""
    if source.startswith("<!--", start):
        if source.startswith((">", "->"), start + 4):
            return source.index(">", start) + 1
        end = source.find("-->", start + 4)
        return end + 3 if end >= 0 else len(source)
    return source.find(">", start) + 1 or len(source)


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, the first of each name."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written[:_MAX_ATTRIBUTES]):
        bare = value[1:-1] if value[:1] in {'"', "'"} and len(value) > 1 else value
        found.setdefault(name.lower(), unescape(bare) if "&" in bare else bare)
    return found
