from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylint.document import BlockKind, BlockRole
from policylint.reading.markdown import read_markdown
from policylint.reading.outline import outline
from policylint.reading.raw import Piece, RawBlock, RawDocument, ReadingOptions


def pieces_of(raw: RawDocument) -> list[Piece]:
    out: list[Piece] = []
    for block in raw.blocks:
        out += [*block.pieces, *(piece for cell in block.cells for piece in cell.pieces)]
    return out


def read(text: str) -> RawDocument:
    """Read, and hold every piece against the source: only references and escapes may differ from it."""
    raw = read_markdown(text.encode(), ReadingOptions())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for piece in pieces_of(raw):
        if piece.line is not None and piece.column is not None:
            source = (lines[piece.line - 1] + "\n")[piece.column - 1 :]
            assert source.startswith(piece.text) or source[:1] in "&\\", (piece, source)
    return raw


def text_of(block: RawBlock) -> str:
    if block.cells:
        return " | ".join("".join(piece.text for piece in cell.pieces) for cell in block.cells)
    return "".join(piece.text for piece in block.pieces)


def places(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(piece.text, piece.line, piece.column) for piece in pieces_of(read(text))]


def test_headings_of_both_kinds_have_levels() -> None:
    blocks = read("# One\n\n### Three ##\n\nTwo\nlines\n---\n").blocks
    assert [(b.kind, b.level, text_of(b)) for b in blocks] == [
        (BlockKind.HEADING, 1, "One"),
        (BlockKind.HEADING, 3, "Three"),
        (BlockKind.HEADING, 2, "Two lines"),
    ]


def test_places_behind_emphasis_links_references_and_escapes() -> None:
    assert places("A *b* **c**&amp;d \\* [e](x) `f`\n") == [
        ("A ", 1, 1),
        ("b", 1, 4),
        (" ", 1, 6),
        ("c", 1, 9),
        ("&", 1, 12),
        ("d ", 1, 17),
        ("*", 1, 19),
        (" ", 1, 21),
        ("e", 1, 23),
        (" ", 1, 28),
        ("f", 1, 30),
    ]


@pytest.mark.parametrize(
    ("source", "word", "line", "column"),
    [
        ("[`code`](x) after", "code", 1, 3),
        ("<https://a.b> after", "https://a.b", 1, 2),
        ("![picture](x.png) word", " word", 1, 18),
        ("**a *b* word**", " word", 1, 8),
        ("a * b ** word", "*", 1, 8),
        ("***both*** word", "both", 1, 4),
        ("> - > word", "word", 1, 7),
        ("1. one\n\n\tword", "word", 3, 2),
        ("line one\n   lazy word", "lazy word", 2, 4),
        ("> quoted\nlazy word", "lazy word", 2, 1),
        ("a\\\nword", "word", 2, 1),
        ("a  \nword", "word", 2, 1),
        ("``a\nword`` b", "word", 2, 1),
        ("x [^1] word", " word", 1, 7),
        ("#  word #", "word", 1, 4),
        ("a <b>word</b>", "word", 1, 6),
    ],
)
def test_a_word_is_where_the_source_has_it(source: str, word: str, line: int, column: int) -> None:
    assert (word, line, column) in places(source)


def test_places_in_table_cells_with_escaped_bars_and_repeated_words() -> None:
    source = "> | x | x |\n> |---|---|\n> | x\\|y | *x* |\n> | | x |\n"
    assert places(source) == [
        ("x", 1, 5),
        ("x", 1, 9),
        ("x", 3, 5),
        ("|y", 3, 7),
        ("x", 3, 13),
        ("x", 4, 7),
    ]


def test_breaks_become_one_space() -> None:
    assert text_of(read("a\nb  \nc\\\nd<br/>e").blocks[0]) == "a b c d e"


def test_list_items_have_bullets_or_numbers_and_depth() -> None:
    source = "- a\n  - b\n\n    second\n* c\n\n3) d\n4) e\n\n1. f\n1. g\n"
    assert [(b.kind, b.label, b.level, text_of(b)) for b in read(source).blocks] == [
        (BlockKind.ITEM, "•", 1, "a"),
        (BlockKind.ITEM, "•", 2, "b"),
        (BlockKind.PARAGRAPH, "", 0, "second"),
        (BlockKind.ITEM, "•", 1, "c"),
        (BlockKind.ITEM, "3)", 1, "d"),
        (BlockKind.ITEM, "4)", 1, "e"),
        (BlockKind.ITEM, "1.", 1, "f"),
        (BlockKind.ITEM, "2.", 1, "g"),
    ]


def test_typed_labels_stay_in_the_text() -> None:
    assert [text_of(b) for b in read("(a) one\n\n1.1 two\n\na) three").blocks] == ["(a) one", "1.1 two", "a) three"]


def test_quotations_keep_their_role_down_to_lists_and_tables() -> None:
    blocks = read("> a\n> - b\n>\n> | c |\n> |---|\n> | d |\n\ne").blocks
    assert [b.role for b in blocks] == [BlockRole.QUOTATION] * 4 + [BlockRole.BODY]


def test_tables_have_header_rows_and_numbers() -> None:
    blocks = read("| A | B |\n|---|---|\n| 1 | 2 |\n\ntext\n\n| | |\n|---|---|\n| c | d |\n").blocks
    assert [(text_of(b), b.table, b.row, b.header) for b in blocks if b.kind is BlockKind.ROW] == [
        ("A | B", 1, 1, True),
        ("1 | 2", 1, 2, False),
        ("c | d", 2, 1, False),
    ]


def test_bold_means_every_letter_is_strong() -> None:
    assert [b.bold for b in read("**a b**\n\n**a** b\n\n__a__ **b**.\n\na\n").blocks] == [True, False, True, False]


def test_code_comments_and_struck_text_are_left_out_and_indented_text_is_read() -> None:
    source = "```\ncode\n```\n\n<!-- gone -->\n\n    1.1 The clause\n\na ~~gone~~ <del>gone</del>b <!-- x -->c\n"
    assert [text_of(b) for b in read(source).blocks] == ["1.1 The clause", "a  b c"]


def test_html_blocks_are_read_as_html_in_their_places() -> None:
    source = (
        "| a |\n|---|\n| b |\n\n- <table><tr><th>H</th></tr>\n  <tr><td>cell</td></tr></table>\n\n<p>plain\ntext</p>\n"
    )
    raw = read(source)
    assert [(text_of(b), b.table, b.row) for b in raw.blocks] == [
        ("a", 1, 1),
        ("b", 1, 2),
        ("H", 2, 1),
        ("cell", 2, 2),
        ("plain\ntext", None, None),
    ]
    assert ("cell", 6, 11) in [(p.text, p.line, p.column) for p in pieces_of(raw)]


def test_notes_are_notes_and_their_marks_go() -> None:
    blocks = read("Text[^1] on.\n\n[^1]: The *note*\n[^b]: Another one\n").blocks
    assert [(b.kind, b.label, text_of(b)) for b in blocks] == [
        (BlockKind.PARAGRAPH, "", "Text on."),
        (BlockKind.NOTE, "1", "The note"),
        (BlockKind.NOTE, "b", "Another one"),
    ]


def test_front_matter_gives_title_and_language() -> None:
    raw = read('---\ntitle: "Terms: a draft"\nlang: en-IE\ntags:\n  - x\n---\n\nText\n')
    assert (raw.title, raw.languages) == ("Terms: a draft", ("en-IE",))
    assert places("---\ntitle: x\n---\nText")[0] == ("Text", 4, 1)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    raw = read("---\n\nThe board meets.\n\n---\n\nMore.\n")
    assert raw.title is None
    assert [text_of(b) for b in raw.blocks] == ["The board meets.", "More."]


def test_deep_nesting_is_read_or_told() -> None:
    deep = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(60))
    assert text_of(read(deep).blocks[-1]) == "level 59"
    assert not read(deep).notices
    assert [n.code for n in read(">" * 400 + " lost").notices] == ["depth"]


@pytest.mark.parametrize("mark", ["[", "*a ", "`a ``", "![a", "<a ", "<!--\n", "|", "\\*", "&amp;", "> "])
def test_hostile_repetition_is_only_text(mark: str) -> None:
    read(mark * 2_000)


def test_windows_bytes_and_line_ends() -> None:
    raw = read_markdown("a\r\n\r\ncaf\xe9 *x*".encode("cp1252"), ReadingOptions())
    assert [n.code for n in raw.notices] == ["encoding"]
    assert [(p.text, p.line, p.column) for p in raw.blocks[1].pieces] == [("caf\xe9 ", 3, 1), ("x", 3, 7)]


def test_the_outline_keeps_the_columns() -> None:
    document = outline(read("- **The Board** shall _meet_ in public.\n"), "a.md")
    (block,) = document.blocks
    place = block.place_at(block.text.index("meet"))
    assert (place.line, place.column) == (1, 24)


INLINE = st.sampled_from(
    [
        "word",
        " ",
        "*",
        "**",
        "_",
        "`",
        "[",
        "](u)",
        "&amp;",
        "&",
        "\\*",
        "\\",
        "<b>",
        "</b>",
        "~~",
        "|",
        "\n",
        "  \n",
        "é",
    ]
)
PREFIX = st.sampled_from(["", "> ", "- ", "1. ", "  ", "# ", "\t", "| a | ", "    "])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(PREFIX, PREFIX, st.lists(INLINE, max_size=12)), max_size=8))
def test_every_piece_stands_where_it_says(lines: list[tuple[str, str, list[str]]]) -> None:
    source = "\n".join(first + second + "".join(parts) for first, second, parts in lines)
    raw = read(source)
    shown = "".join(re.findall("word", "".join(text_of(block) for block in raw.blocks)))
    assert len(shown) <= 4 * source.count("word")
