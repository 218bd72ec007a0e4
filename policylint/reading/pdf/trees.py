"""The structure tree of a tagged page, by pdfium."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as c

from policylint.reading.pdf.sheet import Element

MAX_ELEMENTS = 100_000
"""Elements read of one page's tree."""
MAX_DEPTH = 60
"""Depth below which elements are left out; their page is then laid out without tags."""
MAX_SPAN = 1_000
"""Columns or rows that a cell may cover."""

_name = (ctypes.c_ushort * 64)()


@dataclass(slots=True)
class _Open:
    """An element being read: its children are fetched one by one, from an explicit stack."""

    handle: Any
    count: int
    type: str
    index: int = 0
    contents: list[Element | int] = field(default_factory=list)


def read_tree(page: Any) -> tuple[Element, ...]:
    """The page's top elements; empty where the page has no tree."""
    tree = c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        count = c.FPDF_StructTree_CountChildren(tree)
        tops = [c.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(max(0, min(count, MAX_ELEMENTS)))]
        budget = [MAX_ELEMENTS]
        return tuple(_read(top, budget) for top in tops if top)
    finally:
        c.FPDF_StructTree_Close(tree)


def _open(handle: Any) -> _Open:
    return _Open(handle, c.FPDF_StructElement_CountChildren(handle), _type(handle))


def _read(top: Any, budget: list[int]) -> Element:
    stack = [_open(top)]
    while True:
        here = stack[-1]
        if here.index < here.count and budget[0] > 0:
            index = here.index
            here.index += 1
            mark = c.FPDF_StructElement_GetChildMarkedContentID(here.handle, index)
            if mark >= 0:
                here.contents.append(mark)
                continue
            child = c.FPDF_StructElement_GetChildAtIndex(here.handle, index)
            if child and len(stack) < MAX_DEPTH:
                budget[0] -= 1
                stack.append(_open(child))
            continue
        stack.pop()
        columns, rows = _spans(here.handle) if here.type in {"TD", "TH"} else (1, 1)
        element = Element(here.type, tuple(here.contents), columns, rows)
        if not stack:
            return element
        stack[-1].contents.append(element)


def _type(handle: Any) -> str:
    length = c.FPDF_StructElement_GetType(handle, _name, ctypes.sizeof(_name))
    if not 2 <= length <= ctypes.sizeof(_name):
        return ""
    return bytes(_name)[: length - 2].decode("utf-16-le", "replace")


def _spans(handle: Any) -> tuple[int, int]:
    """ColSpan and RowSpan of a cell."""
    spans = {b"ColSpan": 1, b"RowSpan": 1}
    number = ctypes.c_float()
    for index in range(min(8, c.FPDF_StructElement_GetAttributeCount(handle))):
        attribute = c.FPDF_StructElement_GetAttributeAtIndex(handle, index)
        for key in spans:
            value = c.FPDF_StructElement_Attr_GetValue(attribute, key)
            if value and c.FPDF_StructElement_Attr_GetNumberValue(value, number):
                spans[key] = max(1, min(MAX_SPAN, int(number.value)))
    return spans[b"ColSpan"], spans[b"RowSpan"]
