"""Time and memory of reading generated Word documents: python benchmarks/read_docx.py [repeats]

Documents are built as Word writes them: clauses of several runs with properties, numbering by list,
bullets, ruled tables, notes, tracked changes and text boxes. Seconds are CPU time of one read, the best of
the repeats, imports left out; memory is the peak the read adds, in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
import zipfile
from io import BytesIO

from policylint.reading.docx import read_docx
from policylint.reading.raw import ReadingOptions

OPEN = "http://schemas.openxmlformats.org"
TYPES = f"{OPEN}/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{OPEN}/wordprocessingml/2006/main" xmlns:r="{TYPES}" '
    f'xmlns:mc="{OPEN}/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SENTENCE = (
    "the board shall consult members before any change to this policy and publish its reasons within "
    "twenty working days of the decision being made so that those affected can see how they were heard"
)
WORDS = SENTENCE.split()
LOOK = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr>'
TRACKED = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'


def text(count: int, offset: int = 0) -> str:
    return " ".join(WORDS[(offset + i) % len(WORDS)] for i in range(count))


def run(words: str, look: str = LOOK) -> str:
    return f'<w:r w:rsidR="00AB12CD">{look}<w:t xml:space="preserve">{words} </w:t></w:r>'


def paragraph(runs: str, properties: str = "") -> str:
    return f'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:pPr>{properties}</w:pPr>{runs}</w:p>'


def clause(number: int, level: int, words: int, runs: int) -> str:
    properties = f'<w:pStyle w:val="Clause"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    content = "".join(run(text(max(1, words // runs), number + i)) for i in range(runs))
    return paragraph(f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/>{content}<w:proofErr/>', properties)


def row(cells: int, number: int) -> str:
    return f"<w:tr>{''.join(cell(run(text(6, number + i))) for i in range(cells))}</w:tr>"


def cell(runs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(runs)}</w:tc>"


def extras(page: int) -> str:
    """What a page holds besides its clauses: a note, a tracked change, a text box in both its forms."""
    box = f"<w:txbxContent>{paragraph(run(text(8)))}</w:txbxContent>"
    shape = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    changes = (
        f"<w:ins {TRACKED}>{run(text(4))}</w:ins><w:del {TRACKED}><w:r><w:delText>{text(4)}</w:delText></w:r></w:del>"
    )
    note = f'<w:r><w:footnoteReference w:id="{page + 2}"/></w:r>'
    return paragraph(f"<w:r><w:lastRenderedPageBreak/></w:r>{run(text(20))}{changes}{note}<w:r>{shape}</w:r>")


def document(pages: int, clauses: int, words: int, runs: int) -> bytes:
    """A policy of that many pages, each with a heading, clauses, a table row and the extras."""
    body = []
    for page in range(pages):
        body.append(paragraph(run(f"Part {page}"), '<w:pStyle w:val="Heading1"/>'))
        body += [clause(page * clauses + i, i % 3, words, runs) for i in range(clauses)]
        body.append(f"<w:tbl><w:tblPr/>{row(3, page)}{row(3, page + 1)}</w:tbl>")
        body.append(extras(page))
    notes = "".join(f'<w:footnote w:id="{page + 2}">{paragraph(run(text(12)))}</w:footnote>' for page in range(pages))
    return package("".join(body), notes)


def package(body: str, notes: str = "") -> bytes:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="Normal"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for i, (form, shown) in enumerate((("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    parts = {"styles": styles, "numbering": numbering, "footnotes": notes}
    links = "".join(f'<Relationship Id="{name}" Type="{TYPES}/{name}" Target="{name}.xml"/>' for name in parts)
    start = f'<Relationship Id="r" Type="{TYPES}/officeDocument" Target="word/document.xml"/>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, entries in (("_rels/.rels", start), ("word/_rels/document.xml.rels", links)):
            archive.writestr(
                name, f'<Relationships xmlns="{OPEN}/package/2006/relationships">{entries}</Relationships>'
            )
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{content}</w:{name}>")
    return stream.getvalue()


def cases() -> dict[str, bytes]:
    nested = "<w:tbl><w:tr><w:tc>" * 600 + paragraph(run("deep")) + "</w:tc></w:tr></w:tbl>" * 600
    span = '<w:gridSpan w:val="1000000000"/>'
    wide = f"<w:tbl><w:tr>{cell(run('wide'), span)}</w:tr></w:tbl>"
    return {
        "25 pages (22 blocks a page)": document(25, 16, 24, 3),
        "872 pages (6 blocks a page)": document(872, 1, 250, 6),
        "872 pages (22 blocks a page)": document(872, 16, 24, 3),
        "200,000 paragraphs": package(paragraph("<w:r><w:t>x</w:t></w:r>") * 200_000),
        "20,000-row table": package(f"<w:tbl>{''.join(row(4, i) for i in range(20_000))}</w:tbl>"),
        "300,000 runs in one paragraph": package(paragraph("<w:r><w:t>run </w:t></w:r>" * 300_000)),
        "600 nested tables": package(nested),
        "gridSpan of a thousand million": package(wide),
    }


def measure(data: bytes, repeats: int) -> tuple[int, float, float]:
    """Blocks, best CPU seconds, and megabytes the first read adds to the process's peak."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best, blocks, peak = float("inf"), 0, 0
    for _ in range(repeats):
        begun = time.process_time()
        read = read_docx(data, ReadingOptions())
        best = min(best, time.process_time() - begun)
        blocks = len(read.blocks)
        del read
        peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return blocks, best, peak / 1024


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"{'document':34}{'blocks':>9}{'CPU s':>9}{'MB':>7}")
    spawn = multiprocessing.get_context("spawn")
    for name, data in cases().items():
        with spawn.Pool(1) as pool:
            blocks, seconds, megabytes = pool.apply(measure, (data, repeats))
        print(f"{name:34}{blocks:>9,}{seconds:>9.3f}{megabytes:>7.0f}")


if __name__ == "__main__":
    main()
