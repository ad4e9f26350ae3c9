"""An article laid out flat: the tokens and mentions of all its sentences in one row, as the reader sees them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from ..arabic.normalise import fold_word
from ..lexicon.grammar import WORDS
from ..lexicon.word import Frame, Word
from .loose import phrases
from .mention import Mention
from .scene import Scene
from .tokens import Token

_BEFORE, _BEHIND = 5, 2  # sentences before and behind an event where its fillers may stand
_QUOTED_WITHIN = 4  # tokens from نقل to its عن
_MOST = 60  # fillers weighed for an event, the nearest of them


class Spot:
    """A mention on the page: tokens [i, j) of the whole article, and the number of the words it shares with others."""

    __slots__ = ("first", "i", "j", "m", "n", "name", "scene", "signs", "times")

    def __init__(self, n: int, m: Mention, i: int, j: int, scene: int):
        self.n, self.m, self.i, self.j, self.scene = n, m, i, j, scene
        self.name = ""  # its words, spelling folded and prefixes off
        self.times = 1  # how often the name stands in the article
        self.first = True  # whether this is the name's first place
        self.signs: tuple[str, ...] = ()  # those of the mention itself


class Page:
    """`tokens[k]` stands in scene `scene_of[k]`; `spots` are the mentions in order, then the loose phrases.

    `verbs_before[k]` counts the verbs before token k, `before[kind][k]` the mentions of a kind that begin before it.
    """

    __slots__ = (
        "_around",
        "_before",
        "_loose",
        "_mentions",
        "_speakers",
        "_starts",
        "base",
        "clause",
        "frames",
        "scene_of",
        "scenes",
        "speakers",
        "spots",
        "tokens",
        "verbs_before",
    )

    def __init__(self, scenes: list[Scene]):
        self.scenes = scenes
        self.tokens: list[Token] = []
        self.scene_of: list[int] = []
        self.clause: list[int] = []
        self.base: list[int] = []
        self.spots: list[Spot] = []
        for number, scene in enumerate(scenes):
            base = len(self.tokens)
            self.base.append(base)
            self.tokens += scene.s.tokens
            self.scene_of += [number] * len(scene.s.tokens)
            self.clause += scene.clauses.of
            for m in scene.mentions:
                self.spots.append(Spot(len(self.spots), m, base + m.i, base + m.j, number))
        # The first frame that the lexicon knows of each word.
        self.frames: list[Frame | None] = [None if t.mark else t.w.frame for t in self.tokens]
        self.verbs_before = list(accumulate([bool(t.w.verbs) and not t.mark for t in self.tokens], initial=0))
        self._starts = [spot.i for spot in self.spots]
        self._mentions = len(self.spots)  # what follows are loose phrases
        self._before: dict[str, list[int]] | None = None
        self.speakers = [spot for spot in self.spots if _speaks(spot.m)]
        self._speakers = [spot.i for spot in self.speakers]
        self._around: dict[int, tuple[Spot | None, Spot | None]] = {}  # what `speakers_around` has answered
        self._loose: list[list[Spot]] = []
        for number, scene in enumerate(scenes):
            base, at = self.base[number], len(self.spots)
            self.spots += [Spot(at + n, m, base + m.i, base + m.j, number) for n, m in enumerate(phrases(scene))]
            self._loose.append(self.spots[at:])
        self._name()

    @property
    def before(self) -> dict[str, list[int]]:
        """The mentions of each kind that begin before each token, counted when it is first asked for."""
        if self._before is None:
            kinds = {spot.m.kind for spot in self.spots[: self._mentions]}
            self._before = {kind: self._count(kind) for kind in kinds}
        return self._before

    def _count(self, kind: str) -> list[int]:
        begins = [0] * (len(self.tokens) + 1)
        for spot in self.spots[: self._mentions]:
            if spot.m.kind == kind:
                begins[spot.i + 1] += 1
        return list(accumulate(begins))

    def _name(self) -> None:
        seen: dict[str, Spot] = {}
        count: dict[str, int] = {}
        for spot in self.spots:
            m = spot.m
            first = m.s.tokens[m.i].w
            spot.name = first.word.removeprefix("ال") if first.det else first.word
            if m.j > m.i + 1:
                spot.name = " ".join([spot.name, *[fold_word(t.text) for t in m.s.tokens[m.i + 1 : m.j]]])
            spot.first = seen.setdefault(spot.name, spot) is spot
            count[spot.name] = count.get(spot.name, 0) + 1
        for spot in self.spots:
            spot.times = count[spot.name]

    def speakers_around(self, k: int) -> tuple[Spot | None, Spot | None]:
        """Who was the last to be given as speaking before token k, and who is the first behind it in its sentence."""
        found = self._around.get(k)
        if found is None:
            n = bisect_left(self._speakers, k)
            behind = self.speakers[n] if n < len(self.speakers) and self.speakers[n].scene == self.scene_of[k] else None
            found = self._around[k] = (self.speakers[n - 1] if n else None, behind)
        return found

    def near(self, k: int) -> list[Spot]:
        """What may fill a relation of the event told by token k: mentions around it and in the headline, phrases of its sentence."""
        here = self.scene_of[k]
        low = self.base[max(0, here - _BEFORE)]
        last = here + _BEHIND + 1
        high = self.base[last] if last < len(self.base) else len(self.tokens)
        starts = self._starts
        a, b, mid = bisect_left(starts, low), bisect_left(starts, high), bisect_left(starts, k)
        if b - a > _MOST:
            a, b = max(a, mid - _MOST * 2 // 3), min(b, mid + _MOST // 3)
        head = [] if low == 0 else [s for s in self.spots[: min(a, 12)] if s.m.s.title]
        return [*head, *self.spots[a:b], *self._loose[here]]


def _speaks(m: Mention) -> bool:
    """Whether a mention is given as speaking: قال X، وفقا لـX، نقلت الوكالة عن X."""
    if m.kind in ("place", "time", "number") or not m.i:
        return False
    tokens = m.s.tokens
    before = tokens[m.i - 1].w
    if before.word in WORDS["from_whom"]:
        return any(_says(t.w) for t in tokens[max(0, m.i - 1 - _QUOTED_WITHIN) : m.i - 1])
    return (bool(before.verbs) and _says(before)) or before.word in WORDS["said_by"]


def _says(w: Word) -> bool:
    return any(use.use == "say" for use in w.verbs)
