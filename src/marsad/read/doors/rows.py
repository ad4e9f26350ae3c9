"""A row with named columns → `Item`: tables, JSON lines, crawl dumps with fields."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ...arabic.normalise import fold
from ...errors import InputError
from ...model import Article, Found
from ...shape import is_list, is_mapping
from ..address import parts_of
from ..article import article_from_text
from ..dates import clock_in, date_of_stamp, month_first, month_second
from ..decode import mend_mojibake, mended_note, unescaped
from ..items import Item, tried
from ..page.html import article_from_html, looks_like_html
from ..zones import in_world_time, local
from .columns import FIELDS, doors, names_of, plain_name
from .nested import unwrapped, words
from .points import point_in, point_of
from .socials import plain_row
from .telethon import found_in_message, is_message, is_notice

_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")  # a day, as data frames write it; a stamp with its zone is one to the minute

_SERIAL = re.compile(r"(?:3[6-9]|[4-6]\d|7[0-2])\d{3}(\.\d+)?")  # days since the last of 1899, as spreadsheets keep a day: 1998 to 2099
_FIRST_DAY = dt.datetime(1899, 12, 30)
_SHORT_YEAR = re.compile(r"(\d{1,2}(?:[/.]\d{1,2}[/.]|[-/. ][a-z]{3}[-/. ]))(\d{2})(?!\d|[/.-])", re.IGNORECASE)
_UTC_NAME = re.compile(r"(?<![a-z])(?:utc|gmt)(?![a-z+-])", re.IGNORECASE)
_ZONE = re.compile(r":\d\d(?:\.\d+)?\s*[+-]\d\d:?\d\d$")


class Columns(NamedTuple):
    """The names of a table's columns, where the user gave them; None is guessed among the usual names. `more` are pairs of a
    column and the field of `FIELDS` that it holds."""

    text: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    more: tuple[tuple[str, str], ...] = ()
    month_first: bool = False  # numeric days have the American order

    def named(self) -> dict[str, str]:
        """The columns that the user named, by field."""
        told = {"text": self.text, "published": self.published, "url": self.url, "title": self.title}
        return {field: column for field, column in told.items() if column} | {field: column for column, field in self.more}


def mapped(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`column=field` as the command line gives it. Raises `InputError` where a pair is none or the field is not known."""
    out: list[tuple[str, str]] = []
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip() or field.strip() not in FIELDS:
            raise InputError(f"--map {pair}: write column=field, the field one of {', '.join(FIELDS)}.")
        out.append((column.strip(), field.strip()))
    return tuple(out)


def usual(names: Sequence[str], columns: Columns = Columns()) -> bool:  # noqa: B008
    """Whether a header holds a column for the text: the one that the user named, or one of its usual names; or headlines beside days or
    addresses."""
    bare = [name.strip().lstrip("\ufeff") for name in names]
    named = columns.named().get("text")
    have = {field for field, keys in _usual_keys(tuple(bare)) if keys}
    return named in bare if named else "text" in have or ("title" in have and not have.isdisjoint(("published", "url")))


def in_order(rows: Sequence[Mapping[str, Any]], columns: Columns) -> Columns:
    """The columns with the order of numeric days that the first rows of a table show."""
    told = (str(_fields(row, columns).get("published") or "") for row in rows if columns.published is None or columns.published in row)
    try:
        return columns._replace(month_first=month_first(told))
    except InputError:
        return columns  # a column that the user named is none: each row will say so


def item_of_row(row: Mapping[str, Any], where: str, columns: Columns, published: str | None) -> Item:
    """The article of a row. A date or an address that cannot be read leaves the article without it and says so."""
    return tried(where, _item, row, where, columns, published)


def _item(row: Mapping[str, Any], where: str, columns: Columns, published: str | None) -> Item:
    row = plain_row(row if columns.text else unwrapped(row))
    if is_notice(row):
        return Item(where, None, "a notice of the client, no message", passed=True)
    if message := is_message(row):
        row = {key: value for key, value in row.items() if key != "media"}  # its pictures, not the medium that it stands in
    field = _fields(row, columns)
    text = words(field.get("text"))
    if text is None and not (columns.text or message or _usual_keys(tuple(row))[0][1]):
        text = words(field.pop("title", None))  # a table of headlines
    if text is None:
        return _without_text(tuple(row), where, columns, message)
    text, note = _mended(text)
    found = (found_in_message(row) if message else {}) | _dated(_moment(row, field, columns), text, _in_world_time_by_name(row, field))
    if field.get("published") and "published" not in found:
        note = f"the date '{str(field['published'])[:40]}' cannot be read; coded without a date"
    told = _told(field)
    if "outlet" in found and found["outlet"].sure == 1.0:
        told.pop("outlet", None)  # the channel's own name
    found |= told
    if field.get("latitude") and field.get("longitude") and "coordinates" not in found:
        note = f"the coordinates '{str(field['latitude'])[:20]}', '{str(field['longitude'])[:20]}' are no point; coded without them"
    title, url = (_mended(_string(field[k]))[0] if field.get(k) else None for k in ("title", "url"))
    if url and parts_of(url) is None:
        note = f"the address '{url[:40]}' is none; coded without an address"
    # A message's number is its channel's own: of two channels, both have a message 10.
    own = _string(field["id"]) if field.get("id") not in (None, "") and not message else None
    if looks_like_html(text) and "</" in text:
        return Item(where, _page(text, own, title, url, found, published), None, note)
    if published:
        found.setdefault("published", Found("published", published, "given", 0.9))
    return Item(where, article_from_text(text, id=own, title=title, url=url, found=found), None, note)


def _without_text(names: Sequence[str], where: str, columns: Columns, message: bool) -> Item:
    """A row whose cell of the text is empty. Raises `InputError` where there is no such cell."""
    if message and not columns.text:
        return Item(where, None, "a message without text", passed=True)
    if empty := columns.text or next(iter(_usual_keys(tuple(names))[0][1]), None):
        return Item(where, None, f"a row without text ('{empty}' is empty)", passed=True)
    have = ", ".join(str(name) for name in names[:8]) or "none"
    raise InputError(f"the row has no 'text'; name the column of the text with --text (there are: {have}).")


def _told(field: Mapping[str, Any]) -> dict[str, Found]:
    """Where it was, and whose it is, by the cells of a row."""
    found: dict[str, Found] = {}
    point, origin = point_of(field.get("latitude"), field.get("longitude")), "columns of latitude and longitude"
    if point is None and (point := point_in(field.get("coordinates"))) is not None:
        origin = "column of coordinates"
    if point is not None:
        found["coordinates"] = Found("coordinates", point, origin, 0.95)
    for name in ("outlet", "author", "section"):
        told = field.get(name)
        if is_mapping(told):
            told = next((told[k] for k in doors().named if isinstance(told.get(k), str) and told[k].strip()), None)
        if told:
            found[name] = Found(name, _mended(_string(told))[0], "column", 0.95)
    return found


def _mended(text: str) -> tuple[str, str | None]:
    """A cell whose Arabic was read in the wrong encoding or not read at all, mended where nothing of it is lost; and what to say of it."""
    better, lines = mend_mojibake(text)
    better, more = unescaped(better)
    return better, mended_note(lines + more)


def _page(html: str, own: str | None, title: str | None, url: str | None, found: dict[str, Found], published: str | None) -> Article:
    """A row whose text is a page: what the columns say is added where it is surer than what the page says."""
    article = article_from_html(html, id=own, url=url, published=found["published"].value if "published" in found else published)
    if title and not article.title:
        found["title"] = Found("title", title, "column", 0.95)
    return article_from_text(
        article.text,
        id=own,
        found={f.field: f for f in article.found} | {k: f for k, f in found.items() if k != "published"},
    )


def _fields(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """The cells of a row by field: of the column that the user named, else of the first usual one that is filled."""
    named = columns.named()
    out: dict[str, Any] = {}
    taken = set(named.values())
    for field, keys in _usual_keys(tuple(row)):
        given = named.get(field)
        if given is not None:
            if given not in row:
                have = ", ".join(str(k) for k in list(row)[:8])
                raise InputError(f"the row has no '{given}'; the columns are: {have}.")
            out[field] = row[given]
            continue
        key = next((k for k in keys if k not in taken and row[k] not in (None, "")), None)
        if key is not None:
            out[field] = row[key]
            taken.add(key)
    return {k: v for k, v in out.items() if v is not None and v != ""}


@lru_cache(1 << 8)
def _usual_keys(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each field its usual columns among those of a table, the commonest first; the rows of a table have the same ones."""
    exact = {str(name).strip().lower().lstrip("\ufeff"): name for name in names}
    plain = {plain_name(name): name for name in reversed(names)}

    def columns_of(field: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(held[said] for name in names_of(field) for held, said in ((exact, name), (plain, plain_name(name))) if said in held)
        )

    return tuple((field, columns_of(field)) for field in FIELDS)


def _moment(row: Mapping[str, Any], field: Mapping[str, Any], columns: Columns) -> Any:
    """The cell of the day, month and day in the order of the others, with the hour of a column of its own."""
    told = field.get("published")
    if isinstance(told, dt.date) and (not isinstance(told, dt.datetime) or (told.tzinfo is None and told.time() == dt.time())):
        told = told.isoformat()[:10]  # a day, as spreadsheets keep it
    if not isinstance(told, str):
        return told
    if columns.month_first:
        told = month_second(told)
    day = day_of(told)
    if day is None or day[1] is not None or _MIDNIGHT.search(told):
        return told
    hours = (str(row[name]) for name in row if plain_name(name) in doors().hour and row[name] is not field.get("published"))
    hour = next((found for cell in hours if (found := clock_in(fold(cell))) is not None), None)
    return f"{day[0]}T{hour}" if hour else told


def _in_world_time_by_name(row: Mapping[str, Any], field: Mapping[str, Any]) -> bool:
    """Whether the column of the day says that its hours are those of world time: `date_utc`, `Date (GMT)`."""
    told = field.get("published")
    return any(_UTC_NAME.search(str(name)) for name in row if row[name] is told and told is not None)


def _dated(value: Any, text: str, world_time: bool) -> dict[str, Found]:
    """Day and hour of a row by its cell; a stamp in world time, by its own words or the column's, is put on the clock of what `text` speaks of."""
    day = day_of(value)
    if day is None:
        return {}
    origin = "column"
    if day[1] and (_in_world_time(value) or (world_time and not _ZONE.search(str(value)))):
        at, zone = local(day[1], text)
        day, origin = (at[:10], at), f"column, from world time to {zone}"
    found = {"published": Found("published", day[0], origin, 0.97)}
    if day[1]:
        found["published_at"] = Found("published_at", day[1], origin, 0.97)
    return found


def _in_world_time(value: Any) -> bool:
    if isinstance(value, dt.datetime):
        return value.tzinfo is not None and value.utcoffset() == dt.timedelta(0)
    text = str(value)
    seconds = text.replace(".", "", 1).isdecimal() and _SERIAL.fullmatch(text) is None
    return in_world_time(text) or seconds  # seconds since 1970 count from world time


def _string(value: Any) -> str:
    if is_list(value):
        return "، ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def day_of(value: Any) -> tuple[str, str | None] | None:
    """(day, day and hour) of a cell: a date, a stamp in any usual form, seconds since 1970, a spreadsheet's number of a day; None where it
    cannot be read."""
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        midnight = value.tzinfo is None and value.time() == dt.time()  # a day, as spreadsheets keep it
        return value.date().isoformat(), None if midnight else value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat(), None
    text = str(value).strip()
    if text.replace(".", "", 1).isdecimal() and 9 <= len(text.split(".")[0]) <= 13:
        seconds = float(text) / (1000 if len(text.split(".")[0]) > 11 else 1)
        at = dt.datetime.fromtimestamp(seconds, dt.UTC)
        return at.date().isoformat(), at.strftime("%Y-%m-%dT%H:%M")
    if text.isdecimal() and len(text) == 8:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if (serial := _SERIAL.fullmatch(text)) is not None:
        at = _FIRST_DAY + dt.timedelta(days=float(text))
        return at.date().isoformat(), at.strftime("%Y-%m-%dT%H:%M") if serial[1] else None
    if (short := _SHORT_YEAR.match(fold(text))) is not None:
        text = f"{short[1]}20{short[2]}{text[short.end() :]}"
    found = date_of_stamp(text)
    return (found[0], None) if found and _MIDNIGHT.search(text) else found
