"""One place of an added source, whatever the source: what every door of `marsad gazetteer add` yields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ARABIC = re.compile("^[\u0600-\u06ff\u200c .'()-]+$")
_PERSIAN = re.compile("[پچژگیکےۆێڕڵەھ]")

# GeoNames feature classes and codes → our precision. Roads, shops, farms and stretches of water are left out.
_CLASSES = {"P": "settlement"}
_CODES = {
    "ADM2": "district", "ADM3": "area", "AIRP": "site", "AIRF": "site", "AIRB": "site", "MILB": "site", "INSM": "site",
    "PRT": "site", "DAM": "site", "BDG": "site", "CMP": "site", "CMPRF": "site", "PSTB": "site", "RFNR": "site", "OILF": "site",
    "GASF": "site", "PS": "site", "PRN": "site", "MT": "area", "MTS": "area", "HLL": "area", "VAL": "area", "ISL": "area",
    "DSRT": "area", "PLN": "area", "RGN": "area", "LCTY": "area", "OAS": "settlement", "PPLX": "neighbourhood",
}  # fmt: skip


class Row(NamedTuple):
    """One place. `lat`, `lon` in degrees, None where the source tells names and codes only; `country` an ISO code of two letters;
    `admin1_code` GeoNames' code of the first-level division, `admin1`, `admin2`, `admin3` English names; `pcode` the place's own
    p-code; `level` the level of a division (1 to 3), 0 for other places."""

    name: str
    names_ar: tuple[str, ...]
    lat: float | None
    lon: float | None
    country: str
    precision: str
    geonameid: int | None = None
    population: int = 0
    admin1_code: str = ""
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    level: int = 0


class Broken(NamedTuple):
    """A line or feature that is not of its format."""

    where: str


Rows = Iterator[Row | Broken]


def written_in_arabic(names: Iterable[str]) -> list[str]:
    """The names in letters of the Arabic script, once each, in the order of the alphabet, marks of direction taken off."""
    clean = (" ".join(n.replace("\u200f", "").replace("\u200e", "").split()) for n in names)
    return sorted({n for n in clean if n and _ARABIC.match(n)})


def arabic_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are written in Arabic letters, in their order, once each; Persian and Kurdish spellings left out."""
    given = tuple(names)
    arabic = set(written_in_arabic(given))
    clean = (" ".join(n.replace("\u200f", "").replace("\u200e", "").split()) for n in given)
    return tuple(dict.fromkeys(n for n in clean if n in arabic and not _PERSIAN.search(n)))


def precision_of(feature_class: str, feature_code: str) -> str | None:
    """Our precision of a GeoNames feature; None for what news does not name as the place of an event."""
    return _CODES.get(feature_code) or _CLASSES.get(feature_class)


def degrees(lat: object, lon: object) -> tuple[float, float] | None:
    """Two numbers of a table as degrees; None where they are none or lie outside the earth."""
    try:
        a, b = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
    except ValueError:
        return None
    return (a, b) if abs(a) <= 90 and abs(b) <= 180 else None
