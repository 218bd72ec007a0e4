"""Speed of the ODT, Markdown, HTML and text readers, of sniffing and of language recognition.

Run: python benchmarks/read_others.py [sections]. Figures are the best of five, after import.
"""

from __future__ import annotations

import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from policylint.errors import InputError
from policylint.reading.html import read_html
from policylint.reading.languages import language_of
from policylint.reading.markdown import read_markdown
from policylint.reading.odt import read_odt
from policylint.reading.raw import ReadingOptions
from policylint.reading.sniff import format_of
from policylint.reading.text import read_text

SECTIONS = 15
CLAUSES = 19
CLAUSE = (
    "The Partnership Board shall meet at least six times a year, shall publish its agenda seven days before "
    "each meeting, and shall pay the travel and care costs of every member who is not paid to attend."
)
ROWS = [("Member", "Standing", "Votes"), ("Tenant", "Full member", "Yes"), ("Officer", "In attendance", "No")]
NAMES = "office text style table".split()
HOSTILE = {
    "unclosed tags": b"<a " * 500_000,
    "unclosed comments": b"<!--" * 200_000,
    "nested blocks": b"<div>" * 100_000 + b"x",
    "brackets": b"[" * 50_000,
    "images": b"![a" * 50_000,
    "emphasis": b"**a* " * 50_000,
    "dashes": b"-" * 1_000_000 + b"x",
    "gaps": b"a   b\n      c\n" * 50_000,
}

Structure = Iterator[tuple[str, list[str]]]


def structure(sections: int) -> Structure:
    for section in range(1, sections + 1):
        yield f"{section}. Membership and meetings", [f"{section}.{n} {CLAUSE}" for n in range(1, CLAUSES + 1)]


def markdown(sections: int) -> bytes:
    lines = ["# Terms of reference"]
    for heading, clauses in structure(sections):
        lines += [f"## {heading}", *clauses, "- a *named* supporter\n- **papers** in plain words"]
        lines.append("\n".join("| " + " | ".join(row) + " |" + "\n|---|---|---|" * (row == ROWS[0]) for row in ROWS))
    return "\n\n".join(lines).encode()


def html(sections: int) -> bytes:
    parts = ["<html lang=en><body><main><h1>Terms of reference</h1>"]
    for heading, clauses in structure(sections):
        parts += [f"<h2>{heading}</h2>", *(f"<p>{clause}</p>" for clause in clauses)]
        parts.append("<ul><li>a <em>named</em> supporter<li><b>papers</b> in plain words</ul><table>")
        parts += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS] + ["</table>"]
    return "\n".join(parts).encode()


def text(sections: int) -> bytes:
    lines = []
    for heading, clauses in structure(sections):
        lines += [heading, "", *(f"{clause}\n" for clause in clauses), "- a named supporter", "- papers", ""]
        lines += ["     ".join(row) for row in ROWS] + [""]
    return "\n".join(lines).encode()


def odt(sections: int) -> bytes:
    body = []
    for heading, clauses in structure(sections):
        body.append(f'<text:h text:outline-level="1" text:style-name="H">{heading}</text:h>')
        clause_items = (f'<text:list-item><text:p text:style-name="P">{c}</text:p></text:list-item>' for c in clauses)
        body.append(f'<text:list text:style-name="L">{"".join(clause_items)}</text:list><table:table>')
        for row in ROWS:
            cells = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
            body.append(f"<table:table-row>{cells}</table:table-row>")
        body.append("</table:table>")
    level = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    styles = f'<text:list-style style:name="L">{level}</text:list-style>'
    declared = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)
    content = (
        f"<office:document-content {declared}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return data.getvalue()


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    sections = int(sys.argv[1]) if len(sys.argv) > 1 else SECTIONS
    options = ReadingOptions()
    words = sum(len(clause.split()) for _, clauses in structure(sections) for clause in clauses)
    print(f"{sections} sections, {words:,} words of clauses")
    made = {
        "odt": (odt, read_odt),
        "md": (markdown, read_markdown),
        "html": (html, read_html),
        "txt": (text, read_text),
    }
    for name, (make, reader) in made.items():
        data = make(sections)
        blocks = len(reader(data, options).blocks)
        seconds = best(lambda data=data, reader=reader: reader(data, options))  # type: ignore[misc]
        sniffing = best(lambda data=data, name=name: format_of(data, f"a.{name}"))  # type: ignore[misc]
        print(
            f"{name:5} {seconds * 1e3:7.1f} ms {words / seconds / 1e6:6.2f} M words/s {blocks:6,} blocks"
            f" {len(data) / 1e3:8.0f} kB  sniffed in {sniffing * 1e6:.0f} us"
        )
    clauses = [clause for _, group in structure(sections) for clause in group]
    seconds = best(lambda: language_of(clauses))
    print(f"language, English clauses {words / seconds / 1e6:6.1f} M words/s")
    lists = ["named supporter; plain papers; travel costs; childcare costs; quiet room; large print; captions"] * 1_000
    seconds = best(lambda: language_of(lists))
    print(f"language, all in doubt    {13 * len(lists) / seconds / 1e6:6.1f} M words/s")
    for name, data in HOSTILE.items():
        for reader in (read_markdown, read_html, read_text):
            start = time.perf_counter()
            try:
                reader(data, options)
                outcome = ""
            except InputError as error:
                outcome = error.code
            print(f"{name:18} {reader.__name__:14} {time.perf_counter() - start:6.2f} s {outcome}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
