"""PDF reading: columns, running lines, footnotes and contents pages."""

from __future__ import annotations

import textwrap

import pytest

from policylint.document import BlockKind, BlockRole
from tests.reading.pdf_files import LEFT, Page
from tests.reading.test_pdf import LONG, read, said, texts

FIRST = "The panel reads every report before it is published and may ask for one that it has not been sent. " * 3
SECOND = "Carers who sit on the panel are paid for their time and may bring a person of their choice with them. " * 3


def columns(page, y, first, second, *, row_by_row=False):
    """Two columns of 36 letters."""
    left, right = textwrap.wrap(first, 36), textwrap.wrap(second, 36)
    if not row_by_row:
        page.lines(y, left)
        page.lines(y, right, x=LEFT + 252)
        return
    for number in range(max(len(left), len(right))):
        for lines, x in ((left, LEFT), (right, LEFT + 252)):
            if number < len(lines):
                page.text(x, y + 12 * number, lines[number])


@pytest.mark.parametrize("row_by_row", [False, True])
def test_columns_are_read_one_after_the_other(row_by_row):
    page = Page()
    page.paragraph(120, LONG)
    columns(page, 180, FIRST, SECOND, row_by_row=row_by_row)
    page.paragraph(400, LONG)
    assert texts(read(page)) == [LONG, FIRST.strip(), SECOND.strip(), LONG]


def test_a_paragraph_goes_on_in_the_next_column():
    page = Page()
    lines = textwrap.wrap(FIRST + SECOND, 36)
    half = len(lines) // 2 + 1
    page.lines(120, lines[:half])
    page.lines(120, lines[half:], x=LEFT + 252)
    assert texts(read(page)) == [(FIRST + SECOND).strip()]


def test_indent_is_counted_from_the_column():
    page = Page()
    columns(page, 120, FIRST, SECOND)
    assert [block.indent for block in read(page).blocks] == [0, 0]


def test_three_columns():
    page = Page()
    thirds = [("one " * 25).strip(), ("two " * 25).strip(), ("three " * 17).strip()]
    for number, words in enumerate(thirds):
        page.lines(120, textwrap.wrap(words, 22), x=LEFT + 160 * number)
    assert " ".join(texts(read(page))) == " ".join(thirds)


def running_pages(count, footer, header="Riverside Trust — Terms of reference"):
    """Pages with a header, a footer made by a function of the page's number, and a text of their own."""
    pages = []
    for number in range(1, count + 1):
        page = Page()
        page.text(LEFT, 40, header, size=8)
        page.paragraph(120, f"Part {'abcdefghij'[number - 1]} of the text. " + LONG)
        page.text(LEFT, 800, footer(number), size=8)
        pages.append(page)
    return pages


@pytest.mark.parametrize(
    "footer",
    [
        lambda n: f"Version 2 · Page {n} of 4",
        str,
        lambda n: ["i", "ii", "iii", "iv"][n - 1],
        lambda n: f"- {n + 10} -",
        lambda n: "Uncontrolled when printed",
    ],
)
def test_headers_and_footers_are_kept_apart(footer):
    document = read(*running_pages(4, footer))
    assert [said(block) for block in document.running] == ["Riverside Trust — Terms of reference", footer(1)]
    assert {block.role for block in document.running} == {BlockRole.RUNNING}
    assert len(document.blocks) == 4
    assert all(text.startswith("Part") for text in texts(document))


def test_a_paragraph_goes_on_between_footer_and_header():
    one, two = running_pages(2, lambda n: f"Page {n}")
    one.text(LEFT, 780, "The members who use services choose the person who chairs the Board and its")
    two.drawn.pop(1)  # the first line of the text
    document = read(one, two)
    assert any("Board and its shall publish" in t or "chairs the Board and its" in t for t in texts(document))
    assert not any("Page" in text for text in texts(document))


def test_a_different_first_page_and_odd_and_even_footers():
    pages = running_pages(6, lambda n: "Board terms" if n % 2 else "Riverside Trust")
    pages[0].drawn.pop(0)
    document = read(*pages)
    assert len(document.blocks) == 6
    assert {said(block) for block in document.running} >= {"Board terms", "Riverside Trust"}


def test_numbered_lines_that_do_not_count_with_the_pages_stay():
    pages = running_pages(4, lambda n: f"{n} See section {[3, 9, 4, 7][n - 1]}.")
    document = read(*pages)
    assert [said(block) for block in document.running] == ["Riverside Trust — Terms of reference"]
    assert sum("See section" in text for text in texts(document)) == 4


def test_lines_at_different_heights_stay():
    pages = []
    for number in range(4):
        page = Page()
        page.text(LEFT, 40 + 9 * number, "The Board decides by consensus.")
        page.paragraph(200, LONG)
        pages.append(page)
    assert sum(text == "The Board decides by consensus." for text in texts(read(*pages))) == 4


def test_a_changing_chapter_name_beside_the_page_number_goes_too():
    pages = running_pages(4, lambda n: "Board terms")
    for number, page in enumerate(pages, start=1):
        page.text(LEFT, 60, ["Aims", "Members", "Meetings", "Pay"][number - 1], size=8)
        page.text(500, 60, f"Page {number}", size=8)
    assert len(read(*pages).blocks) == 4


def test_the_page_number_of_a_single_page_goes():
    page = Page()
    page.paragraph(120, LONG)
    page.text(280, 800, "Page 1 of 1")
    assert texts(read(page)) == [LONG]


def test_a_header_set_as_a_table_goes():
    pages = running_pages(3, lambda n: "Board terms", header="")
    for number, page in enumerate(pages, start=1):
        page.grid([60, 300, 530], [20, 40])
        page.text(64, 34, "Riverside Trust")
        page.text(304, 34, f"Page {number} of 3")
    document = read(*pages)
    assert not texts(document, kind=BlockKind.ROW)
    assert "Riverside Trust Page 1 of 3 " in [said(block) for block in document.running]


def footnoted():
    """A page whose paragraph has a note and runs on to the next page."""
    one, two = Page(), Page()
    one.text(LEFT, 680, "Members are paid for preparing and for attending")
    one.text(LEFT + 48 * 6, 676, "1", size=6)
    one.text(LEFT + 48 * 6 + 4, 680, ", at the rate that the")
    one.rule(LEFT, 700, LEFT + 140, 700)
    one.lines(712, ["Board sets each year."], size=8)
    one.drawn.pop()
    one.text(LEFT, 709, "1", size=5)
    one.text(LEFT + 6, 712, "The rate is published on the website of the Trust, where", size=8)
    one.text(LEFT, 722, "earlier rates can be found as well.", size=8)
    two.text(LEFT, 120, "Board sets for the year, and without being asked twice.")
    return one, two


def test_footnotes_stand_behind_the_text_of_their_page_and_leave_no_digit_in_it():
    document = read(*footnoted())
    assert [(block.kind, block.label, said(block)) for block in document.blocks] == [
        (
            BlockKind.PARAGRAPH,
            "",
            "Members are paid for preparing and for attending, at the rate that the"
            " Board sets for the year, and without being asked twice.",
        ),
        (
            BlockKind.NOTE,
            "1",
            "The rate is published on the website of the Trust, where earlier rates can be found as well.",
        ),
    ]


def test_a_footnote_number_of_the_notes_own_size_is_its_label():
    page = Page()
    page.paragraph(120, LONG)
    page.rule(LEFT, 700, LEFT + 140, 700)
    page.lines(712, ["1The rate is published.", "2 See the Act."], size=8)
    notes = [(block.label, said(block)) for block in read(page).blocks if block.kind is BlockKind.NOTE]
    assert notes == [("1", "The rate is published."), ("2", "See the Act.")]


def test_small_numbered_lines_without_a_rule_or_reference_are_no_notes():
    page = Page()
    page.paragraph(120, LONG)
    page.lines(712, ["1 The rate is published."], size=8)
    assert not texts(read(page), kind=BlockKind.NOTE)


def test_units_keep_their_raised_digits():
    page = Page()
    page.text(LEFT, 120, "The room has 40 m")
    page.text(LEFT + 17 * 6, 116, "2", size=6)
    page.text(LEFT + 18 * 6, 120, " or more.")
    assert texts(read(page)) == ["The room has 40 m2 or more."]


@pytest.mark.parametrize("leader", [" " + "." * 30, " " + " ." * 20 + " ", "  " + " " * 20])
def test_contents_pages(leader):
    one, two = Page(), Page()
    one.text(LEFT, 120, "Contents", font="bold", size=14)
    for number, name in enumerate(["Purpose", "Members of the Board", "Meetings", "Pay"]):
        one.text(
            LEFT,
            150 + 14 * number,
            f"{number + 1}. {name}" + leader.ljust(40 - len(name), leader[-1]) + str(number + 2),
        )
    two.paragraph(120, LONG)
    document = read(one, two)
    entries = [block for block in document.blocks if block.role is BlockRole.CONTENTS]
    assert len(entries) == 4
    assert " ".join(said(entries[0]).split()) == "1. Purpose 2"
    assert texts(document, role=BlockRole.BODY) == ["Contents", LONG]


def test_a_wrapped_contents_entry_is_one_block():
    page = Page()
    for number, name in enumerate(["Purpose", "Members"]):
        page.text(LEFT, 150 + 20 * number, f"{name} " + "." * 40 + f" {number + 2}")
    page.text(LEFT, 216, "How the Board decides and what happens when its members cannot agree on a thing")
    page.text(LEFT, 228, "that matters " + "." * 40 + " 4")
    entries = texts(read(page), role=BlockRole.CONTENTS)
    assert "How the Board decides and what happens when its members cannot agree on a thing that matters" in [
        " ".join(entry.split()[:-1]) for entry in entries
    ]


def test_lines_that_end_in_numbers_are_not_contents():
    page = Page()
    page.lines(120, ["The quorum is 5", "The Board has members numbering 12", "The panel has 9"])
    assert not texts(read(page), role=BlockRole.CONTENTS)
