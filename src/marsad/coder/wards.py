"""Whom those who keep the count of a land's dead count (وزارة الصحة في غزة: 7 شهداء): people of that land, where nothing else says where."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from .mention import Mention
from .reader import Reading
from .scene import Event
from .unplaced import settle


def lend(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give the dead that a ministry of health tells of, and that lie nowhere, the land that stands in its name."""
    for event in events:
        if event.turned_down or event.type != "killing" or event.places or event.source is None:
            continue
        land = _land(event.source)
        if land is not None:
            settle(land, event.scene, None, lexicon)
            if land.place is not None:
                event.places = [(land, "at")]


def _land(speaker: Mention) -> Mention | None:
    """The place in the name of one who counts the dead: its last word, behind في or with ب."""
    tokens = speaker.s.tokens[speaker.i : speaker.j]
    if len(tokens) < 3 or not any(t.w.stem in words("counting") for t in tokens[:-1]):
        return None
    last = tokens[-1].w
    if last.prep != "ب" and tokens[-2].w.norm not in WORDS["lying_in"]:
        return None
    return Mention(speaker.s, speaker.j - 1, speaker.j, "place")
