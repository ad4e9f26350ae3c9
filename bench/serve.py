"""What the web application costs with 200,000 events: each answer against the same query in bare SQL, and the page while it is panned.

Run: python bench/serve.py [EVENTS]   (default 200000; the browser part needs chromium)

Events are made directly, over real places and several years; ratios of one run, since machines differ and are noisy.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import random
import sqlite3
import sys
import tempfile
import time
import urllib.parse
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import sqlalchemy as sa
from support.browser import chromium, driver, served

from marsad.archive import Filters, open_archive, views
from marsad.archive.rows import event_rows
from marsad.archive.schema import event
from marsad.events.event import Event, Toll, Voice
from marsad.lexicon import load
from marsad.versions import versions

TYPES = ("airstrike", "shelling", "clash", "capture", "armed_attack", "bombing", "killing", "arrest", "protest", "aid")
DAY = "2016-01-01"  # of what is repeated on other days
GRADES = ("single source", "single source", "single source", "fair", "confirmed", "contested")


def fill(path: Path, count: int) -> None:
    """An archive of made events: towns by how often such places are in the news (a few very often), days of eight years.

    Five thousand are made as the archive makes its rows; the others are those with an id and a day of their own, written straight.
    """
    draw = random.Random(5)
    gazetteer = load().gazetteer.all()
    places = [
        p
        for p in gazetteer
        if p.country in ("SY", "IQ", "SD", "YE", "LY", "PS", "LB") and p.precision in ("settlement", "neighbourhood", "governorate")
    ]
    draw.shuffle(places)
    actors = [a for a in load().actor_by_id.values() if a.kind in ("state_forces", "rebel_group")][:60]
    made = versions()
    patterns = []
    for n in range(min(count, 5000)):
        place = places[int(len(places) * draw.random() ** 3)]
        found = _event(n, place, DAY, draw.choice(actors), draw.choice((None, None, 1, 3, 8)), draw)
        row, body = event_rows(made, found, draw.random() < 0.1)
        patterns.append(({**row, "id": None, "start": None, "end": None}, body["body"], found.id))
    days = [(dt.date(2016, 1, 1) + dt.timedelta(days=n)).isoformat() for n in range(2900)]
    with open_archive(str(path)):
        pass  # its tables are there now
    names = list(patterns[0][0])
    columns, holes = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    rows, bodies = [], []
    for n in range(count):
        row, body, own = patterns[n % len(patterns)]
        id, day = f"e{n:015x}", days[int(len(days) * math.sqrt(draw.random()))]
        rows.append(tuple((row | {"id": id, "start": day, "end": day}).values()))
        bodies.append((id, body.replace(own, id).replace(DAY, day)))
    with closing(sqlite3.connect(path)) as straight, straight:
        straight.executemany(f"INSERT INTO event ({columns}) VALUES ({holes})", rows)
        straight.executemany("INSERT INTO event_body (id, body) VALUES (?, ?)", bodies)


def _event(n: int, place, day: str, actor, dead: int | None, draw: random.Random) -> Event:
    outlet = f"outlet {draw.randrange(80)}"
    toll = Toll(dead, dead, dead, (Voice(str(dead), (outlet,)),)) if dead else None
    return Event(
        f"e{n:015x}",
        draw.choice(TYPES),
        draw.choice(("asserted",) * 9 + ("possible",)),
        place.name_ar,
        place.name_en,
        place.lat,
        place.lon,
        place.precision,
        place.country,
        place.admin1,
        day,
        day,
        toll,
        None,
        (Voice(actor.name_en, (outlet,)),),
        (actor.id,),
        (),
        (),
        (Voice("asserted", (outlet,)),),
        1,
        (outlet,),
        (outlet,),
        day,
        day,
        draw.choice(GRADES),
        (),
        (),
        (f"a{n}:1",),
        (),
        (),
        round(draw.random(), 2),
        {actor.name_en: actor.name_ar},
    )


VIEWS = (
    ("first view", {}, 3.0),
    ("a country", {"country": "SY"}, 5.0),
    ("a type and two years", {"type": "shelling", "since": "2019-01-01", "until": "2020-12-31"}, 3.0),
    ("an actor by a part of its name", {"actor": "army"}, 3.0),
    ("what is in view, zoom 8", {"box": "35,35,38,37"}, 8.0),
)


def compare(path: Path, address: str) -> None:
    """Least times: the server's answers, asked for as a browser does (one connection kept open, packed), against the same statements in
    bare SQL through sqlite3, rows fetched and thrown away."""
    host = HTTPConnection(urllib.parse.urlsplit(address).netloc)

    def asked_of(url: str) -> bytes:
        host.request("GET", url, headers={"Accept-Encoding": "gzip"})
        return host.getresponse().read()

    (nothing,) = _least(lambda: asked_of("/api/me"))
    print(f"a request that asks for nothing of the archive: {nothing * 1000:.1f} ms")
    print(f"{'':32}{'bare SQL':>10}{'server':>10}   ratio")
    with open_archive(str(path)) as archive, archive.engine.connect() as connection:
        bare = sqlite3.connect(path)
        bare.execute("PRAGMA mmap_size=1073741824")
        bare.execute("PRAGMA cache_size=-200000")
        for name, asked, zoom in VIEWS:
            box = tuple(map(float, asked["box"].split(","))) if "box" in asked else None
            filters = Filters(box=box, **{k: v for k, v in asked.items() if k != "box"})
            parts = {
                "map": ([views.map_query(connection, filters, zoom)], {**asked, "zoom": zoom}),
                "timeline": ([views.timeline_query(connection, filters)], asked),
                "events": ([views.count_query(connection, filters), views.page_query(connection, filters, "newest", 0, 50)], asked),
            }
            whole = [0.0, 0.0]
            for part, (queries, query) in parts.items():
                texts = [str(q.compile(archive.engine, compile_kwargs={"literal_binds": True})) for q in queries]
                url = f"/api/{part}?{urllib.parse.urlencode(query)}"
                sql, http = _least(
                    lambda texts=texts: [bare.execute(t).fetchall() for t in texts],
                    lambda url=url: asked_of(url),
                )
                whole[0] += sql
                whole[1] += http
                print(f"  {part:30}{sql * 1000:8.0f}ms{http * 1000:8.0f}ms   {http / sql:.2f}")
            print(f"{name:32}{whole[0] * 1000:8.0f}ms{whole[1] * 1000:8.0f}ms   {whole[1] / whole[0]:.2f}")


def _least(*runs, times: int = 7) -> list[float]:
    """Seconds that each takes where nothing else wants the machine: the least of seven, taken in turn after one that warms up."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(times + 1):
        for run, kept in zip(runs, taken, strict=True):
            start = time.perf_counter()
            run()
            kept.append(time.perf_counter() - start)
    return [min(kept[1:]) for kept in taken]


def watch(address: str) -> None:
    """The longest tasks of the page's thread while the map is dragged for some ten seconds, and while filters change, by the browser's own trace.

    The page is put together by the graphics card, as readers' browsers do it; where there is none, a program draws in its place, beside the
    page's thread. (The tests' browser has the page's thread wait for each picture of a map: that is quicker where nothing moves.)
    """
    flags = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--no-sandbox"]
    with driver() as started, closing(started.chromium.launch(executable_path=chromium(), args=flags)) as running:
        page = running.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/?lang=ar&at=34,38,5")
        page.wait_for_selector(".frame[data-ready=true]")
        page.wait_for_timeout(3000)
        for name, act in (("panning", _drag), ("changing filters", _filter)):
            # By the clock a task also waits for whatever else the machine does; the thread's own time does not.
            for what, times in _tasks(running, page, act).items():
                longest, over = ", ".join(f"{t:.0f}" for t in times[:5]), sum(t > 200 for t in times)
                print(f"{name} (load {os.getloadavg()[0]:.1f}), {len(times)} tasks, by the {what}: the longest {longest} ms; {over} over 200 ms")


def _drag(page) -> None:
    box = page.locator(".frame canvas").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for n in range(8):
        page.mouse.move(*middle)
        page.mouse.down()
        angle = n * math.pi / 4
        for step in range(1, 21):
            page.mouse.move(middle[0] + 15 * step * math.cos(angle), middle[1] + 12 * step * math.sin(angle))
            page.wait_for_timeout(16)
        page.mouse.up()
        page.wait_for_timeout(700)


def _filter(page) -> None:
    """A country, a type beside it, and both taken away: each is waited for."""
    for name, value in (("البلد", "SY"), ("النوع", "shelling")):
        page.get_by_role("combobox", name=name, exact=True).select_option(value)
        page.wait_for_timeout(5000)
    while (chips := page.locator("aside .chip button")).count():
        chips.first.click()
        page.wait_for_timeout(5000)


def _tasks(running, page, act) -> dict[str, list[float]]:
    """Milliseconds of each task of the page's thread while something is done in it, the longest first: by the clock, by the processor."""
    path = Path(tempfile.mkstemp(suffix=".json")[1])
    running.start_tracing(page=page, path=str(path), categories=["devtools.timeline", "toplevel"])
    act(page)
    running.stop_tracing()
    told = json.loads(path.read_text())["traceEvents"]
    path.unlink()
    main = {e["tid"] for e in told if e.get("name") == "thread_name" and e["args"].get("name") == "CrRendererMain"}
    tasks = [e for e in told if e.get("name") in ("RunTask", "ThreadControllerImpl::RunTask") and e.get("tid") in main and "dur" in e]
    return {what: sorted((e.get(key, 0) / 1000 for e in tasks), reverse=True) for what, key in (("clock", "dur"), ("processor", "tdur"))}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.db"
        begun = time.perf_counter()
        fill(path, count)
        print(f"made in {time.perf_counter() - begun:.0f} s")
        with open_archive(str(path)) as archive, archive.engine.connect() as connection:
            print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            print(f"{connection.scalar(sa.select(sa.func.count()).select_from(event))} events, {path.stat().st_size / 1e6:.0f} MB")
        with served(path) as address:
            compare(path, address)
            if chromium():
                watch(address)


if __name__ == "__main__":
    main()
