"""Coordinates that a post writes, or that a table gives beside it, as the place of its events: surer than any name.

Degrees with a fraction (35.6412, 36.4821), degrees with minutes and seconds (35°43'12"N 36°32'45"E), in either kind of figures.
"""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..gazetteer import Place, km
from ..lexicon import Lexicon
from ..lexicon.grammar import AXES, DEGREES, HEMISPHERES, NEAR
from ..model import Article, PlaceBasis
from .mention import Mention
from .scene import Event
from .unplaced import COARSE

IN_TEXT: PlaceBasis = "coordinates in the text"
GIVEN: PlaceBasis = "coordinates given"
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫،", "01234567890123456789.,")  # letter for letter: offsets stay
_DEGREES = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,})\s*°?\s*([NS])?\s*[,;/ ]\s*(-?\d{1,3}\.\d{3,})(?:\s*°?\s*([EW])\b)?(?![\d.])")
_ANGLE = r"(\d{1,3})\s*[°º]\s*(\d{1,2}(?:\.\d+)?)\s*['’′]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"”″]|''|’’))?\s*"
_HALF = {side: "|".join(sorted(words, key=len, reverse=True)) for side, words in HEMISPHERES.items()}
_MINUTES = re.compile(rf"{_ANGLE}({_HALF['N']}|{_HALF['S']})\s*[,;/ ]?\s*و?\s*{_ANGLE}({_HALF['E']}|{_HALF['W']})")
_SIDE = "|".join(sorted((w for words in HEMISPHERES.values() for w in words), key=len, reverse=True))
_SIDED = re.compile(
    rf"(?:(?P<lat>{'|'.join(AXES['latitude'])})|(?P<lon>{'|'.join(AXES['longitude'])})|(?<!\w)(?P<before>{_SIDE}))?\s{{0,2}}[:=]?\s{{0,2}}(?<![\d.])(?P<minus>-)?"
    rf"(?:(?P<whole>\d{{1,3}}\.\d{{2,}})\s{{0,2}}°?|(?P<degrees>\d{{1,3}})[°º\s]\s{{0,2}}(?P<minutes>[0-5]?\d)['’′\s]\s{{0,2}}(?P<seconds>[0-5]?\d(?:\.\d+)?)\s{{0,2}}[\"”″]?)(?![\d.])"
    rf"(?:\s{{0,2}}(?P<behind>{_SIDE})(?!\w))?",
    re.IGNORECASE,
)
_MAY = re.compile(r"\d[.٫،]\d\d|\d\s*[°º]|\d \d\d? \d")  # what every way to write a point has, in any figures
_FINE = re.compile(r"\d\.\d\d|\d[°º]|\d \d\d? \d")  # as exact as an angle is written
_BETWEEN = re.compile(rf"[\s,;/&|و()]{{0,4}}(?:{'|'.join(DEGREES)})?\s{{0,2}}")
_NAMED = 50.0  # km from a named town within which the coordinates may be of it
_OF_AREA = 300.0  # the same of a governorate or a country
_AROUND = 150.0  # how far a settlement may lie whose country and governorate a point takes


class Point(NamedTuple):
    """A point in degrees, written at [start, end) of the text; both -1 where it stands beside it."""

    lat: float
    lon: float
    start: int = -1
    end: int = -1


def written(text: str) -> list[Point]:
    """The points that a text writes, in order. Raises nothing."""
    if not _MAY.search(text):
        return []
    plain = text.translate(_FIGURES)
    found = [_of_degrees(m) for m in _DEGREES.finditer(plain)] + [_of_minutes(m) for m in _MINUTES.finditer(plain)]
    found += [p for p in _of_sides(plain) if not any(p.start < q.end and q.start < p.end for q in found)]
    return sorted((p for p in found if -90 <= p.lat <= 90 and -180 <= p.lon <= 180), key=lambda p: p.start)


def _of_sides(plain: str) -> list[Point]:
    """Points of two angles beside each other, each with its side of the earth or its name, in either order (36.20° شمالا 37.13° شرقا,
    N36.2021 E37.1343, خط العرض 36.2021 خط الطول 37.1343)."""
    if not _FINE.search(plain):
        return []
    angles = [(m, axis, value) for m in _SIDED.finditer(plain) if (told := _angle(m)) is not None for axis, value in [told]]
    found: list[Point] = []
    for (a, one, x), (b, two, y) in pairwise(angles):
        if {one, two} == {"lat", "lon"} and _BETWEEN.fullmatch(plain, a.end(), b.start()) and (not found or found[-1].end <= a.start()):
            start = a.end() - len(a[0].lstrip())
            found.append(Point(*((x, y) if one == "lat" else (y, x)), start, b.end()))
    return found


def _angle(m: re.Match[str]) -> tuple[str, float] | None:
    """(lat or lon, degrees) of an angle whose one side or name is told; None where none is, or two."""
    sides = [side for told in (m["before"], m["behind"]) if told for side, words in HEMISPHERES.items() if told in words]
    axes = {"lat" if side in "NS" else "lon" for side in sides} | {axis for axis in ("lat", "lon") if m[axis]}
    if len(sides) > 1 or len(axes) != 1:
        return None
    size = float(m["whole"]) if m["whole"] else int(m["degrees"]) + int(m["minutes"]) / 60 + float(m["seconds"]) / 3600
    return axes.pop(), round(-size if m["minus"] or sides in (["S"], ["W"]) else size, 6)


def _of_degrees(m: re.Match[str]) -> Point:
    return Point(float(m[1]) * (-1 if m[2] == "S" else 1), float(m[3]) * (-1 if m[4] == "W" else 1), m.start(), m.end())


def _of_minutes(m: re.Match[str]) -> Point:
    lat, lon = (int(d) + float(minute) / 60 + float(s or 0) / 3600 for d, minute, s in (m.group(1, 2, 3), m.group(5, 6, 7)))
    lat *= -1 if m[4] in HEMISPHERES["S"] else 1
    lon *= -1 if m[8] in HEMISPHERES["W"] else 1
    return Point(round(lat, 6), round(lon, 6), m.start(), m.end())


def settle(events: list[Event], article: Article, lexicon: Lexicon) -> None:
    """Put events where the coordinates say: those of the event's own sentence, else the only ones that the article has."""
    told = [e for e in events if not e.turned_down]
    if not told:
        return
    points = written(article.text)
    given = next((f.value for f in article.found if f.field == "coordinates"), None)
    if given is not None:
        lat, lon = map(float, given.split(","))
        points.append(Point(lat, lon))
    alone = points[0] if len({(p.lat, p.lon) for p in points}) == 1 else None
    for e in told:
        s = e.scene.s
        own = [p for p in points if s.start <= p.start < s.end]
        point = min(own, key=lambda p: abs(p.start - e.start)) if own else alone
        if point is not None:
            _put(e, point, lexicon)


def _put(e: Event, point: Point, lexicon: Lexicon) -> None:
    for n, (m, role) in enumerate(e.places):
        if role == "at" and _may_be(m.place, point):
            e.places[n] = (_moved(m, point, lexicon), role)
            return
    if not any(role == "at" and m.place is not None for m, role in e.places):
        s = e.scene.s
        there = [t.i for t in s.tokens if t.start < point.end and point.start < t.end and not t.mark] or [e.i]
        e.places.insert(0, (_moved(Mention(s, there[0], there[-1] + 1, "point"), point, lexicon), "at"))


def _may_be(place: Place | None, point: Point) -> bool:
    """Whether a place that an event has may be where the point lies; one that only lends its area to an unknown village always."""
    if place is None or place.geonameid is None:
        return True
    return km(place.lat, place.lon, point.lat, point.lon) <= (_OF_AREA if place.precision in COARSE else _NAMED)


def _moved(m: Mention, point: Point, lexicon: Lexicon) -> Mention:
    """The mention, standing for the point; what else is known of it is kept, else told by the nearest settlement."""
    new = copy.copy(m)
    near = _nearest(point.lat, point.lon, lexicon)
    words = " ".join(t.text for t in m.s.tokens[m.i : m.j])
    figures = f"{point.lat:.4f}, {point.lon:.4f}"
    named = m.place is not None and m.place.geonameid is not None and m.place.precision not in COARSE
    if named:
        assert m.place is not None
        new.place = m.place._replace(lat=point.lat, lon=point.lon, precision="site")
    else:
        own = words if m.kind != "point" else f"{NEAR} {near.name_ar}" if near else figures
        new.place = Place(
            own,
            f"near {near.name_en}" if near else figures,
            point.lat,
            point.lon,
            near.country if near else "",
            near.admin1 if near else None,
            "site",
            None,
            0,
            False,
            near.district if near else None,
        )
    new.relative = False
    new.basis = GIVEN if point.start < 0 else IN_TEXT
    return new


@lru_cache(maxsize=256)
def _nearest(lat: float, lon: float, lexicon: Lexicon) -> Place | None:
    """The settlement nearest to a point, within `_AROUND` km."""
    best, least = None, _AROUND
    for place in lexicon.gazetteer.all():
        if place.precision == "settlement" and abs(place.lat - lat) < 1.5 and abs(place.lon - lon) < 3:
            far = km(lat, lon, place.lat, place.lon)
            if far < least:
                best, least = place, far
    return best
