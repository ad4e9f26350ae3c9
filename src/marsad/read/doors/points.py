"""Points of the earth as cells and objects write them: in two columns, in one, with letters of hemispheres, as GeoJSON or WKT.

Degrees with a fraction (35.6412, 35,6412, ٣٥٫٦٤١٢), or with minutes and seconds (35°38'28"N, 35 38 28 N).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ...arabic.normalise import fold
from ...lexicon.tables import table
from ...shape import is_list, is_mapping
from .columns import doors

_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_BRACKETS = "()[]{} \t\r\n"
_WKT = re.compile(r"POINT\s*(?:Z\s*)?\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_PARTS = (r"\s*[;|/]\s*", r",\s+", r"\s+", r",")  # what stands between the two numbers of one cell, the surest first
_EXACT = re.compile(r"\d\.\d|\d,\d{3}|°")  # two whole numbers in one cell may be anything


def point_of(latitude: Any, longitude: Any) -> str | None:
    """`latitude,longitude` in degrees as a `Found` holds them; None where they are no point of the earth, or its zero."""
    lat, lon = degrees(latitude, "NS"), degrees(longitude, "EW")
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        return None
    return f"{lat:.8g},{lon:.8g}"


def point_in(value: Any) -> str | None:
    """The point that one cell or object holds: "35.64, 36.48" (latitude first), a WKT or GeoJSON point (longitude first), an object with both."""
    if is_mapping(value):
        keys = doors().point
        lat, lon = (next((value[k] for k in names if value.get(k) not in (None, "")), None) for names in (keys.latitude, keys.longitude))
        if lat is not None and lon is not None:
            return point_of(lat, lon)
        whole = next((value[k] for k in keys.whole if k in value), None)
        if value.get("type") == "Point" and is_list(whole) and len(whole) >= 2:
            return point_of(whole[1], whole[0])
        return None
    if not isinstance(value, str):
        return None
    if (wkt := _WKT.search(value)) is not None:
        return point_of(wkt[2], wkt[1])
    text = _plain(value).strip(_BRACKETS)
    sides = "|".join(map(re.escape, (*_sides()["N"], *_sides()["S"])))
    for parts in (rf"(?<=[\d\s'\"°])(?:{sides})\b\s*[,;/و]?\s*", *_PARTS):
        cut = re.search(parts, text, re.IGNORECASE)
        if cut is None or not _EXACT.search(text):
            continue
        halves = (text[: cut.end()].rstrip(" ,;/و"), text[cut.end() :]) if parts not in _PARTS else (text[: cut.start()], text[cut.end() :])
        if (found := point_of(*halves)) is not None:
            return found
    return None


def degrees(value: Any, axis: str) -> float | None:
    """The degrees that a cell tells, negative in the south and west; None where it tells none, or a hemisphere of the other axis."""
    match = _angle().fullmatch(_plain(str(value)).strip(_BRACKETS))
    if match is None:
        return None
    before, sign, degrees, minutes, seconds, behind = (part.replace(",", ".") if part else part for part in match.groups())
    side = next((s for s, words in _sides().items() for word in (before, behind) if word and word.lower() in words), "")
    if (before and behind) or (side and side not in axis) or (sign and side):
        return None
    if minutes and not (side or "°" in str(value) or "'" in _plain(str(value))):
        return None  # two numbers in one cell
    if float(minutes or 0) >= 60 or float(seconds or 0) >= 60:
        return None
    size = sum(float(part or 0) / scale for part, scale in ((degrees, 1), (minutes, 60), (seconds, 3600)))
    return -size if sign or side in ("S", "W") else size


def _plain(text: str) -> str:
    return fold(text).replace("٫", ".").replace("،", ",").replace("º", "°").replace("′", "'").replace("’", "'").replace("″", '"').replace("”", '"')


@cache
def _sides() -> dict[str, tuple[str, ...]]:
    return {side: tuple(dict.fromkeys(fold(word).lower() for word in words)) for side, words in table("grammar")["hemispheres"].items()}


@cache
def _angle() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(w) for words in _sides().values() for w in words), key=len, reverse=True))
    minutes = rf"(?:\s*(?:°|\s)\s*{_NUMBER}\s*'?\s*(?:{_NUMBER}\s*(?:\"|'')?)?)?"
    return re.compile(rf"({words})?\s*([-−])?\s*{_NUMBER}{minutes}\s*°?\s*({words})?", re.IGNORECASE)
