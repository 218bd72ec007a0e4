"""Matching a compiled line against an analysed statement.

Each ordered run of a line is matched from every hit of its first element to the nearest fitting hits of
the others, so the work is bounded by the number of hits squared; nothing backtracks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, product

from policylint.language.analysis import Analysis
from policylint.language.lexicon import Hit
from policylint.rules.compiled import CompiledElement, CompiledLine
from policylint.rules.model import Part

FILLERS = frozenset(
    "the a an all any each every our their its your other own both new these those such ' 's two three four five six seven eight nine ten "
    "eleven twelve fifteen twenty".split()
)
MAX_FILLERS = 2
MAX_CANDIDATES = 64
MAX_SPREAD = 60


@dataclass(frozen=True, slots=True)
class Match:
    """A line met in a statement: the hits of its elements, in the line's order."""

    line: CompiledLine
    hits: tuple[Hit, ...]
    elements: tuple[CompiledElement, ...]

    @property
    def start(self) -> int:
        """First token."""
        return min(hit.start for hit in self.hits)

    @property
    def end(self) -> int:
        """One past the last token."""
        return max(hit.end for hit in self.hits)

    def people(self) -> tuple[Hit, Part] | None:
        """The hit of the element that carries ``:do`` or ``:get``."""
        for hit, element in zip(self.hits, self.elements, strict=True):
            if element.part is not Part.ANY:
                return hit, element.part
        return None

    def action(self) -> Hit:
        """The hit of what is done: the element after the one marked ``:do``, or the first other one."""
        marked = next((i for i, e in enumerate(self.elements) if e.part is not Part.ANY), None)
        if marked is None:
            return self.hits[0]
        order = [*range(marked + 1, len(self.hits)), *range(marked)]
        return self.hits[order[0]] if order else self.hits[marked]

    def thing(self) -> Hit | None:
        """The hit of what it is done to: the element after the action, where the line names one."""
        rest = [hit for hit, element in zip(self.hits, self.elements, strict=True) if element.part is Part.ANY]
        return rest[1] if len(rest) > 1 else None


def possible(line: CompiledLine, mask: int) -> bool:
    """Whether every element of the line has some concept in the statement."""
    return all(mask & need for need in line.needs)


def matches(line: CompiledLine, analysis: Analysis) -> Iterator[Match]:
    """The ways the line is met in the statement, at most ``MAX_CANDIDATES``."""
    runs = [list(islice(_runs(group, analysis), MAX_CANDIDATES)) for group in line.groups]
    if not all(runs):
        return
    elements = tuple(element for group in line.groups for element in group)
    for combination in islice(product(*runs), MAX_CANDIDATES):
        hits = tuple(hit for run in combination for hit in run)
        if len(combination) > 1 and (not _distinct(hits) or not _together(analysis, hits)):
            continue
        if line.absent and _present(analysis, line.absent, hits):
            continue
        if max(hit.end for hit in hits) <= analysis.own:
            continue
        yield Match(line, hits, elements)


def _runs(group: tuple[CompiledElement, ...], analysis: Analysis) -> Iterator[tuple[Hit, ...]]:
    for first in _hits(group[0], analysis):
        run = [first]
        for element in group[1:]:
            follower = _next(element, run[-1], analysis)
            if follower is None:
                break
            run.append(follower)
        else:
            yield tuple(run)


def _hits(element: CompiledElement, analysis: Analysis) -> list[Hit]:
    found = [hit for number in element.concepts for hit in analysis.by_concept.get(number, ())]
    if len(element.concepts) > 1:
        found.sort()
    return found


def _next(element: CompiledElement, before: Hit, analysis: Analysis) -> Hit | None:
    for hit in _hits(element, analysis):
        if hit.start < before.end:
            continue
        if analysis.segment[hit.start] != analysis.segment[before.start]:
            return None
        if element.gap:
            return hit if hit.start - before.end <= MAX_SPREAD else None
        between = [t.lower_ for t in analysis.doc[before.end : hit.start]]
        return hit if len(between) <= MAX_FILLERS and all(w in FILLERS for w in between) else None
    return None


def _distinct(hits: tuple[Hit, ...]) -> bool:
    """No element may stand on the same words as another."""
    ordered = sorted(hits)
    return all(a.end <= b.start for a, b in pairwise(ordered))


def _together(analysis: Analysis, hits: tuple[Hit, ...]) -> bool:
    return (
        len({analysis.segment[hit.start] for hit in hits}) == 1
        and max(hit.start for hit in hits) - min(hit.end for hit in hits) <= MAX_SPREAD
    )


def _present(analysis: Analysis, absent: tuple[tuple[int, ...], ...], hits: tuple[Hit, ...]) -> bool:
    segment = analysis.segment[hits[0].start]
    return any(
        analysis.segment[hit.start] == segment and hit not in hits
        for numbers in absent
        for number in numbers
        for hit in analysis.by_concept.get(number, ())
    )
