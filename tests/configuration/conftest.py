from __future__ import annotations

from tests.commands.judging import stubbed

__all__ = ["stubbed"]
