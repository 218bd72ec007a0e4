"""One self-contained page for people: what the draft secures, what to change, and its text with the evidence marked.

Nothing is loaded from anywhere, and the page's own policy forbids it. Without scripts only the copy buttons
are missing. Every word of a document is escaped by the template engine, and characters that hide or turn
the direction of reading are shown as codes.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policylint import __version__
from policylint.findings.model import Run
from policylint.reporting.advice import where, wording
from policylint.reporting.escaping import visible
from policylint.reporting.html.pages import document_pages
from policylint.reporting.places import cited
from policylint.reporting.rule_help import MEANINGS, in_words
from policylint.reporting.summary import SEVERITY_WORDS, summary
from policylint.reporting.view import View
from policylint.rules.model import Status

_FOLDER = Path(__file__).parent
_MARKS = {
    Status.EMBEDDED: "✓",
    Status.PARTIAL: "~",
    Status.CONTRADICTED: "✗",
    Status.MISSING: "○",
    Status.NOT_APPLICABLE: "–",
}


def render(run: Run, view: View) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"plain": in_words, "first_capital": lambda text: text[:1].upper() + text[1:]}
    style, script = _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return environment.get_template("page.html").render(
        run=run,
        documents=document_pages(run.documents),
        summary=summary(run),
        version=__version__,
        style=Markup(style),
        script=Markup(script),
        policy=policy,
        marks=_MARKS,
        statuses=Status,
        meanings=MEANINGS,
        severity_words=SEVERITY_WORDS,
        cited=cited,
        where=where,
        wording=wording,
    )


def _shown(value: Any) -> Any:
    """What the template prints: words with their hidden characters as codes, before they are escaped."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(" ".join(value.split()) if "\n" in value else str(value))


def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
