"""The place index in memory: folded names to places. Loaded from the user's cache folder, built there at first use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """One place. `lat`, `lon` in degrees; `division` is true for a first-level division (governorate, province);
    `district` is the English name of the second-level division, where known."""

    name_ar: str
    name_en: str
    lat: float
    lon: float
    country: str
    admin1: str | None
    precision: str
    geonameid: int | None
    population: int
    division: bool
    district: str | None = None


class Gazetteer:
    """Looks folded names up. `weak` names are ordinary words too and need evidence in the text; `faint` ones are those of
    small towns that only GeoNames has: a word that types them (مدينة، قرية) must say so."""

    def __init__(self, records: Sequence[tuple], keys: dict[str, tuple[int, ...]], weak: Sequence[str]):
        self._records = records
        self._keys = keys
        self.weak = frozenset(weak)
        self.faint = frozenset(
            key for key in weak if all(records[n][7] is not None and records[n][8] < 100_000 for n in keys.get(key, ()))
        )
        self.longest: dict[str, int] = {}
        for key in keys:
            words = key.count(" ") + 1
            first = key.partition(" ")[0]
            if words > self.longest.get(first, 0):
                self.longest[first] = words

    def __contains__(self, name: str) -> bool:
        return name in self._keys

    def find(self, name: str) -> list[Place]:
        """All places of that folded name; empty if there is none."""
        return [Place(*self._records[number]) for number in self._keys.get(name, ())]

    def all(self) -> Iterator[Place]:
        """Every place once."""
        return (Place(*record) for record in self._records)

    def words(self) -> set[str]:
        """The single words that are names."""
        return {key for key in self._keys if " " not in key}


def load_gazetteer(data: dict) -> Gazetteer:
    """A gazetteer from the data that `build.build` made."""
    return Gazetteer(data["records"], data["keys"], data["weak"])
