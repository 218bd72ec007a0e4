"""What a configuration makes of a rule pack: severities, kinds asked, words of one's own. Packs in, packs out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policylint.configuration.model import Given, Item, KindChoice, Settings
from policylint.meant import unknown
from policylint.rules.model import OTHER_KIND, Pack, Rule, Severity, Status
from policylint.rules.naming import rules_meant, unknown_rule

NO_KIND = "none"
"""A kind no document has: a rule left out of every kind is asked of it alone."""


def adapted(pack: Pack, settings: Settings) -> Pack:
    """The pack as the settings want it. Raises ``UsageError``, with its place, for a name the pack doesn't know."""
    pack = with_words(pack, settings.table("words"))
    pack = with_severities(pack, settings.table("severity"))
    return with_kinds(pack, settings.table("per-kind"))


def rules_named(pack: Pack, items: Iterable[Item]) -> frozenset[str]:
    """The ids of the rules meant: by id or name, or what ids begin with (``CP5``), in any case."""
    found: set[str] = set()
    for item in items:
        ids = rules_meant(pack, item.text)
        if not ids:
            raise item.origin.fail(unknown_rule(pack, item.text))
        found |= ids
    return frozenset(found)


def with_severities(pack: Pack, entries: dict[str, Given]) -> Pack:
    """The pack with other severities; a rule's own entry goes before its principle's."""
    severities: dict[str, dict[Status, Severity]] = {}
    known = {p.id.lower() for p in pack.principles}
    for name, given in sorted(entries.items(), key=lambda entry: entry[0].lower() not in known):
        for rule in rules_named(pack, [Item(name, given.origin)]):
            own = {Status(status): Severity(value) for status, value in given.value.items()}
            severities[rule] = {**severities.get(rule, {}), **own}
    return _with_rules(
        pack, {r.id: replace(r, severity=r.severity | severities[r.id]) for r in pack.rules if r.id in severities}
    )


def with_kinds(pack: Pack, entries: dict[str, Given]) -> Pack:
    """The pack with rules asked of other kinds of document than their authors meant them for."""
    if not entries:
        return pack
    kinds = [*(kind.name for kind in pack.kinds), OTHER_KIND]
    asked = {rule.id: set(rule.kinds or kinds) for rule in pack.rules}
    for kind, given in entries.items():
        if kind not in kinds:
            raise given.origin.fail(unknown(kind, "kind of document", kinds))
        choice: KindChoice = given.value
        selected = rules_named(pack, choice.select) if choice.select is not None else None
        ignored = rules_named(pack, choice.ignore)
        for rule, of in asked.items():
            if selected is not None:
                (of.add if rule in selected else of.discard)(kind)
            if rule in ignored:
                of.discard(kind)
    return _with_rules(pack, {rule.id: replace(rule, kinds=_as_kinds(asked[rule.id], kinds)) for rule in pack.rules})


def _as_kinds(asked: set[str], kinds: list[str]) -> tuple[str, ...]:
    """As a rule writes it: nothing for every kind."""
    if asked >= set(kinds):
        return ()
    return tuple(kind for kind in kinds if kind in asked) or (NO_KIND,)


def with_words(pack: Pack, entries: dict[str, Given]) -> Pack:
    """The pack with more words for some concepts, named as roles (``people``) or as the pack names them (``PEOPLE``).

    For people a plural stands for its singular too. Suggested wording falls back on the first own word for people.
    """
    words, slots = dict(pack.words), dict(pack.slots)
    for name, given in entries.items():
        concept = _concept(pack, name, given)
        people = concept in pack.roles.get("people", ())
        own = tuple(_inflected(item.text) if people else item.text for item in given.value)
        words[concept] = replace(words[concept], words=(*words[concept].words, *own))
        if people:
            slots["people"] = (plural(given.value[0].text), *slots.get("people", ()))
    return replace(pack, words=words, slots=slots)


def _concept(pack: Pack, name: str, given: Given) -> str:
    shared = [concept for concept in pack.words if "." not in concept and concept.isupper()]
    roles = {role: concepts[0] for role, concepts in pack.roles.items() if concepts}
    meant = roles.get(name.lower()) or next((c for c in shared if c.lower() == name.lower()), None)
    if meant is None:
        listing = f"name a role ({', '.join(roles)}) or a concept of the pack's words/ files"
        raise given.origin.fail(unknown(name, "concept", (*roles, *shared), listing))
    return meant


def _inflected(word: str) -> str:
    """A word as word lists write it: "members" is "member~", every form of "member"."""
    if "~" in word:
        return word
    for ending, singular in (("ies", "y"), ("es", ""), ("s", "")):
        stem = word.removesuffix(ending) + singular
        if word.endswith(ending) and not word.endswith("ss") and plural(f"{stem}~") == word:
            return f"{stem}~"
    return word


def plural(word: str) -> str:
    """The plural of a word as word lists write it."""
    if not word.endswith("~"):
        return word.replace("~", "")
    stem = word[:-1]
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return stem[:-1] + "ies"
    return stem + ("es" if stem.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _with_rules(pack: Pack, changed: dict[str, Rule]) -> Pack:
    return replace(pack, rules=tuple(changed.get(rule.id, rule) for rule in pack.rules))
