"""The learnt reader: for each statement and criterion, how likely each status is.

A pack may carry ``reader.npz`` beside its rules: plain arrays (no pickles), the weights of an encoder and of one
attention and one verdict for each criterion. They are made by ``training/``; ``docs/accuracy.md`` says what they add.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from policylint.errors import UsageError
from policylint.learnt.encoder import Encoder, Floats, encoder_from
from policylint.learnt.windows import Window
from policylint.learnt.wordpiece import Piece, WordPieces

FILE_NAME = "reader.npz"
FORMAT = 1
_BATCH_PIECES = 2048
MOST_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of a statement: ``logs`` are log-likelihoods, criteria × statuses, in the order of
    ``LearntReader.criteria`` and ``statuses``; ``peaks`` the offset in the window, per criterion, of the word that
    weighed most."""

    logs: Floats
    peaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LearntReader:
    """A reader ready for use. Reading is a pure function of the window, so windows once read are remembered: a
    document judged again with a sentence more costs one window."""

    criteria: tuple[str, ...]
    statuses: tuple[str, ...]
    encoder: Encoder
    pieces: WordPieces
    opening: int
    closing: int
    look: Floats
    say: Floats
    bias: Floats
    gate: Floats
    threshold: float
    verdicts: tuple[str, ...]
    trust: Floats
    weights: Floats
    """What each of the rules' ``verdicts`` adds to the log-likelihood of each status; ``trust`` scales the reader's own."""
    remembered: dict[tuple[str, tuple[tuple[int, int], ...]], list[Reading]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def worth_reading(self, window: Window) -> bool:
        """Whether a window could hold evidence, by its words alone: cheap, and set so that it errs towards yes."""
        numbers = list({piece.number for piece in self.pieces.cut(window.text)})
        return float(self.gate[-1] + self.gate[numbers].sum()) > self.threshold

    def read(self, windows: Sequence[Window]) -> list[list[Reading]]:
        """For each window, a reading for each of its spans."""
        ways = [(window.text, tuple((s.start, s.end) for s in window.spans)) for window in windows]
        new = [n for n, way in enumerate(ways) if way not in self.remembered]
        found = dict(zip((ways[n] for n in new), self._read([windows[n] for n in new]), strict=True))
        readings = [self.remembered[way] if way in self.remembered else found[way] for way in ways]
        if len(self.remembered) + len(found) > MOST_REMEMBERED:
            self.remembered.clear()
        self.remembered.update(found)
        return readings

    def _read(self, windows: Sequence[Window]) -> list[list[Reading]]:
        cut = [self.pieces.cut(w.text)[: self.encoder.longest - 2] for w in windows]
        readings: list[list[Reading]] = []
        for batch in _batches(range(len(windows)), [len(c) for c in cut]):
            texts = [[self.opening, *(p.number for p in cut[i]), self.closing] for i in batch]
            for i, vectors in zip(batch, self.encoder(texts), strict=True):
                readings.append([self._judge(vectors[1:-1], cut[i], s.start, s.end) for s in windows[i].spans])
        return readings

    def _judge(self, vectors: Floats, pieces: Sequence[Piece], start: int, end: int) -> Reading:
        inside = [n for n, p in enumerate(pieces) if p.start < end and p.end > start]
        if not inside:
            logs = np.full((len(self.criteria), len(self.statuses)), -20.0, dtype=np.float32)
            logs[:, 0] = 0.0
            return Reading(logs, (start,) * len(self.criteria))
        own = vectors[inside[0] : inside[-1] + 1]
        weights = own @ self.look.T
        weights = np.exp(weights - weights.max(0))
        weights /= weights.sum(0)
        both = np.concatenate(
            [weights.T @ own, np.broadcast_to(own.mean(0), (len(self.criteria), own.shape[1]))], axis=1
        )
        logits = np.einsum("cd,ckd->ck", both, self.say) + self.bias
        logits -= logits.max(-1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
        peaks = tuple(pieces[inside[0] + int(n)].start for n in weights.argmax(0))
        return Reading(logs.astype(np.float32), peaks)


def _batches(order: Iterable[int], lengths: Sequence[int]) -> list[list[int]]:
    batches: list[list[int]] = [[]]
    filled = 0
    for index in order:
        if batches[-1] and filled + lengths[index] > _BATCH_PIECES:
            batches.append([])
            filled = 0
        batches[-1].append(index)
        filled += lengths[index]
    return [batch for batch in batches if batch]


def load_reader(path: Path) -> LearntReader:
    """The reader stored at ``path``. Raises ``UsageError`` for a file that is not one."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        about = json.loads(bytes(arrays["about"]).decode("utf-8"))
        if about["format"] != FORMAT:
            raise UsageError("rules", f"{path.as_posix()}: made for another version of policylint")
        vocabulary = {word: n for n, word in enumerate(bytes(arrays["vocabulary"]).decode("utf-8").split("\n"))}
        return LearntReader(
            tuple(about["criteria"]),
            tuple(about["statuses"]),
            encoder_from(arrays, int(about["heads"])),
            WordPieces(vocabulary),
            vocabulary["[CLS]"],
            vocabulary["[SEP]"],
            arrays["look"].astype(np.float32),
            arrays["say"].astype(np.float32),
            arrays["bias"].astype(np.float32),
            arrays["gate"].astype(np.float32),
            float(about["threshold"]),
            tuple(about["verdicts"]),
            arrays["trust"].astype(np.float32),
            arrays["weights"].astype(np.float32),
        )
    except (OSError, ValueError, KeyError, UnicodeDecodeError) as error:
        raise UsageError("rules", f"{path.as_posix()}: not a reader ({error})") from error
