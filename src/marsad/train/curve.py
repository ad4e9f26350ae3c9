"""`python -m marsad.train.curve GOLD… --at 400 1000 2000`: what a reader learns from more articles, judged on one fold that none saw.

The articles taught are drawn from the other folds; lower layers and word vectors are those that ship. Prints a line a number.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import cyclopts

from .. import coder
from ..coder.page import Page
from ..evaluate import Ratio, score
from ..lexicon import load
from . import calibrate, export
from .__main__ import Base, say
from .examples import article_of, examples
from .folds import folds


def main(gold: list[Path], /, *, at: list[int], epochs: int = 19, seed: int = 1) -> None:
    """Print events and rows found after training on so many articles."""
    lexicon = load()
    articles = [json.loads(line) for path in gold for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    known = {e.id: e for e in examples(articles, lexicon)}
    articles = [a for a in articles if a["id"] in known]
    fold_of = folds([a["text"].split() for a in articles], 5, seed)
    judged = [a for a, f in zip(articles, fold_of, strict=True) if f == 0]
    others = [known[a["id"]] for a, f in zip(articles, fold_of, strict=True) if f != 0]
    random.Random(seed).shuffle(others)
    base = Base.shipped()
    about = {"version": 2, "gold": "", "thresholds": calibrate.FIRST, "rows": {"base": 0.0}, "precision": {"high": 1.0}}
    print("articles  events P / R / F    rows P / R / F")
    for n in at:
        network, names = base.network(others[:n], epochs, seed)
        reader = export.reader_of([network], names, about)
        coded: dict[str, list[dict[str, Any]]] = {}
        for a in judged:
            article = article_of(a)
            coded[a["id"]] = calibrate.rows_of(article, a, Page(coder.scenes(article, lexicon)), reader, lexicon)[1]
        figures = score(judged, coded).figures
        ratios = [r for name in ("events", "row") if isinstance(r := figures[name], Ratio)]
        told = "    ".join(f"{r.precision:.2f} / {r.recall:.2f} / {r.f:.2f}" for r in ratios)
        print(f"{min(n, len(others)):8}  {told}", flush=True)
    say(f"judged on {len(judged)} articles")


if __name__ == "__main__":
    cyclopts.run(main)
