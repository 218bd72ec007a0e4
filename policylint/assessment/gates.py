"""Gates: what the learnt reader's findings must pass that no line of a rule bears out.

The reader sees wording no list holds, but it is no judge of who acts. So the words around are asked: are there
people here at all, does only staff or a go-between act, is it another body's practice, does anything deny?
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from policylint.assessment.weighing import Weighed
from policylint.language.analysis import Analysis
from policylint.rules.compiled import CompiledPack, CompiledRule
from policylint.rules.model import Status

SURE = 0.995
"""Likelihood from which a finding stands although no word for people is known in or above the statement."""
SURE_DENIAL = 0.6
_OPENING = 2


@dataclass(frozen=True)
class Gates:
    """The gates of one pack."""

    pack: CompiledPack

    def passed(self, rule: CompiledRule, analysis: Analysis, weighed: Weighed) -> tuple[Weighed, str]:
        """What is left of a finding of the reader's alone, and the reason where it is less than it was."""
        status, likelihood = weighed.status, weighed.likelihood
        if status is Status.MISSING:
            return weighed, ""
        if self._of_others(analysis):
            return weighed.taken_for(Status.MISSING), "tells what another body does"
        if rule.rule.id not in self._about_people:
            return (weighed.taken_for(Status.MISSING), "no denial") if status is Status.CONTRADICTED else (weighed, "")
        own = bool(analysis.mask & self._people)
        near = own or bool(analysis.context & self._people)
        if status is Status.CONTRADICTED:
            denied = bool(analysis.mask & self._mask("denials"))
            if not (near and denied and likelihood >= SURE_DENIAL):
                return weighed.taken_for(Status.MISSING), "nothing in it denies people anything"
            return weighed, ""
        if not near and likelihood < SURE and not analysis.mask & self._mask("proxies"):
            return weighed.taken_for(Status.MISSING), "no people in it"
        if not own and analysis.mask & self._mask("staff"):
            return weighed.taken_for(Status.MISSING), "staff, not people"
        if status is Status.EMBEDDED and self._hedged(analysis):
            return weighed.taken_for(Status.PARTIAL), "hedged"
        if not own and status is Status.EMBEDDED and analysis.mask & self._mask("proxies"):
            return weighed.taken_for(Status.PARTIAL), "a go-between, not people"
        return weighed, ""

    def _of_others(self, analysis: Analysis) -> bool:
        return any(
            hit.start - analysis.own <= _OPENING
            for number in self.pack.roles.get("elsewhere", ())
            for hit in analysis.by_concept.get(number, ())
        )

    def _hedged(self, analysis: Analysis) -> bool:
        """Whether the statement's own words hedge and nothing in them binds."""
        return self._says(analysis, "hedges") and not self._says(analysis, "duty")

    def _says(self, analysis: Analysis, role: str) -> bool:
        return any(
            hit.start >= analysis.own
            for number in self.pack.roles.get(role, ())
            for hit in analysis.by_concept.get(number, ())
        )

    def _mask(self, role: str) -> int:
        mask = 0
        for number in self.pack.roles.get(role, ()):
            mask |= 1 << number
        return mask

    @cached_property
    def _people(self) -> int:
        return self._mask("people") | self._mask("groups")

    @cached_property
    def _about_people(self) -> frozenset[str]:
        """The rules most of whose lines name people."""
        return frozenset(
            rule.rule.id
            for rule in self.pack.rules
            if sum(any(need & self._people for need in line.needs) for line in rule.lines) * 2 > len(rule.lines)
        )
