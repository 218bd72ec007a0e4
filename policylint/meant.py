"""What was probably meant by a name that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

SEE_RULES = "see 'policylint rules list'"
MAX_LISTED = 20
"""More names than this are not listed in an error."""


def unknown(name: str, what: str, known: Sequence[str], listing: str = "") -> str:
    """ "unknown rule 'CP5O5'; did you mean 'CP505'?", else the known names, or ``listing`` where they are many."""
    from difflib import get_close_matches  # only once something is wrong

    folded = {entry.lower(): entry for entry in reversed(known)}  # the first of those that differ in case
    close = get_close_matches(name.lower(), folded, 1)
    if close:
        return f"unknown {what} {name!r}; did you mean {folded[close[0]]!r}?"
    if len(known) > MAX_LISTED and listing:
        return f"unknown {what} {name!r}; {listing}"
    return f"unknown {what} {name!r}; known: {', '.join(known)}"
