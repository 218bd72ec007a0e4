"""Tracked changes: with them rejected, deleted words are put back and inserted ones left out.

The store of changes (``text:tracked-changes``) comes before the text, with the deleted words in it; the
text has marks where these stood, and around what was inserted.
"""

from __future__ import annotations

from lxml import etree

from policylint.reading.odt.contexts import Context
from policylint.reading.odt.names import TEXT, XML_ID
from policylint.reading.raw import RawBlock


class Changes:
    """The changes of one document. ``accepted``: they count as made, and the store is not read."""

    def __init__(self, accepted: bool) -> None:
        self.accepted = accepted
        self.storing = False
        """Whether the store is being read: its paragraphs are not counted in lists."""

        self._deleted: dict[str, list[RawBlock]] = {}
        self._insertions: set[str] = set()
        self._open: set[str] = set()

    @property
    def dropping(self) -> bool:
        """Whether this place of the text was inserted by a change that does not count."""
        return bool(self._open)

    def region(self, element: etree._Element) -> None:
        """Note the insertions among the changes."""
        if element.find(TEXT + "insertion") is not None:
            self._insertions.add(_identity(element))

    def store(self, deletion: etree._Element, blocks: list[RawBlock]) -> None:
        """Keep the blocks of a deletion."""
        region = deletion.getparent()
        if region is not None:
            self._deleted[_identity(region)] = blocks

    def start(self, element: etree._Element) -> None:
        """A changed stretch begins."""
        change = element.get(TEXT + "change-id", "")
        if change in self._insertions:
            self._open.add(change)

    def end(self, element: etree._Element) -> None:
        """A changed stretch ends."""
        self._open.discard(element.get(TEXT + "change-id", ""))

    def put_back(self, mark: etree._Element, context: Context) -> None:
        """Put deleted words back at their mark: the first and last paragraph join those around it."""
        blocks = self._deleted.get(mark.get(TEXT + "change-id", ""), [])
        paragraph = context.paragraph
        if paragraph is None:
            context.sink.extend(blocks)
            return
        for index, block in enumerate(blocks):
            if 0 < index < len(blocks) - 1:
                paragraph.after.append(block)
                continue
            if index:
                context.put(paragraph)
                paragraph = context.paragraph = paragraph.rest()
            for piece in block.pieces:
                paragraph.add(piece)


def _identity(region: etree._Element) -> str:
    return region.get(TEXT + "id") or region.get(XML_ID) or ""
