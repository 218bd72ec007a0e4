"""From the configuration to the checkers that judge by it: one for all documents under one config file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policylint.commands.choosing import kind_named, pack_folder, rules_left
from policylint.configuration.resolving import Configuration, from_options
from policylint.reading.raw import ReadingOptions

if TYPE_CHECKING:
    from policylint.commands.checking import Checker, FileSuppressions, Judged
    from policylint.commands.walking import Source
    from policylint.configuration.model import Settings, Sidecar
    from policylint.rules.model import Pack


def configured_pack(rules_folder: str | None, config: str | None, *, isolated: bool) -> Pack:
    """The rule pack that applies in the current folder. Raises ``UsageError``."""
    configuration = Configuration(from_options(rules=rules_folder), config, isolated)
    return pack_of(configuration.of_run())


def pack_of(settings: Settings) -> Pack:
    """The rule pack the settings name, as they want it. Raises ``UsageError`` with the place of what is wrong."""
    from policylint.configuration.adapting import adapted

    origin = settings.origin("rules")
    return adapted(_loaded(pack_folder(settings.value("rules"), origin)), settings)


@cache
def _loaded(folder: Path) -> Pack:
    from policylint.rules import load_pack

    return load_pack(folder)


@dataclass
class Desk:
    """Gives each document to the checker that its config asks for. It is sent to each process as it is."""

    checkers: tuple[Checker, ...]
    places: dict[str, int]
    """Which of the checkers a document goes to, by the path it is reported under."""
    fail_on: dict[str, str] = field(default_factory=dict)

    def check(self, source: Source) -> Judged:
        """Read and judge one document. Never raises for what a document holds."""
        return self.checkers[self.places[source.shown]].check(source)


def desk_for(
    configuration: Configuration, sources: Iterable[Source], reading: ReadingOptions, model: str | None = None
) -> Desk:
    """The desk for these documents. Raises ``UsageError`` for the first thing wrong in a config they fall under."""
    checkers: list[Checker] = []
    numbers: dict[int, int] = {}
    desk_places: dict[str, int] = {}
    fail_on: dict[str, str] = {}
    for source in sources:
        settings = configuration.of_file(source.path or source.shown)
        if id(settings) not in numbers:
            numbers[id(settings)] = len(checkers)
            checkers.append(checker_for(settings, reading, model))
        desk_places[source.shown] = numbers[id(settings)]
        fail_on[source.shown] = settings.value("fail-on")
    return Desk(tuple(checkers), desk_places, fail_on)


def checker_for(settings: Settings, reading: ReadingOptions, model: str | None = None) -> Checker:
    """The checker that judges as the settings say."""
    from policylint.commands.checking import Checker, FileRules
    from policylint.commands.ignoring import spec_of
    from policylint.configuration.adapting import rules_named
    from policylint.configuration.model import Item

    pack = pack_of(settings)
    spec_of(settings.value("exclude"))  # so that a wrong pattern is told, whatever is checked
    return Checker(
        pack,
        kind_named(pack, settings.value("kind"), settings.origin("kind")),
        rules_left(pack, settings.value("select"), settings.value("ignore")),
        reading,
        model,
        tuple(
            FileRules(given.origin.base, spec_of([Item(pattern, given.origin)]), rules_named(pack, given.value))
            for pattern, given in settings.table("per-file-ignores").items()
        ),
        tuple(_sidecar(given.value, pack) for given in settings.table("suppress").values()),
    )


def _sidecar(entry: Sidecar, pack: Pack) -> FileSuppressions:
    from policylint.commands.checking import FileSuppressions
    from policylint.commands.ignoring import spec_of
    from policylint.configuration.adapting import rules_named
    from policylint.configuration.model import Item
    from policylint.findings.model import SetAsideBy
    from policylint.findings.suppressions import Suppression

    base = entry.origin.base
    literal = not set(entry.pattern) & set("*?[!")
    if literal and not (base / entry.pattern).exists():
        raise entry.origin.fail(f"there is no file {entry.pattern!r} in the folder of this config; take the entry out")
    pattern = f"/{entry.pattern.removeprefix('./')}" if literal else entry.pattern
    return FileSuppressions(
        base,
        spec_of([Item(pattern, entry.origin)]),
        tuple(
            Suppression(
                item.text,
                rules_named(pack, [item]),
                " ".join(entry.reason.split()),
                SetAsideBy.CONFIG,
                item.origin.label,
                absent_too=True,
            )
            for item in entry.rules
        ),
    )


def excluded(source: Source, configuration: Configuration) -> bool:
    """Whether the config that holds for a file leaves it out of folders."""
    settings = configuration.of_file(source.path or source.shown)
    items = settings.value("exclude")
    if not items or source.path is None:
        return False
    from policylint.commands.ignoring import matches, spec_of

    return matches(source.path, settings.origin("exclude").base, spec_of(items))
