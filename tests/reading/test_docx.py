"""Reading Word: text, structure, styles, fields, notes, pages and what cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx as python_docx
import pytest

from policylint.document import BlockKind, BlockRole
from policylint.errors import InputError
from policylint.reading.docx import read_docx
from policylint.reading.docx.markup import text_nodes
from policylint.reading.docx.package import open_package
from policylint.reading.raw import ReadingOptions
from tests.reading.docx_files import (
    OPEN,
    STYLES,
    cell,
    docx,
    package,
    para,
    part,
    read,
    relations,
    row,
    run,
    style,
    styled,
    table,
    text_of,
    texts,
    words,
)

BOX = "<w:txbxContent>{}</w:txbxContent>"
HEADINGS = STYLES + style(
    "berschrift1",
    "heading 1",
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>',
)


def field(instruction: str, result: str) -> str:
    return begin(instruction) + run(result) + END


def begin(instruction: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_docx(data, ReadingOptions())
    assert caught.value.message.endswith(".")
    return caught.value.code


class TestHeadings:
    def test_localised_ids_are_headings_by_name_or_outline_level(self) -> None:
        found = read(styled("berschrift1", "Zweck") + para("Text"), styles=HEADINGS).blocks
        assert [(b.kind, b.level) for b in found] == [(BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, 0)]

    def test_a_style_based_on_a_heading_is_one_and_its_own_level_wins(self) -> None:
        styles = (
            HEADINGS
            + style("Mine", "Mine", based_on="berschrift1")
            + style("Deep", "Deep", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>', based_on="Mine")
            + style("Body", "Body", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="Mine")
        )
        body = styled("Mine", "a") + styled("Deep", "b") + styled("Body", "c")
        assert [b.level for b in read(body, styles=styles).blocks] == [1, 3, 0]

    def test_direct_outline_level_beats_the_style(self) -> None:
        body = para("a", '<w:outlineLvl w:val="1"/>') + para(
            "b", '<w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/>'
        )
        assert [b.level for b in read(body, styles=HEADINGS).blocks] == [2, 0]

    def test_undefined_style_ids_count_by_name(self) -> None:
        found = read(styled("Heading2", "a") + styled("Title", "b"), styles=None).blocks
        assert (found[0].level, found[1].role) == (2, BlockRole.TITLE)

    def test_a_cycle_of_styles_ends(self) -> None:
        styles = style("A", "A", "<w:rPr><w:b/></w:rPr>", based_on="B") + style("B", "B", based_on="A")
        assert read(styled("A", "x"), styles=styles).blocks[0].bold


class TestRolesAndTitle:
    def test_roles_by_style(self) -> None:
        names = {
            "T": "Title",
            "Q": "Intense Quote",
            "C": "caption",
            "I": "toc 2",
            "H": "TOC Heading",
            "S": "Subtitle",
        }
        styles = STYLES + "".join(style(key, name) for key, name in names.items())
        body = "".join(styled(key, f"text {key}") for key in names)
        document = read(body, styles=styles)
        assert [b.role for b in document.blocks] == [
            BlockRole.TITLE,
            BlockRole.QUOTATION,
            BlockRole.CAPTION,
            BlockRole.CONTENTS,
            BlockRole.CONTENTS,
            BlockRole.BODY,
        ]
        assert document.title == "text T"

    def test_core_title_where_no_title_style(self) -> None:
        core = '<c:x xmlns:c="urn:c" xmlns:d="http://purl.org/dc/elements/1.1/"><d:title> A  B </d:title></c:x>'
        start = relations({"a": ("officeDocument", "word/document.xml"), "b": ("core-properties", "core.xml")})
        assert read(para("x"), extra={"_rels/.rels": start, "core.xml": core}).title == "A B"

    def test_title_in_a_table_cell_is_found(self) -> None:
        body = table(row(cell(styled("Title", "Our Policy")))) + para("x")
        assert read(body, styles=None).title == "Our Policy"


class TestContents:
    def test_entries_of_a_contents_field_over_paragraphs(self) -> None:
        body = (
            para(begin('TOC \\o "1-3"') + run("1 Purpose 3"))
            + para(field("PAGEREF a", "2 Scope 4"))
            + para(END)
            + para("Real text")
        )
        found = read(body).blocks
        assert [(text_of(b), b.role) for b in found] == [
            ("1 Purpose 3", BlockRole.CONTENTS),
            ("2 Scope 4", BlockRole.CONTENTS),
            ("Real text", BlockRole.BODY),
        ]

    def test_a_contents_field_that_never_ends_swallows_nothing(self) -> None:
        body = para(begin("TOC") + run("1 Purpose 3")) + styled("berschrift1", "Purpose") + para("We shall consult.")
        found = read(body, styles=HEADINGS).blocks
        assert [b.role for b in found] == [BlockRole.BODY] * 3
        assert found[1].kind is BlockKind.HEADING

    def test_contents_control_and_simple_field(self) -> None:
        gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        body = (
            f"<w:sdt>{gallery}<w:sdtContent>{para('Inhalt 1')}</w:sdtContent></w:sdt>"
            + para('<w:fldSimple w:instr=" TOC "><w:r><w:t>Tables</w:t></w:r></w:fldSimple>')
            + para("Text")
        )
        assert [b.role for b in read(body).blocks] == [BlockRole.CONTENTS, BlockRole.CONTENTS, BlockRole.BODY]


class TestText:
    def test_wrappers_are_walked_through(self) -> None:
        body = para(
            "<w:sdt><w:sdtPr><w:alias w:val='no'/></w:sdtPr><w:sdtContent>"
            + run("control ")
            + "</w:sdtContent></w:sdt>"
            f"<w:smartTag>{run('smart ')}</w:smartTag><w:hyperlink r:id='x'>{run('link ')}</w:hyperlink>"
            + field("HYPERLINK u", "result ")
            + "<x:unknown xmlns:x='urn:x'/>"
            + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
            + run(" end")
        )
        assert texts(read(body)) == ["control smart link result x=1 end"]

    def test_special_characters(self) -> None:
        inner = (
            "<w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t>"
            '<w:softHyphen/><w:cr/><w:sym w:font="Wingdings" w:char="F0FC"/>'
            '<w:sym w:font="Symbol" w:char="F0E7"/>'
            "<w:t>\uf0b7</w:t>"
        )
        assert texts(read(para(f"<w:r>{inner}</w:r>"))) == ["co\u2011op\ta b\u00ad ✓•"]

    def test_hidden_text_by_run_style_and_toggle(self) -> None:
        styles = (
            STYLES
            + style("Ghost", "Ghost", "<w:rPr><w:vanish/></w:rPr>")
            + style("Veil", "Veil", "<w:rPr><w:vanish/></w:rPr>", kind="character")
        )
        body = (
            para(run("seen ") + run("not", "<w:vanish/>") + run("shown", '<w:vanish w:val="0"/>'))
            + styled("Ghost", "hidden paragraph")
            + para(run("x") + run("veiled", '<w:rStyle w:val="Veil"/>'))
            + para(run("two make none", '<w:rStyle w:val="Veil"/>'), '<w:pStyle w:val="Ghost"/>')
        )
        assert texts(read(body, styles=styles)) == ["seen shown", "x", "two make none"]

    def test_text_box_once_and_after_its_paragraph(self) -> None:
        inner = BOX.format(para("boxed"))
        shape = (
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx>'
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent>"
        )
        body = para(f"{run('before ')}<w:r>{shape}<w:t>after</w:t></w:r>") + para("next")
        assert texts(read(body)) == ["before after", "boxed", "next"]

    def test_old_text_box_and_fallback_alone(self) -> None:
        old = f"<w:r><w:pict><v:textbox>{BOX.format(para('old'))}</v:textbox></w:pict></w:r>"
        box = BOX.format(para("alone"))
        alone = f"<w:r><mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        assert texts(read(para(old) + para(alone))) == ["old", "alone"]

    def test_instruction_of_a_broken_field_does_not_hide_the_rest(self) -> None:
        body = para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("lost")) + para("kept")
        assert texts(read(body)) == ["kept"]

    def test_comments_and_ruby_readings_are_not_text(self) -> None:
        ruby = f"<w:ruby><w:rt>{run('reading')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby>"
        body = para(f'<w:commentRangeStart w:id="0"/><w:r>{ruby}</w:r><w:r><w:commentReference w:id="0"/></w:r>')
        comments = part("comments", f'<w:comment w:id="0">{para("remark")}</w:comment>')
        assert texts(read(body, parts={"comments": ("comments", comments)})) == ["base"]


class TestNodes:
    BODY = (
        para(run("one ") + '<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>' + run("two"))
        + table(row(cell("a"), cell("<w:p/>")), row(cell("x" * 3), cell("b")))
        + para(
            "<w:r><mc:AlternateContent><mc:Choice>"
            + BOX.format(para("box"))
            + "</mc:Choice><mc:Fallback>"
            + BOX.format(para("box"))
            + "</mc:Fallback></mc:AlternateContent></w:r>"
            + run("hidden", "<w:vanish/>")
            + "<m:oMath><m:r><m:t>sum</m:t></m:r></m:oMath>"
            + run("last")
        )
    )

    @pytest.mark.parametrize("changes", ["accepted", "rejected"])
    def test_each_piece_names_its_text_element(self, changes: str) -> None:
        data = docx(self.BODY)
        nodes = [node.text or "" for node in text_nodes(open_package(data).document)]
        document = read_docx(data, ReadingOptions(changes=changes))
        pieces = [p for b in document.blocks for p in (*b.pieces, *(q for c in b.cells for q in c.pieces))]
        placed = [p for p in pieces if p.node is not None]
        assert [nodes[p.node][p.at :] for p in placed if p.node is not None] == [p.text for p in placed]
        assert [p.text for p in placed].count("last") == 1
        assert ("gone" in [p.text for p in placed]) is (changes == "rejected")

    def test_notes_have_no_nodes(self) -> None:
        notes = part("footnotes", f'<w:footnote w:id="2">{para("note")}</w:footnote>')
        body = para(run("x") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        found = read(body, parts={"footnotes": ("footnotes", notes)}).blocks
        assert [p.node for b in found for p in b.pieces] == [0, None]


class TestChanges:
    MARK = '<w:rPr><w:{} w:id="9" w:author="A"/></w:rPr>'

    def both(self, body: str, **parts: object) -> tuple[list[str], list[str]]:
        return texts(read(body, "accepted", **parts)), texts(read(body, "rejected", **parts))

    def test_insertions_deletions_and_moves(self) -> None:
        body = para(
            run("The board ")
            + "<w:del w:id='1'><w:r><w:delText>may</w:delText></w:r></w:del>"
            + f"<w:ins w:id='2'>{run('shall')}</w:ins>"
            + f"<w:moveFrom w:id='3'>{run(' A')}</w:moveFrom><w:moveTo w:id='4'>{run(' B')}</w:moveTo>"
        )
        assert self.both(body) == (["The board shall B"], ["The board may A"])

    def test_deleted_mark_joins_the_next_paragraph(self) -> None:
        body = para("One ", self.MARK.format("del")) + styled("berschrift1", "two") + para("three")
        accepted = read(body, styles=HEADINGS).blocks
        assert [text_of(b) for b in accepted] == ["One two", "three"]
        assert accepted[0].kind is BlockKind.HEADING
        assert texts(read(body, "rejected", styles=HEADINGS)) == ["One ", "two", "three"]

    def test_inserted_mark_joins_when_rejected(self) -> None:
        body = para("One ", self.MARK.format("ins")) + para("two")
        assert self.both(body) == (["One ", "two"], ["One two"])

    def test_marks_gone_in_a_row_join_all_and_keep_order(self) -> None:
        body = para("a", self.MARK.format("del")) * 2 + para(run("b", "<w:b/>")) + para("c")
        found = read(body).blocks
        assert [(text_of(b), b.bold) for b in found] == [("aab", False), ("c", False)]

    def test_former_run_properties_when_rejected(self) -> None:
        change = '<w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange>'
        assert [read(para(run("x", change)), view).blocks[0].bold for view in ("accepted", "rejected")] == [
            True,
            False,
        ]

    def test_mark_without_a_next_paragraph_keeps_the_text(self) -> None:
        body = para("alone", self.MARK.format("del")) + table(row(cell(para("in cell", self.MARK.format("del")))))
        assert self.both(body)[0] == ["alone", "in cell"]

    def test_rows_and_cells(self) -> None:
        body = table(
            row(cell("kept"), cell("new", '<w:cellIns w:id="1"/>'), cell("old", '<w:cellDel w:id="2"/>')),
            row(cell("in"), properties='<w:ins w:id="3"/>'),
            row(cell("out"), properties='<w:del w:id="4"/>'),
        )
        assert self.both(body) == (["kept | new", "in"], ["kept | old", "out"])

    def test_rejected_properties_are_the_former_ones(self) -> None:
        body = para("x", '<w:pStyle w:val="berschrift1"/><w:pPrChange w:id="1"><w:pPr/></w:pPrChange>')
        assert read(body, styles=HEADINGS).blocks[0].kind is BlockKind.HEADING
        assert read(body, "rejected", styles=HEADINGS).blocks[0].kind is BlockKind.PARAGRAPH

    def test_the_report_is_told(self) -> None:
        body = para(f"<w:ins w:id='1'>{run('x')}</w:ins>{run('y')}")
        told = read(body, "rejected").notices
        assert [(n.code, "rejected" in n.message) for n in told] == [("tracked-changes", True)]
        assert read(para("x")).notices == ()


class TestLook:
    def test_bold_size_and_indent(self) -> None:
        styles = STYLES + style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
        body = (
            para(run("All bold", "<w:b/>") + run(": ") + run("here", '<w:rStyle w:val="Strong"/>'))
            + para(run("Bold", "<w:b/>") + run(" not"))
            + para(run("1", "<w:sz w:val='40'/>") + run("mostly small"), '<w:ind w:left="720" w:hanging="360"/>')
            + para(run("Off", '<w:b w:val="false"/>'), '<w:ind w:start="36pt" w:firstLine="200"/>')
        )
        found = read(body, styles=styles).blocks
        assert [b.bold for b in found] == [True, False, False, False]
        assert [b.size for b in found] == [11, 11, 11, 11]
        assert [b.indent for b in found] == [0, 0, 18, 36]

    def test_bold_is_a_toggle_over_styles(self) -> None:
        styles = HEADINGS + style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
        body = styled("berschrift1", "a") + para(
            run("b", '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="berschrift1"/>'
        )
        found = read(body, styles=styles).blocks
        assert [(b.bold, b.size) for b in found] == [(True, 16), (False, 16)]

    def test_languages_the_file_declares(self) -> None:
        own = STYLES.replace("</w:style>", '<w:rPr><w:lang w:val="cy-GB"/></w:rPr></w:style>')
        assert read(para("x"), styles=own).languages == ("cy-GB", "en-GB")


class TestNotes:
    def test_notes_follow_their_paragraph_once(self) -> None:
        notes = part(
            "footnotes",
            f'<w:footnote w:id="0" w:type="separator">{para("---")}</w:footnote>'
            f'<w:footnote w:id="2">{para("first")}{para("more")}</w:footnote>'
            f'<w:footnote w:id="3">{para("never referred to")}</w:footnote>',
        )
        ends = part("endnotes", f'<w:endnote w:id="2">{para("end")}</w:endnote>')
        mark = '<w:r><w:{}Reference w:id="2"/></w:r>'
        body = (
            para(run("a") + mark.format("footnote") + run("b"))
            + para(run("c") + mark.format("footnote"))
            + table(row(cell(para(run("d") + mark.format("endnote"))), cell("e")))
        )
        found = read(body, parts={"footnotes": ("footnotes", notes), "endnotes": ("endnotes", ends)}).blocks
        assert [(b.kind, text_of(b)) for b in found] == [
            (BlockKind.PARAGRAPH, "ab"),
            (BlockKind.NOTE, "first"),
            (BlockKind.NOTE, "more"),
            (BlockKind.PARAGRAPH, "c"),
            (BlockKind.ROW, "d | e"),
            (BlockKind.NOTE, "end"),
        ]


class TestRunning:
    def test_headers_and_footers_of_all_sections_once(self) -> None:
        body = (
            para("x", '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>')
            + para("y")
            + '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'
        )
        parts = {
            "h": ("header", part("hdr", table(row(cell("ACME"), cell("v2"))))),
            "f": ("footer", part("ftr", para(run("Page ") + field("PAGE", "3")))),
        }
        document = read(body, parts=parts)
        assert [(words(b.pieces), b.role, b.kind) for b in document.running] == [
            ("ACME", BlockRole.RUNNING, BlockKind.PARAGRAPH),
            ("v2", BlockRole.RUNNING, BlockKind.PARAGRAPH),
            ("Page 3", BlockRole.RUNNING, BlockKind.PARAGRAPH),
        ]
        assert texts(document) == ["x", "y"]


class TestPages:
    BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"
    ASKED = '<w:r><w:br w:type="page"/></w:r>'

    def test_one_break_marked_twice_counts_once(self) -> None:
        body = (
            para("p1")
            + para(run("still p1 ") + self.BREAK + run("p2"))
            + para(self.ASKED)
            + para(self.BREAK + run("p3"))
            + para(run("p3") + self.ASKED + run("p4"))
        )
        found = read(body).blocks
        assert [b.page for b in found] == [1, 1, 3, 3]
        assert [[p.page for p in b.pieces if not p.text.isspace()] for b in found] == [
            [1],
            [1, 2],
            [3],
            [3, 4],
        ]

    def test_a_row_over_two_pages_counts_one_break(self) -> None:
        broken = cell(para(run("a") + self.BREAK + run("b")))
        found = read(table(row(broken, broken)) + para("after")).blocks
        assert [b.page for b in found] == [1, 2]

    def test_never_laid_out_means_no_pages(self) -> None:
        assert [b.page for b in read(para("x") + para(self.ASKED) + para("y")).blocks] == [None, None]

    @pytest.mark.parametrize(
        ("counted", "pages"),
        [("<Pages>7</Pages><Words>900</Words>", 7), ("<Pages>1</Pages><Words>0</Words>", None), ("", None)],
    )
    def test_stored_page_count(self, counted: str, pages: int | None) -> None:
        start = relations({"a": ("officeDocument", "word/document.xml"), "b": ("extended-properties", "app.xml")})
        app = f'<Properties xmlns="{OPEN}/officeDocument/2006/extended-properties">{counted}</Properties>'
        assert read(para("x"), extra={"_rels/.rels": start, "app.xml": app}).pages == pages


class TestPackages:
    def test_written_by_python_docx(self) -> None:
        made = python_docx.Document()
        made.core_properties.title = "From the properties"
        made.add_heading("Membership", 2)
        made.add_paragraph("first", style="List Number")
        made.add_paragraph("second", style="List Number")
        made.add_paragraph("point", style="List Bullet 2")
        grid = made.add_table(2, 3)
        grid.cell(0, 0).merge(grid.cell(1, 1)).text = "big"
        stream = BytesIO()
        made.save(stream)
        document = read_docx(stream.getvalue(), ReadingOptions())
        assert document.title == "From the properties"
        assert document.pages is None
        assert [(b.kind, b.label, b.level) for b in document.blocks[:4]] == [
            (BlockKind.HEADING, "", 2),
            (BlockKind.ITEM, "1.", 1),
            (BlockKind.ITEM, "2.", 1),
            (BlockKind.ITEM, "•", 1),
        ]
        first = document.blocks[4].cells[0]
        assert (words(first.pieces), first.span, first.rows) == ("big", 2, 2)

    def test_strict_open_xml(self) -> None:
        plain = docx(styled("berschrift1", "Head") + para("x"), styles=HEADINGS)
        with zipfile.ZipFile(BytesIO(plain)) as archive:
            files = {name: archive.read(name).decode() for name in archive.namelist()}
        strict = {
            name: text.replace(
                f"{OPEN}/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
            ).replace(f"{OPEN}/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
            for name, text in files.items()
        }
        found = read_docx(package(dict(strict)), ReadingOptions()).blocks
        assert [b.kind for b in found] == [BlockKind.HEADING, BlockKind.PARAGRAPH]

    def test_odd_part_names_and_targets(self) -> None:
        data = package(
            {
                "_rels\\.rels": relations({"a": ("officeDocument", "/Doc/Main Part.XML")}),
                "doc/main part.xml": part("document", f"<w:body>{para('found')}</w:body>"),
            }
        )
        assert texts(read_docx(data, ReadingOptions())) == ["found"]

    def test_parts_left_unread_are_told(self) -> None:
        body = para("x") + '<w:altChunk r:id="a"/>' + para("<w:r><w:object><o:OLEObject/></w:object></w:r>") * 2
        notices = read(body, parts={"chart1": ("chart", "<c/>")}).notices
        assert [n.code for n in notices] == ["skipped-part"] * 3
        assert [n.message for n in notices if "2 embedded objects" in n.message]


class TestRefused:
    OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512

    def test_containers_that_are_no_zip(self) -> None:
        assert code_of(b"") == "empty-file"
        assert code_of(self.OLE + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
        assert code_of(self.OLE + "WordDocument".encode("utf-16-le")) == "legacy-format"
        assert code_of(self.OLE + "Workbook".encode("utf-16-le")) == "unsupported-format"
        assert code_of(b"%PDF-1.7 not a zip") == "broken-file"
        assert code_of(docx(para("x"))[:-60]) == "broken-file"

    def test_packages_that_are_no_word_document(self) -> None:
        assert code_of(package({"mimetype": "x"})) == "unsupported-format"
        assert code_of(package({"[Content_Types].xml": "<x/>"})) == "broken-file"
        assert code_of(package({"word/document.xml": "<workbook/>"})) == "unsupported-format"

    def test_damaged_or_dangerous_xml(self) -> None:
        assert code_of(docx("<w:p>")) == "broken-file"
        assert code_of(docx(para("x"), styles="<w:style>")) == "broken-file"
        entity = '<!DOCTYPE x [<!ENTITY e "boom">]>' + part("document", f"<w:body>{para('x')}</w:body>")
        assert code_of(docx("", extra={"word/document.xml": entity})) == "broken-file"
        deep = "<w:sdt>" * 5_000 + para("x") + "</w:sdt>" * 5_000
        assert code_of(docx(deep)) == "broken-file"

    def test_no_text(self) -> None:
        assert code_of(docx(para() + para(run(" ")) + para(run("gone", "<w:vanish/>")))) == "no-text"
        assert code_of(docx("")) == "no-text"
        assert code_of(docx(table(row(cell(""), cell(""))))) == "no-text"


class TestHostile:
    def test_too_many_paragraphs_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("policylint.reading.docx.walker.MAX_PARAGRAPHS", 3)
        assert len(read(para("x") * 3).blocks) == 3
        assert code_of(docx(para("x") * 4)) == "too-large"

    def test_deep_nesting_is_read(self) -> None:
        deep = "<w:customXml>" * 1_900 + para("bottom") + "</w:customXml>" * 1_900
        assert texts(read(deep)) == ["bottom"]
        boxes = ("<w:p><w:r>" + "<w:txbxContent>") * 500 + para("inner") + ("</w:txbxContent>" + "</w:r></w:p>") * 500
        assert texts(read(boxes)) == ["inner"]

    def test_misplaced_elements_lose_no_text(self) -> None:
        body = para(run("outer ") + para("inner") + run("rest")) + row(cell("loose row")) + cell("loose cell")
        assert texts(read(body)) == ["outer rest", "inner", "loose row", "loose cell"]

    def test_unclosed_fields_in_numbers(self) -> None:
        body = para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') * 20_000 + para("end") + para(END * 3)
        assert texts(read(body)) == ["end"]
