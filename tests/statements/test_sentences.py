import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.statements.sentences import sentence_spans


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The Board meets monthly. It votes.", 2),
        ("See para. 4.1(b) for the quorum. Minutes are kept.", 2),
        ("Partners, e.g. Schools and Cllr. Jones, attend.", 1),
        ("The panel (two tenants. And one officer.) decides.", 1),
        ("Papers go to Approx. 40 members.", 1),
        ("Fees are paid at £2.50 a mile. No receipts are needed.", 2),
        ("There are no. 4 and no. 5 to settle.", 1),
        ("The answer is no. The chair decides.", 2),
        ("“We listen.” The trust acts.", 2),
        ("Meetings start at 6 p.m. Papers follow.", 2),
        ("Meetings start at 6 p.m. on Mondays.", 1),
        ("Written by J. Smith of the Board.", 1),
    ],
)
def test_sentences_are_cut_where_a_reader_would(text: str, parts: int) -> None:
    assert len(cut(text)) == parts, cut(text)


@given(st.text(max_size=300))
def test_no_visible_character_is_lost_or_read_twice(text: str) -> None:
    spans = sentence_spans(text)
    kept = "".join(text[a:b] for a, b in spans)
    assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace()]
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
