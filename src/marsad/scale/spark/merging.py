"""In the executors: records → pairs → cores → wishes → groups → events, by the functions of `marsad.events`.

One machine has all records before it; here each function sees those that share a key, and what it says of them is what it would say
with all others beside them (`events/group.py` tells why: what a claim's group depends on is near it). Each takes an Arrow table of
many keys at once, for a call costs a millisecond whatever is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec
import pyarrow as pa

from ...events.event import Event, build_event
from ...events.group import Core, Pairs, Wish, agglomerated, anchored, cores_of, neighbours, one_kind, placed, wishes_of
from ...events.match import match, threshold
from ...events.record import Record
from .keys import meeting_keys
from .tables import event_rows

ANCHORED, OPEN, BESIDE = "anchored", "open", "beside"  # kinds of pairs
PAIRS = pa.schema([("kind", pa.string()), ("one", pa.string()), ("other", pa.string())])
GROUPS = pa.schema([("group", pa.string()), ("id", pa.string())])
WISHES = pa.schema([("against", pa.float64()), ("id", pa.string()), ("core", pa.string()), ("article", pa.string())])


def pairs_of(table: pa.Table) -> pa.Table:
    """Of (key, salt, looks, stands, record): the pairs that matter, each under one of its keys alone.

    Of two anchored or two open ones those that are like enough to be one; beside an open one, the anchored ones that nothing forbids
    it to be one with.
    """
    found: list[dict[str, str]] = []
    for (key, _), rows in _by(table, "key", "salt"):
        if len(rows) == 1:
            continue
        records = [_record(r["record"]) for r in rows]
        lookers = [r for r, row in zip(records, rows, strict=True) if row["looks"]]
        standers = [r for r, row in zip(records, rows, strict=True) if row["stands"]]
        if not lookers or not standers:
            continue
        keys = {r.id: meeting_keys(r) for r in records}
        near = neighbours(lookers, standers)
        for a in lookers:
            for b in near[a.id]:
                if min(keys[a.id][1] & keys[b.id][0]) == key and (kind := _kind(a, b)) is not None:
                    found.append({"kind": kind, "one": a.id, "other": b.id})
    return pa.Table.from_pylist(found, schema=PAIRS)


def _kind(a: Record, b: Record) -> str | None:
    if anchored(a) == anchored(b):
        linked = a.id < b.id and one_kind(a, b) and match(a, b).score >= threshold()
        return (ANCHORED if anchored(a) else OPEN) if linked else None
    return BESIDE if not anchored(a) and match(a, b).veto is None else None


def cores(table: pa.Table) -> pa.Table:
    """Of (component, record) of anchored records: the core that each is in."""
    found: list[dict[str, str]] = []
    for _, rows in _by(table, "component"):
        records = [_record(r["record"]) for r in rows]
        for core in cores_of(records, neighbours(records), Pairs()):
            found += [{"group": core.key, "id": r.id} for r in core.members]
    return pa.Table.from_pylist(found, schema=GROUPS)


def groups_alone(table: pa.Table) -> pa.Table:
    """Of (component, record) of open records that joined no core: the group that each is in."""
    found: list[dict[str, str]] = []
    for _, rows in _by(table, "component"):
        records = [_record(r["record"]) for r in rows]
        for members in agglomerated(records, neighbours(records), Pairs()):
            found += [{"group": members[0].id, "id": r.id} for r in members]
    return pa.Table.from_pylist(found, schema=GROUPS)


def wishes(table: pa.Table) -> pa.Table:
    """Of (core, salt, member, record), members of cores and the open records beside them: who wishes to join."""
    found: list[dict[str, float | str]] = []
    for _, rows in _by(table, "core", "salt"):
        members = sorted((_record(r["record"]) for r in rows if r["member"]), key=lambda r: r.id)
        open_ = [_record(r["record"]) for r in rows if not r["member"]]
        for wish in wishes_of(Core(tuple(members)), open_, Pairs()):
            found.append({"against": wish.against, "id": wish.record, "core": wish.core, "article": wish.article})
    return pa.Table.from_pylist(found, schema=WISHES)


def places(table: pa.Table) -> pa.Table:
    """Of wishes, all of an article together: which core each open record joins."""
    joined = placed(Wish(r["against"], r["id"], r["core"], r["article"]) for r in table.to_pylist())
    return pa.Table.from_pylist([{"group": core, "id": id} for id, core in joined.items()], schema=GROUPS)


def events(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow` over rows of (group, record), those of a group one after another: their events."""

    def made() -> Iterator[Event]:
        rows = (row for batch in batches for row in batch.to_pylist())
        for _, members in groupby(rows, key=lambda r: r["group"]):
            yield build_event([_record(r["record"]) for r in members])

    return event_rows(made())


def _record(packed: bytes) -> Record:
    return msgspec.msgpack.decode(packed, type=Record)


def _by(table: pa.Table, *keys: str) -> Iterator[tuple[tuple[Any, ...], list[dict[str, Any]]]]:
    """The rows of a table by keys."""
    out: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        out.setdefault(tuple(row[k] for k in keys), []).append(row)
    yield from out.items()
