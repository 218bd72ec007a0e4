"""What a format's reader hands over: blocks as the file has them, before the shared outline pass.

A reader knows its format and nothing of policy documents. It gives runs of text with their places and
whatever the file says of structure (styles, list levels, tables). Everything judged by look (typed
clause numbers, bold lines that serve as headings, contents pages, section paths) is decided once,
for all formats, in ``outline``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policylint.document import BlockKind, BlockRole, FrontMatter, Notice, Remark


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands unbroken in the source, with where it begins.

    ``line``/``column`` count from 1; ``page`` from 1; ``node``/``at`` as in ``document.Segment``.
    Text that stands in no single place (a joining space, a computed character) has none of these.
    """

    text: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    node: int | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class RawCell:
    """A table cell. Paragraphs of one cell are joined by a piece holding a single newline.

    ``column`` counts grid columns from 0, ``span`` the columns covered. A vertically merged cell is
    given in its first row only, with ``rows`` the number of rows it covers.
    """

    pieces: tuple[Piece, ...]
    column: int
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block as the file has it.

    ``level``: outline level of a heading by style or tag (from 1), depth of a native list item (from
    1), else 0. ``label``: the number or bullet the file computes ("4.1", "(b)", "•"); a typed one
    stays in the text. ``bold``: every visible letter is bold. ``size``: font size in points of most
    letters, where the format says. ``indent``: left edge in points from the text margin, where known.
    ``table``/``row``: the document's nth table and its nth row, from 1, for rows. ``header``: the file
    marks the row as a header row. ``page``: page on which it begins, from 1.
    """

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    label: str = ""
    level: int = 0
    role: BlockRole = BlockRole.BODY
    bold: bool = False
    size: float | None = None
    indent: float | None = None
    page: int | None = None
    cells: tuple[RawCell, ...] = ()
    header: bool = False
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Everything a reader gives. ``title`` is the file's own property or first title-styled text."""

    format: str
    blocks: tuple[RawBlock, ...]
    title: str | None = None
    pages: int | None = None
    running: tuple[RawBlock, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
    languages: tuple[str, ...] = ()
    """Languages the file itself declares (BCP 47), a hint only."""
    remarks: tuple[Remark, ...] = ()
    front: FrontMatter | None = None
    source: str = field(default="", repr=False)
    """The decoded text that lines and columns count in, where the format is text."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Choices a user has in reading.

    ``changes``: Word and ODT tracked changes read as if ``accepted`` or ``rejected``.
    ``pdf_engine``: ``pdfium`` (fast) or ``pdfplumber`` (slow, for comparison).
    """

    changes: str = "accepted"
    pdf_engine: str = "pdfium"
