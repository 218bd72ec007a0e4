"""Judging a document: from its blocks to one status for each criterion, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policylint.assessment.gates import Gates
from policylint.assessment.judging import Judge, Verdict, rank
from policylint.assessment.kinds import kind_of
from policylint.assessment.matching import Match, matches, possible
from policylint.assessment.model import Assessment, Criterion, Evidence, Finder
from policylint.assessment.reader import ConceptReader
from policylint.assessment.weighing import weigh
from policylint.document import Document
from policylint.language.analysis import Analysis
from policylint.language.parsing import parse
from policylint.learnt.reader import FILE_NAME, LearntReader, Reading, load_reader
from policylint.learnt.windows import windows_of
from policylint.rules.compiled import CompiledPack, CompiledRule, compile_pack
from policylint.rules.model import Pack, Status
from policylint.statements import Origin, Statement, statements_of

_PAUSES = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "!", "?"})
SHORTEST_QUOTE = 5
"""Words below which a clause is not quoted by itself."""


@dataclass
class Assessor:
    """Judges documents by one pack. Keep it for a whole run: its lexicon is built once."""

    pack: Pack
    model: str | None = None
    rules_only: bool = False

    @cached_property
    def learnt(self) -> LearntReader | None:
        """The pack's learnt reader, if it has one."""
        path = Path(self.pack.path, FILE_NAME)
        return load_reader(path) if not self.rules_only and path.is_file() else None

    @cached_property
    def compiled(self) -> CompiledPack:
        """The pack, compiled."""
        return compile_pack(self.pack)

    @cached_property
    def concepts(self) -> ConceptReader:
        """What sees the pack's concepts in statements."""
        return ConceptReader(self.compiled)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.compiled)

    @cached_property
    def _gates(self) -> Gates:
        return Gates(self.compiled)

    def assess(self, document: Document, kind: str | None = None, rules: frozenset[str] | None = None) -> Assessment:
        """Judge a document. ``kind`` overrides the detected one, ``any`` asks every rule; ``rules`` limits
        the rules asked to these ids."""
        found_kind = kind or kind_of(document, self.pack)
        statements = statements_of(document)
        asked = [
            rule
            for rule in self.compiled.rules
            if (rules is None or rule.rule.id in rules) and applies(rule, found_kind)
        ]
        analyses, terms = self.concepts.read(statements, document.title)
        judged = self.judge(analyses, asked)
        met = frozenset(
            position for (position, _), (verdict, _) in judged.items() if verdict.status is not Status.MISSING
        )
        readings = self.readings(document, statements, met) if asked else {}
        gathered: dict[str, list[Evidence]] = {}
        for position in sorted({*readings, *(position for position, _ in judged)}):
            for rule in asked:
                evidence = self._evidence(
                    rule, judged.get((position, rule.rule.id)), readings.get(position), analyses, position, document
                )
                if evidence is not None:
                    gathered.setdefault(rule.rule.id, []).append(evidence)
        asked_ids = {rule.rule.id for rule in asked}
        criteria = []
        for compiled in self.compiled.rules:
            rule_id = compiled.rule.id
            if rule_id not in asked_ids:
                criteria.append(Criterion(compiled.rule, Status.NOT_APPLICABLE))
                continue
            evidence_of_rule = gathered.get(rule_id, [])
            status = max((e.status for e in evidence_of_rule), key=rank, default=Status.MISSING)
            criteria.append(Criterion(compiled.rule, status, tuple(evidence_of_rule)))
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

    def judge(
        self, analyses: Sequence[Analysis], asked: Sequence[CompiledRule]
    ) -> dict[tuple[int, str], tuple[Verdict, Match]]:
        """The rules' verdicts: for each statement and rule of which a line was met, the best-judged match."""
        candidates = self._candidates(analyses, asked)
        self._parse(analyses, candidates)
        judged = {}
        for position, rule, found in candidates:
            verdicts = [(self._judge.verdict(rule, match, analyses[position]), match) for match in found]
            best = max((verdict.status for verdict, _ in verdicts), key=rank)
            judged[position, rule.rule.id] = min(
                ((v, m) for v, m in verdicts if v.status is best),
                key=lambda pair: (pair[1].end - pair[1].start, pair[1].start),
            )
        return judged

    def verdict(self, rule: CompiledRule, match: Match, analysis: Analysis) -> Verdict:
        """The rules' verdict on one match in a parsed statement."""
        return self._judge.verdict(rule, match, analysis)

    def readings(
        self, document: Document, statements: Sequence[Statement], met: frozenset[int] = frozenset()
    ) -> dict[int, tuple[Reading, int]]:
        """What the learnt reader makes of each statement it was worth asking about, with the offset in the window
        at which the statement's own words begin. A window in which a rule found something (``met``) is always
        read. Empty where the pack has no reader."""
        reader = self.learnt
        if reader is None:
            return {}
        windows = [
            window
            for window in windows_of(document, statements)
            if any(span.statement in met for span in window.spans) or reader.worth_reading(window)
        ]
        return {
            span.statement: (reading, span.start)
            for window, found in zip(windows, reader.read(windows), strict=True)
            for span, reading in zip(window.spans, found, strict=True)
            if not statements[span.statement].marks
        }

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
        self,
        rule: CompiledRule,
        judged: tuple[Verdict, Match] | None,
        read: tuple[Reading, int] | None,
        analyses: Sequence[Analysis],
        position: int,
        document: Document,
    ) -> Evidence | None:
        """What a statement is evidence of, by the rules and the reader together; ``None`` where of nothing."""
        analysis = analyses[position]
        verdict, match = judged if judged is not None else (None, None)
        status = verdict.status if verdict is not None else Status.MISSING
        reasons = verdict.reasons if verdict is not None else ()
        refused = reasons
        finder, likelihood = Finder.RULE, 1.0
        peak = None
        if read is not None and self.learnt is not None and rule.rule.id in self.learnt.criteria:
            row = self.learnt.criteria.index(rule.rule.id)
            weighed = weigh(self.learnt, read[0].logs[row], verdict.status if verdict is not None else None)
            if weighed.status is Status.PARTIAL and status is Status.EMBEDDED and not reasons:
                # the reader may say that it is nothing, not that it is hedged where grammar finds no hedge
                weighed = weighed.taken_for(Status.EMBEDDED)
            if (
                weighed.status is Status.EMBEDDED
                and status is Status.PARTIAL
                and verdict is not None
                and verdict.reasons
            ):
                weighed = weighed.taken_for(Status.PARTIAL)  # a hedge that grammar confirms is not outvoted
            if weighed.finder is Finder.READER or weighed.status is Status.CONTRADICTED is not status:
                weighed, held = self._gates.passed(rule, analysis, weighed)
                reasons = (*reasons, held) if held else reasons
            if weighed.status is not status and verdict is not None and weighed.status is not Status.MISSING:
                reasons = (*reasons, f"the learnt reader takes it for {weighed.status.value}")
            status, likelihood, finder = weighed.status, weighed.likelihood, weighed.finder
            peak = read[0].peaks[row] - read[1]
        if status is Status.MISSING:
            return None
        found_by_rule = match is not None and finder is not Finder.READER
        if found_by_rule and match is not None:
            start, end = quoted_span(match.start, match.end, analysis)
        else:
            start, end = _around(peak or 0, analysis)
            reasons = (
                "found by the learnt reader; no line of the rule says it",
                *(r for r in reasons if r not in refused),
            )
        block, at = analysis.statement.locate(start)
        return Evidence(
            status,
            _quote(analysis.statement, start, end, block, document),
            position,
            start,
            end,
            block,
            at,
            document.blocks[block].place_at(at),
            f"{match.line.line.path}:{match.line.line.number}" if found_by_rule and match is not None else "",
            reasons,
            finder,
            likelihood,
        )


def quoted_span(start: int, past: int, analysis: Analysis) -> tuple[int, int]:
    """Offsets in the statement of the words to quote: the tokens from ``start`` up to ``past``, own words only, out to
    the nearest punctuation on both sides, so that a reader sees a phrase and not a piece of one."""
    doc = analysis.doc
    if analysis.statement.origin is Origin.ROW:
        own = [part for part in analysis.statement.parts if part.block == analysis.statement.parts[-1].block]
        return own[0].start, own[-1].end
    first = max(start, analysis.own) if past > analysis.own else start
    last = past - 1
    lowest = analysis.own if first >= analysis.own else 0
    while first > lowest and doc[first - 1].text not in _PAUSES:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].text not in _PAUSES:
        last += 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _around(offset: int, analysis: Analysis) -> tuple[int, int]:
    """Offsets in the statement of the clause in which the own word at ``offset`` (counted from the first own word)
    stands; the whole of the own words where that clause is too short to be understood."""
    statement = analysis.statement
    at = min(statement.own + max(offset, 0), len(statement.text) - 1)
    token = next((t.i for t in analysis.doc if t.idx + len(t) > at), len(analysis.doc) - 1)
    start, end = quoted_span(token, token + 1, analysis)
    if len(statement.text[start:end].split()) < SHORTEST_QUOTE:
        return statement.own, len(statement.text)
    return start, end


def _quote(statement: Statement, start: int, end: int, block: int, document: Document) -> str:
    """The words as they stand in the document: a row's cells without the header words read into them."""
    if statement.origin is Origin.ROW:
        return document.blocks[block].text
    return statement.text[start:end]


def applies(rule: CompiledRule, kind: str) -> bool:
    """Whether a rule is asked of a kind of document."""
    return kind == "any" or not rule.rule.kinds or kind in rule.rule.kinds
