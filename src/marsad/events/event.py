"""A group of claims → the event that they tell: best-supported values, ranges with who says what, disagreements, a grade."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Literal

import msgspec

from ..lexicon.types import types
from ..model import CountryBasis, Grade, Modality
from .grade import grade, rival
from .match import Match, match
from .record import Party, Record, Spot, arabic_names, office_names, where
from .sentence import sentences
from .tolls import Harmed, Toll, Voice, harmed, in_one_voice, toll
from .voices import Doer, denying, doers_of, offices_of, parties_alone, sources_of


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
    """One occurrence. `sources` counts independent sources as `voices.sources_of` does, `offices` are those, `denied_by` those who deny;
    `claims` are ids of claims; days are ISO dates, inclusive.

    `sentence_en` and `sentence_ar` tell it. `doers` say by whose word each doer is named; one whom parties alone accuse is `blamed`.
    `harm` are people by group. `parties_alone` tells that nobody tells it who is no party.

    `doer` is who is said to have done it, by whom, most voices first; `target` likewise. `pairs` tell why the claims are one.
    `moves` are the ways that its claims tell; `confidence` (0 to 1) is that of its surest claim; `names` gives the Arabic names of
    those and of the places that it names by their English ones. `country` (ISO code) is its place's, else by `country_basis` that of its
    actors, its articles or its outlets. `dated` tells that words of a text name its day; else it lies in those days.
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
    sentence_en: str = ""
    sentence_ar: str = ""
    doers: tuple[Doer, ...] = ()
    denied_by: tuple[str, ...] = ()
    harm: tuple[Harmed, ...] = ()
    parties_alone: bool = False
    admin2: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    country_basis: CountryBasis | None = None


_FINE = ("site", "neighbourhood", "settlement", "area", "district", "governorate", "region", "country")
_PAIRS = 50  # pairs that an event keeps to show why its claims are one
_MODALITY: tuple[Modality, ...] = ("asserted", "denied", "possible", "planned", "conditional")


def build_event(records: Sequence[Record]) -> Event:
    """The event of a group that `group` made. Depends on the set of records alone."""
    members = sorted(records, key=lambda r: (r.published or "", r.id))
    spots = [s for r in members for s in where(r)]
    place = _best(spots, lambda s: s.key, rank=lambda s: -_FINE.index(s.precision)) if spots else None
    start, end = _days(members)
    type_ = _type(members)
    told = [r for r in members if r.modality != "denied"]  # who denies a deed names no doer of it
    offices = offices_of(members)
    doers = doers_of(members)
    doer = _said(told, offices, lambda r: (p.name for p in (*r.agents, *(b.doer for b in r.blames))))
    target = _said(told, offices, lambda r: (p.name for p in r.targets))
    deaths, injured = toll(told, offices, "deaths"), toll(told, offices, "injured")
    harm = harmed(told, deaths, injured)
    modalities = _said(members, offices, lambda r: (r.modality,))
    modality = _modality(members)
    rank, reasons = grade(members)
    reports = sorted(r.published for r in members if r.published)
    sources = sources_of(members)
    country, basis = _country(members, place)
    sentence_en, sentence_ar = sentences(members, type_, modality, place, doers, *in_one_voice(told, harm, deaths, injured))
    return Event(
        id="e" + hashlib.sha256(min(r.id for r in members).encode()).hexdigest()[:15],
        type=type_,
        modality=modality,
        place_ar=place.name_ar if place else "",
        place_en=place.label if place else "",
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else "country",
        country=country,
        admin1=place.admin1 if place else None,
        start=start,
        end=end,
        deaths=deaths,
        injured=injured,
        doer=doer,
        doer_ids=_ids(p for r in told for p in (*r.agents, *(b.doer for b in r.blames))),
        target=target,
        target_ids=_ids(p for r in told for p in r.targets),
        modalities=modalities,
        sources=len(sources),
        offices=sources,
        outlets=tuple(sorted({r.outlet for r in members})),
        first_report=reports[0] if reports else None,
        last_report=reports[-1] if reports else None,
        grade=rank,
        reasons=reasons,
        disagreements=_disagreements(members, offices, deaths, injured, modalities),
        claims=tuple(r.id for r in members),
        pairs=tuple(match(a, b) for a, b in islice(combinations(members, 2), _PAIRS)),
        moves=tuple(_moves(members)) if types()[type_].moves else (),
        confidence=max(r.confidence for r in members),
        names=arabic_names(n for r in members for n in _named(r)) | office_names(members),
        dated=any(r.dated for r in members),
        sentence_en=sentence_en,
        sentence_ar=sentence_ar,
        doers=doers,
        denied_by=tuple(sorted({p.id or p.name for r in members for p in denying(r)})),
        harm=harm,
        parties_alone=parties_alone(members),
        admin2=place.admin2 if place else None,
        admin3=place.admin3 if place else None,
        pcode=place.pcode if place else None,
        country_basis=basis,
    )


def _named(r: Record) -> Iterator[Party | Spot]:
    """All whom and what a claim names."""
    yield from (*r.agents, *r.targets)
    yield from r.spots
    yield from (*(b.by for b in r.blames), *(b.doer for b in r.blames), *denying(r), *([r.source] if r.source else []))


def _moves(members: Sequence[Record]) -> Iterator[Move]:
    seen: set[tuple[str, str]] = set()
    for r in members:
        for a in (s for s in r.spots if s.role == "from"):
            for b in (s for s in r.spots if s.role == "to"):
                if a.key != b.key and (a.key, b.key) not in seen:
                    seen.add((a.key, b.key))
                    yield Move(r.id, r.modality, a.name_en, (a.lat, a.lon), b.name_en, (b.lat, b.lon))


def _best(items: Sequence[Spot], key: Callable[[Spot], Hashable], rank: Callable[[Spot], int]) -> Spot:
    """The finest place that most claims name."""
    count = Counter(key(i) for i in items)
    return max(items, key=lambda i: (rank(i), count[key(i)], str(key(i))))


_BASES: tuple[CountryBasis, ...] = ("place", "actors", "article", "outlet")  # what tells a country, the surest first


def _country(members: Sequence[Record], place: Spot | None) -> tuple[str | None, CountryBasis | None]:
    """The country of an event and what tells it: its place, else what tells most surely, and there most claims. A sea is no country's."""
    if place is not None:
        return place.country, "place" if place.country else None
    told: Counter[tuple[CountryBasis, str]] = Counter((basis, country) for r in members if (basis := r.country_basis) and (country := r.country))
    if not told:
        return None, None
    basis, country = min(told, key=lambda t: (_BASES.index(t[0]), -told[t], t[1]))
    return country, basis


def _days(members: Sequence[Record]) -> tuple[str | None, str | None]:
    """The days that all claims leave open; where they do not meet, those of the dated ones."""
    told = [(r.start, r.end, r.dated) for r in members if r.start is not None and r.end is not None]
    if not told:
        return None, None
    days = [(start, end) for start, end, dated in told if dated] or [(start, end) for start, end, _ in told]
    low, high = max(start for start, _ in days), min(end for _, end in days)
    if low > high:
        low, high = min(start for start, _ in days), max(end for _, end in days)
    return dt.date.fromordinal(low).isoformat(), dt.date.fromordinal(high).isoformat()


def _type(members: Sequence[Record]) -> str:
    count = Counter(r.type for r in members)
    last = len(types())
    rank = {t: last if (own := types()[t].rank) is None else own for t in count}
    return min(count, key=lambda t: (rank[t] - 2 * count[t], rank[t], t))


def _modality(members: Sequence[Record]) -> Modality:
    """As the surest of them has it: an event is asserted where anybody asserts it; the others stand in `modalities`."""
    told = {r.modality for r in members}
    return next(m for m in _MODALITY if m in told)


def _said(members: Sequence[Record], offices: dict[str, str], values: Callable[[Record], Iterable[str]]) -> tuple[Voice, ...]:
    """The values that records give, each with the offices that give it; the most voiced first."""
    by: defaultdict[str, set[str]] = defaultdict(set)
    for record in members:
        for told in values(record):
            by[told].add(offices[record.id])
    return tuple(Voice(v, tuple(sorted(o))) for v, o in sorted(by.items(), key=lambda i: (-len(i[1]), i[0])))


def _ids(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(sorted({p.id for p in parties if p.id}))


def _disagreements(
    members: Sequence[Record],
    offices: dict[str, str],
    deaths: Toll | None,
    injured: Toll | None,
    modalities: tuple[Voice, ...],
) -> tuple[Disagreement, ...]:
    out: list[Disagreement] = []
    named = [r for r in members if r.modality != "denied" and r.agents and r.agents[0].id]
    if any(rival(a.agents[:1], b.agents[:1]) for a, b in combinations(named, 2)):
        out.append(Disagreement("doer", _said(named, offices, lambda r: (r.agents[0].name,))))
    tolls: dict[Literal["deaths", "injured"], Toll | None] = {"deaths": deaths, "injured": injured}
    for what, number in tolls.items():
        if number is not None and len(number.by) > 1:
            out.append(Disagreement(what, number.by))
    denied = sorted({p.id or p.name for r in members if r.modality != "denied" for p in denying(r)})
    if denied and "denied" not in {v.value for v in modalities}:
        modalities = (*modalities, Voice("denied", tuple(denied)))
    if len(modalities) > 1:
        out.append(Disagreement("modality", modalities))
    types = _said([r for r in members if r.part_of is None] or members, offices, lambda r: (r.type,))
    if len(types) > 1:
        out.append(Disagreement("type", types))
    dated = [r for r in members if r.dated and r.start == r.end]
    days = _said(dated, offices, lambda r: () if r.start is None else (dt.date.fromordinal(r.start).isoformat(),))
    if len(days) > 1:
        out.append(Disagreement("day", days))
    return tuple(out)
