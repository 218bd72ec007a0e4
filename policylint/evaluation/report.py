"""Evaluation reports: Markdown for people, JSON for scripts, and the difference from an earlier run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from policylint.evaluation.run import Outcome
from policylint.evaluation.scores import JUDGED, Score, Summary

SCHEMA_VERSION = 1
MOST_NAMES = 4
LONGEST_NAME = 40
_COLUMNS = (*JUDGED, "missing")


def as_data(parts: Mapping[str, Summary], errors: Sequence[Outcome]) -> dict[str, Any]:
    """The evaluation as plain data; ``errors`` are the outcomes whose status is not the wanted one."""
    return {
        "schema_version": SCHEMA_VERSION,
        "parts": {name: _summary(summary) for name, summary in parts.items()},
        "errors": [
            {
                "case": o.case.id,
                "part": o.case.part,
                "criterion": o.criterion,
                "wanted": o.wanted,
                "found": o.found,
                "evidence": [
                    {
                        "status": e.status.value,
                        "text": e.text,
                        "line": e.line,
                        "finder": e.finder.value,
                        "reasons": list(e.reasons),
                    }
                    for e in o.evidence
                ],
                "nearest": [{"line": m.place, "absent": list(m.absent)} for m in o.missed],
            }
            for o in errors
        ],
    }


def as_json(data: Mapping[str, Any]) -> str:
    """The data as JSON text."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def as_markdown(data: Mapping[str, Any], earlier: Mapping[str, Any] | None = None, *, list_errors: bool = True) -> str:
    """The data as Markdown; with an earlier run's data, figures that moved are shown with their movement."""
    lines = ["# Evaluation", ""]
    before = (earlier or {}).get("parts", {})
    for name, part in data["parts"].items():
        lines += _part(name, part, before.get(name))
    if list_errors and data["errors"]:
        lines += ["## Errors", ""]
        for error in data["errors"]:
            lines.append(
                f"- {error['part']} {error['case']} {error['criterion']}: wanted {error['wanted']}, found {error['found']}"
            )
            if error["evidence"]:
                for e in error["evidence"]:
                    reasons = f" ({'; '.join(e['reasons'])})" if e["reasons"] else ""
                    by = e["line"] or "the learnt reader"
                    lines.append(f"  - {e['status']} by {by}: “{e['text']}”{reasons}")
            elif error["nearest"]:
                lines += [f"  - {near['line']} was not met: {_lacking(near['absent'])}" for near in error["nearest"]]
            else:
                lines.append("  - no line of the rule came near")
    return "\n".join(lines).rstrip() + "\n"


def _lacking(absent: Sequence[str]) -> str:
    named = [name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…" for name in absent[:MOST_NAMES]]
    return f"no word of {' or '.join(named)}" if named else "the order or nearness of the words"


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "cases": summary.cases,
        "accuracy": round(summary.accuracy, 4),
        "micro": {s: {**_score(summary.by_status[s]), "f1_interval": _pair(summary.interval[s])} for s in JUDGED},
        "macro_f1": {s: _round(summary.macro[s]) for s in JUDGED},
        "violations": _score(summary.violations),
        "criteria": {c: {s: _score(scores[s]) for s in JUDGED} for c, scores in summary.by_criterion.items()},
        "confusion": summary.confusion,
        "statements": summary.statements,
        "false_alarms": summary.false_alarms,
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "precision": _round(score.precision),
        "recall": _round(score.recall),
        "f1": _round(score.f1),
        "right": score.right,
        "false": score.false,
        "missed": score.missed,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _pair(values: tuple[float, float]) -> list[float]:
    return [round(values[0], 4), round(values[1], 4)]


def _part(name: str, part: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[str]:
    lines = [f"## {name} ({part['cases']} cases)", ""]
    lines += [
        "| status | precision | recall | F1 | 95% interval | right / false / missed |",
        "|---|--:|--:|--:|---|---|",
    ]
    for status in JUDGED:
        micro = part["micro"][status]
        low, high = micro["f1_interval"]
        was = before["micro"][status]["f1"] if before else None
        lines.append(
            f"| {status} | {_show(micro['precision'])} | {_show(micro['recall'])} | {_show(micro['f1'])}{_moved(micro['f1'], was)} "
            f"| {low:.2f} to {high:.2f} | {micro['right']} / {micro['false']} / {micro['missed']} |"
        )
    violations = part["violations"]
    lines += [
        "",
        f"Accuracy over four statuses {part['accuracy']:.3f}. Violations (not embedded): precision "
        f"{_show(violations['precision'])}, recall {_show(violations['recall'])}.",
        "Macro F1 over criteria: " + ", ".join(f"{s} {_show(part['macro_f1'][s])}" for s in JUDGED) + ".",
        f"{part['statements']} statements read; false alarms "
        f"{1000 * sum(part['false_alarms'].values()) / max(part['statements'], 1):.1f} per 1,000 over all criteria.",
        "",
        "| criterion | embedded P / R | partial P / R | contradicted P / R | false alarms per 1,000 |",
        "|---|---|---|---|--:|",
    ]
    for criterion, scores in part["criteria"].items():
        cells = [f"{_show(scores[s]['precision'])} / {_show(scores[s]['recall'])}" for s in JUDGED]
        alarms = 1000 * part["false_alarms"][criterion] / max(part["statements"], 1)
        lines.append(f"| {criterion} | {' | '.join(cells)} | {alarms:.1f} |")
    lines += ["", "| wanted \\ found | " + " | ".join(_COLUMNS) + " |", "|---" * (len(_COLUMNS) + 1) + "|"]
    for wanted in _COLUMNS:
        row = part["confusion"].get(wanted, {})
        lines.append(f"| {wanted} | " + " | ".join(str(row.get(found, 0)) for found in _COLUMNS) + " |")
    return [*lines, ""]


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _moved(now: float | None, was: float | None) -> str:
    if now is None or was is None or abs(now - was) < 0.005:
        return ""
    return f" ({now - was:+.2f})"
