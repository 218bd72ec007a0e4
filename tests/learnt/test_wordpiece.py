"""Word pieces: longest first, accents and case aside, offsets of whole words."""

from hypothesis import given
from hypothesis import strategies as st

from policylint.learnt.wordpiece import WordPieces

VOCABULARY = {
    w: n for n, w in enumerate(["[UNK]", "carer", "care", "##r", "##s", "whanau", "co", "-", "produc", "##tion", ","])
}
PIECES = WordPieces(VOCABULARY)


def words(text: str) -> list[str]:
    names = {n: w for w, n in VOCABULARY.items()}
    return [names[p.number] for p in PIECES.cut(text)]


def test_the_longest_known_piece_comes_first() -> None:
    assert words("Carers, co-production") == ["carer", "##s", ",", "co", "-", "produc", "##tion"]


def test_accents_and_case_do_not_matter() -> None:
    assert words("Whānau WHANAU") == ["whanau", "whanau"]


def test_a_word_that_cannot_be_made_up_is_unknown_as_a_whole() -> None:
    assert words("carefully") == ["[UNK]"]
    assert words("x" * 500) == ["[UNK]"]


@given(st.text(max_size=200))
def test_offsets_lie_in_the_text_and_never_go_back(text: str) -> None:
    pieces = PIECES.cut(text)
    assert all(0 <= p.start < p.end <= len(text) for p in pieces)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
