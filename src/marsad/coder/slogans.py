"""What is only chanted or stands on a placard (هتفوا: «اقتحموا القصر»): its words tell no act, and its places are not where anything was."""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from .mention import Mention
from .reader import Reading
from .scene import Event, Scene

_CHANTED_WITHIN = 8  # tokens from the word of chanting to the quotes
_LONGEST = 15  # tokens of a slogan whose quotes are not closed in its sentence


def silence(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down what slogans tell and take their words out of the roles of other events."""
    spans: dict[int, list[range]] = {}
    for e in events:
        if e.turned_down:
            continue
        if id(e.scene) not in spans:
            spans[id(e.scene)] = _slogans(e.scene)
        own = spans[id(e.scene)]
        if any(e.i in span for span in own):
            e.turned_down = "words of a slogan"
        elif own:
            e.agents, e.targets = ([m for m in ms if not _within(m, e.scene, own)] for ms in (e.agents, e.targets))
            e.places = [(m, role) for m, role in e.places if not _within(m, e.scene, own)]


def _within(m: Mention, scene: Scene, spans: list[range]) -> bool:
    return m.s is scene.s and any(m.i in span for span in spans)


def _slogans(scene: Scene) -> list[range]:
    """The tokens of a sentence that stand in quotes shortly behind a word of chanting."""
    tokens, chanting = scene.s.tokens, words("chants")
    out: list[range] = []
    chants = [
        t.i for t in tokens if t.w.stem in chanting and words("pointing").isdisjoint(scene.s.norms[t.i + 1 : t.i + 2])
    ]  # لافتة إلى أن points at something
    for t in tokens if chants else ():
        if t.opens and any(0 < t.i - i <= _CHANTED_WITHIN for i in chants):
            end = next((x.i for x in tokens[t.i :] if x.closes), min(t.i + _LONGEST, len(tokens) - 1))
            out.append(range(t.i, end + 1))
    return out
