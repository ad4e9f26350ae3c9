"""A toll and nothing else (الدفاع المدني: 4 قتلى و9 جرحى حصيلة أولية): all that a post says is who counted how many dead, so it tells of a killing.

The network learnt from articles, where such a line repeats what the text tells, and gives it a small probability.
"""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..model import EVENT_TYPES
from .decide import fill
from .reader import Reading
from .scene import Event, Scene

_POST = 2  # sentences of a text that is no article
_KILLING = EVENT_TYPES.index("killing") + 1  # its number among the reader's types
_SPEAKER = 8  # tokens before the colon, at most


def tell(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Tell a killing for each sentence of a post that is a bare toll, where nothing else was read in the post."""
    page, bar = reading.page, reading.thresholds
    if len(page.scenes) > _POST or any(not e.turned_down for e in events):
        return
    for k, token in enumerate(page.tokens):
        scene = page.scenes[page.scene_of[k]]
        if token.mark or token.w.harm != "deaths" or not _bare(scene, token.i):
            continue
        event = Event(scene, k, token.i, "killing", bar["event"], bar["event"], ("killing", 0.0))
        fill(event, reading.fillers(k, _KILLING), bar)
        events.append(event)


def _bare(scene: Scene, i: int) -> bool:
    """Whether a sentence is a speaker, a colon and a toll, whose dead are told by the noun at token i."""
    tokens = scene.s.tokens
    colon = next((t.i for t in tokens[1:_SPEAKER] if t.mark and t.text == ":"), 0)
    by = scene.mention_at(colon - 1) if colon else None
    dead = scene.mention_at(i)
    if by is None or not by.agentive or dead is None or dead.i != colon + 1 or dead.count is None:
        return False
    rest = (t for t in tokens[colon + 1 :] if not t.mark)
    return all(_counted(scene, t.i) or t.w.stem in words("of_tolls") for t in rest)


def _counted(scene: Scene, i: int) -> bool:
    """Whether a token is of people counted or of a time."""
    m = scene.mention_at(i)
    return m is not None and (m.kind in ("time", "group") or m.count is not None)
