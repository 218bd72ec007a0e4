"""A report on a real Markdown text, its judgements put in by hand: what formats make of places and edits."""

from __future__ import annotations

from dataclasses import replace

from policylint.assessment.model import Criterion, Evidence
from policylint.document import Document
from policylint.findings.model import (
    DocumentReport,
    DocumentText,
    Finding,
    PrincipleScore,
    ReadError,
    Removal,
    Run,
    SuggestionAt,
    Where,
)
from policylint.reading import read_bytes
from policylint.rules.model import Example, Severity, Status
from policylint.statements.statement import Part
from tests.reporting.runs import rule

SOURCE = """# Naïve Board: terms of reference

## 1 Membership

Café owners, “friends” and others meet. Patients may
attend meetings of the Board. The chair decides.

| Place | Votes |
|---|---|
| Patient adviser | None |

## 2 Ground rules

2.1 Patients shall not vote at any meeting.

2.2 The *Board* values patients.
"""
UNREAD = ReadError("drafts/old.doc", "legacy-format", "Word 97-2003 file; save it as .docx.")


class Draft:
    """A document to hang evidence on: words are found once, here, and carried from then on."""

    def __init__(self, source: str = SOURCE, path: str = "drafts/board.md") -> None:
        self.document: Document = read_bytes(source.encode(), path)
        self.parts: list[tuple[Part, ...]] = []

    def block(self, words: str) -> int:
        return next(i for i, b in enumerate(self.document.blocks) if words in b.text)

    def evidence(self, words: str, status: Status, *reasons: str) -> Evidence:
        number = self.block(words)
        block = self.document.blocks[number]
        at = block.text.index(words)
        self.parts.append((Part(0, len(words), number, at),))
        statement = len(self.parts) - 1
        return Evidence(
            status, words, statement, 0, len(words), number, at, block.place_at(at), "CP505.yaml:1", reasons
        )

    def removal(self, words: str) -> Removal:
        number = self.block(words)
        block = self.document.blocks[number]
        at = block.text.index(words)
        return Removal(number, at, at + len(words), words, block.place_at(at))

    def replacing(self, text: str, words: str, *removes: str) -> SuggestionAt:
        gone = self.removal(words)
        return SuggestionAt(
            text, Where.REPLACE, gone.block, gone.place, gone.start, gone.end, words,
            removes=tuple(self.removal(w) for w in removes),
        )  # fmt: skip

    def after(self, text: str, words: str, label: str = "", where: Where = Where.AFTER) -> SuggestionAt:
        number = self.block(words)
        return SuggestionAt(text, where, number, self.document.blocks[number].place, label=label)

    def report(self) -> DocumentReport:
        """One criterion of each status; one whose words stand among marks; one with a row to strike out."""
        invited = self.evidence("Patients may attend meetings of the Board", Status.PARTIAL, "hedged: 'may'")
        denied = self.evidence("Patients shall not vote", Status.CONTRADICTED, "denied: 'not'")
        row = self.evidence("Patient adviser | None", Status.CONTRADICTED)
        valued = self.evidence("The Board values patients", Status.PARTIAL)
        decides = self.evidence("The chair decides", Status.EMBEDDED)
        example = Example("Carers are full members of the group.", Status.EMBEDDED)
        seats = replace(rule("CP505", "seats-on-boards", "CP5"), examples=(example,))
        criteria = (
            Criterion(rule("CP101", "voice-valued", "CP1"), Status.PARTIAL, (valued,)),
            Criterion(rule("CP103", "ground-rules", "CP1"), Status.MISSING),
            Criterion(rule("CP402", "shared-decision-making", "CP4"), Status.CONTRADICTED, (row, denied)),
            Criterion(rule("CP501", "co-commission", "CP5"), Status.NOT_APPLICABLE),
            Criterion(rule("CP502", "co-design", "CP5"), Status.EMBEDDED, (decides,)),
            Criterion(seats, Status.PARTIAL, (invited,)),
        )
        whole = "Patients may attend meetings of the Board."
        findings = (
            Finding(
                "CP101", "voice-valued", Status.PARTIAL, Severity.INFO, "Pointed at: ‘The Board values patients’.",
                valued.place, self.replacing("The Board shall value patients.", "The Board values patients."),
                "3" * 16, valued, "Pointed at.",
            ),
            Finding(
                "CP103", "ground-rules", Status.MISSING, Severity.WARNING, "No ground rules, 100% none.",
                self.document.blocks[self.block("values patients")].place,
                self.after("All [of us] shall agree.", "values patients", "2.3"), "0" * 16, None, "No ground rules.",
            ),
            Finding(
                "CP402", "shared-decision-making", Status.CONTRADICTED, Severity.ERROR,
                "Kept from patients: ‘Patients shall not vote’.", denied.place,
                self.replacing("Patients shall vote.", "Patients shall not vote at any meeting.", "Patient adviser | None"),
                "1" * 16, denied, "Kept from patients.",
            ),
            Finding(
                "CP505", "seats-on-boards", Status.PARTIAL, Severity.INFO, f"No secured seat: ‘{invited.text}’.",
                invited.place, self.replacing("Two members of the Board shall be patients.", whole), "2" * 16, invited,
                "No secured seat.",
            ),
        )  # fmt: skip
        document = self.document
        return DocumentReport(
            document.path, document.format, "terms-of-reference", "en", document.title, document.words, None, 40.0,
            (PrincipleScore("CP1", "Valuing", 25.0), PrincipleScore("CP4", "Sharing", 0.0), PrincipleScore("CP5", "Enabling", 75.0)),
            criteria, findings, (), tuple(self.text_of(parts) for parts in self.parts),
            DocumentText(document.blocks, tuple(self.parts), document.source),
        )  # fmt: skip

    def report_of_nothing(self) -> DocumentReport:
        """The document with nothing judged."""
        document = self.document
        text = DocumentText(document.blocks, (), document.source)
        return DocumentReport(
            document.path, document.format, "policy", "en", None, document.words, None, None, (), (), (), (), (), text
        )  # fmt: skip

    def text_of(self, parts: tuple[Part, ...]) -> str:
        return " ".join(self.document.blocks[p.block].text[p.at : p.at + p.end - p.start] for p in parts)


def drafted() -> Run:
    """The draft, one document without its text, and one that was not read."""
    return Run((Draft().report(),), (UNREAD,), "co-production", "1.0.0")
