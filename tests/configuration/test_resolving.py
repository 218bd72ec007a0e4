"""What applies to a document, and which layer it comes from."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from policylint.configuration.model import Source
from policylint.configuration.resolving import Configuration, from_options
from policylint.errors import UsageError


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository's root, as the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


LAYERS = ["command line", "environment", "closest", "extended"]


@pytest.mark.parametrize("given", [c for n in range(5) for c in combinations(LAYERS, n)], ids="+".join)
def test_the_strongest_layer_given_wins(root: Path, given: tuple[str, ...]) -> None:
    values = {"command line": "error", "environment": "never", "closest": "info", "extended": "warning"}
    write(root / "base.toml", 'fail-on = "warning"' if "extended" in given else "")
    closest = 'fail-on = "info"' if "closest" in given else ""
    write(root / "policylint.toml", f'extend = "base.toml"\n{closest}\n')
    options = from_options(fail_on="error" if "command line" in given else None)
    environment = {"POLICYLINT_FAIL_ON": "never"} if "environment" in given else {}
    settings = Configuration(options, environment=environment).of_file("draft.md")
    assert settings.value("fail-on") == next((values[layer] for layer in LAYERS if layer in given), "warning")
    origin = settings.origin("fail-on")
    wanted = {"command line": Source.COMMAND_LINE, "environment": Source.ENVIRONMENT}
    strongest = given[0] if given else "default"
    assert origin.source is wanted.get(strongest, Source.FILE if given else Source.DEFAULT)
    assert origin.extended is (strongest == "extended")


def test_the_closest_file_wins_and_nothing_cascades_unless_extended(root: Path) -> None:
    write(root / "policylint.toml", 'fail-on = "error"\nignore = ["CP1"]\n')
    write(root / "minutes/policylint.toml", 'fail-on = "never"\n')
    write(root / "minutes/old/policylint.toml", 'extend = "../../policylint.toml"\nfail-on = "info"\n')
    configuration = Configuration(environment={})
    assert configuration.of_file("a.md").value("fail-on") == "error"
    assert configuration.of_file("other/deep/a.md").value("fail-on") == "error"
    assert configuration.of_file("minutes/a.md").value("fail-on") == "never"
    assert configuration.of_file("minutes/a.md").value("ignore") == ()
    assert configuration.of_file("minutes/old/a.md").value("fail-on") == "info"
    assert [i.text for i in configuration.of_file("minutes/old/a.md").value("ignore")] == ["CP1"]


def test_tables_are_merged_entry_by_entry_and_suppressions_add_up(root: Path) -> None:
    entry = '[[suppress]]\nfile = "{}.pdf"\nrules = ["CP505"]\nreason = "law"\n'
    write(root / "base.toml", '[severity]\nCP505 = "info"\nCP101 = "info"\n' + entry.format("a"))
    write(root / "policylint.toml", 'extend = "base.toml"\n[severity]\nCP505 = "error"\n' + entry.format("b"))
    settings = Configuration(environment={}).of_file("a.md")
    severities = {name: given.value["partial"] for name, given in settings.table("severity").items()}
    assert severities == {"CP505": "error", "CP101": "info"}
    assert sorted(g.value.pattern for g in settings.table("suppress").values()) == ["a.pdf", "b.pdf"]


def test_a_pyproject_counts_only_with_our_table(root: Path) -> None:
    write(root / "pyproject.toml", '[tool.policylint]\nfail-on = "never"\n')
    write(root / "sub/pyproject.toml", '[project]\nname = "policylint-rules"\n')
    assert Configuration(environment={}).of_file("sub/a.md").value("fail-on") == "never"
    write(root / "policylint.toml", 'fail-on = "error"\n')
    assert Configuration(environment={}).of_file("a.md").value("fail-on") == "error"


def test_nothing_above_the_repository_is_read(root: Path) -> None:
    (root / "inner/.git").mkdir(parents=True)
    write(root / "policylint.toml", 'fail-on = "never"\n')
    assert Configuration(environment={}).of_file("inner/a.md").files == ()


def test_no_config_reads_none_and_config_reads_one_for_all(root: Path) -> None:
    write(root / "policylint.toml", 'fail-on = "never"\n')
    write(root / "ci.toml", 'fail-on = "info"\n')
    assert Configuration(isolated=True, environment={}).of_file("a.md").value("fail-on") == "warning"
    assert Configuration(config="ci.toml", environment={}).of_file("a.md").value("fail-on") == "info"
    assert Configuration(environment={"POLICYLINT_CONFIG": "ci.toml"}).of_file("a.md").value("fail-on") == "info"
    with pytest.raises(UsageError, match=r"--config: there is no config file 'no\.toml'"):
        Configuration(config="no.toml", environment={}).of_file("a.md")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"POLICYLINT_JOBS": "two"}, "POLICYLINT_JOBS: 'two' should be a whole number from 1"),
        ({"POLICYLINT_FAIL_ON": "warn"}, "POLICYLINT_FAIL_ON: unknown value 'warn'; did you mean 'warning'?"),
        ({"POLICYLINT_FAILON": "error"}, "unknown variable POLICYLINT_FAILON; did you mean POLICYLINT_FAIL_ON?"),
    ],
)
def test_a_wrong_variable_is_told(root: Path, variables: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        Configuration(environment=variables).of_file("a.md")
    assert said in str(caught.value)


def test_lists_in_the_environment_have_commas(root: Path) -> None:
    settings = Configuration(environment={"POLICYLINT_SELECT": "CP5, CP101", "POLICYLINT_CACHE": "0"}).of_run()
    assert [item.text for item in settings.value("select")] == ["CP5", "CP101"]
    assert settings.value("cache") is False


def test_files_that_extend_each_other_are_refused(root: Path) -> None:
    write(root / "a.toml", 'extend = "policylint.toml"\n')
    write(root / "policylint.toml", 'jobs = 1\nextend = "a.toml"\n')
    with pytest.raises(UsageError, match=r"^a\.toml:1:10: extend: 'policylint\.toml' leads back"):
        Configuration(environment={}).of_run()
