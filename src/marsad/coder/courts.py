"""Crimes that a court judges (حكمت المحكمة عليه بالسجن لقتله خمسة).

The verdict is the news, the crime has no day and no place unless they are told of it.
"""

from __future__ import annotations

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.types import having
from .reader import Reading
from .scene import Event

_COURT_WITHIN = 30  # tokens from a crime back to the court that judges it
_SEAT_WITHIN = 4  # tokens from a court to the town where it sits: محكمة جنايات في باريس
_LINK_WITHIN = 2  # tokens from a crime back to the word that ties it to the verdict: بتهمة المشاركة في قتل
_CRIMES = having("armed") | {"riot", "abduction", "protest"}


def judge(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down crimes that the sentence of a court only names; of one whose day is told, the court's town is not the place."""
    for e in events:
        if e.turned_down or e.type not in _CRIMES or not e.noun or not _tied(e):
            continue
        court = _court(e)
        if court is None:
            continue
        if e.when is not None and e.when.s is e.scene.s and e.when.i > e.i:
            e.places = [(m, role) for m, role in e.places if not (m.s is e.scene.s and court < m.i <= court + _SEAT_WITHIN)]
        else:
            e.turned_down = "a crime that a court judges"


def _court(e: Event) -> int | None:
    """The token of the court, where a court and what it finds are told before an event, in either order."""
    before = [t for t in e.scene.s.tokens[max(0, e.i - _COURT_WITHIN) : e.i] if not t.mark]
    found = any(t.w.word in words("judging") for t in before)
    return next((t.i for t in reversed(before) if t.w.stem in words("courts")), None) if found else None


def _tied(e: Event) -> bool:
    """Whether the word of a crime hangs on the verdict: بإعدام, لقتله, بتهمة قتل, بالضلوع في تفجير."""
    near = e.scene.s.tokens[max(0, e.i - _LINK_WITHIN) : e.i]
    return e.token.w.prep in ("ب", "ل") or any(t.w.stem in words("guilt") for t in near if not t.mark)
