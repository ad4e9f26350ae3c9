"""The signs of mentions beside events (`signs.beside`) as rows of the weights' table, for all pairs of some events at once.

An article has some hundred pairs of an event and a mention, each with a dozen signs: named one by one they cost more than the
network that weighs them. Here what makes a sign (how far, in which clause, what stands between) is worked out for all pairs in
arrays, and its row is looked up in a small table. `signs.beside` names the same signs; tests/test_reader.py holds one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..lexicon.word import Frame
from . import signs
from .page import Page

_SIDES = ("before", "behind")  # by whether the mention stands behind the event's word
_KINDS_KEPT, _PREPOSITIONS_KEPT = 1 << 6, 1 << 10


class OfFrame(NamedTuple):
    """The rows of what a frame says: of what its prepositions govern, of its object, of its genitive."""

    frame: Frame
    by_prep: dict[str, int]
    object: int
    genitive: int


class Rows:
    """Where each sign of a pair lies in the weights' table; 0 is for signs that the weights do not know."""

    def __init__(self, known: Mapping[str, int]):
        self._known = known
        self.steps = np.stack([self.of("the word itself", *(f"{side} by {n}" for n in signs.STEPS[1:])) for side in _SIDES])
        self.clauses = self.of(*(f"{n} clauses on" for n in signs.CLAUSES))
        self.verbs = np.stack([self.of(*(f"{n} verbs between, {side}" for n in signs.BETWEEN)) for side in _SIDES])
        self.away = self.of(*(f"{n} sentences on" for n in signs.AWAY))
        self.told = self.of(*(f"told {n} times" for n in signs.TOLD))
        self.first, self.headline = self.of("its first place", "stands in the headline").tolist()
        self.last, self.next = self.of("the last to speak", "the next to speak")
        self.last_on = self.of(*(f"the last to speak, {n} sentences on" for n in signs.SPOKEN))
        self._frames: dict[int, OfFrame] = {}
        self.kinds = lru_cache(_KINDS_KEPT)(self._kinds)
        self.governs = lru_cache(_PREPOSITIONS_KEPT)(self._governs)

    def one(self, name: str) -> int:
        """The row of a sign."""
        return self._known.get(name, 0)

    def of(self, *names: str) -> np.ndarray:
        """The rows of signs."""
        return np.array([self._known.get(name, 0) for name in names], np.intp)

    def frame(self, frame: Frame) -> OfFrame:
        """What a frame says of what it governs; the frames of a lexicon are asked for again and again."""
        known = self._frames.get(id(frame))
        if known is None or known.frame is not frame:
            by_prep = {prep: self.one(f"the frame's {role}") for prep, role in frame.prep.items()}
            known = OfFrame(frame, by_prep, self.one(f"object would be {frame.object}"), self.one(f"genitive would be {frame.genitive}"))
            self._frames[id(frame)] = known
        return known

    def _kinds(self, kinds: tuple[str, ...]) -> tuple[np.ndarray, ...]:
        """The rows of some kinds of mention, those of each a line: treat them as read-only."""
        return tuple(np.stack(x) for x in zip(*map(self._kind, kinds), strict=True))

    def _kind(self, kind: str) -> tuple[np.ndarray, ...]:
        """The rows of a kind of mention: by clauses on, by how many more stand between (before, behind), by sentences on, here, elsewhere."""
        return (
            self.of(*(f"{kind} {n} clauses on" for n in signs.CLAUSES)),
            np.stack([self.of(*(f"{n} more {kind} between, {side}" for n in signs.BETWEEN)) for side in _SIDES]),
            self.of(*(f"{kind} {n} sentences on" for n in signs.AWAY)),
            self.of(f"{kind} here", f"{kind} elsewhere"),
        )

    def _governs(self, prep: str) -> np.ndarray:
        return self.of(*(f"{prep or 'nothing'} governs it, {side}" for side in _SIDES))


class PairSigns:
    """The pairs of one page: what its mentions bring to any pair is laid out once."""

    def __init__(self, page: Page, rows: Rows):
        self._page, self._rows = page, rows
        spots = page.spots
        self._scene_of, self._clause, self._verbs = np.array(page.scene_of), np.array(page.clause), np.array(page.verbs_before)
        self._i, self._j, self._scene = (np.array([getattr(s, name) for s in spots], np.intp) for name in ("i", "j", "scene"))
        kinds, self._kind = _numbered([s.m.kind for s in spots])
        self._preps, self._prep = _numbered(["", *(s.m.prep for s in spots)])
        self._prep = self._prep[1:]  # number 0 is that of no preposition
        self._kind_clauses, between, self._kind_away, self._kind_where = rows.kinds(tuple(kinds))
        counted = np.array([kind in page.before for kind in kinds])  # loose phrases are not counted between
        self._kind_between = between * counted[:, None, None]
        nothing = [0] * (len(page.tokens) + 1)
        self._before = np.array([page.before.get(kind, nothing) for kind in kinds])
        self._governs = np.stack([rows.governs(prep) for prep in self._preps])
        times, first, title = np.array([(s.times, s.first, s.m.s.title) for s in spots], np.intp).T
        self._always = rows.told[np.minimum(times, signs.TOLD[-1])], first * rows.first, title * rows.headline

    def beside(self, events: Sequence[int], of: np.ndarray, spots: np.ndarray) -> np.ndarray:
        """The rows of the signs of pairs, a line each with 0 where there is none: mention `spots[p]` of the page beside the event
        at token `events[of[p]]`."""
        rows, k = self._rows, np.array(events)[of]
        i, j, kind = self._i[spots], self._j[spots], self._kind[spots]
        apart = self._scene[spots] - self._scene_of[k]
        here, after = apart == 0, i > k
        side = after.astype(np.intp)
        steps = np.where(after, i - k, np.where(j <= k, k - j + 1, 0))
        clauses = _within(self._clause[i] - self._clause[k], signs.CLAUSES)
        low = np.where(after, k + 1, j)
        high = np.maximum(low, np.where(after, i, k))
        verbs = _within(self._verbs[high] - self._verbs[low], signs.BETWEEN)
        kin = _within(self._before[kind, high] - self._before[kind, low], signs.BETWEEN)
        away = _within(apart, signs.AWAY)
        last, next_ = self._speakers(events)
        speaks_last = spots == last[of]
        in_sentence = (
            rows.clauses[clauses],
            self._kind_clauses[kind, clauses],
            rows.verbs[side, verbs],
            self._kind_between[kind, side, kin],
            self._governs[self._prep[spots], side],
            *self._by_frame(events, of, spots, after, steps),
        )
        elsewhere = (rows.away[away], self._kind_away[kind, away])
        return np.stack(
            [
                rows.steps[side, np.minimum(steps, len(signs.STEPS) - 1)],
                *(x * here for x in in_sentence),
                *(x * ~here for x in elsewhere),
                self._kind_where[kind, (~here).astype(np.intp)],
                rows.last * speaks_last,
                rows.last_on[_within(apart, signs.SPOKEN)] * speaks_last,
                rows.next * ((spots == next_[of]) & ~speaks_last),
                *(x[spots] for x in self._always),
            ],
            1,
        )

    def _by_frame(self, events: Sequence[int], of: np.ndarray, spots: np.ndarray, after: np.ndarray, steps: np.ndarray) -> tuple[np.ndarray, ...]:
        """What the frame of each event's word says of mentions governed so: (by its preposition or as an object, as a genitive)."""
        frames = [self._rows.frame(frame) if (frame := self._page.frames[k]) is not None else None for k in events]
        none = [0] * len(self._preps)
        by_prep = np.array([[f.object, *(f.by_prep.get(p, 0) for p in self._preps[1:])] if f is not None else none for f in frames])
        prep = self._prep[spots]
        bare = (prep == 0) & after
        genitive = np.array([f.genitive if f is not None else 0 for f in frames])
        return by_prep[of, prep] * ((prep > 0) | bare), genitive[of] * (bare & (steps <= signs.GENITIVE_WITHIN))

    def _speakers(self, events: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the mentions that speak last before each event, and next behind it; -1 where none does."""
        around = [self._page.speakers_around(k) for k in events]
        last, next_ = ([spot.n if spot else -1 for spot in column] for column in zip(*around, strict=True))
        return np.array(last), np.array(next_)


def _numbered(names: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Distinct names in the order in which they come, and the number of each name among them."""
    number: dict[str, int] = {}
    of = [number.setdefault(name, len(number)) for name in names]
    return list(number), np.array(of, np.intp)


def _within(values: np.ndarray, span: range) -> np.ndarray:
    """Values brought into a span, as their places in it."""
    inside: np.ndarray = np.minimum(np.maximum(values, span[0]), span[-1])  # quicker than np.clip for few values
    return inside - span[0]
