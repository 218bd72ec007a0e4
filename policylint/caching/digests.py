"""Digests of what a result depends on, found out without importing any of it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import policylint

_LIBRARIES = ("spacy", "thinc", "lxml", "pypdfium2", "pdfplumber", "markdown_it", "pycld2", "numpy")
"""What reads documents and parses sentences, besides the model."""
_MODELS = "en_core_web_"


def digest(*parts: bytes | str) -> str:
    """One digest of several parts, each told from the next."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


@cache
def program_digest() -> str:
    """The program itself: its version and, for a checkout that changes under one version, its files."""
    root = Path(policylint.__file__).parent
    return digest(policylint.__version__, *_stamps(sorted(root.rglob("*.py")), root))


def pack_digest(folder: Path) -> str:
    """A rule pack's files, by what they hold."""
    files = sorted([*folder.glob("*.yaml"), *folder.glob("words/*.yaml")])
    try:
        held: list[bytes | str] = [part for path in files for part in (path.name, path.read_bytes())]
    except OSError:
        held = [*_stamps(files, folder)]  # the loader will tell what is wrong with it
    return digest(os.path.realpath(folder), *held)


def learnt_digest(folder: Path) -> str:
    """What a pack holds besides its YAML, such as what its reader has learnt; too large to read each time."""
    return digest(*_stamps(sorted(p for p in folder.glob("*") if p.is_file() and p.suffix != ".yaml"), folder))


@cache
def libraries_digest(model: str | None) -> str:
    """Versions of the libraries and of the language models that may be used, as installed.

    ``model`` is one named by the user; without, every English one that is installed counts.
    """
    folders: dict[Path, list[str]] = {}
    parts: list[str] = []
    for name in (*_LIBRARIES, *([model] if model is not None else [])):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            parts.append(f"{name} -")
            continue
        package = Path(spec.origin).parent
        place = package.parent
        if place not in folders:
            folders[place] = _distributions(place)
            parts += [name for name in folders[place] if name.startswith(_MODELS)]
        own = [d for d in folders[place] if d.split("-")[0].replace(".", "_").lower() in {name, f"{name}_py"}]
        parts.extend(own or _stamps([Path(spec.origin)], package))
    return digest(*parts)


def _distributions(folder: Path) -> list[str]:
    """The installed distributions of a folder, as name and version."""
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(".dist-info"))
    except OSError:
        return []


def _stamps(files: Iterable[Path], root: Path) -> list[str]:
    """Names, sizes and times of files."""
    stamps = []
    for path in files:
        try:
            found = path.stat()
        except OSError:
            continue
        stamps.append(f"{path.relative_to(root).as_posix()} {found.st_size} {found.st_mtime_ns}")
    return stamps
