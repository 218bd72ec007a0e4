"""Markdown: CommonMark with tables and struck out text, every piece with its line and column."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.utils import EnvType

from policylint.document import FrontMatter, Notice
from policylint.errors import InputError
from policylint.reading.encodings import decode
from policylint.reading.markdown.blocks import BlockBuilder
from policylint.reading.raw import RawDocument, ReadingOptions

__all__ = ["read_markdown"]

MAX_NESTING = 200
"""Quotations and lists within each other; what is nested deeper is not read."""

MAX_INLINE_NESTING = 20
"""Emphasis and links within each other; marks nested deeper are text. The parser's time grows with it."""

_MAX_FRONT_LINES = 200
_FRONT_LINE = re.compile(r"\s*(?:$|#|-\s|[\w.-]+\s*:(?:\s|$)|[\w.-]+\s*=|\s{2,}\S)")
_FRONT_TABLE = re.compile(r"\[{1,2}[\w. \"'-]+\]{1,2}\s*")
_FRONT_VALUE = re.compile(r"(title|lang(?:uage)?)\s*[:=]\s*(\S.*?)\s*", re.IGNORECASE)


def read_markdown(data: bytes, options: ReadingOptions) -> RawDocument:
    """Read a Markdown file. ``options`` has nothing that bears on it.

    Fenced code, comments and raw tags are left out, raw HTML blocks are read as HTML. Text indented by
    four or more columns is text: in a policy it is never code. Raises ``InputError`` as
    ``encodings.decode`` does, and ``unreadable`` for what is nested too deeply.
    """
    decoded = decode(data)
    lines = decoded.text.replace("\0", "\ufffd").split("\n")
    front = _front_matter(lines)
    text = "\n".join(lines[1 : front[1] - 1])
    matter = FrontMatter(text, lines[0].rstrip()) if front[1] else None
    lines[: front[1]] = [""] * front[1]
    parser = _parser()
    env: EnvType = {}
    builder = BlockBuilder(parser, lines)
    notices = [decoded.notice] if decoded.notice is not None else []
    try:
        tokens = parser.parse("\n".join(lines), env)
        parser.options["maxNesting"] = MAX_INLINE_NESTING
        builder.build(tokens, env)
    except RecursionError as error:
        raise InputError(
            "unreadable", "Lists or quotations are nested too deeply in this file; flatten them."
        ) from error
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        notices.append(Notice("depth", "Some text is nested too deeply in lists or quotations; it was not read."))
    return RawDocument(
        "md",
        tuple(builder.blocks),
        title=front[0].get("title"),
        notices=tuple(notices),
        languages=tuple(value for name, value in front[0].items() if name.startswith("lang")),
        remarks=tuple(builder.remarks),
        front=matter,
        source=decoded.text,
    )


def _parser() -> MarkdownIt:
    """A parser for the structure of blocks; their text is parsed by ``inline``, which keeps places."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    parser.disable(["code", "inline", "text_join", "fragments_join"])
    return parser


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """Title and language of the YAML or TOML front matter, and how many lines it takes up."""
    fence = lines[0].rstrip()
    if fence not in {"---", "+++"}:
        return {}, 0
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:_MAX_FRONT_LINES], 2):
        if line.rstrip() in {fence, "..."}:
            return found, number
        if not _FRONT_LINE.match(line) and not (fence == "+++" and _FRONT_TABLE.fullmatch(line)):
            break
        value = _FRONT_VALUE.fullmatch(line)
        if value is not None:
            found.setdefault(value[1].lower(), value[2].strip("\"'"))
    return {}, 0
