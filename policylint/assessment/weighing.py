"""Weighing what the rules found in a statement against what the learnt reader makes of it.

The reader's log-likelihoods are scaled, and the rules' verdict adds its own weight to each status: what the
likeliest status is after that stands. The weights were fitted on passages that neither had seen (``training/``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from policylint.assessment.model import Finder
from policylint.learnt.reader import LearntReader
from policylint.rules.model import Status

UNMET, REFUSED = "unmet", "refused"
"""No line of the rule was met; a line was met, but the sentence does not bear it out."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A status, how likely it is (0 to 1), and what spoke for it."""

    status: Status
    likelihood: float
    finder: Finder

    def taken_for(self, status: Status) -> Weighed:
        """The same with another status."""
        return replace(self, status=status)


def weigh(reader: LearntReader, logs: np.ndarray, verdict: Status | None) -> Weighed:
    """The status of a statement on one criterion. ``logs`` is the reader's row for it, ``verdict`` the rules'
    (``None``: no line met; ``MISSING``: a line met and refused)."""
    said = UNMET if verdict is None else REFUSED if verdict is Status.MISSING else verdict.value
    totals = reader.trust * logs + reader.weights[reader.verdicts.index(said)]
    totals = totals - totals.max()
    shares = np.exp(totals) / np.exp(totals).sum()
    best = int(shares.argmax())
    status = Status(reader.statuses[best])
    if verdict is None or verdict is Status.MISSING:
        finder = Finder.READER
    else:
        finder = Finder.BOTH if int(logs.argmax()) != reader.statuses.index(Status.MISSING.value) else Finder.RULE
    return Weighed(status, float(shares[best]), finder)
