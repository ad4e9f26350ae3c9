"""The type that an event's own parts decide: a bomb is a suicide's where somebody's death by his own is told; what police and soldiers do to
demonstrators is a crackdown, not a riot, and what these attack without arms a riot."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from .mention import Mention
from .reader import Reading
from .scene import Event

_ORDER = frozenset(("state_forces", "government"))  # kinds of actors that keep order


def retype(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Write `type` of suicide bombings without a suicide, of riots by forces of order, and of demonstrators' attacks."""
    for e in events:
        if e.turned_down:
            continue
        if e.type == "suicide_bombing" and not _suicide(e):
            e.type = "bombing"
        elif e.type == "riot" and e.agents and all(map(_keeps_order, e.agents)) and (any(map(_demonstrators, e.targets)) or not e.targets):
            e.type = "crackdown"
        elif e.type == "armed_attack" and e.agents and all(m.s.tokens[m.i].w.stem in words("demonstrations") for m in e.agents):
            e.type = "riot"


def _suicide(e: Event) -> bool:
    told = words("suicide")
    return any(not told.isdisjoint((t.w.stem, t.w.word)) for t in e.scene.s.tokens if not t.mark) or any(m.cls == "suicide" for m in e.agents)


def _keeps_order(m: Mention) -> bool:
    by_actor = m.actor is not None and m.actor.kind in _ORDER
    return by_actor or m.cls == "state" or m.s.tokens[m.i].w.stem in words("order")


def _demonstrators(m: Mention) -> bool:
    """Whether a mention is of demonstrators or of where they are: معتصمين, ساحة الاعتصام."""
    return m.cls == "demonstrators" or any(t.w.stem in words("demonstrations") for t in m.s.tokens[m.i : m.j])
