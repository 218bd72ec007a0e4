"""From the configuration to the checkers that judge by it: one for all documents under one config file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policylint.caching.digests import pack_digest
from policylint.commands.choosing import kind_named, pack_folder, rules_left
from policylint.configuration.resolving import Configuration, from_options
from policylint.reading.raw import ReadingOptions

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from policylint.caching import Store
    from policylint.commands.checking import Checker, FileSuppressions, Judged
    from policylint.commands.walking import Source
    from policylint.configuration.model import Item, Settings, Sidecar
    from policylint.rules.model import Pack


def configured_pack(rules_folder: str | None, config: str | None, *, isolated: bool) -> Pack:
    """The rule pack that applies in the current folder. Raises ``UsageError``."""
    configuration = Configuration(from_options(rules=rules_folder), config, isolated)
    return pack_of(configuration.of_run())


def pack_of(settings: Settings) -> Pack:
    """The rule pack the settings name, as they want it. Raises ``UsageError`` with the place of what is wrong."""
    from policylint.configuration.adapting import adapted

    origin = settings.origin("rules")
    folder = pack_folder(settings.value("rules"), origin)
    return adapted(_loaded(folder, store_of(settings), pack_digest(folder)), settings)


def store_of(settings: Settings) -> Store | None:
    """Where the settings say results are kept; ``None`` for nowhere."""
    from policylint.caching import Store, default_folder

    wanted = settings.value("cache")
    if wanted is False:
        return None
    return Store(default_folder() if wanted is True else settings.origin("cache").base / Path(wanted).expanduser())


@cache
def _loaded(folder: Path, store: Store | None, files: str) -> Pack:
    """The pack in a folder: from its YAML, or as that was read and checked before. ``files``: their digest."""
    if store is None:
        return _read_pack(folder, files)
    from policylint.caching.digests import digest, program_digest
    from policylint.caching.records import pack_as_bytes, pack_from_bytes

    key = digest("pack", program_digest(), files)
    kept = store.get(key)
    pack = pack_from_bytes(kept) if kept is not None else None
    if pack is None:
        pack = _read_pack(folder, files)
        store.put(key, pack_as_bytes(pack))
    return pack


@cache
def _read_pack(folder: Path, files: str) -> Pack:
    from policylint.rules import load_pack  # YAML

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

    def remembered(self, source: Source) -> Judged | None:
        """The result kept from an earlier run, if nothing it depends on has changed."""
        return self.checkers[self.places[source.shown]].remembered(source)


def desk_for(
    configuration: Configuration,
    sources: Iterable[Source],
    reading: ReadingOptions,
    model: str | None = None,
    store: Store | None = None,
    *,
    keep_text: bool = False,
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
            checkers.append(checker_for(settings, reading, model, store, keep_text=keep_text))
        desk_places[source.shown] = numbers[id(settings)]
        fail_on[source.shown] = settings.value("fail-on")
    return Desk(tuple(checkers), desk_places, fail_on)


def checker_for(
    settings: Settings,
    reading: ReadingOptions,
    model: str | None = None,
    store: Store | None = None,
    *,
    keep_text: bool = False,
) -> Checker:
    """The checker that judges as the settings say, and keeps its results in ``store``."""
    from policylint.commands.checking import Checker, FileRules
    from policylint.configuration.adapting import rules_named
    from policylint.configuration.model import Item

    pack = pack_of(settings)
    if settings.value("exclude"):
        _patterns(settings.value("exclude"))  # so that a wrong one is told, whatever is checked
    return Checker(
        pack,
        kind_named(pack, settings.value("kind"), settings.origin("kind")),
        rules_left(pack, settings.value("select"), settings.value("ignore")),
        reading,
        model,
        keep_text,
        tuple(
            FileRules(given.origin.base, _patterns([Item(pattern, given.origin)]), rules_named(pack, given.value))
            for pattern, given in settings.table("per-file-ignores").items()
        ),
        tuple(_sidecar(given.value, pack) for given in settings.table("suppress").values()),
        store,
    )


def _patterns(items: Sequence[Item]) -> GitIgnoreSpec:
    from policylint.commands.ignoring import spec_of  # pathspec, for those who use it

    return spec_of(items)


def _sidecar(entry: Sidecar, pack: Pack) -> FileSuppressions:
    from policylint.commands.checking import FileSuppressions
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
        _patterns([Item(pattern, entry.origin)]),
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
    from policylint.commands.ignoring import matches

    return matches(source.path, settings.origin("exclude").base, _patterns(items))
