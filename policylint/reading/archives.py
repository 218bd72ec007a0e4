"""Zip packages and XML parts opened with care: bounded sizes, no DTD, no entity, no network."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from policylint.errors import InputError

MAX_PART_BYTES = 64 * 1024 * 1024
MAX_PARTS = 20_000
MAX_XML_DEPTH = 2_000


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip package. Part names are compared as the package formats do: no leading slash, any case."""

    _zip: zipfile.ZipFile
    _names: dict[str, str]

    def has(self, name: str) -> bool:
        """Whether the package holds the part."""
        return _folded(name) in self._names

    def read(self, name: str) -> bytes:
        """The part's bytes; ``KeyError`` if it is not there, ``InputError`` if broken, locked or too large."""
        stored = self._names[_folded(name)]
        try:
            with self._zip.open(stored) as part:
                data = part.read(MAX_PART_BYTES + 1)
        except RuntimeError as error:
            raise InputError("encrypted", "The file is protected by a password; save a copy without one.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise InputError(
                "broken-file", f"The file is damaged (part {stored!r}); open and save it again."
            ) from error
        if len(data) > MAX_PART_BYTES:
            raise InputError(
                "too-large",
                f"Part {stored!r} unpacks to more than {MAX_PART_BYTES // 2**20} MB; the file was not read.",
            )
        return data


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def open_archive(data: bytes) -> Archive:
    """Open a zip package held in memory. Raises ``InputError`` for a broken or oversized one."""
    try:
        package = zipfile.ZipFile(BytesIO(data))
        names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise InputError("broken-file", "The file is a damaged zip package; open and save it again.") from error
    if len(names) > MAX_PARTS:
        raise InputError("too-large", f"The package holds more than {MAX_PARTS:,} parts; it was not read.")
    return Archive(package, {_folded(name): name for name in names})


def parse_xml(data: bytes, part: str) -> etree._Element:
    """Parse one XML part. A DTD is refused: package formats forbid it, and attacks need it."""
    if b"<!DOCTYPE" in data or b"<\x00!\x00D\x00O\x00C\x00T\x00Y\x00P\x00E" in data:
        raise InputError("broken-file", f"Part {part!r} holds a document type declaration, which the format forbids.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("broken-file", f"Part {part!r} is not well-formed; open and save the file again.") from error
    if root is None:
        raise InputError("broken-file", f"Part {part!r} is empty; open and save the file again.")
    return root
