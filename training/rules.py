"""A pack's own examples and suggestions as a corpus: what the reader must never unlearn.

Each speaks for one criterion alone; all others are left out of training (``skip``).
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from policylint.rules import find_pack, load_pack

PEOPLE = (
    "people who use our services and carers", "patients", "tenants", "residents", "service users", "consumers", "carers",
    "young people", "experts by experience", "parents and carers", "community members", "public contributors",
    "whānau", "learners", "members of the public", "survivors", "customers", "families",
)  # fmt: skip
BOARDS = (
    "the Board",
    "the Committee",
    "the Steering Group",
    "the Partnership Board",
    "the Governing Body",
    "the Trust Board",
)
OWN = (
    "we",
    "the Trust",
    "the Council",
    "the Association",
    "the Health Board",
    "the School",
    "the Charity",
    "the Department",
)
DUTY = ("shall", "will", "must")
SERVICE = ("our services", "the service", "the programme", "services", "care", "the school")
ROUNDS = 14


def main(out: str) -> None:
    """Write one entry a line."""
    pack = load_pack(find_pack("co-production"))
    draws = random.Random(7)
    every = [rule.id for rule in pack.rules]
    with Path(out).open("w", encoding="utf-8") as sink:
        for rule in pack.rules:
            texts = [(e.text, e.status.value) for e in rule.examples]
            for _ in range(ROUNDS):
                people, board, own = draws.choice(PEOPLE), draws.choice(BOARDS), draws.choice(OWN)
                text = rule.suggestion.text.format(
                    people=people, People=people[0].upper() + people[1:], board=board, Board=board[0].upper() + board[1:],
                    we=own, We=own[0].upper() + own[1:], shall=draws.choice(DUTY), service=draws.choice(SERVICE),
                )  # fmt: skip
                heading = (
                    f"## {draws.choice(rule.suggestion.sections).capitalize()}\n\n" if draws.random() < 0.6 else ""
                )
                number = f"{draws.randint(1, 12)}.{draws.randint(1, 9)} " if draws.random() < 0.5 else ""
                texts.append((f"{heading}{number}{text}", "embedded"))
            for n, (text, status) in enumerate(texts):
                entry = {
                    "id": f"{rule.id}-{n}", "set": "rules", "text": text,
                    "labels": {} if status == "missing" else {rule.id: status},
                    "skip": [c for c in every if c != rule.id],
                }  # fmt: skip
                sink.write(json.dumps(entry, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
