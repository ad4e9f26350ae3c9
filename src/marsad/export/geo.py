"""Events on maps: GeoJSON, KML, GeoPackage (two layers) and GeoParquet. Longitude first throughout, WGS84 (EPSG:4326)."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from ..events import Event
from . import arrow
from .rows import Row, columns_of, event_row, without_pins

Geometry = Literal["both", "points", "lines"]
Xy = tuple[float, float]


def points(e: Event) -> Iterator[tuple[Xy, Row]]:
    """(longitude and latitude, properties) of an event that has a place."""
    if e.lat is not None and e.lon is not None:
        yield (e.lon, e.lat), event_row(e)


def lines(e: Event) -> Iterator[tuple[tuple[Xy, Xy], Row]]:
    """(from and to, properties) of each movement of an event, with the event's days and grade, so that filters of time keep it."""
    for move in e.moves:
        yield (
            (
                (move.start_at[1], move.start_at[0]),
                (move.end_at[1], move.end_at[0]),
            ),
            {
                "event_id": e.id,
                "type": e.type,
                "start": e.start,
                "end": e.end,
                "grade": e.grade,
                "country": e.country,
                "claim_id": move.claim,
                "from_en": move.start,
                "from_ar": e.names.get(move.start, ""),
                "to_en": move.end,
                "to_ar": e.names.get(move.end, ""),
                "modality": move.modality,
                "doer": "; ".join(v.value for v in e.doer),
            },
        )


def features(e: Event, geometry: Geometry = "both") -> Iterator[dict[str, Any]]:
    """An event as GeoJSON features: its point, and a line for each movement."""
    if geometry != "lines":
        for xy, row in points(e):
            yield {"type": "Feature", "id": e.id, "geometry": {"type": "Point", "coordinates": list(xy)}, "properties": row}
    if geometry != "points":
        for way, row in lines(e):
            yield {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [list(xy) for xy in way]}, "properties": row}


def geojson(events: Iterable[Event], path: Path, geometry: Geometry = "both") -> int:
    """Points of events and lines of movements, or either alone (RFC 7946)."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for e in events:
            for feature in features(e, geometry):
                file.write(("," if count else "") + "\n" + json.dumps(feature, ensure_ascii=False))
                count += 1
        file.write("\n]}\n")
    return count


def kml(events: Iterable[Event], path: Path) -> int:
    """Placemarks with the days in which they lie, for globes (OGC KML 2.2)."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>marsad</name>\n')
        for e in events:
            for xy, row in points(e):
                file.write(_placemark(row, f"<Point><coordinates>{xy[0]},{xy[1]}</coordinates></Point>", e))
                count += 1
            for (a, b), row in lines(e):
                file.write(_placemark(row, f"<LineString><coordinates>{a[0]},{a[1]} {b[0]},{b[1]}</coordinates></LineString>", e))
                count += 1
        file.write("</Document></kml>\n")
    return count


def _placemark(row: Row, shape: str, e: Event) -> str:
    days = f"<TimeSpan><begin>{e.start}</begin><end>{e.end}</end></TimeSpan>" if e.start and e.end else ""
    data = "".join(f"<Data name={quoteattr(name)}><value>{_xml(value)}</value></Data>" for name, value in row.items() if value not in (None, ""))
    told = f"<name>{_xml(e.type.replace('_', ' '))}: {_xml(e.place_en)}</name><description>{_xml(e.sentence_en)}</description>"
    return f"<Placemark>{told}{days}<ExtendedData>{data}</ExtendedData>{shape}</Placemark>\n"


def _xml(value: Any) -> str:
    """Text for XML, without the control characters that XML cannot hold."""
    return escape("".join(c for c in str(value) if c >= " " or c in "\n\t"))


_OF_LINES = ("event_id", "type", "start", "end", "grade", "country", "claim_id", "from_en", "from_ar", "to_en", "to_ar", "modality", "doer")
_SQL = {"integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN"}  # columns of an empty layer have their types too


def geopackage(events: Iterable[Event], path: Path) -> int:
    """Two layers: `events` (points) and `movements` (lines). OGC GeoPackage 1.3."""
    held = list(events)
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    try:
        db.executescript(_GPKG)
        spots: list[tuple[Any, Row]] = [p for e in held for p in points(e)]
        ways: list[tuple[Any, Row]] = [x for e in held for x in lines(e)]
        types = without_pins(columns_of("event"))
        _layer(db, "events", "POINT", spots, types)
        _layer(db, "movements", "LINESTRING", ways, {name: types.get(name, "string") for name in _OF_LINES})
        db.commit()
    finally:
        db.close()
    return len(spots) + len(ways)


_GPKG = """
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
 srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
 definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
 ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
 ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
 ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",'
  || 'DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
  || 'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', NULL);
CREATE TABLE gpkg_contents (
 table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
 last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
 srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
 table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
 srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
 PRIMARY KEY (table_name, column_name));
"""


def _layer(db: sqlite3.Connection, name: str, shape: str, found: list[tuple[Any, Row]], columns: dict[str, str]) -> None:
    typed = ", ".join(f'"{c}" {_SQL.get(told, "TEXT")}' for c, told in columns.items())
    db.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {shape}, {typed})')
    flat = [xy for place, _ in found for xy in (place if shape == "LINESTRING" else (place,))]
    bounds = (min(x for x, _ in flat), min(y for _, y in flat), max(x for x, _ in flat), max(y for _, y in flat)) if flat else (None,) * 4
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id)"
        " VALUES (?, 'features', ?, ?, ?, ?, ?, 4326)",
        (name, name, *bounds),
    )
    db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", (name, shape))
    marks = ", ".join("?" * (len(columns) + 1))
    db.executemany(
        f'INSERT INTO "{name}" (geom, {", ".join(f"{chr(34)}{c}{chr(34)}" for c in columns)}) VALUES ({marks})',
        ([b"GP\x00\x01" + struct.pack("<i", 4326) + wkb(place), *(row[c] for c in columns)] for place, row in found),
    )


def wkb(place: Any) -> bytes:
    """A point or a line of two as well-known binary, little-endian."""
    if isinstance(place[0], tuple):
        return struct.pack("<BII4d", 1, 2, 2, *place[0], *place[1])
    return struct.pack("<BI2d", 1, 1, *place)


def geoparquet(events: Iterable[Event], path: Path) -> int:
    """Points of events in a Parquet file with GeoParquet 1.1's metadata. Raises `InputError` without pyarrow."""
    return arrow.geoparquet([(xy, wkb(xy), row) for e in events for xy, row in points(e)], path)
