"""Places that a user adds, beyond the default gazetteer: kept in the user's data folder, one file a source, laid over the index."""

from __future__ import annotations

import marshal
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..arabic.normalise import fold
from ..errors import InputError
from ..folders import data_folder
from ..sealed import Damaged, read_sealed, sealed
from ..shape import is_table
from . import geonames, tables, whosonfirst
from .build import Divisions, km, spellings
from .index import Index
from .rows import Broken, Row, Rows, arabic_names, degrees, written_plainly

OWN = "own-places"  # the file of places that were added one by one


class Added(NamedTuple):
    """What `add` did: the name the source is kept under, places kept, entries passed over as broken."""

    name: str
    kept: int
    broken: int


def added_files() -> list[Path]:
    """The files of places that were added, in order of their names."""
    return sorted((data_folder() / "gazetteer").glob("*.bin"))


def load_added() -> list[list[Row]]:
    """The added places, one list a file. Raises `InputError` for a damaged file: nothing but the user's own source can make it anew."""
    return [_added(path) for path in added_files()]


def _added(path: Path) -> list[Row]:
    try:
        kept = marshal.loads(read_sealed(path))
        if is_table(kept):  # as kept before p-codes came: GeoNames alone
            return [_of_before(r, kept["districts"]) for r in kept["rows"]]
        return [Row(*r) for r in kept]
    except Damaged:
        raise InputError(
            f"the places added as {path.stem} are damaged ({path}); take them away with `marsad gazetteer remove {path.stem}` and add them again."
        ) from None


def _of_before(r: tuple[Any, ...], districts: Mapping[tuple[str, str, str], str]) -> Row:
    number, name, names, lat, lon, country, first, second, precision, population = r
    return Row(name, names, lat, lon, country, precision, number, population, first, admin2=districts.get((country, first, second)))


def remove(name: str) -> bool:
    """Take away what `add` kept under a name. False where nothing stands under it."""
    path = data_folder() / "gazetteer" / f"{name}.bin"
    if not path.exists():
        return False
    path.unlink()
    return True


def add(source: Path, alternates: Path | None = None, country: str | None = None, name: str | None = None) -> Added:
    """Read a source of places of any kind that is known and keep those that have an Arabic name.

    `alternates` is a GeoNames alternate names file; `country` the ISO code of a table's places where the table has no column for it;
    `name` what the source is kept under, else its file's name. Raises `InputError` where the source is of no known kind or holds no place.
    Nothing is changed unless the whole source was read.
    """
    kept: list[Row] = []
    broken = 0
    for row in _rows_of(source, alternates, country):
        if isinstance(row, Broken):
            broken += 1
        else:
            kept.append(row)
    if not kept:
        raise InputError(
            f"{source} holds no place with an Arabic name; give a GeoNames country file such as SY.txt with its alternate names "
            "(--alternates), a Who's On First repository or SQLite file, or a CSV or XLSX table with columns of Arabic names and coordinates."
        )
    name = name or re.sub(r"[^A-Za-z0-9._-]", "_", source.resolve().stem) or "places"
    _keep(name, kept)
    return Added(name, len(kept), broken)


def one(name: str, english: str | None, lat: float | None, lon: float | None, country: str | None, admin1: str | None) -> Row:
    """A place told by its particulars. Raises `InputError` where they do not tell one."""
    names, at = arabic_names([name]), degrees(lat, lon)
    if not names or at is None or not re.fullmatch("[A-Za-z]{2}", country or ""):
        raise InputError("a place needs its Arabic name, --lat and --lon in degrees and --country with two letters (SD).")
    return Row(english or name, names, *at, (country or "").upper(), "settlement", admin1=admin1)


def add_place(row: Row) -> int:
    """Keep one place beside those that were added one by one before; one of its names and country is replaced. Returns how many there are."""
    path = data_folder() / "gazetteer" / f"{OWN}.bin"
    before = _added(path) if path.exists() else []
    rows = [r for r in before if (r.names_ar[0], r.country) != (row.names_ar[0], row.country)] + [row]
    _keep(OWN, rows)
    return len(rows)


def _rows_of(source: Path, alternates: Path | None, country: str | None) -> Rows:
    if source.is_dir():
        return whosonfirst.rows(source)
    try:
        with source.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise InputError(f"{source} cannot be read ({error.strerror}); give the path of a file of places.") from error
    if head.startswith(b"SQLite format 3"):
        return whosonfirst.rows(source)
    if geonames.looks_so(head.decode("utf-8", "replace").split("\n", 1)[0]) or source.suffix.lower() == ".txt":
        return geonames.rows(source, alternates)
    return tables.rows(source, country)


def _keep(name: str, rows: list[Row]) -> None:
    path = data_folder() / "gazetteer" / f"{name}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(sealed(marshal.dumps([tuple(r) for r in rows])))
    part.replace(path)


_SAME = 3.0  # km: two entries of one name that lie nearer than this are one place
_TO_THE_KM = 2  # decimals of degrees in the lexicon's coordinates
_SAME_DIVISION = 60.0  # km between what two sources take for the middle of one division


def merge(data: Index, added: Iterable[list[Row]], is_ordinary: Callable[[str], bool]) -> Index:
    """The default index with added places in it: a place that it has already gains its divisions, p-code and names, others are new.

    `is_ordinary(key)` tells whether a folded word is an ordinary word, so that as a name it needs a word that types it.
    """
    index = _Index(data, is_ordinary)
    for rows in added:
        index.take(rows)
    return index.data()


def _finer(row: Row, record: list[Any]) -> bool:
    """Whether a source tells where a place lies that the index knows to a kilometre only. The middle of a division has no finer point."""
    if row.level or row.lat is None or row.lon is None or record[9] or record[6] in ("governorate", "region", "country"):
        return False
    coarse = all(round(x, _TO_THE_KM) == x for x in record[2:4])
    return coarse and any(round(x, _TO_THE_KM) != x for x in (row.lat, row.lon)) and km(row.lat, row.lon, record[2], record[3]) < _SAME


class _Index:
    """An index that grows. Records are tuples in the order of `Place`'s fields."""

    def __init__(self, data: Index, is_ordinary: Callable[[str], bool]):
        self._data, self._is_ordinary = data, is_ordinary
        self._records = [list(r) + [None] * (13 - len(r)) for r in data["records"]]
        self._keys = {k: list(v) for k, v in data["keys"].items()}
        self._weak = set(data["weak"])
        self._by_id = {r[7]: n for n, r in enumerate(self._records) if r[7] is not None}
        self._divisions = Divisions((r[4], r[2], r[3], r[5]) for r in self._records if r[6] not in ("country", "region"))

    def data(self) -> Index:
        """The index as plain data again."""
        keys = {k: tuple(v) for k, v in self._keys.items()}
        return {**self._data, "records": [tuple(r) for r in self._records], "keys": keys, "weak": sorted(self._weak)}

    def take(self, rows: list[Row]) -> None:
        """Lay the places of one source over the index, its divisions first, for its places are told by their names."""
        ours = {(r.country, r.name): self._division_like(r) for r in rows if r.level == 1}
        codes = {(r.country, r.level, name): r.pcode for r in rows if r.pcode and r.level for name in (r.name, *r.names_ar)}
        for row in sorted(rows, key=lambda r: r.level or 9):
            first = self._data["admin1"].get((row.country, row.admin1_code)) or ours.get((row.country, row.admin1 or "")) or row.admin1
            held = ((3, row.admin3), (2, row.admin2), (1, row.admin1))
            code = row.pcode or next((c for level, name in held if name and (c := codes.get((row.country, level, name)))), None)
            self._lay(row, first, code)

    def _division_like(self, row: Row) -> str:
        """Our English name of a first-level division that a source names."""
        found = (self._records[n] for name in row.names_ar for n in self._keys.get(fold(name), ()))
        return next((r[1] for r in found if r[9] and r[4] == row.country), row.name)

    def _lay(self, row: Row, admin1: str | None, pcode: str | None) -> None:
        number = self._same(row, admin1)
        if number is None:
            if row.lat is None or row.lon is None:
                return
            first = admin1 or self._divisions.of(row.country, row.lat, row.lon)
            number = len(self._records)
            self._records.append(
                [
                    written_plainly(row.names_ar[0]),
                    row.name,
                    round(row.lat, 4),
                    round(row.lon, 4),
                    row.country,
                    first,
                    row.precision,
                    row.geonameid,
                    row.population,
                    row.level == 1,
                    None,
                    None,
                    None,
                ]
            )
        record = self._records[number]
        if row.lat is not None and row.lon is not None and _finer(row, record):
            record[2], record[3] = round(row.lat, 4), round(row.lon, 4)
        if row.geonameid is not None:
            self._by_id.setdefault(row.geonameid, number)
        district = row.name if row.level == 2 else row.admin2
        third = row.name if row.level == 3 else row.admin3
        record[10], record[11], record[12] = district or record[10], third or record[11], pcode or record[12]
        for name in row.names_ar:
            for key in spellings(name):
                self._name(key, number)

    def _name(self, key: str, number: int) -> None:
        numbers = self._keys.setdefault(key, [])
        if not numbers and " " not in key and (len(key) <= 3 or self._is_ordinary(key)):
            self._weak.add(key)
        if number not in numbers:
            numbers.append(number)

    def _same(self, row: Row, admin1: str | None) -> int | None:
        """The record of the same place, if the index has it."""
        if row.geonameid in self._by_id:
            return self._by_id[row.geonameid]
        numbers = dict.fromkeys(n for name in row.names_ar for n in self._keys.get(fold(name), ()))
        return next((n for n in numbers if self._meets(self._records[n], row, admin1)), None)

    @staticmethod
    def _meets(record: list[Any], row: Row, admin1: str | None) -> bool:
        if record[4] != row.country or record[9] != (row.level == 1):
            return False
        if row.level != 1 and (record[6] == "district") != (row.precision == "district"):
            return False
        if row.lat is None or row.lon is None:
            return row.level == 1 or admin1 is None or record[5] == admin1
        within = _SAME_DIVISION if row.level in (1, 2) else _SAME
        return row.level == 1 or km(row.lat, row.lon, record[2], record[3]) < within
