"""PDF files to raw blocks: pdfium reads the pages, the layout decides what belongs together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from policylint.document import Notice
from policylint.errors import InputError
from policylint.reading.pdf.blocks import document_blocks
from policylint.reading.pdf.engine import document_language, document_title, open_document, read_sheets
from policylint.reading.pdf.hyphens import Hyphens
from policylint.reading.pdf.layout import page_parts
from policylint.reading.pdf.leaf import Leaf, body_size, set_bounds
from policylint.reading.pdf.notes import split_notes
from policylint.reading.pdf.running import fold_digits, running_block, split_running
from policylint.reading.pdf.sheet import Sheet
from policylint.reading.pdf.tables import Grid, find_grids
from policylint.reading.pdf.tags import tagged_parts
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions

MAX_PAGES = 5_000
"""Pages read of one document; the rest is left out and told."""
LEAST_TEXT = 5
"""Readable characters below which a document counts as having no text."""
_NO_TEXT = (
    "The PDF holds no text (a scan?); run it through text recognition or export it again from the original."
)


def read_pdf(data: bytes, options: ReadingOptions) -> RawDocument:
    """Read a PDF held in memory.

    Blocks come in reading order with places that are pdfium's character indexes (none where
    pdfplumber read the page). Raises ``InputError`` with ``encrypted``, ``broken-file`` or ``no-text``.
    """
    if not data:
        raise InputError("empty-file", "The file is empty.")
    document = open_document(data)
    try:
        count = len(document)
        title, language = document_title(document), document_language(document)
        pages = min(count, MAX_PAGES)
        if options.pdf_engine == "pdfplumber":
            from policylint.reading.pdf.plumber import plumber_sheets  # noqa: PLC0415 - slow to load

            sheets: Iterable[Sheet | None] = plumber_sheets(data, pages)
        else:
            sheets = read_sheets(document, pages)
        read = _lay_out(sheets)
    finally:
        document.close()
    if count > MAX_PAGES:
        read.notices.append(
            Notice(
                "page-limit", f"Only the first {MAX_PAGES:,} of {count:,} pages were read; split the file."
            )
        )
    if options.pdf_engine == "pdfplumber" and read.pages < pages:
        read.notices.append(
            Notice("pages-lost", f"pdfplumber read {read.pages} of {pages} pages; read the file with pdfium.")
        )
    read.notices.extend(_judged(read))
    return _raw_document(read, title, count, (language,) if language else ())


@dataclass(slots=True)
class _Read:
    """The pages laid out, with what was noticed on the way."""

    leaves: list[Leaf] = field(default_factory=list)
    artifacts: dict[str, RawBlock] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    pages: int = 0
    characters: int = 0
    usable: int = 0
    unreadable: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unruled: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)


def _lay_out(sheets: Iterable[Sheet | None]) -> _Read:
    read = _Read()
    for index, sheet in enumerate(sheets):
        read.pages += 1
        if sheet is None:
            read.unreadable.append(index + 1)
            continue
        leaf = Leaf(sheet.index, sheet.width, sheet.height)
        tagged = tagged_parts(sheet)
        if tagged is not None:
            leaf.parts, leaf.notes, artifacts = tagged
            for line in artifacts:
                folded = fold_digits(line.text)[0]
                read.artifacts.setdefault(folded, running_block(line.pieces, sheet.index))
        else:
            grids = find_grids(sheet)
            leaf.parts = page_parts(sheet, grids)
            leaf.rules = [
                (box.x0, box.x1, box.top)
                for box in sheet.rules
                if box.x1 - box.x0 > 20 and box.bottom - box.top < 3
            ]
        read.leaves.append(leaf)
        read.characters += sheet.characters
        read.usable += sheet.usable
        for numbers, said in (
            (read.pictures, sheet.pictures and sheet.usable < LEAST_TEXT),
            (read.unruled, sheet.unruled),
            (read.cut, sheet.cut),
        ):
            if said:
                numbers.append(sheet.index + 1)
    return read


def _judged(read: _Read) -> Iterator[Notice]:
    """What to tell of the pages; raises ``InputError`` if there is nothing to judge."""
    if read.pages and len(read.unreadable) == read.pages:
        raise InputError("broken-file", "No page of the PDF can be read; export it again from the original.")
    if read.usable < LEAST_TEXT or read.usable * 2 < read.characters:
        raise InputError("no-text", _NO_TEXT)
    lost = read.characters - read.usable
    if lost * 50 > read.characters:
        share = round(100 * lost / read.characters)
        yield Notice(
            "undecodable-text",
            f"{share} % of the characters cannot be read: a font does not say which letters it draws."
            " Export the PDF again from the original.",
        )
    for code, numbers, text in (
        ("pages-unreadable", read.unreadable, "cannot be read and was not checked"),
        ("pages-without-text", read.pictures, "holds only a picture (a scan?) and was not checked"),
        (
            "tables-not-checked",
            read.unruled,
            "holds too many drawings to look for tables: they were read as text",
        ),
        ("page-cut", read.cut, "holds more text than is read of one page: its end was not checked"),
    ):
        if numbers:
            yield Notice(code, f"{_named(numbers)} {text if len(numbers) == 1 else _plural(text)}.")


def _named(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (
        f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    )
    return f"Page {shown}" if len(numbers) == 1 else f"Pages {shown}"


def _plural(text: str) -> str:
    return text.replace("holds", "hold").replace("was not", "were not").replace("its end", "their ends")


def _raw_document(read: _Read, title: str | None, pages: int, languages: tuple[str, ...]) -> RawDocument:
    leaves = read.leaves
    running = [*read.artifacts.values(), *split_running(leaves, read.artifacts.keys())]
    body = body_size(line for leaf in leaves for line in leaf.all_lines())
    for leaf in leaves:
        split_notes(leaf, body)
    set_bounds(leaves)
    hyphens = Hyphens(_texts(leaves))
    blocks = document_blocks(leaves, hyphens)
    return RawDocument("pdf", tuple(blocks), title, pages, tuple(running), tuple(read.notices), languages)


def _texts(leaves: Sequence[Leaf]) -> Iterator[str]:
    """The document's text line by line, cells word by word."""
    for leaf in leaves:
        for line in leaf.all_lines():
            yield line.text
        for note in leaf.notes:
            yield from (line.text for line in note.lines)
        for part in leaf.parts:
            if isinstance(part, Grid):
                yield " ".join(word.text for word in part.words)
