"""Events by other hands on the command line: `marsad import` and `marsad compare`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter, validators

from ..say import put_line, say

_SHOWN = 10  # rows that cannot be read, told one by one


def import_(
    scheme: Literal["acled", "ucdp", "events"],
    file: Path,
    *,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
) -> int:
    """Read events that others coded (ACLED, UCDP GED, or any table with days and coordinates) as JSON lines, for `marsad compare`.

    Parameters
    ----------
    scheme
        Whose columns the file has.
    file
        CSV, TSV or Excel.
    output
        Write there instead of to the terminal.
    """
    import msgspec

    from ..foreign.read import read_foreign
    from .intake import Sink

    events, faults = read_foreign(file, scheme)
    sink = Sink(output) if output else None
    for event in events:
        line = msgspec.json.encode(event)
        sink.write(line) if sink else put_line(line)
    if sink:
        sink.close(complete=True)
    _told(len(events), faults)
    return 0 if events else 1


def compare(
    file: Path,
    *,
    db: str | None = None,
    scheme: Literal["acled", "ucdp", "events"] | None = None,
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

    from ..archive import Filters, open_archive
    from ..errors import InputError
    from ..export.rows import safe
    from ..foreign import show
    from ..foreign.compare import compare as held_against
    from ..foreign.read import read_foreign
    from ..read.article import check_date
    from .intake import address

    theirs, faults = read_foreign(file, scheme)
    theirs = [f for f in theirs if country is None or f.country in (None, country.upper())]
    if not theirs:
        raise InputError(f"{file} holds no event of that country; leave --country out or give another file.")
    first = check_date(since) if since else min(f.start for f in theirs)
    last = check_date(until) if until else max(f.end for f in theirs)
    theirs = [f for f in theirs if first <= f.start and f.end <= last]
    asked = Filters(country=(country.upper(),) if country else (), since=first, until=last, modality=("asserted",))
    with open_archive(address(db), make=False) as archive:
        found = held_against(list(archive.events(asked)), theirs, days, km)
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
        show.page(found, f"marsad and {file.name}, {first} to {last}", report)
        say(f"wrote {report}")
    _told(len(theirs), faults)
    return 0


def _told(count: int, faults: list[str]) -> None:
    say(f"{count} event(s) read" + (f", {len(faults)} row(s) passed over" if faults else ""))
    for fault in faults[:_SHOWN]:
        say(fault)


def register(app: App) -> None:
    """Add these commands to the command line."""
    app.command(import_, name="import")
    app.command(compare)
