from __future__ import annotations

import pytest

from policylint.errors import InputError
from policylint.reading.languages import language_of

# One short piece of policy in each language, written for this test.
WELSH = [
    "Bydd y pwyllgor yn cyfarfod bob mis ac yn cyhoeddi ei gofnodion cyn pen wythnos.",
    "Rhaid i bob aelod ddatgan unrhyw fuddiant cyn i'r drafodaeth ddechrau.",
    "Telir costau teithio a gofal i bawb sy'n cymryd rhan yn y gwaith hwn.",
]
IRISH = [
    "Tiocfaidh an coiste le chéile gach mí agus foilseofar na miontuairiscí laistigh de sheachtain.",
    "Ní mór do gach comhalta aon leas atá aige a dhearbhú sula dtosaíonn an plé.",
]
GAELIC = [
    "Bidh a' chomataidh a' coinneachadh gach mìos agus thèid an geàrr-chunntas fhoillseachadh taobh a-staigh seachdain.",
    "Feumaidh gach ball innse mu ùidh sam bith a th' aca mus tòisich an deasbad.",
]
MAORI = [
    "Ka hui te komiti ia marama, ā, ka whakaputaina ngā kōrero i roto i te wiki kotahi.",
    "Me whaki e ngā mema katoa ō rātou pānga i mua i te tīmatanga o te whakawhitinga kōrero.",
]
FRENCH = [
    "Le comité se réunit chaque mois et publie son procès-verbal dans un délai d'une semaine.",
    "Chaque membre déclare ses intérêts avant que le débat ne commence, faute de quoi il ne vote pas.",
]
ENGLISH = [
    "The committee shall meet every month and publish its minutes within a week of the meeting.",
    "Each member must declare any interest before the debate begins, and leave the room if asked.",
    "Travel and care costs are paid to everyone who takes part in this work.",
]

# English that word counts alone might take for something else.
NAMES = [
    "Present: Cllr Siân ap Gruffudd, Ms M. Ní Cheallaigh, Dr S. Mac Giolla Rua, Mr T. Ó Murchadha",
    "Bwrdd Iechyd Bae Colwyn, Cyngor Sir Penllyn, Mudiad Meithrin Arfon, Age Cymru Tywyn",
    "Te Rūnanga o Waiora, Ngāti Awhina Trust, Hauora Tahi, Te Whare Manaaki",
    "HIQA, TUSLA, DCEDIY, HSE, NDA, CIB, QCOS, DPO, SIRO, IAO",
    "ToR v3.2 / ref. GOV-17 / cl. 4.2(b)(iii) / s.117 / reg. 9A / App. 3",
    "tamariki and rangatahi voices, whānau-led reviews, tikanga workshops, hui notes",
    "register; incident log; asset list; audit trail; training matrix; supervision notes; rota",
    "Quorum 5; notice 10 days; agenda 5 clear days; minutes within 7 days; AGM June",
]


@pytest.mark.parametrize(
    ("texts", "name"),
    [(WELSH, "Welsh"), (IRISH, "Irish"), (GAELIC, "Scottish Gaelic"), (MAORI, "Maori"), (FRENCH, "French")],
)
def test_a_document_in_another_language_is_refused_by_name(texts: list[str], name: str) -> None:
    with pytest.raises(InputError) as caught:
        language_of([*texts, "Aelodaeth", ""])
    assert caught.value.code == "not-english"
    assert caught.value.message == (f"The document is in {name}; policylint judges English only, so it was not judged.")


def test_english_with_names_lists_and_abbreviations_raises_no_alarm() -> None:
    texts = [text for name in NAMES for text in (name, *ENGLISH)]
    report = language_of(texts)
    assert (report.main, report.notice, all(report.english)) == ("en", None, True)


@pytest.mark.parametrize("text", NAMES)
def test_names_alone_are_taken_for_english(text: str) -> None:
    assert language_of([text]).english == (True,)


def test_parts_in_another_language_are_marked_and_told() -> None:
    report = language_of([*ENGLISH, *WELSH])
    assert report.main == "en"
    assert report.english == (True, True, True, False, False, False)
    assert report.notice is not None
    assert report.notice.code == "language"
    words = sum(len(text.split()) for text in WELSH)
    share = round(100 * words / (words + sum(len(text.split()) for text in ENGLISH)))
    assert report.notice.message == f"Parts in Welsh (about {share}% of the words) were not judged."


def test_several_languages_are_told_in_one_notice_the_largest_first() -> None:
    report = language_of([*ENGLISH, *FRENCH, FRENCH[0], *IRISH])
    assert report.notice is not None
    assert report.notice.message.startswith("Parts in French and Irish (about ")


def test_the_main_language_is_the_one_with_most_words() -> None:
    report = language_of([*WELSH, *WELSH, ENGLISH[0], ENGLISH[1]])
    assert report.main == "cy"
    assert report.english == (False,) * 6 + (True, True)


def test_short_blocks_take_the_language_around_them() -> None:
    texts = ["Rhan 1", *WELSH, "Diwedd", "Part 1", "Quorum", *ENGLISH, "End"]
    report = language_of(texts)
    assert report.english[0] is False
    assert report.english[1:4] == (False, False, False)
    assert report.english[6:] == (True,) * 5


def test_between_two_languages_the_words_of_a_short_block_count() -> None:
    english_heading, welsh_heading = "How the members are chosen", "Sut y dewisir yr aelodau"
    report = language_of([WELSH[0], welsh_heading, english_heading, ENGLISH[0]])
    assert report.english == (False, False, True, True)


def test_a_paragraph_in_both_languages_is_judged() -> None:
    assert language_of([f"{ENGLISH[0]} {WELSH[0]}", ENGLISH[1]]).english == (True, True)


def test_short_lines_only_are_told_together() -> None:
    with pytest.raises(InputError):
        language_of(["Cyfarfod bob mis", "Cyhoeddi cofnodion y cyfarfod", "Talu costau teithio", "Datgan buddiannau"])
    assert all(language_of(["Meet monthly", "Publish the minutes", "Pay travel costs"]).english)


@pytest.mark.parametrize("texts", [[], [""], ["4.1"], ["\ufffe\ud800 " * 40], ["a" * 100_000], ["字" * 100]])
def test_odd_texts_do_no_harm(texts: list[str]) -> None:
    try:
        report = language_of(texts)
    except InputError as error:
        assert error.code == "not-english"
    else:
        assert len(report.english) == len(texts)
