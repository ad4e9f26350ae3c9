"""The type of what stands for someone, something, a place or a time in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..arabic.calendar import When
from ..arabic.numerals import Quantity
from ..gazetteer import Place
from ..lexicon import Lexicon
from ..lexicon.grammar import ARMYLESS, NATIONAL
from ..model import ARMED, Actor, PlaceBasis
from .tokens import Sentence

# What `prep` is of a part of those just counted (بينهم) and of who did it (على يد), whichever words say so.
AMONG, BY = "بينهم", "بيد"


class Mention:
    """A stretch of tokens [i, j) that stands for someone, something, a place or a time.

    `kind`: actor, group, site, person, source, place, time. `cls` refines it: an armed head's class (state, group,
    aircraft, ground, suicide), civilians, demonstrators, office, outlet, organisation. `prep` is the preposition that
    governs it; `coord` is true where it continues the mention before it (X وY).
    """

    __slots__ = (
        "actor",
        "basis",
        "candidates",
        "cls",
        "coord",
        "core",
        "count",
        "distance",
        "i",
        "j",
        "kind",
        "margin",
        "place",
        "prep",
        "relative",
        "s",
        "typed",
        "when",
        "why",
    )

    def __init__(self, s: Sentence, i: int, j: int, kind: str, cls: str = "", actor: Actor | None = None):
        self.s, self.i, self.j, self.kind, self.cls, self.actor = s, i, j, kind, cls, actor
        self.count: Quantity | None = None
        self.when: When | None = None
        self.place: Place | None = None
        self.basis: PlaceBasis = "name"  # how its place is known: by its name, or by coordinates
        self.candidates: list[Place] = []
        self.typed: str | None = None
        self.relative = False
        self.core = (i, j)  # the tokens of a place's bare name
        self.why = ""  # why the actor stays open, for `explain`
        self.distance = 0.0  # km, where the text tells how far from the place
        self.margin = 1.0  # how far the resolved place stands before the next candidate, 0 to 1
        self.prep = ""
        self.coord = False

    @property
    def start(self) -> int:
        return self.s.tokens[self.i].inner

    @property
    def end(self) -> int:
        return self.s.tokens[self.j - 1].end

    @property
    def armed(self) -> bool:
        return is_armed(self.kind, self.cls, self.actor.kind if self.actor is not None else None)

    @property
    def agentive(self) -> bool:
        return self.kind in ("actor", "group", "person", "source")

    @property
    def people(self) -> bool:
        return is_people(self.kind, self.cls)

    def __repr__(self) -> str:
        words = " ".join(t.text for t in self.s.tokens[self.i : self.j])
        return f"<{self.kind}:{self.cls} {words} prep={self.prep}>"


def is_armed(kind: str, cls: str, actor: str | None) -> bool:
    """Whether a mention of a kind and class, with an actor of some kind or none, is of arms or those who bear them."""
    return actor in ARMED or (kind in ("actor", "group") and cls in ("state", "group", "aircraft", "ground", "suicide"))


def is_people(kind: str, cls: str) -> bool:
    """Whether a mention of a kind and class is of people."""
    return kind == "group" or cls in ("civilians", "demonstrators")


def national(iso: str, head: str, lexicon: Lexicon) -> Actor:
    """The forces (or, for other heads, armed people) of a country, from the lexicon or made to its pattern."""
    if head == "police":
        return lexicon.actor_by_id.get(f"{iso.lower()}.police") or _made(iso, "police", lexicon.country_names[iso])
    known = lexicon.actor_by_id.get(f"{iso.lower()}.army")
    if known and head in ("state", "aircraft", "ground"):
        return known
    country = lexicon.country_names[iso]
    if head in ("state", "aircraft", "ground"):
        return _made(iso, "armed" if iso in ARMYLESS else "army", country)
    if head == "government":
        governing = lexicon.actor_by_id.get(f"{iso.lower()}.gov") or lexicon.actor_by_id.get(f"{iso.lower()}.govt")
        return governing or _made(iso, "gov", country)
    return _made(iso, "armed", country)


def _made(iso: str, key: str, country: Mapping[str, Any]) -> Actor:
    of = NATIONAL[key]
    ar, en = of["ar"].format(country=country["ar"]), of["en"].format(adj=country["adj_en"], country=country["en"])
    return Actor(f"{iso.lower()}.{key}", ar, en, of["kind"], iso)
