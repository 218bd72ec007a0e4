"""Storing a trained reader as plain arrays: int8 matrices with a scale an output, a vocabulary cut to what is used."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from train import CRITERIA, STATUSES

VERDICTS = ("unmet", "refused", "partial", "embedded", "contradicted")
COMMON = 14_000
"""Whole words kept: the vocabulary is ordered by frequency. All word endings are kept."""


def quantised(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as int8 and one scale a row."""
    scale = np.abs(matrix).max(1) / 127.0 + 1e-12
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--base", required=True)
    ask.add_argument("--trained", required=True)
    ask.add_argument("--gate", help="weights of the gate: an .npz with 'weights' by vocabulary number and 'threshold'")
    ask.add_argument("--out", required=True)
    o = ask.parse_args()
    trained = torch.load(o.trained)
    model = trained["model"]
    Path(o.out).with_suffix(".held.json").write_text(json.dumps(trained.get("held", [])))
    tokenizer = Tokenizer.from_file(str(Path(o.base) / "tokenizer.json"))
    words = [tokenizer.id_to_token(n) for n in range(tokenizer.get_vocab_size())]
    kept = [
        n
        for n, w in enumerate(words)
        if w.isascii()
        and (
            w in {"[UNK]", "[CLS]", "[SEP]"}
            or (not w.startswith("[unused") and (n < 2000 + COMMON or w.startswith("##")))
        )
    ]
    arrays: dict[str, np.ndarray] = {}
    for name, tensor in model.items():
        array = tensor.numpy()
        if name == "words.weight":
            array = array[kept]
        if array.ndim == 2 and name not in ("look", "bias", "positions.weight"):
            arrays[name], arrays[name + ".scale"] = quantised(array)
        else:
            arrays[name] = array.astype(np.float16)
    gate = np.load(o.gate) if o.gate else None
    weights = np.zeros(len(words) + 1, dtype=np.float32) if gate is None else gate["weights"]
    arrays["gate"] = np.concatenate([weights[:-1][kept], weights[-1:]]).astype(np.float16)
    arrays["vocabulary"] = np.frombuffer("\n".join(words[n] for n in kept).encode(), dtype=np.uint8)
    about = {
        "format": 1,
        "criteria": CRITERIA,
        "statuses": STATUSES,
        "heads": 12,
        "threshold": float(gate["threshold"]) if gate is not None else -1e9,
        "base": "all-MiniLM-L6-v2 (Apache 2.0)",
    }
    arrays["trust"] = np.float32(1.0)
    arrays["weights"] = np.zeros((len(VERDICTS), len(STATUSES)), dtype=np.float32)
    about["verdicts"] = VERDICTS
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    np.savez(o.out, **arrays)
    print(f"{len(kept)} of {len(words)} words, {Path(o.out).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
