"""The lexicon: concepts, the words that stand for them, and finding them in a text.

A concept is a name (``PEOPLE``, ``BOARD``) with the phrases that express it. Phrases are matched by
spaCy's PhraseMatcher on lower-cased tokens, all concepts in one pass. Among *entity* concepts (those that
name who or what) the longest phrase wins, so that "care worker" is never "care" and a "carers' panel" no
bare "carers"; a concept's ``not`` phrases shadow any of its hits inside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

from policylint.language.inflect import forms
from policylint.language.normalise import normalise
from policylint.language.starting import spacy, unhurried_collector

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept as data. ``words`` and ``shadows`` are phrases in which ``~`` marks a word to inflect."""

    name: str
    words: tuple[str, ...]
    shadows: tuple[str, ...] = ()
    entity: bool = False


class Hit(NamedTuple):
    """A concept met at tokens ``start`` up to ``end``; ``concept`` is its number in the lexicon."""

    start: int
    end: int
    concept: int


@dataclass(slots=True)
class Lexicon:
    """All concepts of a rule pack, numbered, ready to be looked for.

    ``opaque`` are the concepts whose names hide the words inside them: there is no "unpaid" in "unpaid
    carers" and no "member" in "member of staff".
    """

    concepts: tuple[Concept, ...]
    opaque: frozenset[int] = frozenset()
    numbers: dict[str, int] = field(init=False)
    entities: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {concept.name: number for number, concept in enumerate(self.concepts)}
        self.entities = frozenset(n for n, concept in enumerate(self.concepts) if concept.entity)


def blank_language() -> Language:
    """spaCy's English tokenizer alone."""
    return cast("Language", spacy().blank("en"))


class Finder:
    """Finds a lexicon's concepts in texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.nlp = blank_language()
        self.nlp.max_length = 10_000_000
        self._by_key: dict[int, tuple[tuple[int, ...], frozenset[int]]] = {}

    @cached_property
    def _matcher(self) -> PhraseMatcher:
        with unhurried_collector():
            return self._built()

    def _built(self) -> PhraseMatcher:
        """One matcher whose every phrase is a key of its own: the key tells the concepts it stands for."""
        from spacy.matcher import PhraseMatcher

        meanings: dict[str, tuple[set[int], set[int]]] = {}
        for number, concept in enumerate(self.lexicon.concepts):
            for word in concept.words:
                for form in forms(normalise(word).lower()):
                    meanings.setdefault(form, (set(), set()))[0].add(number)
            for word in concept.shadows:
                for form in forms(normalise(word).lower()):
                    meanings.setdefault(form, (set(), set()))[1].add(number)
        matcher = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        alike: dict[tuple[tuple[int, ...], frozenset[int]], list[Doc]] = {}
        for form, (means, shadows) in meanings.items():
            alike.setdefault((tuple(sorted(means)), frozenset(shadows)), []).append(self.nlp.make_doc(form))
        for number, (meaning, docs) in enumerate(alike.items()):
            key = f"words-{number}"
            matcher.add(key, docs)
            self._by_key[self.nlp.vocab.strings[key]] = meaning
        return matcher

    def tokens(self, texts: Iterable[str]) -> Iterable[Doc]:
        """Tokenised texts, spellings made equal."""
        return (self.nlp.make_doc(normalise(text)) for text in texts)

    def hits(self, doc: Doc) -> list[Hit]:
        """The concepts in a text, in order, shadowed ones and shorter rival entities left out."""
        matcher = self._matcher
        found: list[Hit] = []
        shadows: list[tuple[int, int, frozenset[int]]] = []
        for key, start, end in matcher(doc):
            means, hides = self._by_key[key]
            found.extend(Hit(start, end, number) for number in means)
            if hides:
                shadows.append((start, end, hides))
        if shadows:
            found = [
                hit
                for hit in found
                if not any(
                    hit.concept in hides
                    and start <= hit.start
                    and hit.end <= end
                    and (start, end) != (hit.start, hit.end)
                    for start, end, hides in shadows
                )
            ]
        return resolve(found, self.lexicon)


def resolve(found: Sequence[Hit], lexicon: Lexicon) -> list[Hit]:
    """Drop entity hits inside a longer entity hit, repeats of one concept inside its longer hit, and any
    hit inside a longer opaque one."""
    entities, opaque = lexicon.entities, lexicon.opaque
    kept: list[Hit] = []
    rivals: list[Hit] = []
    hiding: list[Hit] = []
    of_concept: dict[int, list[Hit]] = {}
    for hit in sorted(set(found), key=_longest_first):
        start, end, concept = hit
        own = of_concept.setdefault(concept, [])
        if concept in entities:
            if any(r.start < end and start < r.end and r.end - r.start > end - start for r in rivals):
                continue
            rivals.append(hit)
            if concept in opaque:
                hiding.append(hit)
        elif any(r.start <= start and end <= r.end and r.end - r.start > end - start for r in hiding) or any(
            k.start <= start and end <= k.end for k in own
        ):
            continue
        own.append(hit)
        kept.append(hit)
    kept.sort()
    return kept


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit.start - hit.end, hit.start
