"""Who's On First: a folder of its repository for a country (`data/…/ID.geojson`), or its SQLite distribution.

A feature is GeoJSON; its properties give names by language, the kind of place, and the ids of the places that hold it.
Format: whosonfirst.org/docs. Data: CC BY 4.0 and the licences of the sources it names.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..shape import is_table
from .rows import Broken, Row, Rows, arabic_names, degrees

# Who's On First's kinds of place → our precision and, for divisions, their level.
_KINDS = {
    "region": ("governorate", 1),
    "county": ("district", 2),
    "localadmin": ("area", 3),
    "locality": ("settlement", 0),
    "borough": ("neighbourhood", 0),
    "neighbourhood": ("neighbourhood", 0),
    "macrohood": ("neighbourhood", 0),
    "campus": ("site", 0),
    "airport": ("site", 0),
    "marinearea": ("area", 0),
}
_ARABIC = ("name:ara_x_preferred", "name:ara_x_variant", "name:ara_x_colloquial")
_LEAST = 10  # bytes: less is no feature


def is_folder(path: Path) -> bool:
    """Whether a folder is, or holds, a Who's On First repository's features."""
    return path.is_dir() and next(_features_of(path), None) is not None


def rows(path: Path) -> Rows:
    """The places of a repository's folder or a SQLite distribution that have an Arabic name, and what is broken among them."""
    known: dict[int, dict[str, Any]] = {}
    for where, body in _bodies(path):
        props = _properties(body)
        if props is None:
            yield Broken(where)
        elif props.get("wof:placetype") in _KINDS and not _gone(props):
            known[props["wof:id"]] = _slim(props)
    if not known:
        raise InputError(f"{path} holds no places of Who's On First; give the folder of a country's repository or its SQLite file.")
    for props in known.values():
        row = _row(props, known)
        if row is not None:
            yield row


def _features_of(folder: Path) -> Iterator[Path]:
    root = folder / "data" if (folder / "data").is_dir() else folder
    return (p for p in root.rglob("*.geojson") if p.stem.isdigit())  # 123-alt-quattroshapes.geojson is another outline of 123


def _bodies(path: Path) -> Iterator[tuple[str, str | bytes]]:
    if path.is_dir():
        for file in sorted(_features_of(path)):
            yield str(file), file.read_bytes()
        return
    try:
        with sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True) as base:
            for number, body in base.execute("SELECT id, body FROM geojson WHERE coalesce(is_alt, 0) = 0"):
                yield f"{path}: {number}", body
    except sqlite3.Error as error:
        raise InputError(f"{path} is no SQLite distribution of Who's On First ({error}); download it again.") from error


def _properties(body: str | bytes) -> dict[str, Any] | None:
    if len(body) < _LEAST:
        return None
    try:
        props = json.loads(body)["properties"]
    except (ValueError, KeyError, TypeError):
        return None
    return props if is_table(props) and isinstance(props.get("wof:id"), int) else None


def _gone(props: dict[str, Any]) -> bool:
    """Whether a feature was given up, or is another's predecessor."""
    return bool(props.get("wof:superseded_by")) or props.get("edtf:deprecated") not in (None, "", "u", "uuuu")


def _slim(props: dict[str, Any]) -> dict[str, Any]:
    keep = (
        "wof:name",
        "wof:placetype",
        "wof:hierarchy",
        "wof:country",
        "gn:name",
        "geom:latitude",
        "geom:longitude",
        "lbl:latitude",
        "lbl:longitude",
        "wof:population",
        "gn:population",
        "wof:concordances",
        "gn:admin1_code",
    )
    return {**{k: props.get(k) for k in keep}, "arabic": [n for key in _ARABIC for n in props.get(key) or ()]}


def _row(props: dict[str, Any], known: dict[int, dict[str, Any]]) -> Row | None:
    names = arabic_names(props["arabic"])
    lat, lon = props["lbl:latitude"] or props["geom:latitude"], props["lbl:longitude"] or props["geom:longitude"]
    at = degrees(lat, lon)
    if not names or at is None:
        return None
    precision, level = _KINDS[props["wof:placetype"]]
    above: list[dict[str, int]] = props["wof:hierarchy"] or [{}]
    name_of = {kind: (known.get(above[0].get(f"{kind}_id", 0)) or {}).get("wof:name") for kind in ("region", "county", "localadmin")}
    others: dict[str, Any] = props["wof:concordances"] or {}
    geonameid = others.get("gn:id")
    population = props["wof:population"] or props["gn:population"] or 0
    return Row(
        props["gn:name"] or props["wof:name"] or names[0],
        names,
        *at,
        props["wof:country"] or "",
        precision,
        geonameid if isinstance(geonameid, int) and geonameid > 0 else None,
        max(0, int(population)),
        admin1=name_of["region"],
        admin2=name_of["county"],
        admin3=name_of["localadmin"],
        level=level,
    )
