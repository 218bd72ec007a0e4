"""Defined terms: words a document gives a meaning of its own ("Partners" means people who use our services).

A definition is no evidence, but from there on its word counts as whatever it was defined to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policylint.language.analysis import Analysis
from policylint.language.lexicon import Hit
from policylint.statements import Mark, Origin

_LETTER_NAME = r"[A-Z][\w’'&/-]*(?:[ -](?:(?:of|by|with|and|for|the)[ -])?[A-Z][\w’'&/-]*){0,5}"
_NAME = rf"(?:[“\"'‘]\s?(?P<quoted>[^“”\"‘’]{{2,50}}?)\s?[”\"'’]|(?P<capital>{_LETTER_NAME}))"
_PLAIN_NAME = r"(?:[“\"'‘]\s?(?P<quoted>[^“”\"‘’]{2,50}?)\s?[”\"'’]|(?P<capital>[A-Za-z][\w’'&/ -]{1,50}?))"
_INITIALS = r"(?:\s*\(\s*[“\"'‘]?(?P<initials>[A-Za-z][\w’'/-]{0,12})[”\"'’]?\s*\))?"
_MEANS = re.compile(
    rf"^(?:in (?:this|these) [\w ,’']{{3,60}}?[,:]?\s*)?(?:the (?:term|terms|word|words|expression)\s+)?(?:an?\s+|the\s+)?"
    rf"{_PLAIN_NAME}{_INITIALS},?\s+(?:means?|shall mean|is (?:here )?defined as|are defined as|refers? to|denotes?|includes?)\s+",
    re.IGNORECASE,
)
_COLON = re.compile(rf"^{_PLAIN_NAME}{_INITIALS}\s*(?::|\s[–—-])\s+")
_WE_MEAN = re.compile(
    r"\b(?:by|when we (?:say|use|talk about)) [“\"'‘]?(?P<capital>[^“”\"‘’.,]{2,50}?)[”\"'’]?,? we mean\s+",
    re.I,
)
_PLAIN_IS = re.compile(
    r"^in (?:this|these) [\w ,’']{3,60}?,? (?:an?\s+)?(?P<capital>[\w’' -]{3,40}?) (?:is|are)\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"\(\s*(?:(?:hereafter|hereinafter|referred to|known|together|collectively|here|called|in this \w+)[\w, ]*?\s)?(?:the\s+|our\s+|as\s+)*"
    r"(?:[“\"'‘](?P<quoted>[^“”\"‘’]{2,40})[”\"'’]|(?P<initials>[A-Z][A-Za-z]{0,2}[A-Z][A-Za-z]{0,4}s?))\s*\)"
)
_CALLED = re.compile(
    r"\b(?:known as|called|referred to as|described as|whom we call|we call (?:them|these people)|termed)\s+(?:the\s+|our\s+)?"
    rf"{_NAME}"
)
MAX_TERM_WORDS = 6
MAX_GAP = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the document's own and the concept it stands for; ``defined`` outright, or used so in passing."""

    word: str
    concept: int
    defined: bool = True

    def forms(self) -> tuple[str, ...]:
        """The word in singular and plural, lower-cased for matching."""
        word = self.word.lower()
        if word.endswith("ies"):
            return (word, word[:-3] + "y")
        if word.endswith("s") and not word.endswith("ss"):
            return (word, word[:-1], word + "'")
        if word.endswith("y") and word[-2:-1] not in "aeiou":
            return (word, word[:-1] + "ies")
        return (word, word + "s")


def learn(analyses: Sequence[Analysis], entities: frozenset[int], meaningful: frozenset[int]) -> tuple[Term, ...]:
    """The document's own terms. ``meaningful`` are the concepts a term may come to stand for."""
    terms: dict[str, Term] = {}
    for analysis in analyses:
        for word, concept in _defined(analysis, entities, meaningful):
            name = word.strip(" .,:;'\"")
            if name and len(name.split()) <= MAX_TERM_WORDS and name.lower() not in terms:
                terms[name.lower()] = Term(name, concept)
    return tuple(terms.values())


def _defined(analysis: Analysis, entities: frozenset[int], meaningful: frozenset[int]) -> Iterable[tuple[str, int]]:
    text = analysis.statement.text
    if Mark.DEFINITION in analysis.statement.marks:
        if analysis.statement.origin is Origin.ROW and len(analysis.statement.cells) >= 2:
            first, second = analysis.statement.cells[:2]
            concept = _first_entity(analysis, second.start, entities, meaningful)
            if concept is not None:
                yield _split_initials(text[first.start : first.end])[0], concept
                for initials in _split_initials(text[first.start : first.end])[1:]:
                    yield initials, concept
            return
        own = text[analysis.statement.own :]
        for pattern in (_MEANS, _WE_MEAN, _PLAIN_IS, _COLON):
            match = pattern.search(own)
            if match is None:
                continue
            concept = _first_entity(analysis, analysis.statement.own + match.end(), entities, meaningful)
            if concept is None:
                continue
            groups = match.groupdict()
            yield groups.get("quoted") or groups.get("capital") or "", concept
            if groups.get("initials"):
                yield groups["initials"], concept
            return
    for match in (*_IN_BRACKETS.finditer(text), *_CALLED.finditer(text)):
        groups = match.groupdict()
        name = groups.get("quoted") or groups.get("initials") or groups.get("capital") or ""
        concept = _entity_before(analysis, match.start(), entities, meaningful)
        if name and concept is not None:
            yield name, concept


def _split_initials(name: str) -> list[str]:
    match = re.match(r"^(.*?)\s*\(([^)]{1,20})\)\s*$", name)
    return [match.group(1), match.group(2)] if match else [name]


def _first_entity(analysis: Analysis, offset: int, entities: frozenset[int], meaningful: frozenset[int]) -> int | None:
    """The concept of the first who-or-what at or after a character offset, if a term may stand for it."""
    for hit in analysis.hits:
        if analysis.doc[hit.start].idx >= offset and hit.concept in entities:
            return hit.concept if hit.concept in meaningful else None
    return None


def _entity_before(analysis: Analysis, offset: int, entities: frozenset[int], meaningful: frozenset[int]) -> int | None:
    """The concept of the last who-or-what that ends within twelve words before a character offset."""
    best: Hit | None = None
    for hit in analysis.hits:
        last = analysis.doc[hit.end - 1]
        if hit.concept in entities and last.idx + len(last) <= offset:
            best = hit
    if best is None:
        return None
    between = [token for token in analysis.doc[best.end :] if token.idx < offset]
    if any(token.text[:1].isupper() for token in between):
        return None  # another name stands nearer: "Plains Community Care Ltd (“Plains”)"
    return best.concept if len(between) <= MAX_GAP and best.concept in meaningful else None
