"""Opening a Word package: which part is which, and refusing what is no Word document.

Parts are found by their relationships, never by fixed names, so macro-enabled files, templates and
packages of other programs open like plain ones. Strict Open XML differs from the usual kind only in
namespace names; those are replaced before parsing.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from policylint.errors import InputError
from policylint.reading.archives import Archive, open_archive, parse_xml
from policylint.reading.docx.markup import W

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_PROTECTED_STREAMS = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "DRMEncryptedTransform"))
_WORD_STREAM = "WordDocument".encode("utf-16-le")

_STRICT = b"http://purl.oclc.org/ooxml/"
_OPEN = b"http://schemas.openxmlformats.org/"
_STRICT_NAMES = (
    (_STRICT + b"wordprocessingml/main", _OPEN + b"wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", _OPEN + b"officeDocument/2006/relationships"),
    (_STRICT + b"officeDocument/math", _OPEN + b"officeDocument/2006/math"),
    (_STRICT + b"officeDocument/extendedProperties", _OPEN + b"officeDocument/2006/extended-properties"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: ``kind`` is the last word of its type, ``part`` the name of the part it leads to."""

    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """An opened Word package with its main part parsed and the relationships it starts from."""

    archive: Archive
    document: etree._Element
    relations: dict[str, Relation]
    properties: dict[str, str]

    def parts(self, kind: str) -> list[str]:
        """Names of the parts of that kind the main part leads to, in order, those missing left out."""
        found = (relation.part for relation in self.relations.values() if relation.kind == kind)
        return [part for part in found if self.archive.has(part)]

    def parsed(self, kind: str) -> etree._Element | None:
        """The root of the first part of that kind, ``None`` if there is none."""
        part = next(iter(self.parts(kind)), None)
        return None if part is None else self.parse(part)

    def parse(self, part: str) -> etree._Element:
        """The root of a part. Raises ``InputError`` if it is damaged or too large."""
        return _parse(self.archive, part)


def open_package(data: bytes) -> Package:
    """Open a Word document held in memory. Raises ``InputError`` with a code for whatever it is instead."""
    if not data:
        raise InputError("empty-file", "The file is empty.")
    if data.startswith(_OLE_MAGIC):
        raise _refused_container(data)
    archive = open_archive(data)
    start = _relations(archive, "")
    main = next((r.part for r in start.values() if r.kind == "officeDocument"), "word/document.xml")
    if not archive.has(main):
        raise _refused_package(archive)
    document = _parse(archive, main)
    if document.tag != W + "document":
        raise InputError("unsupported-format", "The file is no Word document; save it as .docx, ODT or PDF.")
    properties = {relation.kind: relation.part for relation in start.values()}
    return Package(archive, document, _relations(archive, main), properties)


def _refused_container(data: bytes) -> InputError:
    if any(stream in data for stream in _PROTECTED_STREAMS):
        return InputError("encrypted", "The file is protected by a password; save a copy without one.")
    if _WORD_STREAM in data:
        return InputError("legacy-format", "The file is in the old Word format (.doc); save it as .docx.")
    return InputError("unsupported-format", "The file is an old Office file but no Word document; save it as .docx.")


def _refused_package(archive: Archive) -> InputError:
    if archive.has("[Content_Types].xml"):
        return InputError("broken-file", "The file lacks its main part; open and save it again in Word.")
    return InputError("unsupported-format", "The file is a zip package but no Word document; save it as .docx.")


def _parse(archive: Archive, part: str) -> etree._Element:
    data = archive.read(part)
    if _STRICT in data:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    return parse_xml(data, part)


def _relations(archive: Archive, source: str) -> dict[str, Relation]:
    """The internal relationships of a part ("" for the package), by their ids."""
    folder, name = posixpath.split(source.replace("\\", "/"))
    part = posixpath.join(folder, "_rels", name + ".rels")
    if not archive.has(part):
        return {}
    relations: dict[str, Relation] = {}
    for number, element in enumerate(_parse(archive, part)):
        if element.get("TargetMode") == "External":
            continue
        target = element.get("Target", "").replace("\\", "/")
        name = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if not archive.has(name):
            name = unquote(name)
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        relations[element.get("Id", f"#{number}")] = Relation(kind, name)
    return relations
