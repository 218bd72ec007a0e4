"""Suppressions as they stand in real files, against a finding that rests on known words."""

from __future__ import annotations

import pytest

from policylint.assessment.model import Criterion, Evidence
from policylint.commands.choosing import pack_at
from policylint.document import Document, Place
from policylint.findings.model import DocumentReport, Finding
from policylint.findings.suppressing import suppressed
from policylint.findings.suppressions import MAX_COMMENTS, suppressions_of
from policylint.reading import read_bytes
from policylint.rules.model import Severity, Status
from tests.reading.docx_files import docx, para, part, run

PACK = pack_at(None)
SEATS, VOICE = "CP505", "CP101"


def reported(document: Document, *words: str, rule: str = SEATS) -> DocumentReport:
    """A report in which ``rule`` is partial for every block that holds one of the words; missing without words."""
    status = Status.PARTIAL if words else Status.MISSING
    evidence = tuple(
        Evidence(status, block.text, 0, 0, 1, index, 0, block.place, "line")
        for index, block in enumerate(document.blocks)
        if any(word in block.text for word in words)
    )
    assert bool(words) == bool(evidence)
    asked = next(r for r in PACK.rules if r.id == rule)
    finding = Finding(
        rule, asked.name, status, Severity.WARNING, "", Place(), None, "0" * 16, evidence[0] if evidence else None
    )
    return DocumentReport(
        document.path, document.format, "policy", "en", None, 1, None, 0.0, (),
        (Criterion(asked, status, evidence),), (finding,), (), ("",),
    )  # fmt: skip


def outcome(data: str | bytes, *words: str, name: str = "a.md", rule: str = SEATS) -> tuple[bool, list[str]]:
    """Whether the finding was set aside, and the notices."""
    document = read_bytes(data.encode() if isinstance(data, str) else data, name)
    made = suppressed(reported(document, *words, rule=rule), *suppressions_of(document, PACK))
    assert len(made.findings) + len(made.aside) == 1
    return bool(made.aside), [f"{n.code}: {n.message}" for n in made.notices if n.code.startswith("suppression")]


IGNORE = "<!-- policylint: ignore CP505 — set by law -->"
FILLER = "The board meets four times a year and keeps minutes of what it decides."
SILENCED = {
    "before a paragraph": f"{IGNORE}\n\nThey may attend.\n\n{FILLER}",
    "before a heading": f"{FILLER}\n\n{IGNORE}\n# They may attend\n\n{FILLER}",
    "in a paragraph": f"{FILLER}\n\nThey may {IGNORE} attend.\n\n{FILLER}",
    "at a paragraph's end": f"{FILLER}\n\nThey may attend. {IGNORE}\n\n{FILLER}",
    "before a list item": f"- {FILLER}\n- {IGNORE}\n  They may attend.\n- {FILLER}",
    "at an item's end": f"- {FILLER}\n- They may attend. {IGNORE}\n- {FILLER}",
    "in a table's row": f"| Who | How |\n|--|--|\n| Staff | {FILLER} |\n| They may attend | {IGNORE} yes |\n",
    "by name": f"<!-- policylint: ignore seats-on-boards -- set by law -->\n\nThey may attend.\n\n{FILLER}",
    "by principle": f"<!-- policylint: ignore CP5: set by law -->\n\nThey may attend.\n\n{FILLER}",
    "among others": f"<!-- Policylint: Ignore CP101, CP505 - set by law -->\n\nThey may attend.\n\n{FILLER}",
    "over lines": f"<!-- policylint: ignore CP505 —\n  set by law\n-->\n\nThey may attend.\n\n{FILLER}",
    "the file": f"{FILLER}\n\nThey may attend.\n\n<!-- policylint: ignore-file CP505 — set by law -->\n",
    "a region": f"<!-- policylint: ignore-start CP505 — set by law -->\n\n{FILLER}\n\nThey may attend.\n\n"
    f"<!-- policylint: ignore-end -->\n\n{FILLER}",
    "YAML front matter": f"---\ntitle: x\npolicylint:\n  ignore:\n    CP505: set by law\n---\n\nThey may attend. {FILLER}",
    "TOML front matter": f'+++\ntitle = "x"\n[policylint.ignore]\nCP505 = "set by law"\n+++\n\nThey may attend. {FILLER}',
}
LOUD = {
    "another rule": (f"{IGNORE.replace('CP505', 'CP101')}\n\nThey may attend. {FILLER}", None),
    "another block": (f"{IGNORE}\n\n{FILLER}\n\nThey may attend.", "rests on words elsewhere"),
    "no reason": ("<!-- policylint: ignore CP505 -->\n\nThey may attend.", "Line 1: no reason is given"),
    "an empty reason": ("<!-- policylint: ignore CP505 — -->\n\nThey may attend.", "no reason is given"),
    "no rule": ("<!-- policylint: ignore — all of it -->\n\nThey may attend.", "name the rules"),
    "an unknown rule": (
        "<!-- policylint: ignore CP55O — law -->\n\nThey may attend.",
        "unknown rule or principle 'CP55O'",
    ),
    "an unknown word": ("<!-- policylint: ingore CP505 — law -->\n\nThey may attend.", "did you mean 'ignore'?"),
    "no word": ("<!-- policylint: -->\n\nThey may attend.", "it should say one of: ignore"),
    "after the region": (
        "<!-- policylint: ignore-start CP505 — law -->\n\n"
        + FILLER
        + "\n\n<!-- policylint: ignore-end -->\n\nThey may attend.",
        "rests on words elsewhere",
    ),
    "a region without end": (
        "<!-- policylint: ignore-start CP505 — law -->\n\nThey may attend.",
        "without an 'ignore-end'",
    ),
    "an end without start": ("They may attend.\n\n<!-- policylint: ignore-end -->", "without an 'ignore-start'"),
    "front matter, a list": ("---\npolicylint:\n  ignore: [CP505]\n---\n\nThey may attend.", "no reason is given"),
    "front matter, no reason": (
        "---\npolicylint:\n  ignore:\n    CP505:\n---\n\nThey may attend.",
        "no reason is given",
    ),
    "front matter, a wrong key": (
        "---\npolicylint:\n  ignroe:\n    CP505: x\n---\n\nThey may attend.",
        "did you mean 'ignore'?",
    ),
    "front matter, broken": ("---\npolicylint: [\n---\n\nThey may attend.", "not valid YAML"),
    "a code block": (f"```\n{IGNORE}\n```\n\nThey may attend.", None),
    "a code span": (f"`{IGNORE}`\n\nThey may attend.", None),
    "text": ("policylint: ignore CP505 — set by law\n\nThey may attend.", None),
    "another's comment": ("<!-- vale off --> \n\nThey may attend.", None),
    "a comment that never ends": ("They may attend.\n\n<!-- policylint: ignore-file CP505 — law", None),
}


@pytest.mark.parametrize("text", SILENCED.values(), ids=SILENCED)
def test_markdown_that_silences(text: str) -> None:
    assert outcome(text, "They may") == (True, [])


@pytest.mark.parametrize(("text", "told"), LOUD.values(), ids=LOUD)
def test_markdown_that_silences_nothing_and_says_so(text: str, told: str | None) -> None:
    silenced, notices = outcome(text, "They may")
    assert not silenced
    assert (told is None and not notices) or (len(notices) == 1 and told is not None and told in notices[0])


@pytest.mark.parametrize(
    "text",
    [
        f"{IGNORE}<p>They may attend.</p><p>{FILLER}</p>",
        f"<p>They {IGNORE} may attend.</p><p>{FILLER}</p>",
        f"<ul><li>{FILLER}</li><li>{IGNORE}They may attend.</li></ul>",
        f"<table><tr><td>{FILLER}</td></tr>{IGNORE}<tr><td>They may attend.</td></tr></table>",
        f"<table><tr><td>{FILLER}</td></tr><tr><td>{IGNORE}They may attend.</td><td>x</td></tr></table>",
        f"<table><tr><td>{FILLER}</td></tr><tr><td>They may attend.</td><td>{IGNORE}</td></tr></table>",
        f"<head><!-- policylint: ignore-file CP505 — law --></head><p>They may attend. {FILLER}</p>",
    ],
)
def test_html_that_silences(text: str) -> None:
    assert outcome(f"<!DOCTYPE html><html><body>{text}</body></html>", "They", name="a.html") == (True, [])


def test_html_in_a_script_silences_nothing() -> None:
    text = f"<html><body><script>{IGNORE}</script><p>They may attend. {FILLER}</p></body></html>"
    assert outcome(text, "They", name="a.html") == (False, [])


def test_every_block_a_finding_rests_on_has_to_be_covered() -> None:
    one = f"{IGNORE}\n\nThey may attend.\n\n{FILLER}\n\nThey may speak."
    silenced, notices = outcome(one, "They may")
    assert not silenced
    assert notices == [
        "suppression-unused: Line 1: the suppression of CP505 silences nothing yet: "
        "the finding CP505 also rests on 1 other place."
    ]
    assert outcome(one.replace("They may speak", f"{IGNORE} They may speak"), "They may")[0]


def test_a_missing_criterion_is_accepted_for_the_file_only() -> None:
    silenced, notices = outcome(f"{IGNORE}\n\n{FILLER}")
    assert not silenced and "write 'ignore-file' to accept that" in notices[0]
    assert outcome(f"{IGNORE.replace('ignore', 'ignore-file')}\n\n{FILLER}") == (True, [])


def test_what_silences_nothing_is_told() -> None:
    text = f"{IGNORE.replace('CP505', 'CP505, CP101')}\n\nThey may attend. {FILLER}"
    document = read_bytes(text.encode(), "a.md")
    report = reported(document, "They may")
    voice = next(r for r in PACK.rules if r.id == VOICE)
    embedded = (*report.criteria, Criterion(voice, Status.EMBEDDED))
    from dataclasses import replace

    made = suppressed(replace(report, criteria=embedded), *suppressions_of(document, PACK))
    assert [n.message for n in made.notices] == [
        "Line 1: the suppression of CP101 silences nothing: there is no such finding; take it out."
    ]


def word(comment: str, *, ranged: bool = True, on: int = 1) -> bytes:
    """A draft of three paragraphs with a comment on one."""
    paragraphs = [FILLER, "They may attend.", "Others decide."]
    start, end = ('<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>') if ranged else ("", "")
    mark = '<w:r><w:commentReference w:id="7"/></w:r>'
    body = "".join(
        para(f"{start}{run(text)}{end}{mark}" if number == on else run(text)) for number, text in enumerate(paragraphs)
    )
    comments = part("comments", f'<w:comment w:id="7" w:author="A">{para(comment)}</w:comment>')
    return docx(body, parts={"comments": ("comments", comments)})


@pytest.mark.parametrize("ranged", [True, False], ids=["on words", "on a spot"])
def test_a_word_comment_silences_the_words_it_is_put_on(ranged: bool) -> None:
    said = "policylint: ignore CP505 — set by law"
    assert outcome(word(said, ranged=ranged), "They may", name="a.docx") == (True, [])
    silenced, notices = outcome(word(said, ranged=ranged, on=2), "They may", name="a.docx")
    assert not silenced and "Comment on paragraph 3" in notices[0] and "elsewhere" in notices[0]


def test_a_word_comment_accepts_what_is_missing() -> None:
    assert outcome(word("Policylint: ignore CP505 – set by law"), name="a.docx") == (True, [])
    assert outcome(word("policylint: ignore-file CP505 — law"), "They may", name="a.docx") == (True, [])


def test_a_word_comment_without_reason_or_of_another_kind_silences_nothing() -> None:
    silenced, notices = outcome(word("policylint: ignore CP505"), "They may", name="a.docx")
    assert not silenced and "Comment on paragraph 2: no reason is given" in notices[0]
    assert outcome(word("I would ignore CP505 — it is law"), "They may", name="a.docx") == (False, [])


def test_no_number_of_comments_takes_the_machine_down() -> None:
    many = f"{IGNORE}\n\n" * (MAX_COMMENTS + 5)
    silenced, notices = outcome(f"{many}They may attend. {FILLER}", "They may")
    assert silenced
    assert notices == [
        f"suppression-not-understood: Only the first {MAX_COMMENTS} of {MAX_COMMENTS + 5} comments to policylint were looked at."
    ]


def test_damaged_comments_do_not_keep_a_draft_from_being_read() -> None:
    data = docx(para(FILLER), parts={"comments": ("comments", "<w:comments")})
    assert read_bytes(data, "a.docx").remarks == ()
