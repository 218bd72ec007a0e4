"""Every mistake in a config, through the command line: file, line, column, what was meant; exit 2."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from policylint.commands.config import schema_text
from policylint.configuration.keys import BY_NAME, NAMES
from tests.commands.judging import run, told

SCHEMA = json.loads(schema_text())
SHAPES = [
    # what stands in the file, what is said
    ('selct = ["CP5"]', "1:1: unknown key 'selct'; did you mean 'select'?"),
    ('jobs = 1\n  fail_on = "error"', "2:3: unknown key 'fail_on'; did you mean 'fail-on'?"),
    ('fail-on = "warn"', "1:11: fail-on: unknown value 'warn'; did you mean 'warning'?"),
    ("fail-on = 1", "1:11: fail-on: 1 should be one of: info, warning, error, never"),
    ('select = "CP505"', "1:10: select: 'CP505' should be a list, such as [\"CP505\"]"),
    ('select = ["CP505", 5]', "1:20: select: 5 should be"),
    ("jobs = 0", "1:8: jobs: 0 should be a whole number from 1"),
    ("jobs = true", "1:8: jobs: true should be a whole number from 1"),
    ("cache = 3", "1:9: cache: 3 should be true, false or a folder"),
    ('kind = ""', "1:8: kind: '' should be text"),
    ('severity = "error"', "1:12: severity: 'error' should be a table"),
    ('[severity]\nCP505 = "fatal"', "2:9: severity.CP505: unknown value 'fatal'; known: error, warning, info"),
    ('[severity.CP505]\npartal = "info"', "2:1: severity: unknown status 'partal'; did you mean 'partial'?"),
    ('[per-kind.policy]\nselects = ["CP5"]', "2:1: unknown key 'selects'; did you mean 'select'?"),
    ("[words]\npeople = []", "2:10: words.people: the list is empty"),
    ('[[suppress]]\nfile = "a.pdf"\nrules = ["CP505"]', "1:3: suppress: the key 'reason' is missing"),
    ('[[suppress]]\nfile = "a.pdf"\nrules = ["CP505"]\nreason = " "', "4:10: suppress.reason: ' ' should be a reason"),
    ('[[suppress]]\nfile = "a.pdf"\nrule = ["CP505"]\nreason = "x"', "3:1: unknown key 'rule'; did you mean 'rules'?"),
]
NAMED = [
    ('extend = "nowhere.toml"', "1:10: extend: there is no file 'nowhere.toml'"),
    ('select = [\n  "CP5",\n  "CP55",\n]', "3:3: select: unknown rule or principle 'CP55'; did you mean 'CP5"),
    ('[per-file-ignores]\n"a.md" = ["seat-on-boards"]', "2:11: per-file-ignores.a.md: unknown rule"),
    ('[severity]\nCP599 = "info"', "2:9: severity.CP599: unknown rule or principle 'CP599'; did you mean"),
    (
        '[per-kind.polcy]\nignore = ["CP5"]',
        "1:11: per-kind.polcy: unknown kind of document 'polcy'; did you mean 'policy'",
    ),
    ('kind = "strategi"', "1:8: kind: unknown kind of document 'strategi'; did you mean 'strategy'"),
    ('[words]\npeeple = ["members"]', "2:10: words.peeple: unknown concept 'peeple'; did you mean 'people'?"),
    ('rules = "nowhere"', "1:9: rules: there is no pack.yaml in 'nowhere'"),
    ("exclude = ['drafts\\']", "1:12: exclude: 'drafts\\\\' is no pattern"),
    ('[[suppress]]\nfile = "f.md"\nrules = ["CP999"]\nreason = "x"', "3:10: suppress.rules: unknown rule"),
    ("select = [", "1:11: not valid TOML"),
    ("a = 1\na = 2", "2:6: not valid TOML"),
]


@pytest.mark.parametrize(("text", "said"), SHAPES + NAMED, ids=lambda value: value.split("\n")[-1][:40])
def test_each_is_told_with_its_place(stubbed: Path, text: str, said: str) -> None:
    (stubbed / "policylint.toml").write_text(text)
    (stubbed / "f.md").write_text("clean")
    result = run("check", "f.md", "--output-format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(told(result)) == 1
    assert told(result)[0].startswith(f"policylint: policylint.toml:{said}"), told(result)[0]


@pytest.mark.parametrize("command", [["config", "show"], ["explain", "CP505"], ["rules", "list"], ["check", "f.md"]])
def test_every_command_reads_the_config_and_tells(stubbed: Path, command: list[str]) -> None:
    (stubbed / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.policylint]\nrulez = "x"\n')
    (stubbed / "f.md").write_text("clean")
    result = run(*command)
    assert result.exit_code == 2
    assert told(result) == ["policylint: pyproject.toml:4:1: unknown key 'rulez'; did you mean 'rules'?"]


def test_the_schema_knows_the_keys_the_program_knows() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(NAMES)
    assert all("description" in entry for entry in SCHEMA["properties"].values())
    assert {n: BY_NAME[n].default for n in BY_NAME if "default" in SCHEMA["properties"][n]} == {
        n: SCHEMA["properties"][n]["default"] for n in BY_NAME if "default" in SCHEMA["properties"][n]
    }


@pytest.mark.parametrize("text", [text for text, _ in SHAPES], ids=lambda text: text.split("\n")[-1][:40])
def test_what_has_a_wrong_shape_is_wrong_by_the_schema_too(text: str) -> None:
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text))
