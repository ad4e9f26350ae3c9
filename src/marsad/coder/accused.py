"""Who accuses, asks or warns does not do what he accuses of or asks for: اتهم الوزير فرنسا بدعم المسلحين."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.tables import table
from .reader import Reading
from .scene import Event

_WITHIN = 16  # tokens from a verb of accusing to the act


def shift(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give an act behind ب to whom its governing verb is told of, where it was read as the speaker's own."""
    told, kinds = [e for e in events if not e.turned_down], table("asides")["accused"]["types"]
    for e in told:
        if e.token.w.prep != "ب" or not e.agents or e.type in kinds:
            continue
        verb = next((a for a in reversed(told) if a.scene is e.scene and 0 < e.i - a.i <= _WITHIN and a.type in kinds and a.token.w.verbs), None)
        if verb is None or not verb.targets or _parted(verb, e) or any(m not in verb.agents for m in e.agents):
            continue
        e.agents = [m for m in verb.targets if m not in e.targets and m.i < e.i]


def _parted(verb: Event, e: Event) -> bool:
    """Whether a stop, or a verb that an event's frame knows, stands between."""
    between = e.scene.s.tokens[verb.i + 1 : e.i]
    return any(t.text in ".؛:" if t.mark else any(use.frame is not None for use in t.w.verbs) and not t.w.nouns for t in between)
