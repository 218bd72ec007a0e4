"""Make the Word, ODF, PDF and web versions of every sample from its Markdown master.

Run ``python corpora/samples/build.py`` (all samples) or name some of them: ``build.py it-policy``.
It needs python-docx, lxml and LibreOffice's ``soffice`` and poppler's ``pdftotext`` on the path.
The same masters and the same tools give the same bytes: dates and identifiers are fixed.

A master is plain CommonMark with tables. Its numbers are text ("4.1 The Board shall ..."); here each
numbered line becomes a clause, which Word numbers itself in the samples marked ``native`` below and
carries as typed text in the others. Numbering that Word would compute differently stops the build.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
MOMENT = datetime(2026, 3, 2, 9, 0, 0)
ZIP_DATE = (2026, 3, 2, 9, 0, 0)
TEXT_WIDTH = Cm(16)


@dataclass(frozen=True)
class Look:
    """How one sample is dressed: who publishes it, and how its files are made."""

    publisher: str
    title: str
    site: str
    numbering: str  # "style" and "direct" are native Word numbering, "typed" is not
    colour: str
    font: str = "Arial"
    language: str = "en-GB"
    tagged: bool = True
    cover: bool = False


LOOKS: dict[str, Look] = {
    "board-terms-of-reference": Look(
        "Thornby Vale Health and Care Partnership",
        "Board terms of reference (draft 0.4)",
        "Thornby Vale Council",
        "style",
        "1F4E79",
    ),
    "involvement-strategy": Look(
        "Dyffryn Elwy Care Board",
        "Working as Partners",
        "Dyffryn Elwy Care Board",
        "style",
        "00594C",
        cover=True,
    ),
    "commissioning-policy": Look(
        "Ashcombe Borough Council",
        "Commissioning Policy",
        "Ashcombe Borough Council",
        "style",
        "5B2C6F",
        tagged=False,
    ),
    "expenses-policy": Look(
        "Lough Derra Community Services CLG",
        "Payment and Expenses Policy (LD-FIN-07)",
        "Lough Derra Community Services",
        "typed",
        "7A3E00",
        language="en-IE",
    ),
    "quality-framework": Look(
        "Banksia Plains Community Care Ltd",
        "Quality and Evaluation Framework",
        "Banksia Plains Community Care",
        "direct",
        "8A2B0E",
        language="en-AU",
        cover=True,
    ),
    "complaints-policy": Look(
        "Skelby Hospitals NHS Trust",
        "Complaints Policy (GOV-014)",
        "Skelby Hospitals NHS Trust",
        "typed",
        "005EB8",
        tagged=False,
    ),
    "partnership-agreement": Look(
        "Kestrel Valley Safer Streets Partnership",
        "Partnership agreement",
        "Kestrel Valley Council",
        "direct",
        "333333",
        font="Times New Roman",
        tagged=False,
    ),
    "it-policy": Look(
        "Ellingham District Council",
        "IT and Acceptable Use Policy (ICT-02)",
        "Ellingham District Council",
        "typed",
        "2E5E3E",
    ),
    "constitution": Look(
        "Marlpit Homes Limited",
        "Constitution",
        "Marlpit Homes",
        "style",
        "222222",
        font="Times New Roman",
        tagged=False,
    ),
}


# --- Reading a master -----------------------------------------------------------------------------


@dataclass
class Block:
    """One paragraph, heading, list item, table or contents list of a master."""

    kind: str  # title | heading | contents | clause | item | bullet | quote | table | strong | para
    text: str = ""
    number: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)


@dataclass
class Master:
    """A master read into blocks, with its footnotes by mark."""

    blocks: list[Block]
    notes: dict[str, str]


NUMBERED = re.compile(r"(\d+(?:\.\d+)+)\s+(.*)")
HEADING_NUMBER = re.compile(r"(\d+\.|\d+(?:\.\d+)+)\s+(.*)")
LETTERED = re.compile(r"\(([a-z]+)\)\s+(.*)")
BULLET = re.compile(r"( *)- (.*)")
NOTE = re.compile(r"\[\^(\w+)\]: (.*)")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
MARK = re.compile(r"\[\^(\w+)\]")


def read_master(path: Path) -> Master:
    """Read a Markdown master; front matter is left out, being no part of the visible text."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        text = text[text.index("\n---\n", 4) + 5 :]
    notes: dict[str, str] = {}
    blocks: list[Block] = []
    for chunk in re.split(r"\n{2,}", text.strip()):
        note = NOTE.fullmatch(chunk)
        if note:
            notes[note[1]] = note[2]
        else:
            blocks.extend(_blocks_of(chunk, blocks))
    return Master(blocks, notes)


def _blocks_of(chunk: str, before: list[Block]) -> list[Block]:
    lines = chunk.split("\n")
    if chunk.startswith("|"):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return [Block("table", rows=[rows[0], *rows[2:]])]
    if BULLET.match(lines[0]):
        found = [match for line in lines if (match := BULLET.fullmatch(line))]
        if before and before[-1].kind == "contents":
            before[-1].entries = [LINK.sub(r"\1", match[2]) for match in found]
            return []
        return [Block("bullet", match[2], level=len(match[1]) // 2) for match in found]
    if len(lines) != 1:
        raise ValueError(f"a paragraph over several lines: {lines[0]!r}")
    return [_line_block(chunk, before)]


def _line_block(line: str, before: list[Block]) -> Block:
    if line.startswith("#"):
        marks, text = line.split(" ", 1)
        if len(marks) == 1:
            return Block("title", text)
        if text == "Contents":
            return Block("contents", text)
        match = HEADING_NUMBER.fullmatch(text)
        return Block("heading", match[2] if match else text, match[1] if match else "", len(marks) - 1)
    if line.startswith("> "):
        return Block("quote", line[2:])
    if line.startswith("**"):
        return Block("strong", line.strip("*"))
    if match := NUMBERED.fullmatch(line):
        return Block("clause", match[2], match[1], match[1].count(".") + 1)
    if match := LETTERED.fullmatch(line):
        return Block("item", match[2], f"({match[1]})", _item_level(match[1], before))
    return Block("para", line)


def _item_level(label: str, before: list[Block]) -> int:
    """Level 4 for (a), 5 for (i): a roman label counts as such unless it follows the letter before it."""
    last = next((block.number.strip("()") for block in reversed(before) if block.kind == "item"), "")
    if label in {"i", "ii", "iii", "iv", "v"} and last != chr(ord(label[0]) - 1):
        return 5
    return 4


def check_numbers(blocks: list[Block]) -> None:
    """Stop if any typed number differs from the one Word will compute."""
    counts = [0] * 6
    for block in blocks:
        if not block.number:
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (5 - block.level)
        roman = ["", "i", "ii", "iii", "iv", "v"]
        computed = {
            1: f"{counts[1]}.",
            2: f"{counts[1]}.{counts[2]}",
            3: f"{counts[1]}.{counts[2]}.{counts[3]}",
            4: f"({chr(96 + counts[4])})",
            5: f"({roman[min(counts[5], 5)]})",
        }[block.level]
        if computed != block.number:
            raise ValueError(f"{block.number} {block.text[:40]!r}: Word would number it {computed}")


# --- Word -----------------------------------------------------------------------------------------

CLAUSES, BULLETS = 1, 2
PLAIN_STYLES = {"title": "Title", "strong": "Subtitle", "quote": "Quote", "para": "Body Text"}
LEVEL_STYLES = {1: "Heading 1", 2: "Clause 2", 3: "Clause 3", 4: "Clause a", 5: "Clause i"}
INDENTS = {1: (1.0, 1.0), 2: (1.25, 1.25), 3: (2.5, 1.5), 4: (2.25, 1.0), 5: (3.25, 1.0)}  # left, hanging; cm


class WordWriter:
    """Writes one master as a Word document with real styles, numbering, fields and footnotes."""

    def __init__(self, look: Look, master: Master, pages: dict[str, int]) -> None:
        self.look = look
        self.master = master
        self.pages = pages
        self.document: WordDocument = Document()
        self.bookmarks = 0
        self.notes: list[str] = []
        self.subheaded = any(b.kind == "heading" and b.number and b.level == 2 for b in master.blocks)

    def save(self, path: Path) -> None:
        """Write the document to ``path``."""
        self._properties()
        self._numbering()
        self._styles()
        self._running_lines()
        first = True
        for block in self.master.blocks:
            starts = block.kind == "heading" and first
            first = first and not starts
            form = block.kind == "heading" and block.text.endswith(" form")
            self._block(block, break_before=form or (starts and self.look.cover))
        if self.notes:
            self._footnotes_part()
        self._built_in_names()
        self.document.save(str(path))
        freeze_zip(path)

    # The parts that hold the text

    def _block(self, block: Block, break_before: bool) -> None:
        if block.kind == "contents":
            self._contents(block)
        elif block.kind == "table":
            self._table(block.rows)
        elif block.kind == "heading":
            paragraph = self._numbered(block, "Heading 1" if block.level == 1 else "Heading 2")
            paragraph.paragraph_format.page_break_before = True if break_before else None
            self._bookmark(paragraph)
        elif block.kind in {"clause", "item"}:
            self._numbered(block, LEVEL_STYLES[block.level])
        elif block.kind == "bullet":
            style = ["List Bullet", "List Bullet 2"][block.level]
            self._text(self.document.add_paragraph(style=style), block.text)
        else:
            style = PLAIN_STYLES[block.kind]
            self._text(self.document.add_paragraph(style=style), block.text)

    def _numbered(self, block: Block, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        mode = self.look.numbering
        if mode == "typed" and block.number:
            self._hang(paragraph, block.level)
            paragraph.add_run(f"{block.number}\t")
        elif mode == "direct" and block.number:
            self._number(paragraph, block.level - 1, CLAUSES)
        elif mode == "style" and not block.number:
            self._number(paragraph, 0, 0)
            paragraph.paragraph_format.left_indent = Cm(0)
            paragraph.paragraph_format.first_line_indent = Cm(0)
        self._text(paragraph, block.text)
        return paragraph

    def _text(self, paragraph: Paragraph, text: str) -> None:
        for position, piece in enumerate(MARK.split(text)):
            if position % 2 == 0:
                if piece:
                    paragraph.add_run(piece)
                continue
            self.notes.append(self.master.notes[piece])
            run = paragraph.add_run()
            run.style = "Footnote Reference"
            run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{len(self.notes)}"/>'))

    def _table(self, rows: list[list[str]]) -> None:
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        columns = list(zip(*rows, strict=True))
        longest = [max(12, *(min(40, len(text)) for text in column)) for column in columns]
        if not any(columns[-1][1:]):
            longest[-1] = 30  # a form: room to write in
        widths = [int(TEXT_WIDTH * share / sum(longest)) for share in longest]
        for index, row in enumerate(rows):
            line = table.add_row()
            for cell, text, width in zip(line.cells, row, widths, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table Text"
                paragraph.add_run(text).bold = True if index == 0 else None
                if index == 0:
                    cell._tc.get_or_add_tcPr().append(
                        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E3E8EE"/>')
                    )
            if index < 2 or index == len(rows) - 2:  # no row alone at the foot or the head of a page
                for cell in line.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
            properties = line._tr.get_or_add_trPr()
            properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            if index == 0:
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self.document.add_paragraph(style="Table Gap")

    def _contents(self, block: Block) -> None:
        self.document.add_paragraph(block.text, style="TOC Heading")
        last = len(block.entries) - 1
        for index, entry in enumerate(block.entries):
            paragraph = self.document.add_paragraph(style="TOC 1")
            if index == 0:
                self._field(paragraph, 'TOC \\o "1-1" \\h \\z \\u', None)
            match = HEADING_NUMBER.fullmatch(entry)
            words = f"{match[1]}\t{match[2]}" if match else entry
            anchor = f"_Toc2026{index + 1:04d}"
            link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{anchor}" w:history="1"/>')
            paragraph._p.append(link)
            paragraph.add_run(f"{words}\t")
            self._field(paragraph, f"PAGEREF {anchor} \\h", str(self.pages.get(entry, 1)))
            runs = list(paragraph._p.findall(qn("w:r")))
            keep = 3 if index == 0 else 0  # the begin, code and separator of the contents field itself
            for run in runs[keep:]:
                link.append(run)
            if index == last:
                paragraph.add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))

    def _bookmark(self, paragraph: Paragraph) -> None:
        if paragraph.style is None or paragraph.style.name != "Heading 1":
            return
        self.bookmarks += 1
        name = f"_Toc2026{self.bookmarks:04d}"
        start = f'<w:bookmarkStart {nsdecls("w")} w:id="{self.bookmarks}" w:name="{name}"/>'
        first_run = paragraph._p.findall(qn("w:r"))[0]
        first_run.addprevious(parse_xml(start))
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{self.bookmarks}"/>'))

    @staticmethod
    def _field(paragraph: Paragraph, code: str, result: str | None) -> None:
        """Add a field; with no result it is left open for the caller to close."""
        for kind in ("begin", "code", "separate"):
            run = paragraph.add_run()
            if kind == "code":
                words = f'xml:space="preserve"> {html.escape(code)} '
                run._r.append(parse_xml(f"<w:instrText {nsdecls('w')} {words}</w:instrText>"))
            else:
                run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        if result is not None:
            paragraph.add_run(result)
            paragraph.add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))

    # The parts around the text

    def _properties(self) -> None:
        core = self.document.core_properties
        core.title, core.author = self.look.title, self.look.publisher
        core.subject, core.comments, core.keywords = "", "", ""
        core.language = self.look.language
        core.created = core.modified = MOMENT
        core.last_modified_by, core.revision = self.look.publisher, 1

    @staticmethod
    def _number(paragraph: Paragraph, level: int, number: int) -> None:
        properties: Any = paragraph._p.get_or_add_pPr()
        numbering = properties.get_or_add_numPr()
        numbering.get_or_add_ilvl().val = level
        numbering.get_or_add_numId().val = number

    @staticmethod
    def _hang(paragraph: Paragraph, level: int) -> None:
        left, hanging = INDENTS[level]
        paragraph.paragraph_format.left_indent = Cm(left)
        paragraph.paragraph_format.first_line_indent = Cm(-hanging)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(left))

    def _numbering(self) -> None:
        """Replace the template's lists by one outline for clauses and one for bullets."""
        root = self.document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        formats = [("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"),
                   ("lowerLetter", "(%4)"), ("lowerRoman", "(%5)")]  # fmt: skip
        linked = dict(LEVEL_STYLES)
        if self.subheaded:
            linked[2] = "Heading 2"
        levels = ""
        for index, (kind, pattern) in enumerate(formats):
            style = linked[index + 1].replace(" ", "")
            link = f'<w:pStyle w:val="{style}"/>' if self.look.numbering == "style" else ""
            levels += self._level(index, kind, pattern, link, INDENTS[index + 1])
        bullets = self._level(0, "bullet", "•", "", (1.25, 0.6))
        bullets += self._level(1, "bullet", "–", "", (2.0, 0.6))
        for identity, body in ((CLAUSES, levels), (BULLETS, bullets)):
            root.append(
                parse_xml(
                    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">'
                    f'<w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'
                )
            )
        for identity in (CLAUSES, BULLETS):
            use = f'<w:abstractNumId w:val="{identity}"/>'
            root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{identity}">{use}</w:num>'))

    @staticmethod
    def _level(index: int, kind: str, pattern: str, link: str, indent: tuple[float, float]) -> str:
        left, hanging = indent
        place = f'w:left="{round(left * 567)}" w:hanging="{round(hanging * 567)}"'
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{link}'
            f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/><w:pPr><w:ind {place}/></w:pPr></w:lvl>'
        )

    def _styles(self) -> None:
        styles = self.document.styles
        for element in styles.element.iter(qn("w:numPr")):
            element.getparent().remove(element)  # the template's own lists are gone
        self._defaults()
        names = {style.name for style in styles}
        wanted = [*LEVEL_STYLES.values(), "Table Text", "Table Gap", "TOC 1", "TOC Heading", "Footnote Text"]
        for name in wanted:
            if name not in names:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        styles["TOC Heading"].base_style = styles["Normal"]  # not Heading 1, whose number it would take
        if "Footnote Reference" not in names:
            styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
        sizes = {"Normal": 10.5, "Title": 24, "Subtitle": 14, "Heading 1": 14, "Heading 2": 11.5,
                 "TOC Heading": 14, "Table Text": 9.5, "Table Gap": 4, "Footnote Text": 8.5,
                 "Header": 8.5, "Footer": 8.5}  # fmt: skip
        spaces = {"Normal": (0, 6), "Title": (0, 6), "Subtitle": (0, 10), "Heading 1": (16, 6),
                  "Heading 2": (10, 4),
                  "TOC Heading": (14, 6), "TOC 1": (0, 3), "Table Text": (2, 2), "Table Gap": (0, 2),
                  "Body Text": (0, 6), "Quote": (4, 8), "List Bullet": (0, 3), "List Bullet 2": (0, 3),
                  "Footnote Text": (0, 2), "Header": (0, 0), "Footer": (0, 0)}  # fmt: skip
        for name, size in sizes.items():
            self._font(styles[name], size, name.startswith(("Heading", "Title", "TOC", "Sub")))
        for name, (above, below) in spaces.items():
            shape = styles[name].paragraph_format
            shape.space_before, shape.space_after = Pt(above), Pt(below)
        for name in ("Heading 1", "Heading 2", "TOC Heading"):
            styles[name].font.bold = True
            styles[name].paragraph_format.keep_with_next = True
        styles["Subtitle"].font.italic = False
        styles["Quote"].font.color.rgb = RGBColor(0x40, 0x40, 0x40)
        styles["Quote"].paragraph_format.left_indent = styles["Quote"].paragraph_format.right_indent = Cm(1.5)
        stops = styles["TOC 1"].paragraph_format.tab_stops
        stops.add_tab_stop(Cm(0.9))
        stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        self._number_styles()

    def _built_in_names(self) -> None:
        """Give the styles that Word knows the exact names by which it knows them."""
        for style in self.document.styles.element.iter(qn("w:style")):
            name = style.find(qn("w:name"))
            if name.get(qn("w:val")) in {"TOC 1", "Footnote Text", "Footnote Reference"}:
                name.set(qn("w:val"), name.get(qn("w:val")).lower())
                style.attrib.pop(qn("w:customStyle"), None)

    def _defaults(self) -> None:
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), self.look.language)
        for tag in ("w:pBdr", "w:tabs", "w:spacing"):  # the template's rules, tab stops and letter spacing
            for element in list(self.document.styles.element.iter(qn(tag))):
                element.getparent().remove(element)

    def _font(self, style: Any, size: float, coloured: bool) -> None:
        style.font.name, style.font.size = self.look.font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.color.rgb = RGBColor.from_string(self.look.colour if coloured else "000000")

    def _number_styles(self) -> None:
        styles = self.document.styles
        targets: list[tuple[str, int, int]] = [("List Bullet", 0, BULLETS), ("List Bullet 2", 1, BULLETS)]
        if self.look.numbering == "style":
            names = dict(LEVEL_STYLES) | ({2: "Heading 2"} if self.subheaded else {})
            targets += [(name, level - 1, CLAUSES) for level, name in names.items()]
        for name, level, number in targets:
            shape = styles[name].paragraph_format
            shape.left_indent = shape.first_line_indent = None
            properties = styles[name].element.get_or_add_pPr()
            numbering = properties.get_or_add_numPr()
            numbering.get_or_add_ilvl().val = level
            numbering.get_or_add_numId().val = number

    def _running_lines(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
        section.header_distance = section.footer_distance = Cm(1.2)
        for container in (section.header, section.footer):
            paragraph = container.paragraphs[0]
            paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
        header.add_run(f"{self.look.publisher}\t{self.look.title}")
        footer.add_run("Uncontrolled when printed\tPage ")
        self._field(footer, "PAGE", "1")
        footer.add_run(" of ")
        self._field(footer, "NUMPAGES", str(max(self.pages.values(), default=1)))

    def _footnotes_part(self) -> None:
        body = ""
        for identity, kind in ((-1, "separator"), (0, "continuationSeparator")):
            rule = f"<w:p><w:r><w:{kind}/></w:r></w:p>"
            body += f'<w:footnote w:type="{kind}" w:id="{identity}">{rule}</w:footnote>'
        for identity, text in enumerate(self.notes, start=1):
            body += (
                f'<w:footnote w:id="{identity}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {html.escape(text, quote=False)}</w:t></w:r>'
                "</w:p></w:footnote>"
            )
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        xml = f"{declaration}<w:footnotes {nsdecls('w')}>{body}</w:footnotes>"
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def freeze_zip(path: Path, edit: Callable[[bytes], bytes] | None = None) -> None:
    """Write a zip again with fixed dates, its members in their order, and its XML passed through ``edit``."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, info.compress_type, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, method, data in members:
            content = edit(data) if edit and name.endswith((".xml", ".rdf")) else data
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = method
            archive.writestr(info, content)


# --- LibreOffice ----------------------------------------------------------------------------------

STAMP = MOMENT.isoformat().encode()


def convert(source: Path, target: Path, filter_options: str) -> None:
    """Have LibreOffice write ``source`` as ``target``."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            "soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless",
            "--convert-to", filter_options, "--outdir", scratch, str(source),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        target.write_bytes((Path(scratch) / f"{source.stem}{target.suffix}").read_bytes())


def make_odt(docx: Path, odt: Path) -> None:
    """Write the OpenDocument version."""
    convert(docx, odt, "odt")
    freeze_zip(odt, without_chance)


def without_chance(xml: bytes) -> bytes:
    """LibreOffice's XML with the clock and the random numbers taken out: dates, sessions, names of lists."""
    text = re.sub(rb"(<(?:meta:creation-date|dc:date)>)[^<]*", rb"\g<1>" + STAMP, xml)
    text = re.sub(rb"(?<=<meta:editing-duration>)[^<]*", b"PT0S", text)
    text = re.sub(rb'(config:name="Rsid(?:Root)?" config:type="int">)\d+', rb"\g<1>1", text)
    lists = dict.fromkeys(re.findall(rb'(?<=xml:id=")list\d+(?=")', text))
    names = {old: b"list%d" % place for place, old in enumerate(lists, start=1)}
    return re.sub(rb'(?<=")list\d+(?=")', lambda match: names.get(match[0], match[0]), text)


def make_pdf(docx: Path, pdf: Path, tagged: bool) -> None:
    """Write the PDF version, with a structure tree or without."""
    value = str(tagged).lower()
    options = (
        f'{{"UseTaggedPDF":{{"type":"boolean","value":"{value}"}},'
        f'"ExportBookmarks":{{"type":"boolean","value":"{value}"}}}}'
    )
    convert(docx, pdf, f"pdf:writer_pdf_Export:{options}")
    data = pdf.read_bytes()
    date = MOMENT.strftime("D:%Y%m%d%H%M%S").encode()
    data = re.sub(rb"/CreationDate\(D:\d{14}", b"/CreationDate(" + date, data)
    data = re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)", b"0" * 32, data)
    data = re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, data)
    pdf.write_bytes(data)


def heading_pages(pdf: Path, entries: list[str]) -> dict[str, int]:
    """The page on which each heading of the contents list stands."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    found: dict[str, int] = {}
    for number, page in enumerate(text.split("\f"), start=1):
        lines = {" ".join(line.split()) for line in page.splitlines()}
        found.update({entry: number for entry in entries if entry in lines})
    missing = [entry for entry in entries if entry not in found]
    if missing:
        raise ValueError(f"{pdf.name}: no such headings on any page: {missing}")
    return found


# --- Web page -------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | {site}</title>
<style>
body {{ margin: 0; font: 1.05rem/1.5 Arial, sans-serif; color: #0b0c0c; }}
.bar, .wrap {{ max-width: 60rem; margin: 0 auto; padding: 0.75rem 1rem; }}
header {{ background: #{colour}; color: #fff; }} header a {{ color: #fff; }}
nav ul {{ list-style: none; display: flex; gap: 1.5rem; margin: 0; padding: 0; flex-wrap: wrap; }}
.cookies {{ background: #f3f2f1; }} .skip {{ position: absolute; left: -999rem; }}
main table {{ border-collapse: collapse; margin: 1rem 0; }}
main th, main td {{ border: 1px solid #b1b4b6; padding: 0.4rem 0.6rem; }}
main th, main td {{ text-align: left; vertical-align: top; }}
main ul.lettered {{ list-style: none; }} .footnotes {{ border-top: 1px solid #b1b4b6; font-size: 0.9rem; }}
footer {{ background: #f3f2f1; margin-top: 3rem; }}
</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<div class="cookies" role="region" aria-label="Cookie banner"><div class="bar">
<p>We use some essential cookies to make this website work.
We would like to set others to see how it is used.</p>
<p><button type="button">Accept additional cookies</button>
<button type="button">Reject additional cookies</button>
<a href="/cookies">View cookies</a></p>
</div></div>
<header><div class="bar">
<p><a href="/">{site}</a></p>
<form action="/search" role="search"><label for="q">Search this site</label>
<input id="q" name="q" type="search">
<button>Search</button></form>
<nav aria-label="Main"><ul>
<li><a href="/services">Services</a></li><li><a href="/news">News</a></li>
<li><a href="/about">About us</a></li><li><a href="/contact">Contact us</a></li>
</ul></nav>
</div></header>
<div class="wrap">
<nav aria-label="Breadcrumb"><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li>
<li><a href="/about/policies">Policies and plans</a></li></ul></nav>
<main id="main">
{body}
</main>
<aside><p>Is this page useful?</p>
<p><button type="button">Yes</button> <button type="button">No</button></p></aside>
</div>
<footer><div class="bar">
<ul><li><a href="/accessibility">Accessibility statement</a></li>
<li><a href="/privacy">Privacy notice</a></li>
<li><a href="/terms">Terms and conditions</a></li></ul>
<p>&copy; 2026 {site}. All rights reserved.</p>
</div></footer>
</body>
</html>
"""


class WebWriter:
    """Writes one master as a page of the publisher's website."""

    def __init__(self, look: Look, master: Master) -> None:
        self.look = look
        self.master = master
        self.lines: list[str] = []
        self.open: list[str] = []  # the list elements now open, outermost first

    def page(self) -> str:
        """The whole page."""
        for block in self.master.blocks:
            depth, css = self._depth(block)
            self._lists(depth, css)
            self.lines.append(self._element(block))
        self._lists(0, "")
        if self.master.notes:
            items = "".join(
                f'\n<li id="fn{mark}">{self._inline(text)}</li>' for mark, text in self.master.notes.items()
            )
            opening = '<section class="footnotes" aria-label="Footnotes">'
            self.lines.append(f"{opening}<ol>{items}\n</ol></section>")
        return PAGE.format(
            language=self.look.language, title=html.escape(self.look.title), site=html.escape(self.look.site),
            colour=self.look.colour, body="\n".join(self.lines),
        )  # fmt: skip

    @staticmethod
    def _depth(block: Block) -> tuple[int, str]:
        if block.kind == "bullet":
            return block.level + 1, "plain"
        return (block.level - 3, "lettered") if block.kind == "item" else (0, "")

    def _lists(self, depth: int, css: str) -> None:
        """Open and close lists until ``depth`` of them are open, a deeper one inside the item above it."""
        while len(self.open) > depth:
            self.lines.append("</li></ul>")
            self.open.pop()
        if depth and len(self.open) == depth:
            self.lines.append("</li>")
        while len(self.open) < depth:
            self.lines.append(f'<ul class="{css}">')
            self.open.append(css)

    def _element(self, block: Block) -> str:
        text = self._inline(block.text)
        numbered = f"{block.number} {text}".strip()
        if block.kind == "table":
            return self._table(block.rows)
        if block.kind == "contents":
            entries = "".join(f'\n<li><a href="#{slug(e)}">{self._inline(e)}</a></li>' for e in block.entries)
            return f'<h2>{text}</h2>\n<ul class="contents">{entries}\n</ul>'
        if block.kind == "heading":
            tag = f"h{block.level + 1}"
            return f'<{tag} id="{slug(f"{block.number} {block.text}".strip())}">{numbered}</{tag}>'
        if block.kind in {"bullet", "item"}:
            return f"<li>{numbered}"
        if block.kind == "quote":
            return f"<blockquote><p>{text}</p></blockquote>"
        if block.kind == "strong":
            return f"<p><strong>{text}</strong></p>"
        return f"<h1>{text}</h1>" if block.kind == "title" else f"<p>{numbered}</p>"

    def _table(self, rows: list[list[str]]) -> str:
        head = "".join(f'<th scope="col">{self._inline(cell)}</th>' for cell in rows[0])
        body = "".join(
            "\n<tr>" + "".join(f"<td>{self._inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:]
        )
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}\n</tbody>\n</table>"

    @staticmethod
    def _inline(text: str) -> str:
        return MARK.sub(r'<sup><a href="#fn\1">\1</a></sup>', html.escape(text, quote=False))


def slug(heading: str) -> str:
    """The anchor that GitHub and most Markdown tools give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# --- The whole ------------------------------------------------------------------------------------


def build(stem: str) -> None:
    """Make the four other formats of one sample."""
    look, master = LOOKS[stem], read_master(HERE / f"{stem}.md")
    check_numbers(master.blocks)
    headings = [b for b in master.blocks if b.kind == "heading" and b.level == 1]
    entries = [f"{b.number} {b.text}".strip() for b in headings]
    contents = next(b for b in master.blocks if b.kind == "contents")
    if contents.entries != entries:
        raise ValueError(f"{stem}: the contents list and the headings differ")
    docx, odt, pdf = (HERE / f"{stem}.{suffix}" for suffix in ("docx", "odt", "pdf"))
    pages: dict[str, int] = {}
    for _ in range(2):  # the second time with the page numbers found the first time
        WordWriter(look, master, pages).save(docx)
        make_pdf(docx, pdf, look.tagged)
        pages = heading_pages(pdf, entries)
    make_odt(docx, odt)
    (HERE / f"{stem}.html").write_text(WebWriter(look, master).page(), encoding="utf-8")


def main(names: list[str]) -> int:
    """Build the samples named, or all of them."""
    for stem in names or list(LOOKS):
        build(stem)
        print(f"built {stem}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
