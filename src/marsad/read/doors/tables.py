"""Tables as rows: Excel, Parquet, JSON lines, JSON lists (`delimited.py` has CSV and TSV). One row at a time, whatever the file's size."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from ...errors import InputError
from ...shape import is_table
from ..decode import decode
from ..items import MAX_BYTES, Item, brief, reason_of
from ..page.markup import parse_html
from ..stream import BROKEN
from .delimited import ABOVE, header_at
from .jsonstream import JsonBytes, events, list_in
from .nested import rows_within
from .rows import Columns, item_of_row, usual

if TYPE_CHECKING:
    import pyarrow as pa

_WHOLE = 8 * MAX_BYTES  # bytes of a table that is read at once
_ROWS = 1 << 20  # as many as a sheet of Excel can have


def jsonl_items(stream: io.BufferedReader, where: str, columns: Columns, published: str | None) -> Iterator[Item]:
    """One JSON object a line. A line that is too long or not JSON is skipped; the next is read."""
    number = 0
    try:
        while True:
            line = stream.readline(MAX_BYTES + 1)
            if not line:
                return
            number += 1
            size, rest = len(line), line
            while size > MAX_BYTES and rest and not rest.endswith(b"\n"):
                rest = stream.readline(1 << 20)
                size += len(rest)
            if line.strip():
                yield json_line(line, f"{where}:{number}", columns, published, size)
    except BROKEN as error:
        yield Item(f"{where}:{number + 1}", None, f"the file breaks off here ({error})")


def json_line(line: bytes, where: str, columns: Columns, published: str | None, size: int | None = None) -> Item:
    """The article of one line; `size` is its length in bytes where `line` is only its beginning."""
    if (size := size or len(line)) > MAX_BYTES:
        return Item(where, None, f"the line has {size / 1e6:.0f} MB, too much for one article")
    try:
        text, note = decode(line)
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        return Item(where, None, f"the line is not JSON ({error.msg})")
    except (InputError, RecursionError, ValueError) as error:  # ValueError: a number of more digits than Python reads
        return Item(where, None, reason_of(error) if isinstance(error, InputError | RecursionError) else f"the line cannot be read ({brief(error)})")
    if not is_table(raw):
        return Item(where, None, "the line has no 'text'; each line needs an object with the article's text.")
    item = item_of_row(raw, where, columns, published)
    return item._replace(note=item.note or note)


def json_items(stream: io.BufferedReader, where: str, columns: Columns, published: str | None) -> Iterator[Item]:
    """A JSON list of objects, read one object at a time, or the list that an object holds (an export, what a server answers); or one object,
    with what it lists further in."""
    import ijson

    listed = list_in(stream.peek(1 << 13)[: 1 << 13])
    text = JsonBytes(stream)
    path = f"{listed}.item" if listed else "item" if text.first == b"[" else ""
    number = 0
    try:
        found = ijson.items(events(text), path)
        for number, raw in enumerate(found if path else (row for told in found for row in (rows_within(told) if is_table(told) else [told])), 1):
            if is_table(raw):
                yield item_of_row(raw, f"{where}:{number}", columns, published)
            else:
                yield Item(f"{where}:{number}", None, "the entry is no object with the article's text")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield Item(f"{where}:{number + 1}", None, f"the JSON breaks off here ({brief(error)})")
    except BROKEN as error:
        yield Item(f"{where}:{number + 1}", None, f"the file breaks off here ({error})")


def excel_items(stream: io.BufferedReader, where: str, columns: Columns, published: str | None) -> Iterator[Item]:
    """The rows of every sheet of an .xlsx workbook; titles may stand above the row that names the columns."""
    import zipfile

    import openpyxl

    try:
        with zipfile.ZipFile(stream) as parts:
            packed = sum(p.compress_size for p in parts.infolist()) or 1
            unpacked = sum(p.file_size for p in parts.infolist())
        if unpacked > 200 * packed and unpacked > 50_000_000:
            yield Item(where, None, f"the workbook unpacks to {unpacked / 1e6:.0f} MB, {unpacked // packed} times its size, and is not opened")
            return
        stream.seek(0)
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its XML parser and zipfile raise
        yield Item(where, None, f"the workbook cannot be opened ({error or type(error).__name__})")
        return
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what it says of its size, or one cell at its far end, would make each row as wide as that
            first = list(islice(sheet.iter_rows(values_only=True), ABOVE))
            above = header_at([_names(row) for row in first], lambda names: usual(names, columns))
            names = _names(first[above]) if first else []
            if names and not usual(names, columns):
                yield Item(f"{where}:{sheet.title}", None, _unnamed(names))
                continue
            width = max((at for at, name in enumerate(names, 1) if name), default=1)
            for number, values in enumerate(sheet.iter_rows(above + 2, _ROWS, max_col=width, values_only=True), above + 2):
                if any(v is not None for v in values):
                    row = {n: v for n, v in zip(names, values, strict=False) if n}
                    yield item_of_row(row, f"{where}:{sheet.title}:{number}", columns, published)
    except Exception as error:
        yield Item(where, None, f"the workbook breaks off ({error or type(error).__name__})")
    finally:
        book.close()


def _unnamed(names: Sequence[str]) -> str:
    return f"the sheet names no column for the text; name it with --text (there are: {', '.join(filter(None, names[:8]))})."


def old_excel_items(stream: io.BufferedReader, where: str, columns: Columns, published: str | None) -> Iterator[Item]:
    """The rows of what sites and old programs write as `.xls`: a page with a table, or XML of Excel 2003."""
    try:
        data = stream.read(_WHOLE + 1)
    except BROKEN as error:
        yield Item(where, None, f"the file breaks off here ({error})")
        return
    if len(data) > _WHOLE:
        yield Item(where, None, f"the table has more than {_WHOLE / 1e6:.0f} MB; save it as .xlsx or .csv")
        return
    rows = [
        [
            " ".join("".join(cell.itertext()).split())
            for cell in row
            if isinstance(cell.tag, str) and cell.tag.rpartition("}")[2] in ("td", "th", "cell", "ss:cell")
        ]
        for row in parse_html(decode(data)[0]).iter("tr", "row", "ss:row")
    ]
    rows = [row for row in rows if any(row)]
    above = header_at(rows[:ABOVE], lambda names: usual(names, columns))
    if rows and not usual(rows[above], columns):
        yield Item(where, None, _unnamed(rows[above]))
        return
    for number, values in enumerate(rows[above + 1 :], above + 2):
        yield item_of_row(dict(zip(rows[above], values, strict=False)), f"{where}:{number}", columns, published)


def _names(row: tuple[object, ...]) -> list[str]:
    return [str(cell) if cell is not None else "" for cell in row]


def parquet_items(source: str | BinaryIO, where: str, columns: Columns, published: str | None) -> Iterator[Item]:
    """The rows of a Parquet file (its path, or its bytes), a batch of them in memory at a time."""
    try:
        import pyarrow.parquet as pq
    except ImportError:
        yield Item(where, None, "Parquet needs the pyarrow package; install it with: pip install 'marsad[parquet]'")
        return
    try:
        file = pq.ParquetFile(source, memory_map=False, pre_buffer=False)
    except Exception as error:  # pyarrow raises what its parts raise
        yield Item(where, None, f"the Parquet file cannot be opened ({brief(error)})")
        return
    number = 0
    with file:
        try:
            for batch in file.iter_batches(batch_size=64):
                for at in range(batch.num_rows):
                    number += 1
                    yield _parquet_item(batch.slice(at, 1), f"{where}:{number}", columns, published)
        except Exception as error:
            yield Item(f"{where}:{number + 1}", None, f"the Parquet file breaks off here ({brief(error)})")


def _parquet_item(row: pa.RecordBatch, where: str, columns: Columns, published: str | None) -> Item:
    """The article of a batch of one row."""
    try:
        (fields,) = row.to_pylist()
    except Exception as error:  # a cell that is no text, or a day beyond Python's
        return Item(where, None, f"the row cannot be read ({brief(error)})")
    return item_of_row(fields, where, columns, published)
