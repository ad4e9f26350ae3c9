"""Events by other hands on the command line: `marsad import`, `marsad theirs` and `marsad compare`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter, validators

from ..errors import InputError
from ..say import put_line, say
from .intake import Db, address

if TYPE_CHECKING:
    from ..foreign.read import Foreign

Scheme = Literal["acled", "ucdp", "events"]
Several = Annotated[tuple[str, ...], Parameter(consume_multiple=False, negative="")]
_HANDS = {"acled": "ACLED", "ucdp": "UCDP GED"}
_SHOWN = 10  # rows that cannot be read, told one by one


def import_(
    scheme: Scheme,
    file: Path,
    *,
    db: Db = None,
    by: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
) -> int:
    """Keep events that others coded (ACLED, UCDP GED, or any table with days and coordinates) in the archive, beside ours.

    They stand under the name of who made them and are merged with nothing: `marsad theirs` shows and writes them, `marsad compare`
    holds ours against them.

    Parameters
    ----------
    scheme
        Whose columns the file has.
    file
        CSV, TSV, Excel, JSON or GeoJSON.
    db
        The archive.
    by
        Who made them; without it ACLED, UCDP GED, or the file's name.
    output
        Only write them there as JSON lines, and keep nothing in the archive.
    """
    import msgspec

    from ..archive import open_archive
    from ..archive.hands import put
    from ..foreign.read import read_foreign
    from .intake import Sink

    events, faults = read_foreign(file, scheme)
    if output is not None:
        sink = Sink(output)
        for event in events:
            sink.write(msgspec.json.encode(event))
        sink.close(complete=True)
    else:
        made_by = by or _HANDS.get(scheme) or file.stem
        with open_archive(address(db, must_exist=False)) as archive:
            done = put(archive, made_by, events)
        say(f"{made_by}: {done.new} new event(s), {done.changed} changed, {done.same} as they were")
    _told(len(events), faults)
    return 0 if events else 1


def theirs(
    *,
    db: Db = None,
    by: Several = (),
    type: Several = (),
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    format: Annotated[Literal["table", "csv", "jsonl", "geojson"], Parameter(name=["--format", "-f"])] = "table",
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    remove: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Show or write the events that other hands coded, apart from ours.

    Parameters
    ----------
    db
        The archive.
    by
        Only those that this hand made; may be given again. Without any option the hands are listed too.
    type
        Only those whose type belongs to this one of ours; may be given again.
    country
        Only this country (two letters).
    since
        Only on this day or later.
    until
        Only on this day or earlier.
    format
        A table, or with --output a file: csv, jsonl, geojson.
    output
        The file to write.
    remove
        Take all events of --by out of the archive.
    """
    from ..archive import open_archive
    from ..archive.hands import AskedOfHands, by_hands, hands, take_out
    from ..export.hands import export_hands
    from ..read.article import check_date
    from ..report.archive import hands_table

    if remove and not by:
        raise InputError("say whose events are to go: give --by.")
    if (output is None) != (format == "table"):
        raise InputError("a table goes to the terminal, csv, jsonl and geojson to a file: give --format and --output together.")
    asked = AskedOfHands(
        made_by=by, type=type, country=country, since=check_date(since) if since else None, until=check_date(until) if until else None
    )
    with open_archive(address(db), make=False) as archive:
        if remove:
            for made_by in by:
                say(f"{made_by}: {take_out(archive, made_by)} event(s) taken out")
            return 0
        found = list(by_hands(archive, asked))
        say(", ".join(f"{made_by}: {count}" for made_by, count in hands(archive).items()) or "no events by other hands; `marsad import` keeps them")
    if output is not None and format != "table":
        say(f"{export_hands(found, format, output)} written to {output}")
    else:
        hands_table(found)
    return 0 if found else 1


def compare(
    file: Path | None = None,
    *,
    db: Db = None,
    by: str | None = None,
    scheme: Scheme | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    days: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=60))] = 2,
    km: Annotated[float, Parameter(validator=validators.Number(gt=0))] = 25.0,
    report: Path | None = None,
    format: Annotated[Literal["summary", "csv", "jsonl"], Parameter(name=["--format", "-f"])] = "summary",
) -> int:
    """How the archive's events agree with a hand-coded file: what both have, what only one has, and in what they differ.

    Parameters
    ----------
    file
        Events by another hand: ACLED, UCDP GED, or any table with days and coordinates.
    db
        The archive.
    by
        In place of a file: the events of this hand that the archive keeps (`marsad import`).
    scheme
        Whose columns the file has, where they do not show it.
    country
        Only this country (two letters), on both sides.
    since
        Only on this day or later; by default from the file's first day.
    until
        Only on this day or earlier; by default to the file's last day.
    days
        Events at most so many days apart may be one.
    km
        Events at most so many kilometres apart may be one.
    report
        Also write a page with the table and a map.
    format
        The sums, or the table as csv or jsonl.
    """
    import csv
    import json

    from ..archive import open_archive
    from ..archive.beside import beside
    from ..export.rows import safe
    from ..foreign import show
    from ..read.article import check_date

    theirs, faults, called = _theirs(file, by, scheme, db)
    with open_archive(address(db), make=False) as archive:
        found, first, last = beside(archive, theirs, country, check_date(since) if since else None, check_date(until) if until else None, days, km)
    table = show.rows(found)
    if format == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerows([list(table[0]) if table else [], *([safe(v) for v in row.values()] for row in table)])
    elif format == "jsonl":
        for row in table:
            put_line(json.dumps(row, ensure_ascii=False).encode())
    else:
        print(f"{first} to {last}: {show.summary(found)}.")
    if report is not None:
        show.page(found, f"marsad and {called}, {first} to {last}", report)
        say(f"wrote {report}")
    _told(len(found.both) + len(found.there), faults)
    return 0


def _theirs(file: Path | None, by: str | None, scheme: Scheme | None, db: str | None) -> tuple[list[Foreign], list[str], str]:
    """(events, faults, what they are called) of a file, or of a hand that the archive keeps. Raises `InputError`."""
    from ..archive import open_archive
    from ..archive.hands import AskedOfHands, by_hands
    from ..foreign.read import read_foreign

    if (file is None) == (by is None):
        raise InputError("give either a file of events or, with --by, the name of a hand that the archive keeps.")
    if file is not None:
        return *read_foreign(file, scheme), file.name
    with open_archive(address(db), make=False) as archive:
        found = [event for _, event in by_hands(archive, AskedOfHands(made_by=(by or "",)))]
    if not found:
        raise InputError(f"the archive keeps no events of {by}; `marsad theirs` lists whose it keeps.")
    return found, [], by or ""


def _told(count: int, faults: list[str]) -> None:
    say(f"{count} event(s) read" + (f", {len(faults)} row(s) passed over" if faults else ""))
    for fault in faults[:_SHOWN]:
        say(fault)


def register(app: App) -> None:
    """Add these commands to the command line."""
    app.command(import_, name="import")
    app.command(theirs)
    app.command(compare)
