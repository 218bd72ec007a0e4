"""``policylint explain``: a rule in plain words, all of it from the rule's own file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from policylint.commands.choosing import rule_named
from policylint.commands.configured import configured_pack
from policylint.commands.display import view_for
from policylint.commands.options import color_option, config_options, rules_option
from policylint.commands.writing import write_stdout
from policylint.reporting.escaping import folded

if TYPE_CHECKING:
    from policylint.reporting.painting import Painter
    from policylint.rules.model import Pack, Rule, Status

_INDENT = 2


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="RULE...")
@rules_option
@config_options
@color_option
def explain(names: tuple[str, ...], rules_folder: str | None, config: str | None, no_config: bool, color: str) -> None:
    """Explain rules, by id (CP505) or name (seats-on-boards)."""
    from policylint.reporting.painting import Painter  # only once the options are good

    pack = configured_pack(rules_folder, config, isolated=no_config)
    chosen = [rule_named(pack, name) for name in names]
    paint = Painter(view_for(color, to_file=False))
    write_stdout("\n".join("\n".join(_explained(rule, pack, paint)) + "\n" for rule in chosen))


def _explained(rule: Rule, pack: Pack, paint: Painter) -> Iterator[str]:
    principle = next(p.name for p in pack.principles if p.id == rule.principle)
    yield paint.strong(f"{rule.id} {rule.name}")
    yield from paint.wrapped(f"{rule.principle} {folded(principle)}", 0, len(rule.principle) + 1)
    yield from _part("What it looks for", folded(rule.question), paint)
    yield from _part("Why", f"{folded(rule.why)} ({folded(rule.source)})", paint)
    from policylint.reporting.rule_help import MEANINGS  # the pack has loaded it by now

    yield ""
    yield paint.strong("What each status means")
    for status, meaning in MEANINGS.items():
        yield from _status(rule, status, meaning, paint)
    yield from _part("Suggested wording", _wording(rule, pack), paint)
    kinds = ", ".join(rule.kinds) if rule.kinds else "every kind of document"
    yield from _part("Asked of", kinds, paint)


def _part(heading: str, text: str, paint: Painter) -> Iterator[str]:
    yield ""
    yield paint.strong(heading)
    yield from paint.wrapped(text, _INDENT)


def _status(rule: Rule, status: Status, meaning: str, paint: Painter) -> Iterator[str]:
    from policylint.reporting.summary import SEVERITY_WORDS

    name = status.value
    severity = rule.severity.get(status)
    weight = f" [{SEVERITY_WORDS[severity]}]" if severity is not None else ""
    head = f"{' ' * _INDENT}{paint.mark(status)} {paint.status(name.upper(), status)}{weight}"
    first, *rest = paint.wrapped(f"{' ' * (len(name) + len(weight))}  {meaning}", _INDENT + 2)
    yield head + first[_INDENT + 2 + len(name) + len(weight) :]
    yield from rest
    example = next((e for e in rule.examples if e.status is status and not e.known_gap), None)
    if example is not None:
        yield from paint.faint_lines(paint.wrapped(paint.quoted(folded(example.text)), 6, 7))


def _wording(rule: Rule, pack: Pack) -> str:
    """The suggestion with its slots filled as for a document that offers no words of its own."""
    from policylint.findings.slots import Slots  # only this command needs it so early

    words = {name: values[0] if values else "" for name, values in pack.slots.items()}
    empty = {"people": "", "board": "", "we": "", "shall": "", "service": ""}
    return folded(Slots(**(empty | words)).fill(rule.suggestion.text))
