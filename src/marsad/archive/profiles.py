"""All that an archive tells of one actor or one place: totals by month and type, counterparts, places, who says so, who holds what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec
import sqlalchemy as sa

from ..events.event import Event
from ..events.ledger import Stay
from .asking import of_events
from .breakdown import Tally
from .control import timelines
from .filters import Filters
from .schema import event, event_body
from .store import Archive

MOST = 20_000  # events that a profile is counted over, the newest first
_LISTED = 15  # counterparts, places, offices
_RECENT = 30


class Row(msgspec.Struct, frozen=True):
    """Events of one month, type, actor, place or office: how many it did, how many were done to it (of a place: all), and the dead of them;
    None where no toll is told at all, which is not 0."""

    value: str
    did: int
    suffered: int
    deaths: int | None


class Profile(msgspec.Struct, frozen=True):
    """What is told of an actor or a place. `names` gives Arabic names by English ones; `more` tells that it is told of oftener
    than is counted here. Only what is told as fact is counted; `recent` shows the rest too, newest first."""

    events: int
    did: int
    suffered: int
    deaths: int | None
    months: list[Row]
    types: list[Row]
    counterparts: list[Row]
    places: list[Row]
    offices: list[Row]
    stays: list[Stay]
    recent: list[Event]
    names: dict[str, str]
    more: bool


def of_actor(archive: Archive, id: str) -> Profile:
    """The profile of an actor by its id in the lexicon, as doer and as target apart."""
    kept = (e for e in _events(archive, Filters(actor=id)) if id in e.doer_ids or id in e.target_ids)
    stays = [line[-1] for line in timelines(archive).values() if line[-1].holder_id == id and line[-1].state != "left"]
    return _profile(kept, lambda e: (id in e.doer_ids, id in e.target_ids), stays)


def of_place(archive: Archive, name: str) -> Profile:
    """The profile of a place by its English name; the stays are its history."""
    kept = (e for e in _events(archive, Filters(place=name)) if e.place_en == name)
    stays = [s for line in timelines(archive, name).values() for s in line if s.place_en == name]
    return _profile(kept, lambda _: (True, False), stays, _doers)


def _events(archive: Archive, f: Filters) -> Iterator[Event]:
    with archive.engine.connect() as connection:
        rows = sa.select(event_body.c.body).join(event, event.c.id == event_body.c.id).where(*of_events(connection, f))
        for row in connection.execute(rows.order_by(event.c.start.desc(), event.c.id).limit(MOST + 1)).yield_per(200):
            yield msgspec.json.decode(row.body, type=Event)


class _Count:
    """Rows in the making: what was done and what was suffered by value, and the dead of both."""

    def __init__(self) -> None:
        self.roles: dict[str, list[int]] = {}
        self.dead: dict[str, Tally] = {}

    def add(self, values: Iterable[str], did: bool, suffered: bool, dead: int | None) -> None:
        for value in dict.fromkeys(values):
            row = self.roles.setdefault(value, [0, 0])
            row[0] += did
            row[1] += suffered
            self.dead.setdefault(value, Tally()).add(1, dead)

    def listed(self, by_value: bool = False, most: int | None = None) -> list[Row]:
        """The rows, by value or the largest first."""
        order = sorted(self.roles.items(), key=lambda r: r[0] if by_value else (-r[1][0] - r[1][1], r[0]))
        return [Row(value, did, suffered, self.dead[value].deaths) for value, (did, suffered) in order[:most]]


def _counterparts(e: Event, did: bool, suffered: bool) -> Iterator[tuple[str, bool, bool]]:
    """Whom an actor did it to, and who did it to an actor."""
    if did:
        yield from ((v.value, True, False) for v in e.target)
    if suffered:
        yield from ((v.value, False, True) for v in e.doer)


def _doers(e: Event, _did: bool, _suffered: bool) -> Iterator[tuple[str, bool, bool]]:
    """Who did it at a place, and to whom."""
    yield from ((v.value, True, False) for v in e.doer)
    yield from ((v.value, False, True) for v in e.target)


def _profile(
    events: Iterable[Event],
    roles: Callable[[Event], tuple[bool, bool]],
    stays: list[Stay],
    met: Callable[[Event, bool, bool], Iterator[tuple[str, bool, bool]]] = _counterparts,
) -> Profile:
    months, types, others, places, offices = (_Count() for _ in range(5))
    total: Counter[str] = Counter()
    tolls = Tally()
    names: dict[str, str] = {}
    recent: list[Event] = []
    seen = 0
    for e in events:
        seen += 1
        if len(recent) < _RECENT:
            recent.append(e)
        if e.modality != "asserted" or seen > MOST:
            continue
        did, suffered = roles(e)
        dead = e.deaths.best if e.deaths else None
        tolls.add(1, dead)
        total.update(did=int(did), suffered=int(suffered))
        names |= e.names | {e.place_en: e.place_ar}
        months.add([e.start[:7]] if e.start else [], did, suffered, dead)
        types.add([e.type], did, suffered, dead)
        places.add([e.place_en] if e.place_en else [], did, suffered, dead)
        offices.add(e.offices, did, suffered, dead)
        for name, doing, bearing in met(e, did, suffered):
            if name in e.names:  # a victim's name is no actor's
                others.add([name], doing, bearing, dead)
    return Profile(
        tolls.events,
        total["did"],
        total["suffered"],
        tolls.deaths,
        months.listed(by_value=True),
        types.listed(),
        others.listed(most=_LISTED),
        places.listed(most=_LISTED),
        offices.listed(most=_LISTED),
        sorted(stays, key=lambda s: s.since),
        recent,
        names,
        seen > MOST,
    )
