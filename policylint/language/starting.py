"""Starting spaCy quickly: without its own command line, and without the garbage collector counting imports."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_CLI = ("spacy.cli", "spacy.cli.info")


@contextmanager
def unhurried_collector() -> Iterator[None]:
    """No garbage collection while much is made and nothing thrown away: a tenth of the start-up."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def spacy() -> Any:
    """The spaCy package.

    Importing it pulls in its command line (typer, requests and more), a third of the whole, of which
    nothing is used here; empty modules stand in while it is imported, and are taken away again.
    """
    if "spacy" not in sys.modules:
        held = [name for name in _CLI if name not in sys.modules]
        for name in held:
            module = ModuleType(name)
            module.__path__ = []
            module.info = None  # type: ignore[attr-defined]
            sys.modules[name] = module
        try:
            with unhurried_collector():
                import spacy.matcher
                import spacy.tokens  # noqa: F401
        finally:
            for name in held:
                sys.modules.pop(name, None)
    return sys.modules["spacy"]
