"""Countries that act: قصفت روسيا, أعلنت أنقرة. A country or capital that was chosen as doer or speaker stands for its state."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import STATES_BY_CAPITAL
from ..model import Actor
from .mention import Mention, national
from .reader import Reading
from .scene import Event


def lend(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Set the actor of the places among the agents and sources of events: the government of the country."""
    for event in events:
        for m in (*event.agents, *([event.source] if event.source is not None else [])):
            if m.kind == "place" and m.actor is None:
                m.actor = _state(m, lexicon)


def _state(m: Mention, lexicon: Lexicon) -> Actor | None:
    word = m.s.tokens[m.j - 1].w.word if m.j == m.i + 1 else ""
    if word in STATES_BY_CAPITAL:
        return lexicon.actor_by_id[STATES_BY_CAPITAL[word]]
    if m.place is not None and m.place.precision == "country" and m.place.country in lexicon.country_names:
        return national(m.place.country, "government", lexicon)
    iso = lexicon.capitals.get(word)
    return national(iso, "government", lexicon) if iso else None
