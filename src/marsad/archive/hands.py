"""Events by other hands (ACLED, UCDP, a team's own table) beside ours: marked by who made them, asked for apart, merged with nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..errors import InputError
from ..foreign.read import Foreign
from .engine import writing
from .schema import hand_event

if TYPE_CHECKING:
    from .store import Archive

LONGEST = 80  # letters of a hand's name
_ID = 200  # letters of an id that are kept
_ROWS = 500  # of one look-up and one writing


class Put(NamedTuple):
    """What became of the events of a file: how many are new, changed, or as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


class AskedOfHands(msgspec.Struct, frozen=True, kw_only=True):
    """Which of them: all that is given must hold. `made_by` and `type` (ours) are any of several; days are ISO dates, inclusive."""

    made_by: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    country: str | None = None
    since: str | None = None
    until: str | None = None


ALL_HANDS = AskedOfHands()


def put(archive: Archive, made_by: str, events: Iterable[Foreign]) -> Put:
    """Keep events under the name of who made them, in one transaction; an id that is there already is replaced. Raises `InputError`
    for a name that is none."""
    if not made_by.strip() or len(made_by) > LONGEST or not made_by.isprintable():
        raise InputError(f"'{made_by[:40]}' is no name for who made the events; give 1 to {LONGEST} letters.")
    given = list({_id(e.id): e for e in events}.items())
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    done = Put()
    with writing(archive.engine) as connection:
        for at in range(0, len(given), _ROWS):
            one = _put(connection, made_by.strip(), given[at : at + _ROWS], now)
            done = Put(*(a + b for a, b in zip(done, one, strict=True)))
    return done


def _put(connection: Connection, made_by: str, given: list[tuple[str, Foreign]], now: str) -> Put:
    own = sa.and_(hand_event.c.made_by == made_by, hand_event.c.id.in_([id for id, _ in given]))
    known = {row.id: row.body for row in connection.execute(sa.select(hand_event.c.id, hand_event.c.body).where(own))}
    rows = [
        {
            "made_by": made_by,
            "id": id,
            "type": e.type,
            "start": e.start,
            "end": e.end,
            "country": e.country,
            "body": msgspec.json.encode(e).decode(),
            "added_at": now,
        }
        for id, e in given
    ]
    fresh = [row for row in rows if known.get(row["id"]) != row["body"]]
    if fresh:
        connection.execute(hand_event.delete().where(hand_event.c.made_by == made_by, hand_event.c.id.in_([row["id"] for row in fresh])))
        connection.execute(hand_event.insert(), fresh)
    new = sum(row["id"] not in known for row in rows)
    return Put(new, len(fresh) - new, len(rows) - len(fresh))


def _id(told: str) -> str:
    return "".join(c for c in told if c.isprintable())[:_ID]


def by_hands(archive: Archive, asked: AskedOfHands = ALL_HANDS) -> Iterator[tuple[str, Foreign]]:
    """(who made it, event) of those asked for, in the order of their days."""
    t = hand_event.c
    rows = sa.select(t.made_by, t.body).order_by(t.start, t.made_by, t.id)
    for column, values in ((t.made_by, asked.made_by), (t.type, asked.type)):
        if values:
            rows = rows.where(column.in_(values))
    if asked.country:
        rows = rows.where(t.country == asked.country.upper())
    if asked.since:
        rows = rows.where(t.end >= asked.since)
    if asked.until:
        rows = rows.where(t.start <= asked.until)
    with archive.engine.connect() as connection:
        for row in connection.execute(rows).yield_per(_ROWS):
            yield row.made_by, msgspec.json.decode(row.body, type=Foreign)


def hands(archive: Archive) -> dict[str, int]:
    """Who made them, and how many each."""
    rows = sa.select(hand_event.c.made_by, sa.func.count()).group_by(hand_event.c.made_by).order_by(hand_event.c.made_by)
    with archive.engine.connect() as connection:
        return {made_by: count for made_by, count in connection.execute(rows)}


def take_out(archive: Archive, made_by: str) -> int:
    """Take all events of one hand out; returns how many they were."""
    with writing(archive.engine) as connection:
        return connection.execute(hand_event.delete().where(hand_event.c.made_by == made_by)).rowcount
