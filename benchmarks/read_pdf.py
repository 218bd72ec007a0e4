"""CPU time and memory of reading a PDF, import included, in a fresh process.

usage: python benchmarks/read_pdf.py [--engine pdfplumber] [--pages 100] [FILE...]

Without files, the pages of the sample documents are repeated to one document of the given length.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import pypdfium2

SAMPLES = Path(__file__).resolve().parent.parent / "corpora" / "samples"
READ = """
import resource, sys, time
from pathlib import Path
begin = time.process_time()
from policylint.reading.pdf import read_pdf
from policylint.reading.raw import ReadingOptions
loaded = time.process_time()
document = read_pdf(Path(sys.argv[1]).read_bytes(), ReadingOptions(pdf_engine=sys.argv[2]))
done = time.process_time()
rows = sum(block.row is not None for block in document.blocks)
print(loaded - begin, done - loaded, document.pages, len(document.blocks), rows, len(document.running),
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def repeated(pages: int) -> bytes:
    """The samples' pages, over and over."""
    made = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(path) for path in sorted(SAMPLES.glob("*.pdf"))]
    order = ((source, index) for source in cycle(sources) for index in range(len(source)))
    for source, index in islice(order, pages):
        made.import_pages(source, [index])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def measure(path: Path, engine: str) -> None:
    best: list[float] | None = None
    for _ in range(3):
        run = subprocess.run(
            [sys.executable, "-c", READ, str(path), engine], capture_output=True, text=True, check=True
        )
        found = [float(part) for part in run.stdout.split()]
        if best is None or found[0] + found[1] < best[0] + best[1]:
            best = found
    assert best is not None
    load, read, pages, blocks, rows, running, memory = best
    print(
        f"{path.name}: {pages:.0f} pages, {blocks:.0f} blocks ({rows:.0f} rows), {running:.0f} running lines; "
        f"import {load * 1000:.0f} ms, read {read * 1000:.0f} ms, "
        f"{(load + read) * 1000 / pages:.2f} ms a page, {memory:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--engine", default="pdfium", choices=["pdfium", "pdfplumber"])
    parser.add_argument("--pages", type=int, default=100)
    options = parser.parse_args()
    for path in options.files:
        measure(path, options.engine)
    if not options.files:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "samples.pdf"
            path.write_bytes(repeated(options.pages))
            measure(path, options.engine)


if __name__ == "__main__":
    main()
