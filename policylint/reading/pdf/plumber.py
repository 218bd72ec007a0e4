"""Pages by pdfplumber: slow, kept to compare with. The same layout makes the blocks.

pdfminer knows nothing of pdfium's character indexes, so these words have no place to write back to.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Generator, Iterator, Sequence
from io import BytesIO
from typing import Any

import pdfplumber

from policylint.errors import InputError
from policylint.reading.pdf.pages import BOLD_NAME, READABLE, UNUSABLE
from policylint.reading.pdf.ruling import TOLERANCE
from policylint.reading.pdf.sheet import ARTIFACT, UNMARKED, Box, Element, Sheet, Word
from policylint.reading.pdf.trees import MAX_DEPTH, MAX_SPAN

MAX_EDGES = 20_000
"""Drawn edges on one page above which no tables are looked for."""
_UNDECODED = re.compile(r"\(cid:\d+\)")
_PALE = 0.98

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of each oddity of a damaged file


def plumber_sheets(data: bytes, pages: int) -> Generator[Sheet | None, None, None]:
    """The first ``pages`` pages; ``None`` for one that fails, and fewer where pdfplumber finds fewer.

    Raises ``InputError`` if the file cannot be opened at all.
    """
    try:
        document = pdfplumber.open(BytesIO(data))
        found = document.pages[:pages]
    except Exception as error:  # pdfminer lets any kind of error through on a damaged file
        raise InputError("broken-file", "pdfplumber cannot open the PDF; read it with the pdfium engine.") from error
    with document:
        for index, page in enumerate(found):
            try:
                yield _sheet(page, index)
            except Exception:  # as above: the page is reported as unreadable
                yield None
            finally:
                page.close()


def _sheet(page: Any, index: int) -> Sheet:
    left, top, right, bottom = page.cropbox
    sheet = Sheet(index, float(right - left), float(bottom - top))
    for found in page.dedupe_chars().extract_words(
        use_text_flow=True,
        x_tolerance_ratio=0.2,
        extra_attrs=["fontname", "size", "mcid", "tag"],
        return_chars=True,
    ):
        sheet.words.append(_word(found, left, top))
    sheet.characters = sum(len(word.text) for word in sheet.words)
    sheet.usable = sheet.characters - sum(len(UNUSABLE.findall(word.text)) for word in sheet.words)
    sheet.tree = tuple(map(_element, page.structure_tree))
    if len(page.edges) > MAX_EDGES:
        sheet.unruled = True
    else:
        sheet.rules = list(_rules(page.edges, left, top))
        sheet.shaded = [_box(rect, left, top) for rect in page.rects if rect["fill"] and not _is_pale(rect)]
    sheet.pictures = any(image["width"] * image["height"] > 0.5 * sheet.width * sheet.height for image in page.images)
    return sheet


def _word(found: dict[str, Any], left: float, top: float) -> Word:
    first = found["chars"][0]
    a, b, *_, height = first["matrix"]
    turn = round(math.degrees(math.atan2(b, a))) % 360
    base = found["bottom"] if turn else first["bottom"] - (height - first["y0"])
    artifact = found["tag"] == "Artifact"
    return Word(
        text=_UNDECODED.sub("\ufffd", found["text"]).translate(READABLE),
        x0=float(found["x0"] - left),
        x1=float(found["x1"] - left),
        base=float(base - top),
        size=round(float(found["size"]), 2),
        bold=BOLD_NAME.search(found["fontname"].encode("utf-8", "replace")) is not None,
        at=-1,
        mark=ARTIFACT if artifact else UNMARKED if found["mcid"] is None else int(found["mcid"]),
        turn=turn,
    )


def _box(shape: dict[str, Any], left: float, top: float) -> Box:
    return Box(
        float(shape["x0"] - left),
        float(shape["top"] - top),
        float(shape["x1"] - left),
        float(shape["bottom"] - top),
    )


def _rules(edges: Sequence[dict[str, Any]], left: float, top: float) -> Iterator[Box]:
    for edge in edges:
        unseen = not edge.get("stroke") and (not edge.get("fill") or _is_pale(edge))
        long = max(edge["width"], edge["height"]) > TOLERANCE
        if long and not unseen:
            yield _box(edge, left, top)


def _is_pale(shape: dict[str, Any]) -> bool:
    color = shape.get("non_stroking_color")
    if isinstance(color, int | float):
        color = (color,)
    if not color or len(color) == 4 or not all(isinstance(part, int | float) for part in color):
        return False
    return min(color) >= _PALE


def _element(node: dict[str, Any], depth: int = MAX_DEPTH) -> Element:
    """An element; pdfplumber keeps marks and children apart, so where it has both they go by their marks."""
    contents: list[Element | int] = list(node.get("mcids", ()))
    if depth:
        contents.extend(_element(child, depth - 1) for child in node.get("children", ()))
    if len({type(content) for content in contents}) > 1:
        contents.sort(key=_first_mark)
    attributes = node.get("attributes", {})
    columns, rows = attributes.get("ColSpan", 1), attributes.get("RowSpan", 1)
    return Element(
        str(node.get("type", "")),
        tuple(contents),
        columns if isinstance(columns, int) and 0 < columns <= MAX_SPAN else 1,
        rows if isinstance(rows, int) and 0 < rows <= MAX_SPAN else 1,
    )


def _first_mark(content: Element | int) -> int:
    if isinstance(content, int):
        return content
    return min(map(_first_mark, content.contents), default=-1)
