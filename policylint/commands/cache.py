"""``policylint cache``: the results kept between runs."""

from __future__ import annotations

import click

from policylint.commands.options import config_options
from policylint.commands.writing import write_stdout
from policylint.configuration.resolving import Configuration
from policylint.reporting.escaping import visible


@click.group()
def cache() -> None:
    """The results kept between runs."""


@cache.command("clear")
@config_options
def clear(config: str | None, no_config: bool) -> None:
    """Throw all kept results away. They would be made anew; nothing is lost but time."""
    from policylint.caching import Store, default_folder
    from policylint.commands.configured import store_of

    store = store_of(Configuration({}, config, no_config).of_run()) or Store(default_folder())
    number, size = store.clear()
    results = "1 result" if number == 1 else f"{number:,} results"
    write_stdout(f"{results} ({size / 2**20:.1f} MB) removed from {visible(str(store.folder))}\n")
