"""How a page's user space lies on the page as it is displayed."""

from __future__ import annotations

from typing import Any, NamedTuple

import pypdfium2.raw as c


class Frame(NamedTuple):
    """Where a page's user space lies on the page as displayed: its visible box and its rotation.

    ``turns`` counts quarter turns clockwise, as /Rotate does.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        across, up = self.right - self.left, self.top - self.bottom
        return (up, across) if self.turns % 2 else (across, up)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the displayed page."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def frame_of(page: Any) -> Frame:
    """The frame of a loaded pdfium page."""
    box = c.FS_RECTF()
    if not c.FPDF_GetPageBoundingBox(page, box) or box.right <= box.left or box.top <= box.bottom:
        box = c.FS_RECTF(0, c.FPDF_GetPageHeightF(page), c.FPDF_GetPageWidthF(page), 0)
    return Frame(box.left, box.bottom, box.right, box.top, c.FPDFPage_GetRotation(page) % 4)
