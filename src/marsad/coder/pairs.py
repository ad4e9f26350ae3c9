"""What the signs of mentions beside events (`signs.beside`) add to the network, for all pairs of some events at once.

An article has some hundred pairs of an event and a mention, each with a dozen signs: named one by one they cost more than the
network that weighs them. Here what makes a sign (how far, in which clause, what stands between) is worked out for all pairs in
arrays. Signs that come together are added up once, when the weights are read, so that a pair is the sum of a few lines of small
tables. `signs.beside` names the same signs; tests/test_reader.py holds one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from ..lexicon.word import Frame
from . import signs
from .page import Page, Spot

_SIDES = ("before", "behind")  # by whether the mention stands behind the event's word
_FAR = len(signs.STEPS)


class OfFrame(NamedTuple):
    """The rows of what a frame says: of what its prepositions govern, of its object, of its genitive."""

    frame: Frame
    by_prep: dict[str, int]
    object: int
    genitive: int


class PairTables:
    """What the signs of a pair add, in lines of tables (minds, lines, width); signs that the weights do not know add nothing."""

    def __init__(self, known: Mapping[str, int], table: np.ndarray):
        self._known, self.table = known, table  # row 0 of the table adds nothing
        here, elsewhere = ({name.removesuffix(end) for name in known if name.endswith(end)} for end in (" here", " elsewhere"))
        kinds = sorted(here | elsewhere)
        self._kinds = {kind: n for n, kind in enumerate(kinds)}
        governs = " governs it, "
        preps = sorted({name.partition(governs)[0] for name in known if governs in name})
        self._preps = {prep: n for n, prep in enumerate(preps, 1)}
        # By side and steps; by kind and how many clauses on, or sentences on elsewhere.
        self.steps = self._lines([f"{side} by {n}" if at else "the word itself"] for side in _SIDES for at, n in enumerate(signs.STEPS))
        self.where = self._lines(names for kind in ["", *kinds] for names in _where(kind))
        # By kind, side, more of the kind between and verbs between; the first line is that of another sentence.
        between = product(["", *kinds], _SIDES, signs.BETWEEN, signs.BETWEEN)
        self.between = self._lines([[], *([f"{n} more {kind} between, {side}", f"{v} verbs between, {side}"] for kind, side, n, v in between)])
        # By preposition and side; the first two lines are of prepositions that the weights do not know, and of another sentence.
        self.governs = self._lines([[], [], *([f"{prep}{governs}{side}"] for prep in preps for side in _SIDES)])
        self.last = self._lines(["the last to speak", f"the last to speak, {n} sentences on"] for n in signs.SPOKEN)
        self.next = self._lines([["the next to speak"]])
        # By how often the name is told, whether here for the first time, whether in the headline: the same beside every event.
        self.always = self._lines(
            [f"told {n} times", *["its first place"][:first], *["stands in the headline"][:title]]
            for n, first, title in product(signs.TOLD, (False, True), (False, True))
        )
        self._frames: dict[int, OfFrame] = {}

    def _lines(self, lists: Iterable[Sequence[str]]) -> np.ndarray:
        """For each list of signs what they add together."""
        sums = [self.table[:, [self.row(name) for name in names]].sum(1) for names in lists]
        return np.stack(sums, 1)

    def row(self, name: str) -> int:
        """The row of a sign."""
        return self._known.get(name, 0)

    def kind(self, kind: str) -> int:
        """The number of a kind of mention, 0 for one that the weights do not know."""
        return self._kinds.get(kind, -1) + 1

    def prep(self, prep: str) -> int:
        """The number of a preposition, 0 for one that the weights do not know."""
        return self._preps.get(prep or "nothing", 0)

    def frame(self, frame: Frame) -> OfFrame:
        """What a frame says of what it governs; the frames of a lexicon are asked for again and again."""
        known = self._frames.get(id(frame))
        if known is None or known.frame is not frame:
            by_prep = {prep: self.row(f"the frame's {role}") for prep, role in frame.prep.items()}
            known = OfFrame(frame, by_prep, self.row(f"object would be {frame.object}"), self.row(f"genitive would be {frame.genitive}"))
            self._frames[id(frame)] = known
        return known

    def of_spots(self, spots: Sequence[Spot]) -> np.ndarray:
        """What the signs of mentions that are the same beside every event add."""
        most = signs.TOLD[-1]
        told: np.ndarray = self.always.take([4 * min(s.times, most) + 2 * s.first + s.m.s.title for s in spots], 1)
        return told


def _where(kind: str) -> list[list[str]]:
    """The signs of where a mention of a kind stands: in the event's sentence by clauses on, in another by sentences on."""
    here = [[f"{n} clauses on", f"{kind} {n} clauses on", f"{kind} here"] for n in signs.CLAUSES]
    return here + [[f"{n} sentences on", f"{kind} {n} sentences on", f"{kind} elsewhere"] for n in signs.AWAY]


class PairSigns:
    """The pairs of one page: what its mentions bring to any pair is laid out once."""

    def __init__(self, page: Page, tables: PairTables):
        self._page, self._tables = page, tables
        spots, size = page.spots, len(page.tokens) + 1
        self._scene_of, self._clause, self._verbs = np.array(page.scene_of), np.array(page.clause), np.array(page.verbs_before)
        laid = np.array([(s.i, s.j, s.scene, tables.kind(s.m.kind)) for s in spots], np.intp).reshape(-1, 4)
        self._i, self._j, self._scene, self._kind = laid.T.copy()
        self._preps, self._prep = _numbered(["", *(s.m.prep for s in spots)])
        self._prep = self._prep[1:]  # number 0 is that of no preposition
        self._governs = np.array([tables.prep(prep) for prep in self._preps])[self._prep] * 2
        kinds = int(self._kind.max(initial=0)) + 1
        begins = np.bincount(self._kind * size + self._i + 1, minlength=kinds * size).reshape(kinds, size)
        self._before = begins.cumsum(1)  # how many mentions of each kind begin before each token

    def beside(self, events: Sequence[int], of: np.ndarray, spots: np.ndarray) -> np.ndarray:
        """What the signs of pairs add (minds, pairs, width): of mention `spots[p]` of the page beside the event at token `events[of[p]]`,
        without those of the mention that are the same beside every event."""
        tables, k = self._tables, np.array(events)[of]
        i, j, kind = self._i[spots], self._j[spots], self._kind[spots]
        apart = self._scene[spots] - self._scene_of[k]
        here, after = apart == 0, i > k
        steps = np.where(after, i - k, np.maximum(k - j + 1, 0))
        low = np.where(after, k + 1, j)
        high = np.maximum(low, np.where(after, i, k))
        verbs = _within(self._verbs[high] - self._verbs[low], signs.BETWEEN)
        kin = _within(self._before[kind, high] - self._before[kind, low], signs.BETWEEN)
        clauses, away = _within(self._clause[i] - self._clause[k], signs.CLAUSES), _within(apart, signs.AWAY)
        side = kind * 2 + after
        told: np.ndarray = tables.steps.take(after * _FAR + np.minimum(steps, _FAR - 1), 1)
        told += tables.where.take(kind * (len(signs.CLAUSES) + len(signs.AWAY)) + np.where(here, clauses, away + len(signs.CLAUSES)), 1)
        told += tables.between.take(here * (1 + (side * len(signs.BETWEEN) + kin) * len(signs.BETWEEN) + verbs), 1)
        told += tables.governs.take(here * (self._governs[spots] + after), 1)
        self._speakers(told, events, of, spots, apart)
        for rows in self._by_frame(events, of, spots, after, steps):
            some = np.flatnonzero(rows * here)
            if some.size:
                told[:, some] += tables.table[:, rows[some]]
        return told

    def _by_frame(self, events: Sequence[int], of: np.ndarray, spots: np.ndarray, after: np.ndarray, steps: np.ndarray) -> tuple[np.ndarray, ...]:
        """The rows of what the frame of each event's word says of mentions governed so: (by its preposition or as an object, as a genitive)."""
        frames = [self._tables.frame(frame) if (frame := self._page.frames[k]) is not None else None for k in events]
        none = [0] * len(self._preps)
        by_prep = np.array([[f.object, *(f.by_prep.get(p, 0) for p in self._preps[1:])] if f is not None else none for f in frames])
        prep = self._prep[spots]
        bare = (prep == 0) & after
        genitive = np.array([f.genitive if f is not None else 0 for f in frames])
        return by_prep[of, prep] * ((prep > 0) | bare), genitive[of] * (bare & (steps <= signs.GENITIVE_WITHIN))

    def _speakers(self, told: np.ndarray, events: Sequence[int], of: np.ndarray, spots: np.ndarray, apart: np.ndarray) -> None:
        """Add what tells of the mentions that speak last before each event, and next behind it."""
        around = [self._page.speakers_around(k) for k in events]
        last, next_ = (np.array([spot.n if spot else -1 for spot in column])[of] for column in zip(*around, strict=True))
        some = np.flatnonzero(spots == last)
        if some.size:
            told[:, some] += self._tables.last[:, _within(apart[some], signs.SPOKEN)]
        some = np.flatnonzero((spots == next_) & (next_ != last))
        if some.size:
            told[:, some] += self._tables.next


def _numbered(names: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Distinct names in the order in which they come, and the number of each name among them."""
    number: dict[str, int] = {}
    of = [number.setdefault(name, len(number)) for name in names]
    return list(number), np.array(of, np.intp)


def _within(values: np.ndarray, span: range) -> np.ndarray:
    """Values brought into a span, as their places in it."""
    inside: np.ndarray = np.minimum(np.maximum(values, span[0]), span[-1])  # quicker than np.clip for few values
    return inside - span[0]
