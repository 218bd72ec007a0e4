"""Laws that hold whatever a document says: what changes no meaning changes no status."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from policylint.assessment.assess import Assessor
from policylint.findings.slots import Slots
from policylint.reading import read_bytes
from policylint.rules import find_pack, load_pack

CORPORA = Path(__file__).parents[2] / "corpora"
PACK = load_pack(find_pack("co-production"))
ASSESSOR = Assessor(PACK)
UNTIMED = settings(
    deadline=None,
    max_examples=12,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def passages(path: str, part: str | None = None) -> list[dict[str, Any]]:
    lines = (CORPORA / path).read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    return [p for p in found if part is None or p["set"] == part]


def plain(text: str) -> bool:
    """Whether a passage can be put under a heading without changing what it says: no headings, no defined words."""
    return "#" not in text and "means" not in text and "(“" not in text and '("' not in text


SAID = [p["text"] for p in passages("heldout/passages.jsonl", "plain") if p["labels"] and plain(p["text"])]
BACKGROUND = [p["text"] for p in passages("background/passages.jsonl") if plain(p["text"])]


def statuses(text: str) -> dict[str, str]:
    assessment = ASSESSOR.assess(read_bytes(text.encode(), "x.md"), "any")
    return {c.rule.id: c.status.value for c in assessment.criteria}


def sections(texts: Sequence[str]) -> list[str]:
    return [f"## Part {'ABCDEFGH'[n]}\n\n{text}" for n, text in enumerate(texts)]


@UNTIMED
@given(st.sampled_from(SAID), st.sampled_from(BACKGROUND), st.booleans())
def test_background_changes_no_status(said: str, background: str, first: bool) -> None:
    alone = statuses(f"## Part A\n\n{said}")
    beside = statuses(f"## Part Z\n\n{background}")
    parts = [f"## Part A\n\n{said}", f"## Part Z\n\n{background}"]
    together = statuses("\n\n".join(parts if first else parts[::-1]))
    assert together == {c: s if s != "missing" else beside[c] for c, s in alone.items()}


@UNTIMED
@given(st.lists(st.sampled_from(SAID), min_size=2, max_size=3, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_sections_does_not_matter(texts: list[str], draws: Any) -> None:
    ordered = sections(texts)
    shuffled = ordered.copy()
    draws.shuffle(shuffled)
    assert statuses("\n\n".join(shuffled)) == statuses("\n\n".join(ordered))


PEOPLE = ("patients", "tenants", "young people", "carers", "people with lived experience")
BOARDS = ("the Board", "the Programme Board", "the Steering Group", "the Governance Committee")
OWN = ("the Trust", "the Council", "the Association", "we")


def worded(rule_index: int, people: str, board: str, own: str, shall: str) -> str:
    slots = Slots(people=people, board=board, we=own, shall=shall, service="the service")
    return slots.fill(PACK.rules[rule_index].suggestion.text)


@UNTIMED
@given(
    st.integers(0, len(PACK.rules) - 1),
    st.sampled_from(PEOPLE),
    st.sampled_from(BOARDS),
    st.sampled_from(OWN),
    st.sampled_from(("shall", "will", "must")),
)
def test_what_binds_binds_under_every_name(index: int, people: str, board: str, own: str, shall: str) -> None:
    rule = PACK.rules[index].id
    assert statuses(worded(index, people, board, own, shall))[rule] == "embedded"


@UNTIMED
@given(
    st.integers(0, len(PACK.rules) - 1),
    st.sampled_from(PEOPLE),
    st.sampled_from(BOARDS),
    st.sampled_from(OWN),
    st.sampled_from(("may", "might", "should")),
)
def test_what_is_hedged_throughout_secures_nothing(index: int, people: str, board: str, own: str, may: str) -> None:
    rule = PACK.rules[index].id
    assert statuses(worded(index, people, board, own, may))[rule] in {"partial", "missing"}


SAMPLES = sorted(path for path in (CORPORA / "samples").glob("*.md") if path.stem != "README")


ROUNDS = 3
"""What a sentence means can hang on the one before: with that gone, another may speak for it."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_without_its_evidence_a_criterion_is_not_embedded(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assessment = ASSESSOR.assess(read_bytes(text.encode(), "x.md"), "any")
    for criterion in assessment.criteria:
        left, found = text, criterion
        for _ in range(ROUNDS):
            if found.status.value != "embedded":
                break
            spoken = {e.place.line for e in found.evidence if e.status.value == "embedded"}
            lines = ["" if n in spoken else line for n, line in enumerate(left.splitlines(), start=1)]
            left = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
            again = ASSESSOR.assess(read_bytes(left.encode(), "x.md"), "any")
            found = next(c for c in again.criteria if c.rule.id == criterion.rule.id)
        assert found.status.value != "embedded", criterion.rule.id
