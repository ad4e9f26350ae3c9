"""What people put on events: notes, tags, who sees to them. Each is a row of the log of decisions, and is taken back as one.

A pin goes where its claim goes, through merges, splits and re-coding; where its claim leaves the event, it stays with the event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..errors import InputError
from ..events.event import Event
from .decided import log_row
from .engine import writing
from .filters import NONE, Filters
from .lives import replaced_by
from .schema import claim, decision, event, life, pin

if TYPE_CHECKING:
    from .store import Archive

Verdict = Literal["note", "tag", "untag", "assign"]
VERDICTS = ("note", "tag", "untag", "assign")
_LONGEST_TAG = 40  # letters
_MANY = 400


class Note(msgspec.Struct, frozen=True):
    """What somebody noted, by the number of the decision that put it there."""

    number: int
    text: str
    who: str
    at: str


class Pins(msgspec.Struct, frozen=True):
    """What is on an event: its tags, who sees to it, its notes, the oldest first."""

    tags: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


BARE = Pins()


def about_pins() -> sa.ColumnElement[bool]:
    """A clause on decisions: those on pins, and those that take one back. Neither changes what an event is."""
    other = decision.alias()
    taken = sa.exists().where(other.c.id == decision.c.undoes, other.c.verdict.in_(VERDICTS))
    return sa.or_(decision.c.verdict.in_(VERDICTS), taken)


def put(archive: Archive, id: str, verdict: Verdict, value: str | None, who: str) -> str:
    """Put a note or a tag on an event, take a tag off, or say who sees to it (`value` None: nobody); returns the id that the event
    now has. Raises `InputError` where there is no such event, or nothing would change."""
    told = _plain(verdict, value)
    with writing(archive.engine) as connection:
        event_id = replaced_by(connection, id) or id
        first = connection.scalar(sa.select(sa.func.min(claim.c.id)).where(claim.c.event_id == event_id))
        if first is None:
            raise InputError(f"there is no event {id}; it may have been merged or coded anew.")
        ended = _ended(connection, event_id, verdict, told)
        number = log_row(connection, first.rpartition(":")[0], first, verdict, who, None, {"event": event_id, "value": told})
        connection.execute(pin.update().where(pin.c.id.in_(ended)).values(ended=number))
        if verdict != "untag" and told is not None:
            at = connection.scalar(sa.select(decision.c.at).where(decision.c.id == number))
            connection.execute(pin.insert().values(id=number, kind=verdict, claim_id=first, event_id=event_id, value=told, who=who, at=at))
        return event_id


def _plain(verdict: Verdict, value: str | None) -> str | None:
    """What is put on, without blanks around it. Raises `InputError`."""
    told = (value or "").strip() if verdict == "note" else " ".join((value or "").split())
    if not told and verdict != "assign":
        raise InputError("there is nothing to keep; write a few words.")
    if verdict in ("tag", "untag") and (len(told) > _LONGEST_TAG or "," in told):
        raise InputError(f"a tag has at most {_LONGEST_TAG} letters and no comma.")
    return told or None


def _ended(connection: Connection, event_id: str, verdict: Verdict, told: str | None) -> list[int]:
    """The pins of an event that a new one ends. Raises `InputError` where nothing would change."""
    if verdict == "note":
        return []
    kind = "tag" if verdict == "untag" else verdict
    rows = connection.execute(sa.select(pin.c.id, pin.c.value).where(pin.c.event_id == event_id, pin.c.kind == kind, pin.c.ended.is_(None))).all()
    bears = [row.id for row in rows if row.value == told]
    if verdict == "tag" and bears:
        raise InputError("the event bears this tag already.")
    if verdict == "untag" and not bears:
        raise InputError("the event does not bear this tag any more.")
    if verdict == "assign" and (len(rows) == len(bears) == 1 or (told is None and not rows)):
        raise InputError("that is so already; choose another name.")
    return {"tag": [], "untag": bears, "assign": [row.id for row in rows]}[verdict]


def take_back(connection: Connection, number: int) -> list[str]:
    """Undo what a decision on pins did; returns the claims that it hung on."""
    mine = sa.or_(pin.c.id == number, pin.c.ended == number)
    claims = sorted(set(connection.scalars(sa.select(pin.c.claim_id).where(mine))))
    connection.execute(pin.delete().where(pin.c.id == number))
    connection.execute(pin.update().where(pin.c.ended == number).values(ended=None))
    return claims


def follow(connection: Connection, events: Sequence[Event], before: Iterable[str]) -> None:
    """Move pins with their claims, now that these events stand where those with the ids `before` stood."""
    if connection.scalar(sa.select(pin.c.id).limit(1)) is None:
        return
    of = {id: e.id for e in events for id in e.claims}
    old = sorted(set(before) | {e.id for e in events})
    rows = {row.id: row for row in _rows(connection, pin.c.event_id, old) + _rows(connection, pin.c.claim_id, sorted(of))}
    living = {e.id: min(e.claims) for e in events}
    heirs = {
        row.id: row.into
        for i in range(0, len(old), _MANY)
        for row in connection.execute(sa.select(life.c.id, life.c.into).where(life.c.id.in_(old[i : i + _MANY])))
    }
    for row in rows.values():
        claim_id, event_id = row.claim_id, of.get(row.claim_id)
        if event_id is None:  # its claim left: the pin stays with the event, or goes with what replaced it
            event_id = row.event_id if row.event_id in living else heirs.get(row.event_id)
            claim_id = living.get(event_id or "", claim_id)
        if event_id is not None and (claim_id, event_id) != (row.claim_id, row.event_id):
            connection.execute(pin.update().where(pin.c.id == row.id).values(claim_id=claim_id, event_id=event_id))


def _rows(connection: Connection, column: sa.Column[str], values: list[str]) -> list[sa.Row[int, str | None, str]]:
    asked = sa.select(pin.c.id, pin.c.claim_id, pin.c.event_id)
    return [row for i in range(0, len(values), _MANY) for row in connection.execute(asked.where(column.in_(values[i : i + _MANY])))]


def pinned(archive: Archive, events: Iterable[str] | None = None) -> dict[str, Pins]:
    """What is on these events, or on all; those that have nothing on them are left out."""
    asked = sa.select(pin).where(pin.c.ended.is_(None)).order_by(pin.c.id)
    if events is not None:
        asked = asked.where(pin.c.event_id.in_(list(events)))
    words: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    borne: dict[str, None] = {}  # the events in the order of what was put on them first
    with archive.engine.connect() as connection:
        for row in connection.execute(asked):
            borne[row.event_id] = None
            if row.kind == "note":
                notes[row.event_id].append(Note(row.id, row.value, row.who, row.at))
            else:
                words[row.event_id, row.kind].append(row.value)
    return {id: Pins(_once(words[id, "tag"]), _once(words[id, "assign"]), tuple(notes[id])) for id in borne}


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))  # of two events that were merged, both may have borne it


def last(archive: Archive, event_id: str) -> int:
    """A number that changes whenever something is put on an event or taken off."""
    with archive.engine.connect() as connection:
        rows = connection.execute(sa.select(pin.c.id, pin.c.ended).where(pin.c.event_id == event_id)).all()
    return sum(row.id + (row.ended or 0) for row in rows)


def of_pins(f: Filters) -> list[sa.ColumnElement[bool]]:
    """Clauses on events: those with these tags, whom these people see to, with a note that holds these words."""
    out: list[sa.ColumnElement[bool]] = []
    if f.tag:
        out.append(event.c.id.in_(_bearing("tag", pin.c.value.in_(f.tag))))
    if f.assigned:
        mine = event.c.id.in_(_bearing("assign", pin.c.value.in_([name for name in f.assigned if name != NONE])))
        out.append(sa.or_(mine, event.c.id.not_in(_bearing("assign"))) if NONE in f.assigned else mine)
    if f.note:
        out.append(event.c.id.in_(_bearing("note", pin.c.value.icontains(f.note, autoescape=True))))
    return out


def _bearing(kind: str, *more: sa.ColumnElement[bool]) -> sa.Select[str]:
    return sa.select(pin.c.event_id).where(pin.c.kind == kind, pin.c.ended.is_(None), *more)


def counts(connection: Connection, kind: Literal["tag", "assign"], kept: Sequence[sa.ColumnElement[bool]]) -> list[tuple[str, int]]:
    """The tags, or the people who see to something, with how many events each has, of those that the clauses `kept` keep."""
    n = sa.func.count(sa.distinct(event.c.id))
    rows = connection.execute(
        sa.select(pin.c.value, n)
        .join(event, event.c.id == pin.c.event_id)
        .where(pin.c.kind == kind, pin.c.ended.is_(None), *kept)
        .group_by(pin.c.value)
        .order_by(n.desc(), pin.c.value)
    )
    return [(value, number) for value, number in rows]


def forget(connection: Connection, article_id: str, claims: Iterable[str]) -> None:
    """Before the claims of an article go: take out the notes on the events that it told of, for they may hold its words, and their
    words out of the log; and all that is on events of which nothing will be left."""
    ids = list(claims)
    its = sa.select(claim.c.event_id).where(claim.c.article_id == article_id, claim.c.event_id.is_not(None))
    others = sa.select(claim.c.event_id).where(claim.c.article_id != article_id, claim.c.event_id.in_(its))
    mine = sa.or_(pin.c.event_id.in_(its), pin.c.claim_id.in_(ids))
    notes = list(connection.scalars(sa.select(pin.c.id).where(pin.c.kind == "note", mine)))
    connection.execute(decision.update().where(decision.c.id.in_(notes)).values(change=None, reason=None))
    connection.execute(pin.delete().where(mine, sa.or_(pin.c.kind == "note", pin.c.event_id.not_in(others))))


def row_of(pins: Mapping[str, Pins], event_id: str) -> dict[str, str]:
    """What is on an event as columns of a table."""
    its = pins.get(event_id, BARE)
    return {
        "tags": "; ".join(its.tags),
        "assigned_to": "; ".join(its.assigned),
        "notes": "\n".join(f"{n.who} ({n.at[:10]}): {n.text}" for n in its.notes),
    }
