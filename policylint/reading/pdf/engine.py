"""Pages by pdfium, one after the other, each closed before the next is opened."""

from __future__ import annotations

import ctypes
from collections.abc import Generator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from policylint.errors import InputError
from policylint.reading.pdf.drawings import read_drawings
from policylint.reading.pdf.pages import read_words
from policylint.reading.pdf.sheet import Sheet
from policylint.reading.pdf.trees import read_tree


def open_document(data: bytes) -> Any:
    """A pdfium document. Raises ``InputError`` if it asks for a password or cannot be opened."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY}:
            raise InputError("encrypted", "The PDF is protected by a password; save a copy without one.") from error
        raise InputError("broken-file", "The PDF is damaged; export it again from the original.") from error


def document_title(document: Any) -> str | None:
    """The title the file itself gives, if it is one a person wrote."""
    title = " ".join(document.get_metadata_value("Title").split())
    title = title.removeprefix("Microsoft Word - ").strip()
    if not title or title.casefold() in {"untitled", "untitled document"} or title.lower().endswith((".doc", ".docx")):
        return None
    return str(title)


def document_language(document: Any) -> str | None:
    """The language the file declares (BCP 47)."""
    if not hasattr(c, "FPDFCatalog_GetLanguage"):
        return None
    buffer = (ctypes.c_ushort * 64)()
    length = c.FPDFCatalog_GetLanguage(document.raw, buffer, ctypes.sizeof(buffer))
    if not 2 < length <= ctypes.sizeof(buffer):
        return None
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace").strip() or None


def read_sheets(document: Any, pages: int) -> Generator[Sheet | None, None, None]:
    """The first ``pages`` pages; ``None`` for one that pdfium cannot load."""
    tagged = bool(c.FPDFCatalog_IsTagged(document.raw))
    for index in range(pages):
        page = c.FPDF_LoadPage(document.raw, index)
        if not page:
            yield None
            continue
        try:
            yield _read_sheet(page, index, tagged=tagged)
        finally:
            c.FPDF_ClosePage(page)


def _read_sheet(page: Any, index: int, *, tagged: bool) -> Sheet | None:
    sheet = Sheet(index, 0.0, 0.0)
    text_page = c.FPDFText_LoadPage(page)
    if not text_page:
        return None
    try:
        frame = read_words(sheet, page, text_page, tagged=tagged)
        if tagged and sheet.words:
            sheet.tree = read_tree(page)
        read_drawings(sheet, page, frame)
    finally:
        c.FPDFText_ClosePage(text_page)
    return sheet
