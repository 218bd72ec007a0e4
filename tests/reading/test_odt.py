from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from policylint.document import BlockKind, BlockRole
from policylint.errors import InputError
from policylint.reading.archives import open_archive, parse_xml
from policylint.reading.odt import read_odt, texts
from policylint.reading.odt.lists import ListStyles, Sequence
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions

BASE = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {"office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing", "meta": "meta"}
NAMES |= {"fo": "xsl-fo-compatible", "svg": "svg-compatible"}
DECLARED = " ".join(f'xmlns:{prefix}="{BASE}:{name}:1.0"' for prefix, name in NAMES.items())
DECLARED += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xml="http://www.w3.org/XML/1998/namespace"'
DECLARED += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
TEXT_TYPE = "application/vnd.oasis.opendocument.text"


def odt(
    body: str,
    *,
    automatic: str = "",
    common: str = "",
    masters: str = "",
    meta: str = "",
    manifest: str = "",
    attributes: str = "",
) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", TEXT_TYPE)
        package.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        package.writestr(
            "content.xml",
            f"<office:document-content {DECLARED}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text {attributes}>{body}</office:text></office:body></office:document-content>",
        )
        package.writestr(
            "styles.xml",
            f"<office:document-styles {DECLARED}><office:styles>{common}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        )
        package.writestr(
            "meta.xml", f"<office:document-meta {DECLARED}><office:meta>{meta}</office:meta></office:document-meta>"
        )
    return data.getvalue()


def read(data: bytes, changes: str = "accepted") -> RawDocument:
    """Read, and hold every node number against the text it stands for."""
    raw = read_odt(data, ReadingOptions(changes=changes))
    root = parse_xml(open_archive(data).read("content.xml"), "content.xml")
    nodes = [element.tail if is_tail else element.text for element, is_tail in texts(root)]
    for block in raw.blocks:
        for piece in [*block.pieces, *(p for cell in block.cells for p in cell.pieces)]:
            if piece.node is not None:
                node = nodes[piece.node]
                assert node is not None
                assert node[piece.at :].startswith(piece.text)
            else:
                assert piece.text.isspace() or block.cells
    return raw


def text_of(block: RawBlock) -> str:
    if block.cells:
        return " | ".join("".join(piece.text for piece in cell.pieces) for cell in block.cells)
    return "".join(piece.text for piece in block.pieces)


def shown(body: str, *, changes: str = "accepted", **parts: str) -> list[str]:
    return [f"{b.label} {text_of(b)}".strip() for b in read(odt(body, **parts), changes).blocks]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1, more: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'


def items(*contents: str, more: str = 'text:style-name="L"') -> str:
    return f"<text:list {more}>" + "".join(f"<text:list-item>{c}</text:list-item>" for c in contents) + "</text:list>"


def level(number: int, form: str = "1", more: str = "", suffix: str = ".") -> str:
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" '
        f'style:num-suffix="{suffix}" {more}/>'
    )


def list_style(*levels: str, name: str = "L") -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def style(name: str, *, parent: str = "", family: str = "paragraph", text: str = "", paragraph: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
    )


LEGAL = list_style(level(1), level(2, more='text:display-levels="2"', suffix=""), level(3, "a", suffix=")"))
OUTLINE = '<text:outline-style style:name="Outline">' + "".join(
    f'<text:outline-level-style text:level="{n}" style:num-format="1" text:display-levels="{n}"/>' for n in (1, 2)
)
OUTLINE += "</text:outline-style>"


def test_headings_and_paragraphs_with_spaces_tabs_and_breaks() -> None:
    raw = read(
        odt(h("One", 2) + p('a<text:s text:c="1000000000"/>b<text:tab/>c<text:line-break/>d <text:span>e</text:span>'))
    )
    assert [(b.kind, b.level, text_of(b)) for b in raw.blocks] == [
        (BlockKind.HEADING, 2, "One"),
        (BlockKind.PARAGRAPH, 0, "a b c d e"),
    ]


def test_numbered_lists_count_by_level_and_start_anew() -> None:
    inner = items(p("s1"), p("s2") + items(p("deep")))
    body = items(p("one") + inner, p("two") + items(p("s3"))) + items(p("fresh"))
    assert shown(body, automatic=LEGAL) == ["1. one", "1.1 s1", "1.2 s2", "a) deep", "2. two", "2.1 s3", "1. fresh"]


def test_lists_that_continue() -> None:
    goes_on = 'text:style-name="L" text:continue-numbering="true"'
    body = items(p("one"), more='text:style-name="L" xml:id="x"') + p("between") + items(p("two"), more=goes_on)
    body += items(items(p("sub"), more=""), more=goes_on) + items(items(p("sub"), more=""), more=goes_on)
    body += items(p("other"), more='text:style-name="M"') + items(p("not on"), more=goes_on)
    body += items(p("back"), more='text:style-name="L" text:continue-list="x"')
    expected = ["1. one", "between", "2. two", "2.1 sub", "2.2 sub", "other", "1. not on", "3. back"]
    assert shown(body, automatic=LEGAL) == expected


def test_start_values_headers_and_second_paragraphs() -> None:
    body = (
        '<text:list text:style-name="L"><text:list-header><text:p>header</text:p></text:list-header>'
        '<text:list-item text:start-value="5"><text:p>five</text:p><text:p>more</text:p></text:list-item>'
        "<text:list-item><text:p>six</text:p></text:list-item></text:list>"
    )
    raw = read(odt(body, automatic=LEGAL))
    assert [(b.kind, b.label, b.level, text_of(b)) for b in raw.blocks] == [
        (BlockKind.PARAGRAPH, "", 0, "header"),
        (BlockKind.ITEM, "5.", 1, "five"),
        (BlockKind.PARAGRAPH, "", 0, "more"),
        (BlockKind.ITEM, "6.", 1, "six"),
    ]


def test_a_second_list_in_an_item_starts_anew() -> None:
    body = items(p("one") + items(p("a"), p("b")) + p("then") + items(p("c")))
    assert shown(body, automatic=LEGAL) == ["1. one", "1.1 a", "1.2 b", "then", "1.1 c"]


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        ([level(1, "i", 'style:num-prefix="("', suffix=")")], ["(i)", "(ii)"]),
        ([level(1, "A", 'text:start-value="26"')], ["Z.", "AA."]),
        ([level(1, "a", 'text:start-value="27" style:num-letter-sync="true"')], ["aa.", "bb."]),
        ([level(1, "I", 'loext:num-list-format="Article %1%:"')], ["Article I:", "Article II:"]),
        (['<text:list-level-style-bullet text:level="1" text:bullet-char="&#xf0b7;"/>'], ["•", "•"]),
        ([level(1, "")], ["", ""]),
    ],
)
def test_label_formats(levels: list[str], labels: list[str]) -> None:
    raw = read(odt(items(p("x"), p("y")), automatic=list_style(*levels)))
    assert [b.label for b in raw.blocks] == labels


def test_headings_are_numbered_by_the_outline() -> None:
    unnumbered = style("Bare").replace("style:name", 'style:list-style-name="" style:name')
    body = h("a") + h("b", 2) + h("c", 2) + h("d", 1, 'text:is-list-header="true"') + h("e")
    body += h("f", 1, 'text:restart-numbering="true" text:start-value="9"') + h("g", 1, 'text:style-name="Bare"')
    assert shown(body, common=OUTLINE + unnumbered) == ["1 a", "1.1 b", "1.2 c", "d", "2 e", "9 f", "g"]


def test_numbered_paragraphs() -> None:
    body = "".join(
        f'<text:numbered-paragraph text:list-id="n" text:level="{n}" text:style-name="L">{p("x")}</text:numbered-paragraph>'
        for n in (1, 2, 1)
    )
    assert shown(body, automatic=LEGAL) == ["1. x", "1.1 x", "2. x"]


def test_a_level_that_was_skipped_counts_as_its_start() -> None:
    root = parse_xml(f"<r {DECLARED}>{LEGAL}</r>".encode(), "r")
    formats = ListStyles((root,)).formats("L")
    sequence = Sequence()
    assert [sequence.advance(formats, n) for n in (2, 1, 2)] == ["1.1", "2.", "2.1"]


def cell(content: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{content}</table:table-cell>"


def table_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def test_table_grid_header_spans_and_repeats() -> None:
    covered = "<table:covered-table-cell><text:p>never</text:p></table:covered-table-cell>"
    raw = read(
        odt(
            table(
                "<table:table-header-rows>"
                + table_row(cell(p("A")), cell(p("B")), cell(p("C")))
                + "</table:table-header-rows>",
                table_row(
                    cell(p("a"), 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
                    covered,
                    cell(p("c")),
                ),
                table_row(covered.replace("cell>", 'cell table:number-columns-repeated="2">', 1), cell(p("d"))),
                table_row(
                    cell("", 'table:number-columns-repeated="999999"'), more='table:number-rows-repeated="999999"'
                ),
                table_row(cell(p("last")), more='table:visibility="collapse"'),
                table_row(cell(p("e"))),
            )
        )
    )
    rows = [b for b in raw.blocks if any(c.pieces for c in b.cells)]
    assert [(text_of(b), b.header, [(c.column, c.span, c.rows) for c in b.cells]) for b in rows] == [
        ("A | B | C", True, [(0, 1, 1), (1, 1, 1), (2, 1, 1)]),
        ("a | c", False, [(0, 2, 2), (2, 1, 1)]),
        ("d", False, [(2, 1, 1)]),
        ("e", False, [(0, 1, 1)]),
    ]
    assert rows[0].row == 1
    assert rows[-1].row == 100_004


def test_cells_join_paragraphs_with_labels_and_nested_tables_follow_the_row() -> None:
    nested = table(table_row(cell(p("in"))))
    body = table(table_row(cell(p("a") + items(p("b")) + nested + p("c")), cell(p("d")))) + table(
        table_row(cell(p("e")))
    )
    raw = read(odt(body, automatic=LEGAL))
    assert [(text_of(b), b.table, b.row) for b in raw.blocks] == [("a\n1. b\nc | d", 1, 1), ("in", 2, 1), ("e", 3, 1)]


def test_notes_boxes_and_their_order() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('The note')}{p('goes on')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{p('boxed')}{table(table_row(cell(p('cell'))))}</draw:text-box></draw:frame>"
    blocks = read(odt(p(f"before{note} after{box} end") + p("next"))).blocks
    assert [(b.kind, b.label, text_of(b)) for b in blocks] == [
        (BlockKind.PARAGRAPH, "", "before after end"),
        (BlockKind.NOTE, "1", "The note"),
        (BlockKind.NOTE, "", "goes on"),
        (BlockKind.PARAGRAPH, "", "boxed"),
        (BlockKind.ROW, "", "cell"),
        (BlockKind.PARAGRAPH, "", "next"),
    ]


def test_what_is_hidden_or_beside_the_text_is_left_out() -> None:
    hidden = style("H", family="text", text='text:display="none"') + style("HP", text='text:display="none"')
    body = (
        p('a<text:span text:style-name="H">no</text:span>b')
        + p("no", "HP")
        + '<text:section text:display="none"><text:p>no</text:p></text:section>'
        + "<text:section><text:p>c</text:p></text:section>"
        + p('d<text:hidden-text text:is-hidden="true">no</text:hidden-text>')
        + p('no<text:hidden-paragraph text:is-hidden="true"/>no')
        + p("e<office:annotation><dc:creator>no</dc:creator><text:p>no</text:p></office:annotation>f")
        + p("<text:ruby><text:ruby-base>g</text:ruby-base><text:ruby-text>no</text:ruby-text></text:ruby>")
        + p("<draw:frame><svg:title>no</svg:title><draw:object>no</draw:object></draw:frame>h<!-- no -->i<?no no?>j")
    )
    assert shown(body, automatic=hidden) == ["ab", "c", "d", "ef", "g", "hij"]


def test_contents_and_roles_by_style_name() -> None:
    styles = style("Quotations") + style("Mine", parent="Quotations") + style("Illustration", parent="Caption")
    styles += style("Caption") + style("Title") + style("Contents_20_1")
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>no"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        + p("Purpose 1")
        + "</text:index-body></text:table-of-content>"
        + p("q", "Mine")
        + p("c", "Illustration")
        + p("t", "Title")
        + p("x 2", "Contents_20_1")
        + p("b")
    )
    assert [(text_of(b), b.role) for b in read(odt(body, common=styles)).blocks] == [
        ("Purpose 1", BlockRole.CONTENTS),
        ("q", BlockRole.QUOTATION),
        ("c", BlockRole.CAPTION),
        ("t", BlockRole.TITLE),
        ("x 2", BlockRole.CONTENTS),
        ("b", BlockRole.BODY),
    ]


def test_looks_follow_the_chain_of_styles() -> None:
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" '
        'fo:language="en" fo:country="GB"/></style:default-style>'
        + style("Base", text='fo:font-weight="bold"', paragraph='fo:margin-left="1in" fo:text-indent="-0.5in"')
        + style("Big", parent="Base", text='fo:font-size="200%"')
        + style("Plain", family="text", text='fo:font-weight="normal"')
        + style("Loop", parent="Loop")
    )
    raw = read(
        odt(
            p("a", "Big") + p('b <text:span text:style-name="Plain">c</text:span>', "Base") + p("d", "Loop"),
            common=styles,
        )
    )
    assert [(b.bold, b.size, b.indent) for b in raw.blocks] == [(True, 22, 36), (False, 11, 36), (False, 11, None)]
    assert raw.languages == ("en-GB",)


DELETION = (
    '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><office:change-info><dc:creator>no'
    "</dc:creator></office:change-info>{deleted}</text:deletion></text:changed-region>"
    '<text:changed-region text:id="i"><text:insertion><office:change-info/></text:insertion></text:changed-region>'
    '<text:changed-region text:id="f"><text:format-change/></text:changed-region></text:tracked-changes>'
)
MARK = '<text:change text:change-id="d"/>'
START, END = '<text:change-start text:change-id="i"/>', '<text:change-end text:change-id="i"/>'


def test_changes_within_a_paragraph() -> None:
    body = DELETION.format(deleted=p("old")) + p(f"a {MARK} {START}new{END} b")
    assert shown(body) == ["a  new b"]
    assert shown(body, changes="rejected") == ["a old  b"]


def test_deleted_paragraphs_come_back_apart() -> None:
    body = DELETION.format(deleted=p("end of one.") + p("two") + p("begin of three,")) + p(f"One, {MARK} rest")
    assert shown(body) == ["One,  rest"]
    assert shown(body, changes="rejected") == ["One, end of one.", "two", "begin of three, rest"]


def test_deleted_text_between_paragraphs_comes_back() -> None:
    body = DELETION.format(deleted=table(table_row(cell(p("gone"))))) + p("a") + MARK + p("b")
    assert shown(body, changes="rejected") == ["a", "gone", "b"]


def test_inserted_paragraph_ends_join_again_and_do_not_count() -> None:
    body = DELETION.format(deleted="") + items(p(f"one{START}"), p("new"), p(f"newer{END} rest"), p("two"))
    assert shown(body, automatic=LEGAL) == ["1. one", "2. new", "3. newer rest", "4. two"]
    assert shown(body, changes="rejected", automatic=LEGAL) == ["1. one rest", "2. two"]


def test_format_changes_drop_nothing() -> None:
    marks = '<text:change-start text:change-id="f"/>x<text:change-end text:change-id="f"/>'
    assert shown(DELETION.format(deleted="") + p(marks), changes="rejected") == ["x"]


def test_headers_and_footers_are_running_and_come_once() -> None:
    page = "<style:master-page><style:header>{}</style:header><style:footer>{}</style:footer></style:master-page>"
    footer = table(table_row(cell(p("Uncontrolled")), cell(p("Page <text:page-number>1</text:page-number>"))))
    raw = read(odt(p("x"), masters=page.format(p("Board"), footer) + page.format(p("Board"), "")))
    assert [(b.role, b.kind, text_of(b)) for b in raw.running] == [
        (BlockRole.RUNNING, BlockKind.PARAGRAPH, "Board"),
        (BlockRole.RUNNING, BlockKind.PARAGRAPH, "Uncontrolled"),
        (BlockRole.RUNNING, BlockKind.PARAGRAPH, "Page 1"),
    ]
    assert all(piece.node is None for block in raw.running for piece in block.pieces)


def test_title_and_pages_from_the_properties() -> None:
    meta = '<dc:title> The \n policy</dc:title><meta:document-statistic meta:page-count="3"/>'
    breaking = style("New", paragraph='fo:break-before="page"')
    body = p("a", "New") + p("b<text:soft-page-break/>c") + table(table_row(cell(p("d")))) + p("e", "New")
    raw = read(odt(body, automatic=breaking, meta=meta, attributes='text:use-soft-page-breaks="true"'))
    assert (raw.title, raw.pages) == ("The policy", 3)
    assert [b.page for b in raw.blocks] == [1, 1, 2, 3]
    assert [piece.page for piece in raw.blocks[1].pieces] == [1, 2]


def test_pages_are_not_given_where_the_breaks_do_not_add_up() -> None:
    meta = '<meta:document-statistic meta:page-count="7"/>'
    raw = read(odt(p("a<text:soft-page-break/>b"), meta=meta, attributes='text:use-soft-page-breaks="true"'))
    assert raw.pages == 7
    assert raw.blocks[0].page is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (odt(p("x"), manifest="<encryption-data/>"), "encrypted"),
        (odt(p("x"))[:200], "broken-file"),
        (odt("<text:p>"), "broken-file"),
        (odt(p("&bomb;")), "broken-file"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_odt(data, ReadingOptions())
    assert caught.value.code == code


def test_a_package_without_content_is_broken_and_one_without_styles_is_not() -> None:
    for name, broken in (("mimetype", True), ("content.xml", False)):
        data = BytesIO()
        with zipfile.ZipFile(data, "w") as package:
            package.writestr(name, f"<office:document-content {DECLARED}>{p('x')}</office:document-content>")
        if broken:
            with pytest.raises(InputError):
                read_odt(data.getvalue(), ReadingOptions())
        else:
            assert [text_of(b) for b in read(data.getvalue()).blocks] == ["x"]


def test_the_same_id_twice_and_deep_nesting_are_read() -> None:
    twice = '<text:list xml:id="a"><text:list-item><text:p>x</text:p></text:list-item></text:list>'
    assert shown(twice * 2) == ["x", "x"]
    deep = "<text:section>" * 1_500 + p("deep") + "</text:section>" * 1_500
    assert shown(deep) == ["deep"]


def test_broken_structure_is_walked_through() -> None:
    body = "<table:table-row><table:table-cell>" + p("a") + "</table:table-cell></table:table-row>"
    body += "<text:list-item>" + p("b") + "</text:list-item>" + MARK + END + "<text:span>c</text:span>"
    body += "<text:p>d<text:p>e</text:p>f</text:p>"
    assert shown(body, changes="rejected") == ["a", "b", "df", "e"]
