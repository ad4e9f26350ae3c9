"""A claim with what its article says, flat and ready to be compared with claims of other articles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

import msgspec

from ..arabic.normalise import fold
from ..lexicon.sides import lineage
from ..lexicon.tables import table
from ..model import ActorSpan, Claim, Count, Doc, PlaceSpan

_WORD = re.compile(r"[^\W\d_]{3,}")
_CELL = 0.25  # degrees: some 28 km from south to north


class Party(msgspec.Struct, frozen=True):
    """Who is named: an actor with all that it is a part of, or words that resolved to none (`key`: the words folded). `name` is English where it is known."""

    name: str
    id: str | None = None
    line: tuple[str, ...] = ()
    key: str = ""
    name_ar: str = ""

    def related(self, other: Party) -> bool:
        """Whether one may be the other, or a part of it: "Syrian forces" and "the 4th Division"."""
        if self.id and other.id:
            return self.id in other.line or other.id in self.line
        return not self.id and not other.id and self.key == other.key

    def same_side(self, other: Party) -> bool:
        """Whether both are of one side: the same actor, a part of it, forces of one state."""
        return self.related(other) or not set(self.line).isdisjoint(other.line)


class Spot(msgspec.Struct, frozen=True):
    """A place of a claim. Coordinates are WGS84 degrees; `said` are the words that name it, without those that type it."""

    key: str
    name_ar: str
    name_en: str
    lat: float
    lon: float
    precision: str
    role: str
    country: str | None
    admin1: str | None
    said: frozenset[str] = frozenset()

    @property
    def approximate(self) -> bool:
        """Whether the text names a place that the gazetteer does not know, set beside one that it does."""
        return self.name_en.startswith("near ")


class Record(msgspec.Struct, frozen=True):
    """One claim in the world of many. Days are ordinals (`datetime.date.toordinal`), inclusive at both ends.

    `dated` tells that words of the text name the day; else it lies some days before publication. `office` is whose word it is,
    for counting independent sources; `root` the article whose copy this one is, or the article itself.
    """

    id: str
    article: str
    root: str
    type: str
    family: str | None
    modality: str
    agents: tuple[Party, ...]
    targets: tuple[Party, ...]
    spots: tuple[Spot, ...]
    start: int | None
    end: int | None
    dated: bool
    hour: str | None
    deaths: Count | None
    injured: Count | None
    source: Party | None
    office: str
    outlet: str
    published: str | None
    words: frozenset[str]
    confidence: float


def records_of(doc: Doc) -> list[Record]:
    """The event claims of a coded article."""
    return [_record(doc, claim) for claim in doc.claims if claim.kind == "event"]


def claim_id(doc_id: str, claim: Claim) -> str:
    """A claim's id among all articles: stable while its words and type stand, whatever the lexicon's version."""
    return f"{doc_id}:{claim.id}"


def outlet_of(doc: Doc) -> str:
    """Who published an article, by the best name that is known."""
    return doc.outlet or doc.site or doc.id


def _record(doc: Doc, claim: Claim) -> Record:
    start = end = None
    dated = False
    if claim.time is not None:
        dated = claim.time.basis == "text"
        start, end = (dt.date.fromisoformat(d).toordinal() for d in (claim.time.start, claim.time.end))
    elif doc.published:
        start = end = dt.date.fromisoformat(doc.published).toordinal()
    if not dated and start is not None:
        start -= 2  # news told without a day is of the day or of the days just before
    outlet = outlet_of(doc)
    source = party(claim.source) if claim.source else None
    return Record(
        id=claim_id(doc.id, claim),
        article=doc.id,
        root=doc.reprint_of or doc.id,
        type=claim.type,
        family=families().get(claim.type),
        modality=claim.modality,
        agents=tuple(party(a) for a in claim.agents),
        targets=tuple(party(t) for t in claim.targets),
        spots=tuple(spot(p) for p in claim.places),
        start=start,
        end=end,
        dated=dated,
        hour=_hour(claim),
        deaths=claim.deaths,
        injured=claim.injured,
        source=source,
        office=office(source, outlet, doc.reprint_of),
        outlet=outlet,
        published=doc.published_at or doc.published,
        words=_words(claim),
        confidence=claim.confidence,
    )


def party(span: ActorSpan) -> Party:
    """Who a mention names."""
    if span.actor is None:
        return Party(" ".join(span.text.split()), key=" ".join(fold(span.text).split()))
    return Party(span.actor.name_en, span.actor.id, lineage(span.actor), name_ar=span.actor.name_ar)


def arabic_names(named: Iterable[Party | Spot]) -> dict[str, str]:
    """The Arabic names of parties and places by their English ones, for readers of either language."""
    told = {(n.name_en if isinstance(n, Spot) else n.name): n.name_ar for n in named if n.name_ar}
    return {en: told[en] for en in sorted(told)}


def office_names(records: Iterable[Record]) -> dict[str, str]:
    """What offices that no actor stands for are called in the text, by their keys."""
    return {r.office: r.source.name for r in records if r.source is not None and not r.source.id}


def spot(place: PlaceSpan) -> Spot:
    """A claim's place, with a key that is the same for the same place."""
    key = f"g{place.geonameid}" if place.geonameid else f"{place.name_en}/{place.lat:.3f},{place.lon:.3f}"
    return Spot(key, place.name_ar, place.name_en, place.lat, place.lon, place.precision, place.role, place.country, place.admin1, _said(place.text))  # fmt: skip


def _said(text: str) -> frozenset[str]:
    return frozenset(w.removeprefix("ال") for w in _WORD.findall(fold(text))) - _typing()


@cache
def _typing() -> frozenset[str]:
    return frozenset(fold(w) for w in table("merging")["places"]["typing"])


def office(source: Party | None, outlet: str, reprint_of: str | None) -> str:
    """Whose word a claim is: two outlets that quote one office are one source, and so is a story with its reprints."""
    if source is not None and source.id:
        return source.id
    if reprint_of:
        return f"copy of {reprint_of}"
    return f"{outlet}/{source.key}" if source is not None else outlet


@cache
def families() -> dict[str, str]:
    """The family of each type that makes events."""
    return {type_: name for name, types in table("merging")["families"].items() for type_ in types}


def wide(spot: Spot) -> bool:
    """Whether a place is a governorate or more: its coordinates say little."""
    return spot.precision in ("governorate", "region", "country")


def cells(record: Record) -> list[tuple[int, int]]:
    """The cells of the grid in which the record's places lie."""
    return sorted({(int(s.lat // _CELL), int(s.lon // _CELL)) for s in where(record)})


def near_cells(record: Record) -> list[tuple[int, int]]:
    """Those cells and their neighbours: the places that may be the same lie there."""
    return sorted({(a + i, b + k) for a, b in cells(record) for i in (-1, 0, 1) for k in (-1, 0, 1)})


def where(record: Record) -> tuple[Spot, ...]:
    """The places at which a record's occurrence happened: where it was, else where it went."""
    at = tuple(s for s in record.spots if s.role == "at")
    return at or tuple(s for s in record.spots if s.role == "to") or record.spots


def _hour(claim: Claim) -> str | None:
    """The part of the day, by its word."""
    if claim.time is None or claim.time.span is None:
        return None
    folded = fold(claim.time.span.text)
    for part, words in table("calendar")["parts_of_day"].items():
        if any(fold(w) in folded.split() for w in words):
            return part
    return None


def _words(claim: Claim) -> frozenset[str]:
    """The content words of the evidence, roughly stemmed, without names that other parts already compare."""
    text = fold(claim.evidence.text)
    named = {w for s in (*claim.agents, *claim.places) for w in _WORD.findall(fold(s.text))}
    return frozenset(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in _WORD.findall(text) if w not in named)
