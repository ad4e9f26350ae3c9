"""Who stands behind a side (الفصائل المدعومة من تركيا, قوات موالية لروسيا): a country named so is nowhere that anything happened."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .mention import Mention
from .reader import Reading
from .scene import Event


def pass_over(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Take the countries that back, hold or steer a side from the places and targets of events."""
    for event in events:
        event.places = [(m, role) for m, role in event.places if not _backs(m, lexicon)]
        event.targets = [m for m in event.targets if not (m.kind == "place" and _backs(m, lexicon))]


def _backs(m: Mention, lexicon: Lexicon) -> bool:
    """Whether a country stands behind a word that ties a side to it: المدعومة من تركيا, موالية لروسيا."""
    if m.place is None or m.place.precision != "country" or not m.i:
        return False
    tokens = m.s.tokens
    at = m.i - 1 if tokens[m.i].w.prep in ("ل", "ب") else m.i - 2 if tokens[m.i - 1].w.norm in WORDS["modified_by"] else -1
    return at >= 0 and not tokens[at].mark and tokens[at].w.word in lexicon.modifiers
