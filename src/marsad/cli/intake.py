"""What commands share at their edges: the options of reading, the stream of articles, the output file, the summary."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from ..errors import InputError
from ..outfile import OutFile
from ..say import put_line, say

if TYPE_CHECKING:  # reading costs half a second to import, which `marsad --help` need not pay
    from ..model import Article, Doc
    from ..read import Columns, Item, Meter, Tally
    from ..read.items import Original

SAMPLES = str(Path(__file__).parents[1] / "samples" / "articles.jsonl")  # the articles that ship with marsad
_SHOWN = 20


@Parameter(name="*")
@dataclass(frozen=True)
class Reading:
    """How to read what is given.

    Parameters
    ----------
    published
        The publication date (YYYY-MM-DD) of what has none; relative dates are worked out from it.
    kind
        What the input is, where its bytes mislead: text, html, mhtml, jsonl, json, csv, tsv, excel, parquet, warc, arc,
        telegram, feed, pdf, lines (one article a line), blocks (articles parted by empty lines).
    url
        An address to fetch; or the column of a table that holds addresses.
    text
        The column of a table that holds the text.
    date
        The column of a table that holds the date of publication.
    title
        The column of a table that holds the headline.
    map
        Which column holds what, as column=field, given once for each: fields are text, title, published, url, outlet, author,
        section, id, latitude, longitude.
    since
        Only articles published on this day or later.
    until
        Only articles published on this day or earlier.
    outlet
        Only articles whose outlet or address holds this.
    sample
        Only so many articles, drawn evenly from all.
    allow_private
        Fetch addresses of private networks too (localhost, 10.0.0.1).
    """

    published: str | None = None
    kind: Annotated[str | None, Parameter(name="--as")] = None
    url: Annotated[tuple[str, ...], Parameter(consume_multiple=False, negative="")] = field(default=())
    text: str | None = None
    date: str | None = None
    title: str | None = None
    map: Annotated[tuple[str, ...], Parameter(consume_multiple=False, negative="")] = field(default=())
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    sample: int | None = None
    allow_private: Annotated[bool, Parameter(negative="")] = False


AS_IT_COMES = Reading()
Budget = Annotated[float, Parameter(name="--budget", validator=validators.Number(gt=0))]
Db = Annotated[str | None, Parameter(name="--db")]
Jobs = Annotated[int, Parameter(name=["--jobs", "-j"], validator=validators.Number(gte=1, lte=256))]


def address(db: str | None, must_exist: bool = True) -> str:
    """The archive asked for: --db, else $MARSAD_DB, else marsad.db. Raises `InputError` where a file to read is not there."""
    address = db or os.environ.get("MARSAD_DB") or "marsad.db"
    if must_exist and "://" not in address and not Path(address).exists():
        raise InputError(f"there is no archive {address}; make one with `marsad add`, or name yours with --db.")
    return address


def articles(paths: Sequence[str], reading: Reading, tally: Tally, originals: dict[str, Original] | None = None) -> Iterator[Article]:
    """The articles of paths and addresses, copies linked, what is skipped told and counted, progress shown. `originals` is given the
    source of each, by the article's id, before the article comes.

    Raises `InputError` where there is nothing to read or an option is wrong, before the first article.
    """
    from ..read import Columns, Meter, Selection, linked, selected
    from ..read.doors.rows import mapped

    addresses = [u for u in reading.url if "://" in u]
    column = next((u for u in reading.url if "://" not in u), None)
    if not paths and not addresses:
        raise InputError("there is nothing to read; give a file, a folder, - for standard input, --url or --samples.")
    meter = Meter()
    columns = Columns(reading.text, reading.date, column, reading.title, mapped(reading.map))
    items = _items(paths, addresses, reading, columns, meter)
    chosen = selected(items, Selection(reading.since, reading.until, reading.outlet, reading.sample))
    coming = linked(chosen)
    if sys.stderr.isatty():
        from ..report import progress

        coming = progress(coming, meter, tally)
    return _told(coming, tally, originals)


def _items(paths: Sequence[str], addresses: Sequence[str], reading: Reading, columns: Columns, meter: Meter) -> Iterator[Item]:
    from ..read import read_paths

    read = read_paths(paths, reading.published, kind=reading.kind, columns=columns, meter=meter)
    if not addresses:
        return read

    def both() -> Iterator[Item]:
        yield from read
        from ..read.fetch import Fetcher, fetched_items

        with Fetcher(allow_private=reading.allow_private) as fetcher:
            yield from fetched_items(addresses, fetcher, reading.published)

    return both()


def _told(items: Iterator[Item], tally: Tally, originals: dict[str, Original] | None) -> Iterator[Article]:
    for item in items:
        tally.add(item)
        if item.note and sum(tally.notes.values()) <= _SHOWN:
            say(f"{item.where}: {item.note}")
        if item.article is not None:
            if originals is not None and item.original is not None:
                originals[item.article.id] = item.original
            yield item.article


def summary(tally: Tally) -> None:
    """Say on standard error what was read, skipped and passed over, and why."""
    if not tally.skipped and not tally.passed:
        if tally.read == 0:
            say("there is no article in what was given")
        if tally.read <= 1:
            return
    say(f"{tally.read} article(s) coded, {tally.skipped} skipped")
    for item in tally.shown:
        say(f"skipped {item.where}: {item.reason}")
    if tally.skipped > len(tally.shown):
        say("skipped in all: " + _counts(tally.faults))
    if tally.passed:
        say(f"{tally.passed} passed over: " + _counts(tally.passes))
    if sum(tally.notes.values()) > _SHOWN:
        say("notes: " + _counts(tally.notes))


def _counts(counts: Counter[str]) -> str:
    return "; ".join(f"{n} {kind}" for kind, n in counts.most_common(8))


class Sink:
    """JSON lines to standard output, or to a file that appears only when it is whole (as `outfile.OutFile` says)."""

    def __init__(self, path: Path | None):
        self._out = OutFile(path) if path else None
        self._file = self._out.part.open("wb") if self._out else None

    def write(self, line: bytes) -> None:
        """Add a document, as JSON."""
        if self._file is None:
            put_line(line)
        else:
            self._file.write(line + b"\n")

    def close(self, complete: bool) -> None:
        """Put the file in its place, or say where the part of it is."""
        if self._out is None or self._file is None:
            sys.stdout.buffer.flush()
            return
        self._file.close()
        if complete:
            self._out.done()
        else:
            say(f"stopped; what was coded is in {self._out.part}")


@contextmanager
def appending(path: Path | None) -> Generator[Callable[[Doc], None]]:
    """A function that appends a document as one JSON line, to a file or to standard output, at once."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("ab") if path else None

    def write(doc: Doc) -> None:

        line = doc.to_json()
        if file is None:
            put_line(line)
            sys.stdout.buffer.flush()
        else:
            file.write(line + b"\n")
            file.flush()

    try:
        yield write
    finally:
        if file is not None:
            file.close()
