"""Where a sentence says at its head where it is, and what a place is that is told by its rank.

وفي جنين، …; باتت ترهونة رابع مدينة تستعيدها القوات.
"""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from .mention import Mention
from .reader import Reading
from .scene import Choice, Event, Scene

_HEAD = 2  # tokens of a sentence, within which the place that heads it begins
_BEFORE_RANK = 1  # tokens from a place to the rank that it is told to have


def settle(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Write `places`: of events that lie elsewhere than the head of their sentence says, and of those whose place is only a rank."""
    for e in events:
        if e.turned_down or not e.places:
            continue
        head = _head(e.scene)
        if head is not None and all(m.s is not e.scene.s for m, _ in e.places):
            _put(e, [head])
        ranked = [_ranked(m, e.scene) or m for m, _ in e.places]
        if any(a is not b for a, (b, _) in zip(ranked, e.places, strict=True)):
            _put(e, ranked)


def _put(e: Event, places: list[Mention]) -> None:
    sure = max((p for _, p in e.choices["place"].taken), default=0.0)
    e.places = [(m, "at") for m in places]
    e.choices["place"] = Choice([(m, sure) for m in places], None)


def _head(scene: Scene) -> Mention | None:
    """The place behind في at the head of a sentence, which what is told in it lies in: وفي جنين، أعلنت الوزارة …"""
    m = next((m for m in scene.mentions if m.i <= _HEAD), None)
    tokens = scene.s.tokens
    if m is None or m.kind != "place" or m.prep not in WORDS["lying_in"] or m.j >= len(tokens):
        return None
    return m if tokens[m.j].mark or tokens[m.j].w.verbs else None


def _ranked(m: Mention, scene: Scene) -> Mention | None:
    """The place that a sentence names right before its rank."""
    if m.kind != "phrase" or m.s is not scene.s or m.s.tokens[m.i].w.word not in words("ranks"):
        return None
    return next((x for x in scene.mentions if x.kind == "place" and 0 <= m.i - x.j <= _BEFORE_RANK), None)
