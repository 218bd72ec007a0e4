"""Seeing a document's statements as the rules do: concepts, defined terms, derived concepts, pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from policylint.assessment.matching import matches, possible
from policylint.language.analysis import Analysis, analyse
from policylint.language.discourse import names
from policylint.language.lexicon import Finder, Hit, resolve
from policylint.language.terms import Term, learn
from policylint.rules.compiled import CompiledPack
from policylint.statements import Statement

_PRONOUNS = frozenset({"they", "them", "their", "theirs", "he", "she", "his", "her"})
_DISTRIBUTIVES = frozenset({"each", "both", "either"})
_AFTER_PRONOUN = frozenset(
    ", . of has have is are was were shall will must may can should agree decide sign learn leave leaves learns comes "
    "come other other's".split()
)
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_GROUP_PRONOUNS = frozenset({"it"})
_EARLY = 6
_LOOK_BACK = 2
_SUBJECT_REACH = 5
_CONTEXT_BACK = 4


@dataclass
class ConceptReader:
    """Turns statements into analyses, for one pack. Kept for a whole run: building it costs most."""

    pack: CompiledPack

    @cached_property
    def finder(self) -> Finder:
        """The pack's words, ready to be found."""
        return Finder(self.pack.lexicon)

    def read(self, statements: Sequence[Statement], title: str | None) -> tuple[list[Analysis], tuple[Term, ...]]:
        """Analyses of all statements, in order, and the document's own terms."""
        docs = list(self.finder.tokens(s.text for s in statements))
        analyses = [
            self._derive(analyse(s, doc, self.finder.hits(doc))) for s, doc in zip(statements, docs, strict=True)
        ]
        terms = self._learn(analyses)
        if terms:
            analyses = [self._with_terms(a, terms) for a in analyses]
        for analysis in analyses:
            self._resolve_pronouns(analysis, analyses)
        self._add_context(analyses, title)
        return analyses, terms

    def _learn(self, analyses: list[Analysis]) -> tuple[Term, ...]:
        roles = self.pack.roles
        meaningful = (
            roles.get("people", frozenset()) | roles.get("staff", frozenset()) | roles.get("proxies", frozenset())
        )
        defined = learn(analyses, self.pack.lexicon.entities, meaningful)
        people = roles.get("people", frozenset())
        if not people:
            return defined
        others = meaningful - people
        person = self.pack.lexicon.numbers[self.pack.pack.roles["people"][0]]
        groups = [self.pack.lexicon.numbers[n] for n in self.pack.pack.roles.get("groups", ())]
        known = {term.word.lower() for term in defined}
        passing = names(
            analyses, people, person, others, groups[0] if groups else person, roles.get("boards", frozenset())
        )
        return (*defined, *(term for term in passing if term.word.lower() not in known))

    def _with_terms(self, analysis: Analysis, terms: tuple[Term, ...]) -> Analysis:
        """The analysis with the document's own terms found too; they win over the pack's words."""
        text = analysis.doc.text.lower()
        wanted = [term for term in terms if term.word.lower().rstrip("s") in text]
        if not wanted:
            return analysis
        lowered = [token.lower_ for token in analysis.doc]
        found: list[Hit] = []
        for term in wanted:
            for form in term.forms():
                tokens = [t.lower_ for t in self.finder.nlp.make_doc(form)]
                found.extend(
                    Hit(i, i + len(tokens), term.concept)
                    for i in range(len(lowered) - len(tokens) + 1)
                    if lowered[i : i + len(tokens)] == tokens and _capitalised_alike(analysis, i, term)
                )
        if not found:
            return analysis
        covered = {(hit.start, hit.end) for hit in found}
        entities = self.pack.lexicon.entities
        rest = [
            h
            for h in analysis.hits
            if not (h.concept in entities and any(a <= h.start and h.end <= b for a, b in covered))
        ]
        return self._derive(analyse(analysis.statement, analysis.doc, resolve([*rest, *found], self.pack.lexicon)))

    def _derive(self, analysis: Analysis) -> Analysis:
        """The analysis with derived concepts ("carers' forum") added, in the pack's order."""
        hits = analysis.hits
        added: list[Hit] = []
        for number, line in self.pack.built:
            if not possible(line, analysis.mask):
                continue
            own, analysis.own = analysis.own, 0
            added.extend(Hit(m.start, m.end, number) for m in matches(line, analysis))
            analysis.own = own
        if not added:
            return analysis
        return analyse(analysis.statement, analysis.doc, resolve([*hits, *added], self.pack.lexicon))

    def _resolve_pronouns(self, analysis: Analysis, analyses: list[Analysis]) -> None:
        """Let "they" stand for the people (or staff) the statement before spoke of first."""
        lowered = [token.lower_ for token in analysis.doc]
        spots = [
            i
            for i, word in enumerate(lowered)
            if word in _PRONOUNS
            or (word in _DISTRIBUTIVES and i + 1 < len(lowered) and lowered[i + 1] in _AFTER_PRONOUN)
            or (word in _GROUP_PRONOUNS and i < _EARLY)
            or (word in _NUMBERS and i and lowered[i - 1] in {"the", "all", "these", "those"} and i + 1 < len(lowered))
        ]
        if not spots:
            return
        people = self.pack.roles.get("people", frozenset())
        actors = people | self.pack.roles.get("staff", frozenset()) | self.pack.roles.get("proxies", frozenset())
        named = [h for h in analysis.hits if h.concept in actors]
        spots = [i for i in spots if not any(h.start < i for h in named)]
        if not spots:
            return
        before = analysis.statement.before
        for _ in range(_LOOK_BACK):
            if before is None:
                return
            earlier = analyses[before]
            first = next((h for h in earlier.hits if h.concept in actors), None)
            if first is not None and first.start - min(earlier.own, first.start) > _SUBJECT_REACH:
                return  # the sentence before speaks of something else first
            if first is not None:
                if first.concept in people:
                    grouped = first.concept in self.pack.roles.get("groups", frozenset())
                    fitting = [i for i in spots if grouped or lowered[i] not in _GROUP_PRONOUNS]
                    self._add(analysis, [Hit(i, i + 1, first.concept) for i in fitting])
                return
            before = earlier.statement.before

    def _add(self, analysis: Analysis, hits: list[Hit]) -> None:
        for hit in hits:
            analysis.hits.append(hit)
            analysis.by_concept.setdefault(hit.concept, []).append(hit)
            analysis.by_concept[hit.concept].sort()
            analysis.mask |= 1 << hit.concept
        analysis.hits.sort()
        if not analysis.segment:
            rebuilt = analyse(analysis.statement, analysis.doc, analysis.hits)
            analysis.segment, analysis.own = rebuilt.segment, rebuilt.own

    def _add_context(self, analyses: list[Analysis], title: str | None) -> None:
        masks: dict[str, int] = {}
        for analysis in analyses:
            statement = analysis.statement
            mask = 0
            for text in (*statement.sections, statement.lead, title or ""):
                if text:
                    if text not in masks:
                        masks[text] = self._mask(text)
                    mask |= masks[text]
            before = statement.before
            for _ in range(_CONTEXT_BACK):
                if before is None:
                    break
                mask |= analyses[before].mask
                before = analyses[before].statement.before
            analysis.context = mask

    def _mask(self, text: str) -> int:
        doc = next(iter(self.finder.tokens([text])))
        mask = 0
        for hit in self.finder.hits(doc):
            mask |= 1 << hit.concept
        return mask


def _capitalised_alike(analysis: Analysis, index: int, term: Term) -> bool:
    """A term defined with a capital counts where it is written with one; short lower-case words would else
    be taken for it ("the Board" and "on board")."""
    if not term.word[:1].isupper():
        return True
    text = analysis.doc[index].text
    return text[:1].isupper() or len(term.word.split()) > 1
