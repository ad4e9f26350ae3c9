"""With what: the weapon that a violent event's clause names."""

from __future__ import annotations

from ..lexicon import Lexicon
from .reader import Reading
from .scene import Event

_BEFORE = 6  # tokens before the event's word where its weapon may stand
_BEHIND = 25


def name(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Set the weapon of the events of a type that has one, where their clause names one: the first of the lexicon's order."""
    for event in events:
        if not event.turned_down and event.type in lexicon.armed_types:
            _name(event, lexicon)


def _name(event: Event, lexicon: Lexicon) -> None:
    scene, clause = event.scene, event.scene.clauses.of[event.i]
    found: list[int] = []
    for t in scene.s.tokens[max(0, event.i - _BEFORE) : event.i + _BEHIND]:
        if t.mark or scene.clauses.of[t.i] != clause:
            continue
        for first in (t.w.word, t.w.stem):
            hit = lexicon.weapons.match(scene.s.norms, t.i, first) if first in lexicon.weapons.longest else None
            if hit:
                found.append(hit[1])
    if found:
        event.weapon = lexicon.weapon_ids[min(found)]
