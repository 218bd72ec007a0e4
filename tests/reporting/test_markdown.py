"""The pull-request comment, rendered as a host renders it."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from policylint.reporting import View, renderer
from policylint.reporting.markdown import MARKER, MAX_CHARS
from tests.reporting.drafts import drafted
from tests.reporting.runs import UNREAD, report, run

OURS = {"table", "thead", "tbody", "tr", "th", "td", "details", "summary", "h3", "p", "ul", "li", "strong", "sub",
        "blockquote", "span", "div"}  # fmt: skip


def comment(*paths: str, quiet: bool = False, words: str = "may attend", errors: int = 0) -> str:
    made = [replace(report(path, words=words), title=words) for path in paths]
    return renderer("markdown")(run(*made, errors=(UNREAD,) * errors), View(quiet=quiet))


def page(text: str) -> html.HtmlElement:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return html.fromstring(f"<div>{parser.render(text)}</div>")


def test_the_matrix_has_a_row_a_document_and_a_column_a_principle() -> None:
    shown = page(renderer("markdown")(drafted(), View()))
    unread, matrix = shown.xpath("//table")
    assert [[cell.text_content() for cell in row] for row in matrix.xpath(".//tr")] == [
        ["Document", "Score", "CP1", "CP4", "CP5"],
        ["drafts/board.md", "40", "🟡⬜", "❌", "–✅🟡"],
    ]
    assert unread.xpath("string(.//td[1])") == "drafts/old.doc"
    assert len(shown.xpath("//details//li")) == 4


@given(
    st.text(st.sampled_from("<>&[](){}*_`~|\\#@!-+=.:/$^ \n\r\t1abw'\"‘\u202e\x1b"), max_size=60)
    | st.sampled_from(["<script>x</script>", "@everyone", "![x](http://x)", "```\n", "| a | b |", "</details>", "- x", "1. x", "==="])
)  # fmt: skip
def test_words_of_a_document_make_no_markup(words: str) -> None:
    text = comment(f"a{words}.md", words=words, errors=1)
    shown = page(text)
    assert {element.tag for element in shown.iter() if isinstance(element.tag, str)} <= OURS
    assert len(shown.xpath("//tr")) == 4
    assert len(shown.xpath("//li")) == 3
    assert len(shown.xpath("//details")) == 1
    assert not re.search(r"@(?!</span>)\w|\w\.md@\w", text)


def test_nobody_is_mentioned_and_nothing_linked() -> None:
    text = comment("a.md", words="ask @everyone, see #12 at https://example.org or www.example.org")
    assert not re.search(r"@\w|#\d|https://|www\.", text.split("<details>")[1])
    assert "ask @everyone, see #12 at https://example.org or www.example.org 0" in page(text).text_content()


def test_details_stop_where_the_room_ends() -> None:
    text = comment(*(f"drafts/{n}.docx" for n in range(150)))
    assert text.startswith(MARKER)
    assert MAX_CHARS * 0.8 < len(text) < MAX_CHARS + 500
    assert "50 more documents." in text
    left_out = re.search(r"The details of (\d+) documents are left out", text)
    assert left_out is not None
    assert text.count("<details>") == 150 - int(left_out[1])


def test_quiet_has_no_details() -> None:
    assert "<details>" not in comment("a.md", quiet=True)
