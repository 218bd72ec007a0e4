"""Measuring the judgements against labelled passages and documents."""

from policylint.evaluation.corpus import Case, Corpus, examples_of, load_corpus
from policylint.evaluation.run import Outcome, judge_corpus
from policylint.evaluation.scores import Score, Summary, summarise

__all__ = ["Case", "Corpus", "Outcome", "Score", "Summary", "examples_of", "judge_corpus", "load_corpus", "summarise"]
