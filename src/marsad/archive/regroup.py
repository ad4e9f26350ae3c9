"""Groups of claims made anew in the archive: what was added touches its neighbourhood alone, and the result is that of merging everything at once.

What depends on what is written down in `events/group.py`: groups of claims with a day depend on claims of that day around
them; a claim without a day depends on the groups that it might join, and on its like of the same day of publication.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..events import Record, build_event
from ..events.group import Pairs, anchored, cores_of, joined, look_keys, mergeable, neighbours
from ..events.match import kilometres
from ..events.record import where
from .decided import ties_of
from .lives import Traces, settled
from .pins import follow
from .rows import event_rows
from .schema import block, claim, event, event_body

_MANY = 400  # values of one IN list
_APART = 15.0  # kilometres, beyond which sources differ on the place
T = TypeVar("T")
_LOOKED = 30  # claims of an event whose places are compared


def grouped_anew(connection: Connection, claims: Iterable[str], made: Any, before: Mapping[str, Traces] | None = None) -> int:
    """Make anew the events around these claims; returns how many events were made. `before` are traces of events that were
    taken out already, so that those which take their place go on with their ids."""
    world = _World(connection)
    seeds = list(dict.fromkeys(claims))
    beside = world.tied(seeds)
    beside += _in_parts(
        [*seeds, *beside],
        lambda part: connection.scalars(sa.select(claim.c.id).where(claim.c.event_id.in_(sa.select(claim.c.event_id).where(claim.c.id.in_(part))))),
    )
    touched = world.load([*seeds, *beside])
    traces = dict(before or {})
    if not touched:
        settled(connection, [], traces)
        return 0
    live = [r for r in touched if r.id not in world.without]
    moving = [r for r in live if mergeable(r)]
    changed = world.closed([r for r in moving if anchored(r)])  # every group of them may change
    open_ = world.closed([r for r in moving if not anchored(r)] + world.beside(changed, anchored_=False))
    kept = [r for r in world.closed(world.beside(open_, anchored_=True)) if r not in set(changed)]  # these stay as they are
    near = neighbours([*changed, *kept, *open_])
    cores = cores_of([*changed, *kept], near, world.pairs)
    groups = joined(cores, open_, near, world.pairs) + [[r] for r in live if not mergeable(r)]
    groups = world.with_their_own(groups, {r.id for r in kept}, {r.id for r in open_})
    events = [build_event(members) for members in world.united(groups)]
    ids = sorted({r.id for r in touched} | {id for e in events for id in e.claims})
    for row in _in_parts(
        ids, lambda part: connection.execute(sa.select(claim.c.id, claim.c.event_id).where(claim.c.id.in_(part), claim.c.event_id.is_not(None)))
    ):
        traces.setdefault(row.event_id, Traces(set(), set())).claims.add(row.id)
    events = settled(connection, events, traces)
    for part in _parts(sorted(traces)):
        for table in (event, event_body):
            connection.execute(table.delete().where(table.c.id.in_(part)))
    for part in _parts(ids):
        connection.execute(claim.update().where(claim.c.id.in_(part)).values(event_id=None))
    if events:
        rows = [event_rows(made, e, all(id in world.sure for id in e.claims), world.marks(e.claims)) for e in events]
        connection.execute(event.insert(), [row for row, _ in rows])
        connection.execute(event_body.insert(), [body for _, body in rows])
        connection.execute(
            claim.update().where(claim.c.id == sa.bindparam("one")).values(event_id=sa.bindparam("its")),
            [{"one": id, "its": e.id} for e in events for id in e.claims],
        )
    follow(connection, events, traces)
    return len(events)


class _World:
    """The records around what changes, each loaded once."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._seen: dict[str, Record] = {}
        self._around: dict[str, list[Record]] = {}
        self._ties: dict[frozenset[str], bool] = {}
        self.pairs = Pairs(self._ties)
        self._marks: dict[str, list[str]] = {}
        self.without: set[str] = set()  # rejected
        self.sure: set[str] = set()  # accepted, corrected or added by a person

    def load(self, ids: Iterable[str]) -> list[Record]:
        """The records of these claims, those of statements that make no events left out."""
        wanted = list(dict.fromkeys(ids))
        missing = [id for id in wanted if id not in self._seen]
        rows = _in_parts(
            missing,
            lambda part: self._connection.execute(
                sa.select(claim.c.id, claim.c.record, claim.c.verdict, claim.c.marks).where(claim.c.id.in_(part), claim.c.record.is_not(None))
            ),
        )
        for row in rows:
            if row.marks:
                self._marks[row.id] = row.marks.split()
            if row.verdict:
                (self.without if row.verdict == "reject" else self.sure).add(row.id)
        for part in _parts(missing):
            self._ties |= ties_of(self._connection, part)
        self._seen |= {row.id: msgspec.json.decode(row.record, type=Record) for row in rows}
        return [self._seen[id] for id in wanted if id in self._seen]

    def marks(self, claims: Iterable[str]) -> list[str]:
        """The marks of an event's claims, and `differ.place` where they put it at places that are far from each other."""
        ids = list(claims)
        spots = [s for id in ids if id in self._seen for s in where(self._seen[id])[:1]]
        apart = any(kilometres(a.lat, a.lon, b.lat, b.lon) > _APART for a, b in combinations(spots[:_LOOKED], 2))
        return [mark for id in ids for mark in self._marks.get(id, ())] + (["differ.place"] if apart else [])

    def tied(self, ids: list[str]) -> list[str]:
        """Claims that a person said to be one with any of these, and with those, and so on."""
        found, frontier = set(ids), list(ids)
        while frontier:
            ties = {p for part in _parts(frontier) for p, together in ties_of(self._connection, part).items() if together}
            frontier = sorted({id for pair in ties for id in pair} - found)
            found |= set(frontier)
        return sorted(found - set(ids))

    def united(self, groups: list[list[Record]]) -> list[list[Record]]:
        """Groups whose claims a person said to be one, made one; a group that is not looked at now is fetched as it stands."""
        of = {r.id: g for g in map(list, groups) for r in g}
        for one, other in sorted(tuple(sorted(pair)) for pair, together in self._ties.items() if together):
            if one not in of and other not in of:
                continue
            a, b = self._group_of(one, of), self._group_of(other, of)
            if a and b and a is not b:
                a += b
                of |= {r.id: a for r in b}
        return [sorted({r.id: r for r in g}.values(), key=lambda r: r.id) for g in {id(g): g for g in of.values()}.values()]

    def _group_of(self, id: str, of: dict[str, list[Record]]) -> list[Record]:
        if id not in of:
            its = self._connection.scalar(sa.select(claim.c.event_id).where(claim.c.id == id))
            members = self.load(self._connection.scalars(sa.select(claim.c.id).where(claim.c.event_id == its))) if its else []
            group = [r for r in members if r.id not in of and r.id not in self.without]
            of |= {r.id: group for r in group}
        return of.get(id, [])

    def _look(self, records: list[Record]) -> dict[str, list[Record]]:
        """For each record those in whose blocks its like may stand."""
        fresh = [r for r in records if r.id not in self._around]
        keys: dict[str, list[str]] = {r.id: look_keys(r) for r in fresh}
        every = list(dict.fromkeys(k for ks in keys.values() for k in ks))
        by_key: dict[str, list[str]] = {}
        for row in _in_parts(every, lambda part: self._connection.execute(sa.select(block.c.key, block.c.claim_id).where(block.c.key.in_(part)))):
            by_key.setdefault(row.key, []).append(row.claim_id)
        self.load(id for ids in by_key.values() for id in ids)
        for r in fresh:
            ids = sorted({id for k in keys[r.id] for id in by_key.get(k, ()) if id != r.id and id not in self.without})
            self._around[r.id] = [self._seen[id] for id in ids if id in self._seen]
        return {r.id: self._around[r.id] for r in records}

    def beside(self, records: list[Record], anchored_: bool) -> list[Record]:
        """The records, with their day or without, that might be one with any of these."""
        found: dict[str, Record] = {}
        by_id = {r.id: r for r in records}
        for id, around in self._look(records).items():
            for other in around:
                if anchored(other) == anchored_ and other.id not in found and self.pairs.score(by_id[id], other) is not None:
                    found[other.id] = other
        return list(found.values())

    def closed(self, records: list[Record]) -> list[Record]:
        """The records with all that is linked to them, and to those; with claims without a day, their articles' others too."""
        found = {r.id: r for r in records}
        frontier = list(found.values())
        while frontier:
            following: dict[str, Record] = {}
            by_id = {r.id: r for r in frontier}
            for id, around in self._look(frontier).items():
                for other in around:
                    same_article = not anchored(other) and not anchored(by_id[id]) and other.article == by_id[id].article
                    if other.id not in found and (same_article or self.pairs.linked(by_id[id], other)):
                        following[other.id] = other
            found |= following
            frontier = list(following.values())
        return [found[id] for id in sorted(found)]

    def with_their_own(self, groups: list[list[Record]], kept: set[str], open_: set[str]) -> list[list[Record]]:
        """Groups that stay keep the claims without a day that joined them before and are not looked at now."""
        staying = [r.id for g in groups for r in g if r.id in kept]
        rows = _in_parts(staying, lambda part: self._connection.execute(sa.select(claim.c.id, claim.c.event_id).where(claim.c.id.in_(part))))
        its = {row.id: row.event_id for row in rows if row.event_id}
        inside: dict[str, list[str]] = {}
        for row in _in_parts(
            sorted(set(its.values())),
            lambda part: self._connection.execute(sa.select(claim.c.id, claim.c.event_id).where(claim.c.event_id.in_(part))),
        ):
            inside.setdefault(row.event_id, []).append(row.id)
        out: list[list[Record]] = []
        for members in groups:
            ids = {r.id for r in members}
            before = {id for r in members if r.id in its for id in inside[its[r.id]]}
            own = [r for r in self.load(sorted(before - ids - open_)) if not anchored(r)]
            if members[0].id in kept or any(id in kept for id in ids):
                if before == ids | {r.id for r in own}:
                    continue  # nothing of it changes
                out.append(sorted([*members, *own], key=lambda r: r.id))
            else:
                out.append(members)
        return out


def _parts(ids: list[str]) -> Iterable[list[str]]:
    return (ids[i : i + _MANY] for i in range(0, len(ids), _MANY))


def _in_parts(ids: list[str], ask: Callable[[list[str]], Iterable[T]]) -> list[T]:
    return [row for part in _parts(ids) for row in ask(part)]
