"""From an assessment to findings: message, severity, suggested wording, fingerprint and score."""

from policylint.findings.applying import with_suggestion
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
from policylint.findings.report import report_of

__all__ = [
    "DocumentReport",
    "DocumentText",
    "Finding",
    "PrincipleScore",
    "ReadError",
    "Removal",
    "Run",
    "SuggestionAt",
    "Where",
    "report_of",
    "with_suggestion",
]
