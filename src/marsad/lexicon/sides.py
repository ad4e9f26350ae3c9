"""Whose side an actor is on: all that it is a part of, its state, and whether it is a party to a conflict at all."""

from __future__ import annotations

import re
from functools import cache

from ..model import ARMED, Actor

_STATE = ("state_forces", "external_forces", "government")
_OFFICIAL = (".gov", ".govt", ".army")


def lineage(actor: Actor) -> tuple[str, ...]:
    """The actor's id, what it is a part of, and its state where it is of one."""
    line = [actor.id]
    known = _parts()
    above = actor.of
    while above and above not in line:
        line.append(above)
        above = known.get(above)
    state = actor.kind in _STATE or any(part.endswith(_OFFICIAL) for part in line)
    if state and (actor.country or re.match(r"[a-z]{2}\.", actor.id)):
        line.append(f"state:{actor.country or actor.id[:2].upper()}")
    return tuple(line)


def one_side(a: Actor, b: Actor) -> bool:
    """Whether both are of one side: the same actor, a part of it, forces of one state."""
    return not set(lineage(a)).isdisjoint(lineage(b))


def is_party(actor: Actor) -> bool:
    """Whether it bears arms or governs, or speaks for one that does; an agency, a watchdog, a channel is none."""
    return any(side.startswith("state:") or _kinds().get(side) in ARMED for side in lineage(actor)) or actor.kind in ARMED


@cache
def _parts() -> dict[str, str]:
    from . import load

    return {id: actor.of for id, actor in load().actor_by_id.items() if actor.of}


@cache
def _kinds() -> dict[str, str]:
    from . import load

    return {id: actor.kind for id, actor in load().actor_by_id.items()}
