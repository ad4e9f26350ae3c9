"""A writer for the tests of two writers and of killed ones: adds numbered articles to an archive."""

import datetime as dt
from multiprocessing.connection import Connection

from msgspec.structs import replace

from marsad.archive import open_archive
from marsad.coder import code_article
from marsad.model import Doc
from marsad.read.article import article_from_text

PLACES = ("الفاشر", "نيالا", "الجنينة", "زالنجي", "الأبيض", "بابنوسة", "الدلنج", "كادقلي")


def article(n: int):
    day = (dt.date(2020, 1, 1) + dt.timedelta(days=n // 12)).isoformat()
    text = f"قتل {n % 9 + 2} مدنيين في قصف مدفعي شنته قوات الدعم السريع على مدينة {PLACES[n % 8]}، بحسب مصدر طبي رقم {n}."
    return article_from_text(text, published=day, url=f"https://w{n % 7}.example/{n}")


def copies(base: dict[int, Doc]):
    """A coder for many articles: one of each place is coded, the others are told by its pattern. Storing is what is tested."""

    def code(a):
        n = int(a.url.rsplit("/", 1)[1])
        if n % 8 not in base:
            base[n % 8] = code_article(a)
        pattern = base[n % 8]
        return Doc(a, tuple(replace(c, time=replace(c.time, start=a.published, end=a.published)) for c in pattern.claims))

    return code


def write(address: str, first: int, count: int, light: bool, told: Connection) -> None:
    """Add the articles, in a process of its own; `told` gets the number of new ones behind each batch."""
    with open_archive(address) as archive:
        code = copies({}) if light else code_article
        archive.add(map(article, range(first, first + count)), code, lambda done: told.send(done.new))
