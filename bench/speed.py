"""How fast the coder is: articles a second on one core, and as a ratio to reading the same bytes' words with a plain regex.

Run: python bench/speed.py GOLD.jsonl [--repeat N]. Machines differ and are noisy: compare ratios of one run, never seconds
of two.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path

from marsad import lexicon as lexicons
from marsad.coder import code_article
from marsad.read import article_from_text

_WORD = re.compile(r"\w+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="articles, one JSON object a line with text and published")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    lexicon = lexicons.load()
    docs = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines() if line.strip()]
    articles = [article_from_text(d["text"], published=d.get("published")) for d in docs if d.get("relevant", True)]
    for article in articles:  # fill the lexicon's cache of words, as a batch does within its first articles
        code_article(article, lexicon)
    best = plain = float("inf")
    for _ in range(options.repeat):
        start = time.perf_counter()
        claims = sum(len(code_article(a, lexicon).claims) for a in articles)
        best = min(best, time.perf_counter() - start)
        start = time.perf_counter()
        words = sum(len(_WORD.findall(a.text)) for a in articles)
        plain = min(plain, time.perf_counter() - start)
    print(
        f"{len(articles)} relevant articles, {words} words, {claims} claims: {len(articles) / best:.0f} articles a second, "
        f"{words / best:.0f} words a second; {best / plain:.0f} times the time of finding the words alone"
    )


if __name__ == "__main__":
    main()
