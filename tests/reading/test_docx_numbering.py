"""List numbers as Word computes them."""

from __future__ import annotations

import pytest

from policylint.document import BlockKind
from policylint.reading.docx.number_formats import format_number
from tests.reading.docx_files import (
    STYLES,
    abstract,
    level,
    num,
    numbered,
    para,
    part,
    read,
    run,
    start_at,
    style,
    styled,
    text_of,
)

LEGAL = abstract(
    1,
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "(%3)"),
    level(3, "lowerRoman", "(%4)"),
)


def labels(body: str, numbering: str, changes: str = "accepted", styles: str = STYLES) -> list[str]:
    return [block.label for block in read(body, changes, numbering=numbering, styles=styles).blocks]


def sequence(*places: tuple[int, int]) -> str:
    """Paragraphs of (list, level)."""
    return "".join(numbered(num_id, ilvl, "text") for num_id, ilvl in places)


def on(levels: list[int], num_id: int = 1) -> str:
    return sequence(*((num_id, ilvl) for ilvl in levels))


def test_levels_count_and_restart() -> None:
    assert labels(on([0, 1, 1, 2, 2, 3, 2, 1, 0, 1, 2]), LEGAL + num(1, 1)) == [
        *("1.", "1.1", "1.2", "(a)", "(b)", "(i)", "(c)", "1.3", "2.", "2.1", "(a)"),
    ]


def test_items_carry_label_and_depth() -> None:
    found = read(on([0, 2]), numbering=LEGAL + num(1, 1)).blocks
    assert [(b.kind, b.label, b.level) for b in found] == [
        (BlockKind.ITEM, "1.", 1),
        (BlockKind.ITEM, "(a)", 3),
    ]


def test_lists_over_one_definition_share_its_counters() -> None:
    body = sequence((1, 0), (2, 0), (2, 1), (1, 1), (1, 0))
    assert labels(body, LEGAL + num(1, 1) + num(2, 1)) == ["1.", "2.", "2.1", "2.2", "3."]


def test_start_override_counts_on_first_use_only() -> None:
    numbering = LEGAL + num(1, 1) + num(2, 1, start_at(0, 5))
    assert labels(sequence((1, 0), (1, 0), (2, 0), (1, 0), (2, 0)), numbering) == [
        "1.",
        "2.",
        "5.",
        "6.",
        "7.",
    ]


def test_start_override_of_a_level_leaves_its_parent_alone() -> None:
    numbering = LEGAL + num(1, 1) + num(2, 1, start_at(0, 1) + start_at(1, 7))
    assert labels(sequence((1, 0), (1, 0), (1, 1), (2, 1), (1, 1)), numbering) == [
        "1.",
        "2.",
        "2.1",
        "2.7",
        "2.8",
    ]


def test_level_override_replaces_the_level_for_that_list() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert labels(sequence((1, 0), (2, 0), (1, 0)), LEGAL + num(1, 1) + num(2, 1, own)) == ["1.", "B)", "3."]


def test_a_level_above_without_paragraphs_shows_its_start_and_is_not_used_up() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.", start=4), level(1, "decimal", "%1.%2")) + num(1, 1)
    assert labels(on([1, 1, 0, 1]), numbering) == ["4.1", "4.2", "4.", "4.1"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", ["(a)", "(a)", "(a)"]), ("0", ["(a)", "(b)", "(c)"]), ("1", ["(a)", "(b)", "(a)"])],
)
def test_level_restart(restart: str, expected: list[str]) -> None:
    own = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    numbering = abstract(1, level(0, "decimal", "%1"), level(1, "decimal", "%2"), level(2, "lowerLetter", "(%3)", own))
    found = labels(on([0, 1, 2, 1, 2, 0, 1, 2]), numbering + num(1, 1))
    assert [label for label in found if label.startswith("(")] == expected


def test_legal_numbers_show_the_levels_above_in_decimal() -> None:
    numbering = abstract(
        1, level(0, "upperRoman", "Article %1."), level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>")
    )
    assert labels(on([0, 0, 1]), numbering + num(1, 1)) == ["Article I.", "Article II.", "Section 2.01"]


def test_start_left_out_is_nought() -> None:
    assert labels(on([0, 0]), abstract(1, level(0, "decimal", "%1.", start=None)) + num(1, 1)) == ["0.", "1."]


def test_bullets_and_levels_without_a_number() -> None:
    numbering = (
        abstract(1, level(0, "bullet", "\uf0a7"), level(1, "bullet", ""), level(2, "none", ""))
        + abstract(2, level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>"))
        + num(1, 1)
        + num(2, 2)
    )
    found = read(sequence((1, 0), (1, 1), (1, 2), (2, 0), (1, 8), (99, 0)), numbering=numbering).blocks
    assert [b.label for b in found] == ["•", "", "", "", "", ""]
    assert [b.kind for b in found] == [BlockKind.ITEM] + [BlockKind.PARAGRAPH] * 5


def test_numbering_through_styles() -> None:
    numbering = abstract(
        1,
        level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'),
        level(2, "lowerLetter", "(%3)"),
    )
    numbering += num(1, 1)
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{}"/></w:pPr>'
    styles = (
        STYLES
        + style("H1", "heading 1", listed.format(0))
        + style("H2", "heading 2", listed.format(1), based_on="H1")
        + style("Sub", "Sub", based_on="H2")
        + style("C", "C", '<w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr>', based_on="Root")
        + style("Root", "Root", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("Off", "Off", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based_on="H1")
    )
    body = "".join(styled(key, key) for key in ("H1", "H2", "Sub", "C", "Off", "H1"))
    body += para("none", '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    found = read(body, numbering=numbering, styles=styles).blocks
    assert [b.label for b in found] == ["1", "1.1", "1.2", "(a)", "", "2", ""]
    assert [(b.kind, b.level) for b in found[:2]] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2)]


def test_list_style_links() -> None:
    numbering = (
        abstract(1, before='<w:numStyleLink w:val="L"/>')
        + abstract(2, level(0, "lowerLetter", "%1)"), before='<w:styleLink w:val="L"/>')
        + abstract(3, before='<w:numStyleLink w:val="M"/>')
        + abstract(4, before='<w:numStyleLink w:val="N"/><w:styleLink w:val="N"/>')
        + num(1, 1)
        + num(2, 2)
        + num(3, 3)
        + num(4, 4)
    )
    styles = STYLES + style("M", "M", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering")
    assert labels(sequence((1, 0), (1, 0), (3, 0), (4, 0)), numbering, styles=styles) == [
        "a)",
        "b)",
        "a)",
        "",
    ]


def test_indent_comes_from_the_level_unless_set_nearer() -> None:
    place = '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
    numbering = abstract(1, level(0, "decimal", "%1.").replace("</w:lvl>", f"{place}</w:lvl>")) + num(1, 1)
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        STYLES
        + style("Plain", "Plain", '<w:pPr><w:ind w:left="2000"/></w:pPr>')
        + style("Listed", "Listed", f"<w:pPr>{listed}</w:pPr>", based_on="Plain")
        + style("Own", "Own", '<w:pPr><w:ind w:left="1440"/></w:pPr>', based_on="Listed")
    )
    body = (
        para("a", listed)
        + para("b", f'<w:pStyle w:val="Plain"/>{listed}')
        + styled("Listed", "c")
        + styled("Own", "d")
        + para("e", f'{listed}<w:ind w:left="0"/>')
    )
    assert [b.indent for b in read(body, numbering=numbering, styles=styles).blocks] == [18, 18, 18, 54, -18]


def test_empty_paragraphs_count_but_hidden_and_deleted_ones_do_not() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        numbered(1, 0, "one")
        + para("", listed)
        + para(run("gone", "<w:vanish/>"), f"{listed}<w:rPr><w:vanish/></w:rPr>")
        + para("", f"{listed}<w:sectPr/>")
        + para(
            '<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>',
            f'{listed}<w:rPr><w:del w:id="2"/></w:rPr>',
        )
        + numbered(1, 0, "next")
    )
    assert labels(body, LEGAL + num(1, 1)) == ["1.", "3."]
    assert labels(body, LEGAL + num(1, 1), "rejected") == ["1.", "3.", "4."]


def test_inserted_numbering_is_not_there_when_rejected() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1"/></w:numPr>'
    assert labels(para("x", listed), LEGAL + num(1, 1)) == ["1."]
    assert labels(para("x", listed), LEGAL + num(1, 1), "rejected") == [""]


def test_text_boxes_and_notes_count_apart() -> None:
    box = f"<w:r><w:txbxContent>{on([0, 0])}</w:txbxContent></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
    notes = part("footnotes", f'<w:footnote w:id="2">{on([0])}</w:footnote>')
    body = on([0]) + para(run("anchor") + box) + on([0])
    found = read(body, numbering=LEGAL + num(1, 1), parts={"footnotes": ("footnotes", notes)}).blocks
    assert [(text_of(b), b.label) for b in found] == [
        ("text", "1."),
        ("anchor", ""),
        ("text", "1."),
        ("text", "2."),
        ("text", "1."),
        ("text", "2."),
    ]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", {1: "1", 12: "12", 0: "0"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb", 53: "aaa", 0: ""}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv", 1999: "mcmxcix", 0: ""}),
        ("upperRoman", {40: "XL"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 21: "21st", 112: "112th"}),
        ("cardinalText", {1: "One", 21: "Twenty-one", 30: "Thirty"}),
        ("ordinalText", {1: "First", 12: "Twelfth", 20: "Twentieth", 22: "Twenty-second", 30: "Thirtieth"}),
        ("numberInDash", {5: "- 5 -"}),
        ("chicago", {1: "*", 2: "†", 5: "**"}),
        ("none", {5: ""}),
        ("001, 002, 003, ...", {7: "007"}),
        ("japaneseCounting", {7: "7"}),
    ],
)
def test_number_formats(form: str, written: dict[int, str]) -> None:
    assert {value: format_number(value, form) for value in written} == written


def test_custom_format_is_read_from_the_alternative() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="01, 02, 03"/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    plain = level(0, "decimal", "%1").replace('<w:numFmt w:val="decimal"/>', custom)
    assert labels(on([0]), abstract(1, plain) + num(1, 1)) == ["01"]


def test_absurd_numbers_stay_small() -> None:
    numbering = abstract(
        1,
        level(0, "lowerLetter", "%1" * 5_000, start=999_999_999),
        level(1, "upperRoman", "%2", start=-4),
        level(2, "0" * 10**5, "%3"),
    )
    found = labels(on([0, 0, 1, 2]) + on([-3, 77]), numbering + num(1, 1))
    assert max(map(len, found)) < 10_000
    assert found[2:] == ["", "1".zfill(30), "", ""]
