"""Settle which place each mention means, over the whole article; give unknown villages their container's position."""

from __future__ import annotations

import math
from collections import Counter, deque

from ..arabic.normalise import fold
from ..gazetteer import Place, km, resolve
from ..lexicon import Lexicon
from ..lexicon.grammar import BEARINGS, HOME_PLACES, WORDS
from .mention import Mention
from .scene import Scene

# What of an article the others are held against: a list of all towns of a country would be held against itself.
_SURE = 64  # places that it names without doubt, the first
_HISTORY = 60  # places before a common noun (المدينة) that may mean one of them


def settle(scenes: list[Scene], lexicon: Lexicon) -> None:
    """Fill `Mention.place` of every place mention that can be resolved; common nouns take their antecedent's place."""
    mentions = [m for scene in scenes for m in scene.mentions if m.kind == "place"]
    weights = _countries(scenes, lexicon)
    sure: list[Place] = []
    named = [m for m in mentions if m.candidates]
    for m in named:
        countries = {p.country for p in m.candidates}
        if m.typed in ("neighbourhood", "site") and all(p.precision == "settlement" for p in m.candidates):
            continue  # حي الرياض says nothing of Riyadh
        if len(countries) == 1 or weights.get(m.candidates[0].country, 0) > 0.5:
            place, margin = resolve(m.candidates, m.typed, weights, ())
            if margin > 0.3 and len(sure) < _SURE:
                sure.append(place)
    around = [p for p in sure if p.precision not in ("country", "region")]
    for scene in scenes:
        for m, holder in zip(scene.mentions, scene.mentions[1:], strict=False):
            _within(m, holder)
    spots = list({(p.lat, p.lon): p for p in around}.values())  # distances to one spot are asked for once
    known: dict[tuple, tuple[Place, float]] = {}  # a name that is told often is resolved once
    for m in named:
        key = (*m.candidates, m.typed)
        if key not in known:
            known[key] = resolve(m.candidates, m.typed, weights, spots)
        m.place, m.margin = known[key]
        if not _plausible(m, m.place, spots, weights):
            m.place, m.candidates = None, []
            first = m.s.tokens[m.i].w
            if first.det and (first.place_type or first.area):
                m.cls, m.typed = "common", first.place_type or "area"
    for m in named:
        if m.place is not None and m.relative:
            m.place = _border(m, m.place, weights, lexicon) or _shifted(m, m.place)
    for scene in scenes:
        for at, m in enumerate(scene.mentions):
            if (m.kind == "place" and not m.candidates and m.cls != "common") or m.kind == "site":
                m.place = _container(scene, at, m, sure, weights)
    _common(scenes, lexicon, weights, around)


def _plausible(m: Mention, place: Place, around: list[Place], weights: dict[str, float]) -> bool:
    """A quarter or site lies near what the article is about; a small town in a country that it never names is a namesake."""
    if place.precision in ("country", "region", "governorate", "district") or place.division:
        return True
    others = [p for p in around if (p.lat, p.lon) != (place.lat, place.lon)]
    nearest = min((km(p.lat, p.lon, place.lat, place.lon) for p in others), default=None)
    if nearest is None:
        if weights.get(place.country, 0.0) <= 0.25 and place.population < 300_000 and m.typed != "neighbourhood":
            return False  # بليلة in Jordan, in an article on Sudan
        return m.typed != "neighbourhood" or place.precision == "neighbourhood"
    if m.typed == "neighbourhood":
        return nearest < 40 and (place.precision == "neighbourhood" or place.population < 200_000)
    if m.typed == "site":  # a site named after a town lies there where the article is about that country
        here = [p for p in m.candidates if p.country == place.country and km(p.lat, p.lon, place.lat, place.lon) > 25]
        return nearest < 150 or (weights.get(place.country, 0.0) > 0.5 and not here)
    return nearest < 400 or place.population >= 300_000 or weights.get(place.country, 0.0) > 0.25


# How far a word of direction moves a place from its middle, in km, by what the place is.
_SHIFT = {"country": 130.0, "region": 25.0, "governorate": 20.0, "district": 12.0, "settlement": 6.0}


def _border(m: Mention, place: Place, weights: dict[str, float], lexicon: Lexicon) -> Place | None:
    """الحدود مع سوريا in an article about Iraq: the border of the two, where the lexicon knows it."""
    if place.precision != "country" or m.s.tokens[m.i].w.stem not in WORDS["borders"]:
        return None
    names = lexicon.country_names  # not of every country that has a place in the gazetteer
    there = names[place.country]["adj"] if place.country in names else ()
    for iso in sorted((c for c in weights if c != place.country and c in names), key=lambda c: -weights[c]):
        for a in names[iso]["adj"]:
            for b in there:
                known = lexicon.gazetteer.find(f"الحدود ال{fold(a)}ه ال{fold(b)}ه")
                if known:
                    return known[0]
    return None


def _shifted(m: Mention, place: Place) -> Place:
    """شمالي سوريا, ريف إدلب الجنوبي, على بعد 30 كيلومترا شرق X: the place moved that way, by the distance where one is told."""
    words = [t.w for t in m.s.tokens[m.i : m.j] if not m.core[0] <= t.i < m.core[1]]
    north = east = 0
    for w in words:
        dn, de = BEARINGS.get(w.stem, (0, 0))
        north, east = north or dn, east or de
    far = m.distance or _SHIFT.get(place.precision, 0.0)
    if not (north or east) or not far:
        return place
    step = far / math.hypot(north, east)
    return place._replace(
        lat=round(place.lat + north * step / 111.2, 4),
        lon=round(place.lon + east * step / (111.2 * math.cos(math.radians(place.lat))), 4),
    )


def _within(m: Mention, holder: Mention) -> None:
    """بلدة بيت جن بريف دمشق: what stands right behind and holds it says which of the places of that name is meant."""
    if m.kind != "place" or holder.kind != "place" or len(m.candidates) < 2 or not 0 <= holder.i - m.j <= 1:
        return
    if holder.prep not in ("ب", "في", "~"):
        return
    lands = {p.country for p in holder.candidates}
    if len(lands) != 1:
        return
    inside = [p for p in m.candidates if p.country in lands]
    names = {p.name_en for p in holder.candidates if p.division or p.precision in ("governorate", "region")}
    m.candidates = [p for p in inside if p.admin1 in names] or inside or m.candidates


def _countries(scenes: list[Scene], lexicon: Lexicon) -> dict[str, float]:
    """How much the article is about each country, 0 to 1: its names, adjectives, actors and unambiguous places."""
    votes: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    for scene in scenes:
        for t in scene.s.tokens:
            if t.w.demonym:
                votes[t.w.demonym] += 1
        for m in scene.mentions:
            if m.actor is not None and m.actor.country:
                votes[m.actor.country] += 1
            name = tuple(m.s.norms[m.core[0] : m.core[1]])
            if m.kind == "place" and m.candidates and name not in seen:  # a name told five times is one sign
                seen.add(name)
                for iso in {p.country for p in m.candidates}:
                    if len({p.country for p in m.candidates}) == 1:
                        votes[iso] += 2
                    elif len(m.candidates) <= 3:
                        votes[iso] += 0.3  # type: ignore[assignment]
    top = max(votes.values(), default=1)
    return {iso: n / top for iso, n in votes.items()}


def _container(scene: Scene, at: int, m: Mention, sure: list[Place], weights: dict[str, float]) -> Place | None:
    """An unknown village lies where the next known place of its sentence says, else near the one before."""
    following = [x for x in scene.mentions[at + 1 :] if x.kind == "place" and x.place is not None and x.i - m.j <= 8]
    before = [x for x in scene.mentions[:at] if x.kind == "place" and x.place is not None]
    near = [x.place for x in following]
    told = near or [x.place for x in reversed(before)] + (
        [] if m.kind == "site" and scene.s.tokens[m.i].w.stem in WORDS["plural_places"] else sure
    )
    if not near:  # a capital named in passing is no neighbourhood
        told = [p for p in told if p is not None and weights.get(p.country, 0.0) > 0.3] or told
    around = next(
        (p for p in told if p is not None and p.precision not in ("country", "site")), told[0] if told else None
    )
    if around is None:
        return None
    name = " ".join(t.text for t in scene.s.tokens[m.i : m.j])
    coarse = around.precision in ("district", "governorate", "region", "country")
    precision = around.precision if coarse else "area"
    return Place(
        name,
        around.name_en if coarse or around.name_en.startswith("near ") else f"near {around.name_en}",
        around.lat,
        around.lon,
        around.country,
        around.admin1,
        precision,
        None,
        0,
        False,
    )


_KIND_OK = {
    "settlement": ("settlement",),
    "governorate": ("governorate", "settlement", "region"),
    "site": ("site", "settlement"),
    "district": ("district", "settlement"),
    "neighbourhood": ("neighbourhood",),
    "area": ("area", "region", "governorate", "site"),
}


def _common(scenes: list[Scene], lexicon: Lexicon, weights: dict[str, float], around: list[Place]) -> None:
    """المدينة, البلدة, القطاع … take the nearest earlier place of their kind; العاصمة the country's capital."""
    history: deque[Mention] = deque(maxlen=_HISTORY)
    told: Counter[tuple[float, float]] = Counter()  # how often each spot was named
    about = Counter(m.place.country for s in scenes for m in s.mentions if m.place is not None)
    for scene in scenes:
        for m in scene.mentions:
            if m.kind == "person":
                inner = _inside(m, lexicon)
                if inner is not None:
                    inner.cls = "office"
                    history.append(inner)
                    told[inner.place.lat, inner.place.lon] += 1  # type: ignore[union-attr]
                continue
            if m.kind != "place":
                continue
            if m.cls != "common":
                acts = m.j - m.i == 1 and not m.prep and not m.typed and m.s.tokens[m.i].w.word in lexicon.capitals
                if m.place is not None and m.cls != "dateline" and not acts:  # إن موسكو قد تقصف المدينة
                    history.append(m)
                    told[m.place.lat, m.place.lon] += 1
                continue
            words = [t.w for t in scene.s.tokens[m.i : m.j] if t.w.place_type or t.w.area]
            word = next((w.word for w in words if w.det), words[0].word if words else "")
            if word in WORDS["the_capital"]:
                iso = next((t.w.demonym for t in scene.s.tokens[m.j : m.j + 1] if t.w.demonym), None) or (
                    about.most_common(1)[0][0] if about else None
                )
                country = lexicon.country_names.get(iso or "")
                if country and country.get("capital"):
                    lat, lon = country["capital_at"]
                    m.place = Place(
                        country["capital"][0],
                        country["capital_en"],
                        lat,
                        lon,
                        country["iso"],
                        None,
                        "settlement",
                        None,
                        10**6,
                        False,
                    )
                continue
            home = HOME_PLACES.get(word)
            if home is not None and about[home[1]]:
                m.place = lexicon.gazetteer.find(fold(home[0]))[0]
                continue
            wanted = _KIND_OK.get(m.typed or "", ("settlement",))
            # A place named alone is what the text is about; one of a list only where nothing else fits.
            stem = next((w.stem for w in words if w.det), "")
            typed_so = [  # what the article calls a city and speaks of more than once
                h
                for h in reversed(history)
                if stem
                and h.place is not None
                and told[(h.place.lat, h.place.lon)] > 1
                and any(t.w.stem == stem for t in h.s.tokens[h.i : h.j])
            ]
            for earlier in [
                *(h for h in reversed(history) if h.s is m.s and h.cls == "office"),  # حاكم X …: المدينة
                *(h for h in typed_so if h.kind == "place"),
                *(h for h in reversed(history) if not _listed(h)),
                *reversed(history),
            ]:
                assert earlier.place is not None
                typed = earlier.typed or earlier.place.precision
                if typed == m.typed or (
                    earlier.place.precision in wanted
                    and not (m.typed == "governorate" and earlier.place.precision == "site")
                ):
                    m.place = earlier.place
                    if earlier.relative and m.typed == "settlement" and earlier.candidates:
                        m.place = resolve(earlier.candidates, m.typed, weights, around)[
                            0
                        ]  # المدينة after ريف X الشرقي: X itself
                    break


def _inside(m: Mention, lexicon: Lexicon) -> Mention | None:
    """The place in an office's name (حاكم خاركيف, محافظ نينوى), which المدينة may mean afterwards."""
    for k in range(m.i + 1, m.j):
        w = m.s.tokens[k].w
        if w.word in lexicon.gazetteer and w.word not in lexicon.gazetteer.weak and not w.demonym:
            out = Mention(m.s, k, k + 1, "place")
            out.candidates = lexicon.gazetteer.find(w.word)
            out.place, _ = resolve(out.candidates, None, {}, ())
            if out.place.precision in ("settlement", "governorate"):
                return out
    return None


def _listed(m: Mention) -> bool:
    """Whether a place stands in a list (X وY)."""
    after = m.s.tokens[m.j] if m.j < len(m.s.tokens) else None
    return m.coord or (
        after is not None and after.w.conj == "و" and after.w.word in m.s.norms and after.w.names and not after.w.verbs
    )
