"""The ends of a road (طريق حلب - اللاذقية): what happens on it happens at neither, so that another place that the text tells goes before them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..lexicon import Lexicon
from ..lexicon.grammar import ROADS
from .mention import Mention
from .reader import Reading
from .scene import Event, Scene

_DASHES = "-–—ـ/"
_BEFORE = 4  # tokens from the word for a road to its first end: الطريق الدولي السريع إم فور حلب - اللاذقية


def pass_over(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Take the ends of roads from the places of events that have another place in the same role."""
    for event in events:
        if len(event.places) < 2:
            continue
        ends = {id(m) for m in _ends(event.scene)}
        if not ends:
            continue
        told = {role for m, role in event.places if id(m) not in ends}
        event.places = [(m, role) for m, role in event.places if id(m) not in ends or role not in told]


def _ends(scene: Scene) -> Iterator[Mention]:
    """The places of a sentence that a dash joins behind the word for a road."""
    tokens = scene.s.tokens
    places = [m for m in scene.mentions if m.kind == "place"]
    for m, behind in pairwise(places):
        between = tokens[m.j : behind.i]
        if len(between) != 1 or not between[0].mark or between[0].text not in _DASHES:
            continue
        if any(not t.mark and t.w.stem in ROADS for t in tokens[max(0, m.i - _BEFORE) : m.core[0]]):
            yield from (m, behind)
