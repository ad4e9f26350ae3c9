"""How the time for one article grows with its length: texts made to be hard, each at 1k to 256k characters, read and coded.

Run: python bench/growth.py [--kind NAME …] [--sizes 1000 4000 …] [--limit SECONDS] [--added]

Four times the text may take at most five times as long. What is told is processor time, the least of several runs: whatever else a machine
does only adds to it. The sizes of a kind take turns, so that a slow minute is no size's own; the kind is coded once before, for words are
read once. Where a growth is over the mark, its kind is run again, at most twelve rounds in all: what was noise goes, what grows stays.

`--added` brings a gazetteer of villages of its own making, as one that a dump was added to, in a cache folder that goes when the bench ends.
A text that takes longer than `--limit` ends its row.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SIZES = (1_000, 4_000, 16_000, 64_000, 256_000)
MOST = 5.0  # times as long for four times the text
QUICK = 20_000  # characters up to which each round is run; longer texts in every second
ROUNDS, MOST_ROUNDS = 3, 12  # and so many more where the growth is over the mark
FLOOR = 0.02  # seconds: below, a ratio tells the grain of the clock and of the caches
OPENING = "قتل خمسة مدنيين في قصف للجيش على مدينة الفاشر. "
TOWNS = ["حلب", "إدلب", "الرقة", "دير الزور", "الفاشر", "نيالا", "بارا", "الموصل", "تعز", "مأرب", "الحديدة", "سرت"]
ACTORS = ["الجيش السوداني", "قوات الدعم السريع", "الشرطة", "حركة طالبان", "قوات سوريا الديمقراطية", "الحشد الشعبي"]
HEADLINES = [
    "قصف الجيش السوداني مدينة بارا",
    "قتل خمسة مدنيين في الفاشر",
    "هاجمت قوات الدعم السريع نيالا",
    "سيطر الجيش على الأبيض",
    "انسحبت القوات من كادقلي",
]
ARTICLE = [
    "قتل سبعة مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة الفاشر يوم الثلاثاء، بحسب لجان المقاومة.",
    "وأعلن الجيش السوداني أن قواته استعادت بلدة بارا بعد معارك استمرت ثلاثة أيام.",
    "وقال مصدر طبي إن القصف أصاب السوق الكبير في المدينة وأدى إلى إصابة 14 شخصا.",
    "واتهم المتحدث باسم الحكومة الحركة بالهجوم على القرية، لكنها نفت مسؤوليتها عنه.",
]
# Name → (what stands between two pieces, the pieces, taken in turn).
KINDS: dict[str, tuple[str, list[str]]] = {
    "one long word": ("", ["كلمه"]),
    "one long number": ("", ["7"]),
    "zero-width joiners": ("", ["م" + "\u200d" * 40]),
    "و run together": ("", ["و"]),
    "و و و": (" ", ["و"]),
    "ال run together": ("", ["ال"]),
    "vowel marks": ("", ["بَ"]),
    "emoji": ("", ["💥"]),
    "emoji between words": (" ", ["قصف", "💥🔥", "حلب"]),
    "unclosed quotes": (" ", ["«قصف"]),
    "unclosed brackets": ("", ["(", "حلب"]),
    "colons": (" ", ["الجيش:", "قصف"]),
    "dashes": (" ", ["-", "حلب"]),
    "full stops": (" ", ["..", "قصف"]),
    "actors joined by و": (" و", ACTORS),
    "actors joined by و who attack": (" و", [*ACTORS, "قصف"]),
    "he said that he announced that": (" ", ["قال الجيش إن الشرطة أعلنت أن الحكومة أكدت أن"]),
    "towns joined by commas": ("، ", TOWNS),
    "towns joined by و": (" و", TOWNS),
    "towns one in another": (" في ", TOWNS),
    "headlines on one line": ("، ", HEADLINES),
    "killed and killed": (" ", ["قتل خمسة", "وجرح ستة", "وأصيب سبعة"]),
    "strikes without a stop": (" ", ["قصف", "غارة", "هجوم", "تفجير", "معارك"]),
    "numbers": (" ", ["25", "ألف", "ثلاثة وعشرون"]),
    "days": (" ", ["يوم الثلاثاء", "25 يناير 2014", "منذ أمس"]),
    "the city, the town": ("، ", ["المدينة", "البلدة", "القرية", "محيط المخيم"]),
    "who, which, that": (" ", ["التي", "الذي", "أن", "إن"]),
    "words without a stop": (" ", [s.rstrip(".").replace("،", "") for s in ARTICLE]),
    "lines": ("\n", ARTICLE),
    "one paragraph": (" ", ARTICLE),
    "short lines": ("\n", ["قصف", "حلب", "قتل خمسة"]),
    "villages joined by commas": ("، ", ["في قرية {v}"]),
}


def text_of(kind: str, size: int) -> str:
    """An article of a kind, `size` characters long, that opens with one plain sentence."""
    between, pieces = KINDS[kind]
    if pieces == ["في قرية {v}"]:
        names = random.Random(7)
        pieces = [f"في قرية {village(names)}" for _ in range(400)]
    out, length, n = [OPENING], len(OPENING), 0
    while length < size:
        piece = (between if n else "") + pieces[n % len(pieces)]
        out.append(piece)
        length += len(piece)
        n += 1
    return "".join(out)[:size]


def village(names: random.Random) -> str:
    """A name that sounds like a village's."""
    return (
        names.choice(["كفر ", "تل ", "دير ", "عين ", "خربة ", ""])
        + "".join(names.choices("بتدرسشعفقكلمنوحي", k=3))
        + names.choice(["ا", "ين", "ة", "ون"])
    )


def add_villages(cache: str) -> None:
    """Add a gazetteer of villages, as a dump of GeoNames brings them, in a data and cache folder of our own."""
    os.environ["MARSAD_DATA"] = os.environ["MARSAD_CACHE"] = cache
    from marsad.gazetteer.added import add

    draw = random.Random(7)
    rows = []
    for number in range(20_000):
        lat, lon = draw.uniform(33, 37), draw.uniform(36, 42)
        rows.append(
            f"{900_000_000 + number}\tVillage {number}\tVillage {number}\t{village(draw)}\t{lat:.4f}\t{lon:.4f}\tP\tPPL\tSY\t"
            f"\t0{number % 9 + 1}\t\t\t\t{draw.randrange(5000)}\t\t\tAsia/Damascus\t2024-01-01\n"
        )
    dump = Path(cache) / "SY.txt"
    dump.write_text("".join(rows), "utf-8")
    add(dump, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kind", nargs="*", default=list(KINDS))
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--added", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        if options.added:
            add_villages(cache)
        worst = print_table(options.kind, options.sizes, options.limit)
    print(f"\nworst growth for four times the text: {worst:.1f} (at most {MOST})")
    sys.exit(worst > MOST)


def print_table(kinds: list[str], sizes: list[int], limit: float) -> float:
    """Print a row for each kind, seconds by size; return the worst growth between two sizes that follow each other."""
    from marsad import lexicon as lexicons
    from marsad.coder import code_article
    from marsad.lexicon.ready import ready
    from marsad.read import article_from_text

    ready()
    lexicon = lexicons.load()
    code_article(article_from_text("\n".join(ARTICLE), published="2024-06-12"), lexicon)
    print("| kind | " + " | ".join(f"{size // 1000}k" for size in sizes) + " | most for 4× |")
    print("| --- " * (len(sizes) + 2) + "|")
    worst = 0.0
    for kind in kinds:
        seconds = least(kind, sizes, limit, lambda text: code_article(article_from_text(text, published="2024-06-12"), lexicon))
        growth = growth_of(seconds)
        worst = max(worst, growth)
        cells = [f"{s:.3f}" for s in seconds] + ["—"] * (len(sizes) - len(seconds))
        print(f"| {kind} | {' | '.join(cells)} | {growth:.1f} |", flush=True)
    return worst


def least(kind: str, sizes: list[int], limit: float, code: Callable[[str], object]) -> list[float]:
    """The least seconds of a processor that each size of a kind takes, up to the first that takes longer than `limit`."""
    texts = [text_of(kind, size) for size in sizes]
    code(texts[0])
    seconds = [float("inf")] * len(texts)
    for number in range(MOST_ROUNDS):
        if number >= ROUNDS and growth_of(seconds) <= MOST:
            break
        for at, text in enumerate(texts):
            if len(text) <= QUICK or number % 2 == 0:
                seconds[at] = min(seconds[at], spent(code, text))
            if seconds[at] > limit:
                del texts[at + 1 :], seconds[at + 1 :]
    return seconds


def spent(code: Callable[[str], object], text: str) -> float:
    """Seconds of a processor for one text; what earlier ones left is cleared away before."""
    gc.collect()
    start = time.process_time()
    code(text)
    return time.process_time() - start


def growth_of(seconds: list[float]) -> float:
    """The most that one of these takes of the time of the one before it."""
    return max((b / max(a, FLOOR) for a, b in itertools.pairwise(seconds)), default=0.0)


if __name__ == "__main__":
    main()
