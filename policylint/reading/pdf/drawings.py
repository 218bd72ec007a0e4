"""Ruling lines, shaded areas and pictures of a page, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as c

from policylint.reading.pdf.frame import Frame
from policylint.reading.pdf.sheet import Box, Sheet

MAX_PATHS = 20_000
"""Drawings on one page above which no tables are looked for."""
MAX_DEPTH = 8
"""Nesting of form objects that is followed."""
MAX_SEGMENTS = 200
"""Segments of one drawing above which it is a figure."""
THIN = 3.0
"""Points up to which a drawing counts as a line."""
_PALE = 250
_SEEN = {c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_TEXT}


class _Matrix(NamedTuple):
    """An affine map as PDF writes it."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: _Matrix) -> _Matrix:
        """The map that does ``inner`` first."""
        a, b = inner.a * self.a + inner.b * self.c, inner.a * self.b + inner.b * self.d
        p, q = inner.c * self.a + inner.d * self.c, inner.c * self.b + inner.d * self.d
        e, f = self.point(inner.e, inner.f)
        return _Matrix(a, b, p, q, e, f)


_SAME = _Matrix()


def read_drawings(sheet: Sheet, page: Any, frame: Frame) -> None:
    """Fill the sheet's rules, shaded areas and pictures."""
    paths = 0
    for item, kind, matrix in _objects(page):
        if kind == c.FPDF_PAGEOBJ_TEXT:
            sheet.pictures = sheet.pictures or not sheet.words  # letters that no one can tell
            continue
        if kind == c.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(item, matrix, frame)
            if box and (box.x1 - box.x0) * (box.bottom - box.top) > 0.5 * sheet.width * sheet.height:
                sheet.pictures = True
            continue
        paths += 1
        if paths > MAX_PATHS:
            sheet.unruled = True
            sheet.rules.clear()
            return
        _add_path(sheet, item, matrix, frame)


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Paths, images and texts of the page and of its form objects, with the map to user space."""
    stack: list[tuple[Any, int, int, _Matrix, int]] = [(page, 0, c.FPDFPage_CountObjects(page), _SAME, 0)]
    while stack:
        owner, index, count, matrix, depth = stack.pop()
        fetch = c.FPDFFormObj_GetObject if depth else c.FPDFPage_GetObject
        while index < count:
            item = fetch(owner, index)
            index += 1
            kind = c.FPDFPageObj_GetType(item)
            if kind in _SEEN:
                yield item, kind, matrix
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                stack.append((owner, index, count, matrix, depth))
                inner = matrix.after(_matrix_of(item))
                stack.append((item, 0, c.FPDFFormObj_CountObjects(item), inner, depth + 1))
                break


def _matrix_of(item: Any) -> _Matrix:
    own = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, own):
        return _SAME
    return _Matrix(own.a, own.b, own.c, own.d, own.e, own.f)


def _bounds(item: Any, matrix: _Matrix, frame: Frame) -> Box | None:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    first = matrix.point(left.value, bottom.value)
    second = matrix.point(right.value, top.value)
    return _box(frame.place(*first), frame.place(*second))


def _box(first: tuple[float, float], second: tuple[float, float]) -> Box:
    (x0, y0), (x1, y1) = first, second
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _add_path(sheet: Sheet, item: Any, matrix: _Matrix, frame: Frame) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    box = _bounds(item, matrix, frame)
    if box is None:
        return
    width, height = box.x1 - box.x0, box.bottom - box.top
    pale = bool(fill.value) and _is_pale(item)
    if pale and not stroke.value:
        return
    if width <= THIN or height <= THIN:
        if max(width, height) > THIN:
            sheet.rules.append(box)
        return
    segments = c.FPDFPath_CountSegments(item)
    if segments > MAX_SEGMENTS:
        return
    if fill.value and not pale and segments <= 6:
        sheet.shaded.append(box)
    _add_sides(sheet, item, segments, matrix.after(_matrix_of(item)), frame)


def _is_pale(item: Any) -> bool:
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _PALE


def _add_sides(sheet: Sheet, item: Any, segments: int, matrix: _Matrix, frame: Frame) -> None:
    """The upright and level straight sides of a drawing."""
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = before = (0.0, 0.0)
    for index in range(segments):
        segment = c.FPDFPath_GetPathSegment(item, index)
        if not c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = frame.place(*matrix.point(x.value, y.value))
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == c.FPDF_SEGMENT_LINETO:
            _add_side(sheet, before, point)
        before = point
        if c.FPDFPathSegment_GetClose(segment):
            _add_side(sheet, point, begin)
            before = begin


def _add_side(sheet: Sheet, first: tuple[float, float], second: tuple[float, float]) -> None:
    box = _box(first, second)
    width, height = box.x1 - box.x0, box.bottom - box.top
    if min(width, height) <= 0.5 and max(width, height) > THIN:
        sheet.rules.append(box)
