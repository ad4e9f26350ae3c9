"""The place index in memory: folded names to places. Loaded from the user's cache folder, built there at first use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple, TypedDict

from ..model import Precision


class Place(NamedTuple):
    """One place. `lat`, `lon` in degrees; `division` is true for a first-level division (governorate, province);
    `district` and `admin3` are the English names of the second- and third-level divisions, `pcode` the p-code of the place or of the
    finest division it lies in, where known; `country` is empty for a sea. `listed` is false for a place that no gazetteer has: its
    coordinates are those of the area that the text names for it."""

    name_ar: str
    name_en: str
    lat: float
    lon: float
    country: str
    admin1: str | None
    precision: Precision
    geonameid: int | None
    population: int
    division: bool
    district: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    listed: bool = True


Record = tuple[Any, ...]  # the fields of a `Place` as they are kept


class Index(TypedDict):
    """The index as plain data, which `marshal` knows: `records`, `keys` (folded name → numbers of records), `weak` (names that are ordinary
    words too), `admin1` (English names of first-level divisions by country and GeoNames code)."""

    records: list[Record]
    keys: dict[str, tuple[int, ...]]
    weak: list[str]
    admin1: dict[tuple[str, str], str]


class Names(TypedDict):
    """What kinds of names an index has, worked out when it is written, for it takes as long as reading the index (`names_of`).

    `faint` ones are those of small towns that only GeoNames has, and ordinary words too. `villages` are names of one word that only places
    of few or unknown inhabitants have. `longest` says how many words the longest name has that begins with a word."""

    faint: frozenset[str]
    villages: frozenset[str]
    longest: dict[str, int]


_VILLAGE = 5000  # inhabitants
_TOWN = 100_000
_FOUND_KEPT = 1 << 13  # names whose places are remembered


class Gazetteer:
    """Looks folded names up. `weak` names are ordinary words too and need evidence in the text; `faint` ones are those of
    small towns that only GeoNames has: a word that types them (مدينة، قرية) must say so. `villages` are names of one word that only
    places of few or unknown inhabitants have: they must stand where a name of a place can."""

    def __init__(self, places: Index, names: Names):
        self._records, self._keys = places["records"], places["keys"]
        self.weak = frozenset(places["weak"])
        self.faint, self.villages, self.longest = names["faint"], names["villages"], names["longest"]
        self.side = cache(self._side)
        self._found = lru_cache(_FOUND_KEPT)(self._made)

    def __contains__(self, name: str) -> bool:
        return name in self._keys

    def find(self, name: str) -> list[Place]:
        """All places of that folded name; empty if there is none."""
        return list(self._found(name)) if name in self._keys else []

    def _made(self, name: str) -> tuple[Place, ...]:
        """The places of a name; `find` remembers those of the names that an article tells again and again."""
        return tuple(Place(*self._records[number]) for number in self._keys[name])

    def called(self, name_en: str, country: str) -> list[Place]:
        """All places of a country (its ISO code) that have that English name; empty if there is none."""
        return [Place(*self._records[number]) for number in self._english.get((name_en, country), ())]

    @cached_property
    def _english(self) -> dict[tuple[str, str], list[int]]:
        """The numbers of the records by English name and country."""
        told: dict[tuple[str, str], list[int]] = {}
        for number, record in enumerate(self._records):
            told.setdefault((record[1], record[4]), []).append(number)
        return told

    def all(self) -> Iterator[Place]:
        """Every place once."""
        return (Place(*record) for record in self._records)

    def _side(self, country: str, north: int, east: int) -> tuple[float, float] | None:
        """Where the towns of one side of a country lie, (lat, lon) in degrees: the mean of those in the outer third (in a half where that
        has none), by their people. `north`, `east` are 1, 0 or -1. None for a country without towns; `side` remembers the answers."""
        towns = self._towns.get(country, [])
        lats, lons, people = (list(column) for column in zip(*towns, strict=True)) if towns else ([], [], [])
        for part in (1 / 3, 1 / 2):
            there = [
                n
                for n, lat, lon in zip(range(len(towns)), _within(lats), _within(lons), strict=True)
                if (not north or (lat if north < 0 else 1 - lat) <= part) and (not east or (lon if east < 0 else 1 - lon) <= part)
            ]
            if there:
                many = sum(people[n] for n in there)
                return sum(lats[n] * people[n] for n in there) / many, sum(lons[n] * people[n] for n in there) / many
        return None

    @cached_property
    def _towns(self) -> dict[str, list[tuple[float, float, int]]]:
        """(lat, lon, inhabitants) of the towns of each country."""
        told: dict[str, list[tuple[float, float, int]]] = {}
        for record in self._records:
            if record[6] == "settlement" and record[8]:
                told.setdefault(record[4], []).append((record[2], record[3], record[8]))
        return told

    def words(self) -> set[str]:
        """The single words that are names."""
        return {key for key in self._keys if " " not in key}


def _within(values: list[float]) -> list[float]:
    """Where each value lies between the least (0) and the most (1) of all."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [(v - low) / (high - low or 1.0) for v in values]


def names_of(places: Index) -> Names:
    """What kinds of names an index has."""
    records, keys = places["records"], places["keys"]
    longest: dict[str, int] = {}
    for key in keys:
        first = key.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), key.count(" ") + 1)
    return {
        "faint": frozenset(key for key in places["weak"] if all(_is_small(records[n]) for n in keys.get(key, ()))),
        "villages": frozenset(key for key, numbers in keys.items() if " " not in key and all(_is_village(records[n]) for n in numbers)),
        "longest": longest,
    }


def _is_small(record: Record) -> bool:
    return bool(record[6] != "district" and record[8] < _TOWN)


def _is_village(record: Record) -> bool:
    return bool(record[6] == "settlement" and record[8] < _VILLAGE)


# What a lexicon has while the index is built of it.
NOWHERE: Index = {"records": [], "keys": {}, "weak": [], "admin1": {}}
