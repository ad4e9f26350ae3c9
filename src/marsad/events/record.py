"""A claim with what its article says, flat and ready to be compared with claims of other articles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from ..arabic.normalise import fold, strip_marks
from ..lexicon.sides import is_party, lineage
from ..lexicon.tables import table
from ..lexicon.types import types
from ..model import Actor, ActorSpan, Claim, Count, CountryBasis, Doc, Harm, Modality, PlaceSpan
from ..telling.ahead import claim_ahead, claim_undone
from ..telling.places import labelled, more_than_named
from ..telling.things import noun
from ..telling.turns import claim_turn
from ..telling.words import adjective, are_forces, are_held, noun_of, stands_for_others

_ARABIC = re.compile("[\u0621-\u064a]+$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG = 20  # days, beyond which a stretch is no occurrence
_CELL = 0.25  # degrees: some 28 km from south to north


class Party(msgspec.Struct, frozen=True):
    """Who is named: an actor with all that it is a part of, or words that resolved to none (`key`: the words folded). `name` is English
    where it is known. `partisan` where it bears arms or governs, or speaks for one that does; `country` is the actor's home, `kind` its kind."""

    name: str
    id: str | None = None
    line: tuple[str, ...] = ()
    key: str = ""
    name_ar: str = ""
    partisan: bool = False
    country: str | None = None
    kind: str = ""

    @property
    def side(self) -> str:
        """What counts as one voice: a state with all its forces and ministries, an armed group with its units."""
        return self.line[-1] if self.partisan and self.line else self.id or self.name

    def related(self, other: Party) -> bool:
        """Whether one may be the other, or a part of it: "Syrian forces" and "the 4th Division"."""
        if self.id and other.id:
            return self.id in other.line or other.id in self.line
        return not self.id and not other.id and self.key == other.key

    def same_side(self, other: Party) -> bool:
        """Whether both are of one side: the same actor, a part of it, forces of one state."""
        return self.related(other) or not set(self.line).isdisjoint(other.line)


class Spot(msgspec.Struct, frozen=True):
    """A place of a claim. Coordinates are WGS84 degrees; `said` are the words that name it, without those that type it; `admin1` to
    `admin3` the English names of the divisions it lies in, `pcode` its p-code or that of the finest of them, where known; `told` are the words that
    tell a site in it or a part of it (ميناء الحديدة), and not the whole."""

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
    admin2: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    listed: bool = True
    told: str = ""

    @property
    def label(self) -> str:
        """Its English name for readers: of one that no gazetteer has its own in Latin letters, with the area."""
        return self.name_en if self.listed else labelled(self.name_ar, self.name_en)

    @property
    def approximate(self) -> bool:
        """Whether the text names a place that the gazetteer does not know, set beside one that it does."""
        return self.name_en.startswith("near ")


class Hurt(msgspec.Struct, frozen=True):
    """People harmed or moved by group, as `model.Harm` has them. `of` is the actor whose they are."""

    what: str
    group: str
    min: int
    max: int | None
    among: bool = False
    of: Party | None = None


class Blame(msgspec.Struct, frozen=True):
    """That `by` says `doer` did it, told apart from the claim itself (an accusation in the next sentence)."""

    by: Party
    doer: Party


class Record(msgspec.Struct, frozen=True):
    """One claim in the world of many. Days are ordinals (`datetime.date.toordinal`), inclusive at both ends.

    `dated` tells that words of the text name the day; else it lies some days before publication. `office` is whose word it is,
    for counting independent sources; `root` the article whose copy this one is, or the article itself. `organ` is the party whose
    own outlet published it. `blames` and `denies` are what the article says others say of it. `total` tells that its numbers are
    those of a war or a month, not of an occurrence; `rare` are words of its sentence that are hardly ever
    written, names of villages and of people mostly; `part_of` is the id of the claim of its article whose outcome it tells; `country`
    and `country_basis` are the claim's; `turn` is what its words tell besides the type (`lexicon/turns.toml`).
    """

    id: str
    article: str
    root: str
    type: str
    family: str | None
    modality: Modality
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
    weapon: str | None = None
    harm: tuple[Hurt, ...] = ()
    organ: Party | None = None
    blames: tuple[Blame, ...] = ()
    denies: tuple[Party, ...] = ()
    total: bool = False
    rare: frozenset[str] = frozenset()
    part_of: str | None = None
    country: str | None = None
    country_basis: CountryBasis | None = None
    turn: str = ""
    ahead: bool = False
    undone: bool = False

    @property
    def voice(self) -> Party | None:
        """Whose word it is, where that is an actor: the source, else the party whose outlet tells it."""
        return self.source if self.source is not None and self.source.id else self.organ


def claim_id(doc_id: str, claim: Claim) -> str:
    """A claim's id among all articles: stable while its words and type stand, whatever the lexicon's version."""
    return f"{doc_id}:{claim.id}"


def outlet_of(doc: Doc) -> str:
    """Who published an article, by the best name that is known."""
    return doc.article.outlet or doc.article.site or doc.id


def record_of(doc: Doc, claim: Claim) -> Record:
    """One claim by itself; `within.records_of` adds what its article says of it elsewhere."""
    start = end = None
    dated = False
    if claim.time is not None:
        dated = claim.time.basis == "text"
        start, end = (dt.date.fromisoformat(d).toordinal() for d in (claim.time.start, claim.time.end))
    elif doc.article.published:
        start = end = dt.date.fromisoformat(doc.article.published).toordinal()
    if not dated and start is not None:
        start -= 2  # news told without a day is of the day or of the days just before
    outlet = outlet_of(doc)
    publisher = published_by(outlet)
    source = party(claim.source) if claim.source else None
    return Record(
        id=claim_id(doc.id, claim),
        article=doc.id,
        root=doc.article.reprint_of or doc.id,
        type=claim.type,
        family=types()[claim.type].family,
        modality=claim.modality,
        agents=tuple(party(a) for a in claim.agents),
        targets=tuple(party(t) for t in claim.targets),
        spots=tuple(spot(p) for p in claim.places if p.at),
        start=start,
        end=end,
        dated=dated,
        hour=_hour(claim),
        deaths=claim.deaths,
        injured=claim.injured,
        source=source,
        office=office(source, publisher.id if publisher and publisher.id else outlet, doc.article.reprint_of),
        outlet=outlet,
        published=doc.article.published_at or doc.article.published,
        words=_words(claim),
        confidence=claim.confidence,
        weapon=claim.weapon,
        harm=tuple(_hurt(h) for h in claim.harm),
        organ=publisher if publisher is not None and publisher.partisan else None,
        total=_total(claim),
        rare=_rare(claim.evidence.text),
        country=claim.country,
        country_basis=claim.country_basis,
        turn=claim_turn(claim),
        ahead=claim_ahead(claim),
        undone=claim_undone(claim),
    )


def _hurt(h: Harm) -> Hurt:
    return Hurt(
        h.what,
        noun_of(h.span.text, h.group),
        h.count.min,
        h.count.max,
        h.among,
        actor_party(h.actor) if h.actor else None,
    )


def _total(claim: Claim) -> bool:
    """Whether its numbers are a running total: of the war, of the year, of more days than one occurrence takes."""
    if claim.deaths is None and claim.injured is None:
        return False
    if claim.time is not None and (dt.date.fromisoformat(claim.time.end) - dt.date.fromisoformat(claim.time.start)).days > _LONG:
        return True
    text = f" {fold(claim.evidence.text)} "
    return any(f" {words} " in text for words in _totals())


@cache
def _totals() -> tuple[str, ...]:
    return tuple(fold(words) for words in table("merging")["totals"]["words"])


def party(span: ActorSpan) -> Party:
    """Who a mention names."""
    if span.actor is None and (code := _states().get(fold(span.text))):
        return _state(code)
    others = span.actor is not None and span.actor.kind in ("person", "government") and stands_for_others(span.text)
    if span.actor is None or others or are_held(span.text):
        return Party(" ".join(span.text.split()), key=" ".join(fold(span.text).split()))
    return actor_party(_commanded(span.actor, span.text))


def _commanded(actor: Actor, text: str) -> Actor:
    """The side of a person whose forces the words name."""
    from ..lexicon import load

    side = load().actor_by_id.get(actor.of) if actor.kind == "person" and actor.of and are_forces(text) else None
    return side or actor


@cache
def _states() -> dict[str, str]:
    """Codes of countries by their folded Arabic names, by which news means the state (قصفت تركيا)."""
    return {fold(name): c["iso"] for c in table("countries")["country"] for name in (c["ar"], *c.get("also", ()))}


@cache
def _state(code: str) -> Party:
    c = next(c for c in table("countries")["country"] if c["iso"] == code)
    return Party(
        c["en"], f"{code.lower()}.gov", (f"{code.lower()}.gov", f"state:{code}"), name_ar=c["ar"], partisan=True, country=code, kind="government"
    )


@lru_cache(maxsize=4096)
def actor_party(actor: Actor) -> Party:
    """An actor as a party; the outlet of a party is of its side."""
    line = lineage(actor)
    side = table("merging")["organs"].get(actor.name_en) if actor.id.startswith("outlet.") else None
    if side is not None:
        return Party(actor.name_en, actor.id, (*line, *_line(side)), name_ar=actor.name_ar, partisan=True, country=actor.country, kind=actor.kind)
    return Party(actor.name_en, actor.id, line, name_ar=actor.name_ar, partisan=is_party(actor), country=actor.country, kind=actor.kind)


def _line(side: str) -> tuple[str, ...]:
    from ..lexicon import load

    actor = load().actor_by_id.get(side)
    return lineage(actor) if actor else (side,)


@lru_cache(maxsize=4096)
def published_by(outlet: str) -> Party | None:
    """The outlet that published, where the lexicon knows it."""
    from ..lexicon import load

    found = load().outlets.table.get(" ".join(fold(outlet).split()))
    return actor_party(found) if found is not None else None


def arabic_names(named: Iterable[Party | Spot]) -> dict[str, str]:
    """The Arabic names of parties and places by their English ones, for readers of either language."""
    told = {(n.name_en if isinstance(n, Spot) else n.name): n.name_ar for n in named if n.name_ar}
    return {en: told[en] for en in sorted(told)}


def office_names(records: Iterable[Record]) -> dict[str, str]:
    """What offices that no actor stands for are called in the text, by their keys."""
    return {r.office: r.source.name for r in records if r.source is not None and not r.source.id and r.office == r.source.name}


def spot(place: PlaceSpan) -> Spot:
    """A claim's place that has coordinates, with a key that is the same for the same place."""
    assert place.lat is not None and place.lon is not None
    near = place.name_en.startswith("near ")
    # Two unknown towns of one governorate share its coordinates alone: each is itself, by the text's own words.
    name = place.name_en if place.listed or near else " ".join(sorted(words_of(place.text)))
    key = f"g{place.geonameid}" if place.geonameid else f"{name}/{place.lat:.3f},{place.lon:.3f}"
    name_ar = place.name_ar if place.listed and not near else place.text
    return Spot(
        key,
        name_ar,
        place.name_en,
        place.lat,
        place.lon,
        place.precision,
        place.role,
        place.country,
        place.admin1,
        words_of(place.text),
        place.district,
        place.admin3,
        place.pcode,
        place.listed,
        place.text if place.listed and more_than_named(place.text, place.name_ar, place.precision) else "",
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a name, folded, without those that say what kind of place it is."""
    return frozenset(w.removeprefix("ال") for w in _WORD.findall(fold(text))) - _typing()


@cache
def _typing() -> frozenset[str]:
    return frozenset(fold(w) for w in table("merging")["places"]["typing"])


def office(source: Party | None, outlet: str, reprint_of: str | None) -> str:
    """Whose word it is, for counting independent sources.

    Two outlets that quote one office are one source; an outlet and its unnamed witnesses are one; a copy is its original's, by the
    original's id until that is at hand.
    """
    if source is not None and source.id:
        return source.id
    if source is not None and not nameless(source.key):
        return source.name
    return f"copy of {reprint_of}" if reprint_of else outlet


def nameless(key: str) -> bool:
    """Whether a source is one without a name (شهود، مصدر طبي): it counts as the outlet that heard it."""
    words = key.split()
    return not words or noun(words[:2]) is not None or noun(words[:1]) is not None or adjective(words[0]) is not None


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
    parts: dict[str, list[str]] = table("calendar")["parts_of_day"]
    for part, words in parts.items():
        if any(fold(w) in folded.split() for w in words):
            return part
    return None


@lru_cache(maxsize=1024)
def _rare(text: str) -> frozenset[str]:
    """The rarest words of a sentence, folded, without article and conjunction."""
    from ..lexicon import load

    frequency = load().frequency
    seldom = table("merging")["rare"]
    found: dict[str, float] = {}
    for word in set(_WORD.findall(strip_marks(text))):
        forms = {word, word.removeprefix("و"), word.removeprefix("ال"), word.removeprefix("و").removeprefix("ال"), word[1:]}
        often = max(frequency(form) for form in forms if len(form) > 2) if len(word) > 3 else 1.0
        if often < seldom["below"] and _ARABIC.match(word):
            found[fold(word).removeprefix("و").removeprefix("ال")] = often
    return frozenset(sorted(found, key=lambda w: (found[w], w))[: seldom["most"]])


def _words(claim: Claim) -> frozenset[str]:
    """The content words of the evidence, roughly stemmed, without names that other parts already compare."""
    text = fold(claim.evidence.text)
    named = {w for said in (*(a.text for a in claim.agents), *(p.text for p in claim.places)) for w in _WORD.findall(fold(said))}
    return frozenset(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in _WORD.findall(text) if w not in named)
