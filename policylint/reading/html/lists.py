"""HTML lists while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from policylint.reading.html.elements import list_form, whole_number
from policylint.reading.numerals import numeral


@dataclass(slots=True)
class OpenList:
    """A list being read. ``number`` is the item's that is being read, ``following`` the next one's.

    ``pending``: the item's label waits for its first block. ``counts_down``: to one, so that its labels
    are known only at its end; ``places`` are the blocks and numbers they belong to.
    """

    form: str
    depth: int
    following: int
    step: int
    counts_down: bool
    pending: bool = False
    number: int = 0
    items: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)

    def open_item(self, attributes: dict[str, str]) -> None:
        """An item begins."""
        self.number = whole_number(attributes.get("value"), self.following)
        self.following = self.number + self.step
        self.pending = True
        self.items += 1

    def label(self, number: int) -> str:
        """The label of item ``number``, as a browser shows it."""
        return f"{numeral(number, self.form)}." if self.form and self.form != "•" else self.form

    def late_labels(self) -> list[tuple[int, str]]:
        """The blocks whose labels are known only at the list's end, and these labels."""
        return [(place, self.label(self.items + number)) for place, number in self.places if self.counts_down]


def open_list(name: str, attributes: dict[str, str], depth: int) -> OpenList:
    """The list that an ``ol`` or ``ul`` begins, at ``depth`` from 1."""
    backwards = "reversed" in attributes
    start = attributes.get("start")
    # Numbers of a list that counts down from its length are kept as 0, -1, -2 and so on.
    first = whole_number(start, 0 if backwards else 1)
    return OpenList(list_form(name, attributes), depth, first, -1 if backwards else 1, backwards and start is None)
