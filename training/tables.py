"""The tables of ``docs/accuracy.md`` from the JSON of evaluation runs: no figure is typed by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

STATUSES = ("embedded", "partial", "contradicted")


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def main(paths: list[str]) -> None:
    print(
        "| wording | embedded P / R / F1 | 95% | partial P / R / F1 | contradicted P / R | four-way | false alarms per 1,000 |"
    )
    print("|---|---|---|---|---|--:|--:|")
    for path in paths:
        title = Path(path).stem
        for name, part in json.loads(Path(path).read_text(encoding="utf-8"))["parts"].items():
            micro = part["micro"]
            cells = []
            for status in STATUSES:
                m = micro[status]
                figures = [
                    shown(m["precision"]),
                    shown(m["recall"]),
                    *([shown(m["f1"])] if status != "contradicted" else []),
                ]
                cells.append(" / ".join(figures))
            low, high = micro["embedded"]["f1_interval"]
            alarms = 1000 * sum(part["false_alarms"].values()) / max(part["statements"], 1)
            print(
                f"| {title} {name} ({part['cases']}) | {cells[0]} | {low:.2f}–{high:.2f} | {cells[1]} | {cells[2]} "
                f"| {part['accuracy']:.2f} | {alarms:.1f} |"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
