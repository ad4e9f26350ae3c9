# torch tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""News without gold, as soft labels: what fitted readers make of it teaches the next, which reads as well alone as they do together.

The readers' probabilities are the labels, so that what they doubt stays doubted, and some words are hidden from the one that learns
(self-training with noise, Xie et al., 2020, "Self-training with Noisy Student").
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .. import coder
from ..coder.page import Page
from ..coder.reader import HOLDING, RELATIONS, Reader, Reading
from ..lexicon import Lexicon
from .examples import HELD, Example, Pairs, article_of, pairs_of, plain
from .network import Names, Network, Numbered, numbered

_SHARE = 0.7  # of an article's loss beside one with gold
_HIDDEN = 0.1  # of the words
_MAY_TELL = 0.02  # from here a word's probabilities are kept: below, it tells nothing
_ASKED = 0.25  # from here the mentions around a word are labelled


class Told(NamedTuple):
    """What readers said of one article: of each word that may tell an event the odds of its types (nothing first) and modalities, of
    every word whether it tells who holds a place; `sure` is how likely each event is around which `example` has pairs, whose labels are odds."""

    example: Example
    types: dict[int, np.ndarray]
    modality: dict[int, np.ndarray]
    holding: np.ndarray
    sure: list[float]


class Soft(NamedTuple):
    """The same by numbers."""

    article: Numbered
    told: Told


def told(articles: Iterable[Mapping[str, Any]], readers: Sequence[Reader], lexicon: Lexicon) -> Iterator[Told]:
    """What the readers, their answers averaged, make of articles (`id`, `text`, `published`); those without a word are left out."""
    for article in articles:
        page = Page(coder.scenes(article_of(article), lexicon))
        if page.tokens:
            yield _told(article["id"], page, readers, lexicon)


def softly(read: Told, names: Names) -> Soft:
    """By the numbers of a network's names; the words themselves, which take most of the memory, are let go."""
    bare = read.example._replace(stems=[], skeletons=[], signs=[], pairs=[p._replace(signs=[]) for p in read.example.pairs])
    return Soft(numbered(read.example, names)._replace(example=bare), read._replace(example=bare))


def loss(network: Network, batch: list[Soft], rng: random.Random) -> Tensor:
    """The summed loss of a batch of articles, with words hidden, against what the readers said of them."""
    hidden = network.encode([_partly_hidden(x.article, rng) for x in batch])
    shape = hidden.shape[:2]
    types, here, holding = torch.zeros(*shape, network.t2.out_features), torch.zeros(shape), torch.zeros(shape)
    types[:, :, 0] = 1
    for n, x in enumerate(batch):
        size = len(x.article.stems)
        here[n, :size], holding[n, :size] = 1, torch.from_numpy(x.told.holding.astype(np.float32))
        for k, odds in x.told.types.items():
            types[n, k] = torch.from_numpy(odds.astype(np.float32))
    total = -(types * F.log_softmax(network.types(hidden), -1)).sum(-1).mul(here).sum()
    held = F.binary_cross_entropy_with_logits(network.ctl(hidden).squeeze(-1), holding, reduction="none")
    total = total + 0.5 * (held * here).sum() + 0.6 * _modality_loss(network, hidden, batch)
    total = total + 0.7 * network.pairs_loss(hidden, [x.article for x in batch], [x.told.sure for x in batch])
    return _SHARE * total


def _told(name: str, page: Page, readers: Sequence[Reader], lexicon: Lexicon) -> Told:
    readings = [r.read(page, lexicon) for r in readers]
    types = np.exp(np.mean([np.log(r.types + 1e-9) for r in readings], 0))
    types /= types.sum(1, keepdims=True)
    holding, modality = (np.mean([getattr(r, name) for r in readings], 0) for name in ("holding", "modalities"))
    may = np.flatnonzero(1 - types[:, 0] > _MAY_TELL)
    pairs = [(_pairs(page, int(k), int(types[k, 1:].argmax()) + 1, readings), float(1 - types[k, 0])) for k in may if 1 - types[k, 0] > _ASKED]
    pairs += [(_pairs(page, int(k), HOLDING, readings), float(holding[k])) for k in np.flatnonzero(holding > _ASKED)]
    pairs = [(p, w) for p, w in pairs if p.ends]
    return Told(
        plain(name, page, lexicon)._replace(pairs=[p for p, _ in pairs]),
        {int(k): types[k].astype(np.float16) for k in may},
        {int(k): modality[k].astype(np.float16) for k in may},
        holding.astype(np.float16),
        [w for _, w in pairs],
    )


def _pairs(page: Page, k: int, type_number: int, readings: list[Reading]) -> Pairs:
    weighed = [r.fillers(k, type_number) for r in readings]
    near = [f.spot for f in weighed[0]]
    labels = np.mean([[f.scores for f in fillers] for fillers in weighed], 0).astype(np.float32)
    if type_number == HOLDING and near:
        labels[:, [n for n, name in enumerate(RELATIONS) if name not in HELD]] = -1
    return pairs_of(page, k, type_number, near, labels)


def _modality_loss(network: Network, hidden: Tensor, batch: list[Soft]) -> Tensor:
    at = [(n, k) for n, x in enumerate(batch) for k in x.told.types]
    if not at:
        return hidden.new_zeros(())
    sure = torch.tensor([1 - float(x.told.types[k][0]) for x in batch for k in x.told.types])
    odds = torch.from_numpy(np.array([x.told.modality[k] for x in batch for k in x.told.types], np.float32))
    index = torch.tensor(at)
    said = F.log_softmax(network.modality(hidden[index[:, 0], index[:, 1]]), -1)
    return -((odds * said).sum(-1) * sure).sum()


def _partly_hidden(article: Numbered, rng: random.Random) -> Numbered:
    stems, skeletons, rows = list(article.stems), list(article.skeletons), list(article.signs)
    for k in range(len(stems)):
        if rng.random() < _HIDDEN:
            stems[k], skeletons[k], rows[k] = 0, 0, []
    return article._replace(stems=stems, skeletons=skeletons, signs=rows)
