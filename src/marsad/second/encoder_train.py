"""Fine-tuning a pretrained encoder on gold: `marsad train --encoder FOLDER GOLD…`."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..coder import scenes
from ..coder.tokens import Token
from ..errors import InputError
from ..lexicon import load
from ..read import article_from_text
from .encoder import PARTS, TYPES, Network


class Example(NamedTuple):
    """A sentence: its words, the type of each (a number of `TYPES`), and for each event's word the part of each word."""

    words: list[str]
    types: list[int]
    parts: dict[int, list[int]]


def examples(gold: list[dict[str, Any]]) -> Iterator[Example]:
    """The sentences of gold articles, those without an event too."""
    lexicon = load()
    for a in gold:
        article = article_from_text(a["text"], id=a["id"], title=a.get("title"), published=a.get("published"))
        for scene in scenes(article, lexicon):
            tokens = scene.s.tokens
            types, parts = [0] * len(tokens), {}
            for e in a["events"]:
                k = _first(tokens, e["trigger"])
                if k is not None:
                    types[k] = TYPES.index(e["type"])
                    parts[k] = _parts(tokens, e)
            yield Example([t.text for t in tokens], types, parts)


def _parts(tokens: list[Token], event: dict[str, Any]) -> list[int]:
    told = [("agent", s) for s in event["agent"]] + [("target", s) for s in event["target"]]
    told += [(p["role"], p["span"]) for p in event["place"]]
    told += [(name, event[key]) for name, key in (("source", "source"), ("date", "date_span")) if event.get(key)]
    out = [0] * len(tokens)
    for name, (start, end) in told:
        for n, t in enumerate(tokens):
            if t.start < end and start < t.end and not t.mark and not out[n]:
                out[n] = PARTS.index(name)
    return out


def _first(tokens: list[Token], span: list[int]) -> int | None:
    return next((n for n, t in enumerate(tokens) if t.start < span[1] and span[0] < t.end and not t.mark), None)


def train(
    folder: Path, gold: list[dict[str, Any]], out: Path, epochs: int, rate: float, on_epoch: Callable[[int, float], None] | None = None, seed: int = 1
) -> float:
    """Fit encoder and heads to gold and write them to `out`; returns the mean loss of the last epoch. Raises `InputError` where
    the folder holds no encoder or the gold no event."""
    held = list(examples(gold))
    if not any(e.parts for e in held):
        raise InputError("the gold holds no event to learn from; see docs/evaluate.md for its format.")
    net = Network(folder, heads=False)
    torch = net.torch
    torch.manual_seed(seed)
    draw = random.Random(seed)
    for part in net.modules():
        part.train()
    optimiser = torch.optim.AdamW([p for part in net.modules() for p in part.parameters()], lr=rate, weight_decay=0.01)
    mean = 0.0
    for epoch in range(1, epochs + 1):
        draw.shuffle(held)
        total = 0.0
        for example in held:
            loss = _loss(net, example)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.encoder.parameters(), 1.0)
            optimiser.step()
            total += loss.item()
        mean = total / len(held)
        if on_epoch is not None:
            on_epoch(epoch, mean)
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%d%H%M%S")
    net.save(out, {"name": folder.name, "trained": now, "articles": len(gold), "epochs": epochs})
    return mean


def _loss(net: Network, example: Example) -> Any:
    """Cross-entropy of the types of all words, and of the parts around each event's word."""
    torch = net.torch
    hidden = net.hidden(example.words)
    entropy = torch.nn.functional.cross_entropy
    loss = entropy(net.types(hidden), torch.tensor(example.types, device=net.device))
    for k, parts in example.parts.items():
        loss = loss + entropy(net.part_scores(hidden, k), torch.tensor(parts, device=net.device)) / len(example.parts)
    return loss
