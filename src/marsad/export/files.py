"""One file in one of the formats, written beside its name and put in its place when it is whole."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal as _Literal
from typing import get_args

from ..archive import Archive, Filters
from ..archive.pins import pinned, row_of
from ..errors import InputError
from ..model import Actor
from ..outfile import OutFile
from ..plugins import names, plugged
from .acled import COLUMNS, acled_row
from .arrow import parquet
from .geo import Geometry, geojson, geopackage, geoparquet, kml
from .reviewed import gold, proposals
from .rows import Row, claim_row, columns_of, event_row, safe
from .schemes import GDELT, POLECAT, UCDP, active, dyad_year, gdelt_row, polecat_row, ucdp_row
from .sheets import excel, hxl, jsonld

Format = _Literal[
    "csv", "geojson", "parquet", "acled", "ucdp", "polecat", "gdelt", "geoparquet", "gpkg", "kml", "xlsx", "hxl", "jsonld", "gold", "proposals"
]
_CHANGE = ("change", "changed_at", "event_id", "replaced_by")
FORMATS: tuple[str, ...] = get_args(Format)
_FLAT = ("csv", "parquet")  # what holds claims as well as events
_DECIDED = ("gold", "proposals")
_MAPS = {"gpkg": geopackage, "kml": kml, "geoparquet": geoparquet, "hxl": hxl, "jsonld": jsonld}
_SCHEMES = {
    "acled": (acled_row, COLUMNS, ","),
    "ucdp": (ucdp_row, UCDP, ","),
    "polecat": (polecat_row, POLECAT, "\t"),
    "gdelt": (gdelt_row, GDELT, "\t"),
}


def export(archive: Archive, format: str, kind: _Literal["events", "claims"], filters: Filters, path: Path, geometry: Geometry = "both") -> int:
    """Write what the filters keep; returns how many rows or features. `format` is one of `FORMATS` or a plug-in's. Raises
    `InputError` for what a format cannot hold."""
    if kind == "claims" and format not in _FLAT:
        raise InputError(f"{format} holds events; leave --kind out, or export claims as csv or parquet.")
    if path.is_dir():
        raise InputError(f"{path} is a folder; give the name of a file to write.")
    if format in _DECIDED and (kind == "claims" or filters != Filters()):
        raise InputError(f"{format} holds all that reviewers decided; leave the filters out.")
    write = None if format in FORMATS else _plugged(format)
    file = OutFile(path)
    count = write(archive, filters, file.part) if write else _written(archive, format, kind, filters, file.part, geometry)
    file.done()
    return count


def export_changes(archive: Archive, format: str, moment: str, path: Path) -> int:
    """Write what became of events after a moment (ISO day or time): new and changed ones as rows of events, gone ones with the id that
    replaced them. Returns how many. Raises `InputError` for a format that holds no rows and for a moment that is none."""
    if format not in ("csv", "parquet"):
        raise InputError(f"--changes-since goes with csv or parquet, not {format}.")
    try:
        dt.datetime.fromisoformat(moment)
    except ValueError:
        raise InputError(f"'{moment}' is no day or time; write it as 2026-11-20 or 2026-11-20T06:00:00.") from None
    file = OutFile(path)
    pins = pinned(archive)
    rows = [
        {
            "change": c.change,
            "changed_at": c.at,
            "event_id": c.event_id,
            "replaced_by": c.replaced_by,
            **(event_row(e) | row_of(pins, e.id) if e else {}),
        }
        for c, e in archive.changes(moment)
    ]
    types = dict.fromkeys(_CHANGE, "string") | columns_of("event")
    whole = [{name: row.get(name) for name in types} for row in rows]
    count = _csv(whole, file.part, types) if format == "csv" else parquet(whole, file.part, types)
    file.done()
    return count


def _plugged(format: str) -> Callable[[Archive, Filters, Path], int]:
    """The exporter that a package brings. Raises `InputError` where no format of that name is known."""
    if format not in names("marsad.exporters"):
        raise InputError(f"'{format}' is no format; give one of {', '.join((*FORMATS, *names('marsad.exporters')))}.")
    return plugged("marsad.exporters", format)


def _written(archive: Archive, format: str, kind: str, filters: Filters, part: Path, geometry: Geometry) -> int:
    if format in _DECIDED:
        return {"gold": gold, "proposals": proposals}[format](archive, part)
    if format == "geojson":
        return geojson(archive.events(filters), part, geometry)
    if format in _MAPS:
        return _MAPS[format](archive.events(filters), part)
    if format == "xlsx":
        return excel(archive, filters, part)
    if format in _SCHEMES:
        _, columns, delimiter = _SCHEMES[format]
        return _csv(_of_scheme(archive, filters, format), part, columns, delimiter)
    pins = pinned(archive)
    rows: Iterator[Row] = (
        (claim_row(*c) for c in archive.claims(filters)) if kind == "claims" else (event_row(e) | row_of(pins, e.id) for e in archive.events(filters))
    )
    types = columns_of("claim" if kind == "claims" else "event")
    return _csv(rows, part, types) if format == "csv" else parquet(rows, part, types)


def _of_scheme(archive: Archive, filters: Filters, format: str) -> Iterator[Row]:
    """The rows of a scheme; what it has no place for is left out."""
    from ..lexicon import load

    lexicon = load()

    known = {actor.name_en: actor for actor in lexicon.actor_by_id.values()}
    for code, c in lexicon.country_names.items():
        for id, name, kind in (("gov", f"Government of {c['en']}", "government"), ("armed", f"{c['adj_en']} armed group", "political_militia")):
            known.setdefault(name, Actor(f"{code.lower()}.{id}", c["ar"], name, kind, code))

    def rows(asked: Filters) -> Iterator[Row]:
        for e in archive.events(asked):
            row = _SCHEMES[format][0](e, known.get, lambda cc: lexicon.country_names[cc]["en"] if cc in lexicon.country_names else cc)
            if row is not None:
                yield row

    if format != "ucdp":
        yield from rows(filters)
        return
    years = active(rows(Filters()))  # by all that the archive holds, whatever is asked for
    for row in rows(filters):
        yield row | {"active_year": 1 if dyad_year(row) in years else ""}


def _csv(rows: Iterable[Row], path: Path, columns: Iterable[str], delimiter: str = ",") -> int:
    """UTF-8 with a mark, for spreadsheets that would take it for another encoding; tab-separated files are for programs and bear none."""
    count = 0
    with path.open("w", encoding="utf-8-sig" if delimiter == "," else "utf-8", newline="") as file:
        writer: csv.DictWriter[str] = csv.DictWriter(file, list(columns), delimiter=delimiter)
        writer.writeheader()
        for row in rows:
            writer.writerow({name: safe(value) for name, value in row.items()})
            count += 1
    return count
