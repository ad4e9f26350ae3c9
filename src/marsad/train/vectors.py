# torch tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""Word vectors from a corpus of news, and a first acquaintance of the network with it: guessing words that were hidden.

Both see only which words stand together; nothing of a text is kept.
"""

from __future__ import annotations

import lzma
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ..coder import scenes, signs
from ..coder.page import Page
from ..coder.tokens import tokenise
from ..lexicon import Lexicon
from ..lexicon.tables import table
from ..model import Article
from .examples import Example, plain
from .network import Network, Numbered

SIZE = 64
_STEMS, _SKELETONS = 36_000, 20_000
_GUESSED = 12_000  # the commonest stems, which hidden words are guessed among
_LONGEST = 3_000  # characters of an article that are read
_PIECE = 160  # tokens of an article seen at once
_WAR = re.compile("|".join(map(re.escape, table("words")["taught"]["pieces"])))


def texts(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a corpus: JSON lines with `id` and `text`, packed with xz or not."""
    import json

    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def word_vectors(corpus: Path, lexicon: Lexicon, seed: int) -> tuple[list[str], np.ndarray, list[str], np.ndarray]:
    """(stems, their vectors, skeletons, their vectors), the commonest first. Skip-gram; a skeleton is the mean of its stems."""
    from gensim.models import Word2Vec

    model = Word2Vec(
        _Sentences(corpus, lexicon),
        vector_size=SIZE,
        window=4,
        min_count=8,
        negative=8,
        epochs=3,
        sg=1,
        sample=1e-4,
        seed=seed,
        workers=1,
    )
    words = model.wv.index_to_key
    count = np.array([model.wv.get_vecattr(w, "count") for w in words], float)
    vectors = model.wv.vectors
    sums: dict[str, list[Any]] = {}
    for word, n, vector in zip(words, count, vectors, strict=True):
        entry = sums.setdefault(signs.skeleton(word), [0.0, np.zeros(SIZE), 0.0])
        entry[0] += n
        entry[1] += vector * np.sqrt(n)
        entry[2] += np.sqrt(n)
    commonest = sorted(sums.items(), key=lambda x: (-x[1][0], x[0]))[:_SKELETONS]
    skeletons = np.array([total / weight for _, (_, total, weight) in commonest], np.float32)
    return words[:_STEMS], _scaled(vectors[:_STEMS]), [k for k, _ in commonest], _scaled(skeletons)


def acquaint(network: Network, articles: list[Numbered], minutes: float, seed: int, say: Callable[[str], None]) -> None:
    """Train the lower part of a network to guess hidden words of articles, for so many minutes."""
    rng = random.Random(seed)
    head = nn.Sequential(nn.Linear(network.t1.in_features, 128), nn.ReLU(), nn.Linear(128, SIZE))
    shift, words = nn.Parameter(torch.zeros(_GUESSED)), nn.Parameter(network.stems.weight[:_GUESSED].clone() * 0.3)
    weights = [p for p in network.parameters() if p.requires_grad] + [*head.parameters(), shift, words]
    optimiser = torch.optim.Adam(weights, lr=2e-3)
    network.train()
    began, steps, losses = time.monotonic(), 0, []
    while (gone := (time.monotonic() - began) / (60 * minutes)) < 1:
        batch, hidden = _hidden([_piece(rng.choice(articles), rng) for _ in range(16)], rng)
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1.0, steps / 100 + 0.01) * (1 - gone) + 1e-5
        seen = network.encode(batch)
        at = torch.tensor(hidden)
        loss = F.cross_entropy(head(seen[at[:, 0], at[:, 1]]) @ words.T + shift, at[:, 2])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 5.0)
        optimiser.step()
        steps += 1
        losses.append(loss.item())
        if steps % 200 == 0:
            say(f"hidden words: {steps} steps, loss {np.mean(losses[-200:]):.2f}")


def war_articles(corpus: Path, lexicon: Lexicon, most: int) -> Iterator[Example]:
    """Articles of a corpus that are dense with words of war and protest, without labels."""
    found = 0
    for line in texts(corpus):
        text = line["text"][:1800]
        if len(text) < 300 or len(_WAR.findall(text)) * 1000 < 5 * len(text):
            continue
        page = Page(scenes(Article(id=line["id"], text=text), lexicon))
        yield plain("", page, lexicon)
        found += 1
        if found == most:
            return


def _piece(x: Numbered, rng: random.Random) -> Numbered:
    at = rng.randrange(max(1, len(x.stems) - _PIECE))
    part = slice(at, at + _PIECE)
    return Numbered(x.example._replace(title=x.example.title[part]), x.stems[part], x.skeletons[part], x.signs[part], [])


def _hidden(batch: list[Numbered], rng: random.Random) -> tuple[list[Numbered], list[tuple[int, int, int]]]:
    """Hide one word in seven, with all its signs; returns where and which."""
    out, hidden = [], []
    for n, x in enumerate(batch):
        stems, skeletons, rows = list(x.stems), list(x.skeletons), list(x.signs)
        for k, stem in enumerate(x.stems):
            if 0 < stem < _GUESSED and rng.random() < 0.15:
                hidden.append((n, k, stem))
                stems[k], skeletons[k], rows[k] = 0, 0, []
        out.append(x._replace(stems=stems, skeletons=skeletons, signs=rows))
    return out, hidden


class _Sentences:
    """The sentences of a corpus as stems, read anew at each pass."""

    def __init__(self, corpus: Path, lexicon: Lexicon):
        self.corpus, self.lexicon = corpus, lexicon

    def __iter__(self) -> Iterable[list[str]]:
        for line in texts(self.corpus):
            for s in tokenise(line["text"][:_LONGEST], (), self.lexicon):
                yield [signs.key(t.w.stem) for t in s.tokens]


def _scaled(vectors: np.ndarray) -> np.ndarray:
    scaled: np.ndarray = (vectors / vectors.std()).astype(np.float32)
    return scaled
