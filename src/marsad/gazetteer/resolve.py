"""Which of the places of one name an article means: by country, distance to its other places, type word, and only then size."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from ..arabic.normalise import fold_word
from .build import km
from .index import Place

# How well a candidate's precision fits the word that types the name (محافظة، مدينة، مخيم …).
_TYPED: dict[str, Callable[[Place], bool]] = {
    "governorate": lambda p: p.division or p.precision in ("governorate", "region"),
    "settlement": lambda p: p.precision == "settlement" and not p.division,
    "district": lambda p: p.precision in ("district", "settlement") and not p.division,
    "neighbourhood": lambda p: p.precision in ("neighbourhood", "settlement") and not p.division,
    "site": lambda p: p.precision == "site",
    "area": lambda p: not p.division,
}
LARGE = 300_000  # inhabitants from which a city is named without saying where it lies
# Points for the distance in km to the nearest of the article's other places.
_NEAR = ((60.0, 2.5), (200.0, 1.2), (600.0, 0.4))
_FAR = -1.5
_BY_ANOTHER_NAME = 1.0  # points that a place loses where a town has the name for its own


def resolve(
    candidates: Sequence[Place], kind: str | None, countries: Mapping[str, float], near: Sequence[Place], name: str = ""
) -> tuple[Place, float]:
    """The best candidate and its margin over the next (0 to 1; 1 where there is only one).

    `kind` is the precision that a type word before the name asks for, or None; `countries` weighs ISO codes by how much
    the article is about them; `near` are the article's places that are already sure; `name` is what the text calls it, folded:
    نابل is Nabeul, which is called so, before it is Naples (نابولي), which may be.
    """
    called = [fold_word(p.name_ar) == name for p in candidates]
    another = _BY_ANOTHER_NAME if any(c and p.precision == "settlement" for c, p in zip(called, candidates, strict=True)) else 0.0
    scored = sorted(((_score(p, kind, countries, near) - (0.0 if called[i] else another), -i) for i, p in enumerate(candidates)), reverse=True)
    best = candidates[-scored[0][1]]
    if len(scored) == 1:
        return best, 1.0
    second = next((s for s, i in scored[1:] if km(candidates[-i].lat, candidates[-i].lon, best.lat, best.lon) > 25), None)
    return best, 1.0 if second is None else min(1.0, max(0.0, (scored[0][0] - second) / 4))


def renowned(place: Place) -> bool:
    """Whether a name alone means this place wherever it is read: a country, a division, a city that is large or a capital."""
    if place.precision in ("country", "region") or place.division:
        return True
    return place.population >= LARGE and (place.geonameid is not None or place.population > LARGE)


def _score(place: Place, kind: str | None, countries: Mapping[str, float], near: Sequence[Place]) -> float:
    score = math.log10(place.population + 100) / 3
    score += 4.0 * countries.get(place.country, 0.0)
    if kind:
        score += 3.0 if _TYPED[kind](place) else -1.0
        if kind == "site" and place.division:
            score -= 1.0  # مطار الحديدة is the city's
    elif place.division:
        score -= 1.0
    elif not place.country:
        score += 4.0  # البحر الأحمر alone is the sea, not the state of that name
    # The middle of a governorate is no place that others lie near: only what is called one is measured by it.
    if near and (kind or not place.division):
        nearest = min(km(place.lat, place.lon, other.lat, other.lon) for other in near)
        score += next((points for within, points in _NEAR if nearest < within), _FAR)
    return score
