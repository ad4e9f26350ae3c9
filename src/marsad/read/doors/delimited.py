"""CSV and TSV as people save them: Excel's `sep=;`, titles above the header, a quote that is never closed. A row at a time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from ..decode import encoding_of, mend_mojibake, mended_note
from ..items import MAX_CHARS, Item
from ..stream import BROKEN
from .rows import Columns, in_order, item_of_row, usual

csv.field_size_limit(MAX_CHARS)
_DELIMITERS = ",;\t|"
_FIRST = 50  # rows that show in which order a table's days are written
_ESCAPED = re.compile(r"\\\"(?![\",;\t|\r\n])")  # a quotation mark within a cell, as databases write it
_SEP_LINE = 9  # letters of the line that tells the delimiter
ABOVE = 10  # rows among which the header is looked for


Knows = Callable[[Sequence[str]], bool]  # whether a row of cells is the header of such a table


class NamedRow(NamedTuple):
    """A row under its header; `line` is the last of its lines in the file, `note` what was mended in it."""

    line: int
    cells: dict[str, str]
    note: str | None


class LostRow(NamedTuple):
    """A row that cannot be read, and why."""

    line: int
    reason: str


def delimited_items(stream: io.BufferedReader, where: str, columns: Columns, published: str | None, delimiter: str | None) -> Iterator[Item]:
    """The articles of the rows."""
    rows = named_rows(stream, lambda names: usual(names, columns), delimiter)
    first = list(islice(rows, _FIRST))
    columns = in_order([row.cells for row in first if isinstance(row, NamedRow)], columns)
    for row in chain(first, rows):
        at = f"{where}:{row.line}"
        if isinstance(row, LostRow):
            yield Item(at, None, row.reason)
        else:
            item = item_of_row(row.cells, at, columns, published)
            yield item._replace(note=item.note or row.note)


def named_rows(
    stream: io.BufferedReader, knows: Knows, delimiter: str | None = None, header: Sequence[str] | None = None
) -> Iterator[NamedRow | LostRow]:
    """The rows under the header that `knows` tells, or under the names of `header` where the file has none. The encoding is that of the file's
    beginning; without `delimiter` it is the one that `sep=` tells, or with which a header shows, or the commonest of the first line."""
    head = stream.peek(1 << 16)[: 1 << 16]
    encoding = encoding_of(head)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    lines = _Lines(text)
    sample = mend_mojibake(head.decode(encoding, "replace").lstrip("\ufeff"))[0]
    first, _, rest = sample.partition("\n")
    if first.strip(' "\r\n').lower().replace(" ", "").startswith("sep=") and len(first.strip()) <= _SEP_LINE:
        delimiter = first.strip(' "\r\n').partition("=")[2].strip(" ") or "\t"  # the tab itself may have been stripped
        next(lines, None)
        sample = rest
    delimiter, above = _layout(sample, delimiter[:1] if delimiter else None, knows)
    lines.escape = "\\" if _ESCAPED.search(sample) else None
    rows = _rows(lines, delimiter)
    for _ in range(0 if header else above):
        next(rows, None)
    names = list(header) if header else next(rows, None)
    if isinstance(names, str) or names is None:
        if names is not None:
            yield LostRow(lines.number, names)
        return
    names = [name.lstrip("\ufeff") for name in names]
    lines.width = len(names)
    for row in rows:
        if isinstance(row, str):
            yield LostRow(lines.number, row)
        elif any(row):
            yield NamedRow(lines.number, dict.fromkeys(names, "") | dict(zip(names, row, strict=False)), mended_note(lines.mended))


def header_at(rows: Sequence[Sequence[str]], knows: Knows) -> int:
    """Which of the first rows of a table names its columns: titles and dates of a report may stand above; 0 where none shows."""
    for at, row in enumerate(rows):
        if sum(bool(name.strip()) for name in row) > 1 and knows(row):
            return at
    return 0


def _layout(sample: str, delimiter: str | None, knows: Knows) -> tuple[str, int]:
    """(delimiter, rows above the header) of a file that begins with `sample`."""
    best: tuple[int, str, int] | None = None
    for candidate in ([delimiter] if delimiter else []) + [d for d in _DELIMITERS if d != delimiter]:
        if best is not None and best[1] == delimiter:
            break  # what the file tells is asked for first
        try:
            rows = list(islice(csv.reader(io.StringIO(sample.replace("\0", "")), delimiter=candidate), ABOVE))
        except csv.Error:
            continue
        at = header_at(rows, knows)
        width = len(rows[at]) if rows and knows(rows[at]) else 0
        if width > 1 and (best is None or width > best[0]):
            best = width, candidate, at
    if best is not None:
        return best[1:]
    first = sample.partition("\n")[0]
    return delimiter or max(_DELIMITERS, key=first.count), 0


class _Lines:
    """The lines of a file without NULs, garbled Arabic mended, counted; those of the row at hand are kept, so that it can be read again."""

    def __init__(self, text: io.TextIOWrapper):
        self._text = text
        self._again: list[str] = []
        self.number = 0
        self.row: list[str] = []
        self.mended = 0  # of the row at hand
        self.width = 0  # of the header, once it is known
        self.escape: str | None = None  # what stands before a quotation mark within a cell, where it is not written twice

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line, mended = mend_mojibake(self._again.pop(0) if self._again else next(self._text).replace("\0", ""))
        self.number += 1
        self.mended += mended
        self.row.append(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        """Have `lines`, the last that were read, come again."""
        self._again = lines + self._again  # mended by now: they are no longer counted as such
        self.number -= len(lines)


def _rows(lines: _Lines, delimiter: str) -> Iterator[list[str] | str]:
    """The rows, or what is wrong with one. A row whose quote never closes is given up; the lines behind it come as rows again."""
    reader = csv.reader(lines, delimiter=delimiter, escapechar=lines.escape)
    while True:
        lines.row, lines.mended = [], 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if len(lines.row) > 1:
                yield _given_up(lines)
            else:
                yield f"the row cannot be read ({error})"
            continue
        except BROKEN as error:
            lines.number += 1
            yield f"the file breaks off here ({error})"
            return
        if len(lines.row) > 1 and _never_closed(lines, delimiter):
            yield _given_up(lines)
            reader = csv.reader(lines, delimiter=delimiter, escapechar=lines.escape)  # the old one may have seen the file's end
        else:
            yield row


def _never_closed(lines: _Lines, delimiter: str) -> bool:
    """Whether a quotation of the row at hand goes on where it should not: to the end of the file, or to the next quotation mark, of a row
    behind it, whose line has the width of the header by itself, or would have it if its own mark were closed."""
    _, fault = _strictly(lines.row, delimiter, lines.escape)
    if fault is None:
        return False
    if "unexpected end of data" in fault:
        return True
    width = lines.width
    return width > 1 and any(_strictly([line], delimiter, lines.escape) == (width, None) or _opens(line, delimiter, width) for line in lines.row[1:])


def _opens(line: str, delimiter: str, width: int) -> bool:
    """Whether a line is a row of its own with a quotation mark that opens a cell and is not closed."""
    return line.count('"') == 1 and f'{delimiter}"' in line and line.count(delimiter) == width - 1


def _strictly(lines: list[str], delimiter: str, escape: str | None) -> tuple[int, str | None]:
    """(cells of the last row, what is wrong) of lines read by the letter of the format."""
    cells = 0
    try:
        for row in csv.reader(lines, delimiter=delimiter, escapechar=escape, strict=True):
            cells = len(row)
    except csv.Error as error:
        return cells, str(error)
    return cells, None


def _given_up(lines: _Lines) -> str:
    lost, *rest = lines.row
    lines.put_back(rest)
    return (
        f"a quotation mark opens in this row and is never closed: the row is lost ({' '.join(lost.split())[:80]}), "
        "those behind it are read; close or take away the mark"
    )
