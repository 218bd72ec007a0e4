"""``policylint rules``: what a rule pack holds."""

from __future__ import annotations

import click

from policylint.commands.configured import configured_pack
from policylint.commands.display import view_for
from policylint.commands.options import color_option, config_options, rules_option
from policylint.commands.writing import write_stdout
from policylint.reporting.escaping import folded


@click.group()
def rules() -> None:
    """List the rules of a pack."""


@rules.command("list")
@rules_option
@config_options
@color_option
def list_rules(rules_folder: str | None, config: str | None, no_config: bool, color: str) -> None:
    """List every rule: its id, its name and what it asks, by principle."""
    from policylint.reporting.painting import Painter  # only once the options are good

    pack = configured_pack(rules_folder, config, isolated=no_config)
    paint = Painter(view_for(color, to_file=False))
    lines = [f"{folded(pack.title)} (pack {pack.id} {pack.version}): {len(pack.rules)} rules"]
    for principle in pack.principles:
        lines += ["", *map(paint.strong, paint.wrapped(f"{principle.id}  {folded(principle.name)}", 0, 5))]
        for rule in pack.rules:
            if rule.principle == principle.id:
                lines += ["", f"  {rule.id} {rule.name}", *paint.wrapped(folded(rule.question), 4)]
    lines += ["", "Explain one: policylint explain " + (pack.rules[0].id if pack.rules else "RULE")]
    write_stdout("\n".join(lines) + "\n")
