"""Tools from npm that check what we write, where they are installed (``npm install --prefix .node``)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NODE = Path(os.environ.get("POLICYLINT_NODE", Path(__file__).parents[1] / ".node")) / "node_modules"


def required() -> bool:
    """Whether this run must not skip what needs a tool from outside (``POLICYLINT_OUTSIDE_TOOLS=required``)."""
    return os.environ.get("POLICYLINT_OUTSIDE_TOOLS") == "required"


def absent(what: str) -> None:
    """Skip, or fail where the tool is required."""
    if required():
        pytest.fail(what)
    pytest.skip(what)


def ran(tool: str, package: str, *args: str) -> subprocess.CompletedProcess[str]:
    """The result of a tool of ``.node``, its output as text."""
    program = NODE / ".bin" / tool
    if not program.exists() or shutil.which("node") is None:
        absent(f"no {tool} here: npm install --no-save --prefix .node {package}")
    return subprocess.run([str(program), *args], capture_output=True, text=True, check=False, timeout=120)
