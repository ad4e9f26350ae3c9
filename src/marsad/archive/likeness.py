"""Which other events an event may be one with: those that stand near it, by how alike their claims are, with what speaks for and against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..events.event import Event
from ..events.group import look_keys, mergeable
from ..events.match import Match, match
from ..events.record import Record
from .schema import block, claim, event, event_body

if TYPE_CHECKING:
    from .store import Archive

_CLAIMS = 12  # of an event that are compared: of the others none says more
_NEAR = 80  # events that are looked at
_DAYS, _DEGREES = 7, 1.0  # around the event
_MANY = 400


class Alike(msgspec.Struct, frozen=True):
    """An event and how alike it is: `score` of 0 to 1 of the most alike pair of claims with its `parts`; `veto` says what speaks
    against their being one, where something does."""

    event: Event
    score: float
    parts: dict[str, float]
    veto: str | None


def alike(archive: Archive, id: str, limit: int = 12) -> list[Alike]:
    """The events that this one may be one with, the most alike first; those against which something speaks are the last."""
    with archive.engine.connect() as connection:
        mine = _records(connection, [id]).get(id, [])
        near = sorted((_in_blocks(connection, mine) | _around(connection, id)) - {id})[:_NEAR]
        best = {other: _best(mine, records) for other, records in _records(connection, near).items()}
        first = sorted(best, key=lambda other: (best[other].veto is not None, -best[other].score, -sum(best[other].parts.values()), other))[:limit]
        rows = connection.execute(sa.select(event_body).where(event_body.c.id.in_(first)))
        bodies = {row.id: msgspec.json.decode(row.body, type=Event) for row in rows}
    return [Alike(bodies[other], best[other].score, best[other].parts, best[other].veto) for other in first]


def _records(connection: Connection, events: list[str]) -> dict[str, list[Record]]:
    """The records of the first claims of each event."""
    rows = connection.execute(
        sa.select(claim.c.event_id, claim.c.record).where(claim.c.event_id.in_(events), claim.c.record.is_not(None)).order_by(claim.c.id)
    )
    out: dict[str, list[Record]] = {}
    for row in rows:
        if len(its := out.setdefault(row.event_id, [])) < _CLAIMS:
            its.append(msgspec.json.decode(row.record, type=Record))
    return out


def _in_blocks(connection: Connection, records: Iterable[Record]) -> set[str]:
    """The events of claims that stand in the blocks where the like of these is looked for when articles are added."""
    keys = sorted({key for r in records if mergeable(r) for key in look_keys(r)})
    asked = sa.select(claim.c.event_id).join(block, block.c.claim_id == claim.c.id).where(claim.c.event_id.is_not(None))
    return {
        id for i in range(0, len(keys), _MANY) for id in connection.scalars(asked.where(block.c.key.in_(keys[i : i + _MANY])).distinct().limit(_NEAR))
    }


def _around(connection: Connection, id: str) -> set[str]:
    """The events of the days and the places around this one."""
    row = connection.execute(sa.select(event.c.start, event.c.end, event.c.lat, event.c.lon).where(event.c.id == id)).first()
    if row is None or row.start is None:
        return set()
    away: Callable[[str, int], str] = lambda day, days: (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()  # noqa: E731
    asked = sa.select(event.c.id).where(event.c.end >= away(row.start, -_DAYS), event.c.start <= away(row.end, _DAYS))
    if row.lat is not None:
        asked = asked.where(event.c.lat.between(row.lat - _DEGREES, row.lat + _DEGREES), event.c.lon.between(row.lon - _DEGREES, row.lon + _DEGREES))
    return set(connection.scalars(asked.order_by(event.c.id).limit(_NEAR)))


def _best(mine: list[Record], theirs: list[Record]) -> Match:
    """The most alike pair of two events' claims; of vetoed pairs, the one with most in common."""
    return max((match(a, b) for a in mine for b in theirs), key=lambda m: (m.veto is None, m.score, sum(m.parts.values()), m.one, m.other))
