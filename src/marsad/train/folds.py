"""Folds that never part copies of one story: articles that share runs of words stand on one side."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

_RUN = 7  # words
_SHARED = 3  # runs that make two articles one story


def folds(articles: Sequence[Sequence[str]], count: int, seed: int) -> list[int]:
    """The fold (0 to count - 1) of each article, given as its words."""
    first: dict[str, int] = {}
    story: list[int] = []
    for n, words in enumerate(articles):
        runs = [" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN)]
        known = Counter(first[r] for r in runs if r in first)
        likest, shared = known.most_common(1)[0] if known else (n, 0)
        story.append(likest if shared >= _SHARED else n)
        for r in runs:
            first.setdefault(r, story[-1])
    order = sorted(set(story))
    random.Random(seed).shuffle(order)
    place = {s: i % count for i, s in enumerate(order)}
    return [place[s] for s in story]
