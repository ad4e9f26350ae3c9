"""What a place lies in by the text's own words: X في محافظة Y، بريف Y، شمال Y، التابعة لـY. It binds which place of that name is meant."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from ..gazetteer import Place, km
from ..gazetteer.naming import naming
from ..gazetteer.resolve import renowned
from ..lexicon import asides
from ..lexicon.grammar import BEARINGS, WORDS
from ..lexicon.word import Word
from .mention import Mention
from .scene import Scene

_LINKS = 2  # words between a place and what holds it: التابعة إدارياً لـ
_DIVISIONS = ("governorate", "region")
# How far from the middle of what holds it a place may lie, in km. Divisions are told by their name first.
_REACH = {"district": 60.0, "settlement": 60.0, "governorate": 40.0, "region": 500.0}
_REACH_OF_OTHERS = 40.0
_VILLAGE = 5000  # inhabitants under which a place is not told by a name that a city or country has
_HAMLET, _TOWN = 1000, 20_000  # inhabitants under which a place is aside where a town of that name lies in another country that is told of
_CITY = 50_000  # inhabitants from which a place is no village
_ALONG = 0.5  # cosine of the angle between a direction told and the way there, at least
_TWIN = 10.0  # km between two sources' points of one place
_SMALL = frozenset(("settlement", "district", "neighbourhood", "site"))  # what a word types that is no country or governorate


def containers(scene: Scene) -> dict[int, Mention]:
    """For the number of a place or site among the scene's mentions: the place right behind it that says where it lies."""
    out: dict[int, Mention] = {}
    for at, (m, behind) in enumerate(zip(scene.mentions, scene.mentions[1:], strict=False)):
        if m.kind in ("place", "site") and behind.kind == "place" and behind.cls != "dateline" and _holds(m, behind):
            out[at] = behind
    return out


def _holds(m: Mention, behind: Mention) -> bool:
    tokens = m.s.tokens
    between = tokens[m.j : behind.i]
    first = tokens[behind.i].w
    lies = first.area or first.direction or behind.prep in WORDS["lying_in"]
    comma = len(between) == 1 and between[0].mark and between[0].text in "،,-" and lies
    if comma:
        return not first.conj
    if first.conj or len(between) > _LINKS or any(t.mark or t.w.conj for t in between):
        return False
    if behind.prep == "ل":
        return any(t.w.norm in WORDS["belonging"] for t in between)
    return all(_ties(t.w) or (m.cls == "common" and t.w.det) for t in between) and (
        behind.prep == "~" or behind.prep in WORDS["inside"] or first.area or first.direction
    )


def _ties(w: Word) -> bool:
    """Whether a word may stand between a place and what holds it."""
    return bool(w.demonym) or any(w.norm in WORDS[kind] for kind in ("belonging", "beside", "within"))


def bound(m: Mention, container: Mention) -> list[Place]:
    """The candidates of a mention that lie in what holds it.

    Empty where none does: the text then names a place that the gazetteer lacks. Behind a mere direction a country, division or large
    city stays as it was, for دمشق شمالي درعا lies where it lies.
    """
    around = _readings(container)
    if not around or not m.candidates:
        return m.candidates
    inside = [p for p in m.candidates if any(_inside(p, h) for h in around)] or _that_way(m.candidates, container)
    if inside or (
        (container.prep == "ل" or container.prep in WORDS["lying_in"]) and container.place is not None and container.place.precision != "country"
    ):
        # حي محطة بغداد في حلب is no governorate of another country, nor is a village by its name
        whole = [p for p in m.candidates if p.precision == "country" or (p.division and p.country == around[0].country)]
        return inside or (whole if m.typed not in _SMALL else [])
    wide = [p for p in m.candidates if renowned(p) and not (_directed(container) and p.precision == "settlement" and p.country != around[0].country)]
    return m.candidates if wide else []


def _directed(container: Mention) -> bool:
    """Whether what holds a place is a town told by its kind and in a direction: العين، جنوب مدينة لودر is no city of another country."""
    return container.typed is not None and bearing(container) != (0, 0)


def bearing(m: Mention) -> tuple[int, int]:
    """Where the words of direction in a mention point (شمالي X, ريف X الجنوبي): north (1) or south (-1), east (1) or west (-1); 0 is neither."""
    north = east = 0
    for t in m.s.tokens[m.i : m.j]:
        if not m.core[0] <= t.i < m.core[1]:
            dn, de = BEARINGS.get(t.w.stem, (0, 0))
            north, east = north or dn, east or de
    return north, east


def _that_way(candidates: Iterable[Place], container: Mention) -> list[Place]:
    """The candidates that lie in the country of a large city and in the direction from it that the text tells: الرمادي غربي بغداد."""
    north, east = bearing(container)
    city = container.place
    if city is None or city.precision != "settlement" or not renowned(city) or not (north or east):
        return []
    return [p for p in candidates if p.country == city.country and _points(p, city, north, east)]


def _points(p: Place, city: Place, north: int, east: int) -> bool:
    """Whether the way from a city to a place is at most a sixth of a turn off the direction told."""
    up, right = p.lat - city.lat, (p.lon - city.lon) * math.cos(math.radians(city.lat))
    along = (up * north + right * east) / math.hypot(north, east)
    return along > _ALONG * math.hypot(up, right)


def _readings(container: Mention) -> list[Place]:
    """What the container resolved to, and the division of that name, for أبين is a city's name as well as a governorate's."""
    place = container.place
    if place is None:
        return []
    wider = [p for p in container.candidates if p.country == place.country and (p.division or p.precision in _DIVISIONS)]
    lands = [p for p in container.candidates if p.country == place.country and p.precision == "country"]  # شرقي الجزائر
    return [place, *(p for p in wider if p.admin1 == place.admin1), *lands]


def _inside(p: Place, container: Place) -> bool:
    if container.precision == "country" or p.precision == "country":
        return p.country in (container.country, *asides.lands(container.country))
    if not container.country:  # a sea: what lies in it or on its shore
        return True
    if p.country != container.country:
        return False
    if container.precision == "governorate" and p.admin1 == container.admin1:
        return True
    return km(p.lat, p.lon, container.lat, container.lon) < _REACH.get(container.precision, _REACH_OF_OTHERS)


def small_ones_aside(candidates: Sequence[Place], countries: Mapping[str, float], capital: str | None) -> list[Place]:
    """Candidates of a name that nothing types or holds: تركيا is the country, whatever village has its name, كولومبيا that and no city
    of America, الدوحة (where `capital` is the country, by ISO code, whose capital bears the name) no village of Palestine.

    `countries` weighs ISO codes by how much the article is about them.
    """
    lands = {p.country for p in candidates if p.precision == "country"}
    if lands:
        return [p for p in candidates if p.precision != "settlement" or p.country in lands]
    if capital:
        cities = [p for p in candidates if p.precision == "settlement" and (p.geonameid is None or p.population >= _CITY)]
        return [p for p in cities if p.country == capital or p.country in naming().focus] or cities or list(candidates)
    if not any(renowned(p) and countries.get(p.country) for p in candidates):
        towns = {p.country for p in candidates if p.population >= _TOWN and countries.get(p.country)}
        return [p for p in candidates if not towns or p.country in towns or p.precision != "settlement" or p.population >= _HAMLET]
    return [p for p in candidates if renowned(p) or p.precision != "settlement" or p.population >= _VILLAGE]


def of_nation(m: Mention, candidates: list[Place]) -> list[Place]:
    """The candidates that lie in the country whose adjective stands right behind a name: طرابلس الليبية."""
    after = m.s.tokens[m.j] if m.j < len(m.s.tokens) else None
    if after is None or after.mark or not after.w.demonym or not after.w.det or after.w.conj or after.w.prep:
        return []
    return [p for p in candidates if p.country in (after.w.demonym, *asides.lands(after.w.demonym))]


def villages(m: Mention, candidates: Iterable[Place]) -> list[Place]:
    """Candidates of a name behind بلدة: no large city and no division; behind قرية no city at all, by whichever source's point."""
    told = list(candidates)
    lead = m.s.tokens[m.core[0] - 1].w if m.core[0] > m.i else _head_of_list(m)
    if lead is None or lead.stem not in WORDS["villages"]:
        return told  # قرى ريف إدلب are not called Idlib
    cities = [p for p in told if p.geonameid is not None and p.population >= _CITY] if lead.stem in WORDS["hamlets"] else []
    small = [p for p in told if not renowned(p) and p.precision not in _DIVISIONS]
    return [p for p in small if not any(km(p.lat, p.lon, c.lat, c.lon) < _TWIN for c in cities)]


def _head_of_list(m: Mention) -> Word | None:
    """The plural word that types all names of a list: قرى (تنب، أبين، صوغانكة، …)."""
    if m.prep or m.typed:
        return None
    tokens = m.s.tokens
    for k in range(m.i - 1, -1, -1):
        w = tokens[k].w
        if tokens[k].mark:
            if tokens[k].text not in "،,(و\"«»“”'-":
                return None
        elif w.stem in WORDS["plural_places"]:
            return w
        elif w.prep or w.verbs or w.nouns or w.stop or w.area or w.direction or w.place_type:
            return None
    return None


def sections(scenes: Sequence[Scene]) -> list[Mention | None]:
    """For each sentence the place that heads its part of a round-up (إدلب: …, درعا: …): what follows lies there until the next head.

    One dateline alone tells where a story was filed, unless its words say that it is a governorate (محافظة حلب: …).
    """
    heads = [next((m for m in scene.mentions if m.cls == "dateline" and m.place is not None), None) for scene in scenes]
    several = len({(m.place.lat, m.place.lon) for m in heads if m is not None and m.place is not None}) > 1
    out: list[Mention | None] = []
    now: Mention | None = None
    for head in heads:
        if head is not None:
            now = head if several or head.typed == "governorate" else None
        out.append(now)
    return out


def under(head: Mention, candidates: Sequence[Place]) -> list[Place]:
    """The candidates that lie in the governorate of a head, where any does; else those of its country and what is renowned, but no
    governorate of another country (أبين in a part on Aleppo)."""
    place = head.place
    assert place is not None
    near = [p for p in candidates if p.country == place.country and p.admin1 is not None and p.admin1 == place.admin1]
    return near or [p for p in candidates if p.country == place.country or (renowned(p) and not p.division)]
