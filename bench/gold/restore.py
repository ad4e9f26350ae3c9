"""Put the texts back under gold without them: python bench/gold/restore.py [--gold blind.jsonl] CORPUS.jsonl.xz [POSTS.jsonl] > gold.jsonl

`annotated.jsonl`, for training, holds what two score and more readings of real articles annotated, by the rules of docs/evaluate.md, as offsets and
types alone: the articles are their publishers', so no word of them stands here. Each line names the article of the corpus that it is
of (`of`), and the digest of the text that its offsets count in. An article that the corpus lacks, or has otherwise, is left out.
`blind.jsonl` holds two hundred more in the same form, annotated with more care, by which the coder is judged: nothing is fitted to
them, and nobody who writes the coder reads them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

ANNOTATED = Path(__file__).with_name("annotated.jsonl")
_LONGEST, _SHORTEST = 1500, 700  # characters of an article that were read


def shortened(text: str) -> str | None:
    """The text as it was annotated: blanks evened, cut at a sentence's end; None where there is no such end."""
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+", " ", text).strip())
    if len(text) <= _LONGEST:
        return text
    head = text[:_LONGEST]
    at = max(head.rfind(".\n"), head.rfind(". "), head.rfind("\n"), head.rfind("؟"))
    return head[: at + 1].strip() if at > _SHORTEST else None


def digest(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def lines(path: Path) -> Iterator[dict]:
    """The objects of a file of JSON lines, packed with xz or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("texts", type=Path, nargs="+")
    ask.add_argument("--gold", type=Path, default=ANNOTATED, help="annotated.jsonl beside this file, or another of its form")
    given = ask.parse_args()
    wanted = {gold["of"]: gold for gold in lines(given.gold)}
    for path in given.texts:
        for article in lines(path):
            gold = wanted.get(article["id"])
            text = shortened(article["text"]) if gold else None
            if gold and text and digest(text) == gold["text_digest"]:
                told = {k: v for k, v in gold.items() if k not in ("of", "text_digest")}
                print(json.dumps({**told, "published": article.get("published"), "title": "", "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    main()
