"""How alike two claims are: a score with its parts, so that a reader sees why they were taken for one occurrence, or not."""

from __future__ import annotations

from functools import cache
from math import asin, cos, radians, sin, sqrt

import msgspec

from ..lexicon.tables import table
from ..model import Count
from ..telling.turns import contrary
from .record import Record, Spot, where, wide

_RIVALS = 0.1  # the likeness of doers that have nothing to do with each other


# What no third claim can make one: two claims that an article parts, two days that both name, sides that cannot both hold ground.
# Of other claims in a group a pair may be unlike: one names the town, one the village, a third both.
NEVER = (
    "told apart by one article",
    "one tells the contrary of the other",
    "on different days",
    "different sides",
    "no day",
    "different doers, and no number in common",
)


class Match(msgspec.Struct, frozen=True):
    """`score` (0 to 1) of a pair with its `parts`, each 0 to 1; `veto` names what makes one occurrence impossible."""

    one: str
    other: str
    score: float
    parts: dict[str, float]
    veto: str | None = None


@cache
def _tables() -> tuple[dict[frozenset[str], float], dict[str, float], dict[str, float], dict[str, float], dict[str, float], dict[str, list[float]]]:
    t = table("merging")
    alike = {frozenset(pair.split()): value for pair, value in t["alike"].items()}
    return alike, t["weights"], t["numbers"], t["apart"], t["rare"], t["time"]


def threshold() -> float:
    """The score from which two claims may be one occurrence."""
    return _tables()[2]["threshold"]


def match(a: Record, b: Record) -> Match:
    """Compare two claims; symmetric."""
    if b.id < a.id:
        a, b = b, a
    parts: dict[str, float] = {}
    if a.part_of == b.id or b.part_of == a.id:  # an attack and its dead, told by one article
        return Match(a.id, b.id, 1.0, {"outcome": 1.0})
    veto = _type(a, b, parts) or _place(a, b, parts) or _time(a, b, parts) or _doer(a, b, parts) or _same_article(a, b)
    if veto is not None:
        return Match(a.id, b.id, 0.0, parts, veto)
    _target(a, b, parts)
    _count("deaths", a.deaths, b.deaths, parts)
    _count("injured", a.injured, b.injured, parts)
    if a.hour and b.hour and a.dated and b.dated:
        parts["hour"] = float(a.hour == b.hour)
    _words(a, b, parts)
    if shared := len(a.rare & b.rare):
        parts["rare"] = min(1.0, 0.5 + 0.25 * shared)
    if parts.get("doer") == _RIVALS and max(parts.get("deaths", 0.0), parts.get("injured", 0.0)) < 0.6:
        # Reports may differ on who did it; but then something must tell that they mean one deed.
        return Match(a.id, b.id, 0.0, parts, "different doers, and no number in common")
    weights = _tables()[1]
    total = sum(weights[name] for name in parts)
    return Match(a.id, b.id, round(sum(weights[n] * v for n, v in parts.items()) / total, 4), parts)


def _same_article(a: Record, b: Record) -> str | None:
    # The coder has made one claim of what one article tells twice; what it left apart is two things.
    return "told apart by one article" if a.article == b.article else None


def _type(a: Record, b: Record, parts: dict[str, float]) -> str | None:
    if a.type == b.type and contrary(a.type, a.turn, b.turn):
        return "one tells the contrary of the other"
    value = 1.0 if a.type == b.type else _tables()[0].get(frozenset((a.type, b.type)), 0.0)
    if not value and a.family == b.family == "violence" and _tied(a, b):
        value = _tables()[4]["unlike"]
    parts["type"] = value
    return "types that tell different things" if not value else None


def _place(a: Record, b: Record, parts: dict[str, float]) -> str | None:
    if a.spots and b.spots:
        value = max(_near(s, t, a.family == "ground") for s in where(a) for t in where(b))
        # A country in common, and nothing finer, ties nothing; a governorate only what was published on one day.
        rare = _tables()[4]
        if value > (0.0 if a.family != "violence" else rare["country"] if a.end == b.end else rare["coarse"]):
            parts["place"] = value
            return None
    if a.family == "ground" or not _tied(a, b):
        return "places too far apart" if a.spots and b.spots else "no place"
    if a.spots and b.spots:
        parts["place"] = 0.0
    return None


def _tied(a: Record, b: Record) -> bool:
    """Whether rare words, or one and a number, say that two claims are one where places do not."""
    shared = len(a.rare & b.rare)
    number = a.deaths is not None and a.deaths == b.deaths and a.deaths.min > 1
    return shared >= _tables()[4]["shared"] or (shared > 0 and number)


def _near(s: Spot, t: Spot, ground: bool) -> float:
    """1 for one place, less for a part and its whole or for neighbours, 0 beyond what their precision leaves open.

    Who takes a village has not taken the town beside it: on the ground (`ground`) a part is not its whole.
    """
    if s.approximate or t.approximate:
        if s.said and t.said and not s.said & t.said:
            if ground or (s.approximate and t.approximate):
                return 0.0
        elif s.said & t.said and kilometres(s.lat, s.lon, t.lat, t.lon) < 30:
            return 0.9
    if s.key == t.key:
        if (s.precision == "area") != (t.precision == "area"):
            return 0.0 if ground else 0.75  # a town's countryside is not the town
        return {"governorate": 0.6, "region": 0.45, "country": 0.3}.get(s.precision, 1.0)
    if wide(s) or wide(t):
        whole, part = (s, t) if wide(s) and not wide(t) else (t, s)
        if part.admin1 == whole.name_en or (whole.precision == "country" and part.country == whole.country):
            return 0.55 if whole.precision != "country" else 0.35
    apart = _tables()[3]
    far = kilometres(s.lat, s.lon, t.lat, t.lon)
    exact = ("site", "neighbourhood", "settlement")
    if s.precision in exact and t.precision in exact and s.precision == t.precision:
        return max(0.0, 1.0 - far / 3.0) if far < 1.5 else 0.0  # two towns, two quarters, two sites are two places
    reach = max(apart[s.precision], apart[t.precision])
    best = 0.55 if wide(s) or wide(t) else 0.85
    return best * (1.0 - far / reach) if far <= reach else 0.0


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine, Earth's radius 6,371 km)."""
    a, b, c, d = map(radians, (lat1, lon1, lat2, lon2))
    return 12742 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def _time(a: Record, b: Record, parts: dict[str, float]) -> str | None:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return "no day"
    last, other = a.end, b.end
    gap = max(a.start, b.start) - min(last, other)  # ≤ 0: they overlap
    if gap > 0:
        return "on different days"
    open_ = _tables()[5]
    if a.dated and b.dated:
        length = max(last - a.start, other - b.start) + 1
        value = 1.0 if length <= 2 else max(0.25, 3.0 / length)
    elif a.dated or b.dated:
        later = other - last if a.dated else last - other  # the one without a day behind the one with it
        value = open_["one_dated"][min(3, max(0, later))]
    else:
        value = open_["none_dated"][min(3, abs(last - other))]
    parts["time"] = value
    return None


def _doer(a: Record, b: Record, parts: dict[str, float]) -> str | None:
    one, other = a.agents, b.agents
    if "clash" in (a.type, b.type):  # in a clash either side may be named first
        one, other = (*a.agents, *a.targets), (*b.agents, *b.targets)
    known = [p for p in one if p.id], [p for p in other if p.id]
    if not all(known):
        return None
    if any(p.related(q) for p in known[0] for q in known[1]):
        parts["doer"] = 1.0
        return None
    if any(p.same_side(q) for p in known[0] for q in known[1]):
        parts["doer"] = 0.8
        return None
    parts["doer"] = _RIVALS  # who did it may be what the reports disagree on
    return "different sides" if a.family == "ground" else None


def _target(a: Record, b: Record, parts: dict[str, float]) -> None:
    known = [p for p in a.targets if p.id], [p for p in b.targets if p.id]
    if all(known) and "clash" not in (a.type, b.type):
        parts["target"] = 1.0 if any(p.related(q) for p in known[0] for q in known[1]) else 0.2


def _count(name: str, a: Count | None, b: Count | None, parts: dict[str, float]) -> None:
    if a is None or b is None:
        return
    low, high = sorted((_interval(a), _interval(b)))
    if high[0] <= low[1]:
        parts[name] = 1.0
        return
    ratio, gap = low[1] / max(high[0], 1), high[0] - low[1]
    parts[name] = 0.8 if gap <= 2 else 0.6 if ratio >= 0.6 else 0.3 if ratio >= 0.4 else 0.0


def _interval(count: Count) -> tuple[int, int]:
    return count.min, count.max if count.max is not None else int(count.min * 1.5) + 1


def _words(a: Record, b: Record, parts: dict[str, float]) -> None:
    both, all_ = len(a.words & b.words), min(len(a.words), len(b.words))
    if all_ < 4:
        return
    share = both / all_
    apart = _tables()[2]["words_apart"]
    parts["words"] = 0.0 if share < apart else min(1.0, 0.35 + 1.3 * share)
