"""Runs built by hand, for what is made of them."""

from __future__ import annotations

from policylint.assessment.model import Criterion, Evidence
from policylint.document import Notice, Place, TablePlace
from policylint.findings.model import (
    DocumentReport,
    Finding,
    PrincipleScore,
    ReadError,
    Removal,
    Run,
    SuggestionAt,
    Where,
)
from policylint.rules.model import Rule, Severity, Status, Suggestion

HOSTILE = "a\x1b[31mb\u202ec\u200bd\x9be"
SEAT = Place("4 Membership", page=3, paragraph=41)
TABLE = Place("4 Membership", paragraph=44, table=TablePlace(2, 3, 1))
LINE = Place("2 Aims", line=12, column=5, paragraph=7)


def rule(identity: str, name: str, principle: str) -> Rule:
    return Rule(identity, name, principle, f"Is it {name}?", "why", "source", (), {}, Suggestion("Do it."), {})


def evidence(status: Status, text: str, place: Place, *reasons: str, block: int = 0, at: int = 0) -> Evidence:
    return Evidence(status, text, 0, 0, len(text), block, at, place, "CP505.yaml:1", reasons)


def report(path: str = "drafts/board.docx", words: str = "may be invited to attend") -> DocumentReport:
    """A document with one criterion of each status."""
    partial = tuple(
        evidence(Status.PARTIAL, f"{words} {n}", place, "hedged: 'may'", at=n)
        for n, place in enumerate((SEAT, TABLE, SEAT, SEAT, SEAT))
    )
    denied = evidence(Status.CONTRADICTED, "shall not vote", LINE)
    criteria = (
        Criterion(rule("CP101", "voice-valued", "CP1"), Status.MISSING),
        Criterion(rule("CP402", "shared-decision-making", "CP4"), Status.CONTRADICTED, (denied,)),
        Criterion(rule("CP501", "co-commission", "CP5"), Status.NOT_APPLICABLE),
        Criterion(rule("CP502", "co-design", "CP5"), Status.EMBEDDED, (evidence(Status.EMBEDDED, "design", SEAT),)),
        Criterion(rule("CP505", "seats-on-boards", "CP5"), Status.PARTIAL, partial),
    )
    findings = (
        Finding(
            "CP101", "voice-valued", Status.MISSING, Severity.WARNING, "Nothing says so.", LINE,
            SuggestionAt("Value voices.", Where.END, 9, LINE, label="4.3"), "0" * 16,
        ),
        Finding(
            "CP402", "shared-decision-making", Status.CONTRADICTED, Severity.ERROR,
            "Kept from people: ‘shall not vote’.", LINE,
            SuggestionAt(
                "They shall vote.", Where.REPLACE, 0, LINE, 0, 14, "They shall not vote at any meeting.",
                removes=(Removal(3, 0, 8, "No votes", TABLE),),
            ), "1" * 16, denied, "Kept from people.",
        ),
        Finding(
            "CP505", "seats-on-boards", Status.PARTIAL, Severity.INFO,
            f"No secured seat: ‘{words} 0’.", SEAT,
            SuggestionAt("Two seats.", Where.AFTER, 4, SEAT), "2" * 16, partial[0], "No secured seat.",
        ),
    )  # fmt: skip
    return DocumentReport(
        path, "docx", "terms-of-reference", "en", "Board: terms of reference", 2140, 6, 37.5,
        (PrincipleScore("CP1", "Valuing", 0.0), PrincipleScore("CP4", "Sharing", 0.0), PrincipleScore("CP5", "Enabling", 75.0)),
        criteria, findings, (Notice("language", "One paragraph in Welsh was left out."),),
        ("They shall not vote at any meeting.",),
    )  # fmt: skip


def run(*documents: DocumentReport, errors: tuple[ReadError, ...] = ()) -> Run:
    return Run(documents, errors, "co-production", "1.0.0")


UNREAD = ReadError("drafts/old.doc", "legacy-format", "Word 97-2003 file; save it as .docx.")
