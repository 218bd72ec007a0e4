"""What a passage is, where that keeps it from being evidence: quotation, definition, form and the like."""

from __future__ import annotations

import re

from policylint.document import Block, BlockKind, BlockRole
from policylint.statements.statement import Mark

_DEFINITIONS_HEADING = re.compile(
    r"\b(?:definitions?|glossary|interpretation|terminology|meanings?|(?:key|defined|definition of) terms|abbreviations"
    r"|acronyms)\b",
    re.IGNORECASE,
)
_FORM_HEADING = re.compile(
    r"\b(?:(?:application|claim|nomination|expression of interest|feedback|referral|consent|registration|declaration|"
    r"complaints?|booking|request|evaluation|reporting|incident|monitoring|assessment) form|form [a-z0-9]\b|pro[- ]?forma|"
    r"specimen|template)",
    re.IGNORECASE,
)
_INFORMATION_HEADING = re.compile(
    r"\b(?:for information|(?:what )?other (?:bodies|organisations|organizations)|case stud(?:y|ies)|further reading|references|"
    r"bibliography|useful (?:links|contacts)|background reading|related documents|associated documents)\b",
    re.IGNORECASE,
)
_HISTORY_HEADING = re.compile(
    r"\b(?:version|document|revision|amendment|change) (?:control|history|log|record)\b", re.IGNORECASE
)
_DEFINITION = re.compile(
    r"^(?:in (?:this|these) [\w ,’']{3,60}?[,:]?\s*)?"
    r"(?:the (?:term|terms|word|words|expression|phrase)\s+)?"
    r"(?:[“\"'‘][^“”\"]{1,60}[”\"'’]|(?:an? |the )?[\w’'/&-]+(?: [\w’'/&-]+){0,4}?)(?:\s*\([^)]{1,40}\))?,?\s+"
    r"(?:means?|shall mean|is (?:here )?defined as|are defined as|has the meaning|refers? to|is to be read as|denotes?)\b(?! that\b)",
    re.IGNORECASE,
)
_GLOSS = re.compile(
    r"^[“\"'‘*]?(?:[\w’'/&()-]+ ){0,3}[\w’'/&()-]+[”\"'’*]?\s*(?::|\s[–—-])\s+(?:an?\s+|any\s+|the\s+)?"
    r"(?:persons?|people|anyone|anybody|someone|somebody|those|individuals?|adults?)\s+(?:who|with|that|living|using|whose|from|aged)\b",
    re.IGNORECASE,
)
_BY_WE_MEAN = re.compile(
    r"\b(?:by|when we (?:say|use|talk about)) [“\"'‘]?[^.]{2,60}[”\"'’]?,? we mean\b", re.IGNORECASE
)
_OPENERS, _CLOSERS = "“«", "”»"
_LAPSED = re.compile(
    r"(?:^|\|\s*(?:[\w ]{2,30}:\s*)?)(?:repealed|withdrawn|superseded|revoked|not adopted|no longer in force|lapsed)\s*(?:\||$|\()"
    r"|^contents\s+1\b",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"_{4,}|\.{6,}|☐|\[\s?\]|\[insert\b", re.IGNORECASE)


def block_marks(block: Block) -> frozenset[Mark]:
    """Marks that hold for everything in the block: its role and the headings it stands under."""
    marks = set()
    if block.role is BlockRole.QUOTATION:
        marks.add(Mark.QUOTATION)
    if block.kind is BlockKind.NOTE:
        marks.add(Mark.FOOTNOTE)
    if block.role is BlockRole.VERSIONS:
        marks.add(Mark.HISTORY)
    for heading in block.sections:
        if _FORM_HEADING.search(heading):
            marks.add(Mark.FORM)
        if _INFORMATION_HEADING.search(heading):
            marks.add(Mark.INFORMATION)
        if _HISTORY_HEADING.search(heading):
            marks.add(Mark.HISTORY)
    return frozenset(marks)


def under_definitions(sections: tuple[str, ...]) -> bool:
    """Whether the nearest heading announces definitions."""
    return bool(sections) and bool(_DEFINITIONS_HEADING.search(sections[-1]))


def sentence_marks(text: str) -> frozenset[Mark]:
    """Marks a sentence earns by its own wording."""
    marks = set()
    if _DEFINITION.match(text) or _GLOSS.match(text) or _BY_WE_MEAN.search(text):
        marks.add(Mark.DEFINITION)
    if _BLANKS.search(text):
        marks.add(Mark.FORM)
    if _mostly_quoted(text):
        marks.add(Mark.QUOTATION)
    if text.rstrip(" ”\"'’)").endswith("?"):
        marks.add(Mark.QUESTION)
    if _LAPSED.search(text):
        marks.add(Mark.HISTORY)
    return frozenset(marks)


def _mostly_quoted(text: str) -> bool:
    """More than half of the words stand inside one pair of quotation marks of at least eight words."""
    quoted = max(
        (m.group() for m in re.finditer(r"[“«\"][^”»\"]{20,}[”»\"]", text)),
        key=len,
        default="",
    )
    words = len(quoted.split())
    return words >= 8 and words * 2 > len(text.split())
