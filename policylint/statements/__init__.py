"""From blocks to statements: sentences with their stems, headers and headings resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policylint.lazily import lazily

if TYPE_CHECKING:
    from policylint.statements.build import statements_of
    from policylint.statements.statement import Mark, Origin, Part, RowCell, Statement

__all__ = ["Mark", "Origin", "Part", "RowCell", "Statement", "statements_of"]

__getattr__ = lazily(
    __name__,
    {
        "Mark": "statement",
        "Origin": "statement",
        "Part": "statement",
        "RowCell": "statement",
        "Statement": "statement",
        "statements_of": "build",
    },
)
