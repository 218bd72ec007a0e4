"""What HTML elements mean for the text in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policylint.document import BlockRole
from policylint.reading.html.tokens import names

BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul"
)
CELLS = names("td th")
ROW_PARTS = names("tr thead tbody tfoot")
LISTS = names("ol ul menu dir")
SCOPES = names("table td th caption html object template")
"""Elements through which an end tag does not reach."""

# Start tags that end an element left open, and the elements that keep them from doing so.
ENDS = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("table",)),
    "th": (("td", "th"), ("table",)),
    "tr": (("tr", "td", "th", "caption"), ("table",)),
    "thead": (("thead", "tbody", "tfoot", "tr", "caption"), ("table",)),
    "tbody": (("thead", "tbody", "tfoot", "tr", "caption"), ("table",)),
    "tfoot": (("thead", "tbody", "tfoot", "tr", "caption"), ("table",)),
}

_BOLD = names("b strong")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_UNREAD = names(
    "aside audio button canvas datalist del dialog footer map math nav noscript object rp rt s select "
    "strike svg template textarea video"
)
_UNREAD_ROLES = names("alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar")
_SECTIONING = names("article main section")
_WHOLE = names("html body main article")
_UNREAD_NAMES = re.compile(
    r"(?<![^\s_-])(?<!has-)(?<!with-)(?<!no-)(?:breadcrumbs?|cookies?[_-]?(?:banner|bar|consent|law|message|modal|notice|overlay|popup)"
    r"|(?:gdpr|consent)[_-]?(?:banner|bar|message|modal|notice|popup)|skip[_-]?(?:link|nav|to)\S*+|pagination"
    r"|screen-reader-text|sr-only|visually-?hidden)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|normal|[1-9]00)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_MAIN_IDS = names("content main main-content maincontent main_content page-content")
_ROLES = (
    (re.compile(r"\b(?:toc|MsoToc\w*|contents-list|table-of-contents)\b", re.IGNORECASE), BlockRole.CONTENTS),
    (re.compile(r"\bMsoTitle\b"), BlockRole.TITLE),
    (re.compile(r"\bMso(?:Intense)?Quote\b"), BlockRole.QUOTATION),
    (re.compile(r"\bMsoCaption\b"), BlockRole.CAPTION),
)
_ELEMENT_ROLES = {
    "blockquote": BlockRole.QUOTATION,
    "caption": BlockRole.CAPTION,
    "figcaption": BlockRole.CAPTION,
}
_LIST_FORMS = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}


@dataclass(frozen=True, slots=True)
class State:
    """What an open element and those around it make of the text in it.

    ``heading`` is an outline level, 0 for none. ``region`` is 2 in a main element, 1 in an article, else
    0; ``sectioned`` tells that a header here belongs to the text.
    """

    name: str = ""
    unread: bool = False
    bold: bool = False
    linked: bool = False
    heading: int = 0
    role: BlockRole = BlockRole.BODY
    region: int = 0
    sectioned: bool = False
    preformatted: bool = False

    def within(self, name: str, attributes: dict[str, str]) -> State:
        """The state in an element ``name`` that stands in this one."""
        if self.unread or _is_unread(name, attributes, self.sectioned):
            return replace(self, name=name, unread=True)
        bold = _weight_of(name, attributes)
        region = max(self.region, _region_of(name, attributes))
        inherited = self.heading if name not in BLOCKS else 0
        return State(
            name=name,
            bold=self.bold if bold is None else bold,
            linked=self.linked or name == "a",
            heading=_heading_level(name, attributes) or inherited,
            role=_role_of(name, attributes) or self.role,
            region=region,
            sectioned=self.sectioned or name in _SECTIONING or region > 0,
            preformatted=self.preformatted or name == "pre",
        )


def _is_unread(name: str, attributes: dict[str, str], inside: bool) -> bool:
    """Whether the element is hidden or no part of the main text.

    ``inside``: it stands in a main, article or section element, where a header belongs to the text.
    """
    if name in _UNREAD:
        return name != "dialog" or "open" not in attributes
    if name == "header" and not inside:
        return True
    if not attributes or name in _WHOLE:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in _UNREAD_ROLES
        or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
        or _UNREAD_NAMES.search(f"{attributes.get('class', '')} {attributes.get('id', '')}") is not None
    )


def _region_of(name: str, attributes: dict[str, str]) -> int:
    """2 for the main element by its own word, 1 for what looks like the main text, else 0."""
    if name == "main" or attributes.get("role") == "main":
        return 2
    return int(name == "article" or attributes.get("id", "").lower() in _MAIN_IDS)


def _role_of(name: str, attributes: dict[str, str]) -> BlockRole | None:
    """The role that the element gives to the blocks in it, if any."""
    written = attributes.get("class") or attributes.get("id")
    if written:
        for pattern, role in _ROLES:
            if pattern.search(written):
                return role
    return _ELEMENT_ROLES.get(name)


def _weight_of(name: str, attributes: dict[str, str]) -> bool | None:
    """Whether the element's letters are bold; ``None`` if it does not say."""
    written = _BOLD_STYLE.search(attributes.get("style", ""))
    if written is not None:
        return written[1].lower() == "bold" or written[1] in {"600", "700", "800", "900"}
    return True if name in _BOLD else None


def _heading_level(name: str, attributes: dict[str, str]) -> int:
    """The outline level of a heading element, from 1; 0 for any other."""
    if attributes.get("role") == "heading":
        level = attributes.get("aria-level", "2")
        return int(level) if level in set("123456789") else 2
    return _HEADINGS.get(name, 0)


def list_form(name: str, attributes: dict[str, str]) -> str:
    """The form of a list's labels: ``1``, ``a``, ``A``, ``i``, ``I`` or ``•``; empty for none."""
    written = _LIST_STYLE.search(attributes.get("style", ""))
    style = written[1].lower() if written is not None else ""
    if style == "none":
        return ""
    if name != "ol":
        return "•"
    form = attributes.get("type", "1")
    return _LIST_FORMS.get(style, form if form in set("1aAiI") else "1")


def whole_number(text: str | None, default: int) -> int:
    """A whole number of at most six digits as an attribute writes it, else ``default``."""
    match = re.match(r"\s*([+-]?\d{1,6})", text or "")
    return int(match[1]) if match is not None else default
