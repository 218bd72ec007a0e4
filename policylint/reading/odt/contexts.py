"""Stretches of text within which paragraphs and lists follow each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from policylint.reading.odt.lists import OpenList
from policylint.reading.odt.paragraphs import Paragraph
from policylint.reading.raw import RawBlock


@dataclass(slots=True)
class Context:
    """One stretch of text of its own: the body, a cell, a text box, a note.

    ``held`` is a paragraph that the next one's text joins, its end having been inserted by a change
    that is not accepted.
    """

    sink: list[RawBlock]
    paragraph: Paragraph | None = None
    held: Paragraph | None = None
    lists: list[OpenList] = field(default_factory=list)

    @property
    def beside(self) -> list[RawBlock]:
        """Where blocks go that hang on this place."""
        return self.sink if self.paragraph is None else self.paragraph.after

    def put(self, paragraph: Paragraph) -> None:
        """Put out a paragraph that is finished, and what hangs on it."""
        block = paragraph.block()
        if block is not None:
            self.sink.append(block)
        self.sink.extend(paragraph.after)

    def release(self) -> None:
        """Put out the paragraph that waits for one to join it: there is none."""
        held, self.held = self.held, None
        if held is not None:
            self.put(held)
