"""From blocks to statements: sentences with their stems, headers and headings resolved."""

from policylint.statements.build import statements_of
from policylint.statements.statement import Mark, Origin, Part, RowCell, Statement

__all__ = ["Mark", "Origin", "Part", "RowCell", "Statement", "statements_of"]
