"""PDF reading: pdfium and pdfplumber give the same blocks through the same layout."""

from __future__ import annotations

import pytest

from policylint.reading.pdf import plumber, read_pdf
from policylint.reading.raw import ReadingOptions
from tests.reading import test_pdf_layout as layout
from tests.reading import test_pdf_tables as tables
from tests.reading.pdf_files import LEFT, Page, pdf
from tests.reading.test_pdf import LONG, problem, read, said


def clauses():
    page = Page()
    page.text(LEFT, 90, "4 Membership", font="bold", size=14)
    y = page.paragraph(120, "4.1 " + LONG)
    y = page.lines(y, ["(a) two carers;", "(b) three members of staff."], x=LEFT + 20)
    page.paragraph(y + 20, LONG, font="bold")
    return [page]


def ruled():
    page = Page()
    page.fill(60, 120, 530, 150)
    tables.grid(page, 120, [["Task", "Who", "When"], [["Pay carers", "each month."], "", "May"]])
    page.paragraph(300, LONG)
    return [page]


def columned():
    page = Page()
    page.paragraph(120, LONG)
    layout.columns(page, 180, layout.FIRST, layout.SECOND)
    return [page]


def running():
    return layout.running_pages(4, lambda n: f"Version 2 · Page {n} of 4")


def noted():
    return list(layout.footnoted())


def moved():
    page = Page(left=-40, bottom=200)
    tables.grid(page, 120, [["Task", "Who", "When"], ["Pay", "Board", "May"]])
    page.paragraph(300, LONG)
    return [page]


@pytest.mark.parametrize("make", [clauses, ruled, columned, running, noted, moved])
def test_both_engines_give_the_same_blocks(make):
    pages = make()
    fast, slow = read(*pages), read(*pages, engine="pdfplumber")
    assert [said(block) for block in slow.blocks] == [said(block) for block in fast.blocks]
    for block, other in zip(fast.blocks, slow.blocks, strict=True):
        assert (other.kind, other.role, other.bold, other.header, other.label, other.page) == (
            block.kind,
            block.role,
            block.bold,
            block.header,
            block.label,
            block.page,
        )
        assert other.size == pytest.approx(block.size, abs=0.2) if block.size else other.size is None
        assert other.indent == pytest.approx(block.indent, abs=1) if block.indent is not None else True
        assert [(c.column, c.span, c.rows) for c in other.cells] == [(c.column, c.span, c.rows) for c in block.cells]
    assert [said(block) for block in slow.running] == [said(block) for block in fast.running]


def test_pdfplumber_s_words_have_no_place_to_write_back_to():
    (block,) = read(columned()[0], engine="pdfplumber").blocks[:1]
    assert {piece.node for piece in block.pieces} == {None}
    assert {piece.page for piece in block.pieces if piece.text != " "} == {1}


def test_pages_that_pdfplumber_loses_are_told(monkeypatch):
    real = plumber.pdfplumber.open

    def lossy(stream):
        document = real(stream)
        document._pages = document.pages[:1]
        return document

    monkeypatch.setattr(plumber.pdfplumber, "open", lossy)
    document = read(*running(), engine="pdfplumber")
    (notice,) = [notice for notice in document.notices if notice.code == "pages-lost"]
    assert "1 of 4" in notice.message
    assert document.pages == 4


def test_a_page_that_pdfplumber_cannot_read_is_told(monkeypatch):
    real = plumber._sheet

    def failing(page, index):
        if index == 1:
            raise TypeError
        return real(page, index)

    monkeypatch.setattr(plumber, "_sheet", failing)
    document = read(*running(), engine="pdfplumber")
    assert [notice.code for notice in document.notices] == ["pages-unreadable"]


def test_a_file_that_pdfplumber_cannot_open_is_an_input_error(monkeypatch):
    def fail(stream):
        raise KeyError("Root")

    monkeypatch.setattr(plumber.pdfplumber, "open", fail)
    assert problem(pdf(*clauses()), "pdfplumber") == "broken-file"


def test_pdfplumber_s_codes_for_unknown_letters_are_no_text(monkeypatch):
    real = plumber._word

    def coded(found, left, top):
        return real({**found, "text": "(cid:12)(cid:7)"}, left, top)

    monkeypatch.setattr(plumber, "_word", coded)
    assert problem(pdf(*clauses()), "pdfplumber") == "no-text"


def test_too_many_edges_are_told(monkeypatch):
    monkeypatch.setattr(plumber, "MAX_EDGES", 3)
    document = read_pdf(pdf(*ruled()), ReadingOptions(pdf_engine="pdfplumber"))
    assert [notice.code for notice in document.notices] == ["tables-not-checked"]
