"""Files, folders and standard input of any kind → articles, one at a time; what cannot be read comes as a skipped item."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from ..errors import InputError
from ..plugins import reader_for
from .article import article_from_text, check_date
from .decode import decode
from .doors.delimited import delimited_items
from .doors.dumps import block_items, line_items
from .doors.mhtml import html_of_mhtml
from .doors.rows import Columns, item_of_row
from .doors.socials import is_archiver_page, row_of_page
from .doors.tables import excel_items, json_items, jsonl_items, old_excel_items, parquet_items
from .doors.telegram import telegram_items
from .items import MAX_BYTES, Item, Original, guarded
from .page.html import articles_from_html
from .sniff import KINDS, is_beside, sniff
from .stream import BROKEN, Meter, counted, decompressed, in_memory, open_file

_STDIN = ("-", "/dev/stdin")
_GUESSED = Columns()
_PACKED = (".gz", ".bz2", ".xz")
_MEDIA = {"text": "text/plain", "html": "text/html", "mhtml": "multipart/related"}
_WHOLE = {"text": MAX_BYTES, "html": 2 * MAX_BYTES, "mhtml": 8 * MAX_BYTES}  # bytes of what is read at once


def read_paths(
    paths: Sequence[str],
    published: str | None = None,
    *,
    kind: str | None = None,
    columns: Columns = _GUESSED,
    meter: Meter | None = None,
) -> Iterator[Item]:
    """Yield the articles of files, of folders (in depth, in name order) and of standard input (`-`).

    `kind` overrules what the bytes tell; `published` serves where an article has no date of its own. Raises `InputError`
    where a path does not exist, `kind` is none or `published` is no date; whatever else is wrong is an item.
    """
    default = check_date(published) if published else None
    if kind is not None and kind not in KINDS:
        raise InputError(f"'{kind}' is no kind of input; give one of {', '.join(KINDS)}.")
    for path in paths:
        if path not in _STDIN and not os.path.exists(path):  # Path.exists() raises where a name is too long
            raise InputError(f"there is no file or folder {path}; check the path.")
    meter = meter or Meter()
    meter.total = sum(_size(Path(p)) for p in paths if p not in _STDIN)
    return _read(paths, default, kind, columns, meter)


def read_bytes(data: bytes, where: str, published: str | None = None, columns: Columns = _GUESSED, kind: str | None = None) -> Iterator[Item]:
    """Yield the articles of a file's bytes; `where` is its path or address, whose name helps to tell what it is, where `kind`
    does not say it."""
    name = where.rsplit("/", 1)[-1]
    return guarded(where, _stream(in_memory(data), where, name, published, kind, columns))


def _unpacked(name: str) -> str:
    for ending in _PACKED:
        name = name.removesuffix(ending)
    return name


def _read(paths: Sequence[str], published: str | None, kind: str | None, columns: Columns, meter: Meter) -> Iterator[Item]:
    for path in paths:
        if path in _STDIN:
            stdin = counted(cast(io.BufferedReader, sys.stdin.buffer), meter)
            yield from guarded("standard input", _stream(stdin, "standard input", "", published, kind, columns))
        elif Path(path).is_dir():
            for file, fault in _walked(Path(path)):
                if fault is not None:
                    yield fault
                else:
                    yield from guarded(str(file), _file(file, published, kind, columns, meter, beside=kind is None))
        else:
            yield from guarded(path, _file(Path(path), published, kind, columns, meter))


def _walked(folder: Path) -> list[tuple[Path, Item | None]]:
    """What lies in a folder, in depth and in name order, hidden files left out; what is no file that can be read comes with an item
    that says so. Links to files are followed, those to folders not: they may lead in a circle."""
    found: list[tuple[Path, Item | None]] = []

    def add_fault(path: Path, reason: str, passed: bool = False) -> None:
        found.append((path, Item(str(path), None, reason, passed=passed)))

    def not_listed(error: OSError) -> None:
        add_fault(Path(error.filename), f"cannot be read ({error.strerror or error})")

    for here, folders, names in os.walk(folder, onerror=not_listed):
        for path in (Path(here, name) for name in folders):
            if path.is_symlink():
                add_fault(path, "a link to a folder is not followed; give the folder itself", passed=True)
        for path in (Path(here, name) for name in names if not name.startswith(".")):
            if os.path.isfile(path):  # Path.is_file() raises where a folder may be listed and not entered
                found.append((path, None))
            elif path.is_symlink():
                add_fault(path, "the link leads nowhere")
            else:
                add_fault(path, "a pipe, a device or a socket, no file", passed=True)
    return sorted(found, key=lambda entry: entry[0])


def _size(path: Path) -> int:
    try:
        return sum(file.stat().st_size for file, fault in _walked(path) if fault is None) if path.is_dir() else path.stat().st_size
    except OSError:
        return 0


def _file(path: Path, published: str | None, kind: str | None, columns: Columns, meter: Meter, beside: bool = False) -> Iterator[Item]:
    """The articles of a file; `beside` passes over what goes with articles in a folder."""
    where = str(path)
    before = meter.done
    try:
        with open_file(path, meter) as stream:
            if beside and is_beside(stream.peek(16)[:16], path.name):
                yield Item(where, None, "a picture, a film or what else goes with articles", passed=True)
                return
            yield from _stream(stream, where, path.name, published, kind, columns, str(path))
    except OSError as error:
        yield Item(where, None, f"cannot be read ({error.strerror or error})")
    meter.done = before + _size(path)  # what was not needed of a file counts as done


def _stream(
    stream: io.BufferedReader,
    where: str,
    name: str,
    published: str | None,
    kind: str | None,
    columns: Columns,
    path: str | None = None,
) -> Iterator[Item]:
    """`name` is the file's, empty where it has none; `path` its path, where it may be opened again."""
    try:
        packed, stream_in = stream, decompressed(stream)
        head = stream_in.peek(1 << 16)[: 1 << 16]
    except BROKEN as error:
        yield Item(where, None, f"the file breaks off here ({error})")
        return
    if not head:
        yield Item(where, None, "the file is empty; give an Arabic article.")
        return
    other = reader_for(head, name) if kind is None else None
    if other is not None:
        yield from guarded(where, other[1].items(stream_in, where))
        return
    found = kind or sniff(head, _unpacked(name))
    nothing = True
    for item in _of_kind(found, packed, stream_in, where, name, published, columns, path):
        nothing = False
        yield item
    if nothing:
        yield Item(where, None, "there is no article in the file (no row, entry, record or message)")


def _of_kind(
    found: str,
    packed: io.BufferedReader,
    stream_in: io.BufferedReader,
    where: str,
    name: str,
    published: str | None,
    columns: Columns,
    path: str | None,
) -> Iterator[Item]:
    """The articles of a file of the kind `found`; `packed` is the file as it lies there."""
    if found == "warc":
        from .doors.warc import warc_items

        # Its gzip members are its records: they are unpacked one by one, so that a broken one costs itself alone.
        if packed is not stream_in and name.endswith(".gz") and packed.seekable():
            packed.seek(0)
            stream_in = packed
        yield from warc_items(stream_in, where)
    elif found == "wacz":
        from .doors.warc import wacz_items

        yield from wacz_items(stream_in, where)
    elif found == "arc":
        from .doors.arc import arc_items

        yield from arc_items(stream_in, where)
    elif found in ("jsonl", "json", "csv", "tsv", "telegram", "lines", "blocks"):
        yield from _rows(found, stream_in, where, columns, published)
    elif found in ("excel", "oldexcel"):
        yield from (excel_items if found == "excel" else old_excel_items)(stream_in, where, columns, published)
    elif found == "parquet":
        if not name or packed is not stream_in:
            yield Item(where, None, "a Parquet file must be given by its path, not packed.")
        else:
            yield from parquet_items(path or stream_in, where, columns, published)
    elif found == "feed":
        from .doors.feeds import feed_items

        yield from feed_items(stream_in, where)
    elif found == "pdf":
        from .doors.pdf import pdf_items

        yield from pdf_items(stream_in, where, published)
    elif found in _WHOLE:
        yield from _whole(found, stream_in, where, published)
    else:
        yield Item(where, None, found)


def _rows(kind: str, stream: io.BufferedReader, where: str, columns: Columns, published: str | None) -> Iterator[Item]:
    if kind == "jsonl":
        return jsonl_items(stream, where, columns, published)
    if kind == "json":
        return json_items(stream, where, columns, published)
    if kind == "telegram":
        return telegram_items(stream, where)
    if kind == "lines":
        return line_items(stream, where, published)
    if kind == "blocks":
        return block_items(stream, where, published)
    return delimited_items(stream, where, columns, published, "\t" if kind == "tsv" else None)


def _whole(kind: str, stream: io.BufferedReader, where: str, published: str | None) -> Iterator[Item]:
    """One article, read at once within its bound."""
    try:
        data = stream.read(_WHOLE[kind] + 1)
    except BROKEN as error:
        yield Item(where, None, f"the file breaks off here ({error})")
        return
    yield from guarded(where, _articles(kind, data, where, published))


def _articles(kind: str, data: bytes, where: str, published: str | None) -> Iterator[Item]:
    """The article of one document; of a live blog, its updates."""
    if len(data) > _WHOLE[kind]:
        raise InputError(
            f"the file has more than {_WHOLE[kind] / 1e6:.0f} MB, too much for one article; if it holds many, give "
            "--as lines (one a line), --as blocks (parted by empty lines) or a table."
        )
    if kind == "html" and is_archiver_page(data):
        yield item_of_row(row_of_page(decode(data)[0]), where, _GUESSED, published)._replace(original=Original(data, _MEDIA[kind], None, where))
        return
    note = None
    if kind == "mhtml":
        html, address, seen = html_of_mhtml(data)
        found = articles_from_html(html, url=address, published=published, seen=seen)
    else:
        text, note = decode(data)
        found = articles_from_html(text, published=published) if kind == "html" else [article_from_text(text, published=published)]
    original = Original(data, _MEDIA[kind], None, where)
    for article in found:
        yield Item(where, article, None, note, original=original)
