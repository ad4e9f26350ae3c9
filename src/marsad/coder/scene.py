"""A sentence with what was found in it, and an event in the making."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..arabic.calendar import When
from ..lexicon.grammar import WORDS
from ..lexicon.word import Frame
from ..model import EventType, Modality, PlaceRole
from .clauses import Clauses
from .mention import Mention
from .tokens import Sentence, Token

if TYPE_CHECKING:
    from .harm import Harmed


class Scene:
    """One sentence with its mentions and clauses."""

    __slots__ = ("_over", "clauses", "mentions", "s", "starts")

    def __init__(self, s: Sentence, mentions: list[Mention], clauses: Clauses):
        self.s, self.mentions, self.clauses = s, mentions, clauses
        self.starts = {m.i: m for m in mentions}
        self._over = {i: m for m in mentions for i in range(m.i, m.j)}

    def mention_at(self, i: int) -> Mention | None:
        """The mention that covers token i."""
        return self._over.get(i)


class Choice:
    """The mentions chosen for one relation of an event with their probabilities, and the best of those turned down."""

    __slots__ = ("runner_up", "taken")

    def __init__(self, taken: list[tuple[Mention, float]], runner_up: tuple[Mention, float] | None):
        self.taken, self.runner_up = taken, runner_up

    def sure_of(self, m: Mention) -> float:
        """The probability of a mention that was chosen. Raises StopIteration for one that was not."""
        return next(p for taken, p in self.taken if taken is m)


class Event:
    """An event told by token `k` of the page (token `i` of its scene), as decided so far.

    `sure` is the reader's probability that the word tells an event at all, `kind` that it is one of this type, `rival` the next
    best type. Each later stage writes fields of its own: decide (roles), harm, weapons, repeats (`mentions`, `turned_down`).
    """

    __slots__ = (
        "agents",
        "choices",
        "confidence",
        "deaths",
        "frame",
        "harms",
        "i",
        "injured",
        "k",
        "kind",
        "mentions",
        "modality",
        "places",
        "rival",
        "scene",
        "source",
        "sure",
        "targets",
        "turned_down",
        "type",
        "via",
        "weapon",
        "when",
    )

    def __init__(self, scene: Scene, k: int, i: int, type_: EventType, sure: float, kind: float, rival: tuple[str, float]):
        self.scene, self.k, self.i = scene, k, i
        self.type: EventType = type_
        self.sure, self.kind, self.rival = sure, kind, rival
        self.modality: Modality = "asserted"
        self.choices: dict[str, Choice] = {}
        self.agents: list[Mention] = []
        self.targets: list[Mention] = []
        self.places: list[tuple[Mention, PlaceRole]] = []
        self.source: Mention | None = None
        self.via: list[Mention] = []
        self.when: Mention | None = None
        self.deaths: tuple[int, int | None] | None = None
        self.injured: tuple[int, int | None] | None = None
        self.harms: list[Harmed] = []
        self.weapon: str | None = None
        self.confidence = 0.0
        self.mentions: list[tuple[int, int]] = []
        self.turned_down = ""
        self.frame: Frame | None = _frame_of(self.token, type_)

    @property
    def token(self) -> Token:
        """The event's word."""
        return self.scene.s.tokens[self.i]

    @property
    def noun(self) -> bool:
        """Whether a noun tells it: only nouns bear an article or stand behind a preposition."""
        w = self.token.w
        before = self.scene.s.norms[self.i - 1] if self.i else ""
        return not w.verbs or w.det or bool(w.prep) or (bool(w.nouns) and before in WORDS["prepositions"])

    @property
    def rule(self) -> str:
        """What made the claim: the lexicon's frame where one knows the word, else the reading of the words around."""
        return f"{self.frame.id if self.frame else 'reading'}/{'noun' if self.noun else 'verb'}"

    @property
    def start(self) -> int:
        return self.token.inner

    @property
    def end(self) -> int:
        return self.token.end

    def interval(self) -> When | None:
        return self.when.when if self.when else None

    def names(self) -> set[tuple[str, object]]:
        """What it may share with another telling of it: actors by id or words, places by their spot."""
        out: set[tuple[str, object]] = set()
        for m in (*self.agents, *self.targets):
            out.add(("who", m.actor.id if m.actor else " ".join(m.s.norms[m.i : m.j])))
        for m, _ in self.places:
            spot = (round(m.place.lat, 1), round(m.place.lon, 1)) if m.place is not None and m.place.listed else " ".join(m.s.norms[m.i : m.j])
            out.add(("where", spot))
        return out


def _frame_of(t: Token, type_: str) -> Frame | None:
    frames = [u.frame for u in t.w.uses if u.frame is not None]
    return next((f for f in frames if f.type == type_), frames[0] if frames else None)


def two_best(types: np.ndarray) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """Of each token (row) the number and probability of the likeliest event type, and those of the next likeliest."""
    order = np.argsort(types[:, 1:], 1)[:, :-3:-1] + 1
    odds = np.take_along_axis(types, order, 1)
    first, second = (list(zip(order[:, n].tolist(), odds[:, n].tolist(), strict=True)) for n in (0, 1))
    return first, second
