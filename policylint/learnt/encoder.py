"""The encoder: a small transformer whose weights are plain arrays, run with numpy alone.

Architecture after MiniLM (Wang et al. 2020): post-norm blocks with self-attention and a feed-forward layer. All
token rows of all texts are kept in one matrix, so that no work goes into padding; only attention goes text by text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_NORM_FLOOR = 1e-12


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Floats  # inputs × outputs
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        y: Floats = x @ self.weight
        y += self.bias
        return y


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(-1, keepdims=True) + _NORM_FLOOR)
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class _Layer:
    attend: _Linear  # queries, keys and values side by side
    out: _Linear
    attend_norm: _Norm
    up: _Linear
    down: _Linear
    feed_norm: _Norm

    def __call__(self, x: Floats, bounds: Sequence[tuple[int, int]], heads: int) -> Floats:
        seen = self.out(self._attention(self.attend(x), bounds, heads))
        seen += x
        x = self.attend_norm(seen)
        inner = self.up(x)
        inner /= 1.0 + np.exp(-1.702 * inner)
        fed = self.down(inner)
        fed += x
        return self.feed_norm(fed)

    @staticmethod
    def _attention(qkv: Floats, bounds: Sequence[tuple[int, int]], heads: int) -> Floats:
        size = qkv.shape[1] // 3
        scale = np.float32((size // heads) ** -0.5)
        out: Floats = np.empty((qkv.shape[0], size), dtype=np.float32)
        for start, end in bounds:
            q, k, v = qkv[start:end].reshape(end - start, 3, heads, size // heads).transpose(1, 2, 0, 3)
            scores = (q * scale) @ k.transpose(0, 2, 1)
            scores -= scores.max(-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(-1, keepdims=True)
            out[start:end] = (scores @ v).transpose(1, 0, 2).reshape(end - start, size)
        return out


@dataclass(frozen=True, slots=True)
class Encoder:
    """Turns word pieces into vectors that know their neighbours."""

    words: npt.NDArray[np.int8]
    word_scale: Floats
    positions: Floats
    norm: _Norm
    layers: tuple[_Layer, ...]
    heads: int

    @property
    def longest(self) -> int:
        """The most pieces a text may have."""
        return int(self.positions.shape[0])

    def __call__(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """For each text (numbers of word pieces, at most ``longest`` of them) one vector a piece."""
        bounds, rows = [], []
        at = 0
        for text in texts:
            numbers = np.asarray(text)
            rows.append(self.words[numbers] * self.word_scale[numbers, None] + self.positions[: len(text)])
            bounds.append((at, at + len(text)))
            at += len(text)
        x = self.norm(np.concatenate(rows).astype(np.float32, copy=False))
        for layer in self.layers:
            x = layer(x, bounds, self.heads)
        return [x[start:end] for start, end in bounds]


def encoder_from(arrays: Mapping[str, Any], heads: int) -> Encoder:
    """The encoder out of stored arrays. Matrices are stored as int8 with one scale an output."""

    def matrix(name: str) -> Floats:
        whole: Floats = arrays[name].astype(np.float32) * arrays[name + ".scale"].astype(np.float32)[:, None]
        return np.ascontiguousarray(whole.T)

    def floats(name: str) -> Floats:
        array: Floats = arrays[name].astype(np.float32)
        return array

    def linear(name: str) -> _Linear:
        return _Linear(matrix(name + ".weight"), floats(name + ".bias"))

    def norm(name: str) -> _Norm:
        return _Norm(floats(name + ".weight"), floats(name + ".bias"))

    layers: list[_Layer] = []
    while f"layers.{len(layers)}.up.weight" in arrays:
        at = f"layers.{len(layers)}."
        parts = [linear(at + part) for part in "qkv"]
        attend = _Linear(
            np.ascontiguousarray(np.concatenate([p.weight for p in parts], axis=1)),
            np.concatenate([p.bias for p in parts]),
        )
        layers.append(
            _Layer(
                attend,
                linear(at + "o"),
                norm(at + "a_norm"),
                linear(at + "up"),
                linear(at + "down"),
                norm(at + "f_norm"),
            )
        )
    positions = floats("positions.weight")
    return Encoder(
        arrays["words.weight"], floats("words.weight.scale"), positions, norm("e_norm"), tuple(layers), heads
    )
