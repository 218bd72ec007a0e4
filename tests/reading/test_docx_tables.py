"""Reading Word tables: rows, merged cells, nesting, and tables nobody would draw."""

from __future__ import annotations

from policylint.document import BlockKind
from policylint.reading.raw import RawBlock
from tests.reading.docx_files import (
    abstract,
    cell,
    level,
    num,
    numbered,
    para,
    read,
    row,
    run,
    table,
    text_of,
    texts,
    words,
)

MERGED = '<w:vMerge w:val="restart"/>'
CONTINUED = "<w:vMerge/>"
BULLETS = abstract(1, level(0, "bullet", "\uf0b7")) + abstract(2, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 2)


def shape(block: RawBlock) -> list[tuple[str, int, int, int]]:
    return [(words(c.pieces), c.column, c.span, c.rows) for c in block.cells]


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def test_rows_are_numbered_within_numbered_tables() -> None:
    found = read(table(row(cell("a")), row(cell("b"))) + para("x") + table(row(cell("c")))).blocks
    assert [(b.kind, b.table, b.row) for b in found] == [
        (BlockKind.ROW, 1, 1),
        (BlockKind.ROW, 1, 2),
        (BlockKind.PARAGRAPH, None, None),
        (BlockKind.ROW, 2, 1),
    ]


def test_spans_and_offset_columns() -> None:
    found = read(table(row(cell("a", span(2)), cell("b"), properties='<w:gridBefore w:val="1"/>'))).blocks[0]
    assert shape(found) == [("a", 1, 2, 1), ("b", 3, 1, 1)]


def test_a_merged_cell_is_given_once_with_its_height() -> None:
    found = read(
        table(
            row(cell("tall", MERGED), cell("1")),
            row(cell("ghost", CONTINUED), cell("2")),
            row(cell("", CONTINUED), cell("3", MERGED)),
            row(cell("new", MERGED), cell("", CONTINUED)),
        )
    ).blocks
    assert [shape(b) for b in found] == [
        [("tall", 0, 1, 3), ("1", 1, 1, 1)],
        [("2", 1, 1, 1)],
        [("3", 1, 1, 2)],
        [("new", 0, 1, 1)],
    ]


def test_a_continuation_of_nothing_is_a_cell() -> None:
    found = read(table(row(cell("a"), cell("b")), row(cell("orphan", CONTINUED), cell("c")))).blocks
    assert texts_of(found) == ["a | b", "orphan | c"]


def texts_of(blocks: tuple[RawBlock, ...]) -> list[str]:
    return [text_of(b) for b in blocks]


def test_header_rows_and_bold_rows() -> None:
    bold = para(run("Head", "<w:b/>"))
    found = read(
        table(
            row(cell(bold), cell(bold), properties="<w:tblHeader/>"),
            row(cell(bold), cell("x"), properties='<w:tblHeader w:val="0"/>'),
        )
    ).blocks
    assert [(b.header, b.bold) for b in found] == [(True, True), (False, False)]


def test_cell_paragraphs_and_labels() -> None:
    content = para("first") + para() + numbered(1, 0, "point") + numbered(2, 0, "step")
    found = read(table(row(cell(content), cell("b"))), numbering=BULLETS).blocks[0]
    assert words(found.cells[0].pieces) == "first\n• point\n1. step"
    assert [p.node for p in found.cells[0].pieces if p.text in {"\n", "• "}] == [None, None, None]


def test_a_column_of_numbers_alone_is_text() -> None:
    count = para("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
    bullet = para("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    rows = row(cell(count), cell("a")) + row(cell(count), cell("b")) + row(cell(bullet), cell("c"))
    assert texts(read(table(rows), numbering=BULLETS)) == ["1. | a", "2. | b", " | c"]


def test_merged_continuations_do_not_count_numbers() -> None:
    count = para("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
    rows = row(cell(count, MERGED), cell("a")) + row(cell(count, CONTINUED), cell("b")) + row(cell(count), cell("c"))
    assert texts(read(table(rows), numbering=BULLETS)) == ["1. | a", "b", "2. | c"]


def test_nested_tables_follow_their_row() -> None:
    inner = table(row(cell("in 1")), row(cell("in 2")))
    found = read(table(row(cell(para("out") + inner + para("more")), cell("b")), row(cell("last"), cell("c")))).blocks
    assert [(text_of(b), b.table, b.row) for b in found] == [
        ("out\nmore | b", 1, 1),
        ("in 1", 2, 1),
        ("in 2", 2, 2),
        ("last | c", 1, 2),
    ]


def test_controls_around_rows_and_cells() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    wrapped = control.format(row(control.format(cell("a")), cell("b")))
    assert texts(read(table(wrapped))) == ["a | b"]


def test_hidden_rows_are_left_out() -> None:
    found = read(table(row(cell("seen")), row(cell("not"), properties="<w:hidden/>"), row(cell("two")))).blocks
    assert [(text_of(b), b.row) for b in found] == [("seen", 1), ("two", 2)]


def test_absurd_spans_are_clamped() -> None:
    odd = [cell("a", span(10**9)), cell("b", span(-5)), cell("c", '<w:gridSpan w:val="x"/>')]
    assert [(c[1], c[2]) for c in shape(read(table(row(*odd))).blocks[0])] == [
        (0, 1000),
        (1000, 1),
        (1001, 1),
    ]


def test_deeply_nested_tables() -> None:
    depth = 500
    body = "<w:tbl><w:tr><w:tc>" * depth + para("deep") + "</w:tc></w:tr></w:tbl>" * depth
    found = read(body).blocks
    assert len(found) == depth
    assert (text_of(found[-1]), found[-1].table) == ("deep", depth)
