"""All the forms of an English word or phrase marked with ``~``. Over-generation is harmless: a form that
does not exist is never met in a text."""

from __future__ import annotations

_IRREGULAR_VERBS = {
    "arise": "arose arisen", "be": "is are was were been being am", "become": "became", "begin": "began begun beginning",
    "bring": "brought", "build": "built", "buy": "bought", "choose": "chose chosen", "come": "came", "cut": "cutting",
    "deal": "dealt", "do": "does did done", "draw": "drew drawn", "drive": "drove driven", "feed": "fed", "feel": "felt",
    "find": "found", "fall": "fell fallen", "get": "got getting gotten", "give": "gave given", "go": "goes went gone",
    "grow": "grew grown", "have": "has had having", "hear": "heard", "hold": "held", "keep": "kept", "know": "knew known",
    "lay": "laid", "lead": "led", "leave": "left", "let": "letting", "lend": "lent", "make": "made", "mean": "meant",
    "meet": "met", "pay": "paid", "put": "putting", "read": "read", "ring": "rang rung", "run": "ran running",
    "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "set": "setting",
    "show": "showed shown", "shut": "shutting", "sit": "sat sitting", "speak": "spoke spoken", "spend": "spent",
    "stand": "stood", "take": "took taken", "teach": "taught", "tell": "told", "think": "thought",
    "understand": "understood", "win": "won winning", "withhold": "withheld", "write": "wrote written",
    "rewrite": "rewrote rewritten", "oversee": "oversaw overseen", "undertake": "undertook undertaken",
    "uphold": "upheld", "withdraw": "withdrew withdrawn", "overrule": "overruled", "bear": "bore borne",
    "split": "splitting", "cast": "casting", "co-write": "co-wrote co-written", "co-lead": "co-led",
    "co-run": "co-ran co-running", "feed back": "fed back",
}  # fmt: skip
_IRREGULAR_NOUNS = {
    "person": "people persons", "child": "children", "man": "men", "woman": "women", "criterion": "criteria",
    "body": "bodies", "life": "lives", "self": "selves", "wife": "wives", "half": "halves", "medium": "media",
    "forum": "forums fora", "agenda": "agendas",
}  # fmt: skip
_VOWELS = "aeiou"
_DOUBLING = {
    "plan", "refer", "commit", "chat", "permit", "submit", "control", "travel", "counsel", "label", "admit", "omit",
    "stop", "drop", "step", "equip", "co-opt", "scrap", "map", "recur", "occur", "prefer", "defer", "model", "signal",
    "co-plan", "replan", "chip", "flag", "spot", "snub", "job", "tip",
}  # fmt: skip
_NEVER_DOUBLING = {"co-opt"}


def forms(phrase: str) -> set[str]:
    """Every form of a phrase; the word that ends in ``~`` is inflected, the others stay as they are."""
    words = phrase.split()
    for index, word in enumerate(words):
        if word.endswith("~"):
            rest = [words[:index], words[index + 1 :]]
            return {
                form
                for inflected in _word_forms(word[:-1])
                for form in forms(" ".join([*rest[0], inflected, *rest[1]]))
            }
    return {phrase}


def _word_forms(word: str) -> set[str]:
    made = {word}
    if word in _IRREGULAR_NOUNS:
        made.update(_IRREGULAR_NOUNS[word].split())
    if word in _IRREGULAR_VERBS:
        made.update(_IRREGULAR_VERBS[word].split())
    if word.endswith(("s", "x", "z", "ch", "sh")):
        made.add(word + "es")
    elif word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        made.update({word[:-1] + "ies", word[:-1] + "ied"})
    else:
        made.add(word + "s")
    stem = word
    if word.endswith("ie"):
        made.update({word + "d", word[:-2] + "ying"})
    elif word.endswith("e"):
        made.update({word + "d", (word if word.endswith("ee") else word[:-1]) + "ing"})
    else:
        if word in _DOUBLING - _NEVER_DOUBLING or _short_vowel(word):
            made.update({word + word[-1] + "ed", word + word[-1] + "ing"})
        made.update({stem + "ing"} | (set() if word.endswith("y") and word[-2:-1] not in _VOWELS else {stem + "ed"}))
    return made


def _short_vowel(word: str) -> bool:
    """One syllable ending consonant, vowel, consonant: the last letter doubles ("plan", "planned")."""
    return (
        len(word) in (3, 4)
        and word[-1] not in "aeiouwxy"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
        and sum(letter in _VOWELS for letter in word) == 1
    )
