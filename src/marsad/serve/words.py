"""Search as you type over the lexicon's actors and the gazetteer's places, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from ..archive.search import names
from ..lexicon import load
from ..lexicon.tables import table
from ..model import Actor


class PlaceFound(msgspec.Struct, frozen=True):
    """A place of the gazetteer, as a correction names it by its `key`."""

    key: str
    name_ar: str
    name_en: str
    lat: float
    lon: float
    precision: str
    country: str
    admin1: str | None
    geonameid: int | None
    population: int


def labels() -> dict:
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
        seen[key] = (names(place.name_ar, place.name_en), PlaceFound(key, place.name_ar, place.name_en, place.lat, place.lon, place.precision, place.country, place.admin1, place.geonameid, place.population))  # fmt: skip
    return sorted(seen.values(), key=lambda s: (-s[1].population, s[1].key))


def places(asked: str, limit: int = 12) -> list[PlaceFound]:
    """Places whose name holds what was typed; those whose name begins with it first, then the larger."""
    part = names(asked.strip())
    if not part:
        return []
    first, rest = [], []
    for text, place in _places():
        if part in text:
            (first if text.startswith(part) or f"\n{part}" in text else rest).append(place)
            if len(first) >= limit:
                break
    return (first + rest)[:limit]


@cache
def _by_key() -> dict[str, PlaceFound]:
    return {place.key: place for _, place in _places()}


def place_of(key: str) -> PlaceFound | None:
    """The place of a key."""
    return _by_key().get(key)
