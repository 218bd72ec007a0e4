"""``policylint config``: what applies to a document and where each value comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files as packaged
from pathlib import Path
from typing import Any

import click

from policylint.commands.configured import checker_for, excluded
from policylint.commands.display import view_for
from policylint.commands.options import color_option, config_options
from policylint.commands.outcome import ExitCode, tell
from policylint.commands.walking import targets
from policylint.commands.writing import write_stdout
from policylint.configuration.files import OWN_NAME, PROJECT_NAME, shown
from policylint.configuration.model import Given, Item, KindChoice, Settings, Sidecar
from policylint.configuration.resolving import Configuration
from policylint.reading.raw import ReadingOptions
from policylint.reporting.escaping import visible
from policylint.reporting.painting import Painter

ORIGIN_COLUMN = 44


@click.group()
def config() -> None:
    """Show what applies to a document, and where each value comes from."""


@config.command("show")
@click.argument("file", default=".")
@config_options
@color_option
def show(file: str, config: str | None, no_config: bool, color: str) -> None:
    """Print what applies to FILE (default: the current folder): every value, and where it comes from."""
    configuration = Configuration({}, config, no_config)
    settings = configuration.of_folder(file) if Path(file).is_dir() else configuration.of_file(file)
    checker_for(settings, ReadingOptions())  # names that no rule has are wrong here too
    paint = Painter(view_for(color, to_file=False))
    write_stdout("\n".join(_shown(file, settings, paint)) + "\n")


@config.command("files")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@config_options
def files(paths: tuple[str, ...], config: str | None, no_config: bool) -> ExitCode:
    """Print the config files read for the documents under PATHs (default: the current folder)."""
    configuration = Configuration({}, config, no_config)
    found = targets(paths, excluded=lambda source: excluded(source, configuration))
    counts: dict[tuple[Path, ...], int] = {}
    for source in found.sources:
        read = configuration.of_file(source.path or source.shown).files
        counts[read] = counts.get(read, 0) + 1
    write_stdout("".join(f"{line}\n" for read, number in counts.items() for line in _read_for(read, number)))
    for error in found.errors:
        tell(error.message, error.path)
    return ExitCode.FAILED if found.errors else ExitCode.CLEAN


@config.command("schema")
def schema() -> None:
    """Print the JSON Schema of policylint.toml, for editors."""
    write_stdout(schema_text())


def schema_text() -> str:
    """The published schema."""
    file = packaged("policylint") / "configuration" / "schema" / "policylint-config-1.json"
    return file.read_text(encoding="utf-8")


def _read_for(read: tuple[Path, ...], number: int) -> Iterator[str]:
    documents = "1 document" if number == 1 else f"{number} documents"
    if not read:
        yield f"(no config file): {documents}"
        return
    yield f"{visible(shown(read[0]))}: {documents}"
    yield from (f"  extends {visible(shown(path))}" for path in read[1:])


def _shown(file: str, settings: Settings, paint: Painter) -> Iterator[str]:
    """The settings as TOML, each with its origin behind it as a comment."""
    yield f"# What applies to {visible(Path(file).as_posix())}"
    if not settings.files:
        yield f"# No {OWN_NAME}, and no [tool.policylint] in a {PROJECT_NAME}, was found here or above"
    for number, path in enumerate(settings.files):
        yield f"# {'Extends' if number else 'From'} {visible(shown(path))}"
    tables: dict[str, list[str]] = {}
    for keys, given in settings.values.items():
        if len(keys) == 1:
            yield from _commented(keys[0], given, paint)
        elif keys[0] == "suppress":
            tables.setdefault("[suppress]", []).extend(["[[suppress]]", *_sidecar(given, paint)])
        else:
            tables.setdefault(f"[{keys[0]}]", []).extend(_commented(_key(keys[1]), given, paint))
    for header, lines in tables.items():
        yield ""
        if header != "[suppress]":
            yield paint.strong(header)
        yield from lines


def _commented(name: str, given: Given, paint: Painter) -> Iterator[str]:
    origin = given.origin
    where = (
        f"{origin.source.value} ({origin.label})" if origin.label.startswith(("--", "POLICYLINT_")) else origin.label
    )
    comment = paint.faint(f"# {visible(where)}{' (extended)' if origin.extended else ''}")
    if given.value is None:
        unset = f"# {name} is not set"
        yield f"{paint.faint(unset)}{' ' * max(1, ORIGIN_COLUMN - len(unset))}{comment}"
        return
    line = f"{name} = {_toml(given.value)}"
    yield f"{line}{' ' * max(1, ORIGIN_COLUMN - len(line))}{comment}"


def _sidecar(given: Given, paint: Painter) -> Iterator[str]:
    entry: Sidecar = given.value
    yield from _commented("file", Given(entry.pattern, given.origin), paint)
    yield f"rules = {_toml(entry.rules)}"
    yield f"reason = {_toml(entry.reason)}"


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item.text if isinstance(item, Item) else item) for item in value) + "]"
    if isinstance(value, dict):
        if len(set(value.values())) == 1 and len(value) == len(("contradicted", "missing", "partial")):
            return _toml(next(iter(value.values())))
        return "{ " + ", ".join(f"{_key(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, KindChoice):
        parts = {"select": value.select, "ignore": value.ignore or None}
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in parts.items() if v is not None) + " }"
    return json.dumps(value, ensure_ascii=False)
