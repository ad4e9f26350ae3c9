"""What adding costs as an archive grows, and what looking up events costs against reading them all.

Run: python bench/archive.py [SIZE …]   (default 1000 10000 100000)

Articles are made from varied templates: places, days, deeds, doers, sources and numbers are drawn; one in eight tells an occurrence
that another tells too. Coding is left out (bench/speed.py tells what it costs): one article of each template is coded, the others
take its claims with their own day, place and numbers. Ratios of one run; seconds differ from machine to machine.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from marsad import lexicon as lexicons
from marsad.archive import Archive, open_archive
from marsad.coder import code_article
from marsad.model import Article, Claim, Count, Doc, Time
from marsad.read.article import article_from_text

TEMPLATES = (
    "قتل {n} مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة {place}، بحسب {source}.",
    "شن الطيران الحربي التابع للجيش السوداني غارات على مدينة {place} ما أدى إلى مقتل {n} أشخاص، وفق {source}.",
    "أعلن الجيش السوداني السيطرة على مدينة {place} بعد معارك مع قوات الدعم السريع، حسب {source}.",
    "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في مدينة {place} وفق {source}.",
    "اعتقلت قوات الدعم السريع {n} أشخاص في مدينة {place}، وفق {source}.",
    "نزح {n} آلاف شخص من مدينة {place}، بحسب {source}.",
)
SOURCES = ("لجان المقاومة", "شبكة أطباء السودان", "مصدر طبي", "مصدر محلي", "شهود عيان")
FIRST = dt.date(2015, 1, 1)


def stream(count: int, places: list, seed: int = 11):
    """(article, template, place, deaths) of a stream of news whose density in time and space does not grow with its length."""
    draw = random.Random(seed)
    days = max(200, count // 12)  # a steady dozen articles a day over all places
    last = None
    for n in range(count):
        day = FIRST + dt.timedelta(days=n * days // count)
        if last is not None and draw.random() < 0.125:
            template, place, deaths = last  # another outlet tells the same
        else:
            template, place, deaths = draw.randrange(len(TEMPLATES)), draw.choice(places), draw.randint(2, 30)
        last = template, place, deaths
        text = TEMPLATES[template].format(n=deaths, place=place.name_ar, source=draw.choice(SOURCES)) + f" ({n})"
        yield article_from_text(text, published=day.isoformat(), url=f"https://o{draw.randrange(40)}.example/{n}"), template, place, deaths


def coder(patterns: dict[int, tuple[Claim, ...]], told: dict[str, tuple]):
    """Claims of the template with the article's own particulars."""

    def code(a: Article) -> Doc:
        template, place, deaths = told.pop(a.id)
        claims = tuple(
            replace(
                c,
                time=Time(a.published, a.published, "day", "text"),
                places=tuple(
                    replace(
                        p,
                        name_ar=place.name_ar,
                        name_en=place.name_en,
                        lat=place.lat,
                        lon=place.lon,
                        admin1=place.admin1,
                        country=place.country,
                        geonameid=place.geonameid,
                    )
                    for p in c.places
                ),
                deaths=Count(deaths, deaths) if c.deaths else None,
            )
            for c in patterns[template]
        )
        return Doc(a, claims)

    return code


def places_of(lexicon, count: int = 400) -> list:
    """Towns of several countries that have an Arabic name."""
    found = {}
    for key in sorted(lexicon.gazetteer.words()):
        for place in lexicon.gazetteer.find(key):
            if place.precision == "settlement" and place.country in ("SD", "SY", "IQ", "YE", "LY"):
                found[place.name_en] = place
    names = sorted(found)
    return [found[n] for n in names[:: max(1, len(names) // count)]][:count]


def main() -> None:
    sizes = [int(a) for a in sys.argv[1:]] or [1000, 10_000, 100_000]
    lexicon = lexicons.load()
    places = places_of(lexicon)
    patterns = {
        n: code_article(article_from_text(t.format(n=7, place="الفاشر", source=SOURCES[0]), published="2015-01-01"), lexicon).claims
        for n, t in enumerate(TEMPLATES)
    }
    print(f"{len(places)} places, {sum(map(len, patterns.values()))} claims in {len(patterns)} templates")
    with tempfile.TemporaryDirectory() as folder, open_archive(str(Path(folder) / "a.db")) as archive:
        told: dict[str, tuple] = {}
        code = coder(patterns, told)
        source = stream(sizes[-1], places)
        done, first = 0, 0.0
        for size in sizes:
            batch = []
            while done < size - 400:
                part = [next(source) for _ in range(min(400, size - 400 - done))]
                _add(archive, part, told, code)
                done += len(part)
            batch = [next(source) for _ in range(size - done)]  # the last 400 before each mark are timed
            start = time.perf_counter()
            _add(archive, batch, told, code)
            cost = (time.perf_counter() - start) / len(batch)
            done = size
            first = first or cost
            print(f"at {size:7} articles: {1 / cost:6.0f} articles a second, {cost / first:.2f} times the cost at {sizes[0]}")
        _lookup(archive)


def _add(archive: Archive, part: list, told: dict, code) -> None:
    told.update({a.id: rest for a, *rest in part})
    archive.add((a for a, *_ in part), code)


def _lookup(archive: Archive) -> None:
    import sqlalchemy as sa

    from marsad.archive.schema import event, event_body

    whole = sa.select(event_body.c.body).join(event, event.c.id == event_body.c.id)
    with archive.engine.connect() as connection:
        some = connection.execute(sa.select(event.c.lat, event.c.lon, event.c.start).order_by(event.c.id).limit(200)).all()
        start = time.perf_counter()
        for row in some:
            connection.execute(whole.where(event.c.lat == row.lat, event.c.lon == row.lon, event.c.start == row.start)).all()
        looked = (time.perf_counter() - start) / len(some)
        start = time.perf_counter()
        rows = connection.execute(whole).all()
        full = time.perf_counter() - start
        print(f"{len(rows)} events: one place and day in 1/{full / looked:.0f} of reading all")


if __name__ == "__main__":
    main()
