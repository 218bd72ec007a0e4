from __future__ import annotations

from policylint.document import BlockKind
from policylint.reading.raw import RawBlock, RawDocument, ReadingOptions
from policylint.reading.text import CHARACTER_POINTS, read_text


def read(text: str) -> RawDocument:
    raw = read_text(text.encode(), ReadingOptions())
    lines = text.split("\n")
    for block in raw.blocks:
        for piece in [*block.pieces, *(p for cell in block.cells for p in cell.pieces)]:
            if piece.line is not None and piece.column is not None:
                assert lines[piece.line - 1][piece.column - 1 :].startswith(piece.text)
    return raw


def text_of(block: RawBlock) -> str:
    if block.cells:
        return " | ".join("".join(piece.text for piece in cell.pieces) for cell in block.cells)
    return "".join(piece.text for piece in block.pieces)


def texts(text: str) -> list[str]:
    return [text_of(block) for block in read(text).blocks]


WRAPPED = """\
The board oversees repairs and services in all of the homes that are owned by the
association, and it tells the directors what should be done better in each of them
and by whom.
"""


def test_wrapped_lines_are_joined_and_blank_lines_part() -> None:
    first, second = texts(WRAPPED + "\n" + WRAPPED)
    assert first == second == " ".join(WRAPPED.split())


def test_a_piece_for_each_line_with_a_joint_between() -> None:
    block = read("  The first line of a paragraph that\n  goes on.").blocks[0]
    assert [(p.text, p.line, p.column) for p in block.pieces] == [
        ("The first line of a paragraph that", 1, 3),
        (" ", None, None),
        ("goes on.", 2, 3),
    ]
    assert block.indent == 2 * CHARACTER_POINTS


def test_typed_labels_begin_blocks_and_stay_in_the_text() -> None:
    source = "The board shall:\n(a) meet monthly; and\n(b) publish its minutes.\n- five tenants\n1.2 It reports."
    assert texts(source) == source.split("\n")


def test_a_number_that_fell_at_a_lines_start_is_no_label() -> None:
    source = (
        "All members shall have a vote on the matters that are listed for the board in rule\n"
        "4.2 of this scheme, unless they have an interest in it and have said so at the\n"
        "start. It is governed by\n"
        "Section 9 of the Act.\n"
    )
    assert len(texts(source)) == 1


def test_lines_that_end_early_are_on_their_own() -> None:
    source = "Membership\n" + WRAPPED + "Chair\nTreasurer\nTwo lay members\n"
    assert texts(source) == ["Membership", " ".join(WRAPPED.split()), "Chair", "Treasurer", "Two lay members"]


def test_capitals_stand_apart_from_what_follows() -> None:
    title = "THE CONSTITUTION OF THE RIVERSIDE TENANTS AND RESIDENTS FEDERATION AND ITS BRANCHES"
    assert texts(f"{title}\n{WRAPPED}")[0] == title


def test_underlined_lines_are_bold_and_the_line_is_dropped() -> None:
    blocks = read("====\nRules\n=====\n1 Purpose\n---------\nText of it.\n\n----------\n\nMore.").blocks
    assert [(text_of(block), block.bold) for block in blocks] == [
        ("Rules", True),
        ("1 Purpose", True),
        ("Text of it.", False),
        ("More.", False),
    ]


def test_paragraphs_one_to_a_line_are_not_joined() -> None:
    long = "The board " + "shall meet and " * 30 + "report."
    assert texts(f"{long}\n{long}\n{long}") == [long] * 3


def test_tables_of_gaps() -> None:
    raw = read(
        "Member              Votes     Term\n------   ----   ---\nTenant              1         three\nOfficer     0    two\n"
    )
    assert [text_of(block) for block in raw.blocks] == [
        "Member | Votes | Term",
        "Tenant | 1 | three",
        "Officer | 0 | two",
    ]
    assert [(b.kind, b.table, b.row, b.header) for b in raw.blocks] == [
        (BlockKind.ROW, 1, 1, True),
        (BlockKind.ROW, 1, 2, False),
        (BlockKind.ROW, 1, 3, False),
    ]


def test_table_cells_that_go_on_and_rows_set_apart() -> None:
    source = (
        "Name            Standing\n\n"
        "Carer           a full member of the\n                board\n\n"
        "Officer         attends\n"
    )
    assert texts(source) == ["Name | Standing", "Carer | a full member of the board", "Officer | attends"]


def test_tables_of_bars_and_tabs() -> None:
    source = "| Role | Name |\n|---|---|\n| Chair | Ann |\n\nA\tB\tC\n1\t2\t3\n"
    raw = read(source)
    assert [(text_of(b), b.table, b.header) for b in raw.blocks] == [
        ("Role | Name", 1, True),
        ("Chair | Ann", 1, False),
        ("A | B | C", 2, False),
        ("1 | 2 | 3", 2, False),
    ]


def test_what_only_looks_like_a_table_is_text() -> None:
    contents = "Purpose        3\nMembership     4\nQuorum         5"
    assert texts(contents) == contents.split("\n")
    assert texts("Version: 2 | Date: May") == ["Version: 2 | Date: May"]
    assert texts("1.1\tThe board meets.\n1.2\tIt reports.") == ["1.1\tThe board meets.", "1.2\tIt reports."]


def test_form_feeds_part_blocks() -> None:
    assert texts("One line here\n\fanother line") == ["One line here", "another line"]


def test_only_line_feeds_count_as_line_ends() -> None:
    raw = read_text("a\u2028b\x0bc\r\nthe second".encode(), ReadingOptions())
    assert raw.blocks[-1].pieces[-1].line == 2


def test_a_windows_file_carries_its_notice() -> None:
    raw = read_text("The café".encode("cp1252"), ReadingOptions())
    assert [notice.code for notice in raw.notices] == ["encoding"]


def test_hostile_lines_are_only_text() -> None:
    assert len(texts("-" * 50_000 + "x")) == 1
    assert texts("--\n" * 5_000) == []
    assert len(texts("Purpose      3\n" * 3_000)) == 3_000
    assert len(texts("a   b\n" + "        c\n" * 3_000)) >= 1
