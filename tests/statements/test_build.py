from policylint.statements import Mark, Origin, statements_of
from tests.building import document, heading, item, paragraph, row


def texts(*blocks: object) -> list[str]:
    return [s.text for s in statements_of(document(*blocks))]  # type: ignore[arg-type]


def test_an_item_is_read_on_from_its_stem() -> None:
    found = statements_of(
        document(paragraph("The Board shall comprise:"), item("two tenants; and", "(a)"), item("the chair.", "(b)"))
    )
    assert [s.text for s in found] == [
        "The Board shall comprise:",
        "The Board shall comprise: two tenants",
        "The Board shall comprise: the chair.",
    ]
    assert found[1].origin is Origin.ITEM
    assert found[1].text[found[1].own :] == "two tenants"


def test_nested_lists_carry_the_whole_chain() -> None:
    found = texts(
        paragraph("The Group will:"),
        item("appoint members who:", "(a)"),
        item("live on the estate", "(i)", 2),
        item("hold a tenancy", "(ii)", 2),
        item("meet monthly", "(b)"),
    )
    assert found[2] == "The Group will: appoint members who: live on the estate"
    assert found[4] == "The Group will: meet monthly"


def test_an_item_that_is_a_sentence_of_its_own_stands_alone() -> None:
    found = statements_of(document(paragraph("We follow these principles:"), item("We will pay tenants promptly.")))
    assert found[1].text == "We will pay tenants promptly."
    assert found[1].lead == "We follow these principles:"


def test_a_fragment_is_read_under_its_heading() -> None:
    found = statements_of(document(heading("Membership of the Board"), paragraph("Three tenants")))
    assert found[0].text == "Membership of the Board: Three tenants"
    assert found[0].origin is Origin.FRAGMENT


def test_a_row_is_read_with_its_header() -> None:
    found = statements_of(
        document(
            row("Member", "Votes", header=True),
            row("Carer representative", "Yes", number=2),
            row("Head of Care", "No", number=3),
        )
    )
    assert found[0].text == "Member: Carer representative | Votes: Yes"
    assert [c.header for c in found[0].cells] == ["Member", "Votes"]


def test_every_part_points_at_its_own_words() -> None:
    made = document(
        heading("Membership"),
        paragraph("The Board shall include:"),
        item("two carers", "(a)"),
        row("Who", "Role", header=True),
        row("A tenant", "Member", number=2),
    )
    for statement in statements_of(made):
        for part in statement.parts:
            source = made.blocks[part.block].text[part.at : part.at + part.end - part.start]
            assert statement.text[part.start : part.end] == source


def test_definitions_and_forms_are_marked() -> None:
    found = statements_of(
        document(
            paragraph("“Partner” means a person who uses our services."),
            heading("Claim form"),
            paragraph("I claim my expenses as a carer."),
        )
    )
    assert Mark.DEFINITION in found[0].marks
    assert Mark.FORM in found[1].marks


def test_a_clause_that_refers_something_is_no_definition() -> None:
    found = statements_of(document(paragraph("The Panel advises the Board on matters that the Board refers to it.")))
    assert not found[0].marks


def test_version_tables_and_contents_say_nothing() -> None:
    assert not texts(
        row("Version", "Date", "Change", header=True),
        row("1.0", "May 2026", "Carers join the Board", number=2),
        heading("Contents"),
        paragraph("1. Membership ........ 3"),
    )


def test_a_closing_line_is_read_of_each_item() -> None:
    found = texts(
        paragraph("The following come to meetings:"),
        item("two carers"),
        item("the auditor"),
        paragraph("None of the above shall vote."),
    )
    assert "No two carers shall vote." in found
    assert "No the auditor shall vote." in found
