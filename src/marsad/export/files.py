"""One file in one of the formats, written beside its name and put in its place when it is whole."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args
from typing import Literal as _Literal

from ..archive import Archive, Filters
from ..errors import InputError
from ..events import Event
from ..model import Actor
from ..outfile import OutFile
from .acled import COLUMNS, acled_row
from .reviewed import gold, proposals
from .rows import Row, claim_row, event_row, safe

Format = _Literal["csv", "geojson", "parquet", "acled", "gold", "proposals"]
_CHANGE = ("change", "changed_at", "event_id", "replaced_by")
FORMATS: tuple[str, ...] = get_args(Format)


def export(archive: Archive, format: Format, kind: _Literal["events", "claims"], filters: Filters, path: Path) -> int:
    """Write what the filters keep; returns how many rows or features. Raises `InputError` for what a format cannot hold."""
    if format in ("geojson", "acled") and kind == "claims":
        raise InputError(f"{format} holds events; leave --kind out, or export claims as csv or parquet.")
    if path.is_dir():
        raise InputError(f"{path} is a folder; give the name of a file to write.")
    if format in ("gold", "proposals") and (kind == "claims" or filters != Filters()):
        raise InputError(f"{format} holds all that reviewers decided; leave the filters out.")
    file = OutFile(path)
    part = file.part
    if format in ("gold", "proposals"):
        count = {"gold": gold, "proposals": proposals}[format](archive, part)
    elif format == "geojson":
        count = _geojson(archive, filters, part)
    elif format == "acled":
        count = _csv(_acled(archive, filters), part, COLUMNS)
    else:
        rows: Iterator[Row] = (
            (claim_row(*c) for c in archive.claims(filters)) if kind == "claims" else (event_row(e) for e in archive.events(filters))
        )  # fmt: skip
        count = _csv(rows, part, None) if format == "csv" else _parquet(rows, part)
    file.done()
    return count


def export_changes(archive: Archive, format: Format, moment: str, path: Path) -> int:
    """Write what became of events after a moment (ISO day or time): new and changed ones as rows of events, gone ones with the id that
    replaced them. Returns how many. Raises `InputError` for a format that holds no rows and for a moment that is none."""
    if format not in ("csv", "parquet"):
        raise InputError(f"--changes-since goes with csv or parquet, not {format}.")
    try:
        dt.datetime.fromisoformat(moment)
    except ValueError:
        raise InputError(f"'{moment}' is no day or time; write it as 2026-11-20 or 2026-11-20T06:00:00.") from None
    file = OutFile(path)
    rows = [{"change": c.change, "changed_at": c.at, "event_id": c.event_id, "replaced_by": c.replaced_by, **(event_row(e) if e else {})} for c, e in archive.changes(moment)]  # fmt: skip
    columns = list(dict.fromkeys(name for row in [dict.fromkeys(_CHANGE), *rows] for name in row))
    whole = [{name: row.get(name) for name in columns} for row in rows]
    count = _csv(whole, file.part, columns) if format == "csv" else _parquet(whole, file.part)
    file.done()
    return count


def _acled(archive: Archive, filters: Filters) -> Iterator[Row]:
    from ..lexicon import load

    lexicon = load()

    known = {actor.name_en: actor for actor in lexicon.actor_by_id.values()}
    for code, c in lexicon.country_names.items():
        for id, name, kind in (("gov", f"Government of {c['en']}", "government"), ("armed", f"{c['adj_en']} armed group", "political_militia")):
            known.setdefault(name, Actor(f"{code.lower()}.{id}", c["ar"], name, kind, code))

    for e in archive.events(filters):
        row = acled_row(e, known.get, lambda cc: lexicon.country_names[cc]["en"] if cc in lexicon.country_names else cc)
        if row is not None:
            yield row


def _csv(rows: Iterable[Row], path: Path, columns: Iterable[str] | None) -> int:
    """UTF-8 with a mark, for spreadsheets that would take it for another encoding."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer: csv.DictWriter | None = None
        if columns is not None:
            writer = csv.DictWriter(file, list(columns))
            writer.writeheader()
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
            writer.writerow({name: safe(value) for name, value in row.items()})
            count += 1
    return count


def _parquet(rows: Iterable[Row], path: Path) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("Parquet needs the pyarrow package; install it with: pip install 'marsad[parquet]'") from None
    held = list(rows)
    pq.write_table(pa.Table.from_pylist(held), path, compression="zstd")
    return len(held)


def _geojson(archive: Archive, filters: Filters, path: Path) -> int:
    """Points of events, and lines of movements from where to where (RFC 7946: longitude first)."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for e in archive.events(filters):
            for feature in features(e):
                file.write(("," if count else "") + "\n" + json.dumps(feature, ensure_ascii=False))
                count += 1
        file.write("\n]}\n")
    return count


def features(e: Event) -> Iterator[dict[str, Any]]:
    """An event as GeoJSON features: its point, and a line for each movement."""
    if e.lat is not None and e.lon is not None:
        yield {"type": "Feature", "id": e.id, "geometry": {"type": "Point", "coordinates": [e.lon, e.lat]}, "properties": event_row(e)}  # fmt: skip
    for move in e.moves:
        yield {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [move.start_at[::-1], move.end_at[::-1]]},
            "properties": {"event_id": e.id, "type": e.type, "claim_id": move.claim, "from_en": move.start, "from_ar": e.names.get(move.start, ""), "to_en": move.end, "to_ar": e.names.get(move.end, ""), "modality": move.modality, "doer": "; ".join(v.value for v in e.doer)},
        }  # fmt: skip
