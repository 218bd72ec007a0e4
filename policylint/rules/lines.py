"""Reading the evidence lines of a rule.

    PEOPLE:do .. CHOOSE .. OUTCOME     in this order, other words between
    BOARD & SEAT & PEOPLE              in any order, in one stretch of sense
    (jointly | together) with PEOPLE   written-out words and choices; neighbours stand side by side
    PEOPLE & SEAT & [BOARD]            BOARD may also stand in the heading, stem or sentence before
    PEOPLE & PAY & !STAFF              and no STAFF in the same stretch of sense

CAPITALS name a concept, ``word~`` stands for all forms of a word. ``:do`` says that the people must be the
ones who act or share in acting, ``:get`` that they receive. There is no repetition operator, so that no
line can take exponential time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from policylint.rules.model import Element, Line, Part
from policylint.rules.yaml_nodes import Node

_TOKEN = re.compile(r"\s*(\.\.|&|\(|\)|\||\[|\]|!|[^\s()|\[\]&!]+)")
_CONCEPT = re.compile(r"^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?::(?P<part>do|get))?$")
MAX_ELEMENTS = 8


def literal_name(words: str) -> str:
    """The name of the concept made of written-out words."""
    return f"'{words}'"


def read_line(node: Node, known: Mapping[str, str], literals: dict[str, tuple[str, ...]]) -> Line:
    """Read one line. ``known`` gives the full name of every concept the line may name; new literal concepts
    are added to ``literals``. Raises ``UsageError``."""
    source = node.text()
    tokens = [t for t in _TOKEN.findall(source) if t]
    elements: list[Element] = []
    context: list[tuple[str, ...]] = []
    absent: list[tuple[str, ...]] = []
    position, group, gap, fresh = 0, 0, False, True
    while position < len(tokens):
        token = tokens[position]
        if token == "..":
            gap, position = True, position + 1
            continue
        if token == "&":
            group, gap, fresh, position = group + 1, False, True, position + 1
            continue
        negated = token == "!"
        if negated:
            position += 1
        bracketed = position < len(tokens) and tokens[position] == "["
        if bracketed:
            end = _closing(tokens, position, "[", "]", node)
            inner = tokens[position + 1 : end]
            if inner and inner[0] == "(":
                inner = inner[1:-1]
            concepts, _ = _choice(inner, node, known, literals)
            context.append(concepts)
            position = end + 1
            continue
        concepts, part, position = _element(tokens, position, node, known, literals)
        if negated:
            absent.append(concepts)
            continue
        elements.append(Element(concepts, part, gap and not fresh, group))
        gap, fresh = False, False
    if not elements:
        raise node.fail("the line names nothing to look for")
    if len(elements) > MAX_ELEMENTS:
        raise node.fail(f"the line has {len(elements)} elements; {MAX_ELEMENTS} at most")
    return Line(source, tuple(elements), tuple(context), tuple(absent), node.path, node.line)


def _element(
    tokens: list[str],
    position: int,
    node: Node,
    known: Mapping[str, str],
    literals: dict[str, tuple[str, ...]],
) -> tuple[tuple[str, ...], Part, int]:
    if position >= len(tokens):
        raise node.fail("the line ends where a word or a concept was expected")
    token = tokens[position]
    if token == "(":
        end = _closing(tokens, position, "(", ")", node)
        concepts, part = _choice(tokens[position + 1 : end], node, known, literals)
        return concepts, part, end + 1
    if token in {")", "]", "|", "["}:
        raise node.fail(f"{token!r} stands where a word or a concept was expected")
    if _CONCEPT.match(token):
        concepts, part = _choice([token], node, known, literals)
        return concepts, part, position + 1
    words = []
    while (
        position < len(tokens)
        and not _CONCEPT.match(tokens[position])
        and tokens[position] not in set("()|[]&!") | {".."}
    ):
        words.append(tokens[position])
        position += 1
    concepts, part = _choice(words, node, known, literals)
    return concepts, part, position


def _closing(tokens: list[str], position: int, opening: str, closing: str, node: Node) -> int:
    for index in range(position + 1, len(tokens)):
        if tokens[index] == closing:
            return index
        if tokens[index] == opening:
            break
    raise node.fail(f"{opening!r} is not closed by {closing!r} (brackets of one sort can't be nested)")


def _choice(
    tokens: list[str], node: Node, known: Mapping[str, str], literals: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], Part]:
    concepts: list[str] = []
    words: list[str] = []
    part = Part.ANY
    for alternative in _split(tokens):
        match = _CONCEPT.match(alternative[0]) if len(alternative) == 1 else None
        if match:
            name = alternative[0].split(":")[0]
            if name not in known:
                raise node.fail(
                    f"unknown concept {name!r}; concepts are listed in the pack's words/ folder or the rule's own words"
                )
            if match.group("part"):
                part = Part(match.group("part"))
            concepts.append(known[name])
        elif alternative:
            for word in alternative:
                if _CONCEPT.match(word):
                    raise node.fail(f"{' '.join(alternative)!r} mixes a concept with words inside one choice")
            words.append(" ".join(alternative))
        else:
            raise node.fail("an empty choice: '|' needs words on both sides")
    if words:
        name = literal_name(" | ".join(words))
        literals[name] = tuple(words)
        concepts.append(name)
    if not concepts:
        raise node.fail("an empty choice")
    return tuple(concepts), part


def _split(tokens: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token == "|":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
