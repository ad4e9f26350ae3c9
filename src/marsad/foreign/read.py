"""Files of ACLED, of UCDP GED, or of any hand with a table of events → `Foreign`s, by the columns of `lexicon/foreign.toml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from ..arabic.normalise import fold
from ..errors import InputError
from ..lexicon.tables import table
from ..model import EVENT_TYPES
from ..read.dates import month_first, month_second
from ..read.doors.columns import plain_name
from ..read.doors.points import degrees, point_in
from ..read.doors.rows import day_of
from .tables import Lost, Row, rows

Scheme = Literal["acled", "ucdp", "events"]
_THOUSANDS = re.compile(r"(?<=\d)[,٬\s](?=\d{3}(?!\d))")


class Foreign(msgspec.Struct, frozen=True):
    """An event that others coded. Days are ISO dates, inclusive; `type` is ours, None where theirs has none; `told` is theirs."""

    id: str
    scheme: Scheme
    start: str
    end: str
    type: str | None
    told: str
    country: str | None
    place: str
    lat: float | None
    lon: float | None
    doer: str
    target: str
    deaths: int | None
    text: str


def read_foreign(path: Path, scheme: Scheme | None = None) -> tuple[list[Foreign], list[str]]:
    """(events, what is wrong with rows that are none) of a table: CSV, TSV, Excel, JSON, GeoJSON, packed or not. Without `scheme` it is
    told by the columns. Raises `InputError` where the file cannot be read or has no columns of a scheme."""
    events: list[Foreign] = []
    faults: list[str] = []
    columns: dict[str, str] | None = None
    known: Scheme = scheme or "events"
    told = list(rows(path, lambda names: not _lacking(_columns(names, scheme or _scheme_of(names)))))
    american = False
    for row in told:
        if isinstance(row, Lost):
            faults.append(f"row {row.number}: {row.reason}")
            continue
        if columns is None:
            known = scheme or _scheme_of(row.cells)
            columns = _columns(row.cells, known)
            if lacking := _lacking(columns):
                have = ", ".join(str(name) for name in row.cells)[:200]
                raise InputError(f"{path} has no column for {', '.join(lacking)} of {known}; the columns are: {have}.")
            day = columns.get("start", "")
            american = month_first(cell for r in told if isinstance(r, Row) and isinstance(cell := r.cells.get(day), str))
        made = _event(row.cells, columns, known, row.number, american)
        if isinstance(made, str):
            faults.append(made)
        else:
            events.append(made)
    if columns is None:
        raise InputError(f"{path} holds no rows; give a table of events with its header.")
    return events, faults


def _scheme_of(names: Iterable[str]) -> Scheme:
    small = {_small(n) for n in names}
    if "eventidcnty" in small or {"subeventtype", "actor1"} <= small:
        return "acled"
    return "ucdp" if "sidea" in small and not small.isdisjoint(("typeofviolence", "typeofvi")) else "events"


def _columns(names: Iterable[str], scheme: Scheme) -> dict[str, str]:
    """The file's columns by our fields: of a field's usual names the first that the file has."""
    have = {_small(n): n for n in names}
    usual = ((field, _small(name)) for field, names in table("foreign")["columns"][scheme].items() for name in reversed(names))
    found = {field: have[name] for field, name in usual if name in have}
    if {"year", "month"} <= found.keys() and found.get("start") == found.get("day"):  # the day of a month
        found = {field: name for field, name in found.items() if name != found.get("day") or field == "day"}
    return found


def _lacking(columns: Mapping[str, str]) -> list[str]:
    """Fields without which there is no event: its day, and both coordinates or one cell that holds them."""
    instead = {"start": {"year", "month", "day"}, "lat": {"point"}, "lon": {"point"}}
    return [field for field, others in instead.items() if field not in columns and not others <= columns.keys()]


def _small(name: str) -> str:
    return plain_name(str(name))


def _event(row: Mapping[str, object], columns: Mapping[str, str], scheme: Scheme, number: int, american: bool) -> Foreign | str:
    def cell(field: str) -> str:
        value = row.get(columns.get(field, ""))
        if isinstance(value, dt.datetime | dt.date):
            return value.isoformat()[:10]
        return "" if value is None else str(value).strip()

    parts = "-".join(cell(part).removesuffix(".0") for part in ("year", "month", "day"))
    told_day = cell("start") or (parts if "start" not in columns else "")
    start, end = _day(told_day, american), _day(cell("end"), american)
    if start is None:
        return f"row {number}: '{told_day[:30]}' is no date"
    try:
        lat, lon = _point(row, columns, cell)
        deaths = _number(cell("deaths"), 0, 10**9)
    except ValueError:
        return f"row {number}: coordinates or deaths are no numbers, or none that can be"
    told = cell("type")
    return Foreign(
        cell("id") or f"row {number}",
        scheme,
        start,
        end or start,
        told if told in EVENT_TYPES else _types().get(told.lower()),
        told,
        _country(cell("country")),
        cell("place"),
        lat,
        lon,
        cell("doer"),
        cell("target"),
        None if deaths is None else int(deaths),
        cell("text"),
    )


def _day(told: str, american: bool) -> str | None:
    """The ISO day of a cell, also as spreadsheets shorten it (5-May-25) or number it; `american` puts the month first."""
    found = day_of(month_second(told) if american else told)
    return found[0] if found else None


def _point(row: Mapping[str, object], columns: Mapping[str, str], cell: Callable[[str], str]) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees of two cells or one; None where they are empty. Raises ValueError for what is none."""
    if cell("lat") or cell("lon"):
        return _angle(cell("lat"), "NS", 90), _angle(cell("lon"), "EW", 180)
    found = point_in(row.get(columns.get("point", "")))
    if found is None:
        if cell("point"):
            raise ValueError(cell("point"))
        return None, None
    lat, lon = map(float, found.split(","))
    return lat, lon


def _angle(told: str, axis: str, most: float) -> float | None:
    if not told:
        return None
    value = degrees(told, axis)
    if value is None or abs(value) > most:
        raise ValueError(told)
    return value


def _number(told: str, least: float, most: float) -> float | None:
    """The number of a cell, None for an empty one. Raises ValueError for what is none (nan, inf too) or lies outside."""
    if not told:
        return None
    value = float(_THOUSANDS.sub("", fold(told)))
    if not least <= value <= most:
        raise ValueError(told)
    return value


@cache
def _types() -> dict[str, str]:
    """Our types by what others call theirs, and by our own labels in both languages."""
    labels = {told.lower(): type_ for type_, label in table("labels")["type"].items() if type_ in EVENT_TYPES for told in (label["en"], label["ar"])}
    known: dict[str, str] = table("foreign")["types"]
    return labels | known


def _country(told: str) -> str | None:
    """The two letters of a country, told by them, by its three, by its number or by its name in English or Arabic."""
    if len(told) == 2 and told.isalpha() and told.isascii():
        return told.upper()
    if told.isdecimal():
        return next((code for code, number in table("acled")["iso"].items() if int(number) == int(told)), None)
    names = _countries()
    return names.get(fold(told).lower()) or names.get(fold(told.split("(")[0]).strip().lower())


@cache
def _countries() -> dict[str, str]:
    told: dict[str, str] = {letters.lower(): code for code, letters in table("schemes")["iso3"].items()}
    for c in table("countries")["country"]:
        told |= {fold(name).lower(): c["iso"] for name in (c["en"], c["ar"], *c.get("also", ()))}
    return told | {fold(name).lower(): code for code, name in table("schemes")["called"].items()}  # as UCDP calls them
