"""The encoder against a plain, slow statement of the same sums, and its one law: texts do not touch."""

from typing import Any

import numpy as np
import pytest

from policylint.learnt.encoder import encoder_from

SIZE, INNER, HEADS, WORDS = 8, 16, 2, 20


@pytest.fixture(scope="module")
def arrays() -> dict[str, Any]:
    draws = np.random.default_rng(3)
    made: dict[str, Any] = {"positions.weight": draws.normal(size=(32, SIZE)).astype(np.float32)}

    def matrix(name: str, outputs: int, inputs: int) -> None:
        made[name] = draws.integers(-127, 128, size=(outputs, inputs)).astype(np.int8)
        made[name + ".scale"] = draws.uniform(0.001, 0.01, size=outputs).astype(np.float32)

    matrix("words.weight", WORDS, SIZE)
    for layer in range(2):
        for part, outputs, inputs in [(p, SIZE, SIZE) for p in "qkvo"] + [("up", INNER, SIZE), ("down", SIZE, INNER)]:
            matrix(f"layers.{layer}.{part}.weight", outputs, inputs)
            made[f"layers.{layer}.{part}.bias"] = draws.normal(size=outputs).astype(np.float32)
    for norm in ("e_norm", *(f"layers.{n}.{which}" for n in range(2) for which in ("a_norm", "f_norm"))):
        made[norm + ".weight"] = draws.normal(size=SIZE).astype(np.float32)
        made[norm + ".bias"] = draws.normal(size=SIZE).astype(np.float32)
    return made


def slowly(arrays: dict[str, Any], text: list[int]) -> np.ndarray:
    def matrix(name: str) -> np.ndarray:
        return arrays[name].astype(np.float64) * arrays[name + ".scale"][:, None]

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean()
        return centred / np.sqrt((centred**2).mean() + 1e-12) * arrays[name + ".weight"] + arrays[name + ".bias"]

    words = matrix("words.weight")
    x = [norm(words[n] + arrays["positions.weight"][i], "e_norm") for i, n in enumerate(text)]
    for at in ("layers.0.", "layers.1."):
        q, k, v = ([matrix(at + p + ".weight") @ row + arrays[at + p + ".bias"] for row in x] for p in "qkv")
        mixed = []
        for i in range(len(text)):
            heads = []
            for h in range(HEADS):
                part = slice(h * SIZE // HEADS, (h + 1) * SIZE // HEADS)
                scores = np.array([q[i][part] @ k[j][part] / np.sqrt(SIZE / HEADS) for j in range(len(text))])
                weights = np.exp(scores) / np.exp(scores).sum()
                heads.append(sum(w * v[j][part] for j, w in enumerate(weights)))
            mixed.append(np.concatenate(heads))
        seen = [
            norm(x[i] + matrix(at + "o.weight") @ m + arrays[at + "o.bias"], at + "a_norm") for i, m in enumerate(mixed)
        ]
        x = []
        for row in seen:
            inner = matrix(at + "up.weight") @ row + arrays[at + "up.bias"]
            inner = inner / (1 + np.exp(-1.702 * inner))
            x.append(norm(row + matrix(at + "down.weight") @ inner + arrays[at + "down.bias"], at + "f_norm"))
    return np.array(x)


def test_it_does_the_sums_it_says(arrays: dict[str, Any]) -> None:
    text = [3, 7, 7, 1, 19]
    (found,) = encoder_from(arrays, HEADS)([text])
    np.testing.assert_allclose(found, slowly(arrays, text), atol=1e-4)


def test_texts_read_together_read_as_alone(arrays: dict[str, Any]) -> None:
    encoder = encoder_from(arrays, HEADS)
    texts = [[1, 2, 3], [4], [5, 6, 7, 8, 9, 10]]
    for together, text in zip(encoder(texts), texts, strict=True):
        np.testing.assert_allclose(together, encoder([text])[0], atol=1e-5)
