"""Whose number is the toll of which event: by the reader's probability, by the words of dying and of being hurt beside the number,
and by the cause that the sentence tells for it."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ..gazetteer import km
from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..lexicon.types import having
from ..model import EVENT_TYPES
from . import accused
from .decide import tried
from .harm import tells
from .mention import Mention
from .page import Spot
from .reader import RELATIONS, Fillers, Reading
from .scene import Choice, Event
from .sizes import size_of
from .unplaced import COARSE

_CAUSE_WITHIN = 25  # tokens from a number to the act that it is told to come of
_ACT_WITHIN = 4  # tokens from a word of cause to the word of the act
_HARMING = having("armed") | {"riot"}  # types of acts that people die of
_FAR = 20.0  # km, from where a number is told of another town than the event's
_UNDONE = ("planned", "conditional", "denied")  # of what has not happened nobody died
_FOUND_WITHIN = 3  # tokens from a word of finding to the bodies
_NO_ARMS_WITHIN = 8  # tokens from what people died of to their number
_UNTRIED = ("crackdown", "riot", "protest", "clash")  # what people die of however it ends: محاولة فض المظاهرة
_UNSAID = 0.5  # probability from which whom an act was aimed at is its toll though no word tells that they died

Told = list[tuple[Spot, float]]


class Acts(NamedTuple):
    """What people may die of in an article: acts by sentence and token; and the mentions of each sentence."""

    at: dict[tuple[int, int], Event]
    mentions: dict[int, list[Mention]]


def choose(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Set the choices "deaths" and "injured" of the events: one mention each, or none."""
    told = [e for e in events if not e.turned_down]
    acts = Acts({(id(e.scene.s), e.i): e for e in told if e.type in _HARMING}, {id(scene.s): scene.mentions for scene in reading.page.scenes})
    fillers = [reading.fillers(e.k, EVENT_TYPES.index(e.type) + 1) for e in told]
    inside = [[n for n, s in enumerate(around.spots) if s.i <= e.k < s.j] for e, around in zip(told, fillers, strict=True)]
    for relation in ("deaths", "injured"):
        least = min(reading.thresholds["toll"], reading.thresholds[relation])
        weighed = [_weighed(around, relation, least) for around in fillers]
        most: dict[int, float] = {}  # by mention, the probability of the likeliest event
        for spots in weighed:
            for spot, p in spots:
                most[id(spot.m)] = max(p, most.get(id(spot.m), 0.0))
        for e, spots, around, own_words in zip(told, weighed, fillers, inside, strict=True):
            own = _own(e, _among(around, own_words, relation), relation, lexicon)
            if own is not None:
                e.choices[relation] = Choice([(own[0].m, own[1])], None)
                continue
            best = _best([(s, p) for s, p in spots if _may_be(e, s.m, p, relation, acts)], relation, most, reading.thresholds, lexicon)
            e.choices[relation] = Choice([(best[0].m, best[1])] if best else [], None)
    _told_on(told, reading, lexicon)
    for e in told:
        _the_killed(e, lexicon)


def _own(e: Event, spots: Told, relation: str, lexicon: Lexicon) -> tuple[Spot, float] | None:
    """Of the mentions in whose words the event itself is told, a number (7 شهداء): its toll, whatever totals stand beside it."""
    if e.modality in _UNDONE:
        return None
    return next((x for x in spots if tells(x[0].m) == {relation} and size_of(x[0].m, lexicon)), None)


def _told_on(told: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """A sentence that only goes on with others who were hurt (وأصيب عشرة آخرون.) tells it of the event before it that has a toll of another harm."""
    last = {id(e.scene): e for e in told if e.type in _HARMING}
    for before, scene in pairwise(reading.page.scenes):
        e = last.get(id(before))
        people = [m for m in scene.mentions if m.kind != "time"]
        if e is None or id(scene) in last or len(people) != 1 or e.modality in _UNDONE:
            continue
        (m,) = people
        relation = next(iter(tells(m)), "")
        others = any(t.w.word in WORDS["others"] for t in m.s.tokens[m.i : m.j])
        toll = e.choices[relation].taken if relation in ("deaths", "injured") and len(tells(m)) == 1 else [(m, 0.0)]
        if others and not toll and e.choices["deaths" if relation == "injured" else "injured"].taken and size_of(m, lexicon):
            e.choices[relation] = Choice([(m, reading.thresholds[relation])], None)


def _the_killed(e: Event, lexicon: Lexicon) -> None:
    """A killing of one person told by name is of one dead: اغتيال سامي فواز."""
    toll = e.choices["deaths"].taken
    if e.type != "killing" or e.modality != "asserted" or tried(e.scene, e.i) or len(e.targets) != 1 or (toll and size_of(toll[0][0], lexicon)):
        return
    if e.targets[0].kind in ("phrase", "person") and size_of(e.targets[0], lexicon):
        sure = dict((id(m), p) for m, p in e.choices["target"].taken).get(id(e.targets[0]), 1.0)
        e.choices["deaths"] = Choice([(e.targets[0], sure)], None)


def _weighed(fillers: Fillers, relation: str, least: float) -> Told:
    """Of the mentions around an event those that are its toll with a probability of `least` or more, the likeliest first."""
    column = RELATIONS.index(relation)
    if fillers.most[column] < least:  # as mostly
        return []
    return _among(fillers, [n for n, p in enumerate(fillers.columns[column]) if p >= least], relation)


def _among(fillers: Fillers, some: list[int], relation: str) -> Told:
    """Some of the mentions around an event, each with the probability that it is its toll, the likeliest first."""
    column = fillers.columns[RELATIONS.index(relation)]
    return sorted([(fillers.spots[n], column[n]) for n in some], key=lambda x: -x[1])


def _best(spots: Told, relation: str, most: dict[int, float], bar: dict[str, float], lexicon: Lexicon) -> tuple[Spot, float] | None:
    """Of those over the bar the likeliest that tells a number, else the likeliest; under it, a number that is told to be of dead (or
    injured) and that no other event claims more."""
    sized = [(s, p) for s, p in spots if p >= bar["toll"] and size_of(s.m, lexicon) is not None]
    sure = next(((s, p) for s, p in sized if p >= bar[relation]), None) or next(((s, p) for s, p in spots if p >= bar[relation]), None)
    return sure or next(((s, p) for s, p in sized if tells(s.m) == {relation} and p >= most[id(s.m)]), None)


def _may_be(e: Event, m: Mention, p: float, relation: str, acts: Acts) -> bool:
    """Whether nothing speaks against a number as the toll of an event: that it has not happened, another harm or act told of it, no harm."""
    told = tells(m)
    if e.modality in _UNDONE or (told and relation not in told) or _elsewhere(e, m, acts) or accused.charged(m, e):
        return False
    return not (_of_another(e, m, relation, acts) or _alive(e, m, p, relation) or _of_no_arms(m) or _found_dead(e, m))


def _found_dead(e: Event, m: Mention) -> bool:
    """Whether a number is that of bodies that were found, and no body's finding is the event: كما عثر على ثلاث جثث."""
    before = m.s.tokens[max(0, m.i - _FOUND_WITHIN) : m.i]
    bodies = any(t.w.stem in words("bodies_found") for t in m.s.tokens[m.i : m.j])
    return bodies and e.type != "killing" and any(t.w.stem in words("finding") for t in before if not t.mark)


def _of_no_arms(m: Mention) -> bool:
    """Whether hunger, illness or the like is told as what people died of: الجوع الذي تسبب في وفاة العشرات."""
    tokens, no_arms = m.s.tokens, words("no_arms")
    near = (*reversed(tokens[max(0, m.i - _NO_ARMS_WITHIN) : m.i]), *tokens[m.j : m.j + 3])
    causes = [t for t in near if not t.mark and t.w.stem in no_arms]
    return bool(causes) and any(not t.mark and t.w.stem in words("passing") for t in tokens[max(0, m.i - 3) : m.j])


def _elsewhere(e: Event, m: Mention, acts: Acts) -> bool:
    """Whether another sentence tells a number at another town than the event's."""
    towns = [p.place for p, _ in e.places if p.place is not None and p.place.precision not in COARSE]
    if m.s is e.scene.s or not towns:
        return False
    beside = [o.place for o in acts.mentions[id(m.s)] if o.kind == "place" and o.place is not None and o.place.precision not in COARSE]
    return bool(beside) and all(km(a.lat, a.lon, b.lat, b.lon) > _FAR for a in towns for b in beside)


def _alive(e: Event, m: Mention, p: float, relation: str) -> bool:
    """Whether nothing tells that whom an act was aimed at died of it (or was hurt), the word of an act that was only tried least of all."""
    missed = (
        e.type not in _UNTRIED
        and tried(e.scene, e.i)
        and (relation not in tells(m) or (relation == "deaths" and (m in e.targets or e.token.w.harm != "")))
    )
    return missed or (p < _UNSAID and _unsaid(e, m, relation))


def _unsaid(e: Event, m: Mention, relation: str) -> bool:
    """Whether a mention is whom the act was aimed at, or who did it, and nothing in its sentence tells that they died (or were hurt)."""
    return (m in e.targets or m in e.agents) and not any(t.w.harm == relation for t in m.s.tokens if not t.mark) and relation not in tells(m)


def _of_another(e: Event, m: Mention, relation: str, acts: Acts) -> bool:
    """Whether a number is told to come of another act than the event: أصيب ثلاثة جراء إطلاق صواريخ."""
    if e.token.w.harm or relation not in tells(m):
        return False
    cause = _cause(m, acts)
    return cause is not None and cause is not e and cause.type != e.type


def _cause(m: Mention, acts: Acts) -> Event | None:
    """The act that a word of cause ties to a number before it, in one clause."""
    tokens = m.s.tokens
    inside = {k for other in acts.mentions[id(m.s)] for k in range(other.i, other.j)}
    for t in tokens[m.j : m.j + _CAUSE_WITHIN]:
        if t.mark:
            continue
        if t.w.norm in WORDS["causes"] or t.w.prep == "ب":
            act = next((acts.at[id(m.s), k] for k in range(t.i, t.i + _ACT_WITHIN) if (id(m.s), k) in acts.at), None)
            if act is not None:
                return act
        if t.w.verbs and not t.w.nouns and not t.w.harm and t.i not in inside:
            return None
    return None
