"""Reading: any supported file becomes a ``Document``. Each format's reader is imported only when it is met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from policylint.document import Document, Notice
from policylint.errors import InputError
from policylint.reading.raw import RawDocument, ReadingOptions

__all__ = ["MAX_INPUT_BYTES", "ReadingOptions", "bytes_of", "read_bytes", "read_file"]

MAX_INPUT_BYTES = 200 * 1024 * 1024


def read_file(path: Path, shown: str | None = None, options: ReadingOptions | None = None) -> Document:
    """Read a file. ``shown`` is the path it is reported under. Raises ``InputError``, never anything else."""
    name = shown or path.as_posix()
    return read_bytes(bytes_of(path, name), name, options)


def bytes_of(path: Path, name: str) -> bytes:
    """A file's bytes; ``name`` is the path it is reported under. Raises ``InputError``, never anything else."""
    try:
        if not path.exists():
            raise InputError("missing-file", "There is no such file; check the path.", name)
        if not path.is_file():
            raise InputError("unreadable", "It is neither a file nor a folder that can be read.", name)
        if path.stat().st_size > MAX_INPUT_BYTES:
            raise InputError(
                "too-large", f"The file is larger than {MAX_INPUT_BYTES // 2**20} MB; it was not read.", name
            )
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise InputError("unreadable", f"The file can't be opened ({reason}); check its permissions.", name) from error


def read_bytes(data: bytes, name: str, options: ReadingOptions | None = None) -> Document:
    """Read a document held in memory; ``name`` is its path or file name. Raises ``InputError``."""
    from policylint.reading.languages import language_of
    from policylint.reading.outline import outline
    from policylint.reading.sniff import format_of

    try:
        sniffed = format_of(data, name)
        raw = _reader(sniffed.format)(data, options or ReadingOptions())
        if sniffed.notice is not None:
            raw = replace(raw, notices=(*raw.notices, sniffed.notice))
        document = outline(raw, name)
        if not document.words:
            raise InputError("no-text", "The file holds no text to judge; check that it is the right one.")
        report = language_of([block.text for block in document.blocks])
    except InputError as error:
        raise InputError(error.code, error.message, name) from error
    except RecursionError as error:
        raise InputError("too-deep", "The file is nested too deeply; it was not read.", name) from error
    except MemoryError as error:
        raise InputError("too-large", "The file needs more memory than there is; it was not read.", name) from error
    notices: tuple[Notice, ...] = document.notices + ((report.notice,) if report.notice else ())
    blocks = tuple(b for b, english in zip(document.blocks, report.english, strict=True) if english)
    return replace(document, language=report.main, notices=notices, blocks=blocks)


def _reader(name: str) -> Callable[[bytes, ReadingOptions], RawDocument]:
    """The reader of a format, imported now."""
    if name == "docx":
        from policylint.reading.docx import read_docx as reader
    elif name == "pdf":
        from policylint.reading.pdf import read_pdf as reader
    elif name == "odt":
        from policylint.reading.odt import read_odt as reader
    elif name == "html":
        from policylint.reading.html import read_html as reader
    elif name == "md":
        from policylint.reading.markdown import read_markdown as reader
    else:
        from policylint.reading.text import read_text as reader
    return reader
