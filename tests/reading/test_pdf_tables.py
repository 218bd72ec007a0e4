"""PDF reading: ruled and unruled tables."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from pdfplumber.table import TableFinder

from policylint.document import BlockKind
from policylint.reading.pdf.ruling import find_cells, group_cells, strokes
from policylint.reading.pdf.sheet import Box
from tests.reading.pdf_files import LEFT, Page
from tests.reading.test_pdf import LONG, read, said, texts

XS = [60, 220, 380, 530]


def rows(document):
    return [block for block in document.blocks if block.kind is BlockKind.ROW]


def grid(page, top, cells, *, height=30, bold_head=False):
    """A table of three columns; a cell is a list of lines."""
    page.grid(XS, [top + height * n for n in range(len(cells) + 1)])
    for row, line in enumerate(cells):
        for column, words in enumerate(line):
            page.lines(
                top + height * row + 12,
                words if isinstance(words, list) else [words],
                x=XS[column] + 4,
                font="bold" if bold_head and not row else "plain",
            )


def shape(block):
    return [(cell.column, cell.span, cell.rows) for cell in block.cells]


def test_each_row_is_a_block_and_wrapped_lines_of_a_cell_are_joined():
    page = Page()
    page.paragraph(120, LONG)
    grid(
        page,
        180,
        [
            ["Task", "Who", "When"],
            [["Interviewing and choosing", "the new key workers"], "The panel", "Each spring"],
        ],
    )
    page.paragraph(300, LONG)
    document = read(page)
    assert texts(document) == [
        LONG,
        "Task | Who | When",
        "Interviewing and choosing the new key workers | The panel | Each spring",
        LONG,
    ]
    assert [(block.table, block.row, block.page) for block in rows(document)] == [(1, 1, 1), (1, 2, 1)]
    assert rows(document)[0].cells[1].pieces[0].node == 0


def test_paragraphs_of_a_cell_are_parted_by_a_newline():
    page = Page()
    grid(page, 120, [["Task", "Who", "When"], [["Pay members.", "Publish the rate."], "Board", "May"]])
    cell = rows(read(page))[1].cells[0]
    assert [piece.text for piece in cell.pieces] == ["Pay members.", "\n", "Publish the rate."]


def test_merged_cells_are_given_once_with_their_spans():
    page = Page()
    xs, ys = XS, [120, 150, 180, 210]
    for y in ys:
        page.rule(xs[0] if y != 180 else xs[1], y, xs[3], y)
    for x in xs:
        page.rule(x, ys[0] if x != xs[1] else ys[1], x, ys[3])
    page.text(64, 132, "Both columns")
    page.text(384, 132, "When")
    page.text(64, 162, "Over two rows")
    for y, words in ((162, "first"), (192, "second")):
        page.text(224, y, words)
        page.text(384, y, words + " day")
    found = rows(read(page))
    assert [shape(block) for block in found] == [
        [(0, 2, 1), (2, 1, 1)],
        [(0, 1, 2), (1, 1, 1), (2, 1, 1)],
        [(1, 1, 1), (2, 1, 1)],
    ]
    assert [said(block) for block in found][1:] == ["Over two rows | first | first day", "second | second day"]


def test_empty_cells_keep_their_place():
    page = Page()
    grid(page, 120, [["Task", "Who", "When"], ["Pay", "", "May"]])
    found = rows(read(page))[1]
    assert said(found) == "Pay |  | May"
    assert shape(found) == [(0, 1, 1), (1, 1, 1), (2, 1, 1)]


@pytest.mark.parametrize("mark", ["bold", "shaded", "none"])
def test_a_first_row_that_stands_out_is_the_header(mark):
    page = Page()
    if mark == "shaded":
        page.fill(60, 120, 530, 150)
    grid(page, 120, [["Task", "Who", "When"], ["Pay", "Board", "May"]], bold_head=mark == "bold")
    assert [block.header for block in rows(read(page))] == [mark != "none", False]


def test_a_table_goes_on_over_the_page_without_its_repeated_header():
    one, two = Page(), Page()
    grid(one, 700, [["Task", "Who", "When"], ["Pay", "Board", "May"]], bold_head=True)
    grid(two, 60, [["Task", "Who", "When"], ["Visits", "Carers", "June"]], bold_head=True)
    two.paragraph(300, LONG)
    document = read(one, two)
    assert [(said(block), block.table, block.row, block.page, block.header) for block in rows(document)] == [
        ("Task | Who | When", 1, 1, 1, True),
        ("Pay | Board | May", 1, 2, 1, False),
        ("Visits | Carers | June", 1, 3, 2, False),
    ]


def test_a_row_torn_by_the_page_end_is_mended():
    one, two = Page(), Page()
    grid(one, 700, [["Task", "Who", "When"], [["Visits to each house", "without notice, by"], "Carers", "June"]])
    grid(two, 120, [["carers and staff", "", ""], ["Pay", "Board", "May"]])
    document = read(one, two)
    assert [said(block) for block in rows(document)] == [
        "Task | Who | When",
        "Visits to each house without notice, by carers and staff | Carers | June",
        "Pay | Board | May",
    ]


def test_tables_with_other_columns_or_text_between_them_are_two():
    one, two = Page(), Page()
    grid(one, 120, [["Task", "Who", "When"], ["Pay", "Board", "May"]])
    one.paragraph(300, LONG)
    grid(two, 120, [["Seat", "Held by", "Votes"], ["Chair", "Carer", "1"]])
    assert [block.table for block in rows(read(one, two))] == [1, 1, 2, 2]


def test_a_frame_around_text_is_no_table():
    page = Page()
    page.grid([50, 540], [100, 170, 200])
    page.paragraph(120, LONG)
    assert texts(read(page)) == [LONG]


def test_a_table_without_lines_is_told_by_its_drawing():
    page = Page()
    page.paragraph(120, LONG)
    y = 200
    for name, meaning in (
        ("Carer", ["Anyone who looks after a relative or", "friend without being paid for it."]),
        ("Panel", ["The six members elected by the users", "of the service in each house."]),
        ("Board", ["The directors."]),
    ):
        page.text(LEFT, y, name)
        y = page.lines(y, meaning, x=LEFT + 120) + 6
    page.paragraph(400, LONG)
    assert texts(read(page)) == [
        LONG,
        "Carer | Anyone who looks after a relative or friend without being paid for it.",
        "Panel | The six members elected by the users of the service in each house.",
        "Board | The directors.",
        LONG,
    ]


def test_hanging_labels_are_no_table():
    page = Page()
    y = 120
    for label in ("4.1", "4.2", "(a)", "•"):
        page.text(LEFT, y, label)
        y = page.lines(y, ["The Board publishes what it decides", "and why."], x=LEFT + 60) + 6
    assert not rows(read(page))


def test_too_many_drawings_are_told(monkeypatch):
    monkeypatch.setattr("policylint.reading.pdf.drawings.MAX_PATHS", 5)
    page = Page()
    grid(page, 120, [["Task", "Who", "When"], ["Pay", "Board", "May"]])
    document = read(page)
    assert [notice.code for notice in document.notices] == ["tables-not-checked"]
    assert "Pay" in " ".join(texts(document))


def test_too_many_crossings_are_told(monkeypatch):
    monkeypatch.setattr("policylint.reading.pdf.ruling.MAX_STEPS", 5)
    page = Page()
    grid(page, 120, [["Task", "Who", "When"], ["Pay", "Board", "May"]])
    assert [notice.code for notice in read(page).notices] == ["tables-not-checked"]


class _Ruled:
    """What pdfplumber's finder asks of a page."""

    bbox = (0, 0, 600, 800)
    chars = ()

    def __init__(self, rules):
        self.edges = []
        for x0, top, x1, bottom in rules:
            level = x1 - x0 >= bottom - top
            x, y = (x0 + x1) / 2, (top + bottom) / 2
            self.edges.append(
                {
                    "x0": x0 if level else x,
                    "x1": x1 if level else x,
                    "top": y if level else top,
                    "bottom": y if level else bottom,
                    "width": x1 - x0 if level else 0,
                    "height": 0 if level else bottom - top,
                    "orientation": "h" if level else "v",
                    "object_type": "line",
                }
            )


def _random_rules(seed):
    """Lines of one to three tables, some sides missing, all a little off their places."""
    chance = random.Random(seed)
    rules = []
    for _ in range(chance.randint(1, 3)):
        xs = sorted(chance.sample(range(50, 550, 20), chance.randint(2, 6)))
        ys = sorted(chance.sample(range(50, 750, 15), chance.randint(2, 9)))
        for y in ys:
            for x0, x1 in pairwise(xs):
                if chance.random() < 0.85:
                    place = y + chance.uniform(-0.9, 0.9)
                    rules.append(Box(x0 + chance.uniform(-1, 1), place, x1 + chance.uniform(-1, 1), place + 0.5))
        for x in xs:
            for y0, y1 in pairwise(ys):
                if chance.random() < 0.85:
                    place = x + chance.uniform(-0.9, 0.9)
                    rules.append(Box(place, y0 + chance.uniform(-1, 1), place + 0.5, y1 + chance.uniform(-1, 1)))
    return rules


@pytest.mark.parametrize("seed", range(60))
def test_cells_and_tables_are_those_of_pdfplumber_s_finder(seed):
    rules = _random_rules(seed)
    theirs = sorted(sorted(table.cells) for table in TableFinder(_Ruled(rules)).tables)
    ours = sorted(sorted(group) for group in group_cells(find_cells(*strokes(rules))))
    assert [len(table) for table in ours] == [len(table) for table in theirs]
    for table, other in zip(ours, theirs, strict=True):
        for cell, same in zip(table, other, strict=True):
            assert tuple(cell) == pytest.approx(same, abs=1.5)
