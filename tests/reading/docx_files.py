"""Word packages written by hand, part by part, so that a test shows all it depends on."""

from __future__ import annotations

import zipfile
from io import BytesIO

from policylint.document import BlockKind
from policylint.reading.docx import read_docx
from policylint.reading.raw import Piece, RawBlock, RawDocument, ReadingOptions

OPEN = "http://schemas.openxmlformats.org"
TYPES = f"{OPEN}/officeDocument/2006/relationships"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": f"{OPEN}/wordprocessingml/2006/main",
        "r": TYPES,
        "m": f"{OPEN}/officeDocument/2006/math",
        "mc": f"{OPEN}/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
"""


def part(root: str, content: str) -> str:
    return f"<w:{root} {NAMES}>{content}</w:{root}>"


def relations(entries: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{TYPES}/{kind}" Target="{target}"/>' for key, (kind, target) in entries.items()
    )
    return f'<Relationships xmlns="{OPEN}/package/2006/relationships">{rows}</Relationships>'


def docx(
    body: str,
    *,
    styles: str | None = STYLES,
    numbering: str | None = None,
    parts: dict[str, tuple[str, str]] | None = None,
    extra: dict[str, str | bytes] | None = None,
) -> bytes:
    """A package with that body. ``parts``: id -> (kind, xml) of more parts; ``extra``: files as they are."""
    links = {"rId1": ("styles", "styles.xml"), "rId2": ("numbering", "numbering.xml")}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>",
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    if styles is not None:
        files["word/styles.xml"] = part("styles", styles)
    if numbering is not None:
        files["word/numbering.xml"] = part("numbering", numbering)
    for key, (kind, xml) in (parts or {}).items():
        files[f"word/{key}.xml"] = xml
        links[key] = (kind, f"{key}.xml")
    files["word/_rels/document.xml.rels"] = relations(links)
    return package(files | (extra or {}))


def package(files: dict[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str = "", properties: str = "") -> str:
    """A paragraph; content without a tag is taken for text."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def styled(style: str, text: str) -> str:
    return para(text, f'<w:pStyle w:val="{style}"/>')


def style(identity: str, name: str, content: str = "", *, kind: str = "paragraph", based_on: str = "") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{parent}{content}</w:style>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else para(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def level(ilvl: int, form: str, text: str, more: str = "", *, start: int | None = 1) -> str:
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{ilvl}">{begin}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identity: int, *levels: str, before: str = "") -> str:
    head = f'<w:nsid w:val="0000{identity:04d}"/><w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{identity}">{head}{before}{"".join(levels)}</w:abstractNum>'


def num(identity: int, abstract_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def start_at(ilvl: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def numbered(num_id: int, ilvl: int, text: str, more: str = "") -> str:
    return para(text, f'{more}<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>')


def read(body: str, changes: str = "accepted", **parts: object) -> RawDocument:
    return read_docx(docx(body, **parts), ReadingOptions(changes=changes))  # type: ignore[arg-type]


def words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def texts(document: RawDocument) -> list[str]:
    """Each block's text; a row's cells joined by " | "."""
    return [text_of(block) for block in document.blocks]


def text_of(block: RawBlock) -> str:
    if block.kind is BlockKind.ROW:
        return " | ".join(words(c.pieces) for c in block.cells)
    return words(block.pieces)
