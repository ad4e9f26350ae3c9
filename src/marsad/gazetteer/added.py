"""Places that a user adds from GeoNames dump files (`SY.txt`, `allCountries.txt`), beyond the default gazetteer.

A dump has one place a line, tab-separated, in the columns of GeoNames' "geoname" table; its alternate names file, tab-separated
too, gives names with their language. Format: the readme of the GeoNames export server. Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import marshal
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError
from ..folders import data_folder
from ..sealed import Damaged, read_sealed, sealed

_COLUMNS = 19
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
    """One place of a dump, with the codes of the divisions it lies in."""

    geonameid: int
    name: str
    names_ar: tuple[str, ...]
    lat: float
    lon: float
    country: str
    admin1: str
    admin2: str
    precision: str
    population: int


def added_files() -> list[Path]:
    """The files of places that were added, in order of their names."""
    return sorted((data_folder() / "gazetteer").glob("*.bin"))


def load_added() -> list[dict]:
    """The added places, one dict a file: `rows` (as `Row` tuples) and `districts` (country, admin1 and admin2 code → name).

    Raises `InputError` for a damaged file: nothing but the user's own dump can make it anew.
    """
    return [_added(path) for path in added_files()]


def _added(path: Path) -> dict:
    try:
        return marshal.loads(read_sealed(path))
    except Damaged:
        raise InputError(
            f"the places added as {path.stem} are damaged ({path}); take them away with `marsad gazetteer remove "
            f"{path.stem}` and add them again."
        ) from None


def remove(name: str) -> bool:
    """Take away what `add` kept under a name. False where nothing stands under it."""
    path = data_folder() / "gazetteer" / f"{name}.bin"
    if not path.exists():
        return False
    path.unlink()
    return True


def add(dump: Path, alternates: Path | None = None) -> tuple[str, int, int]:
    """Read a dump and keep its places that have an Arabic name.

    `alternates` is a GeoNames alternate names file; without it the names in the dump's own column serve. Returns the name it is
    kept under, the number of places kept and the number of lines passed over as broken. Raises `InputError` where the file
    is no dump. Nothing is changed unless the whole file was read.
    """
    arabic = _alternates(alternates) if alternates else {}
    broken = 0
    rows: list[tuple] = []
    districts: dict[tuple[str, str, str], str] = {}
    for fields in _lines(dump):
        if fields is None:
            broken += 1
            continue
        if fields[7] == "ADM2":
            districts[fields[8], fields[10], fields[11]] = fields[1]
        row = _row(fields, arabic)
        if row is not None:
            rows.append(tuple(row))
    if not rows:
        raise InputError(
            f"{dump} holds no place with an Arabic name in GeoNames' dump format; give a country file such as SY.txt, "
            "and its alternate names with --alternates."
        )
    name = re.sub(r"[^A-Za-z0-9._-]", "_", dump.stem) or "places"
    path = data_folder() / "gazetteer" / f"{name}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(sealed(marshal.dumps({"rows": rows, "districts": districts})))
    part.replace(path)
    return name, len(rows), broken


def _lines(dump: Path) -> Iterator[list[str] | None]:
    """The fields of each line; None for a line that is not of the format."""
    try:
        with dump.open(encoding="utf-8", errors="replace", newline="\n") as file:
            for line in file:
                fields = line.rstrip("\r\n").split("\t")
                if len(fields) != _COLUMNS or not fields[0].isdigit():
                    yield None if line.strip() else []
                    continue
                yield fields
    except OSError as error:
        raise InputError(f"{dump} cannot be read ({error.strerror}); give the path of a GeoNames dump file.") from error


def _row(fields: list[str], arabic: dict[int, list[str]]) -> Row | None:
    if not fields:
        return None
    precision = _CODES.get(fields[7]) or _CLASSES.get(fields[6])
    if precision is None:
        return None
    number = int(fields[0])
    names = arabic.get(number) or [n.strip() for n in fields[3].split(",") if _is_arabic(n.strip())]
    if not names:
        return None
    try:
        lat, lon = float(fields[4]), float(fields[5])
    except ValueError:
        return None
    population = int(fields[14]) if fields[14].isdigit() else 0
    return Row(
        number,
        fields[1],
        tuple(dict.fromkeys(names)),
        lat,
        lon,
        fields[8],
        fields[10],
        fields[11],
        precision,
        population,
    )


def _is_arabic(name: str) -> bool:
    return bool(_ARABIC.match(name)) and not _PERSIAN.search(name)


def _alternates(path: Path) -> dict[int, list[str]]:
    """geonameid → Arabic names, preferred ones first, from an alternate names file."""
    out: dict[int, list[str]] = {}
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                fields = line.rstrip("\r\n").split("\t")
                if len(fields) < 4 or fields[2] != "ar" or not fields[1].isdigit():
                    continue
                names = out.setdefault(int(fields[1]), [])
                names.insert(0, fields[3]) if len(fields) > 4 and fields[4] == "1" else names.append(fields[3])
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}); give the path of a GeoNames alternate names file."
        ) from error
    return out


def merge(data: dict, added: Iterable[dict], admin1_names: dict[tuple[str, str], str], spellings, is_common) -> dict:
    """The default index with added places in it: a place that it has already gains its district and names, others are new.

    `admin1_names` gives our English name by country and GeoNames admin1 code; `spellings(name)` the folded spellings of a
    name; `is_common(key)` whether a folded word is an ordinary word too.
    """
    records = [tuple(r) for r in data["records"]]
    keys = {k: list(v) for k, v in data["keys"].items()}
    weak = set(data["weak"])
    known = {r[7]: n for n, r in enumerate(records) if r[7] is not None}
    for part in added:
        for raw in part["rows"]:
            row = Row(*raw)
            district = part["districts"].get((row.country, row.admin1, row.admin2))
            if row.geonameid in known:
                number = known[row.geonameid]
                records[number] = (*records[number][:10], district or records[number][10])
            else:
                number = known[row.geonameid] = len(records)
                admin1 = admin1_names.get((row.country, row.admin1))
                records.append(
                    (row.names_ar[0], row.name, round(row.lat, 4), round(row.lon, 4), row.country, admin1, row.precision,
                     row.geonameid, row.population, False, district)
                )  # fmt: skip
            for name in row.names_ar:
                for key in spellings(name):
                    numbers = keys.setdefault(key, [])
                    if not numbers and " " not in key and (len(key) <= 3 or is_common(key)):
                        weak.add(key)
                    if number not in numbers:
                        numbers.append(number)
    return {**data, "records": records, "keys": {k: tuple(v) for k, v in keys.items()}, "weak": sorted(weak)}
