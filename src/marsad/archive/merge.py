"""Merging in the archive: what was added touches its neighbourhood alone, and the result is that of merging everything at once.

The neighbourhood of a claim is what is connected to it by pairs that score enough. A group never reaches beyond it, so grouping
each neighbourhood anew gives what grouping all claims would.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..events import Record, build_event, group, match
from ..events.group import look_keys
from ..events.match import threshold
from .schema import block, claim, decision, event

_MANY = 400  # values of one IN list


def remerge(connection: Connection, claims: Iterable[str], made: Any) -> int:
    """Make anew the events around these claims; returns how many events were made."""
    from .store import event_row

    without = rejected(connection)
    seeds = list(dict.fromkeys(claims))
    beside = _in_parts(seeds, lambda part: connection.scalars(sa.select(claim.c.id).where(claim.c.event_id.in_(sa.select(claim.c.event_id).where(claim.c.id.in_(part))))))  # fmt: skip
    around = _neighbourhood(connection, list(dict.fromkeys([*seeds, *beside])), without)
    if not around:
        return 0
    ids = sorted(around)
    old = _in_parts(ids, lambda part: connection.scalars(sa.select(claim.c.event_id).where(claim.c.id.in_(part), claim.c.event_id.is_not(None)).distinct()))  # fmt: skip
    for part in _parts(sorted(set(old))):
        connection.execute(event.delete().where(event.c.id.in_(part)))
    live = [r for r in around.values() if r.id not in without]
    events = [build_event(members) for members in group(live)]
    for part in _parts(ids):
        connection.execute(claim.update().where(claim.c.id.in_(part)).values(event_id=None))
    if events:
        connection.execute(event.insert(), [event_row(made, e) for e in events])
        connection.execute(
            claim.update().where(claim.c.id == sa.bindparam("one")).values(event_id=sa.bindparam("its")),
            [{"one": id, "its": e.id} for e in events for id in e.claims],
        )
    return len(events)


def _neighbourhood(connection: Connection, seeds: list[str], without: frozenset[str]) -> dict[str, Record]:
    """The records connected to the seeds by pairs that score enough, seeds included."""
    found = _load(connection, seeds)
    frontier = [r for r in found.values() if r.id not in without]
    seen: dict[str, Record] = dict(found)
    while frontier:
        keys = {key: None for r in frontier if r.spots and r.start is not None for key in look_keys(r)}
        near = set(_in_parts(list(keys), lambda part: connection.scalars(sa.select(block.c.claim_id).where(block.c.key.in_(part)).distinct())))  # fmt: skip
        fresh = _load(connection, sorted(near - seen.keys()))
        seen |= fresh
        candidates = [r for id in sorted(near) if (r := seen.get(id)) is not None and id not in without]
        following: list[Record] = []
        for record in candidates:
            if record.id in found:
                continue
            if any(match(record, r).score >= threshold() for r in frontier):
                found[record.id] = record
                following.append(record)
        frontier = following
    return found


def _load(connection: Connection, ids: list[str]) -> dict[str, Record]:
    rows = _in_parts(ids, lambda part: connection.execute(sa.select(claim.c.id, claim.c.record).where(claim.c.id.in_(part), claim.c.record.is_not(None))))  # fmt: skip
    return {row.id: msgspec.json.decode(row.record, type=Record) for row in rows}


def rejected(connection: Connection) -> frozenset[str]:
    """Claims whose last decision is a rejection."""
    last = sa.select(sa.func.max(decision.c.id)).group_by(decision.c.claim_id)
    return frozenset(connection.scalars(sa.select(decision.c.claim_id).where(decision.c.id.in_(last), decision.c.verdict == "reject")))  # fmt: skip


def _parts(ids: list) -> Iterable[list]:
    return (ids[i : i + _MANY] for i in range(0, len(ids), _MANY))


def _in_parts(ids: list, ask) -> list:
    return [row for part in _parts(ids) for row in ask(part)]
