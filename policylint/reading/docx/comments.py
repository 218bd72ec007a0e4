"""A Word document's comments, and the text each is put on."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policylint.document import MAX_REMARK_CHARS, Remark
from policylint.errors import InputError
from policylint.reading.docx.markup import DEL_T, P, T, W
from policylint.reading.docx.package import Package

_START, _END, _MARK = (W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_ID = W + "id"


def remarks_of(package: Package) -> Iterator[Remark]:
    """The comments, in the order of the comments part, with the text nodes each is put on.

    A comment whose range holds no text is taken to be put on the paragraph its mark stands in. Damaged
    comments are no reason not to read the document: they are passed over.
    """
    try:
        root = package.parsed("comments")
    except InputError:
        return
    if root is None:
        return
    ranges = _ranges(package.document)
    for comment in root.iterchildren(W + "comment"):
        paragraphs = ("".join(node.text or "" for node in p.iter(T)) for p in comment.iter(P))
        text = "\n".join(paragraphs).strip()
        yield Remark(text[:MAX_REMARK_CHARS], nodes=ranges.get(comment.get(_ID, "")))


def _ranges(document: etree._Element) -> dict[str, tuple[int, int]]:
    """First and last text node, counted as in ``markup.text_nodes``, of each comment's range."""
    starts: dict[str, int] = {}
    ranges: dict[str, tuple[int, int]] = {}
    marked: dict[str, etree._Element] = {}
    spans: dict[etree._Element, tuple[int, int]] = {}
    count = 0
    for element in document.iter(T, DEL_T, _START, _END, _MARK):
        identity = element.get(_ID, "")
        if element.tag == _START:
            starts[identity] = count
        elif element.tag == _END:
            if identity in starts and count > starts[identity]:
                ranges[identity] = (starts[identity], count - 1)
        elif element.tag == _MARK:
            paragraph = next(element.iterancestors(P), None)
            if paragraph is not None:
                marked[identity] = paragraph
        else:
            count += 1
    for identity, paragraph in marked.items():
        if identity not in ranges:
            if not spans:
                spans = _paragraph_spans(document)
            if paragraph in spans:
                ranges[identity] = spans[paragraph]
    return ranges


def _paragraph_spans(document: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """First and last text node of each paragraph that has any, those in its text boxes too."""
    spans: dict[etree._Element, tuple[int, int]] = {}
    for number, node in enumerate(document.iter(T, DEL_T)):
        for paragraph in node.iterancestors(P):
            first, _ = spans.get(paragraph, (number, number))
            spans[paragraph] = (first, number)
    return spans
