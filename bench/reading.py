"""How fast and how small reading is: pages a second and archive MB a second as ratios to the bare libraries, peak memory by input size.

Run: python bench/reading.py [--memory]   (warcio, for the comparison of archive readers: pip install warcio)

Machines differ and are noisy: compare ratios of one run, never seconds of two.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from pages.corpus import pages
from support.archives import ENGLISH, answer, archive, good, record

from marsad.read.decode import decode
from marsad.read.doors.warc import warc_items
from marsad.read.page.html import article_from_html


def best(run: Callable[[], object], times: int = 3) -> float:
    """The least seconds of a few runs."""
    out = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        out = min(out, time.perf_counter() - start)
    return out


def rates() -> None:
    """Pages and archives against the bare libraries."""
    import lxml.html
    import trafilatura

    texts = [decode(page.data)[0] for page in pages()]
    article_from_html(texts[0])
    trafilatura.bare_extraction(texts[0], with_metadata=True)
    ours = best(lambda: [article_from_html(t) for t in texts])
    bare = best(lambda: [trafilatura.bare_extraction(t, favor_precision=True, with_metadata=True) for t in texts], 1)
    tree = best(lambda: [lxml.html.document_fromstring(t) for t in texts])
    size = sum(map(len, texts)) / len(texts) / 1000
    print(
        f"pages of {size:.0f} thousand letters: {len(texts) / ours:.0f} a second; {bare / ours:.1f} times bare trafilatura,"
        f" {tree / ours:.3f} of parsing alone"
    )

    data, counts = archive()
    megabytes = len(gzip.decompress(b"".join(_whole(data)))) / 1e6
    ours = best(lambda: list(warc_items(io.BufferedReader(io.BytesIO(data)), "a")), 1)
    print(
        f"archive of {sum(counts.values())} records, {counts['arabic']} of them Arabic pages, {megabytes:.0f} MB: {megabytes / ours:.1f} MB"
        f" a second, {sum(counts.values()) / ours:.0f} records a second"
    )

    crawl = _crawl()
    megabytes = len(gzip.decompress(crawl)) / 1e6
    ours = best(lambda: list(warc_items(io.BufferedReader(io.BytesIO(crawl)), "a")))
    fast = best(lambda: _fastwarc(crawl))
    print(
        f"crawl with one Arabic page in fifty, {megabytes:.0f} MB: {megabytes / ours:.0f} MB a second; bare FastWARC"
        f" {megabytes / fast:.0f}: ratio {fast / ours:.2f}"
    )
    try:
        slow = best(lambda: _warcio(crawl))
        print(f"bare warcio {megabytes / slow:.0f} MB a second: {slow / fast:.1f} times the time of FastWARC")
    except ImportError:
        print("warcio is not installed")


def _whole(data: bytes):
    """The members of an archive that unpack."""
    from marsad.read.doors.warc import frames

    for frame in frames(io.BufferedReader(io.BytesIO(data))):
        if frame.fault is None:
            yield gzip.compress(frame.data, 1)


def _crawl() -> bytes:
    known = pages()
    filler = ENGLISH.replace("</p>", " And the yields of ten-year bonds fell, analysts said on Monday." * 200 + "</p>")
    return b"".join(
        gzip.compress(
            record("response", *good(n, known[n % 40])) if n % 50 == 0 else record("response", f"http://e.example/{n}", answer(filler.encode()))
        )
        for n in range(3000)
    )


def _fastwarc(data: bytes) -> int:
    from fastwarc.warc import ArchiveIterator

    return sum(len(r.reader.read()) for r in ArchiveIterator(io.BytesIO(data), parse_http=True))


def _warcio(data: bytes) -> int:
    from warcio.archiveiterator import ArchiveIterator

    return sum(len(r.content_stream().read()) for r in ArchiveIterator(io.BytesIO(data)))


# -- memory -------------------------------------------------------------------------------------------------------------


def _write(folder: Path, times: int) -> dict[str, Path]:
    """An input of each kind, `times` as long."""
    page = pages()[0]
    words = sorted({word for known in pages() for word in known.body.split()})
    draw = random.Random(times)

    def row(k: int) -> dict[str, str]:
        text = " ".join(draw.choices(words, k=90))  # no two alike, so that the memory of copies is put to work too
        return {"text": text + ".", "url": f"https://a.example/{k}", "date": "2025-05-04"}

    out = {
        name: folder / f"{name}-{times}.{ending}"
        for name, ending in (
            ("jsonl", "jsonl"),
            ("csv", "csv"),
            ("json", "json"),
            ("telegram", "json"),
            ("lines", "txt"),
            ("warc", "warc.gz"),
            ("parquet", "parquet"),
            ("excel", "xlsx"),
        )
    }
    with (
        out["jsonl"].open("w") as a,
        out["csv"].open("w") as b,
        out["json"].open("w") as c,
        out["telegram"].open("w") as d,
        out["lines"].open("w") as e,
        out["warc"].open("wb") as f,
    ):
        b.write("text,url,date\n")
        c.write("[")
        d.write('{"name": "قناة", "type": "public_channel", "id": 7, "messages": [')
        for k in range(times * 400):
            new = row(k)
            a.write(json.dumps(new) + "\n")
            b.write(f'"{new["text"]}",{new["url"]},{new["date"]}\n')
            c.write(("," if k else "") + json.dumps(new))
            d.write(("," if k else "") + json.dumps({"id": k, "type": "message", "date": "2025-05-04T10:00:00", "text": new["text"]}))
            e.write(new["text"] + "\n")
            f.write(gzip.compress(record("response", *good(k, page)), 1))
        c.write("]")
        d.write("]}")
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in row(0)])
    with pq.ParquetWriter(out["parquet"], schema) as writer:
        for part in range(times):
            writer.write_table(pa.Table.from_pylist([row(part * 400 + k) for k in range(400)], schema))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("a")
    sheet.append(list(row(0)))
    for k in range(times * 400):
        sheet.append(list(row(k).values()))
    book.save(out["excel"])
    return out


def memory() -> None:
    """Peak memory of reading at 1 and 20 times the input, each in a process of its own; and of linking copies, which is bounded."""
    with tempfile.TemporaryDirectory() as name:
        small, large = (_write(Path(name), times) for times in (1, 20))
        print(f"{'input':10}{'MB at 1':>9}{'MB at 20':>10}{'peak at 1':>11}{'peak at 20':>12}{'ratio':>7}")
        for kind in small:
            peaks = [_peak(path, kind) for path in (small[kind], large[kind])]
            sizes = [path.stat().st_size / 1e6 for path in (small[kind], large[kind])]
            print(f"{kind:10}{sizes[0]:9.1f}{sizes[1]:10.1f}{peaks[0]:11.0f}{peaks[1]:12.0f}{peaks[1] / peaks[0]:7.2f}")
        apart, together = _peak(large["jsonl"]), _peak(large["jsonl"], "linked")
        print(f"linking copies adds {together - apart:.0f} MB at 8,000 articles; it remembers 20,000 at most")


_READ = """
import sys
from marsad.read import Tally, linked, read_paths
tally = Tally()
items = read_paths([sys.argv[1]], kind="lines" if "lines" in sys.argv else None)
for item in linked(items) if "linked" in sys.argv else items:
    tally.add(item)
assert tally.read, "nothing was read"
# The peak of this process alone: what getrusage tells may be that of the process that started it.
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024)
"""


def _peak(path: Path, *how: str) -> float:
    """MB at the peak of a process that only reads."""
    arguments = [sys.executable, "-c", _READ, str(path), *how]
    return float(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    memory() if options.memory else rates()
