"""Events by other hands → CSV, JSON lines or GeoJSON of their own, each with who made it; never among ours."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from ..foreign.read import Foreign
from ..outfile import OutFile
from .rows import Row, safe

Format = Literal["csv", "jsonl", "geojson"]
COLUMNS = (
    "made_by",
    "event_id",
    "scheme",
    "start",
    "end",
    "type",
    "their_type",
    "country",
    "place",
    "latitude",
    "longitude",
    "doer",
    "target",
    "deaths",
    "text",
)


def hand_row(made_by: str, e: Foreign) -> Row:
    """An event as a flat row; `type` is ours where theirs has one."""
    values = (made_by, e.id, e.scheme, e.start, e.end, e.type, e.told, e.country, e.place, e.lat, e.lon, e.doer, e.target, e.deaths, e.text)
    return dict(zip(COLUMNS, values, strict=True))


def export_hands(found: Iterable[tuple[str, Foreign]], format: Format, path: Path) -> int:
    """Write them to a file, which appears when it is whole; returns how many. GeoJSON holds those that have a place."""
    file = OutFile(path)
    rows = [hand_row(*one) for one in found]
    if format == "csv":
        with file.part.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerows([COLUMNS, *([safe(v) for v in row.values()] for row in rows)])
    elif format == "jsonl":
        file.part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    else:
        rows = [row for row in rows if row["latitude"] is not None and row["longitude"] is not None]
        features = [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}, "properties": row} for row in rows
        ]
        file.part.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False) + "\n", "utf-8")
    file.done()
    return len(rows)
