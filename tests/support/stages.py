"""Words, mentions, events and readings as the stages of the coder see them, made by hand."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace as Made

import numpy as np

from marsad.arabic.calendar import When
from marsad.coder import scenes
from marsad.coder.reader import RELATIONS, Fillers
from marsad.model import EVENT_TYPES, Article

# What a reading has to be over for a choice.
BAR = {"event": 0.5, "modality": 0.6, "another agent": 0.9, "another place": 0.9} | dict.fromkeys(RELATIONS, 0.4)


def word(text="x", **more):
    told = {"word": text, "stem": text, "conj": "", "verbs": (), "nouns": (), "det": False, "title": False, "prep": ""}
    told |= {"norm": text, "names": (), "demonym": None, "victim": None, "harm": "", "pron": "", "number": False, "site": False, "area": False} | more
    return Made(text=text, mark=more.get("mark", False), w=Made(**told))


def sentence(*tokens, title=False):
    made = [t if not isinstance(t, str) else word(t) for t in tokens]
    for n, t in enumerate(made):
        t.i = n
    return Made(tokens=made, norms=[t.text for t in made], title=title)


def mention(s, i, j=None, kind="actor", **more):
    told = {
        "cls": "",
        "actor": None,
        "count": None,
        "prep": "",
        "place": None,
        "when": None,
        "candidates": [],
        "core": (i, j or i + 1),
        "armed": False,
    } | more
    return Made(s=s, i=i, j=j or i + 1, kind=kind, start=i, end=j or i + 1, **told)


class Event(Made):
    """An event whose words are those of its agents and places."""

    def names(self):
        return {("who", m) for m in (*self.agents, *self.targets)} | {("where", m) for m, _ in self.places}

    def interval(self):
        return self.when

    @property
    def token(self):
        return self.scene.s.tokens[self.i]


def event(s=None, **more):
    s = s or sentence(*"abcd")
    told = {
        "scene": Made(s=s, mentions=[], mention_at=lambda i: None, clauses=Made(of=[0] * len(s.tokens))),
        "i": 0,
        "k": 0,
        "type": "shelling",
        "sure": 0.8,
        "kind": 0.6,
        "modality": "asserted",
        "choices": {},
        "agents": [],
        "targets": [],
        "places": [],
        "source": None,
        "when": None,
        "deaths": None,
        "injured": None,
        "harms": [],
        "mentions": [],
        "turned_down": "",
        "frame": None,
        "confidence": 0.0,
        "start": 1,
        "end": 2,
    } | more
    return Event(**told)


def days(first, last, month=6):
    return When(0, 1, dt.date(2024, month, first), dt.date(2024, month, last), "day")


def spot(n, s, i, j=None, name="", scene=0, **more):
    m = mention(s, i, j, **more)
    return Made(n=n, m=m, i=m.i, j=m.j, scene=scene, name=name or f"name {n}")


def filler(spot_, **scores):
    return spot_, np.array([scores.get(r, 0.0) for r in RELATIONS])


def weighed(fillers):
    """Fillers of one event, as the reader gives them."""
    scores = np.array([scores for _, scores in fillers]).reshape(-1, len(RELATIONS))
    return Fillers([spot_ for spot_, _ in fillers], scores.T.tolist(), scores.max(0, initial=0.0).tolist())


def reading(s, types, modality=None, holds=None, thresholds=BAR, fillers=()):
    scene = Made(s=s, clauses=Made(of=[0] * len(s.tokens)), mentions=[])
    page = Made(tokens=s.tokens, scene_of=[0] * len(s.tokens), scenes=[scene])
    odds = np.array([modality or [1.0, 0, 0, 0, 0]] * len(s.tokens))
    return Made(
        page=page,
        thresholds=thresholds,
        types=np.array(types),
        modality=lambda k: odds[k].tolist(),
        holding=holds or [0.0] * len(s.tokens),
        fillers=lambda k, n: weighed(fillers),
    )


def row(sure, first=1, second=2):
    types = np.zeros(len(EVENT_TYPES) + 1)
    types[0], types[first], types[second] = 1.0 - sure, sure * 0.75, sure * 0.25
    return types


def place(lat=35.0, lon=36.0, precision="settlement", name="بنش"):
    return Made(lat=lat, lon=lon, precision=precision, name_ar=name, name_en=name, country="SY", listed=True)


def read(text, lexicon, published=None):
    """The one sentence of a text, as the line reads it."""
    (scene,) = scenes(Article("a", text, published=published), lexicon)
    return scene


def told_by(at, scene, type_, **more):
    """An event that a word of a read sentence tells, by itself a noun where it is read as one."""
    token = next(t for t in scene.s.tokens if t.text == at)
    return event(scene=scene, i=token.i, k=token.i, type=type_, noun=bool(token.w.nouns), **more)


def named(words, scene):
    """The mention of a read sentence with these words."""
    return next(m for m in scene.mentions if " ".join(t.text for t in scene.s.tokens[m.i : m.j]) == words)
