"""A pack made ready for matching: concept names turned into numbers and bit masks."""

from __future__ import annotations

from dataclasses import dataclass

from policylint.language.lexicon import Concept, Lexicon
from policylint.rules.model import Line, Pack, Part, Rule, Status


@dataclass(frozen=True, slots=True)
class CompiledElement:
    """An element with its concepts as numbers."""

    concepts: tuple[int, ...]
    mask: int
    part: Part
    gap: bool


@dataclass(frozen=True, slots=True)
class CompiledLine:
    """A line ready for matching. ``groups`` are its ordered runs; ``needs`` holds, for each element, a bit
    mask of which the statement must show at least one bit: a cheap test before anything else."""

    line: Line
    status: Status
    groups: tuple[tuple[CompiledElement, ...], ...]
    needs: tuple[int, ...]
    context: tuple[int, ...]
    absent: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its lines compiled."""

    rule: Rule
    lines: tuple[CompiledLine, ...]
    triggers: dict[int, tuple[int, ...]]
    """For each concept, the lines that cannot be met without it or one of its alternatives."""
    keep_denials: frozenset[int]


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A pack with its lexicon and compiled lines. ``built`` gives derived concepts, in order."""

    pack: Pack
    lexicon: Lexicon
    rules: tuple[CompiledRule, ...]
    built: tuple[tuple[int, CompiledLine], ...]
    roles: dict[str, frozenset[int]]


def compile_pack(pack: Pack) -> CompiledPack:
    """Number the pack's concepts and compile its lines."""
    extra = {f"keep:{rule.id}": rule.keep_denials for rule in pack.rules if rule.keep_denials}
    concepts = [Concept(w.name, w.words, w.shadows, w.entity) for w in pack.words.values()]
    concepts.extend(Concept(name, words) for name, words in extra.items())
    closure = _closures(pack)
    order = {concept.name: number for number, concept in enumerate(concepts)}
    opaque = frozenset(
        order[name]
        for role in ("people", "staff", "proxies")
        for named in pack.roles.get(role, ())
        for name in closure[named]
    )
    lexicon = Lexicon(tuple(concepts), opaque)
    numbers = {name: tuple(lexicon.numbers[n] for n in sorted(closure.get(name, {name}))) for name in lexicon.numbers}
    common = frozenset(n for role in ("people", "hedges") for name in pack.roles.get(role, ()) for n in numbers[name])
    rules = tuple(_rule(rule, numbers, common) for rule in pack.rules)
    built = tuple(
        (lexicon.numbers[w.name], _line(line, Status.MISSING, numbers)) for w in pack.words.values() for line in w.built
    )
    roles = {role: frozenset(n for name in names for n in numbers[name]) for role, names in pack.roles.items()}
    return CompiledPack(pack, lexicon, rules, built, roles)


def _rule(rule: Rule, numbers: dict[str, tuple[int, ...]], common: frozenset[int]) -> CompiledRule:
    lines = tuple(_line(line, status, numbers) for status, own in rule.lines.items() for line in own)
    triggers: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        elements = [element for group in line.groups for element in group]
        rarest = min(elements, key=lambda e: (bool(common & set(e.concepts)), len(e.concepts)))
        for concept in rarest.concepts:
            triggers.setdefault(concept, []).append(index)
    return CompiledRule(
        rule,
        lines,
        {concept: tuple(indexes) for concept, indexes in triggers.items()},
        frozenset(numbers.get(f"keep:{rule.id}", ())),
    )


def _closures(pack: Pack) -> dict[str, set[str]]:
    """For each concept, itself and all it includes."""
    closure: dict[str, set[str]] = {}
    for name in pack.words:
        reached, open_names = {name}, [name]
        while open_names:
            for included in pack.words[open_names.pop()].includes:
                if included not in reached:
                    reached.add(included)
                    open_names.append(included)
        closure[name] = reached
    return closure


def _line(line: Line, status: Status, numbers: dict[str, tuple[int, ...]]) -> CompiledLine:
    groups: dict[int, list[CompiledElement]] = {}
    needs = []
    for element in line.elements:
        concepts = _numbers(element.concepts, numbers)
        mask = _mask(concepts)
        needs.append(mask)
        groups.setdefault(element.group, []).append(CompiledElement(concepts, mask, element.part, element.gap))
    return CompiledLine(
        line,
        status,
        tuple(tuple(group) for group in groups.values()),
        tuple(needs),
        tuple(_mask(_numbers(names, numbers)) for names in line.context),
        tuple(_numbers(names, numbers) for names in line.absent),
    )


def _numbers(names: tuple[str, ...], numbers: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for name in names for n in numbers[name]))


def _mask(concepts: tuple[int, ...]) -> int:
    mask = 0
    for number in concepts:
        mask |= 1 << number
    return mask
