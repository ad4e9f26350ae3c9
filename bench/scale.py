"""What 100 million articles would take: `python bench/scale.py` (with the extra marsad[spark], and Java). The figures of docs/scale.md.

Measured: a stream of news (one article in ten about a conflict) goes through the job on this machine's cores; Spark's own interface
tells the seconds and the shuffled bytes of each table. Reading of web archives and the merging of one crowded day are timed alone.

Simulated: where and when claims of ten years would fall. Towns are told as often as their names are written in Arabic (word
frequencies of the wordfreq corpus); a war's days follow a process that remembers a month and has outbursts (`_days`). From that come
the sizes of the keys under which claims meet, the number of pairs, and the most crowded town and day.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

import msgspec
import numpy as np
import wordfreq

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from performance import CONFLICT, OTHER, made
from support import writer
from support.archives import archive

from marsad.coder import code_article
from marsad.events.group import group
from marsad.events.match import match
from marsad.events.within import records_of
from marsad.lexicon import load
from marsad.model import Count
from marsad.read import Reprints, read_paths
from marsad.read.doors.warc import warc_items
from marsad.read.reprints import packed_signature, signature_of, unpacked_signature

ARTICLES = 100_000_000
COUNTRIES = ("SY", "IQ", "YE", "SD", "LY", "PS", "LB", "UA", "SO", "AF")
# What the coder makes of the gold (95 relevant articles): claims that make events, by family; how many name their day.
PER_ARTICLE = 396 / 95
FAMILIES = {"violence": 198, "ground": 115, "people": 23, "persons": 17, "talks": 5, "protest": 3}
DATED = 136 / 396
RELEVANT = 0.1
DAYS = 3650
ARABIC = 0.2  # of the records of the archive that is read
HEAVY = 2_000  # as in marsad.scale.spark.job


def towns() -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    """Names, countries, (lat, lon) and weights of the towns that the gazetteer has in countries at war."""
    gazetteer = load().gazetteer
    names, countries, where, weights = [], [], [], []
    for word in sorted(gazetteer.words() - gazetteer.weak):
        place = max(gazetteer.find(word), key=lambda p: p.population)  # who writes a name means the largest place of it
        weight = wordfreq.word_frequency(word, "ar")
        if place.country in COUNTRIES and place.precision == "settlement" and place.population > 30_000 and weight:
            names.append(word)
            countries.append(place.country)
            where.append((place.lat, place.lon))
            weights.append(weight)
    told = np.array(weights)
    return names, countries, np.array(where), told / told.sum()


def _days(draw: np.random.Generator) -> np.ndarray:
    """How much of a war is told on each day: the logarithm remembers a month; on one in 300 an outburst of 10 to 50 times that fades in three."""
    keep = 0.5 ** (1 / 30)
    log = np.zeros(DAYS)
    for d in range(1, DAYS):
        log[d] = keep * log[d - 1] + draw.normal(0, np.sqrt(1 - keep**2))
    told = np.exp(log)
    for d in np.flatnonzero(draw.random(DAYS) < 1 / 300):
        for k, fade in enumerate((1.0, 0.5, 0.25)):
            if d + k < DAYS:
                told[d + k] *= 1 + fade * draw.uniform(10, 50)
    return told / told.mean()


def simulated() -> dict[str, float]:
    """Sizes of keys, numbers of pairs and the most crowded town and day of `ARTICLES` articles over ten years."""
    draw = np.random.default_rng(11)
    names, countries, where, weight = towns()
    told = {c: _days(draw) for c in COUNTRIES}
    cells = sorted({(int(a // 0.25), int(b // 0.25)) for a, b in where})
    number = {cell: n for n, cell in enumerate(cells)}
    of = np.array([number[int(a // 0.25), int(b // 0.25)] for a, b in where])
    near = np.zeros((len(cells), len(cells)), dtype=np.float32)
    for (a, b), n in number.items():
        for i in (-1, 0, 1):
            for k in (-1, 0, 1):
                if (m := number.get((a + i, b + k))) is not None:
                    near[n, m] = 1
    degrees = sorted({(a // 4, b // 4) for a, b in cells})
    column = {degree: n for n, degree in enumerate(degrees)}
    looks = np.zeros((len(cells), len(degrees)), dtype=np.float32)
    for (a, b), n in number.items():
        for degree in {((a + i) // 4, (b + k) // 4) for i in (-1, 0, 1) for k in (-1, 0, 1)}:
            if degree in column:
                looks[n, column[degree]] = 1
    day = np.stack([told[c] for c in countries], axis=1)  # days × towns
    claims = ARTICLES * RELEVANT * PER_ARTICLE
    share = day * weight
    much = share.sum(axis=1, keepdims=True)
    share *= 5 / (much + 4)  # a day has so many articles and no more: however much happens, half of them tell of war at most
    share /= share.sum()
    everywhere = np.zeros((DAYS, len(cells)), dtype=np.float64)
    np.add.at(everywhere.T, of, share.T)
    sizes, pairs, rows, crowd, families = [], 0.0, 0.0, 0.0, sum(FAMILIES.values())
    for count in FAMILIES.values():
        n = claims * count / families * (1 - 35 / 396)
        a, o = n * DATED * everywhere, n * (1 - DATED) * everywhere
        standing = a + o + np.roll(o, -1, 0) + np.roll(o, -2, 0)
        pairs += 0.5 * float((a * (a @ near)).sum() + (o * (o @ near)).sum())
        pairs += sum(float((np.roll(o, -k, 0) * (a @ near)).sum()) for k in range(3))
        look = standing @ looks
        rows += float(look.sum())
        sizes.append(look.ravel())
        crowd = max(crowd, float((n * DATED * share).max()))
    every = np.concatenate(sizes)
    every = np.sort(every[every > 0.5])
    heavy = every[every > HEAVY]
    return {
        "towns": len(names),
        "claims": claims,
        "rows": rows,
        "keys": float(len(every)),
        "median": float(np.median(every)),
        "p99": float(np.quantile(every, 0.99)),
        "largest": float(every[-1]),
        "heavy": float(len(heavy)),
        "salts": float(np.ceil(heavy / HEAVY).sum()),
        "salted_rows": float((heavy * np.ceil(heavy / HEAVY)).sum() + every[every <= HEAVY].sum()),
        "pairs": pairs,
        "crowd": crowd,
        "top": names[int(weight.argmax())],
        "top_share": float(weight.max()),
    }


def stream(folder: Path, count: int) -> int:
    """JSON lines of news: towns and days as in the simulation, over thirty days; a third are copies. Returns their bytes."""
    names, _, _, weight = towns()
    draw, several = random.Random(9), np.random.default_rng(9)
    chosen = several.choice(len(names), size=count * 8, p=weight)
    at, held, size = 0, [], 0
    with (folder / "news.jsonl").open("w", encoding="utf-8") as file:
        for n in range(count):
            if held and draw.random() < 0.3:
                row = dict(draw.choice(held[-2000:]), id=f"n{n}", outlet=f"o{n % 41}")
            else:
                places = [names[i] for i in chosen[at : at + 8]]
                at = (at + 8) % (count * 8)
                text = made(draw, CONFLICT if draw.random() < RELEVANT else OTHER, 6, places)
                row = {
                    "id": f"n{n}",
                    "text": f"{text}\n({n})",
                    "published": (dt.date(2024, 5, 1) + dt.timedelta(days=draw.randrange(30))).isoformat(),
                    "outlet": f"o{n % 41}",
                }
                held.append(row)
            line = json.dumps(row, ensure_ascii=False) + "\n"
            size += len(line.encode())
            file.write(line)
    return size


def measured(count: int) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Of each table the executors' seconds and shuffled and written bytes; counts of what came out."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from marsad.scale.spark.job import Asked, run
    from marsad.scale.spark.session import session

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = stream(folder, count)
        spark = session()
        done = run(spark, Asked((str(folder / "news.jsonl"),), str(folder / "out")), lambda line: print(f"  {line}", flush=True))
        out: defaultdict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        with urllib.request.urlopen(
            f"{spark.sparkContext.uiWebUrl}/api/v1/applications/{spark.sparkContext.applicationId}/stages?status=complete"
        ) as answer:
            for stage in json.load(answer):
                table = (stage.get("description") or "other").split("-")[0]
                out[table]["seconds"] += stage["executorRunTime"] / 1000
                out[table]["shuffled"] += stage["shuffleWriteBytes"]
                out[table]["written"] += stage["outputBytes"]
        memory = workers_memory()
        cores = spark.sparkContext.defaultParallelism
        spark.stop()
    return out, {
        "bytes": size,
        "cores": cores,
        "MB of a Python worker": round(memory),
        **{f: getattr(done, f) for f in ("articles", "claims", "events", "copies")},
    }


def workers_memory() -> float:
    """Megabytes that the largest of Spark's Python workers has had in memory."""
    out = [0.0]
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"pyspark.daemon" in (process / "cmdline").read_bytes():
                out += [int(line.split()[1]) / 1024 for line in (process / "status").read_text().splitlines() if line.startswith("VmHWM")]
    return max(out)


def linking(count: int = 10_000) -> float:
    """Milliseconds an article of the one task that links copies, but for the rows that Spark hands it."""
    with tempfile.TemporaryDirectory() as name:
        stream(Path(name), count)
        items = read_paths([name])
        signed = [(packed_signature(signature_of(i.article)), i.article.id) for i in items if i.article is not None]
    known = Reprints()
    start = time.perf_counter()
    for packed, id in signed:
        known.original_of(unpacked_signature(packed), id)
    return (time.perf_counter() - start) / len(signed) * 1000


def crowded() -> tuple[float, list[tuple[int, float, float]]]:
    """Microseconds of a match; (claims of one town and day, seconds to merge them, megabytes more)."""
    draw = random.Random(1)
    base = records_of(code_article(writer.article(0)))[0]

    def one(n: int):
        deaths = draw.randint(2, 12)
        return msgspec.structs.replace(
            base, id=f"x{n:06}", article=f"a{n}", root=f"a{n}", office=f"o{n % 50}", deaths=Count(deaths, deaths), dated=True
        )

    few = [one(n) for n in range(200)]
    start = time.perf_counter()
    for a in few:
        for b in few:
            match(a, b)
    micros = (time.perf_counter() - start) / 40_000 * 1e6
    out = []
    for size in (500, 1000, 2000):
        records = [one(n) for n in range(size)]
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        group(records)
        out.append((size, time.perf_counter() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))
    return micros, out


def reading() -> tuple[float, float]:
    """Records a second of a web archive, a fifth of them Arabic pages; kilobytes of a record, packed."""
    data, counts = archive(2000, 20)
    start = time.perf_counter()
    for _ in warc_items(io.BufferedReader(io.BytesIO(data)), "a"):
        pass
    return sum(counts.values()) / (time.perf_counter() - start), len(data) / sum(counts.values()) / 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    count = parser.parse_args().articles
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores, {count} articles measured")
    records, kilobytes = reading()
    print(f"reading a web archive: {records:.0f} records/s on one core ({kilobytes:.0f} KB each, packed)")
    micros, crowds = crowded()
    print(f"a match takes {micros:.0f} µs; claims of one town and day: " + ", ".join(f"{n}: {s:.1f} s, {mb:.0f} MB" for n, s, mb in crowds))
    print(f"linking a copy takes {linking():.3f} ms")
    sim = simulated()
    print(
        f"simulated {ARTICLES:,} articles over ten years, {sim['claims'] / 1e6:.0f} million claims of events in {sim['towns']} towns (of"
        f" which {sim['top']} has {sim['top_share']:.1%}):"
    )
    print(
        f"  {sim['keys'] / 1e6:.2f} million keys, {sim['rows'] / sim['claims']:.1f} rows a claim; claims of a key: median"
        f" {sim['median']:.0f}, 99th in 100 {sim['p99']:.0f}, largest {sim['largest']:,.0f}"
    )
    print(
        f"  {sim['heavy']:,.0f} heavy keys (over {HEAVY}), {sim['salts']:,.0f} salts; rows with their copies"
        f" {sim['salted_rows'] / 1e6:,.0f} million; {sim['pairs'] / 1e9:.2f} billion pairs; most claims of one kind in one town on one day"
        f" {sim['crowd']:,.0f}"
    )
    tables, counts = measured(count)
    print(f"measured: {counts}")
    scale = ARTICLES / count
    total = 0.0
    print("table        core-seconds  shuffled KB/article  written KB/article   core-hours at 100 million   shuffled TB")
    for name, t in sorted(tables.items(), key=lambda i: -i[1]["seconds"]):
        hours = t["seconds"] * scale / 3600
        total += hours
        print(
            f"{name:12} {t['seconds']:11.1f} {t['shuffled'] / count / 1000:18.2f} {t['written'] / count / 1000:19.2f} {hours:24,.0f}"
            f" {t['shuffled'] * scale / 1e12:18.3f}"
        )
    print(
        f"in all {total:,.0f} core-hours by these; matching of all pairs {sim['pairs'] * micros / 1e6 / 3600:,.0f} core-hours; reading of"
        f" web archives {ARTICLES / ARABIC / records / 3600:,.0f} core-hours, where one record in five is an Arabic page"
    )


if __name__ == "__main__":
    main()
