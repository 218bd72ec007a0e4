"""HTML pages: the main text, with lists, tables and quotations, every piece with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from policylint.document import BlockKind, Remark
from policylint.reading.encodings import decode
from policylint.reading.html.blocks import Entry, Page, PageReader
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions

__all__ = ["read_fragment", "read_html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_PRESCAN_BYTES = 4096
_MENU_ITEMS = 3
_MENU_SHARE = 0.8


def read_html(data: bytes, options: ReadingOptions) -> RawDocument:
    """Read an HTML page. ``options`` has nothing that bears on it.

    The main text is what stands in ``main``, else in articles that hold most of the page, else all of it
    but runs of links. Navigation, page headers and footers, and what is hidden or struck out are left
    out. Raises ``InputError`` as ``encodings.decode`` does.
    """
    prescan = data[:_PRESCAN_BYTES]
    xml = _XML_ENCODING.match(prescan)
    charset = xml or _CHARSET.search(prescan)
    decoded = decode(data, charset[1].decode("ascii") if charset is not None else None)
    page = PageReader(decoded.text, xml=prescan.lstrip().startswith(b"<?xml")).read()
    blocks = _numbered(entry.block for entry in _main_text(page))
    return RawDocument(
        "html",
        tuple(blocks),
        title=_title(page, blocks),
        notices=() if decoded.notice is None else (decoded.notice,),
        languages=page.languages,
        remarks=page.remarks,
        source=decoded.text,
    )


def read_fragment(source: str, first_line: int) -> tuple[list[RawBlock], tuple[Remark, ...]]:
    """The blocks and comments of a piece of HTML that begins at line ``first_line``; its tables count from 1."""
    page = PageReader(source, first_line).read()
    return _numbered(entry.block for entry in page.entries), page.remarks


def _main_text(page: Page) -> Sequence[Entry]:
    for region in (2, 1):
        inside = [entry for entry in page.entries if entry.region >= region]
        words = sum(entry.letters for entry in inside)
        if words and (region == 2 or 2 * words >= sum(entry.letters for entry in page.entries)):
            return inside
    kept: list[Entry] = []
    for is_link, run in groupby(page.entries, _is_link):
        entries = list(run)
        if not is_link or len(entries) < _MENU_ITEMS:
            kept.extend(entries)
    return kept


def _is_link(entry: Entry) -> bool:
    heading_or_row = entry.block.kind in {BlockKind.HEADING, BlockKind.ROW}
    return not heading_or_row and entry.linked >= _MENU_SHARE * max(entry.letters, 1)


def _numbered(blocks: Iterable[RawBlock]) -> list[RawBlock]:
    """The blocks with their tables numbered from 1 in the order in which they come."""
    numbers: dict[int, int] = {}
    out = []
    for block in blocks:
        if block.table is not None:
            number = numbers.setdefault(block.table, len(numbers) + 1)
            out.append(replace(block, table=number))
        else:
            out.append(block)
    return out


def _title(page: Page, blocks: Iterable[RawBlock]) -> str | None:
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level == 1:
            return " ".join("".join(piece.text for piece in block.pieces).split())
    return page.title
