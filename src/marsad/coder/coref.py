"""Who الجماعة, القوات, التنظيم, الجيش, الطيران, قواته stand for; units are given their army."""

from __future__ import annotations

from functools import cached_property

from ..lexicon import Lexicon
from ..lexicon.grammar import OWNED, STAND_FOR, WORDS
from ..model import Actor
from . import units, whose
from .bodies import Bodies
from .mention import Mention
from .scene import Scene
from .whose import About

_UNSETTLED = "no name, adjective or earlier mention settles it"


def actors(scenes: list[Scene], lexicon: Lexicon, site: str | None = None, outlet: str | None = None) -> None:
    """Give bare group nouns the actor that was named last and fits; what stays open keeps a null actor and the reason.

    `site` is the web domain of the article's outlet, `outlet` its name, where known: they decide what a loaded name means.
    """
    standing = _Standing(scenes, About(scenes, lexicon, site, outlet), lexicon)
    for scene in scenes:
        standing.here = []
        for m in scene.mentions:
            if m.kind in ("actor", "group", "person"):
                standing.read(m)


class _Standing:
    """The actors named so far in an article, and who a bare noun stands for after them."""

    def __init__(self, scenes: list[Scene], about: About, lexicon: Lexicon):
        self.scenes, self.about, self.lexicon = scenes, about, lexicon
        self.latest: dict[str, Actor] = {}  # by kind, the last named at the end
        self.army: Actor | None = None  # the last that was named as an army
        self.here: list[Mention] = []  # the mentions of this sentence that have an actor
        self.bodies = Bodies(about, lexicon)
        for scene in scenes:
            for m in scene.mentions:
                if m.kind in ("actor", "group"):
                    units.belong(m, self.about, lexicon)

    def read(self, m: Mention) -> None:
        """Settle one mention, the next in the order of the text."""
        settled = whose.settle(m, self.about, self.lexicon)
        if not settled:
            self.bodies.settle(m)
        if m.actor is None and not settled and m.kind != "person":
            m.why = _UNSETTLED
            m.actor = self._stands_for(m)
            if m.actor is not None:
                m.why = ""
            return
        if m.actor is not None:
            self.here.append(m)
            self.latest.pop(m.actor.kind, None)
            self.latest[m.actor.kind] = m.actor
            if whose.is_army(m):
                self.army = m.actor

    @cached_property
    def _first_army(self) -> Actor | None:
        """Which army الجيش is before any was named; looked for once in an article."""
        return whose.the_army(self.about, self.scenes, self.lexicon)

    @cached_property
    def _flyers(self) -> list[Actor]:
        """Whose aircraft may fly in the article; looked for once."""
        return whose.flyers(self.scenes)

    def _stands_for(self, m: Mention) -> Actor | None:
        head = m.s.tokens[m.i].w
        second = m.s.tokens[m.i + 1].w if m.j > m.i + 1 else None
        if head.word in WORDS["forces"] and second is not None and second.norm in WORDS["governmental"]:
            return self.latest.get("state_forces") or self._first_army
        if _of_the_army(m):
            return self.army or self._first_army
        if m.cls == "aircraft" and _flies_unnamed(m):
            owners = self._flyers
            return owners[0] if len(owners) == 1 else None
        owned = bool(head.pron and head.head)  # قواته, طائراته, مدفعيتهم
        wanted = STAND_FOR.get(head.word) or (OWNED if owned else None)
        if wanted is None or (second is not None and not owned and second.norm not in WORDS["same"]):
            return None
        subjects = self._subjects(m) if owned else []
        return next((a for a in (*subjects, *reversed(self.latest.values())) if a.kind in wanted), None)

    def _subjects(self, m: Mention) -> list[Actor]:
        """Who may be the owner in this sentence, the likeliest first: who is told behind the last verb of saying, then who stands first."""
        told = [x for x in self.here if x.actor is not None and not x.prep and not x.coord]
        said = max((t.i for t in m.s.tokens[: m.i] if any(use.use in ("say", "announce") for use in t.w.verbs)), default=-1)
        return [x.actor for x in sorted(told, key=lambda x: x.i < said) if x.actor is not None]


def _of_the_army(m: Mention) -> bool:
    """الجيش alone, and arms and men of it: قوات الجيش, عناصر من الجيش, القوات المسلحة."""
    last = m.s.norms[m.j - 1] if m.j > m.i + 1 else m.s.tokens[m.i].w.word
    if last in WORDS["army"]:
        return m.kind == "actor" or m.j > m.i + 1
    return " ".join(t.w.word for t in m.s.tokens[m.i : m.j]) in WORDS["armed_forces"]


def _flies_unnamed(m: Mention) -> bool:
    """الطيران, الطيران الحربي, المقاتلات: aircraft told as known, without an owner."""
    tokens = m.s.tokens[m.i : m.j]
    return (tokens[0].w.det or tokens[0].w.word in WORDS["air_arms"]) and all(t.w.stem in WORDS["air_adjectives"] for t in tokens[1:])
