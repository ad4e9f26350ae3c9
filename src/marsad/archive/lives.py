"""Ids of events that last: an event keeps its id through edits, second reports and merges; a table says what replaced what.

Groups of claims are made anew around whatever changes; which of them goes on with which id is settled here. An old id goes to the
group that holds most of its claims (or, after an edit, claims of the same article and type); where two old events became one, the
older id survives and the other is replaced by it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..events.event import Event
from .schema import event, event_body, life

_MANY = 400
_EDITED = 0.5  # what a claim of the same article and type counts beside a claim that stayed


class Traces(NamedTuple):
    """What is left of an event before its claims are grouped anew: its claims, and (article, type) of those that are gone."""

    claims: set[str]
    gone: set[tuple[str, str]]


class Change(msgspec.Struct, frozen=True):
    """What became of an event since a moment: new, changed or gone; where it is gone, the id that replaced it, if one did."""

    event_id: str
    change: str
    at: str
    replaced_by: str | None


def settled(connection: Connection, events: Sequence[Event], before: Mapping[str, Traces]) -> list[Event]:
    """The events with ids that last, their lives written down; `before` are the events that stood there."""
    born = _born(connection, [*before, *(e.id for e in events)])
    heirs = _heirs(events, before, born)
    taken = set(heirs.values()) | _elsewhere(connection, [e.id for e in events], before)
    named = [msgspec.structs.replace(e, id=heirs.get(e.id) or _fresh(e.id, born, taken)) for e in events]
    _write(connection, named, before, born)
    return named


def _heirs(events: Sequence[Event], before: Mapping[str, Traces], born: Mapping[str, int]) -> dict[str, str]:
    """The old id that each new event goes on with, by the provisional ids of those that have one."""
    wishes: list[tuple[float, int, str, str]] = []
    for old, traces in before.items():
        for e in events:
            shared = len(traces.claims & set(e.claims)) + _EDITED * len(traces.gone & _kinds(e))
            if shared:
                wishes.append((-shared, born.get(old, 0), old, e.id))
    of: dict[str, list[str]] = {}  # the new event that each old one is most in
    chosen: set[str] = set()
    for _, _, old, new in sorted(wishes):
        if old not in chosen:
            chosen.add(old)
            of.setdefault(new, []).append(old)
    return {new: min(olds, key=lambda id: (born.get(id, 0), id)) for new, olds in of.items()}


def _kinds(e: Event) -> set[tuple[str, str]]:
    return {(id.rsplit(":", 1)[0], e.type) for id in e.claims}


def _elsewhere(connection: Connection, ids: list[str], before: Mapping[str, Traces]) -> set[str]:
    """Those of these ids that events bear which stay as they are: after a merge was taken back, another may go on with them."""
    found = [id for i in range(0, len(ids), _MANY) for id in connection.scalars(sa.select(event.c.id).where(event.c.id.in_(ids[i : i + _MANY])))]
    return set(found) - set(before)


def _fresh(id: str, born: Mapping[str, int], taken: set[str]) -> str:
    """An id that no other event bears or bore."""
    n, made = 0, id
    while made in taken or (n and made in born):
        n += 1
        made = "e" + hashlib.sha256(f"{id} {n}".encode()).hexdigest()[:15]
    taken.add(made)
    return made


def _born(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    wanted = sorted(set(ids))
    rows = [
        r
        for i in range(0, len(wanted), _MANY)
        for r in connection.execute(sa.select(life.c.id, life.c.born).where(life.c.id.in_(wanted[i : i + _MANY])))
    ]
    return {r.id: r.born for r in rows}


def _write(connection: Connection, events: Sequence[Event], before: Mapping[str, Traces], born: Mapping[str, int]) -> None:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    known = {
        r.id: r
        for i in range(0, len(events), _MANY)
        for r in connection.execute(sa.select(life).where(life.c.id.in_([e.id for e in events[i : i + _MANY]])))
    }
    last = connection.scalar(sa.select(sa.func.max(life.c.born))) or 0
    for e in events:
        digest = hashlib.sha256(msgspec.json.encode(e)).hexdigest()[:16]
        row = known.get(e.id)
        if row is None:
            last += 1
            connection.execute(life.insert().values(id=e.id, born=last, made_at=now, changed_at=now, digest=digest))
        elif row.digest != digest or row.gone_at is not None:
            connection.execute(life.update().where(life.c.id == e.id).values(changed_at=now, digest=digest, gone_at=None, into=None))
    living = {e.id for e in events}
    for old, traces in before.items():
        if old not in living:
            into = Counter({e.id: len(traces.claims & set(e.claims)) + _EDITED * len(traces.gone & _kinds(e)) for e in events})
            best = max(into, key=lambda id: (into[id], id), default=None)
            connection.execute(life.update().where(life.c.id == old).values(gone_at=now, into=best if best and into[best] else None))


def replaced_by(connection: Connection, id: str) -> str | None:
    """The id that an event goes on under, through all that replaced it; None where it is gone for good or was never there."""
    seen: set[str] = set()
    while id not in seen:
        seen.add(id)
        row = connection.execute(sa.select(life.c.gone_at, life.c.into).where(life.c.id == id)).first()
        if row is None or (row.gone_at is not None and row.into is None):
            return None
        if row.gone_at is None:
            return id
        id = row.into
    return None


def changes_since(connection: Connection, moment: str) -> Iterator[tuple[Change, Event | None]]:
    """What became of events after a moment (ISO day or time, UTC), in the order of their first days; with the event as it stands now."""
    rows = connection.execute(
        sa.select(life, event_body.c.body)
        .outerjoin(event_body, event_body.c.id == life.c.id)
        .where(sa.or_(life.c.changed_at >= moment, life.c.gone_at >= moment))
        .order_by(life.c.born)
    )
    for r in rows:
        if r.gone_at is not None:
            if r.made_at < moment:  # what came and went in between was never seen
                yield Change(r.id, "gone", r.gone_at, r.into), None
        elif r.body is not None:
            yield Change(r.id, "new" if r.made_at >= moment else "changed", r.changed_at, None), msgspec.json.decode(r.body, type=Event)
