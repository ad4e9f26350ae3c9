"""How much of what articles tell of war becomes a claim: of the sentences with an armed actor, a weapon or casualties, the share that
gives one; and the commonest predicates of those that give none.

Run: python bench/coverage.py NEWS.jsonl[.xz] [--every N] [--start N] [--most N] [--top N]

Each line holds `text` and, where known, `published`. Articles that say nothing of a conflict are passed over.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from corpus import lines_of

from marsad.coder import trace_article
from marsad.coder.scene import Scene
from marsad.errors import InputError
from marsad.lexicon import Lexicon, load
from marsad.lexicon.ready import ready
from marsad.model import Article
from marsad.read import article_from_text
from marsad.report.gaps import predicates

SIGNS = ("armed actor", "weapon", "casualties")


class Coverage:
    """Counts over articles: sentences with each sign, those of them that give a claim, predicates of those that give none."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon
        self.sentences: Counter[str] = Counter()
        self.telling: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()

    def take(self, article: Article) -> None:
        """Count the sentences of one article; one that says nothing of a conflict has none."""
        trace = trace_article(article, self._lexicon)
        if trace.reading is None:
            return
        told = [claim.trigger.start for claim in trace.doc.claims]
        for scene in trace.page.scenes:
            signs = signs_of(scene, self._lexicon)
            if not signs:
                continue
            tells = any(scene.s.start <= start < scene.s.end for start in told)
            for sign in (*signs, "any"):
                self.sentences[sign] += 1
                self.telling[sign] += tells
            if not tells:
                self.silent.update(set(_predicates(scene)))


def signs_of(scene: Scene, lexicon: Lexicon) -> tuple[str, ...]:
    """Which of `SIGNS` a sentence has."""
    s = scene.s
    armed = any(m.armed for m in scene.mentions)
    weapon = any(lexicon.weapons.match(s.norms, t.i, word) for t in s.tokens for word in (t.w.word, t.w.stem))
    hurt = any(use.frame is not None and use.frame.harm for t in s.tokens for use in (*t.w.verbs, *t.w.nouns))
    return tuple(sign for sign, has in zip(SIGNS, (armed, weapon, hurt), strict=True) if has)


def _predicates(scene: Scene) -> Iterator[str]:
    """The verbs of a sentence: lemmas of those that the lexicon has, with their frame or list, and words that it lacks."""
    for t in scene.s.tokens:
        for use in t.w.verbs[:1]:
            yield f"{use.lemma} ({use.frame.id if use.frame else use.use})"
    for word in predicates(scene):
        yield f"{word} (not in the lexicon)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--most", type=int, help="stop after so many articles")
    parser.add_argument("--top", type=int, default=40)
    asked = parser.parse_args()
    ready()
    coverage, articles = Coverage(load()), 0
    for row in islice(lines_of(asked.news, asked.start, asked.every), asked.most):
        try:
            coverage.take(article_from_text(row["text"], published=row.get("published")))
        except InputError:  # no Arabic, or furniture alone
            continue
        articles += 1
    print(f"{articles:,} articles")
    for sign in ("any", *SIGNS):
        n, telling = coverage.sentences[sign], coverage.telling[sign]
        print(f"{sign:12} {n:>8,} sentences, {telling:>8,} give a claim: {telling / max(n, 1):.3f}")
    for word, n in coverage.silent.most_common(asked.top):
        print(n, word, sep="\t")


if __name__ == "__main__":
    main()
