"""`python -m marsad.train GOLD… [--news NEWS.jsonl] [--corpus NEWS.jsonl.xz]`: fit the reader on gold, judge it on unseen folds, write its weights."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import cyclopts
import torch

from .. import coder
from ..coder import confidence
from ..coder.page import Page
from ..evaluate import score
from ..lexicon import Lexicon, load
from . import calibrate, export, soft, vectors
from .examples import Example, article_of, examples
from .fit import fit, names_of
from .folds import folds
from .network import Names, Network, numbered
from .soft import Soft

_WEIGHTS = Path(__file__).parents[1] / "weights"
_LOWER = Path(__file__).parent
_TEACHERS = 2  # networks whose answers, averaged, teach the one that is kept
_ACQUAINTED_WITH = 12_000  # articles of a corpus
_SIGNS_FROM = 500  # of them, those whose signs the lower layers know


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(
    gold: list[Path],
    /,
    *,
    news: Annotated[Path | None, cyclopts.Parameter(help="articles without gold as JSON lines, for a second round")] = None,
    corpus: Annotated[Path | None, cyclopts.Parameter(help="news as JSON lines, to learn word vectors anew")] = None,
    minutes: Annotated[float, cyclopts.Parameter(help="of guessing hidden words of the corpus")] = 20.0,
    epochs: int = 13,
    count: Annotated[int, cyclopts.Parameter(name="--folds")] = 5,
    judged: Annotated[int | None, cyclopts.Parameter(help="folds that are judged, all by default")] = None,
    seed: int = 1,
    out: Path = _WEIGHTS,
) -> None:
    """Fit the reader on gold files and write its weights; without a corpus the shipped word vectors are kept.

    With news, networks fitted to the gold label it, and the one that is kept learns from both. None of the gold's articles may be in it.
    """
    lexicon = load()
    articles = [json.loads(line) for path in gold for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    known = list(examples(articles, lexicon))
    articles = [a for a in articles if a["id"] in {e.id for e in known}]
    base = Base.from_corpus(corpus, lexicon, minutes, seed) if corpus else Base.shipped()
    about: dict[str, Any] = {"version": 2, "gold": _digest(gold), "thresholds": calibrate.FIRST, "rows": {"base": 0.0}}
    about["precision"] = {"high": 0.5}  # until the folds have been judged
    fold_of = folds([a["text"].split() for a in articles], count, seed)
    rows: list[calibrate.Row] = []
    coded: dict[str, list[dict]] = {}
    total = 0
    for n in range(count if judged is None else judged):
        taught = [e for e, f in zip(known, fold_of, strict=True) if f != n]
        network, names = base.fitted(taught, news, epochs, seed, lexicon)
        reader = export.reader_of([network], names, about)
        for a in (a for a, f in zip(articles, fold_of, strict=True) if f == n):
            article = article_of(a)
            made, claims, asked = calibrate.rows_of(article, a, Page(coder.scenes(article, lexicon)), reader, lexicon)
            rows += made
            coded[a["id"]] = claims
            total += asked
        say(f"fold {n + 1}: {len(coded)} articles judged")
    if rows:
        about |= _judge(rows, total, [a for a in articles if a["id"] in coded], coded)
    network, names = base.fitted(known, news, epochs, seed, lexicon)
    export.write([network], names, about, out)
    say(f"wrote {out}")


class Base:
    """What every network begins with, and no gold has touched: word vectors and the lower layers."""

    def __init__(self, stems: list[str], skeletons: list[str], vectors: tuple[torch.Tensor, torch.Tensor]):
        self.stems, self.skeletons, self.vectors = stems, skeletons, vectors
        self.lower, self.signs = export.read_lower(_LOWER)

    @classmethod
    def shipped(cls) -> Base:
        reader = coder.reader.load()
        return cls(reader.names["stems"], reader.names["skeletons"], export.vectors_of(reader))

    @classmethod
    def from_corpus(cls, corpus: Path, lexicon: Lexicon, minutes: float, seed: int) -> Base:
        """Learn both anew from a corpus; the lower layers are written beside this file."""
        stems, stem_vectors, skeletons, skeleton_vectors = vectors.word_vectors(corpus, lexicon, seed)
        first, second = (torch.cat([torch.zeros(1, v.shape[1]), torch.from_numpy(v)]) for v in (stem_vectors, skeleton_vectors))
        names = names_of(vectors.war_articles(corpus, lexicon, _SIGNS_FROM), stems, skeletons)
        network = Network(names, first, second, drop=0.1)
        seen = [numbered(e, names) for e in vectors.war_articles(corpus, lexicon, _ACQUAINTED_WITH)]
        vectors.acquaint(network, seen, minutes, seed, say)
        export.write_lower(network, names, _LOWER)
        return cls(stems, skeletons, (first, second))

    def fitted(self, taught: list[Example], news: Path | None, epochs: int, seed: int, lexicon: Lexicon) -> tuple[Network, Names]:
        """A network fitted to examples and, where there is news, to what others that were fitted to them make of it."""
        if news is None:
            return self.network(taught, epochs, seed)
        teachers = [self.network(taught, epochs, n) for n in range(seed + 1, seed + 1 + _TEACHERS)]
        names = teachers[0][1]
        readers = [export.reader_of([network for network, _ in teachers], names, {"thresholds": calibrate.FIRST, "rows": {}})]
        told = soft.told(vectors.texts(news), readers, lexicon)
        return self.network(taught, epochs, seed, [soft.softly(t, names) for t in told])

    def network(self, taught: list[Example], epochs: int, seed: int, unread: list[Soft] | None = None) -> tuple[Network, Names]:
        """A network fitted to examples."""
        names = names_of(taught, self.stems, self.skeletons, self.signs)
        torch.manual_seed(seed)
        network = Network(names, *self.vectors)
        export.take_over(network, self.lower)
        fit(network, [numbered(e, names) for e in taught], epochs, seed, say, unread)
        return network, names


def _judge(rows, total: int, articles, coded) -> dict[str, Any]:
    weights = calibrate.row_weights(rows)
    result = score(articles, coded)
    for name, figure in result.figures.items():
        say(f"{name:32} {figure}")
    bins = calibrate.reliability(rows, calibrate.cross_fitted(rows))
    for mean, right, n in bins:
        say(f"confidence {mean:.2f}: {right:.2f} of {n} rows right")
    say(f"expected calibration error {calibrate.calibration_error(bins):.3f}, by weights fitted on other rows")
    high = calibrate.bar_for(rows, weights, 0.62)
    kept = [r for r in rows if confidence.probability(r.features, weights, r.type) >= high]
    say(f"--precision high from {high}: {sum(r.right for r in kept)} of {len(kept)} right, gold has {total}")
    return {"rows": weights, "precision": {"high": high}}


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


if __name__ == "__main__":
    cyclopts.run(main)
