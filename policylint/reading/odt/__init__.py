"""OpenDocument text (.odt): content.xml walked once, with its styles, list numbers and changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from policylint.document import BlockKind, BlockRole
from policylint.errors import InputError
from policylint.reading.archives import Archive, open_archive, parse_xml
from policylint.reading.odt.elements import texts
from policylint.reading.odt.lists import ListStyles
from policylint.reading.odt.names import DC, META, OFFICE, STYLE, TABLE, TEXT, is_true, whole
from policylint.reading.odt.styles import Styles, style_parts
from policylint.reading.odt.walker import Walker
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions

__all__ = ["read_odt", "texts"]

_RUNNING = tuple(
    STYLE + name for name in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
)


def read_odt(data: bytes, options: ReadingOptions) -> RawDocument:
    """Read an OpenDocument text.

    ``options.changes`` says whether tracked changes count as made. Hidden text and comments are left
    out. Pieces carry the node numbers that ``texts`` explains. Pages are given where the file marks
    where each begins. Raises ``InputError``: ``encrypted``, ``broken-file`` or ``too-large``.
    """
    archive = open_archive(data)
    manifest = "META-INF/manifest.xml"
    if archive.has(manifest) and b"encryption-data" in archive.read(manifest):
        raise InputError("encrypted", "The file is protected by a password; save a copy without one.")
    content = _part(archive, "content.xml")
    if content is None:
        raise InputError("broken-file", "The file has no content.xml; open and save it again.")
    style_root = _part(archive, "styles.xml")
    meta = _part(archive, "meta.xml")
    common, master_automatic = style_parts(style_root)
    _, automatic = style_parts(content)
    styles = Styles(common, automatic)
    list_styles = ListStyles((common, automatic))
    accepted = options.changes != "rejected"
    pages = _page_count(meta)
    page = 1 if pages is not None and _marked_pages(content, styles) == pages else None
    blocks = Walker(styles, list_styles, accepted=accepted, page=page).read(content)
    master_styles = Styles(common, master_automatic), ListStyles((common, master_automatic))
    return RawDocument(
        "odt",
        tuple(blocks),
        title=_title(meta),
        pages=pages,
        running=tuple(_running(style_root, *master_styles)),
        languages=styles.languages,
    )


def _part(archive: Archive, name: str) -> etree._Element | None:
    return parse_xml(archive.read(name), name) if archive.has(name) else None


def _title(meta: etree._Element | None) -> str | None:
    found = meta.findtext(f".//{DC}title") if meta is not None else None
    return " ".join(found.split()) or None if found else None


def _page_count(meta: etree._Element | None) -> int | None:
    statistic = meta.find(f".//{META}document-statistic") if meta is not None else None
    return whole(statistic.get(META + "page-count"), 0) or None if statistic is not None else None


def _marked_pages(content: etree._Element, styles: Styles) -> int | None:
    """How many pages the text's own breaks make; ``None`` if soft breaks are not marked in the file."""
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None or not is_true(text.get(TEXT + "use-soft-page-breaks")):
        return None
    pages = 1
    first = True
    for element in text.iter(TEXT + "p", TEXT + "h", TABLE + "table", TEXT + "soft-page-break"):
        if not first and element.tag == TEXT + "soft-page-break":
            pages += 1
        elif not first:
            namespace, family = (TABLE, "table") if element.tag == TABLE + "table" else (TEXT, "paragraph")
            pages += styles.starts_page(family, element.get(namespace + "style-name", ""))
        first = False
    return pages


def _running(root: etree._Element | None, styles: Styles, list_styles: ListStyles) -> Iterator[RawBlock]:
    """The text of headers and footers, each once: page styles repeat them."""
    seen: set[str] = set()
    for element in root.iter(*_RUNNING) if root is not None else ():
        if element.get(STYLE + "display") == "false":
            continue
        for block in Walker(styles, list_styles, accepted=True, placed=False).read(element):
            parts = [cell.pieces for cell in block.cells] or [block.pieces]
            for pieces in parts:
                text = "".join(piece.text for piece in pieces)
                if text.strip() and text not in seen:
                    seen.add(text)
                    plain = replace(block, kind=BlockKind.PARAGRAPH, role=BlockRole.RUNNING, pieces=pieces)
                    yield replace(plain, cells=(), table=None, row=None, label="", level=0, header=False)
