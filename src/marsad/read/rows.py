"""A row with named columns → `Item`: tables, JSON lines, crawl dumps with fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import InputError
from ..model import Found
from .address import parts_of
from .article import article_from_text
from .dates import date_of_stamp
from .items import Item, tried
from .page import article_from_html, looks_like_html

_USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "main_text", "text_content", "plain_text", "html", "raw_html", "raw_content", "النص", "نص", "المحتوى", "المتن", "الخبر"),
    "title": ("title", "headline", "heading", "العنوان", "عنوان"),
    "published": ("published", "date", "pub_date", "pubdate", "publish_date", "published_at", "publication_date", "date_publish", "date_published", "datepublished", "publishdate", "created_at", "datetime", "timestamp", "التاريخ", "تاريخ", "تاريخ النشر"),
    "url": ("url", "link", "source_url", "href", "uri", "article_url", "الرابط", "رابط"),
    "outlet": ("outlet", "source", "publisher", "site_name", "sitename", "media", "newspaper", "source_name", "المصدر", "الموقع"),
    "author": ("author", "authors", "byline", "الكاتب"),
    "section": ("section", "category", "القسم"),
    "id": ("id", "uid", "article_id", "doc_id"),
}  # fmt: skip


class Columns(NamedTuple):
    """The names of a table's columns, where the user gave them; None is guessed among the usual names."""

    text: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None


def usual(names: list[str]) -> bool:
    """Whether a header holds a column for the text by one of its usual names."""
    return any(name.strip().lower() in _USUAL["text"] for name in names)


def item_of_row(row: Mapping[str, Any], where: str, columns: Columns, published: str | None) -> Item:
    """The article of a row. A date or an address that cannot be read leaves the article without it and says so."""
    return tried(where, _item, row, where, columns, published)


def _item(row: Mapping[str, Any], where: str, columns: Columns, published: str | None) -> Item:
    field = _fields(row, columns)
    text = field.get("text")
    if not text:
        have = ", ".join(str(k) for k in list(row)[:8])
        want = columns.text or "text"
        raise InputError(f"the row has no '{want}'; name the column of the text with --text (there are: {have}).")
    found: dict[str, Found] = {}
    note = None
    day = _day(field.get("published"))
    if day is not None:
        found["published"] = Found("published", day[0], "column", 0.97)
        if day[1]:
            found["published_at"] = Found("published_at", day[1], "column", 0.97)
    elif field.get("published"):
        note = f"the date '{str(field['published'])[:40]}' cannot be read; coded without a date"
    for name in ("outlet", "author", "section"):
        if field.get(name):
            found[name] = Found(name, _string(field[name]), "column", 0.95)
    title, url = (_string(field[k]) if field.get(k) else None for k in ("title", "url"))
    if url and parts_of(url) is None:
        note = f"the address '{url[:40]}' is none; coded without an address"
    own = _string(field["id"]) if field.get("id") not in (None, "") else None
    text = _string(text)
    if looks_like_html(text) and "</" in text:
        return Item(where, _page(text, own, title, url, found, published), None, note)
    given = published if day is None else None
    if given:
        found["published"] = Found("published", given, "given", 0.9)
    return Item(where, article_from_text(text, id=own, title=title, url=url, found=found), None, note)


def _page(
    html: str, own: str | None, title: str | None, url: str | None, found: dict[str, Found], published: str | None
):
    """A row whose text is a page: what the columns say is added where it is surer than what the page says."""
    article = article_from_html(html, id=own, url=url, published=found["published"].value if "published" in found else published)  # fmt: skip
    if title and not article.title:
        found["title"] = Found("title", title, "column", 0.95)
    return article_from_text(
        article.text,
        id=own,
        found={f.field: f for f in article.found} | {k: f for k, f in found.items() if k != "published"},
    )


def _fields(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    named = {"text": columns.text, "published": columns.published, "url": columns.url, "title": columns.title}
    low = {str(key).strip().lower().lstrip("\ufeff"): key for key in row if key is not None}
    out: dict[str, Any] = {}
    for field, names in _USUAL.items():
        given = named.get(field)
        if given is not None:
            if given not in row:
                have = ", ".join(str(k) for k in list(row)[:8])
                raise InputError(f"the row has no '{given}'; the columns are: {have}.")
            out[field] = row[given]
            continue
        key = next((low[name] for name in names if name in low and low[name] not in out.values()), None)
        if key is not None:
            out[field] = row[key]
    return {k: v for k, v in out.items() if v is not None and v != ""}


def _string(value: Any) -> str:
    if isinstance(value, list):
        return "، ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def _day(value: Any) -> tuple[str, str | None] | None:
    """(day, day and hour) of a cell: a date, a stamp in any usual form, seconds since 1970; None where it cannot be read."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat(), value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat(), None
    text = str(value).strip()
    if text.replace(".", "", 1).isdecimal() and 9 <= len(text.split(".")[0]) <= 13:
        seconds = float(text) / (1000 if len(text.split(".")[0]) > 11 else 1)
        at = dt.datetime.fromtimestamp(seconds, dt.UTC)
        return at.date().isoformat(), at.strftime("%Y-%m-%dT%H:%M")
    if text.isdecimal() and len(text) == 8:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return date_of_stamp(text)
