"""What is impossible whatever the weights say: each objection has its name, its reason and its test."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..lexicon import Lexicon
from .reader import Reading
from .scene import Event


class Objection(NamedTuple):
    """An impossibility: `holds(event)` is true where the event cannot be."""

    name: str
    reason: str
    holds: Callable[[Event], bool]


def _takes_nothing(e: Event) -> bool:
    return e.type == "capture" and not e.places and not any(m.kind in ("place", "site") for m in e.targets)


def _names_nothing(e: Event) -> bool:
    told = e.agents or e.targets or e.places or e.source or e.deaths or e.injured
    return not told and e.frame is None


OBJECTIONS = (
    Objection("nothing taken", "a capture needs a place or a position", _takes_nothing),
    Objection("nothing named", "neither actor nor place nor number, and no word of the lexicon", _names_nothing),
)


_ENOUGH = 0.9  # expected events, from which an article is about a conflict whatever its length
_TOKENS_AN_EVENT = 110  # in shorter texts one event for so many words is enough


def raise_aside(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down the lone events of a long article that is about something else (a series, a market, a match told as a battle)."""
    told = [e for e in events if not e.turned_down]
    if sum(e.sure for e in told) < min(_ENOUGH, len(reading.page.tokens) / _TOKENS_AN_EVENT):
        for e in told:
            e.turned_down = "too little of a long article speaks of a conflict"


def raise_(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down the events that cannot be, with the reason."""
    for e in events:
        if not e.turned_down:
            found = next((o for o in OBJECTIONS if o.holds(e)), None)
            if found is not None:
                e.turned_down = found.reason
