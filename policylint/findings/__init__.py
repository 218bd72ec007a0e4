"""From an assessment to findings: message, severity, suggested wording, fingerprint and score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policylint.lazily import lazily

if TYPE_CHECKING:
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

__getattr__ = lazily(
    __name__,
    {
        "DocumentReport": "model",
        "DocumentText": "model",
        "Finding": "model",
        "PrincipleScore": "model",
        "ReadError": "model",
        "Removal": "model",
        "Run": "model",
        "SuggestionAt": "model",
        "Where": "model",
        "report_of": "report",
        "with_suggestion": "applying",
    },
)
