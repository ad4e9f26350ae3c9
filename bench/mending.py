"""What the mending of broken words changes in a corpus: nothing in ordinary text but real damage.

Run: python bench/mending.py NEWS.jsonl[.xz] [--every N] [--start N] [--show N]

Each line holds `text`. Prints how many texts the first look lets by, words read and changed, the changes by frequency, and the time that
looking and mending took for a text.
"""

from __future__ import annotations

import argparse
import difflib
import itertools
import json
import lzma
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from marsad.arabic.mending import Mended
from marsad.lexicon import load


def texts(path: Path, start: int, every: int) -> Iterator[str]:
    """The text of each `every`th line from the one at `start` on."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in itertools.islice(file, start, None, every):
            yield json.loads(line)["text"]


def changes(text: str, mended: Mended) -> Iterator[tuple[str, str]]:
    """(as it stands, as it is meant) of each stretch of words that differs."""
    before, after = text.split(), mended.text.split()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield " ".join(before[a:b]), " ".join(after[c:d])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--show", type=int, default=200, help="the most frequent changes that are printed")
    options = parser.parse_args()
    mender = load().mender
    read = looked = touched = words = 0
    spent = 0.0
    found: Counter[tuple[str, str]] = Counter()
    for text in texts(options.news, options.start, options.every):
        read += 1
        words += len(text.split())
        began = time.process_time()
        mended = mender.mend(text)
        spent += time.process_time() - began
        looked += mender.may_be_broken(text)
        if mended is not None:
            touched += 1
            found.update(changes(text, mended))
    changed = sum(found.values())
    print(f"{read:,} texts, {looked:,} looked into, {touched:,} changed; {spent / max(read, 1) * 1e6:.0f} µs a text")
    print(f"{words:,} words, {changed:,} changes ({changed / max(words, 1):.5%})")
    for (before, after), count in found.most_common(options.show):
        print(f"{count:6}  {before}  →  {after}")


if __name__ == "__main__":
    main()
