"""PDF files to raw blocks: pdfium reads the pages, the layout decides what belongs together."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing

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
from policylint.reading.pdf.tally import Tally
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions

MAX_PAGES = 5_000
"""Pages read of one document; the rest is left out and told."""


def read_pdf(data: bytes, options: ReadingOptions) -> RawDocument:
    """Read a PDF held in memory.

    Blocks come in reading order, with places that are pdfium's character indexes (none where pdfplumber
    read the page). Raises ``InputError`` with ``empty-file``, ``encrypted``, ``broken-file`` or ``no-text``.
    """
    if not data:
        raise InputError("empty-file", "The file is empty.")
    slow = options.pdf_engine == "pdfplumber"
    tally = Tally()
    running: dict[str, RawBlock] = {}
    with closing(open_document(data)) as document:
        count = len(document)
        pages = min(count, MAX_PAGES)
        title, language = document_title(document), document_language(document)
        # The pages must be closed before the document is, whatever happens in between.
        with closing(_plumber_sheets(data, pages) if slow else read_sheets(document, pages)) as sheets:
            leaves = list(_leaves(sheets, tally, running))
    tally.check()
    notices = list(tally.notices())
    if count > MAX_PAGES:
        notices.append(
            Notice("page-limit", f"Only the first {MAX_PAGES:,} of {count:,} pages were read; split the file.")
        )
    if tally.pages < pages:
        notices.append(
            Notice("pages-lost", f"pdfplumber read {tally.pages} of {pages} pages; read the file with pdfium.")
        )
    return RawDocument(
        format="pdf",
        blocks=tuple(_blocks(leaves, running)),
        title=title,
        pages=count,
        running=tuple(running.values()),
        notices=tuple(notices),
        languages=(language,) if language else (),
    )


def _plumber_sheets(data: bytes, pages: int) -> Generator[Sheet | None, None, None]:
    from policylint.reading.pdf.plumber import plumber_sheets

    return plumber_sheets(data, pages)


def _leaves(sheets: Iterable[Sheet | None], tally: Tally, running: dict[str, RawBlock]) -> Iterator[Leaf]:
    """Lay the pages out one by one; a tagged file's artifacts are running lines."""
    for sheet in sheets:
        if sheet is None:
            tally.count(sheet)
            continue
        leaf = Leaf(sheet.index, sheet.width, sheet.height)
        tagged = tagged_parts(sheet)
        if tagged is not None:
            leaf.parts, leaf.notes, artifacts = tagged
            for line in artifacts:
                if any(map(str.isalnum, line.text)):  # not the dots of leaders
                    running.setdefault(fold_digits(line.text)[0], running_block(line.pieces, sheet.index))
        else:
            grids, words = find_grids(sheet)
            leaf.parts.extend(page_parts(sheet.index, words, grids))
            leaf.rules = [box for box in sheet.rules if box.x1 - box.x0 > 20]
        tally.count(sheet)
        yield leaf


def _blocks(leaves: Sequence[Leaf], running: dict[str, RawBlock]) -> list[RawBlock]:
    """The document's blocks; running lines found on the way are added to ``running``."""
    split_running(leaves, running)
    body = body_size(line for leaf in leaves for line in leaf.all_lines())
    for leaf in leaves:
        split_notes(leaf, body)
    set_bounds(leaves)
    return document_blocks(leaves, Hyphens(_texts(leaves)))


def _texts(leaves: Sequence[Leaf]) -> Iterator[str]:
    """The document's text line by line, a table at a time."""
    for leaf in leaves:
        for line in leaf.all_lines():
            yield line.text
        for note in leaf.notes:
            yield from (line.text for line in note.lines)
        for part in leaf.parts:
            if isinstance(part, Grid):
                yield " ".join(word.text for word in part.words)
