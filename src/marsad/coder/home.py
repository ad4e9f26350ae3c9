"""The country that an article's outlet writes from, and that of an event whose text names no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set

from ..arabic.normalise import fold
from ..lexicon import Lexicon
from ..lexicon.tables import table
from ..model import CountryBasis
from .scene import Event, Scene


def country(site: str | None, outlet: str | None, lexicon: Lexicon) -> str | None:
    """ISO code by the outlet's name in the lexicon, else by the ending of its address; None where neither tells it (a `.com`)."""
    words = fold(outlet or "").split()
    found = lexicon.outlets.match(words, 0, words[0]) if words else None
    if found is not None and found[0] == len(words) and found[1].country:
        return found[1].country
    known = lexicon.called("outlet." + outlet.lower().replace(" ", "-")) if outlet else None  # an English name
    if known is not None and known.country:
        return known.country
    ending = (site or "").rpartition(".")[2].upper()
    return ending if ending in lexicon.country_names else None


def abroad(events: list[Event], scenes: list[Scene]) -> frozenset[str]:
    """The countries (ISO codes) whose forces strike in an article that names no place of theirs: whose act it is says nothing of where."""
    strikers = table("asides")["strikers"]
    acting = {m.actor.country for e in events if e.type in strikers["types"] for m in e.agents if m.actor is not None}
    acting &= set(strikers["countries"])
    if acting:
        named = (m for scene in scenes for m in scene.mentions if m.kind == "place")
        acting -= {p.country for m in named for p in ([m.place] if m.place is not None else m.candidates)}
    return frozenset(iso for iso in acting if iso)


def of_event(e: Event, votes: Mapping[str, float], outlet: str | None, striking: Set[str] = frozenset()) -> tuple[str | None, CountryBasis | None]:
    """The country (ISO code) of an event and what tells it: its places; else those whom it befell, those who did it, but for those who are
    `striking` abroad; else what the article is most about (`votes` by ISO code); else its outlet's. A sea is a place, and no country's."""
    places = [m.place for m, _ in e.places if m.place is not None]
    if places:
        iso = next((p.country for p in places if p.country), None)
        return iso, "place" if iso else None
    for side in (e.targets, e.agents):
        told = Counter(m.actor.country for m in side if m.actor is not None and m.actor.country and m.actor.country not in striking)
        if told:
            return max(told, key=lambda iso: (told[iso], votes.get(iso, 0.0), iso)), "actors"
    if votes:
        return max(votes, key=lambda iso: (votes[iso], iso)), "article"
    return outlet, "outlet" if outlet else None
