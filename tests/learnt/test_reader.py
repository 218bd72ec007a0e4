"""The reader as stored: plain arrays, refused when they are not; and what it says of a window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from policylint.errors import UsageError
from policylint.learnt.reader import FORMAT, LearntReader, load_reader
from policylint.learnt.windows import Span, Window

SIZE, CRITERIA = 8, ("X1", "X2")
WORDS = ["[UNK]", "[CLS]", "[SEP]", "tenants", "vote", "parking", "."]


def arrays(**changed: Any) -> dict[str, Any]:
    draws = np.random.default_rng(5)
    made: dict[str, Any] = {"positions.weight": draws.normal(size=(16, SIZE)).astype(np.float16)}
    for name, outputs, inputs in [
        ("words.weight", len(WORDS), SIZE),
        *((f"layers.0.{p}.weight", SIZE, SIZE) for p in "qkvo"),
        ("layers.0.up.weight", 16, SIZE),
        ("layers.0.down.weight", SIZE, 16),
    ]:
        made[name] = draws.integers(-127, 128, size=(outputs, inputs)).astype(np.int8)
        made[name + ".scale"] = np.full(outputs, 0.01, dtype=np.float32)
        made[name.replace("weight", "bias")] = np.zeros(outputs, dtype=np.float16)
    for norm in ("e_norm", "layers.0.a_norm", "layers.0.f_norm"):
        made[norm + ".weight"] = np.ones(SIZE, dtype=np.float16)
        made[norm + ".bias"] = np.zeros(SIZE, dtype=np.float16)
    made["look"] = draws.normal(size=(len(CRITERIA), SIZE))
    made["say"] = draws.normal(size=(len(CRITERIA), 4, 2 * SIZE))
    made["bias"] = np.zeros((len(CRITERIA), 4))
    made["gate"] = np.array([0, 0, 0, 2, 1, -3, 0, -1.5])
    made["trust"] = np.float32(1)
    made["weights"] = np.zeros((5, 4))
    made["vocabulary"] = np.frombuffer("\n".join(WORDS).encode(), dtype=np.uint8)
    about = {
        "format": FORMAT,
        "criteria": CRITERIA,
        "statuses": ["missing", "partial", "embedded", "contradicted"],
        "verdicts": ["unmet", "refused", "partial", "embedded", "contradicted"],
        "heads": 2,
        "threshold": 0.0,
    }
    made["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    return made | changed


def stored(folder: Path, made: dict[str, Any]) -> Path:
    path = folder / "reader.npz"
    np.savez(path, **made)
    return path


@pytest.fixture
def reader(tmp_path: Path) -> LearntReader:
    return load_reader(stored(tmp_path, arrays()))


def test_likelihoods_add_up_and_the_weightiest_word_is_in_the_statement(reader: LearntReader) -> None:
    window = Window("/ tenants vote . parking .", (Span(0, 2, 16), Span(1, 17, 26)))
    ((first, second),) = reader.read([window])
    for reading, span in ((first, window.spans[0]), (second, window.spans[1])):
        np.testing.assert_allclose(np.exp(reading.logs).sum(-1), 1, atol=1e-5)
        assert all(span.start <= peak < span.end for peak in reading.peaks)


def test_a_statement_past_the_last_piece_is_taken_for_nothing(reader: LearntReader) -> None:
    text = "tenants " * 40
    ((reading,),) = reader.read([Window(text, (Span(0, 300, 310),))])
    assert (reading.logs.argmax(-1) == 0).all()


def test_the_gate_lets_through_what_its_words_speak_for(reader: LearntReader) -> None:
    assert reader.worth_reading(Window("tenants vote", ()))
    assert not reader.worth_reading(Window("parking", ()))


def test_no_windows_no_readings(reader: LearntReader) -> None:
    assert reader.read([]) == []


@pytest.mark.parametrize(
    "spoilt",
    [
        {"about": np.frombuffer(b"{}", dtype=np.uint8)},
        {"about": np.array([{"format": 1}], dtype=object)},
        {"vocabulary": np.frombuffer(b"\xff\xfe", dtype=np.uint8)},
    ],
    ids=["empty", "pickled", "not text"],
)
def test_what_is_no_reader_is_refused_in_one_line(tmp_path: Path, spoilt: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"reader\.npz"):
        load_reader(stored(tmp_path, arrays(**spoilt)))


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reader.npz"
    path.write_bytes(b"not an archive")
    with pytest.raises(UsageError, match=r"reader\.npz"):
        load_reader(path)
