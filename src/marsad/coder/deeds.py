"""The type that an event's own parts decide: a bomb is a suicide's where somebody's death by his own is told; what police and soldiers do to
demonstrators is a crackdown, not a riot, and what these attack without arms a riot."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from .mention import Mention
from .reader import Reading
from .scene import Event

_BOMB_WITHIN = 14  # tokens from a verb of throwing to what says that the bomb was thrown by hand
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
        elif (e.type in ("airstrike", "shelling") and _thrown(e)) or (e.type == "shelling" and _small_arms(e)):
            e.type = "armed_attack"
        elif e.type == "interception" and _drops(e):
            e.type = "airstrike"


def _suicide(e: Event) -> bool:
    told = words("suicide")
    return any(not told.isdisjoint((t.w.stem, t.w.word)) for t in e.scene.s.tokens if not t.mark) or any(m.cls == "suicide" for m in e.agents)


def _drops(e: Event) -> bool:
    """Whether aircraft are told to have dropped bombs, and to have brought down nothing: أسقطت المقاتلات براميل متفجرة."""
    bombs = any(t.w.stem in words("dropped") for m in e.targets for t in m.s.tokens[m.i : m.j])
    return bombs and any(m.cls == "aircraft" for m in e.agents)


def _thrown(e: Event) -> bool:
    """Whether people on foot throw a bomb: ألقى مسلحون قنبلة يدوية على الحاجز."""
    behind = e.scene.s.tokens[e.i + 1 : e.i + 1 + _BOMB_WITHIN]
    by_hand = any(t.w.stem in words("by_hand") for t in behind if not t.mark)
    return e.token.w.word in words("throwing") and by_hand and not any(m.cls == "aircraft" for m in e.agents)


def _small_arms(e: Event) -> bool:
    """Whether an attack is told to be made with arms that shell nothing: هجوم بالأسلحة الرشاشة."""
    behind = e.scene.s.tokens[e.i + 1 : e.i + 4]
    return e.token.w.stem in words("assaults") and any(t.w.stem in words("small_arms") for t in behind if not t.mark)


def _keeps_order(m: Mention) -> bool:
    by_actor = m.actor is not None and m.actor.kind in _ORDER
    return by_actor or m.cls == "state" or m.s.tokens[m.i].w.stem in words("order")


def _demonstrators(m: Mention) -> bool:
    """Whether a mention is of demonstrators or of where they are: معتصمين, ساحة الاعتصام."""
    return m.cls == "demonstrators" or any(t.w.stem in words("demonstrations") for t in m.s.tokens[m.i : m.j])
