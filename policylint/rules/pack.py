"""Loading a rule pack: a folder with ``pack.yaml``, ``words/*.yaml`` and one file for each rule."""

from __future__ import annotations

from pathlib import Path

from policylint.rules.lines import read_line
from policylint.rules.model import (
    OTHER_KIND as OTHER_KIND,  # noqa: PLC0414 - taken from here by others
)
from policylint.rules.model import (
    Example,
    Kind,
    Line,
    Pack,
    Principle,
    Rule,
    Severity,
    Status,
    Suggestion,
    Words,
)
from policylint.rules.yaml_nodes import Node, read_yaml

_JUDGED = (Status.EMBEDDED, Status.PARTIAL, Status.CONTRADICTED)
_GIVEN = (*_JUDGED, Status.MISSING)
_RULE_KEYS = (
    "id", "name", "principle", "question", "why", "source", "kinds", "severity", "words", "evidence", "can", "past",
    "keep-denials", "weak", "suggest", "messages", "examples", "known-gaps",
)  # fmt: skip
_RULE_REQUIRED = ("id", "name", "principle", "question", "why", "source", "evidence", "suggest", "examples")
_ROLES = (
    "people", "proxies", "staff", "elsewhere", "hedges", "denials", "cancels", "can", "past", "sharing", "weak", "wishes",
    "conditions", "duty", "groups", "boards",
)  # fmt: skip
_DEFAULT_SEVERITY = {
    Status.CONTRADICTED: Severity.ERROR,
    Status.MISSING: Severity.WARNING,
    Status.PARTIAL: Severity.INFO,
}


def load_pack(folder: Path) -> Pack:
    """Load and check a pack. Raises ``UsageError`` at the first mistake, with its place and remedy."""
    head = read_yaml(folder / "pack.yaml", _shown(folder, folder / "pack.yaml"))
    keys = head.keys_among(
        ("id", "title", "version", "principles", "kinds", "roles", "slots"),
        ("id", "title", "version", "principles", "roles"),
    )
    principles = tuple(
        Principle(p.keys_among(("id", "name"), ("id", "name"))["id"].text(), p.mapping()["name"].text())
        for p in keys["principles"].items()
    )
    kinds = tuple(_kind(node) for node in keys["kinds"].items()) if "kinds" in keys else ()
    word_nodes: dict[str, Node] = {}
    for path in sorted((folder / "words").glob("*.yaml")):
        for name, node in read_yaml(path, _shown(folder, path)).mapping().items():
            if name in word_nodes:
                raise node.fail(f"the concept {name!r} is defined twice (also in {word_nodes[name].path})")
            word_nodes[name] = node
    rule_nodes = [
        read_yaml(path, _shown(folder, path)) for path in sorted(folder.glob("[!_p]*.yaml")) if path.name != "pack.yaml"
    ]
    shared = {name: name for name in word_nodes}
    literals: dict[str, tuple[str, ...]] = {}
    words = {name: _words(name, node, shared, literals) for name, node in word_nodes.items()}
    rules = []
    for node in rule_nodes:
        own, known = _own_words(node, shared, literals)
        words.update(own)
        rules.append(_rule(node, known, literals, principles, kinds))
    words.update({name: Words(name, phrases) for name, phrases in literals.items()})
    _check_unique(tuple(rules), rule_nodes)
    roles = {}
    for name, node in keys["roles"].keys_among(_ROLES).items():
        roles[name] = node.texts()
        for concept in roles[name]:
            if concept not in shared:
                raise node.fail(f"unknown concept {concept!r}")
    slots = {name: node.texts() for name, node in keys["slots"].mapping().items()} if "slots" in keys else {}
    return Pack(
        keys["id"].text(),
        keys["title"].text(),
        keys["version"].text(),
        principles,
        kinds,
        words,
        roles,
        slots,
        tuple(sorted(rules, key=lambda rule: rule.id)),
        folder.as_posix(),
    )


def _own_words(
    node: Node, shared: dict[str, str], literals: dict[str, tuple[str, ...]]
) -> tuple[dict[str, Words], dict[str, str]]:
    """A rule's own concepts under full names ("CP505.SEAT"), and what each name means in the rule's lines:
    its own concept before a shared one of that name."""
    entries = node.keys_among(_RULE_KEYS, _RULE_REQUIRED)
    nodes = entries["words"].mapping() if "words" in entries else {}
    known = dict(shared)
    for name in nodes:
        known[name] = f"{entries['id'].text()}.{name}"
    return {known[name]: _words(known[name], word_node, known, literals) for name, word_node in nodes.items()}, known


def _shown(folder: Path, path: Path) -> str:
    """How a file of the pack is named in messages: the pack's own folder and below."""
    return path.relative_to(folder.parent).as_posix()


def _kind(node: Node) -> Kind:
    keys = node.keys_among(("name", "titles", "headings"), ("name", "titles"))
    return Kind(keys["name"].text(), keys["titles"].texts(), keys["headings"].texts() if "headings" in keys else ())


def _words(name: str, node: Node, known: dict[str, str], literals: dict[str, tuple[str, ...]]) -> Words:
    if isinstance(node.value, tuple):
        return Words(name, node.texts())
    keys = node.keys_among(("words", "not", "entity", "includes", "built"))
    includes = keys["includes"].texts() if "includes" in keys else ()
    for concept in includes:
        if concept not in known:
            raise keys["includes"].fail(f"unknown concept {concept!r}")
    includes = tuple(known[concept] for concept in includes)
    return Words(
        name,
        keys["words"].texts() if "words" in keys else (),
        keys["not"].texts() if "not" in keys else (),
        "entity" in keys and _flag(keys["entity"]),
        includes,
        tuple(read_line(line, known, literals) for line in keys["built"].items()) if "built" in keys else (),
    )


def _flag(node: Node) -> bool:
    if node.text() not in {"yes", "no"}:
        raise node.fail(f"{node.text()!r} should be 'yes' or 'no'")
    return node.text() == "yes"


def _rule(
    node: Node,
    known: dict[str, str],
    literals: dict[str, tuple[str, ...]],
    principles: tuple[Principle, ...],
    kinds: tuple[Kind, ...],
) -> Rule:
    keys = node.mapping()
    identity = keys["id"].text()
    if Path(node.path).stem != identity:
        raise keys["id"].fail(f"the id {identity!r} and the file name differ; one rule, one file, one name")
    if keys["principle"].text() not in {p.id for p in principles}:
        raise keys["principle"].fail(f"unknown principle {keys['principle'].text()!r}")
    evidence = keys["evidence"].keys_among(tuple(s.value for s in _JUDGED))
    lines: dict[Status, tuple[Line, ...]] = {
        status: tuple(read_line(line, known, literals) for line in evidence[status].items())
        if status in evidence
        else ()
        for status in _JUDGED
    }
    applies = keys["kinds"].texts() if "kinds" in keys else ()
    for kind in applies:
        if kind not in {*(k.name for k in kinds), OTHER_KIND}:
            raise keys["kinds"].fail(f"unknown kind of document {kind!r}")
    suggest = keys["suggest"].keys_among(("text", "sections"), ("text",))
    messages = keys["messages"].keys_among(tuple(s.value for s in _GIVEN)) if "messages" in keys else {}
    return Rule(
        id=identity,
        name=keys["name"].text(),
        principle=keys["principle"].text(),
        question=keys["question"].text(),
        why=keys["why"].text(),
        source=keys["source"].text(),
        kinds=applies,
        lines=lines,
        suggestion=Suggestion(suggest["text"].text(), suggest["sections"].texts() if "sections" in suggest else ()),
        severity=_severities(keys.get("severity")),
        can_is_hedge="can" in keys and _one_of(keys["can"], ("hedge", "power")) == "hedge",
        past_is=Status(_one_of(keys["past"], ("partial", "missing"))) if "past" in keys else Status.MISSING,
        keep_denials=keys["keep-denials"].texts() if "keep-denials" in keys else (),
        unaffected_by_weak="weak" in keys and _one_of(keys["weak"], ("caps", "ignored")) == "ignored",
        message={Status(name): text.text() for name, text in messages.items()},
        examples=(
            *_examples(keys["examples"], known_gap=False),
            *(_examples(keys["known-gaps"], known_gap=True) if "known-gaps" in keys else ()),
        ),
        path=node.path,
    )


def _one_of(node: Node, allowed: tuple[str, ...]) -> str:
    if node.text() not in allowed:
        raise node.fail(f"{node.text()!r} should be one of: {', '.join(allowed)}")
    return node.text()


def _severities(node: Node | None) -> dict[Status, Severity]:
    severities = dict(_DEFAULT_SEVERITY)
    if node is not None:
        for name, value in node.keys_among(tuple(s.value for s in _DEFAULT_SEVERITY)).items():
            severities[Status(name)] = Severity(_one_of(value, tuple(s.value for s in Severity)))
    return severities


def _examples(node: Node, *, known_gap: bool) -> tuple[Example, ...]:
    made: list[Example] = []
    for name, entries in node.keys_among(tuple(s.value for s in _GIVEN)).items():
        made.extend(Example(item.text(), Status(name), known_gap, item.path, item.line) for item in entries.items())
    return tuple(made)


def _check_unique(rules: tuple[Rule, ...], nodes: list[Node]) -> None:
    seen: dict[str, str] = {}
    for rule, node in zip(rules, nodes, strict=True):
        for name in (rule.id, rule.name):
            if name in seen:
                raise node.fail(f"{name!r} is also used in {seen[name]}")
            seen[name] = node.path
