"""Cutting a block into sentences, aware of clause numbers, abbreviations, brackets and quotations."""

from __future__ import annotations

import re

_ABBREVIATIONS = {
    "approx", "art", "arts", "assoc", "cf", "chap", "cl", "cllr", "cllrs", "co", "corp", "dept", "dr", "ed", "eds",
    "eg", "e.g", "esp", "est", "etc", "ext", "fig", "figs", "gen", "gov", "hon", "i.e", "ie", "inc", "incl", "jr",
    "ltd", "max", "min", "mr", "mrs", "ms", "mx", "no", "nos", "p", "para", "paras", "pp", "prof", "pt", "ref",
    "reg", "regs", "rev", "rt", "s", "sch", "sec", "sect", "sr", "ss", "st", "tel", "v", "viz", "vol", "vols", "vs",
    "p.a", "a.m", "p.m", "ph.d", "m.e",
}  # fmt: skip
_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s)")
_NEXT = re.compile(r"\s+[\"'“‘(\[]?[A-Z0-9£$€•]")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*|\d+)$")
_ENDS_ANYWAY = {"etc", "co", "ltd", "inc", "no", "p.m", "a.m", "p.a", "m.e"}


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text``, white space at their ends left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    depth = 0
    scanned = 0
    for end in _END.finditer(text):
        if end.start() < start:
            continue
        chunk = text[scanned : end.end()]
        depth = max(0, depth + chunk.count("(") - chunk.count(")"))
        scanned = end.end()
        if depth > 0 or not _NEXT.match(text, end.end()) or _is_abbreviation(text, end.start(), end.end()):
            continue
        spans.append((start, end.end()))
        start = end.end()
        depth = 0
    spans.append((start, len(text)))
    return [s for s in (_trimmed(text, a, b) for a, b in spans) if s[0] < s[1]]


def _is_abbreviation(text: str, stop: int, end: int) -> bool:
    if text[stop] != ".":
        return False
    word = _LAST_WORD.search(text, max(0, stop - 24), stop)
    if word is None:
        return False
    name = word.group().lower()
    after = text[end:].lstrip()
    if len(name) == 1 and name.isalpha() and word.group().isupper():
        return True
    if name not in _ABBREVIATIONS:
        return False
    if name == "no" and not after[:1].isdigit():
        return False
    return name not in _ENDS_ANYWAY or not after[:1].isupper()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
