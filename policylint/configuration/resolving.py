"""Putting layers together: command line over environment over closest file over extended file over default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policylint.configuration.files import ConfigFile, closest, load
from policylint.configuration.keys import BY_NAME, KEYS, PREFIX, variable
from policylint.configuration.model import Given, Item, Keys, Layer, Origin, Settings, Source
from policylint.errors import UsageError
from policylint.meant import unknown

CONFIG_VARIABLE = PREFIX + "CONFIG"


def from_options(**options: Any) -> Layer:
    """The layer of the options given on the command line; ``None`` and empty ones are not given."""
    layer: dict[Keys, Given] = {}
    for name, value in options.items():
        if value is None or value == ():
            continue
        key = name.replace("_", "-")
        label = "--no-cache" if key == "cache" and value is False else f"--{key}"
        origin = Origin(Source.COMMAND_LINE, label, Path.cwd())
        layer[(key,)] = Given(_split(value, origin) if isinstance(value, tuple) else value, origin)
    return layer


def _split(texts: tuple[str, ...], origin: Origin) -> tuple[Item, ...]:
    """The names in an option that may be given several times, each time with commas."""
    return tuple(Item(part.strip(), origin) for text in texts for part in text.split(",") if part.strip())


def from_environment(environment: Mapping[str, str]) -> Layer:
    """The layer of the environment. Raises ``UsageError`` for a wrong value, or a name that is nearly one of ours."""
    layer: dict[Keys, Given] = {}
    settable = {variable(key): key for key in KEYS if key.parse is not None}
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name == CONFIG_VARIABLE or not environment[name]:
            continue
        if name not in settable:
            known = {known.removeprefix(PREFIX): known for known in (*settable, CONFIG_VARIABLE)}
            told = unknown(name.removeprefix(PREFIX), "variable", tuple(known))
            if "did you mean" in told:
                meant = told.rsplit("'", 2)[1]
                raise UsageError("config", f"environment: unknown variable {name}; did you mean {known[meant]}?")
            continue
        key = settable[name]
        origin = Origin(Source.ENVIRONMENT, name, Path.cwd())
        if key.parse is not None:
            layer[(key.name,)] = Given(key.parse(environment[name], origin), origin)
    return layer


def defaults() -> Layer:
    """The layer of the defaults."""
    origin = Origin(Source.DEFAULT, "default", Path.cwd())
    return {(key.name,): Given(key.default, origin) for key in KEYS if not key.table}


@dataclass
class Configuration:
    """Finds out what applies to each document. ``config`` is a file to use for all of them."""

    options: Layer = field(default_factory=dict)
    config: str | None = None
    isolated: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _loaded: dict[Path | None, Settings] = field(default_factory=dict)
    _found: dict[Path, Path | None] = field(default_factory=dict)

    def of_file(self, path: str | Path) -> Settings:
        """What applies to a document at this path; it need not exist."""
        return self.of_folder(Path(path).absolute().parent)

    def of_folder(self, folder: str | Path) -> Settings:
        """What applies to the documents in a folder, where no deeper config says otherwise."""
        place = Path(folder)
        if place not in self._found:
            self._found[place] = self._config_for(place)
        return self._settings(self._found[place])

    def of_run(self, paths: tuple[str, ...] = ()) -> Settings:
        """What applies to a run as a whole: the config of the first path asked for, else of the current folder."""
        first = Path(paths[0]) if paths and paths[0] != "-" else Path()
        return self.of_folder(first if first.is_dir() else first.absolute().parent)

    def _config_for(self, folder: Path) -> Path | None:
        if self.isolated:
            return None
        named = self.config or self.environment.get(CONFIG_VARIABLE)
        if not named:
            return closest(folder)
        if not Path(named).is_file():
            option = "--config" if self.config else CONFIG_VARIABLE
            raise UsageError("config", f"{option}: there is no config file {named!r}")
        return Path(named)

    def _settings(self, path: Path | None) -> Settings:
        if path not in self._loaded:
            file = load(path) if path is not None else ConfigFile({}, ())
            values = {**defaults(), **file.values, **from_environment(self.environment), **self.options}
            ordered = sorted(values, key=lambda keys: list(BY_NAME).index(keys[0]))
            self._loaded[path] = Settings({keys: values[keys] for keys in ordered}, file.files)
        return self._loaded[path]
