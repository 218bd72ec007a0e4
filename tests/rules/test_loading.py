"""A mistake in a rule pack is named by file, line, column, value and remedy."""

import shutil
from pathlib import Path

import pytest

from policylint.errors import UsageError
from policylint.rules import find_pack, load_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(find_pack("co-production"), folder)
    return folder


def broken(pack: Path, name: str, old: str, new: str) -> str:
    path = pack / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_pack(pack)
    return caught.value.message


def test_an_unknown_key_is_named_with_the_known_ones(pack: Path) -> None:
    message = broken(pack, "CP505.yaml", "question:", "qestion:")
    assert message.startswith("mine/CP505.yaml:4:") and "'qestion'" in message and "question" in message


def test_an_unknown_concept_is_named(pack: Path) -> None:
    message = broken(pack, "CP505.yaml", "& PEOPLE", "& PEPOLE")
    assert "'PEPOLE'" in message and "mine/CP505.yaml:" in message


def test_an_unclosed_bracket_is_named(pack: Path) -> None:
    path = pack / "CP505.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  embedded:\n", "  embedded:\n    - (seat | place .. BOARD\n", 1),
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match=r"mine/CP505\.yaml:\d+:\d+: '\(' is not closed"):
        load_pack(pack)


def test_the_id_and_the_file_name_are_one(pack: Path) -> None:
    assert "file name" in broken(pack, "CP505.yaml", "id: CP505", "id: CP999")


def test_a_wrong_severity_lists_the_right_ones(pack: Path) -> None:
    message = broken(pack, "CP505.yaml", "name: seats-on-boards", "name: seats-on-boards\nseverity: {missing: fatal}")
    assert "'fatal' should be one of: error, warning, info" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("a: !!python/object:os.system x\n", "tags"),
        ("a: 1\na: 2\n", "stands twice"),
        ("a: [1\n", "rules.yaml:2"),
    ],
)
def test_yaml_that_could_do_more_than_hold_values_is_refused(tmp_path: Path, text: str, said: str) -> None:
    from policylint.rules.yaml_nodes import read_yaml

    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_yaml(path, "rules.yaml")
