"""Suggested wording and the best place for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policylint.assessment.model import Assessment, Criterion, Evidence
from policylint.document import Block, BlockKind, BlockRole
from policylint.findings.model import Removal, SuggestionAt, Where
from policylint.findings.slots import Slots
from policylint.rules.model import Rule, Status
from policylint.statements import Origin
from policylint.statements.marks import block_marks, under_definitions

_LAST_NUMBER = re.compile(r"^(.*?)(\d+)(\.?)$")


@dataclass(frozen=True, slots=True)
class Suggester:
    """Finds wording and places for one assessed document."""

    assessment: Assessment
    slots: Slots

    def suggest(self, criterion: Criterion) -> SuggestionAt:
        """The suggestion that would make a criterion embedded."""
        text = self.slots.fill(criterion.rule.suggestion.text)
        contradicting = [e for e in criterion.evidence if e.status is Status.CONTRADICTED]
        weak = [e for e in criterion.evidence if e.status is Status.PARTIAL]
        to_replace = contradicting or weak
        first = next((e for e in to_replace if self._replaceable(e)), None)
        removes = tuple(self._removal(e) for e in contradicting if e is not first)
        if first is not None:
            removal = self._removal(first)
            return SuggestionAt(
                text,
                Where.REPLACE,
                removal.block,
                removal.place,
                removal.start,
                removal.end,
                removal.text,
                removes=_distinct(removes, removal),
            )
        block, where = self._place(criterion.rule, to_replace)
        document = self.assessment.document
        label = _next_label(document.blocks, block)
        return SuggestionAt(
            text, where, block, document.blocks[block].place, label=label, removes=_distinct(removes, None)
        )

    def _replaceable(self, evidence: Evidence) -> bool:
        """Only a whole sentence can give way to another one; list items and rows stay in their frames."""
        statement = self.assessment.statements[evidence.statement]
        block = self.assessment.document.blocks[evidence.block]
        return (
            statement.origin is Origin.SENTENCE
            and block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
            and not statement.text.rstrip().endswith(":")
            and len(statement.parts) == 1
        )

    def _removal(self, evidence: Evidence) -> Removal:
        """The words of the statement's own part: the sentence, the item or the row."""
        statement = self.assessment.statements[evidence.statement]
        document = self.assessment.document
        own = [part for part in statement.parts if part.end > statement.own]
        block = own[-1].block
        if statement.origin is Origin.ROW:
            start, end = 0, len(document.blocks[block].text)
        else:
            part = own[-1]
            start, end = part.at, part.at + part.end - part.start
        return Removal(
            block, start, end, document.blocks[block].text[start:end], document.blocks[block].place_at(start)
        )

    def _place(self, rule: Rule, near: list[Evidence]) -> tuple[int, Where]:
        blocks = self.assessment.document.blocks
        in_section = self._section_end(rule)
        if in_section is not None:
            return in_section, Where.AFTER
        if near:
            return _settled(blocks, near[0].block), Where.AFTER
        last = max(
            (i for i, b in enumerate(blocks) if _open(b) and b.kind is not BlockKind.HEADING),
            default=len(blocks) - 1,
        )
        return _settled(blocks, last), Where.END

    def _section_end(self, rule: Rule) -> int | None:
        """The last block of the first section whose heading holds one of the rule's section words."""
        blocks = self.assessment.document.blocks
        for word in rule.suggestion.sections:
            for index, block in enumerate(blocks):
                if block.kind is not BlockKind.HEADING or block.role is not BlockRole.BODY:
                    continue
                if not re.search(rf"\b{re.escape(word)}", block.text, re.IGNORECASE):
                    continue
                last = index
                for later in range(index + 1, len(blocks)):
                    if blocks[later].kind is BlockKind.HEADING:
                        break
                    if _open(blocks[later]):
                        last = later
                if last > index:
                    return _settled(blocks, last)
        return None


_ANNEXED = re.compile(r"^(?:appendix|annex|schedule|attachment)\b", re.IGNORECASE)


def _open(block: Block) -> bool:
    """Whether wording put after this block would count and belong: body text, no form, quotation or annex."""
    return (
        block.role is BlockRole.BODY
        and not block_marks(block)
        and not under_definitions(block.sections)
        and not any(_ANNEXED.match(heading) for heading in block.sections)
    )


def _settled(blocks: tuple[Block, ...], index: int) -> int:
    """Move past the rest of a list or table, so that the wording does not fall between a stem and its items."""
    while index + 1 < len(blocks):
        following = blocks[index + 1]
        here = blocks[index]
        inside = following.kind in {BlockKind.ROW, BlockKind.NOTE} or (
            following.kind is BlockKind.ITEM
            and (here.text.rstrip().endswith(":") or following.level > 1 or not following.label[:1].isdigit())
        )
        if not inside:
            return index
        index += 1
    return index


def _next_label(blocks: tuple[Block, ...], index: int) -> str:
    """The number after the last numbered clause of the section ("4.2" gives "4.3"), or "" without numbers."""
    for block in reversed(blocks[: index + 1]):
        if block.kind is BlockKind.HEADING:
            return ""
        if block.kind is BlockKind.ITEM and re.match(r"\d+(?:\.\d+)+\.?$", block.label):
            match = _LAST_NUMBER.match(block.label)
            return f"{match.group(1)}{int(match.group(2)) + 1}{match.group(3)}" if match else ""
    return ""


def _distinct(removes: tuple[Removal, ...], besides: Removal | None) -> tuple[Removal, ...]:
    seen = {(besides.block, besides.start)} if besides is not None else set()
    kept = []
    for removal in removes:
        if (removal.block, removal.start) not in seen:
            seen.add((removal.block, removal.start))
            kept.append(removal)
    return tuple(kept)
