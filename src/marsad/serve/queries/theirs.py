"""Events by other hands as the pages show them: beside ours, with how far both agree."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException

from ...archive.beside import beside
from ...archive.filters import PLAIN
from ...archive.hands import LONGEST, AskedOfHands, by_hands, hands
from ...errors import InputError
from ...events.event import Event
from ...foreign.compare import Comparison
from ...foreign.read import Foreign
from ..bounds import Day, box, day_if
from ..endpoint import Api
from ..state import State
from .read import Limit, Offset

api = Api()
Found = Literal["both", "here", "there"]
MOST = 50_000  # events of ours, and of theirs, that are held against each other while a page waits
_POINTS = 5000  # points that the map is given, those of the newest


class TheirsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Whose events (by default those of the hand with the most), in which country and days; how far apart two may lie that are one, in
    days and kilometres; and which of them: those of both, those of both that differ, those that only we or only they have; those in a
    `box` (west,south,east,north) alone."""

    by: Annotated[str, Meta(max_length=LONGEST, pattern=PLAIN)] | None = None
    country: Annotated[str, Meta(pattern="^[A-Za-z]{2}$")] | None = None
    since: Day | None = None
    until: Day | None = None
    days: Annotated[int, Meta(ge=0, le=60)] = 2
    km: Annotated[float, Meta(gt=0, le=1000)] = 25
    found: Literal["both", "differ", "here", "there"] | None = None
    box: Annotated[str, Meta(max_length=100)] | None = None
    offset: Offset = 0
    limit: Limit = 50


class Held(msgspec.Struct, frozen=True):
    """An event of ours, of theirs, or of both: then how many days and kilometres they lie apart and in what they differ."""

    found: Found
    ours: Event | None = None
    theirs: Foreign | None = None
    days: int | None = None
    km: float | None = None
    differ: tuple[str, ...] = ()


class Spot(msgspec.Struct, frozen=True):
    """How many events of one kind lie at a point of the map."""

    found: Found
    lat: float
    lon: float
    events: int


class Agreement(msgspec.Struct, frozen=True):
    """How many both have, how many of these differ and in what, how many only one has; `coverage` is the share of theirs that is here."""

    both: int
    differ: int
    differ_by: dict[str, int]
    here: int
    there: int
    coverage: float | None


class Theirs(msgspec.Struct, frozen=True, kw_only=True):
    """A page of them, the newest first, with the figures of all. `hands` are whose events the archive keeps and how many, `countries`
    those of the hand's events; `first` and `last` are the days compared. `spots` are of all, in the box or not,
    and come with the first page alone."""

    hands: dict[str, int]
    by: str | None = None
    countries: dict[str, int] = {}
    first: str | None = None
    last: str | None = None
    agreement: Agreement | None = None
    total: int = 0
    next: int | None = None
    rows: list[Held] = []
    spots: list[Spot] = []


@api.get("/api/theirs", at_once=2)
def theirs(state: State, asked: TheirsAsked) -> Theirs:
    """Events by another hand that the archive keeps, held against ours."""
    kept = hands(state.archive)
    by = asked.by or max(kept, key=lambda name: kept[name], default=None)
    if by is None:
        return Theirs(hands=kept)
    if by not in kept:
        raise HTTPException(404, f"the archive keeps no events of {by}.")
    since, until = day_if(asked.since), day_if(asked.until)
    events = [event for _, event in by_hands(state.archive, AskedOfHands(made_by=(by,), since=since, until=until))]
    countries = dict(Counter(e.country for e in events if e.country).most_common())
    if len(events) > MOST:
        raise InputError(f"more than {MOST} events of theirs lie in these days; choose fewer days.")
    if not [e for e in events if asked.country is None or e.country in (None, asked.country.upper())]:
        return Theirs(hands=kept, by=by, countries=countries)
    comparison, first, last = beside(state.archive, events, asked.country, since, until, asked.days, asked.km, MOST)
    all_ = [row for row in _rows(comparison) if asked.found in (None, row.found) or (asked.found == "differ" and row.differ)]
    inside = box(asked.box)
    rows = all_ if inside is None else [row for row in all_ if _lies(row, inside)]
    end = asked.offset + asked.limit
    return Theirs(
        hands=kept,
        by=by,
        countries=countries,
        first=first,
        last=last,
        agreement=_agreement(comparison),
        total=len(rows),
        next=end if end < len(rows) else None,
        rows=rows[asked.offset : end],
        spots=[] if asked.offset else _spots(all_),
    )


def _rows(c: Comparison) -> list[Held]:
    """All of a comparison, the newest first."""
    out = [Held("both", p.ours, p.theirs, p.days, p.km, p.differ) for p in c.both]
    out += [Held("here", e) for e in c.here] + [Held("there", None, f) for f in c.there]
    return sorted(out, key=lambda row: (row.theirs.start if row.theirs else row.ours.start if row.ours else None) or "", reverse=True)


def _agreement(c: Comparison) -> Agreement:
    by = Counter(what for pair in c.both for what in pair.differ)
    return Agreement(len(c.both), sum(bool(p.differ) for p in c.both), dict(by), len(c.here), len(c.there), c.coverage)


def _at(row: Held) -> tuple[float, float] | None:
    """Where it lies (latitude, longitude), ours before theirs; None without a place."""
    one = row.ours or row.theirs
    return None if one is None or one.lat is None or one.lon is None else (one.lat, one.lon)


def _lies(row: Held, inside: tuple[float, float, float, float]) -> bool:
    west, south, east, north = inside
    at = _at(row)
    return at is not None and south <= at[0] <= north and west <= at[1] <= east


def _spots(rows: list[Held]) -> list[Spot]:
    at: Counter[tuple[Found, float, float]] = Counter((row.found, *spot) for row in rows if (spot := _at(row)) is not None)
    return [Spot(found, lat, lon, count) for (found, lat, lon), count in list(at.items())[:_POINTS]]
