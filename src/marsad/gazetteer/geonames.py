"""Dump files of GeoNames (`SY.txt`, `allCountries.txt`) and its alternate names.

A dump has one place a line, tab-separated, in the columns of GeoNames' "geoname" table; its alternate names file, tab-separated
too, gives names with their language. Format: the readme of the GeoNames export server. Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from .rows import Broken, Row, Rows, arabic_names, degrees, precision_of

_COLUMNS = 19


def looks_so(line: str) -> bool:
    """Whether a line is one of a dump."""
    fields = line.rstrip("\r\n").split("\t")
    return len(fields) == _COLUMNS and fields[0].isdigit()


def rows(dump: Path, alternates: Path | None = None) -> Rows:
    """The places of a dump that have an Arabic name, and its broken lines. `alternates` gives names that the dump's own column lacks."""
    arabic = _alternates(alternates) if alternates else {}
    divisions = {tuple(f[i] for i in (8, *range(10, 10 + level))): f[1] for f in _lines(dump) if f and (level := _level(f))}
    for number, fields in enumerate(_lines(dump), 1):
        if fields is None:
            yield Broken(f"{dump}:{number}")
        elif fields:
            row = _row(fields, arabic, divisions)
            if row is not None:
                yield row


def _level(fields: list[str]) -> int:
    return int(fields[7][3]) if fields[7] in ("ADM2", "ADM3") else 0


def _lines(dump: Path) -> Iterator[list[str] | None]:
    """The fields of each line; None for a line that is not of the format."""
    try:
        with dump.open(encoding="utf-8", errors="replace", newline="\n") as file:
            for line in file:
                if looks_so(line):
                    yield line.rstrip("\r\n").split("\t")
                else:
                    yield None if line.strip() else []
    except OSError as error:
        raise InputError(f"{dump} cannot be read ({error.strerror}); give the path of a GeoNames dump file.") from error


def _row(fields: list[str], arabic: dict[int, list[str]], divisions: dict[tuple[str, ...], str]) -> Row | None:
    precision = precision_of(fields[6], fields[7])
    at = degrees(fields[4], fields[5])
    names = arabic_names(arabic.get(int(fields[0]), ())) or arabic_names(fields[3].split(","))
    if precision is None or at is None or not names:
        return None
    country, first, second, third = fields[8], fields[10], fields[11], fields[12]
    return Row(
        fields[1],
        names,
        *at,
        country,
        precision,
        int(fields[0]),
        int(fields[14]) if fields[14].isdigit() else 0,
        first,
        admin2=divisions.get((country, first, second)),
        admin3=divisions.get((country, first, second, third)),
        level=_level(fields),
    )


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
        raise InputError(f"{path} cannot be read ({error.strerror}); give the path of a GeoNames alternate names file.") from error
    return out
