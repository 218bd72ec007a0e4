from __future__ import annotations

import json
import unicodedata

import pytest

from policylint.reporting.escaping import encodable, escaped_in_json, folded, visible
from tests.reporting.runs import HOSTILE


def test_hostile_text_is_shown_as_codes() -> None:
    assert visible(HOSTILE) == r"a\x1b[31mb\u202ec\u200bd\x9be"


@pytest.mark.parametrize("text", ["plain", "Té “quoted” – whānau …", "日本語", "a\u00a0b"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_line_breaks_are_shown_in_paths_and_folded_in_prose() -> None:
    assert visible("a\nb") == r"a\x0ab"
    assert folded(" a\n\tb\u2028c ") == "a b c"


def test_no_unsafe_character_of_unicode_gets_through() -> None:
    every = "".join(chr(code) for code in range(0x110000))
    categories = {unicodedata.category(c) for c in visible(every)}
    assert not categories & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_json_stays_the_same_data() -> None:
    data = {"text": HOSTILE + "\x7f\u2028\U000e0041\udc80 é"}
    escaped = escaped_in_json(json.dumps(data, ensure_ascii=False, indent=1))
    assert json.loads(escaped) == data
    assert visible(escaped.replace("\n", "")) == escaped.replace("\n", "")
    assert "é" in escaped


def test_a_narrow_encoding_gets_plain_punctuation() -> None:
    assert encodable("‘a’ – ā", "ascii") == b"'a' - \\u0101"
    assert encodable("‘a’", "utf-8") == "‘a’".encode()
