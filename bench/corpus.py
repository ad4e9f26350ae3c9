"""Real articles through the coder, whole: none may crash it, take longer than its budget or bring a date out of range.

Run: python bench/corpus.py NEWS.jsonl[.xz] [--every N] [--start N] [--budget SECONDS]

Each line holds `id`, `text` and `published` (a day, or null). Prints what was read, coded and refused, every article that failed,
and articles a second on one core; exits 1 where anything failed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import lzma
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from marsad.coder import code_article
from marsad.errors import InputError
from marsad.lexicon.ready import ready
from marsad.model import Doc
from marsad.read import article_from_text
from marsad.scale.budget import SECONDS, OverBudget, within

_EARLIEST = dt.date(1900, 1, 1)
_AHEAD = dt.timedelta(days=731)  # behind the day of publication
_TOLD = 5_000  # articles between two lines of progress


def lines_of(path: Path, start: int, every: int) -> Iterator[dict]:
    """Each `every`th article from the one at `start` on."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in itertools.islice(file, start, None, every):
            yield json.loads(line)


def out_of_range(doc: Doc) -> list[str]:
    """The days of a document's claims that no news speaks of."""
    latest = dt.date.fromisoformat(doc.article.published) + _AHEAD if doc.article.published else dt.date(2100, 1, 1)
    days = {day for claim in doc.claims if claim.time is not None for day in (claim.time.start, claim.time.end)}
    return [day for day in sorted(days) if not _EARLIEST <= dt.date.fromisoformat(day) <= latest]


def misquoted(doc: Doc) -> bool:
    """Whether a claim's trigger or evidence does not stand in the text where it says."""
    return any(
        span.text != doc.text[span.start : span.end] or not span.text
        for claim in doc.claims
        for span in (claim.trigger, claim.evidence, *claim.agents, *claim.targets, *claim.places)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--budget", type=float, default=SECONDS)
    options = parser.parse_args()
    ready()
    counts: Counter[str] = Counter()
    spent, longest = 0.0, (0.0, "")
    for n, row in enumerate(lines_of(options.news, options.start, options.every), 1):
        counts["articles"] += 1
        began = time.perf_counter()
        try:
            article = article_from_text(row["text"], id=row["id"], published=row.get("published"))
            with within(options.budget):
                doc = code_article(article)
        except OverBudget as error:
            counts["over budget"] += 1
            print(f"{row['id']}: {error}")
            continue
        except InputError:  # no Arabic, or furniture alone
            counts["refused by the reader"] += 1
            continue
        except Exception:
            counts["crashes"] += 1
            print(f"{row['id']}: {traceback.format_exc(limit=-2)}")
            continue
        took = time.perf_counter() - began
        spent, longest = spent + took, max(longest, (took, row["id"]))
        counts["with claims"] += bool(doc.claims)
        counts["claims"] += len(doc.claims)
        if days := out_of_range(doc):
            counts["dates out of range"] += len(days)
            print(f"{row['id']}: published {doc.article.published}, tells of {', '.join(days)}")
        if misquoted(doc):
            counts["misquoted"] += 1
            print(f"{row['id']}: a span does not quote the text")
        if n % _TOLD == 0:
            print(f"{n:,} articles, {n / spent:.0f} a second", file=sys.stderr, flush=True)
    failures = ("crashes", "over budget", "dates out of range", "misquoted")
    for what in ("articles", "refused by the reader", "with claims", "claims", *failures):
        print(f"{what:22} {counts[what]:>9,}")
    print(f"{'articles a second':22} {counts['articles'] / max(spent, 1e-9):>9.0f}")
    print(f"{'longest, seconds':22} {longest[0]:>9.2f} {longest[1]}")
    sys.exit(any(counts[what] for what in failures))


if __name__ == "__main__":
    main()
