"""What the pages read: map, timeline, lists, events with their evidence, holders of places, operations, words to choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException

from ...archive import copies, desk, likeness, pins, profiles, views
from ...archive.breakdown import Breakdown, By, breakdown
from ...archive.control import Prospect, archive_operations, prospects, timelines
from ...archive.filters import PLAIN, SEVERAL, Country, Filters, asked_fields
from ...events.event import Event
from ...events.ledger import Stay, on
from ...events.operations import Operations
from ...export import FORMATS
from ...lexicon import load
from ...lexicon.sides import lineage
from ...lexicon.tables import table
from ...model import Actor, Claim, Doc
from ..accounts import Person
from ..bounds import Day, Named, Number, box, day_if
from ..endpoint import Api
from ..state import State
from ..tiles import Base
from . import words

api = Api()
Limit = Annotated[int, Meta(ge=1, le=500)]
Offset = Annotated[int, Meta(ge=0, le=10_000_000)]


class _Boxed(msgspec.Struct, frozen=True, kw_only=True):
    """`box` is west,south,east,north."""

    box: Annotated[str, Meta(max_length=100)] | None = None

    def filters(self) -> Filters:
        """As the archive takes them. Raises `InputError`."""
        given: dict[str, Any] = {name: getattr(self, "q" if name == "query" else name) for name, *_ in asked_fields()}
        days: dict[str, Any] = {name: day_if(given[name]) for name in ("since", "until")}
        return Filters(**(given | days), box=box(self.box))


# The filters, which act on map, timeline, list and everything else alike: those of the archive, full text as `q`.
if TYPE_CHECKING:

    class View(_Boxed, frozen=True, kw_only=True): ...
else:
    View = msgspec.defstruct(
        "View",
        [("q" if name == "query" else name, type_, () if name in SEVERAL else None) for name, type_, _ in asked_fields()],
        bases=(_Boxed,),
        frozen=True,
        kw_only=True,
        module=__name__,
    )


class MapAsked(View, frozen=True, kw_only=True):
    """The filters, and the zoom of the map."""

    zoom: Annotated[float, Meta(ge=0, le=22)] = 3


class EventsAsked(View, frozen=True, kw_only=True):
    """The filters, the order (newest first, or as a reviewer should see them) and the page."""

    order: Literal["newest", "queue"] = "newest"
    offset: Offset = 0
    limit: Limit = 50


class ControlAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The day (today where it is not given), and which places."""

    on: Day | None = None
    country: Country | None = None
    place: Named | None = None


class SpanAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims operations are made of."""

    country: Country | None = None
    since: Day | None = None
    until: Day | None = None


class Typed(msgspec.Struct, frozen=True):
    """What was typed."""

    q: Annotated[str, Meta(max_length=100)] = ""


class LabelsAsked(msgspec.Struct, frozen=True):
    """What of the map is in view."""

    box: Annotated[str, Meta(max_length=100)] | None = None
    zoom: Annotated[float, Meta(ge=0, le=22)] = 3


class Ids(msgspec.Struct, frozen=True):
    """Ids, with commas."""

    ids: Annotated[str, Meta(max_length=8000, pattern=PLAIN)] = ""


class LogAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the log: what lies before a number."""

    before: Number | None = None
    limit: Limit = 100


class Me(msgspec.Struct, frozen=True):
    """Who is asking; `login` tells that one has to log in, `token` goes back with what changes something."""

    name: str | None
    role: str | None
    token: str | None
    login: bool


class Start(msgspec.Struct, frozen=True):
    """What the pages need at their start: counts of the archive, labels, what filters can be set to, the base map; `fades` is after
    how many days a hold of which nothing more was told is no longer said to be one."""

    version: str
    articles: int
    claims: int
    events: int
    first: str | None
    last: str | None
    labels: dict[str, dict[str, dict[str, str]]]
    countries: dict[str, dict[str, str]]
    divisions: dict[str, str]
    facets: dict[str, list[views.Facet]]
    lasting: list[str]
    formats: list[str]
    sides: dict[str, str]
    fades: int
    base: Base


class ClaimShown(msgspec.Struct, frozen=True):
    """A claim with its id among all and the article that it stands in."""

    id: str
    article: str
    verdict: str | None
    claim: Claim


class ArticleShown(msgspec.Struct, frozen=True):
    """An article's particulars and text, and its sources as they were read."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    text: str
    reprint_of: str | None
    copies: list[copies.Copy] = []


class EventShown(msgspec.Struct, frozen=True):
    """An event, whole. `stamp` tells it from what it may become: decisions name it. `pins` are its notes, tags, and who sees to it."""

    event: Event
    stamp: str
    claims: list[ClaimShown]
    articles: list[ArticleShown]
    log: list[dict[str, Any]]
    pins: pins.Pins


class ArticleWhole(msgspec.Struct, frozen=True):
    """An article with all its claims, rejected ones too, and the events that they are in."""

    article: ArticleShown
    claims: list[ClaimShown]
    events: dict[str, str]


class ActorWhole(msgspec.Struct, frozen=True):
    """An actor, what it is a part of and what is a part of it, and its profile."""

    actor: Actor
    above: list[Actor]
    below: list[Actor]
    profile: profiles.Profile


class Stamp(msgspec.Struct, frozen=True):
    """Whether an event is still what it was; null where it is gone. `pins` changes with what people put on it."""

    stamp: str | None
    last: dict[str, Any] | None
    pins: int


@api.get("/api/me", role=None)
def me(state: State, person: Person | None) -> Me:
    """Who is asking."""
    must = state.needs_login()
    return Me(person.name, person.role, person.token, must) if person else Me(None, None, None, must)


@api.get("/api/start")
def start(state: State) -> Start:
    """What the pages need at their start."""
    from ... import __version__

    s = state.archive.status()
    return Start(
        __version__,
        s["article"],
        s["claim"],
        s["event"],
        s["first"],
        s["last"],
        words.labels(),
        words.countries(),
        words.divisions(),
        views.facets(state.archive),
        table("desk")["time"]["lasting"],
        list(FORMATS),
        table("desk")["side"],
        table("merging")["fades"]["days"],
        state.tiles.base,
    )


@api.get("/api/map")
def map_(state: State, asked: MapAsked) -> views.MapView:
    """Clusters and single events for a map, and movements.

    Ask for what is in view with `box` and the zoom; a cluster of one event carries the event's own type, day and so on.
    """
    return views.map_view(state.archive, asked.filters(), asked.zoom)


@api.get("/api/facets")
def facets(state: State, asked: View) -> dict[str, list[views.Facet]]:
    """What the filters can be set to beside what they are, and how many events each would keep."""
    return views.facets(state.archive, asked.filters())


@api.get("/api/extent")
def extent(state: State, asked: View) -> views.Extent:
    """How many events the filters keep, where they lie, and how many of them no map shows."""
    return views.extent(state.archive, asked.filters())


@api.get("/api/timeline")
def timeline(state: State, asked: View) -> views.Timeline:
    """Events and deaths by day, week or month and type."""
    return views.timeline(state.archive, asked.filters())


class BreakdownAsked(View, frozen=True, kw_only=True):
    """The filters, what makes the rows, and what the columns, if anything."""

    rows: By = "month"
    columns: By | None = None


@api.get("/api/breakdown", at_once=4)
def breakdown_(state: State, asked: BreakdownAsked) -> Breakdown:
    """Events and deaths by one or two things: week or month, type, doer, target, governorate and so on."""
    return breakdown(state.archive, asked.filters(), asked.rows, asked.columns)


@api.get("/api/events")
def events(state: State, asked: EventsAsked) -> views.Page:
    """A page of events."""
    return views.page(state.archive, asked.filters(), asked.order, asked.offset, asked.limit)


@api.get("/api/events.geojson")
def events_geojson(state: State, asked: EventsAsked) -> dict[str, Any]:
    """A page of events as GeoJSON (RFC 7946): points, and lines of movements; `total` and `next` beside them."""
    from ...export.geo import features

    page = views.page(state.archive, asked.filters(), asked.order, asked.offset, asked.limit)
    return {"type": "FeatureCollection", "total": page.total, "next": page.next, "features": [f for e in page.events for f in features(e)]}


@api.get("/api/events/{id}")
def event(state: State, id: str) -> EventShown:
    """An event with its claims, their articles, and what was decided of them."""
    found = state.archive.event(id)
    stamp = desk.stamp(state.archive, id)
    if found is None or stamp is None:
        raise HTTPException(404, f"there is no event {id}; it may have been merged or coded anew.")
    verdicts = desk.verdicts(state.archive, found.claims)
    claims = [ClaimShown(id, article, verdicts.get(id), c) for id, article, c in state.archive.claims_of(found.claims)]
    docs = [d for a in dict.fromkeys(c.article for c in claims) if (d := state.archive.document(a)) is not None]
    return EventShown(
        found,
        stamp,
        claims,
        _shown(state, docs),
        desk.log(state.archive, claims=found.claims),
        pins.pinned(state.archive, [found.id]).get(found.id, pins.BARE),
    )


@api.get("/api/events/{id}/stamp")
def event_stamp(state: State, id: str) -> Stamp:
    """Whether an event is still what it was, and who last decided something of it."""
    found = state.archive.event(id)
    last = desk.log(state.archive, claims=found.claims, limit=1) if found else []
    return Stamp(desk.stamp(state.archive, id), last[0] if last else None, pins.last(state.archive, id))


@api.get("/api/events/{id}/alike", at_once=4)
def event_alike(state: State, id: str) -> list[likeness.Alike]:
    """The events that an event may be one with, the most alike first, with what speaks for and against."""
    found = state.archive.event(id)
    if found is None:
        raise HTTPException(404, f"there is no event {id}; it may have been merged or coded anew.")
    return likeness.alike(state.archive, found.id)


@api.get("/api/articles/{id:path}")
def article(state: State, id: str) -> ArticleWhole:
    """An article with all its claims."""
    doc = state.archive.document(id)
    if doc is None:
        raise HTTPException(404, f"there is no article {id}.")
    from ...events.record import claim_id

    ids = [claim_id(doc.id, c) for c in doc.claims]
    verdicts = desk.verdicts(state.archive, ids)
    claims = [ClaimShown(i, doc.id, verdicts.get(i), c) for i, c in zip(ids, doc.claims, strict=True)]
    return ArticleWhole(_shown(state, [doc])[0], claims, desk.events_by_claim(state.archive, ids))


@api.get("/api/control")
def control(state: State, asked: ControlAsked) -> list[Stay]:
    """Who holds which place on a day."""
    day = day_if(asked.on) or dt.date.today().isoformat()
    return [s for stays in _lines(state, asked).values() if (s := on(stays, day)) is not None]


@api.get("/api/control/prospects")
def control_prospects(state: State, asked: ControlAsked) -> list[Prospect]:
    """Who would hold which place, as planned, conditional or possible, by the news of the month up to a day."""
    return prospects(state.archive, day_if(asked.on) or dt.date.today().isoformat(), asked.country or None)


@api.get("/api/control/history")
def control_history(state: State, asked: ControlAsked) -> dict[str, list[Stay]]:
    """All stays of each place, in their order."""
    return _lines(state, asked)


@api.get("/api/operations")
def operations(state: State, asked: SpanAsked) -> Operations:
    """Operations with their axes and phases, and which of them converge."""
    filters = Filters(country=(asked.country,) if asked.country else (), since=day_if(asked.since), until=day_if(asked.until))
    return archive_operations(state.archive, filters)


@api.get("/api/actors")
def actors(state: State, asked: Typed) -> list[Actor]:
    """Actors of the lexicon whose name, in either language, holds what was typed."""
    return words.actors(asked.q)


@api.get("/api/actors/{id}")
def actor(state: State, id: str) -> ActorWhole:
    """All that the archive tells of an actor: as doer and as target, by month and type, with whom, where, by whose word, and what it holds."""
    found = load().called(id)
    if found is None:
        raise HTTPException(404, f"there is no actor {id}; choose one from the list.")
    above = [a for part in lineage(found) if part != id and (a := load().called(part)) is not None]
    below = [a for a in load().actor_by_id.values() if a.of == id]
    return ActorWhole(found, above, sorted(below, key=lambda a: a.name_en), profiles.of_actor(state.archive, id))


@api.get("/api/places/{name:path}")
def place(state: State, name: str) -> profiles.Profile:
    """All that the archive tells of a place, by its English name: events by month and type, who did them, who held it when."""
    return profiles.of_place(state.archive, name)


@api.get("/api/names")
def names(state: State, asked: Ids) -> dict[str, dict[str, str]]:
    """Names in both languages of actors and sources by their ids, of an article without an outlet its headline; the unknown are left out."""
    ids = asked.ids.split(",")
    known = words.named(ids)
    docs = (state.archive.document(id) for id in ids if id not in known)
    return known | {d.article.id: {"en": f"“{d.article.title}”", "ar": f"«{d.article.title}»"} for d in docs if d is not None and d.article.title}


@api.get("/api/places")
def places(state: State, asked: Typed) -> list[words.PlaceFound]:
    """Places of the gazetteer whose name, in either language, holds what was typed."""
    return words.places(asked.q)


@api.get("/api/labels")
def labels(state: State, asked: LabelsAsked) -> list[words.Labelled]:
    """Names of places for a map of a box at a zoom, the largest first."""
    west, south, east, north = box(asked.box) or (-180.0, -90.0, 180.0, 90.0)
    return words.labelled(west, south, east, north, asked.zoom)


@api.get("/api/log")
def log(state: State, asked: LogAsked) -> list[dict[str, Any]]:
    """Who decided what, when and why, the last first.

    `told` has the claims' sentences in both languages by their ids, where the archive still has the claim; `names` Arabic names by
    the English ones that a change is kept with; `undid` what was taken back.
    """
    return _read_out(state, desk.log(state.archive, before=asked.before, limit=asked.limit))


def _read_out(state: State, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = dict.fromkeys(id for row in rows for id in (row["claim_id"], *row["claims"], *row["others"]))
    told = {id: {"en": c.gloss_en, "ar": c.gloss_ar} for id, _, c in state.archive.claims_of(ids)}
    verdicts = desk.verdicts_by_number(state.archive, [row["undoes"] for row in rows if row["undoes"]])
    for row in rows:
        row["told"] = {id: told[id] for id in (row["claim_id"], *row["claims"], *row["others"]) if id in told}
        row["names"] = words.in_arabic(_names(row["fields"]))
        row["undid"] = verdicts.get(row["undoes"])
    return rows


def _names(fields: dict[str, list[Any]]) -> Iterator[str]:
    """What actors and places are called in what a decision changed."""
    for field in ("agents", "targets", "holder", "places"):
        for value in fields.get(field, ()):
            yield from value if isinstance(value, list) else [value] if value else []


def _lines(state: State, asked: ControlAsked) -> dict[str, list[Stay]]:
    return timelines(state.archive, asked.place or None, asked.country or None)


def _shown(state: State, docs: list[Doc]) -> list[ArticleShown]:
    kept = copies.copies_of(state.archive, [d.id for d in docs])
    return [
        ArticleShown(a.id, a.url, a.outlet or a.site, a.title, a.published, a.text, a.reprint_of, kept.get(a.id, []))
        for a in (d.article for d in docs)
    ]
