"""Names a document gives its people in passing: "The Circle is made up of tenants", "Inspectors are residents".

A definition says so outright (``terms``); here the names are learnt from ordinary sentences, so that a
later "the Circle decides" or "inspectors mark the visit" is understood to speak of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policylint.language.analysis import Analysis
from policylint.language.lexicon import Hit
from policylint.language.terms import Term

_COPULAS = frozenset({"is", "are", "be", "were", "was"})
_MAKEUP = re.compile(
    r"^(?:(?:is|are|shall be|will be|must be|has been)\s+)?"
    r"(?:(?:entirely|wholly|mainly|mostly|all|made|composed|formed|drawn)\s+)*"
    r"(?:up\s+(?:entirely\s+)?of|of|consists?(?: entirely| wholly| mainly)? of|shall consist of|will consist of|comprises?|shall comprise|"
    r"will comprise|brings together|open to)\b",
    re.IGNORECASE,
)
_SKIPPED = frozenset(
    "the a an all each both up to around about some of from our its two three four five six seven eight nine ten twelve dozen at least "
    "not fewer than no more between and thirteen fourteen fifteen twenty local usually mostly mainly always either themselves anyone "
    "someone somebody people those persons entirely drawn made comprised body "
    "collective number group adult adults current former past".split()
)
_HEADS = frozenset(
    "adviser advisor member representative rep assessor inspector researcher trainer partner evaluator governor director trustee "
    "ambassador panellist panelist "
    "reviewer auditor contributor commissioner consultant navigator mentor facilitator educator tutor interviewer "
    "collaborator champion connector delegate speaker producer visitor examiner co-chair checker scorer juror leader".split()
)
_OPEN_TO = re.compile(r"^(?:(?:is|are)\s+)?(?:open to|brings together)\b", re.IGNORECASE)
_GROUP_HEADS = frozenset(
    "forum panel council network assembly circle commission parliament jury table group committee partnership".split()
)
_YOU = re.compile(
    r"\b(?:as an?|you are an?|you're an?|become an?|becoming an?|being an?|your role as an?|like)\s*$", re.IGNORECASE
)
_YOU_WHO = re.compile(
    r"\byou (?:use our|look after|care for|have used|live in|rent|have lived|have experience|are a tenant|"
    r"receive (?:a|our|care|support))\b",
    re.IGNORECASE,
)
_BEFORE_VERB = frozenset("shall will must be is are who which that all each both ,".split())
_NO_NAME = frozenset(
    "of in on that and or to for by with which over under at from about into than as when where if while because so will shall must may "
    "should can could not".split()
)
_NAME = re.compile(r"^(?:the|our|an?|each|every|its|this|these)\s+", re.IGNORECASE)
MAX_NAME_TOKENS = 5
_GENERIC = frozenset(
    "it they we he she this that these those there who which what people members all some each half both one others everyone anyone nobody "
    "meetings places seats most majority membership chair the-majority priority place seat meeting role purpose aim group".split()
)


def names(
    analyses: Sequence[Analysis],
    people: frozenset[int],
    person: int,
    others: frozenset[int],
    group: int,
    bodies_of: frozenset[int],
) -> tuple[Term, ...]:
    """Names learnt from the statements. ``people`` are the concepts that count as people, ``person`` the one
    given to names of persons and ``group`` to names of their groups; ``others`` are staff and proxies,
    ``bodies_of`` boards and committees. Where groups of people outnumber other bodies, plain "members" are people."""
    found: dict[str, Term] = {}
    groups = sum(hit.concept == group for analysis in analyses for hit in analysis.hits)
    bodies = sum(hit.concept in bodies_of for analysis in analyses for hit in analysis.hits)
    for analysis in analyses:
        if not analysis.hits:
            continue
        for word, concept in _in_statement(analysis, people, person, others, group):
            key = word.lower()
            if key and key not in found and key not in _GENERIC:
                found[key] = Term(word, concept, defined=False)
    learnt_groups = sum(term.concept == group for term in found.values())
    if groups + learnt_groups > 0 and groups + 2 * learnt_groups >= bodies:
        for word in ("members", "member"):
            found.setdefault(word, Term(word, person, defined=False))
    return tuple(found.values())


def _in_statement(
    analysis: Analysis, people: frozenset[int], person: int, others: frozenset[int], group: int
) -> Iterator[tuple[str, int]]:
    text = analysis.doc.text
    for hit in analysis.hits:
        if hit.concept not in people:
            continue
        yield from _head_noun(analysis, hit, person)
        if hit.concept == group and hit.end - hit.start >= 2:
            heads = [t.text for t in analysis.doc[hit.start : hit.end] if t.lower_ in _GROUP_HEADS]
            if heads:
                yield heads[-1], group
        yield from _subject(analysis, hit, people, person, others, group)
        before = text[: analysis.doc[hit.start].idx]
        after = text[analysis.doc[hit.end - 1].idx + len(analysis.doc[hit.end - 1]) :]
        if (_YOU.search(before) and " you" in f" {text.lower()}") or after.lower().startswith(" like you"):
            yield "you", person
            yield "your", person
    if _YOU_WHO.search(text):
        yield "you", person
        yield "your", person


def _head_noun(analysis: Analysis, hit: Hit, person: int) -> Iterator[tuple[str, int]]:
    """ "resident adviser" lets a later "adviser" stand for it."""
    if hit.end - hit.start < 2:
        return
    last = analysis.doc[hit.end - 1].lower_
    for stem in (last, last[:-1] if last.endswith("s") else last):
        if stem in _HEADS and stem != "member":
            yield stem, person


def _subject(
    analysis: Analysis, hit: Hit, people: frozenset[int], person: int, others: frozenset[int], group: int
) -> Iterator[tuple[str, int]]:
    """The name before "is made up of", "are" or "(" and the people."""
    doc = analysis.doc
    start = hit.start
    back = start - 1
    while back >= 0 and (doc[back].lower_ in _SKIPPED or doc[back].like_num or doc[back].is_bracket):
        back -= 1
    if back < 0:
        return
    copular = doc[back].lower_ in _COPULAS
    edge = back
    if not copular:
        for width in range(1, 5):
            first = back - width + 1
            if first < 1:
                break
            span = doc[first:start]
            if _MAKEUP.match(span.text) and doc[first - 1].lower_ not in {"is", "are", "shall", "will", "be"}:
                edge = first
                break
        else:
            if doc[start - 1].text != "(" or start < 2:
                return
            edge = start - 1
        if edge == back and doc[start - 1].text != "(" and not _MAKEUP.match(doc[edge:start].text):
            return
    name_end = edge
    while name_end > 0 and doc[name_end - 1].lower_ in _BEFORE_VERB:
        name_end -= 1
    name_start = name_end
    while (
        name_start > 0
        and name_end - name_start < MAX_NAME_TOKENS
        and (doc[name_start - 1].is_alpha or doc[name_start - 1].text in {"-", "'s", "'"})
        and doc[name_start - 1].lower_ not in _NO_NAME
    ):
        name_start -= 1
    if (
        name_start > 0
        and doc[name_start - 1].text not in {".", ",", ":", ";", "-", "(", "•"}
        and name_end - name_start < MAX_NAME_TOKENS
    ):
        return
    verbs = [
        i
        for i in range(name_start + 1, name_end)
        if doc[i].lower_ in {"has", "have", "consists", "comprises", "includes"}
    ]
    if verbs:
        name_end = verbs[0]
    name = _NAME.sub("", doc[name_start:name_end].text).strip()
    opens = (
        name[:1].isupper()
        or (name_start == 0 and len(name.split()) <= 2)
        or doc[name_start].lower_ in {"the", "our", "a", "an", "each", "every"}
    )
    if (
        not opens
        or not name
        or len(name.split()) > MAX_NAME_TOKENS
        or any(h.start < name_end <= h.end and h.concept in people for h in analysis.hits)
    ):
        return
    last = doc[name_end - 1].lower_
    if doc[name_end - 1].like_num or (
        not copular and _OPEN_TO.match(doc[edge:start].text) and last not in _GROUP_HEADS
    ):
        return
    mixed = any(
        h.concept in others and h.start >= hit.start and analysis.segment[h.start] == analysis.segment[hit.start]
        for h in analysis.hits
    )
    if mixed and copular:
        return
    singular = not name.lower().endswith("s")
    yield (
        name,
        (
            group
            if singular and not copular
            else (group if doc[name_end - 1].text[:1].isupper() and singular else person)
        ),
    )
