"""Edits of the source: exact where they are made, none where they would break it."""

from __future__ import annotations

import pytest

from policylint.findings.model import Where
from policylint.findings.stretches import Stretch, stretches
from policylint.reporting.edits import Edit, edits_for
from policylint.reporting.regions import Region, SourceLines, finding_region, region_around, region_of
from tests.reporting.drafts import SOURCE, Draft


def applied(source: str, edits: tuple[Edit, ...]) -> str:
    """The source after the edits, which run from the last to the first place."""
    for edit in edits:
        lines = source.split("\n")
        start = sum(len(line) + 1 for line in lines[: edit.region.line - 1]) + edit.region.column - 1
        end = sum(len(line) + 1 for line in lines[: edit.region.end_line - 1]) + edit.region.end_column - 1
        source = source[:start] + edit.text + source[end:]
    return source


def test_a_region_covers_the_words_over_line_ends() -> None:
    draft = Draft()
    report = draft.report()
    region = finding_region(report, report.findings[3])
    assert region == Region(5, 41, 6, 29)
    assert SourceLines(SOURCE).text(region) == "Patients may\nattend meetings of the Board"


def test_byte_columns_count_utf8() -> None:
    lines = SourceLines(SOURCE)
    assert SOURCE.split("\n")[4].encode()[lines.byte_column(5, 41) - 1 :].startswith(b"Patients may")


def test_a_sentence_is_replaced_and_a_row_goes_with_its_line() -> None:
    report = Draft().report()
    assert report.findings[2].suggestion is not None
    after = applied(SOURCE, edits_for(report, report.findings[2].suggestion))
    assert "2.1 Patients shall vote.\n" in after
    assert "|---|---|\n\n## 2" in after


def test_a_clause_is_added_below_with_its_number_and_its_marks_escaped() -> None:
    report = Draft().report()
    assert report.findings[1].suggestion is not None
    after = applied(SOURCE, edits_for(report, report.findings[1].suggestion))
    assert after == SOURCE + "\n2.3 All \\[of us\\] shall agree.\n"


def test_words_among_marks_are_left_alone() -> None:
    report = Draft().report()
    assert report.findings[0].suggestion is not None
    assert edits_for(report, report.findings[0].suggestion) == ()


def test_the_last_line_may_lack_its_end() -> None:
    draft = Draft("The board meets.", "a.txt")
    edits = edits_for(draft.report_of_nothing(), draft.after("More.", "The board", where=Where.END))
    assert applied("The board meets.", edits) == "The board meets.\n\nMore.\n"


@pytest.mark.parametrize(
    ("source", "words", "after"),
    [
        ("<p>The board &amp; co meet.</p><p>Next</p>", "The board", "<p>The board &amp; co meet.</p>\n<p>A &lt; B.</p><p>Next</p>"),
        ("<ul>\n<li><b>The board</b></li>\n</ul>\n<p>Next</p>", "The board", "</ul>\n<p>A &lt; B.</p>\n<p>Next</p>"),
        ("<div>The board meets.<br>Next</div>", "The board", None),
    ],
)  # fmt: skip
def test_html_gets_a_paragraph_behind_the_element(source: str, words: str, after: str | None) -> None:
    draft = Draft(source, "a.html")
    edits = edits_for(draft.report_of_nothing(), draft.after("A < B.", words))
    if after is None:
        assert edits == ()
    else:
        assert applied(source, edits).endswith(after)


def test_formats_without_lines_have_no_regions() -> None:
    blocks = Draft().document.blocks
    bare = [type(b)(b.kind, b.text, type(b.place)()) for b in blocks]
    assert region_of(bare[0], 0, 3) is None
    assert region_around(bare, [Stretch(0, 0, 3)]) is None
    assert region_around(blocks, []) is None


def test_stretches_are_the_words_of_the_evidence() -> None:
    report = Draft().report()
    assert report.text is not None
    for criterion in report.criteria:
        for evidence in criterion.evidence:
            found = stretches(report.text, evidence)
            words = " ".join(report.text.blocks[s.block].text[s.start : s.end] for s in found)
            assert words == evidence.text
