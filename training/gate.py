"""Fitting the gate: which windows are worth reading, by their words alone.

A logistic regression on which word pieces occur, with the threshold at which next to no window with evidence is lost.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from tokenizers import Tokenizer

KEPT = 0.996


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--base", required=True)
    ask.add_argument("--train", nargs="+", required=True)
    ask.add_argument("--out", required=True)
    o = ask.parse_args()
    tokenizer = Tokenizer.from_file(str(Path(o.base) / "tokenizer.json"))
    rows, cols, wanted = [], [], []
    for file in o.train:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            for window in case["windows"]:
                numbers = set(tokenizer.encode(window["text"], add_special_tokens=False).ids)
                rows.extend([len(wanted)] * len(numbers))
                cols.extend(numbers)
                wanted.append(any(case["statements"].get(str(s)) for s, _, _ in window["spans"]))
    size = tokenizer.get_vocab_size()
    x = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, cols)), shape=(len(wanted), size))
    y = np.array(wanted)
    model = LogisticRegression(C=0.1, max_iter=500, class_weight="balanced")
    scores = cross_val_predict(model, x, y, cv=5, method="decision_function")
    threshold = float(np.quantile(scores[y], 1 - KEPT))
    print(
        f"{y.sum()} of {len(y)} windows hold evidence; {(scores[~y] > threshold).mean():.2f} of the others are read too"
    )
    model.fit(x, y)
    np.savez(o.out, weights=np.concatenate([model.coef_[0], model.intercept_]).astype(np.float32), threshold=threshold)


if __name__ == "__main__":
    main()
