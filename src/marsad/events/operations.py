"""Operations: offensives, advances, captures and sieges of one side towards one objective, with axes, phases and state.

Two operations converge where two sides close on one adversary's pocket at the same time: objectives that neighbour each other, the
same opponent where one is named. Who says that they are coordinated, and who only reports it, is kept on that link.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from .match import kilometres
from .record import Party, Record, Spot, arabic_names, office_names, wide

_TYPES = ("offensive", "advance", "capture", "siege")
_NEAR = 60.0  # kilometres between objectives of one operation, and of two that converge
_DAYS = 30  # between its phases
_TOGETHER = 14  # days within which two operations are at the same time
State = Literal["announced", "under way", "claimed complete", "conditional"]


class Axis(msgspec.Struct, frozen=True):
    """A way on which forces go, from where (None where it is not told) to where, by whose word."""

    start: str | None
    start_at: tuple[float, float] | None
    end: str
    end_at: tuple[float, float]
    claims: tuple[str, ...]
    offices: tuple[str, ...]


class Phase(msgspec.Struct, frozen=True):
    """One claim of an operation in its place in time. Days are ISO dates."""

    day: str | None
    type: str
    modality: str
    place: str | None
    claim: str
    office: str


class Operation(msgspec.Struct, frozen=True):
    """What one side undertakes towards its objectives. `opponents` are those whom its claims name as target or holder."""

    id: str
    side: str
    actors: tuple[str, ...]
    objectives: tuple[str, ...]
    centre: tuple[float, float]
    opponents: tuple[str, ...]
    axes: tuple[Axis, ...]
    phases: tuple[Phase, ...]
    state: State
    start: str | None
    end: str | None
    claims: tuple[str, ...]


class Coordination(msgspec.Struct, frozen=True):
    """A claim that two operations are coordinated: stated as fact, or only reported as possible."""

    claim: str
    modality: str
    office: str


class Convergence(msgspec.Struct, frozen=True):
    """Two operations of different sides on one pocket at the same time."""

    one: str
    other: str
    kilometres: float
    opponents: tuple[str, ...]
    coordination: tuple[Coordination, ...]


class Operations(msgspec.Struct, frozen=True):
    """All operations of a set of claims and the convergences among them; `names` gives Arabic names by English ones."""

    operations: tuple[Operation, ...]
    converging: tuple[Convergence, ...]
    names: dict[str, str] = {}


def operations(records: Iterable[Record], holders: Mapping[str, Sequence[Party]] | None = None) -> Operations:
    """The operations that records tell. `holders` (by the key of a place) are those who hold it, by the same articles.

    A function of the set of records.
    """
    live = sorted(
        (r for r in records if r.type in _TYPES and _side(r) and _objectives(r) and r.modality != "denied"), key=lambda r: (r.end or 0, r.id)
    )
    closed: list[list[Record]] = []
    by_side: defaultdict[str, list[list[Record]]] = defaultdict(list)
    for record in live:  # in the order of their days: a group whose last day is a month back is closed
        side = _side(record) or ""
        here = by_side[side]
        closed += [g for g in here if (record.end or 0) - max(r.end or 0 for r in g) > _DAYS]
        here = [g for g in here if (record.end or 0) - max(r.end or 0 for r in g) <= _DAYS]
        fitting = [g for g in here if any(_together(record, r) for r in g)]
        by_side[side] = [g for g in here if g not in fitting] + [[record, *(r for g in fitting for r in g)]]
    groups = closed + [g for here in by_side.values() for g in here]
    made = sorted((_operation(sorted(g, key=lambda r: r.id), holders or {}) for g in groups if _is_operation(g)), key=lambda o: o.id)
    told = [r for r in records if r.type == "coordination" or (r.type in _TYPES and len({_state(p) for p in r.agents}) > 1)]
    named: list[Party | Spot] = [p for ps in (holders or {}).values() for p in ps]
    for r in live:
        named += [*r.agents, *r.targets, *r.spots]
    return Operations(tuple(made), tuple(_convergences(made, told)), arabic_names(named) | office_names([*live, *told]))


def _side(record: Record) -> str | None:
    """The side that acts: its state, else the actor that stands above the others; None where it is not told, or more than one."""
    sides = {_state(p) for p in record.agents if p.id}
    return sides.pop() if len(sides) == 1 else None


def _state(party: Party) -> str:
    return party.line[-1] if party.line else party.name


def _objectives(record: Record) -> list[Spot]:
    """Where it goes: towns and places, not whole governorates."""
    to = [s for s in record.spots if s.role == "to"] or [s for s in record.spots if s.role == "at"]
    return [s for s in to if not wide(s)]


def _together(a: Record, b: Record) -> bool:
    if _side(a) != _side(b) or abs((a.end or 0) - (b.end or 0)) > _DAYS:
        return False
    # The same objective, or one beside it that a claim names together with it.
    return any(
        kilometres(s.lat, s.lon, t.lat, t.lon) <= (8.0 if "capture" in (a.type, b.type) else 25.0) for s in _objectives(a) for t in _objectives(b)
    )


def _is_operation(group: Sequence[Record]) -> bool:
    """One advance or one capture is an event; an operation is an offensive, or several claims that are not captures alone."""
    if any(r.type == "offensive" for r in group):
        return True
    return len(group) > (1 if any(r.type != "capture" for r in group) else 2)


def _operation(group: list[Record], holders: Mapping[str, Sequence[Party]]) -> Operation:
    spots = {s.name_en: s for r in group for s in _objectives(r)}
    taken = [r for r in group if r.type == "capture" and r.modality == "asserted"]
    asserted = [r for r in group if r.modality == "asserted"]
    moving = [r for r in asserted if r.type in ("advance", "siege")]
    main = _objectives(min((r for r in group if r.type == "offensive"), default=group[0], key=lambda r: r.id))[0]
    complete = any(s.key == main.key for r in taken for s in _objectives(r))
    state: State = (
        "claimed complete"
        if complete
        else "under way"
        if moving
        else "announced"
        if any(r.modality in ("asserted", "planned") for r in group)
        else "conditional"
    )
    opponents = {p.name for r in group for p in r.targets if p.id}
    opponents |= {p.name for s in spots.values() for p in holders.get(s.key, ()) if _state(p) != _side(group[0])}
    days = sorted(d for r in group for d in (r.start if r.dated else r.end, r.end) if d is not None)
    return Operation(
        id="o" + hashlib.sha256(min(r.id for r in group).encode()).hexdigest()[:15],
        side=_side(group[0]) or "",
        actors=tuple(sorted({p.name for r in group for p in r.agents})),
        objectives=tuple(sorted(spots)),
        centre=(main.lat, main.lon),
        opponents=tuple(sorted(opponents)),
        axes=_axes(group),
        phases=tuple(_phase(r) for r in sorted(group, key=lambda r: (r.end or 0, r.id))),
        state=state,
        start=dt.date.fromordinal(days[0]).isoformat() if days else None,
        end=dt.date.fromordinal(days[-1]).isoformat() if days else None,
        claims=tuple(r.id for r in group),
    )


def _axes(group: Sequence[Record]) -> tuple[Axis, ...]:
    found: dict[tuple[str | None, str], list[tuple[Record, Spot | None, Spot]]] = {}
    for record in group:
        starts = [s for s in record.spots if s.role == "from"]
        for end in (s for s in record.spots if s.role == "to" and not wide(s)):
            others: list[Spot | None] = [s for s in starts if s.key != end.key]
            for start in others or [None]:
                found.setdefault((start.name_en if start else None, end.name_en), []).append((record, start, end))
    return tuple(
        Axis(
            name_from,
            (start.lat, start.lon) if start else None,
            name_to,
            (end.lat, end.lon),
            tuple(sorted({r.id for r, *_ in told})),
            tuple(sorted({r.office for r, *_ in told})),
        )
        for (name_from, name_to), told in sorted(found.items(), key=lambda i: (i[0][0] or "", i[0][1]))
        for _, start, end in told[:1]
    )


def _phase(record: Record) -> Phase:
    spots = _objectives(record)
    return Phase(
        dt.date.fromordinal(record.end).isoformat() if record.end else None,
        record.type,
        record.modality,
        spots[0].name_en if spots else None,
        record.id,
        record.office,
    )


def _convergences(made: Sequence[Operation], told: Sequence[Record]) -> Iterable[Convergence]:
    for i, a in enumerate(made):
        for b in made[i + 1 :]:
            if a.side == b.side or a.start is None or b.start is None or a.end is None or b.end is None:
                continue
            gap = max(_day(a.start), _day(b.start)) - min(_day(a.end), _day(b.end))
            far = kilometres(*a.centre, *b.centre)
            shared = tuple(sorted(set(a.opponents) & set(b.opponents)))
            against = a.side in b.opponents or b.side in a.opponents
            if far <= _NEAR and gap <= _TOGETHER and shared and not against:
                links = tuple(
                    Coordination(r.id, r.modality, r.office) for r in sorted(told, key=lambda r: r.id) if r.type == "coordination" and _about(r, a, b)
                )
                yield Convergence(a.id, b.id, round(far, 1), shared, links)


def _day(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


def _about(record: Record, a: Operation, b: Operation) -> bool:
    """Whether a claim of coordination is about two operations: it names both sides, or stands in an article of both and names none."""
    sides = {_state(p) for p in record.agents if p.id}
    if sides:
        return {a.side, b.side} <= sides
    articles = {c.split(":")[0] for c in a.claims} & {c.split(":")[0] for c in b.claims}
    return record.article in articles
