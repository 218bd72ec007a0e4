"""``policylint why``: what the engine saw in a sentence, and why it judged as it did."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from policylint.commands.choosing import pack_at, rule_named
from policylint.commands.display import view_for
from policylint.commands.options import color_option, rules_option
from policylint.commands.writing import write_stdout
from policylint.errors import UsageError
from policylint.reporting.escaping import folded

if TYPE_CHECKING:
    from policylint.assessment.tracing import LineMissed, RuleTrace, Trace
    from policylint.reporting.painting import Painter

LONGEST = 100_000
_MOST_ABSENT = 6


@click.command()
@click.argument("text", required=True, metavar="TEXT")
@click.option("--rule", "names", multiple=True, metavar="RULE", help="Only this rule, also where it found nothing.")
@click.option("--parse", "with_parse", is_flag=True, help="Show the sentence's grammar too.")
@rules_option
@color_option
def why(text: str, names: tuple[str, ...], with_parse: bool, rules_folder: str | None, color: str) -> None:
    """Show what is seen in TEXT ('-' for standard input): words, rules' lines met and missed, and the verdicts.

    TEXT is read as Markdown, so a heading, a list or a table row can be tried too.
    """
    pack = pack_at(rules_folder)
    wanted = frozenset(rule_named(pack, name).id for name in names)
    source = sys.stdin.read() if text == "-" else text
    if not source.strip():
        raise UsageError("option", "there is no text to look at")
    if len(source) > LONGEST:
        raise UsageError("option", f"the text is longer than {LONGEST:,} characters; use 'policylint check --verbose'")
    from policylint.assessment.assess import Assessor
    from policylint.assessment.tracing import trace
    from policylint.reading import read_bytes
    from policylint.reporting.painting import Painter

    paint = Painter(view_for(color, to_file=False))
    document = read_bytes(source.encode(), "text.md")
    traces = trace(Assessor(pack), document, wanted or None)
    write_stdout("\n".join("\n".join(_traced(t, paint, with_parse)) + "\n" for t in traces))


def _traced(found: Trace, paint: Painter, with_parse: bool) -> Iterator[str]:
    yield from (paint.strong(line) for line in paint.wrapped(paint.quoted(folded(found.statement.text)), 0, 1))
    if found.statement.marks:
        marks = ", ".join(sorted(mark.value for mark in found.statement.marks))
        yield from paint.wrapped(f"Not evidence: it stands in or is a {marks}.", 2)
    words = (
        "; ".join(f"{folded(words)} = {', '.join(names)}" for words, names in found.concepts)
        or "none that any rule asks for"
    )
    yield from paint.wrapped(f"Words: {words}", 2, 9)
    if with_parse:
        for word, kind, relation, head in found.tree:
            yield f"    {folded(word):<20.20} {kind:<6} {relation:<10} of {folded(head)}"
    if not found.rules:
        yield "  No rule found evidence."
    for rule in found.rules:
        yield from _rule(rule, paint)


def _rule(rule: RuleTrace, paint: Painter) -> Iterator[str]:
    yield f"  {paint.mark(rule.status)} {rule.id} {rule.name}  {paint.status(rule.status.value.upper(), rule.status)}"
    for line in rule.met:
        reasons = f" ({'; '.join(folded(r) for r in line.reasons)})" if line.reasons else ""
        yield from paint.wrapped(f"met {line.place}: {folded(line.source)}", 6, 8)
        yield from paint.wrapped(f"by {paint.quoted(folded(line.words))}; {line.verdict.value}{reasons}", 8)
    if not rule.met:
        for missed in rule.missed:
            yield from paint.faint_lines(paint.wrapped(_missed(missed), 6, 8))
    if rule.read:
        shares = ", ".join(f"{status} {share:.0%}" for status, share in rule.read.items())
        yield from paint.faint_lines(paint.wrapped(f"learnt reader: {shares}", 6, 8))


def _missed(line: LineMissed) -> str:
    if not line.absent:
        return f"not met, in another order, too far apart or taken back: {line.place}: {folded(line.source)}"
    absent = " or ".join(line.absent[:_MOST_ABSENT]) + (" …" if len(line.absent) > _MOST_ABSENT else "")
    return f"not met, no word of {absent}: {line.place}: {folded(line.source)}"
