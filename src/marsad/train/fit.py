# torch tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""Fit a network to examples: the same examples and seed give the same numbers."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import torch
from torch import nn

from . import soft
from .examples import Example
from .network import Names, Network, Numbered
from .soft import Soft

T = TypeVar("T")

_BATCH = 12
_SORTED = 12  # batches that are sorted together
_RATE = 3e-3
_THREADS = 2  # as many on every machine: their number decides in what order sums are taken
_UNREAD = 2_000  # articles without gold in an epoch
_FEWEST_TOKENS, _FEWEST_PAIRS = 3, 5  # articles and events that a sign must be seen in


def names_of(examples: Iterable[Example], stems: list[str], skeletons: list[str], signs: Iterable[str] = ()) -> Names:
    """Numbers for the words and for the signs that the examples show often enough; `signs` come first, as they are."""
    tokens: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for e in examples:
        tokens.update({s for row in e.signs for s in row})
        for p in e.pairs:
            pairs.update({s for row in p.signs for s in row})
    known = dict.fromkeys(signs)
    known.update(dict.fromkeys(sorted(s for s, n in tokens.items() if n >= _FEWEST_TOKENS)))
    frequent = sorted(s for s, n in pairs.items() if n >= _FEWEST_PAIRS)
    return Names(_from_one(stems), _from_one(skeletons), _from_one(known), _from_one(frequent))


def fit(network: Network, articles: list[Numbered], epochs: int, seed: int, say: Callable[[str], None], unread: list[Soft] | None = None) -> None:
    """Fit in place: in each epoch all articles with gold, and among them, in turn, some of those that other readers labelled."""
    torch.manual_seed(seed)
    torch.set_num_threads(_THREADS)
    torch.use_deterministic_algorithms(True)
    rng = random.Random(seed)
    turn = _in_turn(unread or [], rng)
    share = min(_UNREAD, len(unread or []))
    weights = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=0.02)
    steps = epochs * (math.ceil(len(articles) / _BATCH) + math.ceil(share / _BATCH)) + 1
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps, pct_start=0.12)
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for taught, told in _batches(articles, [next(turn) for _ in range(share)], rng):
            loss = network.loss(taught) if taught else soft.loss(network, told, rng)
            optimiser.zero_grad()
            (loss / len(taught or told) / 4).backward()
            nn.utils.clip_grad_norm_(weights, 5.0)
            optimiser.step()
            schedule.step()
            total += loss.item() if taught else 0.0
        say(f"epoch {epoch + 1} of {epochs}: loss {total / max(1, len(articles)):.1f} an article")
    network.eval()


def _batches(articles: list[Numbered], unread: list[Soft], rng: random.Random) -> list[tuple[list[Numbered], list[Soft]]]:
    """Batches of one or the other, shuffled."""
    out: list[tuple[list[Numbered], list[Soft]]] = [(part, []) for part in _alike(articles, lambda x: len(x.stems), rng)]
    out += [([], part) for part in _alike(unread, lambda x: len(x.article.stems), rng)]
    rng.shuffle(out)
    return out


def _alike(articles: Sequence[T], length: Callable[[T], int], rng: random.Random) -> Iterator[list[T]]:
    """Batches of articles that are about as long: what fills the shorter up to the longest is computed for nothing."""
    order = list(articles)
    rng.shuffle(order)
    for at in range(0, len(order), _BATCH * _SORTED):
        stretch = sorted(order[at : at + _BATCH * _SORTED], key=length)
        yield from (stretch[k : k + _BATCH] for k in range(0, len(stretch), _BATCH))


def _in_turn(unread: list[Soft], rng: random.Random) -> Iterator[Soft]:
    order = list(unread)
    while order:
        rng.shuffle(order)
        yield from order


def _from_one(names: Iterable[str]) -> dict[str, int]:
    return {name: n for n, name in enumerate(names, 1)}
