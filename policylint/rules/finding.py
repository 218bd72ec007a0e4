"""Where rule packs that come with policylint lie."""

from __future__ import annotations

from pathlib import Path

import policylint
from policylint.errors import UsageError


def find_pack(name: str) -> Path:
    """A pack's folder: in the installed package, else in the checkout."""
    here = Path(policylint.__file__).parent
    for folder in (here / "packs" / name, here.parent / "rules" / name):
        if (folder / "pack.yaml").is_file():
            return folder
    raise UsageError("rule", f"There is no rule pack {name!r}.")
