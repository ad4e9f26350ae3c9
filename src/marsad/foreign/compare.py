"""Ours against theirs, in a country and a period: which events both have, which only one, and where those of both differ."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ..evaluate import FAMILY
from ..events import Event
from ..gazetteer import km
from .read import Foreign


class Pair(NamedTuple):
    """An event of both: how many days and kilometres they lie apart, and in what they differ."""

    ours: Event
    theirs: Foreign
    days: int
    km: float
    differ: tuple[str, ...]


class Comparison(NamedTuple):
    """`here` is what only we have, `there` what only they have; what lies outside the period or country is in neither."""

    both: list[Pair]
    here: list[Event]
    there: list[Foreign]

    @property
    def coverage(self) -> float | None:
        """The share of theirs that we have; None where there are none."""
        n = len(self.both) + len(self.there)
        return len(self.both) / n if n else None


def compare(ours: Sequence[Event], theirs: Sequence[Foreign], days: int = 2, within: float = 25.0) -> Comparison:
    """Match events at most so many days and kilometres apart whose types are of one family (theirs without a type of ours match
    any), the nearest first, each once. Events without a day or place cannot be matched and are only here, or only there."""
    ranked: list[tuple[float, int, int, int, float]] = []
    when = sorted((*_ordinals(f.start, f.end), j) for j, f in enumerate(theirs) if f.lat is not None and f.lon is not None)
    longest = max((last - first for first, last, _ in when), default=0)
    for i, e in enumerate(ours):
        if e.lat is None or e.lon is None or e.start is None or e.end is None:
            continue
        start, end = _ordinals(e.start, e.end)
        near = slice(bisect_left(when, (start - days - longest,)), bisect_left(when, (end + days + 1,)))
        for first, last, j in when[near]:
            f = theirs[j]
            apart = max(first - end, start - last, 0)
            if apart > days or not _akin(e.type, f.type):
                continue
            assert f.lat is not None and f.lon is not None
            far = km(e.lat, e.lon, f.lat, f.lon)
            if far <= within:
                ranked.append((apart / (days or 1) + far / within + 0.5 * (e.type != f.type), i, j, apart, far))
    taken: tuple[set[int], set[int]] = set(), set()
    both: list[Pair] = []
    for _, i, j, apart, far in sorted(ranked):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            both.append(Pair(ours[i], theirs[j], apart, round(far, 1), _differ(ours[i], theirs[j], apart)))
    here = [e for i, e in enumerate(ours) if i not in taken[0]]
    return Comparison(both, here, [f for j, f in enumerate(theirs) if j not in taken[1]])


def _akin(ours: str, theirs: str | None) -> bool:
    return theirs is None or FAMILY.get(ours) == FAMILY.get(theirs)


def _ordinals(start: str, end: str) -> tuple[int, int]:
    """Days as numbers, the earlier first."""
    a, b = (dt.date.fromisoformat(d).toordinal() for d in (start, end))
    return min(a, b), max(a, b)


def _differ(e: Event, f: Foreign, apart: int) -> tuple[str, ...]:
    out: list[str] = []
    if f.type is not None and f.type != e.type:
        out.append("type")
    if apart:
        out.append("day")
    if f.deaths is not None:
        low, high = (e.deaths.min, e.deaths.max) if e.deaths else (0, 0)
        if not low <= f.deaths <= (high if high is not None else f.deaths):
            out.append("deaths")
    return tuple(out)
