"""What a PDF's pages held, and what the reader of a report must be told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policylint.document import Notice
from policylint.errors import InputError
from policylint.reading.pdf.sheet import Sheet

LEAST_TEXT = 5
"""Readable characters below which a document counts as having no text."""
_SHOWN = 10


@dataclass(slots=True)
class Tally:
    """Characters and pages counted while reading; pages that need a word are numbered from 1."""

    pages: int = 0
    characters: int = 0
    usable: int = 0
    unreadable: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unruled: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)

    def count(self, sheet: Sheet | None) -> None:
        """Count the next page; ``None`` for one that could not be read."""
        self.pages += 1
        if sheet is None:
            self.unreadable.append(self.pages)
            return
        self.characters += sheet.characters
        self.usable += sheet.usable
        if sheet.pictures and sheet.usable < LEAST_TEXT:
            self.pictures.append(self.pages)
        if sheet.unruled:
            self.unruled.append(self.pages)
        if sheet.cut:
            self.cut.append(self.pages)

    def check(self) -> None:
        """Raise ``InputError`` if there is nothing to judge."""
        if len(self.unreadable) == self.pages:
            raise InputError("broken-file", "No page of the PDF can be read; export it again from the original.")
        if self.usable < LEAST_TEXT or self.usable * 2 < self.characters:
            raise InputError(
                "no-text",
                "The PDF holds no text (a scan?); run it through text recognition"
                " or export it again from the original.",
            )

    def notices(self) -> Iterator[Notice]:
        """What was left out, page by page."""
        lost = self.characters - self.usable
        if lost * 50 > self.characters:
            yield Notice(
                "undecodable-text",
                f"{round(100 * lost / self.characters)} % of the characters cannot be read, because a font"
                " does not say which letters it draws; export the PDF again from the original.",
            )
        if self.unreadable:
            yield Notice("pages-unreadable", f"{_pages(self.unreadable)} could not be read nor checked.")
        if self.pictures:
            yield Notice(
                "pages-without-text",
                f"{_pages(self.pictures)} held no text that can be read (a scan?) and could not be checked.",
            )
        if self.unruled:
            yield Notice(
                "tables-not-checked",
                f"{_pages(self.unruled)} held too many drawings to look for tables: all text was read as paragraphs.",
            )
        if self.cut:
            yield Notice("page-cut", f"{_pages(self.cut)} held too much text; the end was not checked.")


def _pages(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return f"Pages {', '.join(map(str, numbers[:_SHOWN]))}{more}"
