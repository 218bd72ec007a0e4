"""PDF reading: paragraphs and their places, files that cannot be read, pages that stand askew."""

from __future__ import annotations

import pypdfium2
import pytest

from policylint.document import BlockKind, BlockRole
from policylint.errors import InputError
from policylint.reading import pdf as reader
from policylint.reading.pdf import read_pdf
from policylint.reading.pdf.hyphens import Hyphens, Joint
from policylint.reading.pdf.pages import READABLE
from policylint.reading.raw import ReadingOptions
from tests.reading.pdf_files import LEFT, Page, pdf

LONG = (
    "The Board shall meet four times a year and shall publish what it decides within ten working days of each"
    " meeting, with its reasons, unless the Chair and the members who use services agree on a later day."
)


def read(*pages, engine="pdfium", **made):
    return read_pdf(pdf(*pages, **made), ReadingOptions(pdf_engine=engine))


def said(block):
    """A block's text; a row's cells parted by bars."""
    if block.cells:
        return " | ".join("".join(piece.text for piece in cell.pieces) for cell in block.cells)
    return "".join(piece.text for piece in block.pieces)


def texts(document, **wanted):
    """The texts of blocks with the given attributes."""
    return [said(b) for b in document.blocks if all(getattr(b, k) == v for k, v in wanted.items())]


def problem(data, engine="pdfium"):
    with pytest.raises(InputError) as caught:
        read_pdf(data, ReadingOptions(pdf_engine=engine))
    return caught.value.code


def test_a_wrapped_paragraph_is_one_block_with_a_piece_for_each_line():
    page = Page()
    page.paragraph(120, LONG)
    data = pdf(page)
    document = read_pdf(data, ReadingOptions())
    assert texts(document) == [LONG]
    block = document.blocks[0]
    assert (block.kind, block.page, block.size, block.bold) == (BlockKind.PARAGRAPH, 1, 10.0, False)
    placed = [piece for piece in block.pieces if piece.node is not None]
    assert len(placed) == 3
    opened = pypdfium2.PdfDocument(data)
    sheet = opened[0]
    text_page = sheet.get_textpage()
    for piece in placed:
        assert text_page.get_text_range(piece.at, len(piece.text)) == piece.text
        assert (piece.page, piece.node) == (1, 0)


def test_places_stay_true_on_every_page_and_behind_special_characters():
    pages = [Page(), Page()]
    for page in pages:
        page.text(LEFT, 120, "“Carer” means anyone – paid or not – who cares; costs are met in £.")
    data = pdf(*pages)
    document = read_pdf(data, ReadingOptions())
    piece = document.blocks[1].pieces[0]
    assert (piece.page, piece.node) == (2, 1)
    opened = pypdfium2.PdfDocument(data)
    sheet = opened[1]
    text_page = sheet.get_textpage()
    assert text_page.get_text_range(piece.at, len(piece.text)) == piece.text


def test_a_line_ended_on_purpose_ends_its_paragraph():
    page = Page()
    y = page.paragraph(120, LONG)
    page.lines(y, ["The Chair is elected", "Minutes are kept"])
    assert texts(read(page)) == [LONG, "The Chair is elected", "Minutes are kept"]


def test_a_gap_an_indent_a_size_and_bold_letters_begin_a_paragraph():
    page = Page()
    full = "Every word of this line is there to fill it up to its very end, which it does."
    assert len(full) == 78
    page.lines(120, [full])
    page.lines(120 + 20, [full])
    page.lines(200, [full])
    page.lines(212, [full], x=LEFT + 40)
    page.lines(260, [full])
    page.lines(272, [full], font="bold")
    page.lines(320, [full])
    page.lines(332, [full[:60]], size=12)
    assert len(read(page).blocks) == 8


def test_items_are_blocks_of_their_own_with_their_labels_in_the_text():
    page = Page()
    y = page.paragraph(120, "4.1 " + LONG)
    y = page.lines(y, ["4.2 The quorum is five, of whom two shall be carers:"])
    y = page.lines(y, ["(a) two carers;", "(b) three members of staff; and"], x=LEFT + 20)
    page.lines(y, ["• one observer"], x=LEFT + 20)
    document = read(page)
    assert texts(document) == [
        "4.1 " + LONG,
        "4.2 The quorum is five, of whom two shall be carers:",
        "(a) two carers;",
        "(b) three members of staff; and",
        "• one observer",
    ]
    assert [round(b.indent) for b in document.blocks] == [0, 0, 20, 20, 20]


def test_lines_of_a_hanging_item_belong_to_it():
    page = Page()
    y = 120
    for label, words in (("4.1", LONG), ("4.2", LONG)):
        page.text(LEFT, y, label)
        y = page.paragraph(y, words, x=LEFT + 48, columns=70)
    assert texts(read(page)) == ["4.1 " + LONG, "4.2 " + LONG]


def test_a_number_that_a_line_happens_to_begin_with_is_no_label():
    page = Page()
    page.lines(
        120,
        [
            "Members are paid for preparing and for attending, as is set out in paragraph",
            "4.2 above and in the schedule, within the limits that the members agree each",
            "14 days before the meeting.",
        ],
    )
    assert len(read(page).blocks) == 1


def test_a_bold_run_in_heading_begins_a_paragraph():
    page = Page()
    page.lines(120, [("word " * 15).strip() + " ended."])
    page.text(LEFT, 132, "Quorum.", font="bold")
    page.text(LEFT + 48, 132, "Five members, of whom two are carers.")
    assert texts(read(page))[1] == "Quorum. Five members, of whom two are carers."


def test_an_unfinished_paragraph_goes_on_over_the_page():
    one, two = Page(), Page()
    one.lines(700, ["The members who use services choose the person who chairs the Board and its"])
    two.lines(120, ["panels, for two years at a time.", "The next paragraph."])
    document = read(one, two)
    assert texts(document) == [
        "The members who use services choose the person who chairs the Board and its panels, for two years at a time.",
        "The next paragraph.",
    ]
    assert [piece.page for piece in document.blocks[0].pieces if piece.page] == [1, 2]


def test_a_finished_sentence_does_not():
    one, two = Page(), Page()
    one.lines(700, ["The members choose the Chair."])
    two.lines(120, ["Papers are sent out two weeks ahead."])
    assert len(read(one, two).blocks) == 2


def test_words_broken_at_a_line_end_are_mended_by_the_document_itself():
    page = Page()
    y = page.lines(
        120,
        [
            "We believe in co-production, and each organisation that we fund is expected to",
            "say in its yearly report what co-",
            "production has changed for the people who use what the organi-",
            "sation provides, and how its long-",
            "term plans were made.",
        ],
    )
    assert y
    (text,) = texts(read(page))
    assert "what co-production has" in text
    assert "the organisation provides" in text
    assert "long-term plans" in text


@pytest.mark.parametrize(
    ("lines", "before", "after", "joint"),
    [
        (["organisation"], "the organi-", "sation", Joint.DROP),
        (["co-production co-production"], "what co-", "production is", Joint.KEEP),
        (["sub-paragraph subparagraph subparagraph"], "each sub-", "paragraph", Joint.DROP),
        ([], "a self-", "advocate", Joint.KEEP),
        (["the xyzzi-"], "the xyzzi-", "bar", Joint.DROP),
        (["a staff group"], "the staff -", "and others", Joint.SPACE),
        (["organisation"], "an organi -", "sation", Joint.DROP),
        ([], "Mid-", "West", Joint.KEEP),
        ([], "2024-", "2025", Joint.KEEP),
        ([], "the end.", "New", Joint.SPACE),
        ([], "soft\u00ad", "ware", Joint.DROP),
    ],
)
def test_hyphens_at_line_ends(lines, before, after, joint):
    assert Hyphens([*lines, before]).joint(before, after) is joint


def test_blocks_drawn_without_a_space_between_them_are_kept_apart():
    page = Page()
    page.text(LEFT, 120, "Answer within 24 hours.")
    page.text(LEFT + 4, 420, "ACME Group plc")
    page.text(LEFT, 132, "Then tell the Board.")
    found = texts(read(page))
    assert "ACME Group plc" in found
    assert not any("hours.ACME" in text for text in found)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("rotate", "left", "bottom"), [(0, 0, 0), (90, 0, 0), (180, 0, 0), (270, 0, 0), (0, -50, 300), (90, 36, 18)]
)
def test_pages_are_read_as_they_are_displayed(engine, rotate, left, bottom):
    page = Page(rotate=rotate, left=left, bottom=bottom)
    turn = {
        0: None,
        90: lambda x, y: f"0 1 -1 0 {y + left} {x + bottom}",
        180: lambda x, y: f"-1 0 0 -1 {595 - x + left} {y + bottom}",
        270: lambda x, y: f"0 -1 1 0 {595 - y + left} {842 - x + bottom}",
    }[rotate]
    for number, line in enumerate(["The Board shall meet four times a", "year and shall publish its minutes."]):
        y = 120 + 12 * number
        page.text(LEFT, y, line, turn=turn and turn(LEFT, y))
    document = read(page, engine=engine)
    assert " ".join(texts(document)) == "The Board shall meet four times a year and shall publish its minutes."
    assert document.blocks[0].indent == pytest.approx(0, abs=0.1)


def test_a_page_drawn_sideways_is_read_as_if_turned():
    page = Page()
    for number, line in enumerate(["The Board shall meet four times a", "year."]):
        page.text(0, 0, line, turn=f"0 1 -1 0 {100 + 12 * number} 80")
    assert " ".join(texts(read(page))) == "The Board shall meet four times a year."


def test_scaled_fonts_are_measured_as_drawn():
    page = Page()
    page.text(0, 0, "The Board shall meet.", size=1, turn="12 0 0 12 60 700")
    assert read(page).blocks[0].size == pytest.approx(12, abs=0.1)


def test_symbol_font_bullets_become_bullets():
    assert "\uf0b7 two carers".translate(READABLE) == "• two carers"


def test_title_and_language_are_the_file_s_own():
    page = Page()
    page.text(LEFT, 120, "The Board shall meet.")
    document = read(page, title="Board terms", language="en-GB")
    assert (document.title, document.languages, document.pages) == ("Board terms", ("en-GB",), 1)
    assert read(page, title="Microsoft Word - terms.docx").title is None
    assert read(page).title is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7\n", "broken-file"),
        (b"<html>no</html>", "broken-file"),
        (bytes(range(256)) * 20, "broken-file"),
        (pdf(), "broken-file"),
        (pdf(Page()), "no-text"),
    ],
)
def test_files_that_cannot_be_read(data, code):
    assert problem(data) == code


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_truncated_file_raises_nothing_but_input_error(share):
    page = Page()
    page.paragraph(120, LONG)
    data = pdf(page)
    try:
        document = read_pdf(data[: int(len(data) * share)], ReadingOptions())
    except InputError as error:
        assert error.code in {"broken-file", "no-text"}
    else:
        assert texts(document) == [LONG]


def test_fewer_than_five_letters_are_no_text():
    page = Page()
    page.text(LEFT, 120, "Page")
    assert problem(pdf(page)) == "no-text"


def test_a_user_password_is_told_and_an_owner_password_does_not_matter():
    page = Page()
    page.paragraph(120, LONG)
    assert problem(pdf(page, user="secret")) == "encrypted"
    assert problem(pdf(page, user="secret"), "pdfplumber") == "encrypted"
    assert texts(read(page, user="")) == [LONG]


@pytest.mark.parametrize(
    "letters",
    ["\x03\x04\x05\x06\x07\x0e\x0f\x10" * 6, "".join(chr(ord(letter) - 29) for letter in "The Board shall meet.")],
)
def test_letters_that_a_font_does_not_name_are_no_text(letters):
    unnamed = (
        "/Type/Font/Subtype/Type0/BaseFont/ABCDEF+Odd/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/ABCDEF+Odd/DW 600/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>>>]"
    )
    page = Page()
    page.text(LEFT, 120, "".join(f"\x00{letter}" for letter in letters))
    assert problem(pdf(page, fonts=[unnamed, unnamed])) == "no-text"


def test_old_fonts_whose_codes_are_letters_are_read():
    glyphs = "".join(f"/g{number}" for number in range(96))
    bitmap = (
        "/Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 32/LastChar 127"
        f"/Widths[{'600 ' * 96}]/CharProcs<<>>/Encoding<</Type/Encoding/Differences[32{glyphs}]>>"
    )
    page = Page()
    page.text(LEFT, 120, "The Board shall meet four times a year.")
    assert texts(read(page, fonts=[bitmap, bitmap])) == ["The Board shall meet four times a year."]


def test_a_page_without_readable_text_among_others_is_told():
    one, two = Page(), Page()
    one.paragraph(120, LONG)
    two.drawn.append("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q")
    document = read(one, two)
    (notice,) = document.notices
    assert notice.code == "pages-without-text"
    assert "Page 2 " in notice.message


def test_pages_beyond_the_limit_are_left_out_and_told(monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    pages = [Page() for _ in range(3)]
    for number, page in enumerate(pages):
        page.text(LEFT, 300, f"The Board shall do the thing called {'abc'[number]}.")
    document = read(*pages)
    assert len(document.blocks) == 2
    assert document.pages == 3
    assert [notice.code for notice in document.notices] == ["page-limit"]


def test_a_page_listed_over_and_over_ends(monkeypatch):
    page = Page()
    page.text(LEFT, 300, "The Board shall meet.")
    monkeypatch.setattr(reader, "MAX_PAGES", 50)
    document = read(page, kids=[0] * 400)
    assert document.pages == 400
    assert len(document.blocks) == 50


def test_more_text_than_one_page_can_hold_is_cut_and_told(monkeypatch):
    monkeypatch.setattr("policylint.reading.pdf.pages.MAX_CHARACTERS", 100)
    page = Page()
    page.paragraph(120, LONG)
    document = read(page)
    assert [notice.code for notice in document.notices] == ["page-cut"]
    assert LONG.startswith(texts(document)[0])


def test_an_error_between_pages_closes_them_before_the_document(monkeypatch):
    def fail(sheet):
        raise ZeroDivisionError

    monkeypatch.setattr(reader, "find_grids", fail)
    page = Page()
    page.paragraph(120, LONG)
    with pytest.raises(ZeroDivisionError):
        read(page, page)
    monkeypatch.undo()
    assert texts(read(page)) == [LONG]


def test_watermarks_at_an_angle_stand_behind_the_text():
    page = Page()
    page.text(0, 0, "DRAFT", size=60, turn="0.7 0.7 -0.7 0.7 100 200")
    page.paragraph(120, LONG)
    assert texts(read(page)) == [LONG, "DRAFT"]


def test_running_text_is_never_body():
    pages = [Page() for _ in range(3)]
    for page in pages:
        page.paragraph(120, LONG)
        page.text(LEFT, 40, "Riverside Trust")
    document = read(*pages)
    assert [block.role for block in document.running] == [BlockRole.RUNNING]
    assert "Riverside" not in " ".join(texts(document))
