"""One place of an added source, whatever the source: what every door of `marsad gazetteer add` yields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .naming import naming

_ARABIC = re.compile("^[\u0600-\u06ff\u200c .'()-]+$")
# Letters that Arabic does not write, of Persian, Kurdish, Urdu, Sindhi, Pashto and Uyghur spellings (as ى within a word is), and what news has
# for them.
_PERSIAN = re.compile(r"[پچژگیکےۆێڕڵەھہۀۃۇۋټډړږښګڼېۍڤڨۈۉۊڭٹڈڑںەٱٲٳٵٺڀٻڌڏڊڇڃڄڦڪڳڱٿٽڙ]|ى\B")
_FOR_THEM = str.maketrans(
    {
        "ک": "ك",
        "ی": "ي",
        "ې": "ي",
        "ۍ": "ي",
        "ێ": "ي",
        "ے": "ي",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ۀ": "ة",
        "ۃ": "ة",
        "پ": "ب",
        "چ": "تش",
        "ژ": "ج",
        "گ": "غ",
        "ګ": "غ",
        "ڭ": "نغ",
        "ۆ": "و",
        "ۇ": "و",
        "ۋ": "و",
        "ۈ": "و",
        "ۉ": "و",
        "ۊ": "و",
        "ڤ": "ف",
        "ڨ": "ق",
        "ڕ": "ر",
        "ڑ": "ر",
        "ړ": "ر",
        "ږ": "ر",
        "ڵ": "ل",
        "ښ": "ش",
        "ټ": "ت",
        "ٹ": "ت",
        "ډ": "د",
        "ڈ": "د",
        "ڼ": "ن",
        "ں": "ن",
        "ٱ": "ا",
        "ٲ": "أ",
        "ٳ": "إ",
        "ٵ": "ا",
        "ٺ": "ت",
        "ٽ": "ت",
        "ڀ": "ب",
        "ٻ": "ب",
        "ڌ": "د",
        "ڏ": "د",
        "ڊ": "د",
        "ڇ": "تش",
        "ڃ": "ج",
        "ڄ": "ج",
        "ڦ": "ف",
        "ڪ": "ك",
        "ڳ": "غ",
        "ڱ": "نغ",
        "ٿ": "ث",
        "ڙ": "ر",
    }
)
_UNSAID = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f]")  # vowels, tatweel, joiners and marks of direction
_BESIDE = re.compile(r"\s*[،,;(].*")  # ناصر (بوش سابقا), عدي، إسرائيل
_STRANGE = re.compile("[^ء-غف-ي0-9٠-٩]+")
_HAMZA = {"ئا": "آ", "ئي": "إي", "ئو": "أو", "ؤ": "أو", "ئ": "إ"}  # what a word that begins with them begins with in Arabic

# GeoNames feature classes and codes → our precision. Roads, shops, farms and stretches of water are left out.
_CLASSES = {"P": "settlement"}
_PRECISIONS = {
    "district": "ADM2",
    "area": "ADM3 MT MTS HLL VAL ISL DSRT PLN RGN LCTY",
    "site": "AIRP AIRF AIRB MILB INSM PRT DAM BDG CMP CMPRF PSTB RFNR OILF GASF PS PRN",
    "settlement": "OAS",
    "neighbourhood": "PPLX",
}
_CODES = {code: precision for precision, codes in _PRECISIONS.items() for code in codes.split()}


class Row(NamedTuple):
    """One place. `lat`, `lon` in degrees, None where the source tells names and codes only; `country` an ISO code of two letters;
    `admin1_code` GeoNames' code of the first-level division, `admin1`, `admin2`, `admin3` English names; `pcode` the place's own
    p-code; `level` the level of a division (1 to 3), 0 for other places."""

    name: str
    names_ar: tuple[str, ...]
    lat: float | None
    lon: float | None
    country: str
    precision: str
    geonameid: int | None = None
    population: int = 0
    admin1_code: str = ""
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    level: int = 0


class Broken(NamedTuple):
    """A line or feature that is not of its format."""

    where: str


Rows = Iterator[Row | Broken]


def written_in_arabic(names: Iterable[str]) -> list[str]:
    """The names in letters of the Arabic script, once each, in the order of the alphabet, marks of direction taken off."""
    clean = (" ".join(n.replace("\u200f", "").replace("\u200e", "").split()) for n in names if not n.isascii())  # most are in Latin letters
    return sorted({n for n in clean if len(n) > 1 and _ARABIC.match(n)})


def arabic_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are written in Arabic letters, in their order, once each; Persian and Kurdish spellings left out."""
    given = tuple(names)
    arabic = set(written_in_arabic(given))
    clean = (" ".join(n.replace("\u200f", "").replace("\u200e", "").split()) for n in given)
    return tuple(dict.fromkeys(n for n in clean if n in arabic and not _PERSIAN.search(n)))


def written_plainly(name: str) -> str:
    """A name as Arabic news writes it: without vowels, tatweel and what stands beside it, in Arabic letters, أبو and أم with their hamza."""
    plain = _STRANGE.sub(" ", _BESIDE.sub("", _UNSAID.sub("", name)).translate(_FOR_THEM))
    return " ".join(_word(word) for word in plain.split()) or name


def _word(word: str) -> str:
    begins = next((b for b in _HAMZA if word.startswith(b)), "")
    told = _HAMZA[begins] + word[len(begins) :] if begins else word
    return naming().written.get(told, told[:-1].replace("ى", "ي") + told[-1:])


def precision_of(feature_class: str, feature_code: str) -> str | None:
    """Our precision of a GeoNames feature; None for what news does not name as the place of an event."""
    return _CODES.get(feature_code) or _CLASSES.get(feature_class)


def degrees(lat: object, lon: object) -> tuple[float, float] | None:
    """Two numbers of a table as degrees; None where they are none or lie outside the earth."""
    try:
        a, b = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
    except ValueError:
        return None
    return (a, b) if abs(a) <= 90 and abs(b) <= 180 else None
