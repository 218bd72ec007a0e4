"""Training the learnt reader: a small encoder read over windows, with one attention and one verdict a criterion.

Needs the ``training`` dependency group (torch, tokenizers, safetensors). The base encoder is all-MiniLM-L6-v2.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

STATUSES = ("missing", "partial", "embedded", "contradicted")
CRITERIA = (
    "CP101 CP102 CP103 CP104 CP105 CP201 CP202 CP203 CP301 CP302 CP401 CP402 CP501 CP502 CP503 CP504 CP505".split()
)
LONGEST = 320


class Layer(nn.Module):
    """One block of the encoder."""

    def __init__(self, size: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(size, size) for _ in range(4))
        self.a_norm = nn.LayerNorm(size, 1e-12)
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.f_norm = nn.LayerNorm(size, 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, d = x.shape
        q, k, v = (f(x).view(b, t, self.heads, d // self.heads).transpose(1, 2) for f in (self.q, self.k, self.v))
        y = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = self.a_norm(x + self.o(y.transpose(1, 2).reshape(b, t, d)))
        return self.f_norm(x + self.down(nn.functional.silu(1.702 * self.up(x)) / 1.702))


class Reader(nn.Module):
    """The encoder and its verdicts."""

    def __init__(self, vocabulary: int, size: int = 384, inner: int = 1536, heads: int = 12, layers: int = 6) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, size)
        self.positions = nn.Embedding(512, size)
        self.e_norm = nn.LayerNorm(size, 1e-12)
        self.layers = nn.ModuleList(Layer(size, inner, heads) for _ in range(layers))
        self.look = nn.Parameter(torch.randn(len(CRITERIA), size) * 0.02)
        self.say = nn.Parameter(torch.randn(len(CRITERIA), len(STATUSES), 2 * size) * 0.02)
        self.bias = nn.Parameter(torch.tensor([2.0, -1.0, -1.0, -2.0]).repeat(len(CRITERIA), 1))
        self.drop = nn.Dropout(0.15)

    def bottom(self, ids: Tensor, mask: Tensor, layers: int) -> Tensor:
        """What the first ``layers`` make of the words."""
        x = self.e_norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        for layer in self.layers[:layers]:
            x = layer(x, mask)
        return x

    def forward(self, x: Tensor, mask: Tensor, rows: Tensor, spans: Tensor, frozen: int) -> Tensor:
        """Logits, statements × criteria × statuses, from what the ``frozen`` layers below gave. ``rows`` are the
        statements' windows, ``spans`` their token ranges."""
        x = self.drop(x)
        for layer in self.layers[frozen:]:
            x = layer(x, mask)
        chosen = x[rows]
        at = torch.arange(x.shape[1])[None, :]
        inside = (at >= spans[:, :1]) & (at < spans[:, 1:])
        scores = torch.einsum("std,cd->sct", chosen, self.look)
        weights = scores.masked_fill(~inside[:, None, :], -1e4).softmax(-1)
        seen = torch.einsum("sct,std->scd", weights, chosen)
        mean = (chosen * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        both = torch.cat([seen, mean[:, None, :].expand_as(seen)], -1)
        return torch.einsum("scd,ckd->sck", self.drop(both), self.say) + self.bias


def load_base(folder: Path) -> tuple[Reader, Tokenizer]:
    raw = load_file(str(folder / "model.safetensors"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    words = raw["embeddings.word_embeddings.weight"]
    model = Reader(words.shape[0])
    with torch.no_grad():
        model.words.weight.copy_(words)
        model.positions.weight.copy_(
            raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
        )
        names = {
            "q": "attention.self.query",
            "k": "attention.self.key",
            "v": "attention.self.value",
            "o": "attention.output.dense",
            "a_norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "f_norm": "output.LayerNorm",
        }
        model.e_norm.weight.copy_(raw["embeddings.LayerNorm.weight"])
        model.e_norm.bias.copy_(raw["embeddings.LayerNorm.bias"])
        for n, layer in enumerate(model.layers):
            for own, theirs in names.items():
                for what in ("weight", "bias"):
                    getattr(getattr(layer, own), what).copy_(raw[f"encoder.layer.{n}.{theirs}.{what}"])
    return model, tokenizer


@dataclass
class Item:
    """A window ready to be read."""

    case: int
    ids: list[int]
    spans: list[tuple[int, int]]
    target: np.ndarray  # statements × criteria
    weight: np.ndarray
    below: np.ndarray | None = None


def fill(model: Reader, items: list[Item], frozen: int) -> None:
    """Store what the frozen layers give for each item."""
    model.eval()
    with torch.no_grad():
        for batch in batches(items, 4096, None):
            longest = max(len(i.ids) for i in batch)
            ids = torch.zeros(len(batch), longest, dtype=torch.long)
            mask = torch.zeros(len(batch), longest, dtype=torch.bool)
            for n, item in enumerate(batch):
                ids[n, : len(item.ids)] = torch.tensor(item.ids)
                mask[n, : len(item.ids)] = True
            below = model.bottom(ids, mask, frozen).half().numpy()
            for n, item in enumerate(batch):
                item.below = below[n, : len(item.ids)].copy()


def items_of(cases: list[dict[str, Any]], tokenizer: Tokenizer) -> list[Item]:
    items = []
    for number, case in enumerate(cases):
        skip = [CRITERIA.index(c) for c in case["skip"]]
        maybe = [CRITERIA.index(c) for c in case["labels"]]
        for window in case["windows"]:
            coded = tokenizer.encode(window["text"])
            spans, targets, weights = [], [], []
            for statement, start, end in window["spans"]:
                inside = [i for i, (a, b) in enumerate(coded.offsets) if a < end and b > start and b > a]
                if not inside:
                    continue
                labels = case["statements"].get(str(statement), {})
                target = np.zeros(len(CRITERIA), dtype=np.int64)
                weight = np.ones(len(CRITERIA), dtype=np.float32)
                weight[maybe] = 0.4  # unquoted words of a labelled passage may say it too
                for c, s in labels.items():
                    target[CRITERIA.index(c)] = STATUSES.index(s)
                    weight[CRITERIA.index(c)] = 1.0
                weight[skip] = 0.0
                spans.append((inside[0], inside[-1] + 1))
                targets.append(target)
                weights.append(weight)
            if spans:
                items.append(Item(number, coded.ids, spans, np.stack(targets), np.stack(weights)))
    return items


def batches(items: list[Item], tokens: int, shuffle: random.Random | None) -> list[list[Item]]:
    order = sorted(items, key=lambda i: len(i.ids) + (shuffle.random() * 12 if shuffle else 0))
    out: list[list[Item]] = [[]]
    for item in order:
        if out[-1] and len(item.ids) * (len(out[-1]) + 1) > tokens:
            out.append([])
        out[-1].append(item)
    if shuffle:
        shuffle.shuffle(out)
    return out


def tensors(batch: list[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(i.ids) for i in batch)
    x = torch.zeros(len(batch), longest, 384)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for n, item in enumerate(batch):
        assert item.below is not None
        x[n, : len(item.ids)] = torch.from_numpy(item.below).float()
        mask[n, : len(item.ids)] = True
    rows = torch.tensor([n for n, item in enumerate(batch) for _ in item.spans])
    spans = torch.tensor([s for item in batch for s in item.spans])
    return x, mask, rows, spans


def predict(model: Reader, items: list[Item], frozen: int) -> list[np.ndarray]:
    model.eval()
    found: dict[int, np.ndarray] = {}
    with torch.no_grad():
        for batch in batches(items, 4096, None):
            logits = model(*tensors(batch), frozen).log_softmax(-1).numpy()
            at = 0
            for item in batch:
                found[id(item)] = logits[at : at + len(item.spans)]
                at += len(item.spans)
    model.train()
    return [found[id(item)] for item in items]


def decide(logs: np.ndarray, bias: tuple[float, float, float]) -> np.ndarray:
    """Statuses of statements (numbers into STATUSES): the likeliest, once each but ``missing`` is given its bias."""
    return (logs + np.array([0.0, *bias])).argmax(-1)


def combined(
    cases: list[dict[str, Any]], items: list[Item], logs: list[np.ndarray], bias: tuple[float, float, float]
) -> np.ndarray:
    """A status for each case and criterion, the strongest of its statements."""
    out = np.zeros((len(cases), len(CRITERIA)), dtype=np.int64)
    for item, log in zip(items, logs, strict=True):
        out[item.case] = np.maximum(out[item.case], decide(log, bias).max(0))
    return out


def measure(cases: list[dict[str, Any]], found: np.ndarray) -> dict[str, dict[str, float]]:
    """Micro P, R, F1 for each set and status."""
    parts: dict[str, dict[str, list[int]]] = {}
    for n, case in enumerate(cases):
        part = parts.setdefault(case["set"], {s: [0, 0, 0] for s in STATUSES[1:]})
        for c, criterion in enumerate(CRITERIA):
            if criterion in case["skip"]:
                continue
            wanted = case["labels"].get(criterion, "missing")
            got = STATUSES[found[n, c]]
            for s in STATUSES[1:]:
                part[s][0] += got == s and wanted == s
                part[s][1] += got == s and wanted != s
                part[s][2] += got != s and wanted == s
    return {
        name: {
            s: tuple(round(x, 3) for x in (r / max(r + f, 1), r / max(r + m, 1), 2 * r / max(2 * r + f + m, 1)))
            for s, (r, f, m) in part.items()
        }
        for name, part in parts.items()
    }


def best_bias(cases: list[dict[str, Any]], items: list[Item], logs: list[np.ndarray]) -> tuple[float, float, float]:
    grid = [-1.0, -0.5, 0.0, 0.5, 1.0]
    best, chosen = -1.0, (0.0, 0.0, 0.0)
    for e in grid:
        for p in grid:
            for c in (-1.0, -0.5, 0.0):
                found = combined(cases, items, logs, (p, e, c))
                score = 0.0
                for part in measure(cases, found).values():
                    score += part["embedded"][2] * 2 + part["partial"][2] + 0.5 * part["contradicted"][2]
                if score > best:
                    best, chosen = score, (p, e, c)
    return chosen


def load(files: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for f in files for line in Path(f).read_text(encoding="utf-8").splitlines()]


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--base", required=True)
    ask.add_argument("--train", nargs="+", required=True)
    ask.add_argument("--test", nargs="*", default=[])
    ask.add_argument("--out")
    ask.add_argument("--epochs", type=int, default=5)
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--tokens", type=int, default=1024)
    ask.add_argument("--held", type=float, default=0.08)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--frozen", type=int, default=3, help="bottom layers left as they are")
    ask.add_argument("--start")
    o = ask.parse_args()
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    model, tokenizer = load_base(Path(o.base))
    if o.start:
        model.load_state_dict(torch.load(o.start)["model"])
    cases = load(o.train)
    rng.shuffle(cases)
    cut = int(len(cases) * o.held)
    held, cases = cases[:cut], cases[cut:]
    train = items_of(cases, tokenizer)
    held_items = items_of(held, tokenizer)
    tests = {f: load([f]) for f in o.test}
    test_items = {f: items_of(c, tokenizer) for f, c in tests.items()}
    print(len(cases), "cases", len(train), "windows", sum(len(i.ids) for i in train), "tokens", flush=True)
    for part in (train, held_items, *test_items.values()):
        fill(model, part, o.frozen)
    groups = []
    for n, layer in enumerate(model.layers):
        if n < o.frozen:
            continue
        groups.append({"params": list(layer.parameters()), "lr": o.rate * 0.85 ** (len(model.layers) - 1 - n)})
    groups.append({"params": [model.look, model.say, model.bias], "lr": o.rate * 10})
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = len(batches(train, o.tokens, rng)) * o.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, s / (0.06 * total + 1)) * max(0.02, 1 - s / total)
    )
    step = 0
    bias = (0.0, 0.0, 0.0)
    for epoch in range(o.epochs):
        model.train()
        started, loss_sum, seen = time.time(), 0.0, 0
        for batch in batches(train, o.tokens, rng):
            x, mask, rows, spans = tensors(batch)
            logits = model(x, mask, rows, spans, o.frozen)
            target = torch.from_numpy(np.concatenate([i.target for i in batch]))
            weight = torch.from_numpy(np.concatenate([i.weight for i in batch]))
            costs = nn.functional.cross_entropy(
                logits.reshape(-1, 4), target.reshape(-1), reduction="none", label_smoothing=0.002
            )
            loss = (costs * weight.reshape(-1)).sum() / len(rows)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            loss_sum += loss.item() * len(rows)
            seen += len(rows)
        print(f"epoch {epoch + 1}: loss {loss_sum / seen:.4f}, {time.time() - started:.0f} s", flush=True)
        if epoch >= o.epochs - 2 or epoch % 2 == 0:
            logs = predict(model, held_items, o.frozen)
            bias = best_bias(held, held_items, logs)
            print("  bias", bias, "held", measure(held, combined(held, held_items, logs, bias)), flush=True)
            for f, c in tests.items():
                print(
                    "  ",
                    Path(f).stem,
                    measure(c, combined(c, test_items[f], predict(model, test_items[f], o.frozen), bias)),
                    flush=True,
                )
        if o.out:
            torch.save({"model": model.state_dict(), "bias": bias, "held": [c["id"] for c in held]}, o.out)


if __name__ == "__main__":
    main()
