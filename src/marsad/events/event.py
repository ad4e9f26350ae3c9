"""A group of claims → the event that they tell: best-supported values, ranges with who says what, disagreements, a grade."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, islice
from typing import Literal

import msgspec

from ..lexicon.tables import table
from ..model import Modality
from .grade import Grade, grade, rival
from .match import Match, match
from .record import Party, Record, Spot, arabic_names, office_names, where


class Voice(msgspec.Struct, frozen=True):
    """A value and the offices that give it."""

    value: str
    by: tuple[str, ...]


class Toll(msgspec.Struct, frozen=True):
    """People killed or injured: the best-supported number, the range of all, and who says what. `max` is null where a bound is open."""

    best: int
    min: int
    max: int | None
    by: tuple[Voice, ...]


class Disagreement(msgspec.Struct, frozen=True):
    """What the claims of an event tell differently."""

    about: Literal["doer", "deaths", "injured", "modality", "type", "day"]
    values: tuple[Voice, ...]


class Move(msgspec.Struct, frozen=True):
    """A movement from where to where, by one claim. Coordinates are WGS84 degrees, (latitude, longitude)."""

    claim: str
    modality: Modality
    start: str
    start_at: tuple[float, float]
    end: str
    end_at: tuple[float, float]


class Event(msgspec.Struct, frozen=True):
    """One occurrence. `sources` counts independent offices; `claims` are ids of claims; days are ISO dates, inclusive.

    `doer` is who is said to have done it, by whom, most voices first; `target` likewise. `pairs` tell why the claims are one.
    `moves` are the ways that its claims tell; `confidence` (0 to 1) is that of its surest claim; `names` gives the Arabic names of
    those and of the places that it names by their English ones. `dated` tells that words of a text name its day; else it lies in those days.
    """

    id: str
    type: str
    modality: Modality
    place_ar: str
    place_en: str
    lat: float | None
    lon: float | None
    precision: str
    country: str | None
    admin1: str | None
    start: str | None
    end: str | None
    deaths: Toll | None
    injured: Toll | None
    doer: tuple[Voice, ...]
    doer_ids: tuple[str, ...]
    target: tuple[Voice, ...]
    target_ids: tuple[str, ...]
    modalities: tuple[Voice, ...]
    sources: int
    offices: tuple[str, ...]
    outlets: tuple[str, ...]
    first_report: str | None
    last_report: str | None
    grade: Grade
    reasons: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    claims: tuple[str, ...]
    pairs: tuple[Match, ...]
    moves: tuple[Move, ...] = ()
    confidence: float = 0.5
    names: dict[str, str] = {}
    dated: bool = True


_FINE = ("site", "neighbourhood", "settlement", "area", "district", "governorate", "region", "country")
_MOVING = ("advance", "offensive", "withdrawal", "deployment", "displacement")
_PAIRS = 50  # pairs that an event keeps to show why its claims are one
_MODALITY = ("asserted", "denied", "possible", "planned", "conditional")


@cache
def _telling() -> dict[str, int]:
    return {name: n for n, name in enumerate(table("merging")["telling"]["order"])}


def build_event(records: Sequence[Record]) -> Event:
    """The event of a group that `group` made. Depends on the set of records alone."""
    members = sorted(records, key=lambda r: (r.published or "", r.id))
    spots = [s for r in members for s in where(r)]
    place = _best(spots, lambda s: s.key, rank=lambda s: -_FINE.index(s.precision)) if spots else None
    start, end = _days(members)
    type_ = _type(members)
    told = [r for r in members if r.modality != "denied"]  # who denies a deed names no doer of it
    doer, target = _said(told, lambda r: (p.name for p in r.agents)), _said(told, lambda r: (p.name for p in r.targets))
    deaths, injured = _toll(members, "deaths"), _toll(members, "injured")
    modalities = _said(members, lambda r: (r.modality,))
    modality = _modality(members)
    rank, reasons = grade(members)
    reports = sorted(r.published for r in members if r.published)
    offices = tuple(sorted({r.office for r in members}))
    return Event(
        id="e" + hashlib.sha256(min(r.id for r in members).encode()).hexdigest()[:15],
        type=type_,
        modality=modality,
        place_ar=place.name_ar if place else "",
        place_en=place.name_en if place else "",
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else "country",
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        start=start,
        end=end,
        deaths=deaths,
        injured=injured,
        doer=doer,
        doer_ids=_ids(p for r in told for p in r.agents),
        target=target,
        target_ids=_ids(p for r in told for p in r.targets),
        modalities=modalities,
        sources=len(offices),
        offices=offices,
        outlets=tuple(sorted({r.outlet for r in members})),
        first_report=reports[0] if reports else None,
        last_report=reports[-1] if reports else None,
        grade=rank,
        reasons=reasons,
        disagreements=_disagreements(members, deaths, injured, modalities),
        claims=tuple(r.id for r in members),
        pairs=tuple(match(a, b) for a, b in islice(combinations(members, 2), _PAIRS)),
        moves=tuple(_moves(members)) if type_ in _MOVING else (),
        confidence=max(r.confidence for r in members),
        names=arabic_names(
            n for r in members for n in (*r.agents, *r.targets, *r.spots, *([r.source] if r.source else []))
        )
        | office_names(members),
        dated=any(r.dated for r in members),
    )


def _moves(members: Sequence[Record]) -> Iterator[Move]:
    seen: set[tuple[str, str]] = set()
    for r in members:
        for a in (s for s in r.spots if s.role == "from"):
            for b in (s for s in r.spots if s.role == "to"):
                if (a.key, b.key) not in seen:
                    seen.add((a.key, b.key))
                    yield Move(r.id, r.modality, a.name_en, (a.lat, a.lon), b.name_en, (b.lat, b.lon))  # type: ignore[arg-type]


def _best(items: Sequence[Spot], key: Callable[[Spot], Hashable], rank: Callable[[Spot], int]) -> Spot:
    """The finest place that most claims name."""
    count = Counter(key(i) for i in items)
    return max(items, key=lambda i: (rank(i), count[key(i)], str(key(i))))


def _days(members: Sequence[Record]) -> tuple[str | None, str | None]:
    """The days that all claims leave open; where they do not meet, those of the dated ones."""
    told = [r for r in members if r.start is not None and r.end is not None]
    if not told:
        return None, None
    dated = [r for r in told if r.dated] or told
    low, high = max(r.start for r in dated), min(r.end for r in dated)  # type: ignore[type-var]
    if low > high:
        low, high = min(r.start for r in dated), max(r.end for r in dated)  # type: ignore[type-var]
    return dt.date.fromordinal(low).isoformat(), dt.date.fromordinal(high).isoformat()


def _type(members: Sequence[Record]) -> str:
    count = Counter(r.type for r in members)
    order = _telling()
    return min(count, key=lambda t: (order.get(t, len(order)) - 2 * count[t], order.get(t, len(order)), t))


def _modality(members: Sequence[Record]) -> Modality:
    """As the surest of them has it: an event is asserted where anybody asserts it; the others stand in `modalities`."""
    return min((r.modality for r in members), key=_MODALITY.index)  # type: ignore[return-value]


def _said(members: Sequence[Record], values: Callable[[Record], Iterable[str]]) -> tuple[Voice, ...]:
    """The values that records give, each with the offices that give it; the most voiced first."""
    by: defaultdict[str, set[str]] = defaultdict(set)
    for record in members:
        for told in values(record):
            by[told].add(record.office)
    return tuple(Voice(v, tuple(sorted(o))) for v, o in sorted(by.items(), key=lambda i: (-len(i[1]), i[0])))


def _ids(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(sorted({p.id for p in parties if p.id}))


def _toll(members: Sequence[Record], what: str) -> Toll | None:
    """The number that most offices give; between equals the latest, for tolls rise."""
    told = [(r, count) for r in members if (count := getattr(r, what)) is not None]
    if not told:
        return None
    by: defaultdict[tuple[int, int | None], set[str]] = defaultdict(set)
    last: dict[tuple[int, int | None], str] = {}
    for record, count in told:
        key = (count.min, count.max)
        by[key].add(record.office)
        last[key] = max(last.get(key, ""), record.published or "")
    best = max(by, key=lambda k: (len(by[k]), last[k], k[1] is not None, k[0]))
    highs = [k[1] for k in by]
    return Toll(
        best[0],
        min(k[0] for k in by),
        None if None in highs else max(h for h in highs if h is not None),
        tuple(Voice(_number(k), tuple(sorted(by[k]))) for k in sorted(by, key=lambda k: (k[0], k[1] or 0))),
    )


def _number(key: tuple[int, int | None]) -> str:
    low, high = key
    return str(low) if low == high else f"{low}–{high}" if high is not None else f"{low} or more"


def _disagreements(
    members: Sequence[Record], deaths: Toll | None, injured: Toll | None, modalities: tuple[Voice, ...]
) -> tuple[Disagreement, ...]:
    out: list[Disagreement] = []
    named = [r for r in members if r.modality != "denied" and r.agents and r.agents[0].id]
    if any(rival(a.agents[:1], b.agents[:1]) for a, b in combinations(named, 2)):
        out.append(Disagreement("doer", _said(named, lambda r: (r.agents[0].name,))))
    for what, toll in (("deaths", deaths), ("injured", injured)):
        if toll is not None and len(toll.by) > 1:
            out.append(Disagreement(what, toll.by))  # type: ignore[arg-type]
    if len(modalities) > 1:
        out.append(Disagreement("modality", modalities))
    types = _said(members, lambda r: (r.type,))
    if len(types) > 1:
        out.append(Disagreement("type", types))
    dated = [r for r in members if r.dated and r.start == r.end]
    days = _said(dated, lambda r: (dt.date.fromordinal(r.start).isoformat(),))  # type: ignore[arg-type]
    if len(days) > 1:
        out.append(Disagreement("day", days))
    return tuple(out)
