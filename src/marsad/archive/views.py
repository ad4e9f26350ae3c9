"""What maps, timelines and lists show of an archive, counted by the database over the narrow table of events."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..events.event import Event
from ..lexicon.tables import table
from .asking import of_events
from .filters import NONE, Filters, without
from .pins import Pins, pinned
from .pins import counts as pin_counts
from .schema import event, event_body
from .store import Archive

Bucket = Literal["day", "week", "month"]
_CELLS = 24  # cells of the grid along one side of what a screen of 1,024 points shows


class Cluster(msgspec.Struct, frozen=True):
    """Events that stand close together at one zoom, or one event (`events` 1, then `id`, `type` and the rest are its own).

    `lat`, `lon` are the mean of theirs; `box` is (west, south, east, north). `wide` ones name a governorate or more alone:
    they are areas, and never counted with points.
    """

    events: int
    lat: float
    lon: float
    box: tuple[float, float, float, float]
    wide: bool
    deaths: int
    id: str
    type: str
    modality: str
    grade: str
    start: str | None


class Move(msgspec.Struct, frozen=True):
    """A movement of an event, for an arrow: (latitude, longitude) from and to."""

    event: str
    type: str
    modality: str
    start: str
    start_at: tuple[float, float]
    end: str
    end_at: tuple[float, float]
    names: dict[str, str]


class MapView(msgspec.Struct, frozen=True):
    """What a map shows: clusters and single events, and the movements of the newest events in view."""

    clusters: list[Cluster]
    moves: list[Move]


class Bar(msgspec.Struct, frozen=True):
    """Events of one stretch of days, by type; `start` is its first day.

    `about` are those, by type, that may have been in another stretch: no text names their day, or only some days that they happened on
    one of. They are put where the last of their possible days is.
    """

    start: str
    counts: dict[str, int]
    deaths: int
    about: dict[str, int] = {}


class Timeline(msgspec.Struct, frozen=True):
    """A histogram from `first` to `last`, the days asked for or else those of the events. Stretches without events are left out;
    `undated` events have no day.
    """

    bucket: Bucket
    first: str | None
    last: str | None
    bars: list[Bar]
    undated: int


class Page(msgspec.Struct, frozen=True):
    """A page of events, of `total`; `next` is the offset of the next page, null on the last; `pins` what people put on them, by id."""

    total: int
    events: list[Event]
    next: int | None
    pins: dict[str, Pins] = {}


class Extent(msgspec.Struct, frozen=True):
    """How many events the filters keep, where they lie (west, south, east, north; null for nowhere), and what a map or a
    filter by place loses of them: `off_map` have no coordinates, `no_country` and `no_admin1` would be kept but for having none.
    `off_map_by` counts those off the map by what tells their country (place, actors, article, outlet; none: nothing does).
    """

    total: int
    box: tuple[float, float, float, float] | None
    off_map: int
    no_country: int
    no_admin1: int
    off_map_by: dict[str, int] = {}


class Facet(msgspec.Struct, frozen=True):
    """A value that a filter can take, and how many events have it; `of` is the country of a first-level division."""

    value: str
    events: int
    of: str | None = None


def map_query(connection: Connection, f: Filters, zoom: float) -> sa.Select[*tuple[Any, ...]]:
    """The query behind a map: groups of events in the cells of a grid that fits the zoom."""
    size = 360.0 / 2**zoom / _CELLS * 2
    lon, lat = event.c.lon, event.c.lat
    cell = (event.c.wide, sa.cast((lon + 180.0) / size, sa.Integer), sa.cast((lat + 90.0) / size, sa.Integer))
    return (
        sa.select(
            sa.func.count(),
            sa.func.avg(lat),
            sa.func.avg(lon),
            sa.func.min(lon),
            sa.func.min(lat),
            sa.func.max(lon),
            sa.func.max(lat),
            event.c.wide,
            sa.func.coalesce(sa.func.sum(event.c.deaths), 0),
            sa.func.max(event.c.id),
            sa.func.max(event.c.type),
            sa.func.max(event.c.modality),
            sa.func.max(event.c.grade),
            sa.func.max(event.c.start),
        )
        .where(lat.is_not(None), *of_events(connection, f))
        .group_by(*cell)
    )


def moving_query(connection: Connection, f: Filters, limit: int) -> sa.Select[str]:
    """The query behind the arrows of a map: the newest events that have movements."""
    # Few events move: they are found by that and then sorted. By the day alone, SQLite would read all events in the order of their days.
    day = sa.func.coalesce(event.c.start, "")
    ids = sa.select(event.c.id, day.label("day")).where(event.c.moves > 0, *of_events(connection, f))
    newest = ids.order_by(day.desc(), event.c.id).limit(limit).subquery()
    return sa.select(event_body.c.body).join(newest, newest.c.id == event_body.c.id).order_by(newest.c.day.desc(), newest.c.id)


def map_view(archive: Archive, f: Filters, zoom: float, arrows: int = 150) -> MapView:
    """Clusters of the events that the filters keep, as a map at this zoom (0 to 22) needs them."""
    with archive.engine.connect() as connection:
        clusters = [
            Cluster(n, round(lat, 5), round(lon, 5), (west, south, east, north), bool(wide), int(deaths), id, type_, modality, grade, start)
            for n, lat, lon, west, south, east, north, wide, deaths, id, type_, modality, grade, start in connection.execute(
                map_query(connection, f, zoom)
            )
        ]
        found = [msgspec.json.decode(row.body, type=Event) for row in connection.execute(moving_query(connection, f, arrows))]
    moves = [
        Move(e.id, e.type, m.modality, m.start, m.start_at, m.end, m.end_at, {n: e.names[n] for n in (m.start, m.end) if n in e.names})
        for e in found
        for m in e.moves
    ]
    return MapView(clusters, moves)


def timeline_query(connection: Connection, f: Filters) -> sa.Select[*tuple[Any, ...]]:
    """The query behind a timeline: events and deaths by their first and last day, whether a text names them, and type."""
    by = (event.c.start, event.c.end, event.c.type, event.c.dated)
    return sa.select(*by, sa.func.count(), sa.func.coalesce(sa.func.sum(event.c.deaths), 0)).where(*of_events(connection, f)).group_by(*by)


def timeline(archive: Archive, f: Filters) -> Timeline:
    """A histogram by days, weeks (from Mondays) or months, whichever makes some two hundred bars at most.

    Where days are asked for it shows those alone: what began before them stands on their first. What lasts stands where it began.
    """
    lasting = set(table("desk")["time"]["lasting"])
    with archive.engine.connect() as connection:
        rows = connection.execute(timeline_query(connection, f)).all()
    undated = sum(n for start, *_, n, _ in rows if not start)
    shown: list[tuple[str, str, str, str, bool, bool, int, int]] = []
    for start, end, type_, dated, n, dead in rows:
        if start:
            open_ = not dated or (start != end and type_ not in lasting)
            day = min(max(end if open_ else start, f.since or ""), f.until or "9999")
            shown.append((day, start, end, type_, bool(dated), open_, n, dead))
    days = sorted({row[0] for row in shown})
    if not days:
        return Timeline("day", None, None, [], undated)
    first, last = f.since or days[0], f.until or days[-1]
    bucket = bucket_of(first, last)
    starts = {day: start_of(day, bucket) for day in days}
    counts: dict[bool, defaultdict[str, Counter[str]]] = {True: defaultdict(Counter), False: defaultdict(Counter)}
    deaths: Counter[str] = Counter()
    for day, start, end, type_, dated, open_, n, dead in shown:
        sure = not open_ or (dated and start_of(start, bucket) == start_of(end, bucket))  # some days of one week are in that week
        counts[sure][starts[day]][type_] += n
        deaths[starts[day]] += int(dead)
    bars = [Bar(start, dict(counts[True][start]), deaths[start], dict(counts[False][start])) for start in sorted(set(starts.values()))]
    return Timeline(bucket, first, last, bars, undated)


def bucket_of(first: str, last: str) -> Bucket:
    """Days, weeks or months: what cuts a span of days (ISO) into some two hundred at most."""
    span = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    return "day" if span <= 200 else "week" if span <= 1400 else "month"


def start_of(day: str, bucket: Bucket) -> str:
    """The first day (ISO) of the day, week (from Mondays) or month that a day lies in."""
    if bucket == "month":
        return day[:8] + "01"
    if bucket == "week":
        date = dt.date.fromisoformat(day)
        return (date - dt.timedelta(days=date.weekday())).isoformat()
    return day


def page_query(connection: Connection, f: Filters, order: Literal["newest", "queue"], offset: int, limit: int) -> sa.Select[str]:
    """The query behind a page of events: the newest first, or what a reviewer should see first."""
    by = (event.c.start.desc(), event.c.id) if order == "newest" else (event.c.priority.desc(), event.c.id)
    ids = sa.select(event.c.id).where(*of_events(connection, f)).order_by(*by).limit(limit).offset(offset).subquery()
    return sa.select(event_body.c.body).join(ids, ids.c.id == event_body.c.id).join(event, event.c.id == ids.c.id).order_by(*by)


def count_query(connection: Connection, f: Filters) -> sa.Select[int]:
    """How many events the filters keep."""
    return sa.select(sa.func.count()).select_from(event).where(*of_events(connection, f))


def page(archive: Archive, f: Filters, order: Literal["newest", "queue"] = "newest", offset: int = 0, limit: int = 50) -> Page:
    """A page of the events that the filters keep."""
    with archive.engine.connect() as connection:
        total = connection.scalar(count_query(connection, f)) or 0
        events = [msgspec.json.decode(row.body, type=Event) for row in connection.execute(page_query(connection, f, order, offset, limit))]
    return Page(total, events, offset + limit if offset + limit < total else None, pinned(archive, [e.id for e in events]))


_FACETS = {
    "type": ["type"],
    "modality": ["modality"],
    "grade": ["grade"],
    "country": ["country"],
    "country_basis": ["country_basis"],
    "admin1": ["admin1", "country"],
}


def facets(archive: Archive, f: Filters = Filters()) -> dict[str, list[Facet]]:  # noqa: B008
    """What the filters can be set to beside what they are: of each, the values that the others leave, the most frequent first."""
    out: dict[str, list[Facet]] = {}
    with archive.engine.connect() as connection:
        for name, columns in _FACETS.items():
            n = sa.func.count()
            cells = [event.c[column] for column in columns]
            kept = of_events(connection, without(f, name))
            rows = connection.execute(sa.select(*cells, n).where(cells[0].is_not(None), *kept).group_by(*cells).order_by(n.desc(), cells[0]))
            out[name] = [Facet(row[0], row[-1], row[1] if len(columns) == 2 else None) for row in map(tuple, rows)]
        borne: dict[str, Literal["tag", "assign"]] = {"tag": "tag", "assigned": "assign"}
        for name, kind in borne.items():
            out[name] = [Facet(*row) for row in pin_counts(connection, kind, of_events(connection, without(f, name)))]
    return out


def extent(archive: Archive, f: Filters) -> Extent:
    """How many events the filters keep, where they lie, and what is not on the map."""
    lat, lon = event.c.lat, event.c.lon
    with archive.engine.connect() as connection:
        cells = (sa.func.count(), sa.func.count(lat), sa.func.min(lon), sa.func.min(lat), sa.func.max(lon), sa.func.max(lat))
        total, placed, *box = connection.execute(sa.select(*cells).where(*of_events(connection, f))).one()
        basis = sa.func.coalesce(event.c.country_basis, NONE)
        off = (
            sa.select(basis, sa.func.count()).where(lat.is_(None), *of_events(connection, f)).group_by(basis).order_by(sa.func.count().desc(), basis)
        )
        told = {name: n for name, n in connection.execute(off)} if placed < total else {}
        lost = {"country": 0, "admin1": 0}
        for name in ("country", "admin1"):
            if getattr(f, name) and NONE not in getattr(f, name):
                open_ = without(f, *(("country", "admin1") if name == "country" else ("admin1",)))
                lost[name] = connection.scalar(count_query(connection, msgspec.structs.replace(open_, **{name: (NONE,)}))) or 0
    return Extent(total, tuple(box) if placed else None, total - placed, lost["country"], lost["admin1"], told)
