"""Which actors a corpus names that the lexicon does not know: the phrases of armed actors, offices and sources that resolve to nobody,
by how often, with the countries and years of the articles that have them.

Run: python bench/actors.py CORPUS.jsonl.xz [--every 8] [--top 300] [--country SY] [--kind actor]
CORPUS has a JSON object a line with `text`, `published` and, where known, `outlet`. Articles that say nothing of a conflict are passed over.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from marsad.coder import scenes
from marsad.coder.mention import Mention
from marsad.coder.relevance import may_speak_of_conflict
from marsad.coder.whose import countries
from marsad.errors import InputError
from marsad.lexicon import Lexicon, load
from marsad.read import article_from_text

KINDS = ("actor", "group", "person", "source")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpus", type=Path)
    ap.add_argument("--every", type=int, default=1, metavar="N", help="read one line in N")
    ap.add_argument("--top", type=int, default=200)
    ap.add_argument("--country", help="only articles mostly about this ISO code")
    ap.add_argument("--kind", choices=KINDS, default="actor")
    a = ap.parse_args()
    count: Counter[str] = Counter()
    where: dict[str, Counter[str]] = defaultdict(Counter)
    known = open_ = 0
    for m, place in mentions(a.corpus, a.every, load(), a.kind, a.country):
        if m.actor is not None:
            known += 1
            continue
        open_ += 1
        phrase = name(m)
        count[phrase] += 1
        where[phrase][place] += 1
    print(f"{known} mentions of kind {a.kind} have an actor, {open_} have none")
    for phrase, n in count.most_common(a.top):
        print(n, phrase, " ".join(f"{place}:{k}" for place, k in where[phrase].most_common(4)), sep="\t")


def mentions(corpus: Path, every: int, lexicon: Lexicon, kind: str, country: str | None) -> Iterator[tuple[Mention, str]]:
    """The mentions of a kind with "country year" of their article."""
    with (lzma.open if corpus.suffix == ".xz" else open)(corpus, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if n % every:
                continue
            row = json.loads(line)
            try:
                article = article_from_text(row["text"], published=row.get("published"))
            except InputError:
                continue
            if not may_speak_of_conflict(article, lexicon):
                continue
            found = scenes(article, lexicon)
            votes = countries(found)
            iso = max(votes, key=lambda k: votes[k]) if votes else "--"
            if country in (None, iso):
                place = f"{iso} {(row.get('published') or '----')[:4]}"
                yield from ((m, place) for scene in found for m in scene.mentions if m.kind == kind)


def name(m: Mention) -> str:
    """The words of a mention, prefixes off."""
    tokens = m.s.tokens[m.i : m.j]
    return " ".join([tokens[0].w.word, *(t.text for t in tokens[1:])])


if __name__ == "__main__":
    main()
