from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.assessment.model import Criterion
from policylint.caching import Store
from policylint.caching.digests import digest
from policylint.caching.records import pack_as_bytes, pack_from_bytes, report_as_bytes, report_from_bytes
from policylint.caching.store import KEPT_DAYS
from policylint.commands.choosing import pack_at
from policylint.findings.model import DocumentReport, SetAside, SetAsideBy
from policylint.rules.model import Pack
from tests.reporting.runs import HOSTILE, report

DIGEST = digest("a")
PACK = pack_at(None)


def known_report() -> tuple[DocumentReport, Pack]:
    """A report in which everything is used, and a pack that has its rules."""
    from dataclasses import replace

    made = report("a.md", HOSTILE)
    rules = tuple(c.rule for c in made.criteria)
    aside = (SetAside(made.findings[0], SetAsideBy.COMMENT, "law", "Line 3"),)
    return replace(made, aside=aside), replace(PACK, rules=rules)


def test_what_is_put_is_got_and_clearing_takes_it_away(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    assert store.get(DIGEST) is None
    store.put(DIGEST, b"one")
    store.put(DIGEST, b"two")
    assert store.get(DIGEST) == b"two"
    (tmp_path / "cache/mine.txt").write_text("keep")
    mine = next((tmp_path / "cache").glob("*/??")) / "notes.txt"
    mine.write_text("keep")
    assert store.clear() == (1, 3)
    assert store.get(DIGEST) is None
    assert mine.exists() and (tmp_path / "cache/mine.txt").exists()
    assert list((tmp_path / "cache").rglob("*.part")) == []


def test_a_folder_that_cannot_be_written_is_no_cache_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file")
    store.put(DIGEST, b"one")
    store.sweep()
    assert store.get(DIGEST) is None
    assert store.clear() == (0, 0)


def test_only_what_was_not_used_for_long_is_swept_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, used, new = (digest(name) for name in "abc")
    for name in (old, used, new):
        store.put(name, b"x")
    long_ago = time.time() - (KEPT_DAYS + 1) * 24 * 60 * 60
    for name in (old, used):
        os.utime(next(tmp_path.rglob(name)), (long_ago, long_ago))
    assert store.get(used) == b"x"
    store.sweep()
    assert [store.get(name) for name in (old, used, new)] == [None, b"x", b"x"]
    os.utime(next(tmp_path.rglob(used)), (long_ago, long_ago))
    store.sweep()
    assert next(tmp_path.rglob(used)).exists(), "swept a second time within a day"


def write_and_read(folder: Path, number: int) -> set[bytes | None]:
    store = Store(folder)
    seen = set()
    for _ in range(60):
        store.put(DIGEST, bytes([number]) * 50_000)
        seen.add(store.get(DIGEST))
    return seen


def test_runs_side_by_side_see_a_whole_result_or_none(tmp_path: Path) -> None:
    whole = {bytes([n]) * 50_000 for n in range(4)}
    with ProcessPoolExecutor(4) as pool:
        seen = [f.result() for f in [pool.submit(write_and_read, tmp_path, n) for n in range(4)]]
    assert set().union(*seen) <= whole
    assert [p.name for p in tmp_path.rglob(f"{DIGEST}*")] == [DIGEST]


def test_a_report_comes_back_as_it_was_under_its_new_path() -> None:
    from dataclasses import replace

    made, pack = known_report()
    assert report_from_bytes(report_as_bytes(made), "b/c.md", pack) == replace(made, path="b/c.md")


def test_the_pack_comes_back_as_it_was() -> None:
    assert pack_from_bytes(pack_as_bytes(PACK)) == PACK


@given(st.integers(0, 10_000), st.binary(max_size=4))
def test_damaged_bytes_are_no_report(at: int, instead: bytes) -> None:
    made, pack = known_report()
    data = report_as_bytes(made)
    cut = data[:at]
    if len(cut) < len(data):
        assert report_from_bytes(cut, "a.md", pack) is None
    spoiled = report_from_bytes(cut + instead + data[at + len(instead) :], "a.md", pack)
    assert spoiled is None or isinstance(spoiled, DocumentReport)
    pack_from_bytes(cut + instead)


def test_a_report_by_rules_the_pack_does_not_have_is_none() -> None:
    made, _ = known_report()
    assert isinstance(made.criteria[0], Criterion)
    assert report_from_bytes(report_as_bytes(made), "a.md", PACK) is None or made.criteria[0].rule.id in {
        r.id for r in PACK.rules
    }


@pytest.mark.parametrize("parts", [("ab", "c"), ("a", "bc"), ("abc",), ("", "abc")])
def test_parts_of_a_digest_are_told_apart(parts: tuple[str, ...]) -> None:
    others = [p for p in [("ab", "c"), ("a", "bc"), ("abc",), ("", "abc")] if p != parts]
    assert digest(*parts) not in {digest(*other) for other in others}
