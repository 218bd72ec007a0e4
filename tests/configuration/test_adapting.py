"""What settings make of the rule pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from policylint.commands.choosing import pack_at
from policylint.configuration.adapting import NO_KIND, adapted
from policylint.configuration.resolving import Configuration
from policylint.rules.model import Pack, Rule, Severity, Status

BUILT_IN = pack_at(None)


def pack_with(folder: Path, text: str) -> Pack:
    (folder / "policylint.toml").write_text(text, encoding="utf-8")
    (folder / ".git").mkdir(exist_ok=True)
    return adapted(BUILT_IN, Configuration(environment={}).of_folder(folder))


def rule(pack: Pack, identity: str) -> Rule:
    return next(r for r in pack.rules if r.id == identity)


def test_without_a_word_of_config_the_pack_is_as_it_was(tmp_path: Path) -> None:
    assert pack_with(tmp_path, "") == BUILT_IN


def test_a_rules_own_severity_goes_before_its_principles_wherever_it_stands(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, '[severity]\nseats-on-boards = { partial = "error" }\nCP5 = "info"\n')
    assert rule(pack, "CP505").severity == {
        Status.CONTRADICTED: Severity.INFO,
        Status.MISSING: Severity.INFO,
        Status.PARTIAL: Severity.ERROR,
    }
    assert rule(pack, "CP504").severity[Status.PARTIAL] is Severity.INFO
    assert rule(pack, "CP101").severity == rule(BUILT_IN, "CP101").severity


def test_kinds_are_asked_as_the_config_says(tmp_path: Path) -> None:
    pack = pack_with(
        tmp_path, '[per-kind.internal-policy]\nselect = ["CP101"]\n[per-kind.procedure]\nignore = ["CP5"]\n'
    )
    assert "internal-policy" in rule(pack, "CP101").kinds or rule(pack, "CP101").kinds == ()
    assert "internal-policy" not in rule(pack, "CP102").kinds
    assert "procedure" not in rule(pack, "CP505").kinds and rule(pack, "CP505").kinds
    was = set(rule(BUILT_IN, "CP505").kinds)
    assert not was or set(rule(pack, "CP505").kinds) == was - {"procedure"}


def test_a_rule_asked_of_no_kind_is_not_asked_of_all(tmp_path: Path) -> None:
    kinds = [*(kind.name for kind in BUILT_IN.kinds), "other"]
    text = "".join(f'[per-kind.{kind}]\nignore = ["CP505"]\n' for kind in kinds)
    assert rule(pack_with(tmp_path, text), "CP505").kinds == (NO_KIND,)


@pytest.mark.parametrize(
    ("written", "listed", "fallback"),
    [
        ("members", "member~", "members"),
        ("families", "family~", "families"),
        ("parishes", "parish~", "parishes"),
        ("lay member~", "lay member~", "lay members"),
        ("the deaf community", "the deaf community", "the deaf community"),
    ],
)
def test_own_words_are_added_in_every_form(tmp_path: Path, written: str, listed: str, fallback: str) -> None:
    pack = pack_with(tmp_path, f'[words]\npeople = ["{written}"]\n')
    assert pack.words["PEOPLE"].words[-1] == listed
    assert pack.slots["people"][0] == fallback
    assert {n: w for n, w in pack.words.items() if n != "PEOPLE"} == {
        n: w for n, w in BUILT_IN.words.items() if n != "PEOPLE"
    }


def test_words_can_go_to_any_concept_by_its_name(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, '[words]\nboard = ["College of Wardens"]\nPROXY = ["Wardens\' Clerk"]\n')
    assert pack.words["BOARD"].words[-1] == "College of Wardens"
    assert pack.words["PROXY"].words[-1] == "Wardens' Clerk"
    assert pack.slots == BUILT_IN.slots
