"""Tracing a judgement: everything the engine saw in a statement, so that a hit or a miss is explained."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policylint.assessment.assess import Assessor
from policylint.assessment.matching import Match, matches, possible
from policylint.document import Document
from policylint.language.analysis import Analysis
from policylint.rules.compiled import CompiledLine, CompiledRule
from policylint.rules.model import Status
from policylint.statements import Statement, statements_of

_NAMED = re.compile(r"[A-Z0-9.-]+")
MOST_NEAR = 3
FEWEST_PRESENT = 2


@dataclass(frozen=True, slots=True)
class LineMet:
    """A line met by some words, and the verdict on it."""

    source: str
    place: str
    words: str
    claims: Status
    verdict: Status
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineMissed:
    """A line of which all but one element is there: the concepts any of which would have met it; none where all are
    there and only their order, their nearness or a word that must not stand there is in the way."""

    source: str
    place: str
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """What became of a rule on a statement. ``read`` holds the learnt reader's likelihood of each status."""

    id: str
    name: str
    status: Status
    met: tuple[LineMet, ...]
    missed: tuple[LineMissed, ...]
    read: dict[str, float]


@dataclass(frozen=True, slots=True)
class Trace:
    """A statement as the engine sees it. ``concepts`` pairs words with the names of their concepts; ``tree`` gives for
    each word its part of speech, its relation and its head."""

    statement: Statement
    concepts: tuple[tuple[str, tuple[str, ...]], ...]
    tree: tuple[tuple[str, str, str, str], ...]
    rules: tuple[RuleTrace, ...]


def trace(assessor: Assessor, document: Document, rules: frozenset[str] | None = None) -> tuple[Trace, ...]:
    """Trace every statement of a document; of the rules only those that said something or nearly did, or those
    with an id in ``rules``."""
    from policylint.language.parsing import parse

    statements = statements_of(document)
    assessment = assessor.assess(document, "any")
    analyses, _ = assessor.concepts.read(statements, document.title)
    for analysis, parsed in zip(analyses, parse([a.doc for a in analyses], assessor.model), strict=True):
        analysis.parsed = parsed
    readings = assessor.readings(document, statements)
    names = list(assessor.pack.words)
    found = {
        (evidence.statement, criterion.rule.id): evidence.status
        for criterion in assessment.criteria
        for evidence in criterion.evidence
    }
    traces = []
    for number, analysis in enumerate(analyses):
        traced = []
        for rule in assessor.compiled.rules:
            read = {}
            if number in readings and assessor.learnt is not None and rule.rule.id in assessor.learnt.criteria:
                row = readings[number][0].logs[assessor.learnt.criteria.index(rule.rule.id)]
                read = {s: float(2.718281828459045**log) for s, log in zip(assessor.learnt.statuses, row, strict=True)}
            entry = _rule(assessor, rule, analysis, names, found.get((number, rule.rule.id), Status.MISSING), read)
            if rule.rule.id in rules if rules else entry.met or entry.status is not Status.MISSING:
                traced.append(entry)
        traces.append(Trace(statements[number], _concepts(analysis, names), _tree(analysis), tuple(traced)))
    return tuple(traces)


def nearest(assessor: Assessor, document: Document, rules: frozenset[str]) -> dict[str, tuple[LineMissed, ...]]:
    """For each of the rules, the lines that came nearest to being met in the document."""
    statements = statements_of(document)
    analyses, _ = assessor.concepts.read(statements, document.title)
    names = list(assessor.pack.words)
    near = {}
    for rule in assessor.compiled.rules:
        if rule.rule.id in rules:
            missed = [m for a in analyses for m in _missed_lines(rule, a, names)]
            near[rule.rule.id] = tuple(sorted(missed, key=lambda m: len(m.absent))[:MOST_NEAR])
    return near


def _missed_lines(rule: CompiledRule, analysis: Analysis, names: list[str]) -> list[LineMissed]:
    found = []
    for line in rule.lines:
        absent = _absent(line, analysis, names)
        if absent is not None:
            found.append(LineMissed(line.line.source, _place(line), absent))
    return found


def _place(line: CompiledLine) -> str:
    return f"{line.line.path}:{line.line.number}"


def _rule(
    assessor: Assessor, rule: CompiledRule, analysis: Analysis, names: list[str], status: Status, read: dict[str, float]
) -> RuleTrace:
    met = []
    for line in rule.lines:
        found = list(matches(line, analysis)) if possible(line, analysis.mask) and _in_context(line, analysis) else []
        for match in found[:1]:
            verdict = assessor.verdict(rule, match, analysis)
            words = _words(match, analysis)
            met.append(LineMet(line.line.source, _place(line), words, line.status, verdict.status, verdict.reasons))
    reached = {m.place for m in met}
    missed = [m for m in _missed_lines(rule, analysis, names) if m.place not in reached]
    missed.sort(key=lambda m: len(m.absent))
    return RuleTrace(rule.rule.id, rule.rule.name, status, tuple(met), tuple(missed[:MOST_NEAR]), read)


def _in_context(line: CompiledLine, analysis: Analysis) -> bool:
    seen = analysis.mask | analysis.context
    return all(seen & mask for mask in line.context)


def _absent(line: CompiledLine, analysis: Analysis, names: list[str]) -> tuple[str, ...] | None:
    """The concepts whose absence alone kept a line from being met; ``None`` where more was wanting."""
    elements = [element for group in line.groups for element in group]
    wanting = [element for element in elements if not element.mask & analysis.mask]
    if len(elements) - len(wanting) < FEWEST_PRESENT or len(wanting) > 1:
        return None
    if wanting:
        return tuple(names[n] for n in wanting[0].concepts if n < len(names))
    seen = analysis.mask | analysis.context
    context = next((mask for mask in line.context if not seen & mask), 0)
    return tuple(name for n, name in enumerate(names) if context >> n & 1)


def _words(match: Match, analysis: Analysis) -> str:
    return " … ".join(analysis.words(hit.start, hit.end) for hit in sorted(match.hits))


def _concepts(analysis: Analysis, names: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words with their named concepts; words that a line spells out belong to that line and are left out."""
    seen: dict[tuple[int, int], list[str]] = {}
    for hit in sorted(analysis.hits):
        if hit.concept < len(names) and _NAMED.fullmatch(names[hit.concept]):
            seen.setdefault((hit.start, hit.end), []).append(names[hit.concept])
    return tuple((analysis.words(start, end), tuple(found)) for (start, end), found in seen.items())


def _tree(analysis: Analysis) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((t.text, t.pos_, t.dep_, t.head.text) for t in analysis.parsed or ())
