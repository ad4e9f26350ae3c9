"""Files of ACLED, of UCDP GED, or of any hand with a table of events → `Foreign`s, by the columns of `lexicon/foreign.toml`."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from ..errors import InputError
from ..lexicon.tables import table
from ..model import EVENT_TYPES
from ..read.dates import date_of_stamp
from ..read.decode import encoding_of

Scheme = Literal["acled", "ucdp", "events"]
csv.field_size_limit(2_000_000)


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
    """(events, what is wrong with rows that are none) of a CSV or TSV, or an Excel workbook's first sheet. Without `scheme` it is
    told by the columns. Raises `InputError` where the file cannot be read or has no columns of a scheme."""
    events: list[Foreign] = []
    faults: list[str] = []
    rows = _rows(path)
    columns: dict[str, str] | None = None
    known: Scheme | None = scheme
    for number, row in enumerate(rows, 2):
        if columns is None:
            known = scheme or _scheme_of(row)
            columns = _columns(row, known, path)
        made = _event(row, columns, known or "events", number)
        if isinstance(made, str):
            faults.append(made)
        else:
            events.append(made)
    if columns is None:
        raise InputError(f"{path} holds no rows; give a table of events with its header.")
    return events, faults


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    try:
        head = path.open("rb").read(1 << 16)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check the path.") from error
    if head.startswith(b"PK\x03\x04"):
        yield from _sheet(path)
        return
    encoding = encoding_of(head)
    first = head.split(b"\n", 1)[0].decode(encoding, "replace")
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        try:
            yield from csv.DictReader(file, delimiter=max("\t,;", key=first.count))
        except csv.Error as error:
            raise InputError(f"{path} breaks off as a table ({error}); save it anew as CSV.") from error


def _sheet(path: Path) -> Iterator[Mapping[str, object]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        names = [str(n or "") for n in next(rows, ())]
        for row in rows:
            yield dict(zip(names, row, strict=False))
    except Exception as error:  # openpyxl raises whatever its XML parser and zipfile raise
        raise InputError(f"the workbook {path} cannot be read ({error or type(error).__name__}).") from error


def _scheme_of(row: Mapping[str, object]) -> Scheme:
    names = {str(n).strip().lower() for n in row}
    if "event_id_cnty" in names or {"sub_event_type", "actor1"} <= names:
        return "acled"
    return "ucdp" if {"type_of_violence", "side_a"} <= names else "events"


def _columns(row: Mapping[str, object], scheme: Scheme, path: Path) -> dict[str, str]:
    have = {str(n).strip().lstrip("\ufeff").lower(): str(n) for n in row if n is not None}
    found = {field: have[name] for field, names in table("foreign")["columns"][scheme].items() for name in reversed(names) if name in have}
    lacking = [field for field in ("start", "lat", "lon") if field not in found]
    if lacking:
        raise InputError(f"{path} has no column for {', '.join(lacking)} of {scheme}; the columns are: {', '.join(have)[:200]}.")
    return found


def _event(row: Mapping[str, object], columns: dict[str, str], scheme: Scheme, number: int) -> Foreign | str:
    def cell(field: str) -> str:
        value = row.get(columns.get(field, ""))
        if isinstance(value, dt.datetime | dt.date):
            return value.isoformat()[:10]
        return "" if value is None else str(value).strip()

    start, end = date_of_stamp(cell("start")), date_of_stamp(cell("end"))
    if start is None:
        return f"row {number}: '{cell('start')[:30]}' is no date"
    try:
        lat, lon = _number(cell("lat"), -90, 90), _number(cell("lon"), -180, 180)
        deaths = _number(cell("deaths"), 0, 10**9)
    except ValueError:
        return f"row {number}: coordinates or deaths are no numbers, or none that can be"
    told = cell("type")
    type_ = told if told in EVENT_TYPES else table("foreign")["types"].get(told.lower())
    return Foreign(
        cell("id") or f"row {number}",
        scheme,
        start[0],
        (end or start)[0],
        type_,
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


def _number(told: str, least: float, most: float) -> float | None:
    """The number of a cell, None for an empty one. Raises ValueError for what is none (nan, inf too) or lies outside."""
    if not told:
        return None
    value = float(told)
    if not least <= value <= most:
        raise ValueError(told)
    return value


def _country(told: str) -> str | None:
    """The two letters of a country, told by them, by its number or by its English name."""
    if len(told) == 2 and told.isalpha():
        return told.upper()
    if told.isdecimal():
        return next((code for code, number in table("acled")["iso"].items() if int(number) == int(told)), None)
    names = {c["en"].lower(): c["iso"] for c in table("countries")["country"]}
    names |= {name.lower(): code for code, name in table("schemes")["called"].items()}  # as UCDP calls them
    return names.get(told.lower()) or names.get(told.split("(")[0].strip().lower())
