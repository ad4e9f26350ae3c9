# torch tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""`python -m marsad.train GOLD… [--aside GOLD] [--news NEWS.jsonl] [--corpus NEWS.jsonl.xz]`: fit the reader on gold, judge it on gold
that it has not seen, write its weights."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any, TypeVar

import cyclopts
import torch

from .. import coder
from ..coder import confidence
from ..coder.page import Page
from ..coder.reader import Reader
from ..evaluate import score
from ..lexicon import Lexicon, load
from . import calibrate, export, soft, vectors
from .examples import Example, article_of, examples
from .fit import fit, names_of
from .folds import folds
from .network import Names, Network, numbered
from .soft import Told

_WEIGHTS = Path(__file__).parents[1] / "weights"
_LOWER = Path(__file__).parent
_ACQUAINTED_WITH = 12_000  # articles of a corpus
_SIGNS_FROM = 500  # of them, those whose signs the lower layers know
_PART = 50  # articles that a process takes at once
_work: Callable[[list[dict[str, Any]]], list[Any]]  # what a process of `_shared_out` does with a part

T = TypeVar("T")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(
    gold: list[Path],
    /,
    *,
    aside: Annotated[Path | None, cyclopts.Parameter(help="gold that is never taught and judges, in place of folds: one fit is enough")] = None,
    news: Annotated[Path | None, cyclopts.Parameter(help="articles without gold as JSON lines, for a second round")] = None,
    teachers: Annotated[int, cyclopts.Parameter(help="networks that label the news; 0: the reader as it stands, which may have seen the gold")] = 2,
    corpus: Annotated[Path | None, cyclopts.Parameter(help="news as JSON lines, to learn word vectors anew")] = None,
    minutes: Annotated[float, cyclopts.Parameter(help="of guessing hidden words of the corpus")] = 20.0,
    epochs: int = 13,
    count: Annotated[int, cyclopts.Parameter(name="--folds")] = 5,
    judged: Annotated[int | None, cyclopts.Parameter(help="folds that are judged, all by default")] = None,
    seed: int = 1,
    out: Path = _WEIGHTS,
) -> None:
    """Fit the reader on gold files and write its weights; without a corpus the shipped word vectors are kept.

    A file that is given three times counts three times. With news, networks fitted to the gold label it, and the one that is kept
    learns from both. None of the gold's articles may be in it.
    """
    lexicon = load()
    judges = _lines(aside) if aside else []
    apart = {a["id"] for a in judges}
    often = Counter(gold)
    articles = [a for path in often for a in _lines(path) if a["id"] not in apart]
    times = {a["id"]: n for path, n in often.items() for a in _lines(path)}
    known = list(_shared_out(articles, lambda part: list(examples(part, lexicon))))
    articles = [a for a in articles if a["id"] in {e.id for e in known}]
    say(f"{len(known)} articles taught, {sum(times[e.id] for e in known)} in an epoch")
    base = (Base.from_corpus(corpus, lexicon, minutes, seed) if corpus else Base.shipped()).taught_by(news, teachers, lexicon)
    about: dict[str, Any] = {"version": 2, "gold": _digest(gold), "thresholds": calibrate.FIRST, "rows": {"base": 0.0}}
    about["precision"] = {"high": 0.5}  # until the folds have been judged
    judging = Judging(lexicon)
    fold_of = [] if judges else folds([a["text"].split() for a in articles], count, seed)
    for n in range(0 if judges else count if judged is None else judged):
        network, names = base.fitted([e for e, f in zip(known, fold_of, strict=True) if f != n for _ in range(times[e.id])], epochs, seed)
        judging.judge([a for a, f in zip(articles, fold_of, strict=True) if f == n], export.reader_of([network], names, about))
    network, names = base.fitted([e for e in known for _ in range(times[e.id])], epochs, seed)
    export.write([network], names, about, out)  # the hours are in the weights: they are kept before anything else is done
    judging.judge(judges, export.reader_of([network], names, about))
    if judging.rows:
        export.write([network], names, about | judging.told(), out)
    say(f"wrote {out}")


class Base:
    """What every network begins with, and no gold has touched: word vectors and the lower layers."""

    def __init__(self, stems: list[str], skeletons: list[str], vectors: tuple[torch.Tensor, torch.Tensor]):
        self.stems, self.skeletons, self.vectors = stems, skeletons, vectors
        self.lower, self.signs = export.read_lower(_LOWER)
        self._told: Callable[[list[Example], int, int], list[Told]] = lambda taught, epochs, seed: []

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

    def taught_by(self, news: Path | None, teachers: int, lexicon: Lexicon) -> Base:
        """The same, whose networks learn from news too, labelled by so many networks fitted to the same gold, or (0) by the reader as it stands."""
        if news is None:
            return self
        articles = list(vectors.texts(news))
        if teachers:
            self._told = lambda taught, epochs, seed: list(soft.told(articles, [self._teacher(taught, epochs, seed, teachers)], lexicon))
        else:
            reader = coder.reader.load()
            told = list(_shared_out(articles, lambda part: list(soft.told(part, [reader], lexicon))))
            self._told = lambda taught, epochs, seed: told
        return self

    def fitted(self, taught: list[Example], epochs: int, seed: int) -> tuple[Network, Names]:
        """A network fitted to examples and, where there is news, to what others make of it."""
        return self.network(taught, epochs, seed, self._told(taught, epochs, seed))

    def _teacher(self, taught: list[Example], epochs: int, seed: int, count: int) -> Reader:
        """So many networks fitted to examples from different beginnings, as one reader."""
        networks = [self.network(taught, epochs, n) for n in range(seed + 1, seed + 1 + count)]
        return export.reader_of([network for network, _ in networks], networks[0][1], {"thresholds": calibrate.FIRST, "rows": {}})

    def network(self, taught: list[Example], epochs: int, seed: int, told: Sequence[Told] = ()) -> tuple[Network, Names]:
        """A network fitted to examples and to what was told of others."""
        names = names_of(taught, self.stems, self.skeletons, self.signs)
        torch.manual_seed(seed)
        network = Network(names, *self.vectors)
        export.take_over(network, self.lower)
        fit(network, [numbered(e, names) for e in taught], epochs, seed, say, [soft.softly(t, names) for t in told])
        return network, names


class Judging:
    """What readers make of articles that they have not learnt from, and what follows: what a confidence means, the bar of `--precision high`."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon
        self.rows: list[calibrate.Row] = []
        self._articles: list[dict[str, Any]] = []
        self._coded: dict[str, list[dict[str, Any]]] = {}
        self._asked = 0

    def judge(self, articles: list[dict[str, Any]], reader: Reader) -> None:
        """Code articles and hold them against their gold."""
        for a in articles:
            article = article_of(a)
            made, self._coded[a["id"]], asked = calibrate.rows_of(article, a, Page(coder.scenes(article, self._lexicon)), reader, self._lexicon)
            self.rows += made
            self._asked += asked
        self._articles += articles
        say(f"{len(self._articles)} articles judged")

    def told(self) -> dict[str, Any]:
        """The weights of a row's confidence and the bar; the figures are printed."""
        weights = calibrate.row_weights(self.rows)
        for name, figure in score(self._articles, self._coded).figures.items():
            say(f"{name:32} {figure}")
        bins = calibrate.reliability(self.rows, calibrate.cross_fitted(self.rows))
        for mean, right, n in bins:
            say(f"confidence {mean:.2f}: {right:.2f} of {n} rows right")
        say(f"expected calibration error {calibrate.calibration_error(bins):.3f}, by weights fitted on other rows")
        high = calibrate.bar_for(self.rows, weights, 0.62)
        kept = [r for r in self.rows if confidence.probability(r.features, weights, r.type) >= high]
        say(f"--precision high from {high}: {sum(r.right for r in kept)} of {len(kept)} right, gold has {self._asked}")
        return {"rows": weights, "precision": {"high": high}}


def _shared_out(articles: list[dict[str, Any]], work: Callable[[list[dict[str, Any]]], list[T]]) -> Iterator[T]:
    """The same as `work(articles)`, done by a process a core, in order."""
    parts = [articles[at : at + _PART] for at in range(0, len(articles), _PART)]
    with ProcessPoolExecutor(mp_context=get_context("fork"), initializer=_take_up, initargs=(work,)) as pool:
        yield from chain.from_iterable(pool.map(_worked, parts))


def _take_up(work: Callable[[list[dict[str, Any]]], list[Any]]) -> None:
    global _work
    _work = work


def _worked(part: list[dict[str, Any]]) -> list[Any]:
    return _work(part)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


if __name__ == "__main__":
    cyclopts.run(main)
