"""What a side lost (خسر التنظيم الرقة أمام قوات X) was taken by the other: the reader finds the capture, and who lost as its doer."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .mention import Mention
from .reader import Reading
from .scene import Event

_TAKER_WITHIN = 15  # tokens from there to the side that it was lost to
_LOSING_WITHIN = 3  # tokens from a word of losing to the noun of what is lost: فقد الحوثيون السيطرة


def turn(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Make who lost a place the target of its capture, and who it was lost to the doer, where one is told."""
    for event in events:
        if not event.turned_down and event.type == "capture" and _lost(event):
            takers = list(_takers(event))
            losers = [m for m in event.agents if m not in takers]
            event.targets = losers + [m for m in event.targets if m not in takers and m not in losers]
            event.agents = takers


def _takers(event: Event) -> Iterator[Mention]:
    for i in range(event.i + 1, event.i + 1 + _TAKER_WITHIN):
        m = event.scene.mention_at(i)
        if m is not None and m.i == i and m.kind == "actor" and not WORDS["lost_to"].isdisjoint((m.prep, m.s.norms[i - 1])):
            yield m


def _lost(event: Event) -> bool:
    before = event.scene.s.tokens[max(0, event.i - _LOSING_WITHIN) : event.i] if event.noun else []
    return any(t.w.norm in WORDS["losing"] for t in (event.token, *before) if not t.mark)
