"""Counts of events and of their dead by two things at once: week or month, type, actor, governorate; and two stretches of days side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, get_args

import msgspec
import sqlalchemy as sa

from ..events.event import Event
from .asking import of_events
from .filters import Filters
from .schema import event, event_body
from .store import Archive
from .views import start_of

By = Literal["day", "week", "month", "type", "doer", "target", "country", "admin1", "place", "grade"]
BY: tuple[str, ...] = get_args(By)
MOST = 100_000  # events that are counted
_COLUMNS = 12  # values across; those beyond are counted together
OTHERS = "others"


class Cell(msgspec.Struct, frozen=True):
    """Events and the dead of them, by the best-supported numbers; None where no toll is told at all, which is not 0."""

    events: int
    deaths: int | None


class Tally:
    """A cell in the making."""

    def __init__(self) -> None:
        self.events = 0
        self.deaths: int | None = None

    def add(self, events: int, dead: int | None) -> None:
        """Count more events and their dead; None where no toll is told."""
        self.events += events
        if dead is not None:
            self.deaths = (self.deaths or 0) + dead

    @property
    def cell(self) -> Cell:
        """What was counted."""
        return Cell(self.events, self.deaths)


class Breakdown(msgspec.Struct, frozen=True):
    """A table: its rows and columns by their values (the last column, `others`, holds what has no column), `cells` row by row, and the
    totals of the rows. An event of two doers is counted under each, so that rows and columns may hold more than `total`."""

    rows: list[str]
    columns: list[str]
    cells: list[list[Cell]]
    totals: list[Cell]
    total: Cell
    names: dict[str, str]
    more: bool


def breakdown(archive: Archive, f: Filters, rows: By, columns: By | None = None) -> Breakdown:
    """Count the events that the filters keep; only what is told as fact, unless the filters ask for other ways of telling."""
    if not f.modality:
        f = msgspec.structs.replace(f, modality=("asserted",))
    cells: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
    sums: dict[str, defaultdict[str, Tally]] = {"rows": defaultdict(Tally), "columns": defaultdict(Tally)}
    total, seen = Tally(), 0
    names: dict[str, str] = {}
    for seen, e in enumerate(_events(archive, f), 1):
        if seen > MOST:
            break
        dead = e.deaths.best if e.deaths else None
        names |= e.names | ({e.place_en: e.place_ar} if e.place_en else {})
        total.add(1, dead)
        for row in values(e, rows):
            sums["rows"][row].add(1, dead)
            for column in values(e, columns) if columns else ():
                cells[row, column].add(1, dead)
                sums["columns"][column].add(1, dead)
    ordered = _ordered(sums["rows"], rows, None)
    across = _ordered(sums["columns"], columns, _COLUMNS) if columns else []
    beyond = set(sums["columns"]) - set(across)
    table = [[cells[r, c].cell if (r, c) in cells else Cell(0, None) for c in across] for r in ordered]
    if beyond:
        for line, r in zip(table, ordered, strict=True):
            rest = Tally()
            for c in beyond:
                if (r, c) in cells:
                    rest.add(cells[r, c].events, cells[r, c].deaths)
            line.append(rest.cell)
        across = [*across, OTHERS]
    return Breakdown(ordered, across, table, [sums["rows"][r].cell for r in ordered], total.cell, names, seen > MOST)


def values(e: Event, by: By) -> list[str]:
    """What an event has of a thing that is counted by; "" where it has none."""
    if by in ("day", "week", "month"):
        return [start_of(e.start, by) if e.start else ""]
    if by in ("doer", "target"):
        known = [v.value for v in (e.doer if by == "doer" else e.target) if v.value in e.names]  # a victim's name is no actor's
        return list(dict.fromkeys(known)) or [""]
    return [getattr(e, "place_en" if by == "place" else by) or ""]


def _ordered(sums: dict[str, Tally], by: By | None, most: int | None) -> list[str]:
    """Days in their order, else the largest first; what is not told last."""
    in_time = by in ("day", "week", "month")
    order = sorted(sums, key=lambda v: (v == "", v) if in_time else (v == "", -sums[v].events, v))
    return order if in_time else order[:most]


def _events(archive: Archive, f: Filters) -> Iterator[Event]:
    with archive.engine.connect() as connection:
        rows = sa.select(event_body.c.body).join(event, event.c.id == event_body.c.id).where(*of_events(connection, f))
        for row in connection.execute(rows.order_by(event.c.start.desc(), event.c.id).limit(MOST + 1)).yield_per(500):
            yield msgspec.json.decode(row.body, type=Event)
