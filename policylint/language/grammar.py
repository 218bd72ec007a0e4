"""Who acts, and which words govern which: questions asked of the parse.

The parse may only take away. Every function answers ``None`` when the tree gives no clear answer, and the
answer found without it then stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
_TOGETHER = {"with", "alongside", "between", "among", "amongst"}
_PART_OF_GROUP = {"of", "from", "including", "for"}
_SHARING_NOUNS = {
    "involvement", "participation", "membership", "engagement", "contribution", "inclusion", "input", "role", "part",
    "place", "seat", "voice", "say", "opportunity", "opportunities", "chance", "power", "right", "leadership", "vote",
    "consent", "agreement", "approval", "view", "views", "places", "seats", "roles", "hand", "share", "presence", "help",
    "representation", "votes", "majority",
}  # fmt: skip
_GROUP_NOUNS = {
    "panel", "group", "groups", "forum", "council", "team", "teams", "committee", "board", "network", "half", "third",
    "majority", "quarter", "number", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve",
    "dozen", "pair", "mix", "range", "pool", "bank", "one", "members", "member", "representatives", "representative",
    "some", "all", "many", "most", "each", "any", "couple", "minimum", "maximum", "percent", "%", "proportion", "sample",
    "assembly", "jury", "circle", "conference", "body", "delegation", "cohort", "party", "host", "several", "none",
}  # fmt: skip
_CLAUSE_DEPS = {"ROOT", "relcl", "advcl", "ccomp", "parataxis", "acl", "csubj", "pcomp", "xcomp"}
_CONDITIONS = {"if", "where", "when", "unless", "whenever", "wherever", "whether", "should"}
_MODALS = {"should", "may", "might", "could", "can", "would", "must", "shall", "will"}
_SHARED = {"shared", "share", "divided", "agreed", "agree", "settled", "split", "decided", "between", "up", "drawn"}
_SAME_IN_PAST = {"read", "set", "put", "cut", "let", "cast", "hit", "split"}
_MADE_OF = {"made", "consisting", "composed", "comprising", "including", "drawn", "formed", "containing"}
_ENABLED = {"xcomp", "ccomp", "prep", "acl", "relcl", "advcl"}
_CUE_DEPS = {"aux", "auxpass", "neg", "advmod", "det", "mark", "prep", "npadvmod"}
_PURPOSE = {"for", "so", "that", "as"}
_LIMIT = 40


def is_verb(token: Token) -> bool:
    """Whether the tagger took the word for a verb. (Penn tags: the pipeline that derives coarse ones costs more.)"""
    return bool(token.tag_.startswith("VB")) or token.tag_ == "MD"


def is_nominal(token: Token) -> bool:
    """Whether the word is a noun, a name, a number or a pronoun."""
    return bool(token.tag_.startswith(("NN", "PRP", "WP"))) or token.tag_ in {"CD", "DT"}


def is_share(token: Token) -> bool:
    """Whether the noun names a share in something: a part, a role, a say."""
    return token.lower_ in _SHARING_NOUNS


def root_of(doc: Doc, start: int, end: int) -> Token:
    """The token of a span that governs the others of it: the first whose head lies outside."""
    for token in doc[start:end]:
        if token.head.i == token.i or not start <= token.head.i < end:
            return token
    return doc[start]


def ancestors(token: Token) -> Iterator[Token]:
    """The tokens above, nearest first; bounded, so that a broken tree cannot trap us."""
    for _ in range(_LIMIT):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def phrase_top(token: Token) -> Token:
    """Climb from a name to the noun phrase that it heads or makes up ("panel of tenants": panel)."""
    for _ in range(_LIMIT):
        head = token.head
        if head.i == token.i:
            return token
        if token.dep_ in {"conj", "appos", "nummod", "compound", "quantmod"} and is_nominal(head):
            token = head
        elif (
            token.dep_ == "pobj"
            and head.lower_ in _PART_OF_GROUP
            and head.dep_ == "prep"
            and head.head.lower_ in _GROUP_NOUNS
        ):
            token = head.head
        elif (made_of := _made_of(token)) is not None:
            token = made_of
        else:
            return token
    return token


def _made_of(token: Token) -> Token | None:
    """The group that people make up: "a *team* made up of tenants", "a *panel* comprising two carers"."""
    verb = token.head
    for _ in range(3):
        if verb.dep_ in {"acl", "relcl"} and verb.lower_ in _MADE_OF:
            return verb.head
        if verb.dep_ not in {"prep", "prt", "advmod", "agent"} and verb.lower_ not in _MADE_OF:
            return None
        verb = verb.head
    return None


def own_subjects(verb: Token) -> list[Token]:
    """The subjects written at a verb itself."""
    return [child for child in verb.children if child.dep_ in _SUBJECTS]


def clause_verb(token: Token) -> Token:
    """The verb of the clause a token stands in."""
    for above in (token, *ancestors(token)):
        if above.dep_ in _CLAUSE_DEPS or (above.dep_ == "conj" and is_verb(above)):
            return above
    return token


def subject_of(verb: Token) -> list[Token]:
    """A verb's subjects, its own or those it shares with the verbs above it."""
    for above in (verb, *ancestors(verb)):
        found = own_subjects(above)
        if found:
            return found
        if above.dep_ in {"relcl", "acl"}:
            return [above.head]
    return []


def takes_part(doc: Doc, who: tuple[int, int], what: tuple[int, int]) -> bool | None:
    """Whether the people at tokens ``who`` do, or share in doing, what the words at ``what`` name.

    ``True``: they are its subject, its agent, joined to it by *with* or *between*, the ones enabled to do
    it, or the owners of a share in it. ``False``: somebody else is the subject and they are only what it
    is about, for or done to. ``None``: the tree does not say.
    """
    person = root_of(doc, *who)
    action = root_of(doc, *what)
    top = phrase_top(person)
    if who[0] <= action.i < who[1]:
        return None
    above_action = {action.i, *(t.i for t in ancestors(action))}
    head = top.head
    if action.dep_ in {"acl", "amod"} and action.tag_ == "VBN" and action.head.i not in {top.i, person.i}:
        by = [t for t in action.children if t.dep_ == "agent"]
        return True if any(_contains(t, person) for t in by) else None
    for token in (action, *ancestors(action)):
        if token.dep_ == "acl" and token.tag_ == "VBG" and token.head.i in {top.i, person.i}:
            return True
    if top.dep_ in {"nsubj", "csubj", "nsubjpass"} and head.i in above_action and _taken_over(action, head, top):
        return False
    if top.dep_ in {"nsubj", "csubj"}:
        return True if head.i in above_action or _shares(head, action) else _other_subject(action, top)
    if top.dep_ == "nsubjpass":
        if head.i == action.i and is_verb(action):
            return None
        return True if head.i in above_action or _shares(head, action) else _other_subject(action, top)
    if top.dep_ == "pobj":
        return _by_preposition(top, action, above_action)
    if top.dep_ in {"poss", "compound", "nmod", "amod"}:
        return _through_noun(doc, top, action, above_action)
    if top.dep_ in {"dobj", "dative", "attr", "oprd"}:
        given = [c for c in head.children if c.dep_ in {"dobj", "attr"} and c.i != top.i and is_share(c)]
        if any(_contains(share, action) for share in given):
            return True  # "gives residents a role in …"
        enabled = head.i != action.i and any(t.dep_ in _ENABLED for t in _path(action, head))
        return True if head.i in above_action and enabled else None
    return None


def _through_noun(doc: Doc, top: Token, action: Token, above_action: set[int]) -> bool | None:
    """People who only modify a noun act through it when it is theirs ("carers' review of …", "tenant
    involvement in …") or a name of persons ("the tenant panel"), not when it is a thing ("patient leaflets")."""
    noun = top.head
    if noun.i == action.i:
        return True if top.dep_ == "poss" else None
    if top.dep_ == "poss" and noun.lower_ not in _SHARING_NOUNS | _GROUP_NOUNS:
        return None
    if noun.lower_ in _SHARING_NOUNS:
        return (
            True if noun.i in above_action or _contains(noun, action) or clause_verb(noun).i in above_action else None
        )
    if noun.lower_ in _GROUP_NOUNS:
        return takes_part(doc, (noun.i, noun.i + 1), (action.i, action.i + 1))
    return None


def concerns(doc: Doc, action: tuple[int, int], thing: tuple[int, int]) -> bool | None:
    """Whether what is done bears on the thing: its object, its passive subject, or a word of its own phrase.

    ``False`` when the two stand in different branches of the sentence ("*design* of wards by officers; …
    and *services*"), ``None`` when one is inside the other's words.
    """
    verb = root_of(doc, *action)
    noun = root_of(doc, *thing)
    if verb.i == noun.i:
        return None
    if _contains(verb, noun):
        path = _path(noun, verb)
        return any(t.dep_ == "ccomp" for t in path) or not any(t.dep_ in {"nsubj", "relcl", "advcl"} for t in path)
    if _contains(noun, verb) and is_nominal(noun):
        return True
    for above in (verb, *ancestors(verb)):
        if any(c.dep_ in {"nsubjpass"} and _contains(c, noun) for c in above.children):
            return True
        if above.dep_ in {"relcl", "acl"} and (above.head.i == noun.i or _contains(above.head, noun)):
            return True
        if above.dep_ not in {"conj", "xcomp", "acl", "pobj", "prep", "pcomp", "dobj"}:
            break
    shared = verb.head if verb.dep_ == "conj" else verb
    if _contains(shared, noun) and shared.i != verb.i:
        return not any(t.dep_ in {"nsubj", "relcl", "advcl"} for t in _path(noun, shared))
    return False


def _path(low: Token, high: Token) -> list[Token]:
    path = [low]
    for above in ancestors(low):
        if above.i == high.i:
            break
        path.append(above)
    return path


def _taken_over(action: Token, verb: Token, top: Token) -> bool:
    """Whether a clause with a subject of its own stands between: "tenants are told *when officers plan*"."""
    for token in _path(action, verb):
        subjects = own_subjects(token)
        if token.i != verb.i and subjects and all(s.i != top.i and s.lower_ not in _PRONOUNS for s in subjects):
            return True
    return False


_PRONOUNS = {"who", "they", "that", "which", "we", "it", "he", "she", "you", "both"}


def _shares(verb: Token, action: Token) -> bool:
    """Whether the action is a further verb of the same subject ("tenants visit bidders and mark them")."""
    for above in (action, *ancestors(action)):
        if above.i == verb.i:
            return True
        if above.dep_ == "conj" and own_subjects(above):
            return False
    return False


def _other_subject(action: Token, top: Token) -> bool | None:
    """``False`` when the action has a subject of its own that is not the people."""
    subjects = subject_of(clause_verb(action))
    if not subjects:
        return None
    if any(s.i == top.i or s.lower_ in _PRONOUNS for s in subjects):
        return None
    return False


def _by_preposition(top: Token, action: Token, above_action: set[int]) -> bool | None:
    preposition = top.head
    word = preposition.lower_
    governor = preposition.head
    if preposition.dep_ == "agent" or word == "by":
        return True
    if word in {"among", "amongst", "between"} and governor.lower_ not in _SHARED:
        return None
    if word in _TOGETHER or (word == "to" and governor.lower_ in {"next"}):
        return True
    if governor.lower_ in _SHARING_NOUNS:
        return True
    if word in {"for", "of", "to", "about", "on", "from", "towards", "upon", "in", "at", "than", "as"}:
        if word in {"to", "from", "as"}:
            return None
        if governor.i == action.i and is_nominal(action) and word == "of":
            return None
        if preposition.i in above_action:
            return None
        subjects = subject_of(clause_verb(action))
        if (
            subjects
            and all(s.i != top.i and not _contains(s, top) for s in subjects)
            and _is_active(clause_verb(action))
        ):
            return False
    return None


def _is_active(verb: Token) -> bool:
    return not any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _contains(high: Token, low: Token) -> bool:
    return high.i == low.i or any(t.i == high.i for t in ancestors(low))


def governs(doc: Doc, cue: tuple[int, int], anchor: int, *, hedging: bool = False) -> bool | None:
    """Whether the cue at tokens ``cue`` (a *may*, a *not*, an *aims to*) bears on the word at ``anchor``.

    It does when the verb it stands by is the anchor's own or stands above it, up to the clause in which
    the anchor stands: not from a relative or adverbial clause beside it, nor from a fellow verb that has
    its own auxiliary. A hedge also reaches into a relative clause without a comma ("is encouraged to hold an
    evening at which tenants teach"). ``None`` where the tree is plainly broken.
    """
    token = root_of(doc, *cue)
    if token.lower_ in _MODALS and token.dep_ not in {"aux", "auxpass", "ROOT"}:
        return None
    host = (
        token.head if token.dep_ in _CUE_DEPS or (token.dep_ in {"advcl", "pcomp"} and cue[1] - cue[0] > 1) else token
    )
    if host.i == token.i and token.dep_ in {"attr", "nsubj"} and is_nominal(token):
        host = token.head  # "it is our ambition that …"
    target = doc[anchor]
    if host.i == target.i:
        return True
    if _contains(host, target):
        return not _walled(target, host, hedging=hedging)
    if _contains(target, host):
        return _adverbial(host, target, cue)
    shared = clause_verb(target)
    if shared.i == host.i:
        return True
    if _contains(host, shared):
        return not _walled(shared, host, hedging=hedging)
    return clause_verb(host).i == shared.i


def _adverbial(host: Token, target: Token, cue: tuple[int, int]) -> bool:
    """Whether a cue that stands below a word qualifies it ("where possible"), and is not about something else."""
    for token in _path(host, target):
        if token.i == target.i:
            break
        own = cue[0] <= token.i < cue[1]
        if token.dep_ in {"relcl", "acl", "ccomp", "parataxis"} or (token.dep_ == "advcl" and not own):
            return False
        if token.dep_ in {"conj", "xcomp"} and is_verb(token):
            return False
    return True


def _walled(low: Token, high: Token, *, hedging: bool) -> bool:
    """Whether a clause of its own stands between: a relative clause, or a fellow verb with its own subject or modal."""
    for token in _path(low, high):
        if token.dep_ == "parataxis" or (token.dep_ == "relcl" and not (hedging and _restrictive(token))):
            return True
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ not in _PURPOSE for c in token.children):
            return True
        if (
            token.dep_ == "conj"
            and is_verb(token)
            and (own_subjects(token) or any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children))
        ):
            return True
    return False


def _restrictive(verb: Token) -> bool:
    """Whether a relative clause follows its noun without a comma."""
    first = min((t.i for t in verb.subtree), default=verb.i)
    return first > 0 and verb.doc[first - 1].text != ","


def conditional(doc: Doc, anchor: int) -> bool | None:
    """Whether the word stands inside an if-, where- or when-clause."""
    for token in (doc[anchor], *ancestors(doc[anchor])):
        if token.dep_ in {"advcl", "ccomp", "pcomp"} and _opens_with_condition(token):
            return True
    return False


def _opens_with_condition(verb: Token) -> bool:
    return any(
        c.lower_ in _CONDITIONS - {"should"} and c.dep_ in {"mark", "advmod"} and c.i < verb.i for c in verb.children
    )


def in_past(doc: Doc, anchor: int) -> bool | None:
    """Whether the clause of the word is told in the simple past: one past act, no standing arrangement."""
    verb = clause_verb(doc[anchor])
    for token in (verb, *(a for a in ancestors(verb))):
        finite = _finite_tag(token)
        if finite:
            return finite == "VBD" and not (token.lower_ in _SAME_IN_PAST and _standing(doc))
        if token.dep_ in {"relcl", "ROOT"}:
            break
    return False


def _standing(doc: Doc) -> bool:
    """Whether the sentence says how often, or has another verb in the present."""
    return any(
        t.lower_ in {"each", "every", "once", "twice", "monthly", "quarterly", "yearly"} or t.tag_ in {"VBP", "VBZ"}
        for t in doc
    )


def _finite_tag(verb: Token) -> str:
    """The tag of the word that carries the tense of a verb group, or "" when it has none."""
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass"} and child.tag_ in {"MD", "VBD", "VBZ", "VBP"}:
            return str(child.tag_)
    return str(verb.tag_) if verb.tag_ in {"VBD", "VBZ", "VBP"} else ""


def inside(doc: Doc, low: int, highs: Callable[[int], bool]) -> bool:
    """Whether a word stands below one for which ``highs`` holds, inside its noun phrase.

    "the cost of *officers* who work with *carers*": carers stand below officers.
    """
    token = doc[low]
    for _ in range(_LIMIT):
        head = token.head
        if head.i == token.i or token.dep_ in {
            "conj",
            "nsubj",
            "nsubjpass",
            "dobj",
            "agent",
            "ROOT",
            "ccomp",
            "advcl",
        }:
            return False
        if highs(head.i) and token.i != head.i:
            return True
        token = head
    return False
