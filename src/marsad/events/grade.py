"""How well an event is corroborated, in the spirit of casualty recorders' gradings (Airwars: contested, weak, fair, confirmed).

The rule, first that fits:

contested       somebody denies what others assert, or independent offices name doers that have nothing to do with each other
confirmed       the doer's own side tells it, and in another article a source that is no party tells it too
fair            two or more independent sources assert it (a party's word counts, but no two parties that accuse one enemy)
single source   one independent source asserts it
not asserted    it is only planned, possible, conditional or denied

Independent sources are counted by `voices.sources_of`, here and wherever their number is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ..model import Grade
from .record import Party, Record
from .voices import denying, free_of, parties_alone, sources_of


def grade(members: Sequence[Record]) -> tuple[Grade, tuple[str, ...]]:
    """(grade, reasons naming the claims that it rests on)."""
    asserted = [r for r in members if r.modality == "asserted"]
    denied = [r for r in members if r.modality == "denied" or denying(r)]
    if not asserted:
        return "not asserted", tuple(f"{r.id} is {r.modality}" for r in members)
    if denied:
        return "contested", tuple(f"{r.id} denies it, by {_by(r)}" for r in denied)
    rivals = (p for p in combinations(asserted, 2) if p[0].office != p[1].office and rival(p[0].agents, p[1].agents))
    if not any(r.type == "clash" for r in asserted) and (two := next(rivals, None)):
        a, b = two
        return "contested", (f"{a.id}: {a.agents[0].name}, by {a.office}", f"{b.id}: {b.agents[0].name}, by {b.office}")
    owning = [r for r in asserted if _owns(r, asserted)]
    pair = next(((a, b) for a in owning for b in free_of(asserted) if a.root != b.root), None)
    if pair is not None:
        own, other = pair
        return "confirmed", (f"{own.id} is the doer's own word, by {own.office}", f"{other.id} is by {other.office}, no party")
    sources = sources_of(members)
    if len(sources) > 1:
        return "fair", tuple(f"asserted by {office}" for office in sources)
    return "single source", (
        f"asserted by {'parties' if parties_alone(members) and len({r.office for r in asserted}) > 1 else next(iter(sources), '')} alone",
    )


def _by(record: Record) -> str:
    return ", ".join(p.id or p.name for p in record.denies) if record.modality != "denied" else record.office


def rival(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """Whether both name doers that are known, and none of one side with any of the other's."""
    known = [p for p in one if p.id], [p for p in other if p.id]
    return all(known) and not any(p.same_side(q) for p in known[0] for q in known[1])


def _owns(record: Record, members: Sequence[Record]) -> bool:
    """Whether a claim's voice is of the side that did it."""
    doers = [p for r in members for p in r.agents if p.id]
    return record.voice is not None and any(record.voice.same_side(p) for p in doers)
