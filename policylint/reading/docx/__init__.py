"""Reading Word documents (.docx, .docm and templates, transitional and strict).

The package is opened by this project's own bounded zip and XML opener and its tree walked once with
lxml. python-docx, which writes comments and changes back elsewhere, is not used to read: it loads every
part into memory, refuses strict and macro-enabled files, and its paragraphs leave out tracked
insertions, content controls, text boxes, notes and list numbers.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from policylint.document import Notice
from policylint.errors import InputError
from policylint.reading.docx.comments import remarks_of
from policylint.reading.docx.inline import UNREAD
from policylint.reading.docx.markup import R, W
from policylint.reading.docx.numbering import Numbering
from policylint.reading.docx.package import Package, open_package
from policylint.reading.docx.pages import pages_of
from policylint.reading.docx.paragraphs import PropertyReader
from policylint.reading.docx.properties import stored_pages, stored_title
from policylint.reading.docx.styles import Styles
from policylint.reading.docx.walker import BODY, RUNNING, Walker
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions

_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_DRAWN = {"chart": "chart", "chartEx": "chart", "diagramData": "diagram"}


def read_docx(data: bytes, options: ReadingOptions) -> RawDocument:
    """The blocks of a Word document held in memory.

    A piece's ``node`` counts the main part's text elements as ``markup.text_nodes`` does; text of notes
    and computed text has none. Raises ``InputError`` for anything that cannot be read or holds no text.
    """
    package = open_package(data)
    styles = Styles(package.parsed("styles"))
    numbering = Numbering(package.parsed("numbering"), lambda style: styles.paragraph(style).num_id)
    accepted = options.changes != "rejected"
    reader = PropertyReader(styles, numbering, accepted)
    walker = Walker(reader, BODY, _notes(package))
    blocks = walker.read(package.document, pages_of(package.document))
    if not any(block.pieces or any(cell.pieces for cell in block.cells) for block in blocks):
        raise InputError(
            "no-text",
            "The document holds no text, perhaps only pictures; save a copy with its words as text.",
        )
    return RawDocument(
        format="docx",
        blocks=tuple(blocks),
        title=walker.title or stored_title(package),
        pages=stored_pages(package),
        running=tuple(_running(package, reader)),
        notices=tuple(_notices(package, walker.unread, accepted)),
        languages=styles.languages,
        remarks=tuple(remarks_of(package)),
    )


def _notes(package: Package) -> dict[tuple[str, str], etree._Element]:
    """Foot- and endnotes by the tag and id of their references, without the separators."""
    notes = {}
    for name in ("footnote", "endnote"):
        root = package.parsed(f"{name}s")
        for note in root.iterchildren(W + name) if root is not None else ():
            if note.get(W + "type", "normal") == "normal":
                notes[f"{W}{name}Reference", note.get(W + "id", "")] = note
    return notes


def _running(package: Package, reader: PropertyReader) -> list[RawBlock]:
    """The headers and footers the sections name, each once."""
    blocks: list[RawBlock] = []
    references = package.document.iter(W + "headerReference", W + "footerReference")
    for identity in dict.fromkeys(reference.get(R + "id", "") for reference in references):
        relation = package.relations.get(identity)
        if relation is not None and package.archive.has(relation.part):
            blocks += Walker(reader, RUNNING).read(package.parse(relation.part))
    return blocks


def _notices(package: Package, unread: Counter[str], accepted: bool) -> list[Notice]:
    notices = []
    if next(package.document.iter(*_CHANGES), None) is not None:
        view = "accepted" if accepted else "rejected"
        notices.append(
            Notice("tracked-changes", f"The document holds tracked changes; it was read as if all were {view}.")
        )
    skipped: Counter[str] = Counter()
    for tag, count in unread.items():
        skipped[UNREAD[tag]] += count
    for relation in package.relations.values():
        if relation.kind in _DRAWN:
            skipped[_DRAWN[relation.kind]] += 1
    for name, count in skipped.items():
        some = f"{count} {name}{'s' if count > 1 else ''}"
        notices.append(Notice("skipped-part", f"The words in {some} were not read."))
    return notices
