"""The document's own words for suggested wording: its people, its board, itself, its duty word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from policylint.assessment.model import Assessment
from policylint.document import BlockRole
from policylint.rules.model import Pack

_DUTIES = ("shall", "must", "will")
_ORGANISATIONS = (
    "Trust", "Council", "Association", "Charity", "Company", "University", "College", "School", "Force", "Society",
    "Foundation", "Health Board", "Authority", "Partnership", "Service", "Hospital", "Organisation", "Organization",
    "Agency", "Club", "Co-operative", "Federation", "Alliance", "Library Service", "Housing Association",
)  # fmt: skip
_ORGANISATION = re.compile(rf"\b[Tt]he ({'|'.join(_ORGANISATIONS)})\b(?! (?:Board|Committee|Policy|Strategy|Plan)\b)")
_BOARD = re.compile(
    r"\b[Tt]he ((?:[A-Z][\w&’'-]+ (?:and |of |for )?){0,4}(?:Board|Committee|Steering Group|Governing Body|Trustees|Panel))\b"
)
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slots:
    """What fills the slots. ``people`` is a plural without article; ``board`` and ``we`` carry theirs."""

    people: str
    board: str
    we: str
    shall: str
    service: str

    def fill(self, template: str) -> str:
        """The template with its slots filled; ``{People}`` and the like begin with a capital."""
        text = template
        for name in ("people", "board", "we", "shall", "service"):
            value = getattr(self, name)
            text = text.replace("{" + name + "}", value)
            text = text.replace("{" + name.capitalize() + "}", value[:1].upper() + value[1:])
        return text


def slots_of(assessment: Assessment, pack: Pack) -> Slots:
    """The document's own words, the pack's fallbacks where it has none."""
    texts = [b.text for b in assessment.document.blocks if b.role is BlockRole.BODY]
    whole = "\n".join(texts)
    fallback = {name: (values[0] if values else "") for name, values in pack.slots.items()}
    we_voice = len(_WE.findall(whole))
    organisations = Counter(_ORGANISATION.findall(whole))
    named = organisations.most_common(1)
    boards = Counter(name for name in _BOARD.findall(whole) if "Advisory" not in name)
    duties = Counter(word for word in re.findall(r"\b(shall|must|will)\b", whole.lower()))
    actor = _actor(whole, [f"the {name}" for name in (*dict(named), *dict(boards.most_common(3)))])
    ours = actor is None and (not named or we_voice >= named[0][1])
    return Slots(
        people=_people(assessment, pack, fallback.get("people", "people")),
        board=f"the {boards.most_common(1)[0][0]}" if boards else fallback.get("board", "the board"),
        we=actor or (fallback.get("we", "we") if ours else f"the {named[0][0]}"),
        shall=max(_DUTIES, key=lambda word: (duties[word], word == "will"))
        if duties
        else fallback.get("shall", "will"),
        service=fallback.get("service", "our services") if ours else "services",
    )


def _actor(whole: str, names: list[str]) -> str | None:
    """The name that most often has a duty ("The Board shall …"), if that is oftener than "we" has one."""
    duties = Counter(
        {
            name: len(re.findall(rf"\b{name[:1].upper()}{re.escape(name[1:])} (?:shall|will|must)\b", whole))
            for name in names
        }
    )
    ours = len(re.findall(r"\b[Ww]e (?:shall|will|must)\b", whole))
    best = duties.most_common(1)
    return best[0][0] if best and best[0][1] > max(1, ours) else None


def _people(assessment: Assessment, pack: Pack, fallback: str) -> str:
    """A defined term for people first, then the document's most used plural that the pack knows."""
    people = {name for role in pack.roles.get("people", ()) for name in (role, *pack.words[role].includes)}
    defined = [term for term, concept in assessment.terms.items() if concept in people and term in assessment.defined]
    texts = [b.text for b in assessment.document.blocks if b.role is BlockRole.BODY]
    whole = "\n".join(texts)
    for term in defined:
        plural = _plural(term)
        if plural and (len(re.findall(rf"\b{re.escape(plural)}\b", whole)) >= 2 or plural == term):
            return plural
    counts: Counter[str] = Counter()
    for role in pack.roles.get("people", ()):
        for word in pack.words[role].words:
            plain = _plain_plural(word)
            if plain is not None:
                found = len(re.findall(rf"\b{re.escape(plain)}\b(?!['’])", whole.lower()))
                if found:
                    counts[plain] += found
    if not counts:
        return fallback
    best, number = counts.most_common(1)[0]
    return best if number >= 2 else fallback


def _plural(term: str) -> str:
    if term.endswith("s") or term.lower().endswith("people"):
        return term
    if " " in term and not term.rsplit(maxsplit=1)[-1].isalpha():
        return ""
    return term[:-1] + "ies" if term.endswith("y") and term[-2:-1] not in "aeiou" else term + "s"


def _plain_plural(word: str) -> str | None:
    """The plural a word list's phrase stands for, where it can stand alone in a sentence."""
    if word.endswith("~") and "-" not in word:
        stem = word[:-1]
        if stem.split()[-1] in {"child", "person", "representative", "rep", "youth", "user"} or stem in _AWKWARD:
            return None
        return stem[:-1] + "ies" if stem.endswith("y") and stem[-2:-1] not in "aeiou" else stem + "s"
    if word in {
        "young people",
        "people who use our services",
        "disabled people",
        "older people",
        "families",
        "service users",
    }:
        return word
    return None


_AWKWARD = frozenset(
    {"peer", "victim", "guardian", "neighbour", "relative", "elder", "visitor", "complainant", "offender", "prisoner", "detainee",
     "occupant", "occupier", "mother", "father", "reader", "traveller", "migrant", "apprentice", "student", "villager",
     "local communit", "audience", "claimant", "veteran", "passenger", "grandparent", "end user", "juror"}
)  # fmt: skip
