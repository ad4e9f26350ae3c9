"""What a place that no gazetteer has lies near or in, in Arabic, where the English line tells it: قرية كوكجلي قرب الموصل."""

from __future__ import annotations

import re
from functools import lru_cache

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .places import own_name
from .spots import area_said, spots
from .told import Where
from .words import country_called, grammar, written

_KEPT = 1 << 12
_LEAD = re.compile(r"^[وب]?(?:ال|لل)|^[وب](?=[\u0621-\u064a]{3})")


def area_behind(w: Where, text: str, besides: str = "") -> str:
    """What stands behind the words of a place to tell its area: قرب الموصل, في الخليل. Empty where they tell it already, or what stands
    `besides` them does."""
    lies, area = _area_of(w)
    own = own_name(text)
    told = not area or tells_of(text, area) or tells_of(besides, area) or (own and tells_of(area, own))  # المحلة near المحلة الكبرى
    return "" if told else f"{_words(lies)[0]} {area}"


def tells_of(text: str, area: str) -> bool:
    """Whether words name a place, with or without article and clitic."""

    def bare(word: str) -> str:
        return _LEAD.sub("", fold_word(word))

    return f" {' '.join(map(bare, area.split()))} " in f" {' '.join(map(bare, text.split()))} "


def area_named(w: Where, text: str) -> str:
    """A town's name where the area around it is meant: منطقة الخليل."""
    around = w.listed and not w.more and w.precision == "area" and area_said(w).endswith(" area") and not w.en.endswith(" area")
    areas = grammar("bare_areas")
    return f"{_area()} {text}" if around and fold_word(text).partition(" ")[0].removeprefix("ال") not in areas else text  # المنطقة الخضراء


def named_for_its_side(w: Where, text: str) -> str:
    """Land by the side of a place on which it lies, behind any preposition: منطقة غرب بارا."""
    side = not w.listed and w.precision != "country" and fold_word(text).partition(" ")[0] in grammar("directions")
    return f"{_area()} {text}" if side else text


def _area() -> str:
    word: str = table("sentences")["grammar"]["area_of_town"]
    return word


def named_by_area(w: Where, text: str) -> str:
    """The words of a place, a word in them that stands for its area by the area's name: مطار المدينة → مطار بارا."""
    lies, area = _area_of(w)
    first, *rest = text.split() or [""]
    stands = grammar("bare_places") | grammar("this_country")
    return " ".join([first, *(area if fold_word(word) in stands else word for word in rest)]) if lies == "in" else text


def area_alone(w: Where, object_: bool) -> str:
    """A place whose words tell no more than their area: قرب يريم, بلدات (which are near it), and behind any preposition (`object_`) منطقة."""
    lies, area = _area_of(w)
    if lies != "near":
        return area
    noun = (written(w.said or w.ar).split() or [""])[0].removeprefix("ال")
    if fold_word(w.said or w.ar) in grammar("bare_areas") and fold_word(f"ال{noun}") not in grammar("districts"):
        return noun
    return _words(lies)[1] if object_ else f"{_words(lies)[0]} {area}"


def _words(lies: str) -> list[str]:
    words: list[str] = table("sentences")["grammar"]["of_areas"][lies]
    return words


@lru_cache(_KEPT)
def _area_of(w: Where) -> tuple[str, str]:
    """How a place lies to its area ("near" it or "in" it) and the area's Arabic name; two empty words where the English line tells none."""
    said, area = next(iter(spots([w])), ""), area_said(w)
    found = re.search(rf"\b{re.escape(area)}\b", said) if area else None
    if w.listed or w.more or found is None or not (name := _called(w)):
        return "", ""
    before = said[: found.start()].split()
    lies = before[-1] if before else "in"
    return ("near" if lies == "near" else "in", name) if lies in ("near", "in", "of", "the") else ("", "")


def _called(w: Where) -> str:
    """The Arabic name of the area that a place's English name tells: the best known one of that name in its country."""
    from ..lexicon import load

    if w.precision == "country":
        return country_called(w.country)
    there = load().gazetteer.called(w.en.removeprefix("near "), w.country or "")
    beside = [p for p in there if p.admin1 == w.admin1] or there
    best = max(beside, key=lambda p: (p.division == (w.precision in ("governorate", "region")), p.geonameid is None, p.population), default=None)
    return best.name_ar if best is not None else ""
