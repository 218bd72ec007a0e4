from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylint.document import BlockKind, BlockRole
from policylint.reading.html import read_html
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions


def read(text: str) -> RawDocument:
    raw = read_html(text.encode(), ReadingOptions())
    lines = text.split("\n")
    for block in raw.blocks:
        for piece in [*block.pieces, *(p for cell in block.cells for p in cell.pieces)]:
            if piece.line is not None and piece.column is not None:
                source = (lines[piece.line - 1] + "\n")[piece.column - 1 :]
                assert source.startswith(piece.text) or source.startswith("&"), (piece, source)
    return raw


def text_of(block: RawBlock) -> str:
    if block.cells:
        return " | ".join("".join(piece.text for piece in cell.pieces) for cell in block.cells)
    return " ".join("".join(piece.text for piece in block.pieces).split())


def texts(text: str) -> list[str]:
    return [text_of(block) for block in read(text).blocks]


def test_blocks_with_places_and_references() -> None:
    raw = read("<h2>Who &amp;\n what</h2><p>Fish&nbsp;and <b>chips</b>&lt;")
    heading, paragraph = raw.blocks
    assert (heading.kind, heading.level) == (BlockKind.HEADING, 2)
    assert [(p.text, p.line, p.column) for p in heading.pieces] == [
        ("Who ", 1, 5),
        ("&", 1, 9),
        ("\n", 1, 14),
        ("what", 2, 2),
    ]
    assert [(p.text, p.line, p.column) for p in paragraph.pieces] == [
        ("Fish", 2, 14),
        ("\xa0", 2, 18),
        ("and ", 2, 24),
        ("chips", 2, 31),
        ("<", 2, 40),
    ]


def test_end_tags_may_be_left_out() -> None:
    assert texts("<p>a<p>b<ul><li>c<li>d</ul><table><tr><td>e<td>f<tr><td>g</table>") == [
        "a",
        "b",
        "c",
        "d",
        "e | f",
        "g",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<nav>no</nav><main><p>yes</main><footer>no</footer><p>no",
        "<header>no</header><aside>no</aside><div role=main>yes</div>no",
        "<div role=navigation>no</div><article><header>yes</header><footer>no</footer></article>",
        "<script>no</script><style>no</style><template>no</template><noscript>no</noscript>yes",
        "<div hidden>no</div><p aria-hidden=true>no<p style='display: none'>no<p>yes",
        "<div class='site-cookie-banner'>no</div><ol class=breadcrumb><li>no</ol><a class=skip-link>no</a>yes",
        "<body class='has-breadcrumbs'><div class='layout has-breadcrumbs'>yes</div>",
        "<!-- no --><![CDATA[no]]><?no?>yes<select><option>no</select><button>no</button>",
        "<p>yes<del> no</del><s> no</s> <svg><title>no</title><text>no</text></svg>",
        "<iframe><p>no</p></iframe><textarea><b>no</textarea>yes",
        "yes<!-- <p>no</p>",
    ],
)
def test_only_the_main_text_is_read(page: str) -> None:
    assert texts(page) == ["yes"]


def test_without_a_main_element_runs_of_links_go() -> None:
    page = "<ul><li><a>A</a><li><a>B</a><li><a>C</a></ul><p>The board shall <a>meet</a>.<ul><li><a>Rules</a></ul>"
    assert texts(page) == ["The board shall meet.", "Rules"]


def test_an_empty_main_element_does_not_hide_the_page() -> None:
    assert texts("<main></main><p>The text") == ["The text"]


def test_a_teaser_article_is_not_taken_for_the_page() -> None:
    assert len(texts("<article>Teaser</article><p>The long text of the policy itself, which goes on")) == 2


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<ul><li>a<li>b</ul>", ["•", "•"]),
        ("<ol><li>a<li value=7>b<li>c</ol>", ["1.", "7.", "8."]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z.", "aa."]),
        ("<ol type=I start=3><li>a<li>b</ol>", ["III.", "IV."]),
        ("<ol reversed><li>a<li><li>c</ol>", ["3.", "1."]),
        ("<ol type=i start=4000><li>a</ol>", ["4000."]),
        ("<ol reversed start=9><li>a<li>b</ol>", ["9.", "8."]),
        ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", ["i.", "ii."]),
        ("<ol style='list-style:none'><li>1.1 a</ol>", [""]),
        ("<ol start=x><li value=-1>a<li>b</ol>", ["-1.", "0."]),
    ],
)
def test_list_labels_are_as_a_browser_shows_them(page: str, labels: list[str]) -> None:
    assert [block.label for block in read(page).blocks] == labels


def test_nested_lists_and_further_paragraphs_of_an_item() -> None:
    blocks = read("<ol><li>a<p>more</p><ul><li>b</ul>rest<li><h3>c</h3>text</ol>").blocks
    assert [(b.kind, b.label, b.level, text_of(b)) for b in blocks] == [
        (BlockKind.ITEM, "1.", 1, "a"),
        (BlockKind.PARAGRAPH, "", 0, "more"),
        (BlockKind.ITEM, "•", 2, "b"),
        (BlockKind.PARAGRAPH, "", 0, "rest"),
        (BlockKind.HEADING, "2.", 3, "c"),
        (BlockKind.PARAGRAPH, "", 0, "text"),
    ]


def test_table_grid_with_spans_header_and_caption() -> None:
    raw = read(
        "<table><caption>Seats</caption><thead><tr><td>Who<td colspan=2>How many</thead>"
        "<tr><td rowspan=2>Carers<td>2<td>3<tr><td>4<td>5<tr><th>Sum<th>6<th>8</table>"
    )
    caption, *rows = raw.blocks
    assert (caption.role, text_of(caption)) == (BlockRole.CAPTION, "Seats")
    assert [(b.header, b.row, [(c.column, c.span, c.rows) for c in b.cells]) for b in rows] == [
        (True, 1, [(0, 1, 1), (1, 2, 1)]),
        (False, 2, [(0, 1, 2), (1, 1, 1), (2, 1, 1)]),
        (False, 3, [(1, 1, 1), (2, 1, 1)]),
        (True, 4, [(0, 1, 1), (1, 1, 1), (2, 1, 1)]),
    ]


def test_cells_hold_paragraphs_and_lists_and_nested_tables_follow_the_row() -> None:
    raw = read("<table><tr><td><p>a</p>b<ul><li>c</ul><table><tr><td>in</table>d<td>e</table><table><tr><td>f</table>")
    assert [(text_of(b), b.table, b.row) for b in raw.blocks] == [
        ("a\nb\n• c\nd | e", 1, 1),
        ("in", 2, 1),
        ("f", 3, 1),
    ]


def test_layout_tables_are_no_tables() -> None:
    page = "<table role=presentation><tr><td><h1>A</h1><td>b</table><table><tr><td><h2>C</h2>d</table>"
    assert [b.kind for b in read(page).blocks if b.kind is BlockKind.ROW] == []
    numbered = read(page + "<table><tr><td>e</table>").blocks[-1]
    assert numbered.table == 1


def test_spans_are_clamped_and_never_drawn_out() -> None:
    (block, *_) = read("<table><tr><td colspan=999999 rowspan=0>a<td colspan=-3>b</table>").blocks
    assert [(c.column, c.span, c.rows) for c in block.cells] == [(0, 1000, 1), (1000, 1, 1)]


def test_roles_bold_breaks_and_quotes() -> None:
    blocks = read(
        "<blockquote><p>a</p></blockquote><p><b>b</b> <span style='font-weight:700'>c</span><p>d<br>e<br><br>f"
        "<p class=MsoToc1>g<figure><figcaption>h</figcaption></figure><p><q>i</q><details><summary>j</summary>k</details>"
    ).blocks
    assert [(b.role, b.bold, text_of(b)) for b in blocks] == [
        (BlockRole.QUOTATION, False, "a"),
        (BlockRole.BODY, True, "b c"),
        (BlockRole.BODY, False, "d e"),
        (BlockRole.BODY, False, "f"),
        (BlockRole.CONTENTS, False, "g"),
        (BlockRole.CAPTION, False, "h"),
        (BlockRole.BODY, False, "“i”"),
        (BlockRole.BODY, False, "j"),
        (BlockRole.BODY, False, "k"),
    ]


def test_preformatted_text_parts_at_blank_lines() -> None:
    assert texts("<pre>one\n two\n\nthree</pre>") == ["one two", "three"]


def test_title_and_languages() -> None:
    raw = read("<html lang=en-GB><title>A &amp; B</title><body><p lang=cy>x")
    assert (raw.title, raw.languages) == ("A & B", ("en-GB", "cy"))
    assert read("<title>A</title><h2>no</h2><h1>The\n title</h1>").title == "The title"


def test_a_declared_charset_is_used() -> None:
    data = '<meta http-equiv=content-type content="text/html; charset=iso-8859-2"><p>\u0141\xf3d\u017a'.encode(
        "iso8859-2"
    )
    raw = read_html(data, ReadingOptions())
    assert text_of(raw.blocks[0]) == "\u0141\xf3d\u017a"


def test_xhtml_elements_may_close_themselves() -> None:
    assert texts('<?xml version="1.0"?><html><body><a id="x"/><p/>a<b/> c</body></html>') == ["a c"]
    assert read('<?xml version="1.0"?><p>a<b/> c</p>').blocks[0].bold is False


def test_quotes_in_attributes_may_hold_ends_of_tags() -> None:
    assert texts("<p title='a > b' class=it's>x</p><p>it's</p>") == ["x", "it's"]
    assert texts('<p title="never closed>x</p>') == ["x"]


def test_text_in_thousands_of_open_elements_is_kept() -> None:
    assert texts("<div>" * 50_000 + "deep" + "<p>" * 3 + "er") == ["deep", "er"]


@pytest.mark.parametrize(
    "part",
    [
        "<a ",
        "<!--",
        "<",
        '<a ="',
        "<a ='",
        "</",
        "<!x",
        "&amp;",
        "&",
        "<script>",
        "<title>",
        "<b><i></b>",
        "<li>x",
        "<br>",
    ],
)
def test_hostile_repetition_ends(part: str) -> None:
    read(part * 20_000 + ">x")


def test_rows_merged_down_over_many_rows_end() -> None:
    row = "<tr>" + "<td rowspan=1000>x" * 300
    assert len(read("<table>" + row * 10 + "</table>").blocks) == 10


SOUP = "word |&amp;|\n|<p>|</p>|<b>|</b>|<ul>|</ul>|<li>|<table>|</table>|<tr>|<td>|<th>|</td>|<h2>|</h2>|<div>|</div>"
SOUP += (
    "|<br>|<blockquote>|</blockquote>|<main>|<!-- x -->|<ol reversed>|</ol>|<a href='x>y'>|</a>|<q>|<caption>|<thead>"
)
SOUP += "|</thead>|<pre>|< |>"
PARTS = st.sampled_from(SOUP.split("|"))


@settings(max_examples=80, deadline=None)
@given(st.lists(PARTS, max_size=40))
def test_any_tag_soup_gives_pieces_that_stand_where_they_say(parts: list[str]) -> None:
    source = "".join(parts)
    raw = read(source)
    words = sum(text_of(block).count("word") for block in raw.blocks)
    assert words <= source.count("word")
    if "<main>" not in parts and "<a" not in source and "<!--" not in source:
        assert words == source.count("word")
