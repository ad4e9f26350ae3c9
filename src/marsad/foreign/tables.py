"""Tables of events as others publish them → rows with named cells: CSV, TSV, Excel, JSON, JSON lines, GeoJSON; packed by gzip, bzip2, xz."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, cast

from ..errors import InputError
from ..lexicon.tables import table
from ..read.decode import decode
from ..read.doors.delimited import ABOVE, Knows, NamedRow, header_at, named_rows
from ..read.stream import BROKEN, Meter, decompressed, open_file

_RELID = re.compile(r"[A-Z]{2,4}-\d{4}-[123]-")  # of UCDP: country, year, type of violence
MOST = 1_000_000_000  # bytes of a JSON file, which is read at once


class Row(NamedTuple):
    """A row by its columns; `number` is that of a spreadsheet, its header the first."""

    number: int
    cells: Mapping[str, object]


class Lost(NamedTuple):
    """A row that cannot be read, and why."""

    number: int
    reason: str


def rows(path: Path, knows: Knows) -> Iterator[Row | Lost]:
    """The rows of a file; `knows` tells its header, above which titles may stand. Raises `InputError` where it cannot be read."""
    try:
        with open_file(path, Meter()) as file:
            stream = decompressed(file)
            head = stream.peek(1 << 16)[: 1 << 16]
            if head.startswith(b"PK\x03\x04"):
                yield from _workbook(path, knows)
            elif head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
                yield from _objects(path, stream.read(MOST + 1))
            else:
                header = _unheaded(head)
                for number, row in enumerate(named_rows(stream, knows, header=header), 1 if header else 2):
                    yield Row(number, row.cells) if isinstance(row, NamedRow) else Lost(number, row.reason)
    except BROKEN as error:
        raise InputError(f"{path} cannot be read ({getattr(error, 'strerror', None) or error}); check the path.") from error


def _unheaded(head: bytes) -> Sequence[str] | None:
    """The columns of a file of UCDP's that begins with an event, as some of its monthly ones do; None for any other."""
    told: Sequence[str] = table("foreign")["unheaded"]["ucdp"]
    nothing: list[str] = []
    first = next(csv.reader(head.decode("utf-8-sig", "replace").splitlines()[:1]), nothing)
    return told if len(first) == len(told) and _RELID.match(first[told.index("relid")]) else None


def _workbook(path: Path, knows: Knows) -> Iterator[Row]:
    """The first sheet of an Excel workbook whose header is known, else its first."""
    import zipfile

    import openpyxl

    try:
        with zipfile.ZipFile(path) as parts:
            if "[Content_Types].xml" not in parts.namelist():
                raise InputError(f"{path} is a zip archive; unpack it and give the table in it.")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        lines: list[tuple[object, ...]] = []
        for sheet in book.worksheets:
            first = [_names(line) for line in islice(sheet.iter_rows(values_only=True), ABOVE)]
            if (known := any(knows(names) for names in first)) or not lines:
                lines = [tuple(line) for line in sheet.iter_rows(values_only=True)]
            if known:
                break
        book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML parser and zipfile raise
        raise InputError(f"the workbook {path} cannot be read ({error or type(error).__name__}).") from error
    above = header_at([_names(line) for line in lines[:ABOVE]], knows)
    names = _names(lines[above]) if lines else []
    for number, line in enumerate(lines[above + 1 :], above + 2):
        if any(cell is not None for cell in line):
            yield Row(number, dict(zip(names, line, strict=False)))


def _names(line: Sequence[object]) -> list[str]:
    return [str(cell) if cell is not None else "" for cell in line]


def _objects(path: Path, data: bytes) -> Iterator[Row | Lost]:
    """The objects of a JSON list, of the list that an object holds, or of lines; a feature of GeoJSON with its point as a cell."""
    if len(data) > MOST:
        raise InputError(f"{path} has more than {MOST / 1e9:.0f} GB of JSON; give it as CSV.")
    text, _ = decode(data)
    try:
        found = _listed(json.loads(text))
    except (ValueError, RecursionError):
        found = [_line(line) for line in text.splitlines() if line.strip()]
    objects = [_cells(cast("dict[str, Any]", told)) if isinstance(told, dict) else None for told in found]
    every = cast("dict[str, object]", dict.fromkeys(name for cells in objects if cells for name in cells))  # one may lack what the next has
    for number, cells in enumerate(objects, 2):
        yield Lost(number, "no JSON object") if cells is None else Row(number, every | cells)


def _line(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _listed(data: object) -> list[object]:
    if not isinstance(data, dict):
        return cast("list[object]", data)
    told = {str(key).lower(): value for key, value in cast("dict[str, object]", data).items()}
    lists = [told[key] for key in table("foreign")["lists"]["keys"] if isinstance(told.get(key), list)]
    return cast("list[object]", lists[0]) if lists else [cast("object", data)]


def _cells(told: dict[str, Any]) -> dict[str, object]:
    if told.get("type") != "Feature" or not isinstance(told.get("properties"), dict):
        return told
    cells: dict[str, object] = {**told["properties"], "geometry": told.get("geometry")}
    if "id" in told:
        cells.setdefault("id", told["id"])
    return cells
