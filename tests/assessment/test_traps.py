"""The traps of policy language: each a passage that misleads a careless reader, with the status it should get.

A trap still fallen into is marked with its reason and must fail: once it passes, the mark has to go.
"""

from __future__ import annotations

import pytest

from policylint.assessment.assess import Assessor
from policylint.reading import read_bytes
from policylint.rules import find_pack, load_pack

E, P, C, M = "embedded", "partial", "contradicted", "missing"

TRAPS: list[tuple[str, str, str, str]] = [
    ("numbered clause", "4.2.1 Not fewer than three tenants shall be full members of the Housing Board.", "CP505", E),
    ("abbreviation", "The Panel (see para. 3.1(b)) of twelve carers meets every month and sets its own agenda.", "CP203", E),
    ("list", "The Governing Board shall consist of:\n\n(a) the Chief Executive;\n\n(b) two patients, with full voting rights.", "CP505", E),
    ("denied stem", "The following shall not be members of the Programme Board:\n\n- service users;\n- carers.", "CP505", C),
    ("care worker", "Care workers and care coordinators sit on the Workforce Board.", "CP505", M),
    ("member of staff", "A member of staff from each ward shall sit on the Quality Board as a full member.", "CP505", M),
    ("elected member", "Two elected members shall serve on the Investment Committee.", "CP505", M),
    ("Trust as a body", "The Trust shall maintain its registration with the regulator.", "CP401", M),
    ("job title", "The Director of Children's Services shall chair the Improvement Board.", "CP505", M),
    ("cabinet title", "The Cabinet Member for Tenants is a member of the Asset Board.", "CP505", M),
    ("staff who work with people", "Officers who support carers sit on the Steering Group.", "CP505", M),
    ("staff who are paid", "We pay support workers who go with service users to meetings for their travel.", "CP102", M),
    ("passive", "The indicators of success are chosen by the tenants and reported on each spring.", "CP301", E),
    ("passive co-chair", "The Partnership Board is co-chaired by a parent carer.", "CP505", E),
    ("by a date", "A new leaflet for patients is to be designed by March.", "CP502", M),
    ("nominalisation", "Membership of the Board by at least two people with lived experience is mandatory.", "CP505", E),
    ("coordination of actors", "Residents, carers and managers jointly decide how the budget is spent.", "CP402", E),
    ("coordination of verbs", "The Board agrees the budget and consults tenants.", "CP402", P),
    ("own negation", "Patient advisers may speak at the Board but shall not vote.", "CP402", C),
    ("not only", "Not only carers but also young people shall have seats on the Strategy Board.", "CP505", E),
    ("not less than", "The number of tenants on the Board shall not be less than four.", "CP505", E),
    ("nothing without", "No change to the rent policy shall be approved without the consent of the tenants' council.", "CP402", E),
    ("burden denied", "No carer shall be expected to meet the cost of coming to a meeting of the panel.", "CP102", E),
    ("need not", "Lay members of the panel need not be paid.", "CP102", P),
    ("can state a power", "Tenants can veto any contract by a vote of their council.", "CP402", E),
    ("can offer a route", "Patients can join the Programme Board.", "CP505", P),
    ("condition that presupposes", "Where a tenant is a member of the Board, they shall declare any arrears.", "CP505", P),
    ("condition on resources", "Subject to resources, carers will be paid for their time at meetings.", "CP102", P),
    ("where possible", "Where possible, service users will be voting members of the Board.", "CP505", P),
    ("hedge in the neighbouring clause", "Although managers should attend, two patients are full voting members of the Board.", "CP505", E),
    ("hedge in an aside", "Tenants, who may bring a friend, are full members of the Scrutiny Board with a vote each.", "CP505", E),
    ("wish", "We aspire to have carers as full members of the Board.", "CP505", P),
    ("quotation", "One carer told us: \"I sit on the Board and I vote on everything.\"", "CP505", M),
    ("other body", "Some charities in other regions have service users as full members of their boards.", "CP505", M),
    ("guidance elsewhere", "According to NHS England guidance, patients shall be voting members of programme boards.", "CP505", M),
    ("history", "In 2017 two tenants were members of the Board.", "CP505", M),
    ("future with a year", "From 2027 the Board shall include four tenants as full members.", "CP505", E),
    ("heading alone", "## Carers on the Board\n\nThe Board meets on the first Monday of the month.", "CP505", M),
    ("heading lends its subject", "## Membership of the Steering Group\n\n- The Director (chair)\n- Three tenants", "CP505", E),
    ("definition alone", "\"Expert\" means a person who has used our services.", "CP505", M),
    (
        "definition taken up",
        "In these terms \"Partners\" means people who use our services and those who care for them.\n\n"
        "Three Partners shall be full members of the Board.",
        "CP505",
        E,
    ),
    ("initials", "Experts by Experience (EbE) take part in everything.\n\nTwo EbE shall be voting members of the Board.", "CP505", E),
    ("staff by definition", "\"Members\" means employees of the Trust.\n\nMembers shall elect two of them to the Board.", "CP505", M),
    ("title of a document", "This policy should be read with the Service User Payment Policy.", "CP102", M),
    ("capitals", "TWO CARERS SHALL BE FULL MEMBERS OF THE BOARD.", "CP505", E),
    ("row with a vote", "## Membership of the Board\n\n| Member | Vote |\n|---|---|\n| Carer representative | Yes |", "CP505", E),
    ("row without a vote", "## The Board\n\n| Member | Vote |\n|---|---|\n| Carer representative (in attendance) | No |", "CP505", C),
    ("proxy of people", "An advocate speaking for service users shall be a member of the Board.", "CP505", P),
    ("group in a seat", "The chair of the Carers' Forum is a full member of the Board with a vote.", "CP505", E),
    ("group in passing", "The chair of the Carers' Forum is a full member of the Board with a vote.", "CP203", M),
    ("weaker verb", "Service users are consulted on the indicators before the Board sets them.", "CP301", P),
    ("observers", "Patients attend the Board as observers.", "CP505", P),
    ("pronoun", "Two tenants shall join the Board. They are full members of it and vote.", "CP402", E),
    ("own care", "Each patient decides, with the doctor, which treatment to have.", "CP402", P),
    ("topic, not actor", "The Board shall consider the needs of carers in all that it does.", "CP402", M),
    ("budget for people", "The budget for children's services is set by the Cabinet.", "CP402", M),
    ("soft hyphen and wide spaces", "Two service\u00a0users shall  be full mem\u00adbers of the Board.", "CP505", E),
    ("hyphen of another kind", "All services are co\u2011designed with patients from the start.", "CP502", E),
    ("narrow exception", "Tenants vote on every item, except items about named individuals.", "CP402", E),
    ("rather than", "Decisions are made by residents together with officers rather than by officers alone.", "CP402", E),
    ("clinical monitoring", "Patients are monitored every four hours and the chart is audited by the ward sister.", "CP302", M),
    ("computer network", "The network is maintained by the digital team and its partners.", "CP201", M),
    ("strengths of a plan", "The SWOT analysis lists the strengths of the organisation.", "CP105", M),
    ("staff code", "All employees shall keep to the staff code of conduct.", "CP103", M),
    ("staff survey", "The evaluation is carried out by the audit team, and patients fill in a survey.", "CP504", P),
    ("stakeholders", "Stakeholders will co-design the new service.", "CP502", P),
    ("two halves", "Carers are paid for their time, but officers are not.", "CP102", E),
    ("past act", "This strategy was co-produced with carers.", "CP502", P),
    ("group of officers", "A working group of officers meets every month to plan the service.", "CP203", M),
]  # fmt: skip

FALLEN_INTO: dict[str, str] = {
    "denied stem": "a list under a denied stem reads to the learnt reader like nothing at all",
    "staff who work with people": "the reader takes the carers in the noun phrase for those who sit",
    "by a date": "no one is said to design it; the reader hears patients and design",
    "burden denied": "the rules see the denial and the reader no promise",
    "need not": "the lifted duty is taken for a ban",
    "hedge in the neighbouring clause": "the parse hangs the hedge on the main clause",
    "weaker verb": "the rules refuse the line and the reader is not sure enough",
    "own care": "one person's treatment is not told from the organisation's decisions",
    "rather than": "'by officers alone' is taken for a reservation to officers",
    "stakeholders": "the rule's line takes the proxy for people",
    "two halves": "the denial of the second half is read into the first",
}


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor(load_pack(find_pack("co-production")))


@pytest.mark.parametrize(
    ("name", "text", "rule", "status"),
    [
        pytest.param(
            *trap,
            id=trap[0],
            marks=[pytest.mark.xfail(reason=FALLEN_INTO[trap[0]], strict=True)] if trap[0] in FALLEN_INTO else [],
        )
        for trap in TRAPS
    ],
)
def test_trap(assessor: Assessor, name: str, text: str, rule: str, status: str) -> None:
    assessment = assessor.assess(read_bytes(text.encode(), "trap.md"), "any")
    assert next(c.status.value for c in assessment.criteria if c.rule.id == rule) == status


def test_every_trap_has_a_name_of_its_own() -> None:
    names = [trap[0] for trap in TRAPS]
    assert len(names) == len(set(names))
    assert set(names) >= set(FALLEN_INTO)
