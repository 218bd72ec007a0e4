"""Which language each block of a document is in: only English is judged.

The deciding is left to Compact Language Detector 2, on blocks long enough to tell. Two things keep it
from false alarms on policy English: names say nothing of the language they stand in, so words with a
capital are left out; and a text with its share of English particles is English whatever else is in it,
which also settles most blocks without asking.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policylint.document import Notice
from policylint.errors import InputError

ENGLISH = "en"
SAMPLE_CHARACTERS = 600
"""How much of a block is looked at."""

MIN_LETTERS = 40
"""Letters, those of words with a capital not counted, from which on a block's language can be told."""

MIN_ENGLISH_SHARE = 0.1
"""A document with a smaller share of its words in English is not an English document."""

_PARTICLE_SHARE = 0.06
_SURE_PERCENT = 80
_WHOLE_SAMPLE = 4_000
_PARTICLES = frozenset(["the", "of", "and", "with", "their", "which", "shall", "that", "this", "our", "must"])
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLAYFUL = frozenset(["sco", "tlh", "un", "zzb", "zze", "zzh", "zzp"])
"""Codes of the detector for no language, jokes, and Scots, which it finds in clumsy English."""

_NAMES = {"SCOTS_GAELIC": "Scottish Gaelic", "ChineseT": "Chinese"}


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """The language with most words, as a BCP 47 code, and for each block whether it is in English.

    ``notice`` tells of parts in other languages.
    """

    main: str
    english: tuple[bool, ...]
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    name: str


_IN_ENGLISH = _Language(ENGLISH, "English")


def language_of(texts: Sequence[str]) -> LanguageReport:
    """The languages of a document whose blocks, in order, have these texts.

    A block too short to tell takes the language of the nearest that is not; between two of different
    languages it takes the one the detector prefers. With nothing to go by, a text is English. Raises
    ``InputError`` (``not-english``) if nearly no word is in English.
    """
    languages = _settled([_language(text) for text in texts], texts)
    words: Counter[_Language] = Counter()
    for language, text in zip(languages, texts, strict=True):
        words[language] += len(text.split())
    total = sum(words.values())
    others = [language for language, count in words.most_common() if language != _IN_ENGLISH and count]
    english = tuple(language == _IN_ENGLISH for language in languages)
    if not others:
        return LanguageReport(ENGLISH, english)
    if words[_IN_ENGLISH] < MIN_ENGLISH_SHARE * total:
        raise InputError(
            "not-english",
            f"The document is in {others[0].name}; policylint judges English only, so it was not judged.",
        )
    share = max(1, round(100 * (total - words[_IN_ENGLISH]) / total))
    names = " and ".join(filter(None, (", ".join(other.name for other in others[:-1]), others[-1].name)))
    notice = Notice("language", f"Parts in {names} (about {share}% of the words) were not judged.")
    return LanguageReport(words.most_common(1)[0][0].code, english, notice)


def _language(text: str) -> _Language | None:
    """The language of a text, ``None`` if it is too short to tell or not clear."""
    sample = text[:SAMPLE_CHARACTERS]
    words = sample.split()
    if len(words) >= 4 and sum(map(_PARTICLES.__contains__, words)) >= _PARTICLE_SHARE * len(words):
        return _IN_ENGLISH
    evidence = [word for word in _WORD.findall(sample) if not word[0].isupper()]
    return _detected(evidence) if sum(map(len, evidence)) >= MIN_LETTERS else None


def _detected(words: Sequence[str]) -> _Language | None:
    """What the detector finds, if it is sure; its import waits until a text is in doubt."""
    import pycld2  # type: ignore[import-untyped]

    try:
        reliable, _, ((name, code, percent, _), *_) = pycld2.detect(
            " ".join(words).encode("utf-8", "replace"), isPlainText=True, bestEffort=True
        )
    except pycld2.error:
        return None
    if not reliable or percent < _SURE_PERCENT or code in _PLAYFUL or code.startswith("xx"):
        return None
    return _IN_ENGLISH if code == ENGLISH else _Language(code, _NAMES.get(name, name.replace("_", " ").title()))


def _settled(told: list[_Language | None], texts: Sequence[str]) -> list[_Language]:
    """Every block's language, those that cannot be told by themselves from their neighbours."""
    if not any(told):
        whole = _language_of_all(texts)
        return [whole] * len(told)
    before: list[tuple[int, _Language] | None] = []
    last = None
    for index, language in enumerate(told):
        last = (index, language) if language is not None else last
        before.append(last)
    settled: list[_Language] = []
    following: tuple[int, _Language] | None = None
    for index in range(len(told) - 1, -1, -1):
        language = told[index]
        if language is not None:
            following = index, language
            settled.append(language)
        else:
            settled.append(_between(before[index], following, index, texts[index]))
    return settled[::-1]


def _between(
    before: tuple[int, _Language] | None, after: tuple[int, _Language] | None, index: int, text: str
) -> _Language:
    """The language of a short block between two that are told, each given with its index."""
    near = [neighbour for neighbour in (before, after) if neighbour is not None]
    found = {language for _, language in near}
    if len(found) == 1:
        return near[0][1]
    guess = _detected(_WORD.findall(text[:SAMPLE_CHARACTERS]))
    if guess in found:
        return guess
    distances = [abs(place - index) for place, _ in near]
    if distances[0] == distances[1] and _IN_ENGLISH in found:
        return _IN_ENGLISH
    return near[distances.index(min(distances))][1]


def _language_of_all(texts: Sequence[str]) -> _Language:
    """The language of texts none of which is long enough alone."""
    words: list[str] = []
    letters = 0
    for text in texts:
        words += (word for word in _WORD.findall(text) if not word[0].isupper())
        letters += len(text)
        if letters > _WHOLE_SAMPLE:
            break
    if sum(map(len, words)) < MIN_LETTERS or any(word in _PARTICLES for word in words):
        return _IN_ENGLISH
    return _detected(words) or _IN_ENGLISH
