"""Judging a document: from its blocks to one status for each criterion, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from policylint.assessment.judging import Judge, rank
from policylint.assessment.kinds import kind_of
from policylint.assessment.matching import Match, matches, possible
from policylint.assessment.model import Assessment, Criterion, Evidence
from policylint.assessment.reader import ConceptReader
from policylint.document import Document
from policylint.language.analysis import Analysis
from policylint.language.parsing import parse
from policylint.rules.compiled import CompiledPack, CompiledRule, compile_pack
from policylint.rules.model import Pack, Status
from policylint.statements import Origin, Statement, statements_of

_PAUSES = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "!", "?"})


@dataclass
class Assessor:
    """Judges documents by one pack. Keep it for a whole run: its lexicon is built once."""

    pack: Pack
    model: str | None = None

    @cached_property
    def compiled(self) -> CompiledPack:
        """The pack, compiled."""
        return compile_pack(self.pack)

    @cached_property
    def _reader(self) -> ConceptReader:
        return ConceptReader(self.compiled)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.compiled)

    def assess(self, document: Document, kind: str | None = None, rules: frozenset[str] | None = None) -> Assessment:
        """Judge a document. ``kind`` overrides the detected one, ``any`` asks every rule; ``rules`` limits
        the rules asked to these ids."""
        found_kind = kind or kind_of(document, self.pack)
        statements = statements_of(document)
        analyses, terms = self._reader.read(statements, document.title)
        asked = [
            rule
            for rule in self.compiled.rules
            if (rules is None or rule.rule.id in rules) and applies(rule, found_kind)
        ]
        candidates = self._candidates(analyses, asked)
        self._parse(analyses, candidates)
        gathered: dict[str, list[Evidence]] = {}
        for position, rule, found in candidates:
            evidence = self._evidence(rule, found, analyses[position], position, document)
            gathered.setdefault(rule.rule.id, []).extend(evidence)
        asked_ids = {rule.rule.id for rule in asked}
        criteria = []
        for compiled in self.compiled.rules:
            rule_id = compiled.rule.id
            if rule_id not in asked_ids:
                criteria.append(Criterion(compiled.rule, Status.NOT_APPLICABLE))
                continue
            evidence = gathered.get(rule_id, [])
            status = max((e.status for e in evidence), key=rank, default=Status.MISSING)
            criteria.append(Criterion(compiled.rule, status, tuple(evidence)))
        names = self.pack.words.keys()
        by_number = dict(enumerate(names))
        return Assessment(
            document,
            statements,
            found_kind,
            tuple(criteria),
            {term.word: by_number.get(term.concept, "") for term in terms},
            frozenset(term.word for term in terms if term.defined),
        )

    def _candidates(
        self, analyses: Sequence[Analysis], rules: Sequence[CompiledRule]
    ) -> list[tuple[int, CompiledRule, list[Match]]]:
        triggers: dict[int, list[tuple[int, int]]] = {}
        for number, rule in enumerate(rules):
            for concept, indexes in rule.triggers.items():
                triggers.setdefault(concept, []).extend((number, index) for index in indexes)
        found: list[tuple[int, CompiledRule, list[Match]]] = []
        for position, analysis in enumerate(analyses):
            if not analysis.mask or analysis.statement.marks:
                continue
            seen = analysis.mask | analysis.context
            met: dict[int, list[Match]] = {}
            for number, index in sorted({pair for c in analysis.by_concept for pair in triggers.get(c, ())}):
                line = rules[number].lines[index]
                if possible(line, analysis.mask) and all(seen & mask for mask in line.context):
                    matched = list(matches(line, analysis))
                    if matched:
                        met.setdefault(number, []).extend(matched)
            found.extend((position, rules[number], matched) for number, matched in met.items())
        return found

    def _parse(self, analyses: Sequence[Analysis], candidates: Sequence[tuple[int, CompiledRule, list[Match]]]) -> None:
        wanted = sorted({position for position, _, _ in candidates})
        for position, doc in zip(wanted, parse([analyses[p].doc for p in wanted], self.model), strict=True):
            analyses[position].parsed = doc

    def _evidence(
        self, rule: CompiledRule, found: list[Match], analysis: Analysis, position: int, document: Document
    ) -> list[Evidence]:
        """The best-judged matches of a rule in a statement: the highest status, each stretch of words once."""
        judged = [(self._judge.verdict(rule, match, analysis), match) for match in found]
        judged = [(verdict, match) for verdict, match in judged if verdict.status is not Status.MISSING]
        if not judged:
            return []
        best = max((verdict.status for verdict, _ in judged), key=rank)
        chosen = min(
            ((v, m) for v, m in judged if v.status is best),
            key=lambda pair: (pair[1].end - pair[1].start, pair[1].start),
        )
        verdict, match = chosen
        statement: Statement = analysis.statement
        start, end = quoted_span(match, analysis)
        block, at = statement.locate(start)
        return [
            Evidence(
                verdict.status,
                _quote(statement, start, end, block, document),
                position,
                start,
                end,
                block,
                at,
                document.blocks[block].place_at(at),
                f"{match.line.line.path}:{match.line.line.number}",
                verdict.reasons,
            )
        ]


def quoted_span(match: Match, analysis: Analysis) -> tuple[int, int]:
    """Offsets in the statement of the words to quote: the match, its own words only, out to the nearest
    punctuation on both sides, so that a reader sees a phrase and not a piece of one."""
    doc = analysis.doc
    if analysis.statement.origin is Origin.ROW:
        own = [part for part in analysis.statement.parts if part.block == analysis.statement.parts[-1].block]
        return own[0].start, own[-1].end
    first = max(match.start, analysis.own) if match.end > analysis.own else match.start
    last = match.end - 1
    lowest = analysis.own if first >= analysis.own else 0
    while first > lowest and doc[first - 1].text not in _PAUSES:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].text not in _PAUSES:
        last += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _quote(statement: Statement, start: int, end: int, block: int, document: Document) -> str:
    """The words as they stand in the document: a row's cells without the header words read into them."""
    if statement.origin is Origin.ROW:
        return document.blocks[block].text
    return statement.text[start:end]


def applies(rule: CompiledRule, kind: str) -> bool:
    """Whether a rule is asked of a kind of document."""
    return kind == "any" or not rule.rule.kinds or kind in rule.rule.kinds
