"""Windows: every statement stands in one, its own words where the span says, and sections do not touch."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policylint.document import Document
from policylint.learnt.windows import WINDOW_WORDS, own_parts, windows_of
from policylint.reading import read_bytes
from policylint.statements import Statement, statements_of

WORDS = st.sampled_from("carers board shall meet quarterly papers fund forum agree staff review tenants budget".split())
SENTENCE = st.lists(WORDS, min_size=3, max_size=30).map(lambda w: " ".join(w).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join)
LIST = st.lists(SENTENCE, min_size=1, max_size=5).map(
    lambda items: "They shall:\n\n" + "\n".join(f"- {i}" for i in items)
)
TABLE = st.lists(SENTENCE, min_size=1, max_size=4).map(
    lambda cells: "| Member | Role |\n|---|---|\n" + "\n".join(f"| {c} | Member |" for c in cells)
)
SECTION = st.lists(st.one_of(PARAGRAPH, LIST, TABLE), min_size=1, max_size=5).map("\n\n".join)


UNTIMED = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> tuple[Document, tuple[Statement, ...]]:
    document = read_bytes(text.encode(), "x.md")
    return document, statements_of(document)


@UNTIMED
@given(st.lists(SECTION, min_size=1, max_size=4))
def test_every_statement_stands_in_one_window_with_its_own_words(sections: list[str]) -> None:
    document, statements = read("\n\n".join(f"## Part {n}\n\n{s}" for n, s in enumerate(sections)))
    windows = windows_of(document, statements)
    seen = [span.statement for window in windows for span in window.spans]
    assert sorted(seen) == list(range(len(statements)))
    for window in windows:
        for span in window.spans:
            block, start, _ = own_parts(statements[span.statement])[0]
            words = document.blocks[block].text[start:].split()[:3]
            assert window.text[span.start : span.end].split()[:3] == words


@UNTIMED
@given(SECTION, SECTION)
def test_a_section_reads_the_same_whatever_stands_around_it(one: str, other: str) -> None:
    alone = windows_of(*read(f"## Ways of working\n\n{one}"))
    behind = windows_of(*read(f"## Parking\n\n{other}\n\n## Ways of working\n\n{one}"))
    assert [w.text for w in behind][-len(alone) :] == [w.text for w in alone]


def test_long_sections_are_cut_and_lists_carry_their_stem() -> None:
    items = "\n".join(f"- item {n} " + "word " * 30 for n in range(12))
    windows = windows_of(*read(f"## Duties\n\nThe panel of tenants shall:\n\n{items}"))
    assert len(windows) > 2
    assert all(len(w.text.split()) < WINDOW_WORDS + 80 for w in windows)
    assert all(w.text.startswith("# Duties") and "panel of tenants shall" in w.text for w in windows)


def test_rows_are_one_stretch_and_carry_the_header_into_a_new_window() -> None:
    rows = "\n".join(f"| Carer {n} {'word ' * 25}| Member | Yes |" for n in range(12))
    windows = windows_of(*read(f"## Membership\n\n| Who | Role | Vote |\n|---|---|---|\n{rows}"))
    assert len(windows) > 1
    assert all("Who | Role | Vote" in w.text for w in windows)
