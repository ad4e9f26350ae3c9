"""Search as you type over the lexicon's actors and the gazetteer's places, in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import msgspec
import numpy as np

from ...archive.search import names
from ...gazetteer.resolve import LARGE
from ...lexicon import load
from ...lexicon.tables import table
from ...model import Actor, Precision


class PlaceFound(msgspec.Struct, frozen=True):
    """A place of the gazetteer, as a correction names it by its `key`."""

    key: str
    name_ar: str
    name_en: str
    lat: float
    lon: float
    precision: Precision
    country: str
    admin1: str | None
    geonameid: int | None
    population: int


def labels() -> dict[str, dict[str, dict[str, str]]]:
    """What types, classes, modalities, grades and roles are called in both languages."""
    return {name: table("labels")[name] for name in ("class", "type", "modality", "grade", "role", "group", "differ")}


@cache
def countries() -> dict[str, dict[str, str]]:
    """Names of countries by their codes."""
    return {code: {"en": n["en"], "ar": n["ar"]} for code, n in load().country_names.items()}


@cache
def divisions() -> dict[str, str]:
    """Arabic names of first-level divisions by their English ones."""
    return {d["en"]: d["ar"] for d in load().admin1}


def named(ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Names of actors and sources by their ids, where the lexicon has them."""
    known = load()
    return {id: {"en": a.name_en, "ar": a.name_ar} for id in ids if (a := known.called(id)) is not None}


@cache
def _actors() -> list[tuple[str, Actor]]:
    found = load().actor_by_id.values()
    return [(names(a.name_ar, a.name_en, a.id), a) for a in sorted(found, key=lambda a: (len(a.name_en), a.name_en))]


def actors(asked: str, limit: int = 12) -> list[Actor]:
    """Actors whose name or id holds what was typed; those whose name begins with it first."""
    part = names(asked.strip())
    if not part:
        return []
    found = [(0 if text.startswith(part) or f"\n{part}" in text else 1, a) for text, a in _actors() if part in text]
    return [a for _, a in sorted(found, key=lambda f: f[0])[:limit]]


@cache
def _places() -> list[tuple[str, PlaceFound]]:
    seen: dict[str, tuple[str, PlaceFound]] = {}
    for place in load().gazetteer.all():
        key = f"g{place.geonameid}" if place.geonameid else f"{place.name_en}/{place.lat:.3f},{place.lon:.3f}"
        seen[key] = (
            names(place.name_ar, place.name_en),
            PlaceFound(
                key,
                place.name_ar,
                place.name_en,
                place.lat,
                place.lon,
                place.precision,
                place.country,
                place.admin1,
                place.geonameid,
                place.population,
            ),
        )
    return sorted(seen.values(), key=lambda s: (-s[1].population, s[1].key))


def places(asked: str, limit: int = 12) -> list[PlaceFound]:
    """Places whose name holds what was typed; those whose name begins with it first, then the larger."""
    part = names(asked.strip())
    if not part:
        return []
    first: list[PlaceFound] = []
    rest: list[PlaceFound] = []
    for text, place in _places():
        if part in text:
            (first if text.startswith(part) or f"\n{part}" in text else rest).append(place)
            if len(first) >= limit:
                break
    return (first + rest)[:limit]


class Labelled(msgspec.Struct, frozen=True):
    """A place that a map names. `rank` tells how large it is written: 0 a country, 1 a division of one, 2 a city, 3 a town, 4 less."""

    name_ar: str
    name_en: str
    lat: float
    lon: float
    rank: int


_SHOWN = {
    "country": (1.5, 6.0),
    "governorate": (5.5, 9.0),
    "district": (9.0, 12.0),
    "settlement": (0.0, 24.0),
    "site": (9.5, 24.0),
    "neighbourhood": (10.5, 24.0),
}  # zooms
_LARGE, _TOWN = 300_000, 30_000  # people
_LABELS = 90  # of one view
_UNCOUNTED = 3000  # people that a place counts with of which the lexicon knows the name and the spot, not the size


@cache
def _grid() -> tuple[np.ndarray, np.ndarray, list[Labelled], np.ndarray]:
    """(latitude and longitude, first and last zoom, the places, people), the largest first within their kind."""

    def people(p: PlaceFound) -> int:
        return _UNCOUNTED if p.geonameid is None and p.population == LARGE and p.precision in ("settlement", "site") else p.population

    living: Counter[str | None] = Counter()  # people in a country's towns: of two that do not both fit the larger is named
    for _, p in _places():
        living[p.country] += people(p) if p.precision == "settlement" else 0
    shown = (p for _, p in _places() if p.precision in _SHOWN and p.name_ar and p.name_en)
    named = sorted(shown, key=lambda p: -living[p.country] if p.precision == "country" else 0)

    def rank(p: PlaceFound) -> int:
        return {"country": 0, "governorate": 1, "district": 1, "neighbourhood": 4}.get(
            p.precision, 2 if people(p) >= _LARGE else 3 if people(p) >= _TOWN else 4
        )

    labels = [Labelled(p.name_ar, p.name_en, p.lat, p.lon, rank(p)) for p in named]
    at = np.array([(p.lat, p.lon) for p in named])
    zooms = np.array([_SHOWN[p.precision] for p in named])
    return at, zooms, labels, np.array([people(p) for p in named])


def labelled(west: float, south: float, east: float, north: float, zoom: float) -> list[Labelled]:
    """The places to name on a map of these degrees at this zoom, those to be seen first first."""
    at, zooms, labels, people = _grid()
    least = 0 if zoom >= 9 else 10 ** max(3.0, 6.6 - 0.42 * zoom)  # a town must be large to be named from far away
    seen = (at[:, 0] >= south) & (at[:, 0] <= north) & (at[:, 1] >= west) & (at[:, 1] <= east)
    seen &= (zooms[:, 0] <= zoom) & (zooms[:, 1] >= zoom) & ((zooms[:, 0] > 0) | (people >= least))
    found: dict[tuple[str, int, int], int] = {}  # a place that the gazetteer has twice is named once
    first: list[int] = np.flatnonzero(seen)[: 40 * _LABELS].tolist()
    for n in sorted(first, key=lambda n: (labels[n].rank, n)):
        one = labels[n]
        place = one.name_ar.split(" (")[0], round(one.lat), round(one.lon)
        if place not in found or labels[found[place]].rank == 1 < one.rank:  # a town before the division that is called after it
            found[place] = n
    return sorted((labels[n] for n in found.values()), key=lambda one: one.rank)[:_LABELS]


@cache
def _in_arabic() -> dict[str, str]:
    found: dict[str, str] = {}
    actors = ((a.name_en, a.name_ar) for _, a in _actors())
    places = ((p.name_en, p.name_ar) for _, p in _places())  # of two of one English name, the larger
    for english, arabic in (*actors, *places):
        if arabic:
            found.setdefault(english, arabic)
    return found


def in_arabic(called: Iterable[str]) -> dict[str, str]:
    """Arabic names of actors and places by the English ones given, where the lexicon or the gazetteer has them."""
    known = _in_arabic()
    return {name: known[name] for name in called if name in known}


@cache
def _by_key() -> dict[str, PlaceFound]:
    return {place.key: place for _, place in _places()}


def place_of(key: str) -> PlaceFound | None:
    """The place of a key."""
    return _by_key().get(key)
