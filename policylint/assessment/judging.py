"""From a match to evidence: the noun phrase, the actor, and the words that hedge, deny or bind.

The order is fixed: first whether it is about people at all, then who acts, then what the words around it
do to the status the line claims. Every step that lowers or drops a match leaves its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policylint.assessment.matching import Match
from policylint.language import grammar
from policylint.language.analysis import Analysis
from policylint.language.lexicon import Hit
from policylint.rules.compiled import CompiledPack, CompiledRule
from policylint.rules.model import Part, Status
from policylint.statements import Mark, Origin

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COLLECTIVES = {"team", "teams", "panel", "group", "groups", "panels"}
_OPENING = 2
_RANK = {Status.CONTRADICTED: 3, Status.EMBEDDED: 2, Status.PARTIAL: 1, Status.MISSING: 0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a match is worth, and why it is not worth what its line says."""

    status: Status
    reasons: tuple[str, ...] = ()


def rank(status: Status) -> int:
    """The order in which statuses win over one another within a document."""
    return _RANK[status]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges matches of one pack."""

    pack: CompiledPack

    def role(self, name: str) -> frozenset[int]:
        """The concepts that play a role (``hedges``, ``denials`` …)."""
        return self.pack.roles.get(name, frozenset())

    def verdict(self, rule: CompiledRule, match: Match, analysis: Analysis) -> Verdict:
        """The verdict on a match."""
        marked = analysis.statement.marks
        if marked:
            return Verdict(Status.MISSING, tuple(f"stands in a {mark.value}" for mark in sorted(marked)))
        doc = analysis.parsed
        people = match.people()
        claimed = match.line.status
        reasons: list[str] = []
        dropped = self._not_people(match, analysis)
        if dropped:
            return Verdict(Status.MISSING, (dropped,))
        if doc is not None and self._told_of_others(match, analysis):
            return Verdict(Status.MISSING, ("tells what another body does",))
        if people is not None and people[1] is Part.DO and doc is not None:
            acts = grammar.takes_part(doc, _span(people[0]), _span(match.action()))
            if acts is False and claimed is not Status.CONTRADICTED:
                return Verdict(Status.MISSING, ("somebody else does it; the people are only what it is about",))
            if acts is None and claimed is not Status.CONTRADICTED and analysis.statement.origin is not Origin.ROW:
                return Verdict(Status.MISSING, ("the sentence does not make them the ones who do it",))
            thing = match.thing()
            if thing is not None and grammar.concerns(doc, _span(match.action()), _span(thing)) is False:
                return Verdict(Status.MISSING, ("what is done is not done to it",))
        status = claimed
        if status is Status.EMBEDDED and not rule.rule.unaffected_by_weak:
            weak = self._weak_governor(match, analysis)
            if weak:
                status = Status.PARTIAL
                reasons.append(f"a weaker verb: {weak!r}")
        return self._cued(rule, match, analysis, status, reasons)

    def _cued(
        self, rule: CompiledRule, match: Match, analysis: Analysis, status: Status, reasons: list[str]
    ) -> Verdict:
        claimed = match.line.status
        anchors = self._anchors(match, analysis)
        denial = self._denied(rule, match, analysis, anchors)
        if denial and claimed is not Status.CONTRADICTED:
            word, sure = denial
            if _past(analysis, anchors):
                return Verdict(Status.MISSING, (f"denied ({word!r}) of the past",))
            if sure:
                return Verdict(Status.CONTRADICTED, (*reasons, f"denied: {word!r}"))
            return Verdict(Status.PARTIAL, (*reasons, f"denial unclear: {word!r}"))
        if claimed is Status.CONTRADICTED:
            return Verdict(Status.CONTRADICTED, tuple(reasons))
        hedge = self._cue("hedges", match, analysis, anchors) or (
            self._cue("can", match, analysis, anchors) if rule.rule.can_is_hedge else None
        )
        if hedge:
            status = Status.PARTIAL
            reasons.append(f"hedged: {hedge!r}")
        secured = any(n in analysis.by_concept for n in self.role("cancels")) and any(
            n in analysis.by_concept for n in self.role("denials")
        )
        if secured:
            return Verdict(status, tuple(reasons))
        if status is Status.EMBEDDED and analysis.parsed is not None and _conditional(analysis, match, anchors):
            status = Status.PARTIAL
            reasons.append("only presupposed, in a condition")
        if analysis.parsed is not None and _past(analysis, anchors):
            reasons.append("a past act")
            status = rule.rule.past_is if rank(status) >= rank(rule.rule.past_is) else status
        return Verdict(status, tuple(reasons))

    # --- who ---------------------------------------------------------------------------------------

    def _not_people(self, match: Match, analysis: Analysis) -> str:
        """Why the people in the match are not people, or ""."""
        doc = analysis.parsed
        if doc is None:
            return ""
        staff = {
            i
            for number in self.role("staff") | self.role("proxies")
            for hit in analysis.by_concept.get(number, ())
            if analysis.doc[hit.end - 1].lower_ not in _COLLECTIVES
            for i in range(hit.start, hit.end)
        }
        if not staff:
            return ""
        people = self.role("people")
        for hit in match.hits:
            if hit.concept in people:
                root = grammar.root_of(doc, hit.start, hit.end)
                if grammar.inside(doc, root.i, lambda i: i in staff):
                    return "the people only describe staff or a go-between"
        return ""

    def _told_of_others(self, match: Match, analysis: Analysis) -> bool:
        """Whether the subject of the clause is another body, or bodies at large."""
        doc = analysis.parsed
        assert doc is not None
        others = [h for number in self.role("elsewhere") for h in analysis.by_concept.get(number, ())]
        if not others:
            return False
        if any(hit.start <= _OPENING and hit.end <= match.start for hit in others):
            return True
        verb = grammar.clause_verb(doc[match.action().start])
        subjects = grammar.subject_of(verb)
        return any(
            h.start <= s.i < h.end or h.start <= grammar.phrase_top(s).i < h.end for s in subjects for h in others
        )

    # --- words around ------------------------------------------------------------------------------

    def _anchors(self, match: Match, analysis: Analysis) -> tuple[int, ...]:
        """The words on which a cue must bear: what is done first, then whatever else was met, people last."""
        doc = analysis.parsed
        people = self.role("people")
        first = match.action()
        marked = match.people()
        hits = sorted(
            ([first, marked[0]] if marked else match.hits),
            key=lambda hit: (hit.concept in people, hit != first),
        )
        if doc is None:
            return tuple(hit.start for hit in hits)
        return tuple(dict.fromkeys(grammar.root_of(doc, hit.start, hit.end).i for hit in hits))

    def _in_reach(self, match: Match, analysis: Analysis, cue: Hit) -> bool:
        return analysis.segment[cue.start] == analysis.segment[match.action().start]

    def _cue(self, role: str, match: Match, analysis: Analysis, anchors: tuple[int, ...]) -> str:
        for number in self.role(role):
            for cue in analysis.by_concept.get(number, ()):
                if not self._in_reach(match, analysis, cue) or _inverted(analysis, cue):
                    continue
                doc = analysis.parsed
                if doc is None or any(grammar.governs(doc, _span(cue), a, hedging=True) is not False for a in anchors):
                    return analysis.words(cue.start, cue.end)
        return ""

    def _denied(
        self, rule: CompiledRule, match: Match, analysis: Analysis, anchors: tuple[int, ...]
    ) -> tuple[str, bool] | None:
        """The denying words that bear on the match, and whether the tree confirms it."""
        if any(number in analysis.by_concept for number in rule.keep_denials):
            return None
        cues = [
            cue
            for number in self.role("denials")
            for cue in analysis.by_concept.get(number, ())
            if self._in_reach(match, analysis, cue) and not any(h.start <= cue.start < h.end for h in match.hits)
        ]
        if not cues:
            return None
        if any(
            self._in_reach(match, analysis, cue) for n in self.role("cancels") for cue in analysis.by_concept.get(n, ())
        ):
            return None
        if len(cues) > 1 and len({cue.start for cue in cues}) > 1 and _double(cues, analysis):
            return None
        doc = analysis.parsed
        for cue in cues:
            if doc is None:
                return analysis.words(cue.start, cue.end), False
            if _denies(doc, cue, anchors, match):
                return analysis.words(cue.start, cue.end), True
        return None

    def _weak_governor(self, match: Match, analysis: Analysis) -> str:
        """The weak verb ("consult", "involve") under which the action stands, unless a share is stated too."""
        weak = [
            hit
            for number in self.role("weak")
            for hit in analysis.by_concept.get(number, ())
            if self._in_reach(match, analysis, hit) and not any(h.start <= hit.start < h.end for h in match.hits)
        ]
        if not weak:
            return ""
        shared = any(
            self._in_reach(match, analysis, hit) for n in self.role("sharing") for hit in analysis.by_concept.get(n, ())
        )
        if shared:
            return ""
        doc = analysis.parsed
        people = match.people()
        for hit in weak:
            if doc is None:
                return analysis.words(hit.start, hit.end)
            root = grammar.root_of(doc, hit.start, hit.end)
            targets = [grammar.root_of(doc, *_span(match.action()))]
            if people is not None:
                targets.append(grammar.root_of(doc, *_span(people[0])))
            if all(any(a.i == root.i for a in (t, *grammar.ancestors(t))) for t in targets) or any(
                t.head.i == root.i or (_under(t, root) and _under(root, targets[0])) for t in targets[1:]
            ):
                return analysis.words(hit.start, hit.end)
        return ""


def _under(low: Token, high: Token) -> bool:
    return any(above.i == high.i for above in grammar.ancestors(low))


def _span(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def _inverted(analysis: Analysis, cue: Hit) -> bool:
    """ "Should a member speak over …" sets a condition and hedges nothing."""
    return cue.start == 0 and analysis.doc[0].lower_ in {"should", "may"} and analysis.statement.own == 0


def _double(cues: list[Hit], analysis: Analysis) -> bool:
    """Two denials in one stretch that undo each other: "nothing … without", "not … no"."""
    words = [analysis.words(cue.start, cue.end).lower() for cue in sorted(cues)]
    return any(word == "without" for word in words[1:])


def _denies(doc: Doc, cue: Hit, anchors: tuple[int, ...], match: Match) -> bool:
    """Whether the tree confirms that the denying word bears on the match.

    "No tenant may …" denies through the subject it opens; "without" denies only what comes below it.
    """
    token = grammar.root_of(doc, cue.start, cue.end)
    if token.lower_ == "without":
        return any(any(above.i == token.i for above in grammar.ancestors(doc[a])) for a in anchors)
    if token.dep_ in {"det", "preconj", "cc"}:
        noun = token.head
        named = any(hit.start <= noun.i < hit.end for hit in match.hits) or grammar.is_share(noun)
        verb = noun.head if noun.dep_ in {"nsubj", "nsubjpass"} else noun
        return named and noun.dep_ != "pobj" and grammar.governs(doc, (verb.i, verb.i + 1), anchors[0]) is not False
    return bool(grammar.governs(doc, _span(cue), anchors[0]))


def _conditional(analysis: Analysis, match: Match, anchors: tuple[int, ...]) -> bool:
    assert analysis.parsed is not None
    return any(grammar.conditional(analysis.parsed, anchor) for anchor in anchors[:1])


def _past(analysis: Analysis, anchors: tuple[int, ...]) -> bool:
    doc = analysis.parsed
    if doc is None or analysis.statement.origin in {Origin.ROW, Origin.FRAGMENT}:
        return False
    return bool(grammar.in_past(doc, anchors[0]))


__all__ = ["Judge", "Mark", "Verdict", "rank"]
