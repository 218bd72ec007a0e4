"""Whole commands, cold: start-up, a Markdown policy, a 25-page Word file; and judging alone, in words a second.

python benchmarks/check.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"
ROUNDS = 5
WORDS_PER_PAGE = 400


def cold(*args: str) -> tuple[float, float]:
    """Median wall seconds, and CPU seconds, of a command run anew."""
    runs = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "policylint", *args],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        runs.append((time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return sorted(runs)[ROUNDS // 2]


def long_draft(path: Path, pages: int) -> None:
    """A Word file of about that many pages, from the samples' clauses."""
    import docx

    words = 0
    document = docx.Document()
    while words < pages * WORDS_PER_PAGE:
        for sample in sorted(SAMPLES.glob("*.md")):
            for line in sample.read_text(encoding="utf-8").splitlines():
                if line.startswith("#"):
                    document.add_heading(line.lstrip("# "), line.count("#"))
                elif line.strip() and not line.startswith(("|", ">")):
                    document.add_paragraph(line)
                    words += len(line.split())
            if words >= pages * WORDS_PER_PAGE:
                break
    document.save(os.fspath(path))


def throughput() -> float:
    """Words judged a second in one process, everything loaded."""
    from policylint.assessment.assess import Assessor
    from policylint.reading import read_file
    from policylint.rules import find_pack, load_pack

    assessor = Assessor(load_pack(find_pack("co-production")))
    documents = [read_file(path) for path in sorted(SAMPLES.glob("*.md"))]
    assessor.assess(documents[0], "any")
    start = time.perf_counter()
    for document in documents:
        assessor.assess(document, "any")
    return sum(document.words for document in documents) / (time.perf_counter() - start)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.docx"
        long_draft(draft, 25)
        for name, args in {
            "--help": ("--help",),
            "Markdown policy": ("check", os.fspath(SAMPLES / "commissioning-policy.md")),
            "25-page .docx": ("check", os.fspath(draft)),
        }.items():
            wall, cpu = cold(*args)
            print(f"{name:16} {wall:5.2f} s wall  {cpu:5.2f} s CPU")
    print(f"judging          {throughput():,.0f} words/s")
    print(f"peak memory      {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
