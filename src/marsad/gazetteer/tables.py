"""Tables of places: OCHA's administrative boundaries (COD-AB) as CSV or XLSX, and any CSV or XLSX with names and coordinates.

A COD-AB table has for each level N from 0 a code (`ADM2_PCODE`, `admin2Pcode`, `adm2_pcode`) and names (`ADM2_EN`, `admin2Name_ar`,
`adm2_name1` …), a row a division; coordinates of its middle where the publisher gives them. Format: OCHA, Common Operational Datasets.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..errors import InputError
from .naming import naming
from .rows import Broken, Row, Rows, arabic_names, degrees

Cells = Sequence[str]

_LEVEL_CODE = re.compile(r"^adm(?:in)?([0-4])_?p?code$")
_LEVEL_NAME = re.compile(r"^adm(?:in)?([0-4])_?(?:name\d?|ref)?_?(ar|en|fr)?\d?(?:_utf8)?$")
_PRECISION = {1: "governorate", 2: "district", 3: "area", 4: "settlement"}


class _Head(NamedTuple):
    """Where the columns of a table stand: by our own names, and by level for codes and names of divisions."""

    own: dict[str, int]
    codes: dict[int, int]
    names: dict[int, list[int]]


def rows(table: Path, country: str | None = None) -> Rows:
    """The places of a table, and its broken rows. `country` is their ISO code where no column tells it."""
    told = False
    for sheet, lines in _sheets(table):
        head: _Head | None = None
        for number, cells in lines:
            if head is None:
                head = _head(cells)
                told = told or head is not None
                continue
            if any(cells):
                yield _row(cells, head, country) or Broken(f"{sheet}:{number}")
    if not told:
        raise InputError(
            f"{table} has no columns that tell places; name them name_ar, lat and lon (name_en, country, admin1, pcode if you have them), "
            "or give a COD-AB table with ADM1_PCODE and ADM1_AR."
        )


def _head(cells: Cells) -> _Head | None:
    """The columns that a first row names; None for a row that names none we know (a title above the table)."""
    plain = [c.strip().lower().replace(" ", "_") for c in cells]
    codes = {int(m[1]): at for at, c in enumerate(plain) if (m := _LEVEL_CODE.match(c))}
    names: dict[int, list[int]] = {}
    for at, c in enumerate(plain):
        if m := _LEVEL_NAME.match(c):
            names.setdefault(int(m[1]), []).append(at)
    bare = [c.replace("_", "") for c in plain]
    own = {k: next((bare.index(n) for n in options if n in bare), -1) for k, options in msgspec.structs.asdict(naming().columns).items()}
    own = {k: at for k, at in own.items() if at >= 0}
    has_places = "lat" in own and "lon" in own and "ar" in own
    return _Head(own, codes, names) if has_places or (codes and names) else None


def _row(cells: Cells, head: _Head, country: str | None) -> Row | None:
    """The place of a row; None where it has neither an Arabic name nor a place in the world."""

    def own(key: str) -> str:
        at = head.own.get(key, -1)
        return cells[at].strip() if 0 <= at < len(cells) else ""

    level = max((n for n in head.codes if n and _cell(cells, head.codes[n])), default=0)
    told = {n: [_cell(cells, at) for at in columns] for n, columns in head.names.items()}
    names = arabic_names([own("ar")] if own("ar") else told.get(level, ()))
    names = names or arabic_names(told.get(level, ()))
    at = degrees(own("lat"), own("lon"))
    lat, lon = at or (None, None)
    cc = (own("country") or country or _cell(cells, head.codes.get(0, -1)))[:2].upper()
    if not names or not re.fullmatch("[A-Z]{2}", cc) or (at is None and not level) or (at is None and own("lat")):
        return None
    english = {n: _latin(t) for n, t in told.items()}
    own_level = level if not own("ar") or head.own.get("ar") in head.names.get(level, ()) else 0
    population = own("population").replace(",", "")
    return Row(
        (english.get(own_level) if own_level else _latin([own("en")])) or names[0],
        names,
        lat,
        lon,
        cc,
        _PRECISION.get(own_level, "settlement"),
        None,
        int(population) if population.isdigit() else 0,
        admin1=english.get(1),
        admin2=english.get(2),
        admin3=english.get(3),
        pcode=own("pcode") or (_cell(cells, head.codes[level]) if level else None) or None,
        level=own_level if own_level < 4 else 0,
    )


def _cell(cells: Cells, at: int) -> str:
    return cells[at].strip() if 0 <= at < len(cells) else ""


def _latin(names: Iterable[str]) -> str | None:
    """The first of the names in Latin letters."""
    return next((n for n in names if n and re.search("[A-Za-z]", n)), None)


def _sheets(table: Path) -> Iterator[tuple[str, Iterator[tuple[int, Cells]]]]:
    """The tables of a file with their rows and numbers of rows, from 1."""
    if table.suffix.lower() in (".xlsx", ".xlsm"):
        yield from _book(table)
        return
    try:
        text = table.read_text("utf-8-sig", errors="replace")
    except OSError as error:
        raise InputError(f"{table} cannot be read ({error.strerror}); give the path of a CSV or XLSX table of places.") from error
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    yield str(table), enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1)


def _book(table: Path) -> Iterator[tuple[str, Iterator[tuple[int, Cells]]]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(table, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its XML parser and zipfile raise
        raise InputError(f"{table} is no readable Excel file ({error}); save it anew as XLSX or CSV.") from error
    for sheet in book.worksheets:
        cells = (["" if v is None else str(v) for v in line] for line in sheet.iter_rows(values_only=True))
        yield f"{table}: {sheet.title}", enumerate(cells, 1)
    book.close()
