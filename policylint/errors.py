"""What can go wrong and is told to the user in one line: never a traceback."""

from __future__ import annotations


class PolicylintError(Exception):
    """Base of every error that is shown to the user as it is.

    ``code`` is a stable word for scripts; ``message`` says what is wrong and what to do.
    """

    def __init__(self, code: str, message: str, path: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path


class InputError(PolicylintError):
    """A document that could not be read, or not be judged. It is never reported as clean."""


class UsageError(PolicylintError):
    """A bad option, config or rule: nothing is run."""
