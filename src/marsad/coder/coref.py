"""Who الجماعة, القوات, التنظيم, الجيش, الطيران, قواته stand for; units are given their army."""

from __future__ import annotations

from functools import cached_property

from ..lexicon import Lexicon, asides
from ..lexicon.grammar import OWNED, STAND_FOR, WORDS
from ..model import Actor
from . import persons, units, whose
from .bodies import Bodies, named
from .called import Called, kind_of, strict
from .mention import Mention, national
from .scene import Scene
from .whose import About

_BANDS = frozenset({"rebel_group", "political_militia", "identity_militia"})
_BACKS_WITHIN = 3  # tokens from a word of help to who gives it
_NEAR = 1  # sentences behind which a named army is الجيش whatever land the text turns to
_UNSETTLED = "no name, adjective or earlier mention settles it"


def actors(scenes: list[Scene], lexicon: Lexicon, site: str | None = None, outlet: str | None = None, day: str | None = None) -> None:
    """Give bare group nouns the actor that was named last and fits; what stays open keeps a null actor and the reason.

    `site` is the web domain of the article's outlet, `outlet` its name, where known: they decide what a loaded name means; `day` its
    ISO date: nobody is named before he was.
    """
    standing = _Standing(scenes, About(scenes, lexicon, site, outlet, day), lexicon)
    for scene in scenes:
        standing.begin(scene)
        for m in scene.mentions:
            if m.kind in ("actor", "group", "person"):
                standing.read(m)
            elif m.kind == "source":
                standing.cite(m)


class _Standing:
    """The actors named so far in an article, and who a bare noun stands for after them."""

    def __init__(self, scenes: list[Scene], about: About, lexicon: Lexicon):
        self.scenes, self.about, self.lexicon = scenes, about, lexicon
        self.latest: dict[str, Actor] = {}  # by kind, the last named at the end
        self.army: Actor | None = None  # the last that was named as an army
        self.army_at = 0  # the sentence in which it was
        self.here: list[Mention] = []  # the mentions of this sentence that have an actor
        self.unnamed = False  # whether an armed band that nobody names was told since the last that is named
        self.bodies = Bodies(about, lexicon)
        self.called = Called(lexicon)
        for scene in scenes:
            for m in scene.mentions:
                if m.kind in ("actor", "group"):
                    units.belong(m, self.about, lexicon, next((other for other in scene.mentions if m.j <= other.i <= m.j + 1), None))
                elif m.kind == "site" and m.actor is not None:
                    whose.settle(m, self.about, lexicon)

    def begin(self, scene: Scene) -> None:
        """Go on to the next sentence."""
        self.here = []
        self.bodies.begin(scene)

    def read(self, m: Mention) -> None:
        """Settle one mention, the next in the order of the text."""
        if _of_people(m):
            m.actor, m.why = None, _UNSETTLED
            return
        settled = self._is_shared_body(m) or whose.settle(m, self.about, self.lexicon)
        if not settled:
            self.bodies.settle(m)
        if m.actor is None and m.kind == "person":
            m.actor = self._of_called(m)
        elif m.actor is None and not settled:
            m.why = _UNSETTLED
            m.actor = self._stands_for(m) or self._of_called(m)
            if m.actor is not None:
                m.why = ""
            elif m.cls == "group" and _bare(m) is None:
                self.unnamed = True
            return
        if m.actor is not None:
            self.here.append(m)
            if not _only_backs(m):
                self.called.note(m)
                self.latest.pop(m.actor.kind, None)
                self.latest[m.actor.kind] = m.actor
            if m.actor.kind in _BANDS:
                self.unnamed = False
            if whose.is_army(m):
                self.army, self.army_at = m.actor, self.bodies.at

    def _is_shared_body(self, m: Mention) -> bool:
        """Settle what every state has where the lexicon has it of several lands (الدفاع المدني); whether it is that."""
        if m.kind not in ("actor", "group") or named(m) is None or not whose.shared(m, self.lexicon):
            return False
        m.actor = None
        self.bodies.settle(m)
        return True

    def cite(self, m: Mention) -> None:
        """Settle one mention of a source: الصحيفة, الوكالة told before."""
        kind = kind_of(m.s.tokens[m.i].w) if m.actor is None and m.j == m.i + 1 else None
        if kind is not None:
            m.actor = self.called.last(kind)
        self.called.note(m)

    def _of_called(self, m: Mention) -> Actor | None:
        """The body told before whose men or speaker a phrase names at its end: عناصر التنظيم, المتحدث باسم الحركة."""
        last = m.s.tokens[m.j - 1].w
        kind = kind_of(last) if m.j > m.i + 1 else None
        return self.called.last(kind) if kind is not None and last.word not in WORDS["forces"] and not _told_further(m, self.lexicon) else None

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
            return self.bodies.at_home("army")
        if _of_the_army(m):
            return self._the_army()
        if m.cls == "aircraft" and _flies_unnamed(m):
            owners = self._flyers
            return owners[0] if len(owners) == 1 else None
        owned = bool(head.pron and head.head)  # قواته, طائراته, مدفعيتهم
        wanted = STAND_FOR.get(head.word) or (OWNED if owned else None)
        if second is not None and not owned and second.norm not in WORDS["same"]:
            return None
        if owned and (head.pron in asides.words("ours") or head.stem in asides.words("followers")):
            return None
        kind = None if owned else kind_of(head)
        if kind is not None:
            told = None if _told_further(m, self.lexicon) else self.called.last(kind)
            if told is not None or strict(kind):
                return told
        if wanted is None:
            return None
        if owned:
            return next((a for a in (*self._subjects(m), *reversed(self.latest.values())) if a.kind in wanted), None)
        loose = _bare(m) in asides.words("loose_bands")
        if loose and (self.unnamed or _among(m)):
            return None
        return next((a for a in reversed(self.latest.values()) if a.kind in wanted and not (self._far(a) if loose else _no_one_body(a))), None)

    def _far(self, actor: Actor) -> bool:
        """Whether all towns of the article lie in other countries than an actor's own."""
        lands = self.about.lands
        return actor.country is not None and bool(lands) and not lands[actor.country]

    def _the_army(self) -> Actor | None:
        """Which army الجيش is: the last named, unless that was long ago and both article and sentence are about other countries; else that of
        the article's country, unless the sentence is about another."""
        army = self.army or self._first_army
        if army is None or not self.bodies.elsewhere(army.country):
            return army
        own = self.army is not None and (self.bodies.at - self.army_at <= _NEAR or army.country == self.about.country())
        return army if own else None

    def _subjects(self, m: Mention) -> list[Actor]:
        """Who may be the owner in this sentence, the likeliest first: who is told behind the last verb of saying, then who stands first."""
        told = [(x.i, self._forces_of(x.actor)) for x in self.here if x.actor is not None and not x.prep and not x.coord]
        if m.s.tokens[m.i].w.pron in asides.words("hers"):
            told += [(x.i, national(x.place.country, "state", self.lexicon)) for x in self._states(m) if x.place is not None]
        said = max((t.i for t in m.s.tokens[: m.i] if any(use.use in ("say", "announce") for use in t.w.verbs)), default=-1)
        return [actor for _, actor in sorted(told, key=lambda x: (x[0] < said, x[0])) if actor is not None]

    def _forces_of(self, actor: Actor) -> Actor | None:
        """Whose قواته are where this one is told as their owner: of a person those whom he commands."""
        return persons.men(actor, self.lexicon) if actor.kind == "person" else actor

    def _states(self, m: Mention) -> list[Mention]:
        """The countries that act in the sentence before a mention: أعلنت روسيا أن دفاعاتها."""
        scene = self.bodies.scene
        before = [x for x in scene.mentions if x.i < m.i and not x.prep and not x.coord] if scene is not None else []
        return [x for x in before if x.place is not None and x.place.precision == "country" and x.place.country in self.lexicon.country_names]


def _of_people(m: Mention) -> bool:
    """Whether a mention is of people who are somebody's and not himself (طلاب الجماعة, أنصار الحزب), or their owner's name behind their word
    (شباب الحرية والعدالة)."""
    head, before = m.s.tokens[m.i], m.s.tokens[m.i - 1] if m.i else None
    if head.w.stem in asides.words("people_of") and not head.w.det:
        return m.j > m.i + 1
    follows = before is not None and not (before.mark or before.w.det) and before.w.stem in asides.words("people_of")
    return follows and m.cls in ("named", "organisation") and not (head.w.prep or head.w.conj)


def _only_backs(m: Mention) -> bool:
    """Whether an actor is told as who backs others: قوات مدعومة من التحالف, بإسناد من الطيران."""
    before = m.s.tokens[max(0, m.i - _BACKS_WITHIN) : m.i]
    return any(t.w.stem in asides.words("supported") or t.w.norm in asides.words("helping") for t in before if not t.mark)


def _no_one_body(actor: Actor) -> bool:
    """Whether an actor is an outlet or a name for many bodies together, none of which a bare word for a body means."""
    return actor.id.startswith("outlet.") or actor.id.endswith((".opposition", ".armed", ".factions"))


def _among(m: Mention) -> bool:
    """Whether words behind a mention tell among whom they are: المسلحين في صفوف الميليشيا."""
    after = m.s.tokens[m.j : m.j + 2]
    return len(after) > 1 and not after[0].mark and after[1].w.stem in WORDS["ranks"]


def _bare(m: Mention) -> str | None:
    """The word of a mention that is one definite word."""
    w = m.s.tokens[m.i].w
    return w.word if m.j == m.i + 1 and w.det else None


def _told_further(m: Mention, lexicon: Lexicon) -> bool:
    """Whether words behind a mention tell which of its kind it is: القوات الموالية, القوات التي تسيطر عليها."""
    after = m.s.tokens[m.j] if m.j < len(m.s.tokens) else None
    if after is None or after.mark or after.w.conj:
        return False
    forces = m.s.tokens[m.j - 1].w.word in WORDS["forces"]
    return after.w.parts == "relative" or (
        after.w.det and not after.w.prep and (forces or after.w.word in lexicon.modifiers or after.w.demonym is not None)
    )


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
