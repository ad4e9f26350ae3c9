"""One occurrence, one claim: the headline, the lead and later tellings of an article fold into the fullest."""

from __future__ import annotations

from ..lexicon import Lexicon
from .reader import Reading
from .scene import Event

FOLDED = "told more fully elsewhere in the article"  # the reason of what was folded
_WINDOW = 24  # events of an article held against each other, the nearest
_OF_ITS_OWN = 0.8  # from here the reader is sure that a word tells an event of its own, and no later sentence's (chosen aside)


def fold(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Turn down the events that repeat another of their article and list their words as its further mentions."""
    open_ = [e for e in events if not e.turned_down]
    names = {id(e): e.names() for e in open_}
    for n, a in enumerate(open_):
        for b in open_[n + 1 : n + 1 + _WINDOW]:
            if a.turned_down:
                break
            if b.turned_down or not _same_type(a, b, lexicon) or not _repeats(a, b, names):
                continue
            short, full = sorted((a, b), key=_fullness)
            if short.sure >= _OF_ITS_OWN and a.scene is not b.scene and not (a.scene.s.title or b.scene.s.title):
                continue
            short.turned_down = FOLDED
            full.mentions += [(short.start, short.end), *short.mentions]
            _lend(short, full)


def _same_type(a: Event, b: Event, lexicon: Lexicon) -> bool:
    if a.type == b.type:
        return True
    headline = a.scene.s.title != b.scene.s.title
    return headline and any(a.type in family and b.type in family for family in lexicon.families)


def _repeats(a: Event, b: Event, names: dict[int, set[tuple[str, object]]]) -> bool:
    """Nothing told of one contradicts the other, and they share a name, or one of them names nothing."""
    if a.modality != b.modality and not a.scene.s.title:
        return False
    for x, y in ((a.deaths, b.deaths), (a.injured, b.injured)):
        if x and y and x[0] != y[0]:
            return False
    if _one_toll(a, b):
        return True
    days = a.interval(), b.interval()
    if days[0] and days[1] and (days[0].end < days[1].start or days[1].end < days[0].start):
        return False
    mine, theirs = names[id(a)], names[id(b)]
    shared = mine & theirs
    for kind in ("who", "where"):
        p, q = {n for k, n in mine if k == kind}, {n for k, n in theirs if k == kind}
        if p and q and not p & q:
            return False
    return len(shared) >= 2 or (bool(shared) and (a.scene.s.title or not (mine - shared) or not (theirs - shared)))


def _one_toll(a: Event, b: Event) -> bool:
    """Whether two words of a sentence tell of the same dead by the same number: ارتفاع حصيلة الحرب إلى 900 قتيل."""
    if a.scene is not b.scene or not (a.deaths and b.deaths):
        return False
    return bool({id(m) for m, _ in a.choices["deaths"].taken} & {id(m) for m, _ in b.choices["deaths"].taken})


def _fullness(e: Event) -> tuple[bool, float]:
    told = len(e.agents) + len(e.targets) + 2 * bool(e.places) + bool(e.when) + bool(e.deaths) + bool(e.injured) + bool(e.source)
    return (not e.scene.s.title, told + e.sure)


def _lend(short: Event, full: Event) -> None:
    """What the shorter telling has and the fuller lacks goes with it."""
    full.agents = full.agents or short.agents
    full.targets = full.targets or short.targets
    full.places = full.places or short.places
    full.when = full.when or short.when
    full.deaths, full.injured = full.deaths or short.deaths, full.injured or short.injured
