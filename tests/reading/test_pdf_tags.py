"""PDF reading: tagged files."""

from __future__ import annotations

from policylint.document import BlockKind, BlockRole
from tests.reading.pdf_files import LEFT, Page
from tests.reading.test_pdf import LONG, read, said, texts


def tagged():
    """A page of every kind of block, drawn with less spacing than the layout alone could make sense of."""
    page = Page()
    marks = {}
    y = 60
    page.text(LEFT, y, "Riverside Trust", artifact=True)
    for name, words in (
        ("title", "Terms of reference of the Board"),
        ("heading", "1 Membership"),
        ("para", "The Board has five members and"),
        ("para2", "meets in public."),
        ("item", "(a) two carers"),
        ("sub", "• one of them young"),
        ("item2", "(b) three staff"),
        ("head1", "Seat"),
        ("head2", "Votes"),
        ("cell1", "Chair"),
        ("cell2", "1"),
        ("note", "1 The Act."),
        ("entry", "1 Membership 2"),
        ("caption", "Table 1: Seats"),
        ("quote", "Nothing about us without us"),
    ):
        y += 12
        marks[name] = (0, page.text(LEFT, y, words, tag="P"))
    page.text(LEFT, 800, "Page 1", artifact=True)
    tree = (
        "Document",
        [
            ("H1", [marks["title"]]),
            ("TOC", [("TOCI", [marks["entry"]])]),
            ("H2", [marks["heading"]]),
            ("P", [marks["para"], ("Note", [marks["note"]]), marks["para2"]]),
            (
                "L",
                [
                    ("LI", [("LBody", [("P", [marks["item"]]), ("L", [("LI", [("LBody", [marks["sub"]])])])])]),
                    ("LI", [("LBody", [marks["item2"]])]),
                ],
            ),
            ("Caption", [marks["caption"]]),
            (
                "Table",
                [
                    ("TR", [("TH", [marks["head1"]]), ("TH", [marks["head2"]])]),
                    ("TR", [("TD", [("P", [marks["cell1"]])]), ("TD", [("P", [marks["cell2"]])])]),
                ],
            ),
            ("BlockQuote", [("P", [marks["quote"]])]),
        ],
    )
    return page, tree


def test_blocks_are_what_their_tags_say():
    page, tree = tagged()
    document = read(page, tree=tree)
    found = [(block.kind.value, block.level, block.role.value, said(block)) for block in document.blocks]
    assert found == [
        ("heading", 1, "body", "Terms of reference of the Board"),
        ("paragraph", 0, "contents", "1 Membership 2"),
        ("heading", 2, "body", "1 Membership"),
        ("paragraph", 0, "body", "The Board has five members and meets in public."),
        ("item", 1, "body", "(a) two carers"),
        ("item", 2, "body", "• one of them young"),
        ("item", 1, "body", "(b) three staff"),
        ("paragraph", 0, "caption", "Table 1: Seats"),
        ("row", 0, "body", "Seat | Votes"),
        ("row", 0, "body", "Chair | 1"),
        ("paragraph", 0, "quotation", "Nothing about us without us"),
        ("note", 0, "body", "The Act."),
    ]
    assert [block.header for block in document.blocks if block.kind is BlockKind.ROW] == [True, False]
    assert [said(block) for block in document.running] == ["Riverside Trust", "Page 1"]
    assert document.blocks[-1].label == "1"


def test_both_engines_follow_tags():
    page, tree = tagged()
    fast, slow = read(page, tree=tree), read(page, tree=tree, engine="pdfplumber")
    assert [(b.kind, b.level, b.role, said(b)) for b in slow.blocks] == [
        (b.kind, b.level, b.role, said(b)) for b in fast.blocks
    ]


def test_reading_order_is_the_tree_s():
    page = Page()
    second = page.text(LEFT, 120, "The second sentence stands first.", tag="P")
    first = page.text(LEFT, 300, "The first sentence stands last.", tag="P")
    document = read(page, tree=("Document", [("P", [(0, first)]), ("P", [(0, second)])]))
    assert texts(document) == ["The first sentence stands last.", "The second sentence stands first."]


def test_a_tagged_paragraph_goes_on_over_the_page():
    one, two = Page(), Page()
    first = one.text(LEFT, 700, "The members who use services choose the person who chairs the Board and its", tag="P")
    rest = two.text(LEFT, 120, "panels, for two years.", tag="P")
    tree = ("Document", [("P", [(0, first), (1, rest)])])
    assert texts(read(one, two, tree=tree)) == [
        "The members who use services choose the person who chairs the Board and its panels, for two years."
    ]


def test_spans_of_tagged_cells():
    page = Page()
    wide = page.text(LEFT, 120, "Seats and votes", tag="TH")
    cells = [page.text(LEFT + 100 * n, 140, words, tag="TD") for n, words in enumerate(("Chair", "1"))]
    span = "/A<</O/Table/ColSpan 2>>"
    tree = (
        "Document",
        [("Table", [("TR", [("TH", [(0, wide)], span)]), ("TR", [("TD", [(0, mark)]) for mark in cells])])],
    )
    first, second = read(page, tree=tree).blocks
    assert [(cell.column, cell.span) for cell in first.cells] == [(0, 2)]
    assert [(cell.column, cell.span) for cell in second.cells] == [(0, 1), (1, 1)]


def test_tagged_cells_inside_lines_keep_empty_places_and_their_paragraphs():
    page = Page()
    page.grid([60, 220, 380, 530], [120, 150, 180])
    marks = {}
    for name, x, y in (("Task", 64, 132), ("When", 384, 132), ("Pay carers", 224, 162), ("Publish", 224, 174)):
        marks[name] = (0, page.text(x, y, name, tag="P"))
    tree = (
        "Document",
        [
            (
                "Table",
                [
                    ("TR", [("TH", [marks["Task"]]), ("TH", [marks["When"]])]),
                    ("TR", [("TD", [("P", [marks["Pay carers"]]), ("P", [marks["Publish"]])])]),
                ],
            )
        ],
    )
    document = read(page, tree=tree)
    assert texts(document) == ["Task |  | When", " | Pay carers\nPublish | "]
    assert document.blocks[0].header


def test_tags_that_miss_text_are_not_followed():
    page = Page()
    only = page.text(LEFT, 100, "Terms of reference", tag="H1")
    page.paragraph(140, LONG)
    document = read(page, tree=("Document", [("H1", [(0, only)])]))
    assert texts(document) == ["Terms of reference", LONG]
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_a_page_made_of_artifacts_is_read_all_the_same():
    page = Page()
    title = page.text(LEFT, 100, "Terms", tag="H1")
    page.paragraph(140, LONG, artifact=True)
    document = read(page, tree=("Document", [("H1", [(0, title)])]))
    assert LONG in texts(document)
    assert not document.running


def test_contents_without_their_own_tag_are_recognised():
    page = Page()
    marks = [
        page.text(LEFT, 120 + 14 * n, f"{n + 1} {name} " + "." * 40 + f" {n + 2}", tag="P")
        for n, name in enumerate(["Aims", "Members", "Pay"])
    ]
    body = page.text(LEFT, 200, "The Board meets in public four times a year.", tag="P")
    tree = ("Document", [("P", [(0, mark)]) for mark in [*marks, body]])
    roles = [block.role for block in read(page, tree=tree).blocks]
    assert roles == [BlockRole.CONTENTS] * 3 + [BlockRole.BODY]


def test_a_deep_tree_ends():
    page = Page()
    mark = page.text(LEFT, 120, "The Board meets in public.", tag="P")
    tree = ("P", [(0, mark)])
    for _ in range(40):
        tree = ("Div", [tree])
    assert texts(read(page, tree=tree)) == ["The Board meets in public."]
    for _ in range(150):
        tree = ("Div", [tree])
    assert texts(read(page, tree=tree)) == ["The Board meets in public."]
