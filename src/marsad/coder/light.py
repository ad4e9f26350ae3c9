"""Verbs that only carry the noun of an act (جدد المجلس إدانته, فرض الحوثيون سيطرتهم): the noun tells it, the verb nothing else. Of who sets off a
bomb (فجر انتحاري سيارة مفخخة) the verb tells it, and the bomb nothing else."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.tables import table
from .reader import Reading
from .scene import Event

_BEHIND = 3  # tokens from the verb to its noun, besides who stands between


def drop(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down what such a verb was read to tell where the noun behind it tells an act of another type, and the bomb that a verb sets off."""
    told, bombings = [e for e in events if not e.turned_down], table("asides")["bombs"]["types"]
    nouns = {(id(e.scene), e.i): e for e in told if e.token.w.nouns and not e.token.w.prep and not e.token.w.conj}
    for e in told:
        if e.token.w.word in words("carrying_verbs"):
            noun = next((nouns[id(e.scene), i] for i in _reach(e) if (id(e.scene), i) in nouns), None)
            if noun is not None and noun.type != e.type:
                e.turned_down = "a verb that carries the noun of the act"
        elif e.token.w.word in words("laying") and any(nouns[id(e.scene), i].type == "siege" for i in _reach(e) if (id(e.scene), i) in nouns):
            e.turned_down = "a verb that lays a siege"
        elif e.type in bombings and e.token.w.verbs and not e.turned_down:
            for bomb in (nouns[id(e.scene), i] for i in _reach(e) if (id(e.scene), i) in nouns):
                if bomb is not e and bomb.type in bombings:
                    _taken_over(e, bomb)


def _taken_over(e: Event, bomb: Event) -> None:
    """Turn down a bomb, with what only its own reading knows left to the verb that sets it off."""
    bomb.turned_down = "the bomb that a verb beside it sets off"
    e.agents, e.places = e.agents or bomb.agents, e.places or bomb.places
    e.targets += [m for m in bomb.targets if m not in e.targets]
    if e.deaths is None and e.injured is None:
        e.deaths, e.injured, e.harms = bomb.deaths, bomb.injured, bomb.harms


def _reach(e: Event) -> range:
    """The tokens where the noun that a verb carries may stand: right behind it, or behind who does it."""
    subject = next((m for m in e.scene.mentions if m.i == e.i + 1), None)
    start = subject.j if subject is not None else e.i + 1
    return range(start, min(start + _BEHIND, len(e.scene.s.tokens)))
