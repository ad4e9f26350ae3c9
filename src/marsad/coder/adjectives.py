"""Whose an act is by the adjective of its own noun (حصار إسرائيلي): no actor of another nation does it."""

from __future__ import annotations

from functools import cache

from ..arabic.normalise import fold
from ..lexicon import Lexicon, asides
from ..lexicon.tables import table
from ..lexicon.types import types
from ..lexicon.word import Word
from ..model import Actor
from .mention import Mention, national
from .reader import Reading
from .scene import Event

_RELATED = ("ي", "يه")  # endings of adjectives of relation: غارات جوية روسية
_PEOPLE = ("ون", "ين")  # endings of those who are of a nation: ثلاثة فلسطينيين
_BEHIND = 3  # tokens from the noun of an act to the adjective that says whose it is


def attribute(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Make the nation that the adjective behind an event's noun names its doer, where those chosen are all known to be of other nations, or
    where none is and the reader was not asked about the adjective; the faction (قصف حوثي) where none is chosen."""
    fought = table("asides")["fought"]["families"]
    for e in events:
        if e.turned_down or not e.noun or types()[e.type].family not in fought or types()[e.type].mutual:
            continue
        at = _adjective(e)
        if at is not None and e.scene.s.tokens[at].w.demonym is None:
            e.agents = e.agents or [Mention(e.scene.s, at, at + 1, "actor", "named", _faction(e.scene.s.tokens[at].w, lexicon))]
            continue
        nation = e.scene.s.tokens[at].w.demonym if at is not None else None
        if at is None or nation is None or any(m.actor is None or m.actor.country in (None, nation) for m in e.agents):
            continue
        told = e.scene.mention_at(at)
        asked = told is not None and (told.i, told.j, told.kind) == (at, at + 1, "actor")
        if e.agents or not asked:
            own = told if told is not None and asked else Mention(e.scene.s, at, at + 1, "actor", "state", national(nation, "state", lexicon))
            e.agents = [own]
            e.targets = [m for m in e.targets if m is not own]


def _adjective(e: Event) -> int | None:
    """The token of a nation's adjective behind an event's noun, with nothing but words of its kind between."""
    tokens = e.scene.s.tokens
    for k in range(e.i + 1, min(e.i + 1 + _BEHIND, len(tokens))):
        t = tokens[k]
        if t.mark or t.w.det != e.token.w.det or t.w.prep or t.w.conj:
            return None
        if t.w.demonym or t.w.stem in _factions():
            befell = k == e.i + 1 and not t.w.det and e.type in asides.types("befalling")  # قتل فلسطيني
            return None if t.w.norm.endswith(_PEOPLE) or befell else k
        if not t.w.norm.endswith(_RELATED) or t.w.head or t.w.site:
            return None
    return None


@cache
def _factions() -> dict[str, str]:
    """Adjective of a faction, folded → the id of its actor."""
    return {fold(word): id for id, words in table("asides")["factions"].items() for word in words}


def _faction(w: Word, lexicon: Lexicon) -> Actor:
    return lexicon.actor_by_id[_factions()[w.stem]]
