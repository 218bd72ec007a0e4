"""SARIF 2.1.0, for code scanning and editors.

Text formats get regions, Word and PDF logical locations (section, page, paragraph). Suggested wording is a
fix where it can be put in without breaking the file. A document that was not read is a notification of a
run that did not succeed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from policylint import __version__
from policylint.document import Place
from policylint.findings.model import DocumentReport, Finding, Run
from policylint.findings.stretches import stretches
from policylint.reporting.advice import advised, told
from policylint.reporting.edits import edits_for
from policylint.reporting.escaping import escaped_in_json, folded
from policylint.reporting.places import cited
from policylint.reporting.regions import Region, finding_region, region_around
from policylint.reporting.rule_help import help_text, in_words, rules_of
from policylint.reporting.view import View
from policylint.rules.model import Rule, Severity, Status

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_MAX_RELATED = 20


def render(run: Run, view: View) -> str:
    """One SARIF log with one run."""
    text = json.dumps(_log(run), ensure_ascii=False, indent=2, allow_nan=False)
    return escaped_in_json(text) + "\n"


def _log(run: Run) -> dict[str, Any]:
    rules = rules_of(run.documents)
    indices = {rule: index for index, rule in enumerate(rules)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "policylint",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(rule, run.pack_id) for rule in rules.values()],
                        "properties": {"pack": run.pack_id, "packVersion": run.pack_version},
                    }
                },
                "automationDetails": {"id": f"policylint/{run.pack_id}/"},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(run)],
                "artifacts": [
                    {
                        "location": {"uri": _uri(document.path)},
                        "roles": ["analysisTarget"],
                        "properties": _measures(document),
                    }
                    for document in run.documents
                ],
                "results": [
                    _result(document, number, finding, indices)
                    for number, document in enumerate(run.documents)
                    for finding in document.findings
                ],
            }
        ],
    }


def _measures(document: DocumentReport) -> dict[str, Any]:
    statuses = {criterion.rule.id: criterion.status.value for criterion in document.criteria}
    return {
        "kind": document.kind,
        "title": document.title,
        "words": document.words,
        "score": document.score,
        "statuses": statuses,
    }


def _rule(rule: Rule, pack: str) -> dict[str, Any]:
    text = help_text(rule)
    levels = [_LEVELS[rule.severity[s]] for s in (Status.MISSING, Status.PARTIAL) if s in rule.severity]
    return {
        "id": rule.id,
        "name": _pascal(rule.name),
        "shortDescription": {"text": in_words(rule.name)[:1].upper() + in_words(rule.name)[1:]},
        "fullDescription": {"text": folded(rule.question)},
        "help": {"text": text, "markdown": text.replace("\n", "\n\n").replace("<", "&lt;")},
        "defaultConfiguration": {"level": levels[0] if levels else "warning"},
        "properties": {"tags": ["governance", pack, rule.principle]},
    }


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


def _invocation(run: Run) -> dict[str, Any]:
    unread = [
        _notification(error.path, f"Not read: {error.message}", "error", f"policylint/{error.code}")
        for error in run.errors
    ]
    notices = [
        _notification(document.path, notice.message, "note", f"policylint/{notice.code}")
        for document in run.documents
        for notice in document.notices
    ]
    return {"executionSuccessful": not run.errors, "toolExecutionNotifications": [*unread, *notices]}


def _notification(path: str, message: str, level: str, code: str) -> dict[str, Any]:
    return {
        "level": level,
        "message": {"text": _message([folded(message)])},
        "descriptor": {"id": code},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}],
    }


def _result(document: DocumentReport, number: int, finding: Finding, indices: dict[str, int]) -> dict[str, Any]:
    artifact = {"uri": _uri(document.path), "index": number}
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(told(finding))},
        "locations": [_location(artifact, finding.place, finding_region(document, finding))],
        "partialFingerprints": {"policylint/v1": finding.fingerprint},
        "properties": {"status": finding.status.value, "name": finding.name},
    }
    if finding.rule in indices:
        made["ruleIndex"] = indices[finding.rule]
    related = list(_related(document, finding, artifact))
    if related:
        made["relatedLocations"] = related
    fix = _fix(document, finding, artifact)
    if fix is not None:
        made["fixes"] = [fix]
    return made


def _location(artifact: dict[str, Any], place: Place, region: Region | None) -> dict[str, Any]:
    """A place in the file; the logical one too where there are no lines."""
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if region is not None:
        physical["region"] = _region(region)
    elif place.line is not None:
        physical["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    named = cited(place)
    if "region" not in physical and named:
        location["logicalLocations"] = [
            {"name": folded(place.section or named), "fullyQualifiedName": named, "kind": "section"}
        ]
    return location


def _related(document: DocumentReport, finding: Finding, artifact: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The further words that gave the finding its status."""
    criterion = next((c for c in document.criteria if c.rule.id == finding.rule), None)
    pieces = [] if criterion is None else [e for e in criterion.evidence if e.status is finding.status]
    others = [piece for piece in pieces if piece != finding.evidence][:_MAX_RELATED]
    for number, piece in enumerate(others, 1):
        region = None
        if document.text is not None:
            region = region_around(document.text.blocks, stretches(document.text, piece))
        words = "; ".join([f"“{folded(piece.text)}”", *map(folded, piece.reasons)])
        location = _location(artifact, piece.place, region)
        yield {"id": number, **location, "message": {"text": _message([words])}}


def _fix(document: DocumentReport, finding: Finding, artifact: dict[str, Any]) -> dict[str, Any] | None:
    edits = edits_for(document, finding.suggestion) if finding.suggestion is not None else ()
    if not edits:
        return None
    replacements = [{"deletedRegion": _region(edit.region), "insertedContent": {"text": edit.text}} for edit in edits]
    return {
        "description": {"text": _message(advised(finding))},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _message(lines: Iterable[str]) -> str:
    """Lines as a SARIF message, in which ``[words](target)`` would be a link: the document's must not be one."""
    text = "\n".join(lines)
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _uri(path: str) -> str:
    """A path as a URI reference: relative as given, or ``file:`` for an absolute one."""
    pure = PurePath(path)
    if pure.is_absolute():
        try:
            return pure.as_uri()
        except UnicodeEncodeError:
            return "file://" + quote(pure.as_posix().encode("utf-8", "surrogateescape"))
    return quote(pure.as_posix().encode("utf-8", "surrogateescape"), safe="/!$&'()*+,;=@~-._")
