"""The forty pages: each theme around two or three of our own articles, with what a reader should find in them."""

from __future__ import annotations

import datetime as dt
import html
import json
from dataclasses import dataclass, replace
from pathlib import Path

from .themes import DAYS, THEMES, Page

_GOLD = Path(__file__).parent.parent / "gold"
_HIJRI = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"]
_OUTLETS = [
    ("مرصد الفرات الإخباري", "furat-watch.example"),
    ("وكالة الضفتين للأنباء", "daffatain.example"),
    ("صوت الميدان", "maydan-voice.example"),
    ("بوابة الساحل", "sahel-gate.example"),
    ("شبكة الشمال الإعلامية", "shamal.example"),
]
_AUTHORS = ["سعاد الحلبي", "مازن الربيعي", "فريق التحرير", "نوال بن يوسف"]
_SECTIONS = ["أخبار عربية", "الشأن المحلي", "سياسة", "ميدان"]
_TAGS = [["الفرات", "اشتباكات", "نازحون"], ["قصف مدفعي", "مدنيون"], ["هدنة", "مفاوضات", "الأمم المتحدة", "إغاثة"]]
_DATELINES = ["", "بيروت – وكالات: ", "", "عدن (رويترز) - ", "بغداد/ واع - "]


@dataclass(frozen=True)
class Known:
    """A page's bytes and what stands in it."""

    name: str
    data: bytes
    title: str
    body: str
    published: str
    outlet: str | None
    author: str
    url: str | None
    chrome: tuple[str, ...]


def _articles() -> list[dict]:
    return [json.loads(line) for name in ("own", "fresh", "fresh_c") for line in (_GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _hijri(day: dt.date) -> str:
    """The Hijri date by the tabular calendar, written out."""
    days = day.toordinal() - 227014
    cycle, rest = divmod(days, 10631)
    year = 1
    while rest >= (length := 355 if (11 * year + 14) % 30 < 11 else 354):
        rest -= length
        year += 1
    month = 0
    while rest >= (length := 30 if month % 2 == 0 else 29) and month < 11:
        rest -= length
        month += 1
    return f"{rest + 1} {_HIJRI[month]} {cycle * 30 + year}"


def without_names(page: Known) -> Known:
    """The same page with every class name and id made meaningless, as build tools do: only its shape is left to read by."""
    import hashlib
    import re

    def hashed(match: re.Match[str]) -> str:
        names = (f"x{hashlib.sha256(n.encode()).hexdigest()[:6]}" for n in match[2].split())
        return f'{match[1]}="{" ".join(names)}"'

    encoding = "cp1256" if "windows-1256" in page.name or b'charset="windows-1256' in page.data else "utf-8"
    text = re.sub(r'\b(class|id|itemprop|rel)="([^"]*)"', hashed, page.data.decode(encoding))
    text = re.sub(r'rel="x[0-9a-f]+"', 'rel="canonical"', text, count=1) if page.url else text
    return replace(page, data=text.encode(encoding))


def pages(count: int = 40) -> list[Known]:
    """The pages, the same each time. Bodies are told by three of our articles one after the other, without their own furniture."""
    found = [a for a in _articles() if a["title"] and not a["chrome"] and a["text"].startswith(a["title"])]
    titles = [a["title"] for a in found]
    out = []
    for n in range(count):
        theme = THEMES[n % len(THEMES)]
        part = [found[(n * 2 + k) % len(found)] for k in range(3)]
        paragraphs = [
            line.strip()
            for a in part
            for line in a["text"][len(a["title"]) :].split("\n")
            if len(line.strip()) > 45  # short lines of these articles are datelines, which the page itself brings
        ]
        day = dt.date.fromisoformat(part[0]["published"])
        outlet, domain = _OUTLETS[n % len(_OUTLETS)]
        page = Page(
            title=part[0]["title"],
            paragraphs=paragraphs,
            date=(day.year, day.month, day.day),
            weekday=DAYS[day.weekday()],
            hijri=_hijri(day),
            outlet=outlet,
            domain=domain,
            author=_AUTHORS[n % len(_AUTHORS)],
            section=_SECTIONS[n % len(_SECTIONS)],
            tags=_TAGS[n % len(_TAGS)],
            others=[titles[(n * 5 + 9 + k) % len(titles)] for k in range(10)],
            number=1000 + n,
            dateline=_DATELINES[n % len(_DATELINES)],
        )
        text = theme(page)
        named = page.outlet if page.outlet in text.split("</head>")[0] else None
        out.append(
            Known(
                f"{n:02}-{theme.__name__}",
                text.encode("cp1256", "xmlcharrefreplace") if page.encoding == "windows-1256" else text.encode(),
                page.title,
                "\n".join(paragraphs),
                page.iso,
                named,
                page.author,
                page.url if page.url in text else None,
                tuple(html.unescape(line) for line in page.chrome),
            )
        )
    return out
