from __future__ import annotations

import re
from dataclasses import replace

import pytest

from policylint.document import Place, TablePlace
from policylint.findings.model import SetAside, SetAsideBy
from policylint.reporting import FORMATS, View, renderer
from policylint.reporting.places import address, cited
from policylint.reporting.summary import summary
from policylint.rules.model import Status
from tests.reporting.runs import HOSTILE, LINE, SEAT, TABLE, UNREAD, report, run


def text(view: View | None = None, words: str = "may be invited to attend") -> str:
    return renderer("text")(run(report(words=words)), view or View())


def test_places_are_cited_as_people_do() -> None:
    assert cited(SEAT) == "section '4 Membership', page 3, paragraph 41"
    assert cited(TABLE) == "section '4 Membership', table 2, row 3"
    assert cited(LINE) == "section '2 Aims', line 12"
    assert cited(Place()) == ""


def test_addresses_are_lines_where_there_are_lines() -> None:
    assert address("a.md", LINE) == "a.md:12:5"
    assert address("a.pdf", SEAT) == "a.pdf:p3/par41"
    assert address("a.docx", Place(paragraph=4, table=TablePlace(1, 1))) == "a.docx:par4"
    assert address("a\n.md", Place()) == r"a\x0a.md"


def test_each_status_has_its_word_and_its_own_mark() -> None:
    plain = text(View(unicode=False))
    for line in (
        "o CP101 voice-valued  MISSING",
        "x CP402 shared-decision-making  CONTRADICTED",
        "+ CP502 co-design  EMBEDDED",
        "~ CP505 seats-on-boards  PARTIAL",
    ):
        assert line in plain
    assert "Not asked" in plain
    assert plain.isascii()


def test_at_most_three_pieces_are_quoted_unless_verbose() -> None:
    words = "may be invited to attend"
    assert text().count(f"“{words}") == 3
    assert "and 2 more" in text()
    assert text(View(verbose=True)).count(f"“{words}") == 5
    assert "Is it seats-on-boards?" in text(View(verbose=True))
    assert "Is it" not in text()


def test_a_finding_says_why_where_and_what_instead() -> None:
    page = re.sub(r"\s+", " ", text())
    assert "“may be invited to attend 1” section '4 Membership', table 2, row 3; hedged: 'may'" in page
    assert "Suggestion, instead of “They shall not vote at any meeting.”: They shall vote." in page
    assert "Strike out “No votes” (section '4 Membership', table 2, row 3)" in page
    assert "Suggestion, after section '4 Membership', page 3, paragraph 41: Two seats." in page
    assert "Suggestion, at the end of the document: 4.3 Value voices." in page
    assert "No secured seat." in page


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_view(width: int) -> None:
    long = "words that go on " * 30
    made = run(replace(report(words=long), title="A very long title indeed " * 8))
    wide = [line for line in renderer("text")(made, View(width=width)).splitlines() if len(line) > width]
    assert wide == []


def test_colour_only_adds_codes() -> None:
    painted = text(View(color=True))
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == text()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("view", [View(), View(verbose=True), View(quiet=True)])
def test_no_format_lets_unsafe_characters_through(name: str, view: View) -> None:
    bad = Place(HOSTILE)
    made = replace(report(path=HOSTILE, words=HOSTILE), title=HOSTILE, kind=HOSTILE, statements=(HOSTILE,))
    criteria = tuple(
        replace(c, evidence=tuple(replace(e, place=bad, reasons=(HOSTILE,)) for e in c.evidence)) for c in made.criteria
    )
    findings = tuple(
        replace(f, message=HOSTILE, place=bad, suggestion=replace(f.suggestion, text=HOSTILE, place=bad))
        for f in made.findings
        if f.suggestion is not None
    )
    output = renderer(name)(run(replace(made, criteria=criteria, findings=findings)), view)
    assert not set(output) & set("\x1b\u202e\u200b\x9b")


def test_quiet_is_findings_and_summary() -> None:
    lines = text(View(quiet=True)).splitlines()
    assert len(lines) == 4
    assert lines[0] == "drafts/board.docx: ○ CP101 voice-valued  MISSING  warning"
    assert lines[-1] == "1 document: 1 error, 1 warning, 1 hint"


def test_a_document_of_which_nothing_is_asked_has_no_score() -> None:
    made = report()
    criteria = tuple(replace(c, status=Status.NOT_APPLICABLE, evidence=()) for c in made.criteria)
    output = renderer("text")(run(replace(made, score=None, criteria=criteria, findings=())), View())
    assert "No score" in output
    assert output.endswith("1 document: no findings\n")


def test_summary_counts_what_was_not_read() -> None:
    two = (UNREAD, UNREAD)
    assert summary(run(report(), report(), errors=two)).startswith("2 documents: 2 errors, 2 warnings, 2 hints; 2 not")
    assert summary(run(errors=(UNREAD,))) == "No document was judged; 1 not read"


def test_concise_is_one_line_a_finding() -> None:
    output = renderer("concise")(run(report("a.docx")), View())
    assert output.splitlines()[2] == (
        "a.docx:p3/par41: info CP505 partial No secured seat: ‘may be invited to attend 0’."
    )
    assert len(output.splitlines()) == 3


def test_a_finding_kept_back_says_so_and_why() -> None:
    made = report()
    aside = (SetAside(made.findings[2], SetAsideBy.COMMENT, "set by law", "Line 3"),)
    kept = run(replace(made, findings=made.findings[:2], aside=aside))
    page = renderer("text")(kept, View())
    assert "  ~ CP505 seats-on-boards  PARTIAL" in page
    assert "suppressed\n      set by law (Line 3)\n" in page
    assert "Two seats." not in page and "may be invited" not in page
    assert "may be invited" in renderer("text")(kept, View(verbose=True))
    assert summary(kept) == "1 document: 1 error, 1 warning; 1 suppressed"
