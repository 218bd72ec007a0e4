"""policylint: a linter for organisational policy and governance documents."""

__version__ = "0.1.0"
