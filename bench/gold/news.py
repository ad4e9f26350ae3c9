#!/usr/bin/env python3
"""Draw articles without gold from the corpus, in the mix of the real gold: python bench/gold/news.py CORPUS REAL > news.jsonl

What they are for: `make train NEWS=news.jsonl`. CORPUS is the corpus of news as JSON lines packed with xz, REAL the annotated articles; none of
these, nor those of annotated.jsonl, is drawn (told by their first letters, and by a stretch further on, where a headline differs).
"""

import argparse
import collections
import hashlib
import json
import lzma
import random
import re
import sys
from pathlib import Path

WAR = re.compile("قتل|قصف|غار|اشتباك|مسلح|هجوم|معارك|انفجار|تفجير|اغتيال|خطف|اعتقال|القوات|الجيش|سيطر|عبوة|صاروخ|قذائف|نازح|هدنة")
PROTEST = re.compile("تظاهر|متظاهر|مظاهر|احتجاج|اعتصام|إضراب|محتج")
LONGEST, SHORTEST = 1_500, 250  # letters; longer ones are cut at the end of a paragraph


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    ask.add_argument("real", type=Path)
    ask.add_argument("--count", type=int, default=8_000)
    given = ask.parse_args()
    mix: collections.Counter[str] = collections.Counter()
    known: set[str] = set()
    for n, line in enumerate(given.real.open(encoding="utf-8"), 1):
        article = json.loads(line)
        known.update(marks(article["text"]))
        mix[article["corpus"]] += n % 5 > 0
    annotated = {json.loads(line)["of"] for line in (Path(__file__).parent / "annotated.jsonl").open(encoding="utf-8")}
    pools: dict[str, list[dict]] = collections.defaultdict(list)
    with lzma.open(given.corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = cut(article["text"])
            if len(text) < SHORTEST or article["id"] in annotated or known & marks(text) or not speaks_of_conflict(text):
                continue
            known |= marks(text)
            pools[article["id"].split(":")[0]].append({**article, "id": hashlib.md5(article["id"].encode()).hexdigest()[:8], "text": text})
    rng = random.Random(77)
    drawn = [a for c, n in mix.items() for a in rng.sample(pools[c], min(len(pools[c]), round(given.count * n / mix.total())))]
    rng.shuffle(drawn)
    for article in drawn:
        print(json.dumps(article, ensure_ascii=False))
    print(f"{len(drawn)} articles", file=sys.stderr)


def cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    end = text.rfind("\n", SHORTEST, LONGEST)
    return text[: end if end > 0 else LONGEST]


def marks(text: str) -> set[str]:
    letters = re.sub(r"\W+", "", text)
    return {letters[:80], letters[40:120]}


def speaks_of_conflict(text: str) -> bool:
    war = len(WAR.findall(text))
    return len(PROTEST.findall(text)) >= 2 or war * 1000 >= 6 * len(text) or 1 <= war <= 3


if __name__ == "__main__":
    main()
