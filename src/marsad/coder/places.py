"""Settle which place each mention means, over the whole article; give unknown villages their container's position."""

from __future__ import annotations

import itertools
import math
from collections import Counter, deque
from collections.abc import Mapping

from ..arabic.normalise import fold
from ..gazetteer import Place, km, resolve
from ..gazetteer.resolve import renowned
from ..lexicon import Lexicon, asides
from ..lexicon.grammar import HOME_PLACES, WORDS
from ..lexicon.word import Word
from .containers import bearing, bound, containers, of_nation, sections, small_ones_aside, under, villages
from .mention import Mention
from .scene import Scene
from .unplaced import COARSE, acts, lent, named
from .whose import by_direction, by_its_name, countries, in_sympathy, lands, named_after, well_known

_ABOUT = 0.25  # share of the votes of the first country, from which an article speaks of another too
_MAINLY = 0.6  # the same, over which a name that many places may have is of its main country
_TRACE = 0.001  # the same, over which it names the country besides
_WRITTEN_OF = 0.65  # the same, from which what is told behind a dateline may lie where it was written
# What of an article the others are held against: a list of all towns of a country would be held against itself.
_SURE = 64  # places that it names without doubt, the first
_HISTORY = 60  # places before a common noun (المدينة) that may mean one of them


def settle(scenes: list[Scene], lexicon: Lexicon, home: str | None = None) -> None:
    """Fill `Mention.place` of every place mention that can be resolved; common nouns take their antecedent's place.

    What the text names beside a place binds it first, then the article's other places and the countries it is about, `home` (ISO code of
    the outlet's country) among them, and size last. A name that nothing of this fits is a place that the gazetteer lacks.
    """
    weights, top = _countries(scenes, lexicon, home)
    held = [containers(scene) for scene in scenes]
    sure = _sure(scenes, held, weights)
    spots = list({(p.lat, p.lon): p for p in sure if p.precision not in ("country", "region")}.values())
    settler = _Settler(weights, top, spots, lexicon.capitals)
    _datelines(scenes, settler, weights)
    heads = sections(scenes)
    for scene, holding, head in zip(scenes, held, heads, strict=True):
        for at in range(len(scene.mentions) - 1, -1, -1):  # what holds a place stands behind it and is settled first
            m = scene.mentions[at]
            if m.kind == "place" and m.candidates and m.cls != "dateline":
                settler.choose(m, holding.get(at), head)
    for scene in scenes:
        for m in scene.mentions:
            if m.kind == "place" and m.candidates and m.place is not None and m.relative:
                m.place = _border(m, m.place, weights, lexicon) or _shifted(m, m.place, lexicon)
    told = sure  # what earlier sentences name comes first, newest first
    for scene, holding, head in zip(scenes, held, heads, strict=True):
        if head is not None and head.place is not None:
            told = [head.place, *told]
        for at, m in enumerate(scene.mentions):
            if (m.kind == "place" and not m.candidates and m.cls != "common") or m.kind == "site":
                m.place = _container(scene, at, m, holding.get(at), told, weights, lexicon)
        fine = [
            m.place for m in scene.mentions if m.kind == "place" and m.place is not None and m.candidates and not (acts(m, lexicon) or in_sympathy(m))
        ]
        told = [*reversed(fine), *told][:_SURE] if fine else told
    _common(scenes, heads, lexicon, weights, spots)
    for scene, holding in zip(scenes, held, strict=True):
        for at, holder in holding.items():
            m = scene.mentions[at]
            if m.kind == "place" and m.place is None and holder.place is not None:
                m.place = lent(m, holder.place)  # المنطقة الصناعية داخل مدينة السويداء
    _as_told(scenes, held)


def _as_told(scenes: list[Scene], held: list[dict[int, Mention]]) -> None:
    """A site or an unknown place of which the text once says where it lies, lies there wherever it is told in the same words: جامعة الأنبار في
    مدينة الرمادي, then جامعة الأنبار."""
    told: dict[str, Place] = {}
    for scene, holding in zip(scenes, held, strict=True):
        for at in holding:
            m = scene.mentions[at]
            if m.place is not None and not m.place.listed and m.place.precision not in COARSE and m.cls != "common" and named(m):
                told.setdefault(_words(m), m.place)
    for m in (m for scene, holding in zip(scenes, held, strict=True) for at, m in enumerate(scene.mentions) if told and at not in holding):
        if m.kind in ("place", "site") and (m.place is None or not m.place.listed or m.typed == "site"):
            m.place = told.get(_words(m), m.place)


def _words(m: Mention) -> str:
    """The words of a mention, without what is written onto the first."""
    return " ".join([m.s.tokens[m.i].w.word, *m.s.norms[m.i + 1 : m.j]])


def _datelines(scenes: list[Scene], settler: _Settler, weights: dict[str, float]) -> None:
    """Settle the places of datelines. Nothing lies near one that a correspondent writes from of another country: it stays open."""
    for m in (m for scene in scenes for m in scene.mentions if m.cls == "dateline" and m.candidates):
        settler.choose(m, None)
        if m.place is not None and weights.get(m.place.country, 0.0) < _WRITTEN_OF:
            m.place, m.candidates = None, []


def _sure(scenes: list[Scene], held: list[dict[int, Mention]], weights: dict[str, float]) -> list[Place]:
    """The places that the article names without doubt, the first of them."""
    sure: list[Place] = []
    for scene, holding in zip(scenes, held, strict=True):
        for at, m in enumerate(scene.mentions):
            if m.kind != "place" or not m.candidates or named_after(m) or in_sympathy(m) or by_direction(m):
                continue
            holder = holding.get(at)
            within = _of_one_country(m.candidates, holder) if holder is not None else m.candidates
            if within and (len({p.country for p in within}) == 1 or weights.get(within[0].country, 0) > 0.5):
                place, margin = resolve(within, m.typed, weights, (), _name(m))
                if margin > 0.3 and _plausible(m, place, [], weights):
                    sure.append(place)
                    if len(sure) == _SURE:
                        return sure
    return sure


def _of_one_country(candidates: list[Place], holder: Mention) -> list[Place]:
    """The candidates that lie in the country of what holds the mention, where all of the holder's candidates lie in one."""
    lands = {p.country for p in holder.candidates}
    return [p for p in candidates if p.country in lands] if len(lands) == 1 else candidates


class _Settler:
    """Chooses among the candidates of mentions. A name that is told often is resolved once."""

    def __init__(self, weights: dict[str, float], top: float, spots: list[Place], capitals: Mapping[str, str]):
        self._weights, self._top, self._spots, self._capitals = weights, top, spots, capitals
        self._known: dict[tuple[Place | str | None, ...], tuple[Place, float]] = {}

    def choose(self, m: Mention, holder: Mention | None, head: Mention | None = None) -> None:
        """Set the mention's place, or take its candidates away where the text can mean none of them. `head` heads its part of a round-up."""
        fits = bound(m, holder) if holder is not None else m.candidates
        tied = holder is not None and holder.place is not None and bool(fits) and fits != m.candidates
        fits = villages(m, fits)
        national = of_nation(m, fits)
        fits = national or fits
        if head is not None and not tied:
            fits = under(head, fits)
        if not m.typed and not tied:
            fits = small_ones_aside(fits, self._weights, self._capitals.get(_name(m)))
        elif not tied and m.s.tokens[m.i].w.word in WORDS["the_capital"]:
            fits = small_ones_aside(fits, self._weights, self._capitals.get(_name(m), ""))  # العاصمة القطرية الدوحة
        if fits:
            key = (*fits, m.typed)
            if key not in self._known:
                self._known[key] = resolve(fits, m.typed, self._weights, self._spots, _name(m))
            m.place, m.margin = self._known[key]
            if tied or national or _plausible(m, m.place, self._spots, self._weights, self._top):
                return
        m.place, m.candidates = None, []
        first = m.s.tokens[m.i].w
        if first.det and (first.place_type or first.area):
            m.cls, m.typed = "common", first.place_type or "area"


def _plausible(m: Mention, place: Place, around: list[Place], weights: dict[str, float], top: float = 1.0) -> bool:
    """A quarter or site lies near what the article is about; a small town in a country that it never names is a namesake. `top` is how many
    votes the country has that `weights` gives 1."""
    kind = _kind(m)
    if kind == "quarter" and (place.division or place.precision in ("country", "region", "governorate")):
        return False  # حي محطة بغداد
    weight = weights.get(place.country, 0.0)
    if place.division and by_direction(m):
        return weight > _MAINLY  # الجنوب in what is about Yemen is no governorate of Lebanon
    if place.precision in ("country", "region", "governorate") or place.division:
        return not (place.division and named_after(m)) or weight > _ABOUT  # طريق الواحات in Egypt is of no district of Libya
    if _unmistakable(m):
        return True
    least = _MAINLY if fold(place.name_ar) != _name(m) else _ABOUT  # الحمدانية is Qaraqosh only in what is plainly about Iraq
    others = [p for p in around if (p.lat, p.lon) != (place.lat, place.lon)]
    nearest = min((km(p.lat, p.lon, place.lat, place.lon) for p in others), default=None)
    if nearest is None:
        if weight <= least and not well_known(_name(m), place) and kind != "quarter":
            return False  # بليلة in Jordan, in an article on Sudan
        return kind != "quarter" or place.precision == "neighbourhood"
    if kind == "quarter":
        return nearest < 40 and (place.precision == "neighbourhood" or place.population < 200_000)
    if kind == "site":  # a site named after a town lies there where the article is about that country
        here = [p for p in m.candidates if p.country == place.country and not p.division and km(p.lat, p.lon, place.lat, place.lon) > 25]
        its_own = renowned(place) and any(t.w.stem in asides.words("of_their_town") for t in m.s.tokens[m.i : m.core[0]])
        return nearest < 150 or (not here and (its_own or weight > (_ABOUT if renowned(place) else 0.5)))  # مطار حلب
    village = any(t.w.stem in WORDS["hamlets"] for t in m.s.tokens[m.i : m.core[0]])
    whole = m.core[1] - m.core[0] > 1 and place.geonameid is None and place.precision != "district"  # جبل قنديل
    # what else the text says of its country: an area's own name is not enough (حوران in what is about Yemen is none of Syria)
    besides = weight - by_its_name(_name(m), m.candidates).get(place.country, 0.0) / top
    known = renowned(place) or (not village and besides > _TRACE and (whole or well_known(_name(m), place)))  # عفرين in what is about Turkey
    enough = besides if place.precision == "area" else weight
    return nearest < 400 or known or enough > (_MAINLY if village else least)  # قرى أسدية in Syria is no town of Iran


def _unmistakable(m: Mention) -> bool:
    """Whether a name of several words is one place's alone, by the lexicon: المسجد الأقصى, wherever it is told."""
    return m.core[1] - m.core[0] > 1 and m.typed is None and len(m.candidates) == 1 and m.candidates[0].geonameid is None


def _name(m: Mention) -> str:
    """The bare name of a place, folded."""
    return " ".join(t.w.word for t in m.s.tokens[m.core[0] : m.core[1]])


def _kind(m: Mention) -> str | None:
    """quarter where a word types the name as that of one quarter (حي), site where as that of a site; أحياء الرقة are a city's."""
    lead = [t.w for t in m.s.tokens[m.i : m.core[0]] if t.w.place_type == "neighbourhood"]
    if any(w.stem not in WORDS["plural_places"] for w in lead) or (m.typed == "neighbourhood" and not lead):
        return "quarter"
    return "site" if m.typed == "site" else None


# How far a word of direction moves a place from its middle, in km, by what the place is.
_SHIFT = {"country": 130.0, "region": 25.0, "governorate": 20.0, "district": 12.0, "settlement": 6.0}


def _border(m: Mention, place: Place, weights: dict[str, float], lexicon: Lexicon) -> Place | None:
    """الحدود مع سوريا in an article about Iraq: the border of the two, where the lexicon knows it."""
    if place.precision != "country" or m.s.tokens[m.i].w.stem not in WORDS["borders"]:
        return None
    names = lexicon.country_names  # not of every country that has a place in the gazetteer
    there = names[place.country]["adj"] if place.country in names else ()
    for iso in sorted((c for c in weights if c != place.country and c in names), key=lambda c: -weights[c]):
        told = itertools.product(WORDS["borders"], names[iso]["adj"], there)
        known = next((found for head, a, b in told if (found := lexicon.gazetteer.find(f"ال{head} ال{fold(a)}ه ال{fold(b)}ه"))), None)
        if known:
            return known[0]
    return None


def _shifted(m: Mention, place: Place, lexicon: Lexicon) -> Place:
    """شمالي سوريا, ريف إدلب الجنوبي, على بعد 30 كيلومترا شرق X: where the towns of that side of a country lie, or the place moved that way,
    by the distance where one is told."""
    north, east = bearing(m)
    far = m.distance or _SHIFT.get(place.precision, 0.0)
    if not (north or east) or not far:
        return place
    side = lexicon.gazetteer.side(place.country, north, east) if place.precision == "country" and not m.distance else None
    if side is not None:
        return place._replace(lat=round(side[0], 4), lon=round(side[1], 4))
    step = far / math.hypot(north, east)
    return place._replace(
        lat=round(place.lat + north * step / 111.2, 4),
        lon=round(place.lon + east * step / (111.2 * math.cos(math.radians(place.lat))), 4),
    )


def _countries(scenes: list[Scene], lexicon: Lexicon, home: str | None) -> tuple[dict[str, float], float]:
    """How much the article is about each country, 0 to 1, its outlet's among them, and the votes of the first."""
    votes = countries(scenes, lexicon)
    if home:
        votes[home] += 1
    top = max(votes.values(), default=1)
    return {iso: n / top for iso, n in votes.items()}, top


def _container(
    scene: Scene, at: int, m: Mention, holder: Mention | None, told: list[Place], weights: dict[str, float], lexicon: Lexicon
) -> Place | None:
    """An unknown village lies where what holds it says, else where the next known place of its sentence is, else near the one before."""
    if holder is not None and holder.place is not None:
        return lent(m, holder.place)
    named_here = [x for x in scene.mentions if x.kind == "place" and x.place is not None and not in_sympathy(x)]
    following = [x for x in named_here if m.j <= x.i <= m.j + 8 and (x.i - m.j < 2 or not acts(x, lexicon))]  # حي الدورة، بغداد
    before = [x for x in named_here if x.i < m.i and not acts(x, lexicon)]
    near = [x.place for x in following if x.place is not None]
    vague = m.kind == "site" and scene.s.tokens[m.i].w.stem in WORDS["plural_places"]
    options = near or [x.place for x in reversed(before) if x.place is not None] + ([] if vague else told)
    if not near:  # a capital named in passing is no neighbourhood
        options = [p for p in options if weights.get(p.country, 0.0) > 0.3] or options
    around = next((p for p in options if p.precision not in ("country", "site")), options[0] if options else None)
    if not near and _kind(m) == "quarter":  # lies in a town, and no province
        around = next((p for p in options if p.precision == "settlement"), around)
    if around is not None and around.precision == "country":  # who acts (روسيا) is not where: what the article is about more holds it
        least = weights.get(around.country, 0.0) if any(x.prep for x in following) else 0.3
        mainly = (p for p in told if p.precision not in ("country", "site") and weights.get(p.country, 0.0) > least)
        around = next(mainly, around)
    if around is not None and m.kind == "place" and m.typed in _WIDE and not any(x.i == m.j for x in following):
        around = _unless_capital(around, lexicon)
    return lent(m, around) if around is not None else None


_WIDE = ("settlement", "governorate", "district", "area")  # what a word types that lies anywhere in a country


def _unless_capital(around: Place, lexicon: Lexicon) -> Place:
    """The country of a capital, else the place itself: a town that no gazetteer has lies somewhere in the country, not at its capital."""
    iso = lexicon.capitals.get(fold(around.name_ar))
    if iso is None or iso != around.country or around.precision != "settlement":
        return around
    return next(iter(lands(iso, lexicon)), around)


_KIND_OK = {
    "settlement": ("settlement",),
    "governorate": ("governorate", "settlement", "region"),
    "site": ("site", "settlement"),
    "district": ("district", "settlement"),
    "neighbourhood": ("neighbourhood",),
    "area": ("area", "region", "governorate", "site"),
}


def _common(scenes: list[Scene], heads: list[Mention | None], lexicon: Lexicon, weights: dict[str, float], around: list[Place]) -> None:
    """المدينة, البلدة, القطاع … take the nearest earlier place of their kind; العاصمة the country's capital; بالريف الغربي in a round-up's
    part is that of its head."""
    history: deque[Mention] = deque(maxlen=_HISTORY)
    told: Counter[tuple[float, float]] = Counter()  # how often each spot was named
    about = Counter(m.place.country for s in scenes for m in s.mentions if m.place is not None and m.place.country)
    for scene, head in zip(scenes, heads, strict=True):
        for m in scene.mentions:
            if m.kind == "person":
                inner = _inside(m, lexicon)
                if inner is not None:
                    inner.cls = "office"
                    history.append(inner)
                    if inner.place is not None:
                        told[inner.place.lat, inner.place.lon] += 1
                continue
            if m.kind != "place":
                continue
            if m.cls != "common":
                if m.place is not None and m.cls != "dateline" and not acts(m, lexicon) and named(m):
                    history.append(m)
                    told[m.place.lat, m.place.lon] += 1
                continue
            words = [t.w for t in scene.s.tokens[m.i : m.j] if t.w.place_type or t.w.area]
            word = next((w.word for w in words if w.det), words[0].word if words else "")
            if word in WORDS["the_capital"]:
                m.place = _the_capital(m, _first(about) or _first(weights), lexicon)
                continue
            if head is not None and m.typed == "area" and m.relative:
                m.place = head.place
                continue
            home = HOME_PLACES.get(word)
            if home is not None and (about[home[1]] or weights.get(home[1])):
                m.place = lexicon.gazetteer.find(fold(home[0]))[0]
                continue
            wanted = _KIND_OK.get(m.typed or "", ("settlement",))
            # A place named alone is what the text is about; one of a list only where nothing else fits.
            stem = next((w.stem for w in words if w.det), "")
            typed_so = [  # what the article calls a city and speaks of more than once
                h
                for h in reversed(history)
                if stem and h.place is not None and told[(h.place.lat, h.place.lon)] > 1 and any(t.w.stem == stem for t in h.s.tokens[h.i : h.j])
            ]
            for earlier in [
                *(h for h in reversed(history) if h.s is m.s and h.cls == "office"),  # حاكم X …: المدينة
                *(h for h in typed_so if h.kind == "place"),
                *(h for h in reversed(history) if not _listed(h) and not (m.typed == "settlement" and _surroundings(h))),
                *(h for h in reversed(history) if not _listed(h)),
                *reversed(history),
            ]:
                assert earlier.place is not None
                typed = earlier.typed or earlier.place.precision
                if typed == m.typed or (earlier.place.precision in wanted and not (m.typed == "governorate" and earlier.place.precision == "site")):
                    m.place = _division_of(earlier.place, lexicon) if m.typed == "governorate" else earlier.place
                    if earlier.relative and m.typed == "settlement" and earlier.candidates:
                        m.place = resolve(earlier.candidates, m.typed, weights, around)[0]  # المدينة after ريف X الشرقي: X itself
                    break


def _the_capital(m: Mention, land: str | None, lexicon: Lexicon) -> Place | None:
    """Which capital العاصمة is: of the nation behind it, else of the country (ISO code) of the article; none where it is a kind of capital
    (العاصمة الاقتصادية)."""
    behind = next((t.w for t in m.s.tokens[m.j : m.j + 1] if not t.mark), None)
    if behind is not None and not behind.demonym and _related(behind):
        return None
    return _capital((behind.demonym if behind is not None else None) or land, lexicon)


def _related(w: Word) -> bool:
    """Whether a word is a definite adjective of relation: السياسية."""
    return w.det and w.norm.endswith("يه") and not w.conj and not w.prep


def _division_of(place: Place, lexicon: Lexicon) -> Place:
    """The first-level division that a town lies in, where the lexicon has it; the place itself where it is none."""
    if place.precision not in ("settlement", "district", "neighbourhood") or not place.admin1:
        return place
    names = (fold(a["ar"]) for a in lexicon.admin1 if a["cc"] == place.country and a["en"] == place.admin1)
    return next((p for name in names for p in lexicon.gazetteer.find(name) if p.division and p.country == place.country), place)


def _capital(iso: str | None, lexicon: Lexicon) -> Place | None:
    """The capital of a country; Tunis and Algiers go by their country's name."""
    country = lexicon.country_names.get(iso or "")
    if country is None:
        return None
    name = next(iter(country.get("capital") or ()), country["ar"])
    return next((p for p in lexicon.gazetteer.find(fold(name)) if p.country == iso and p.precision == "settlement"), None)


def _first(votes: Mapping[str, float]) -> str | None:
    """The country with the most votes, if any has one."""
    return max(votes, key=lambda iso: votes[iso], default=None)


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


def _surroundings(m: Mention) -> bool:
    """Whether a mention is of what lies around a place (ريف X, شمال X), and no part of a city told as one (وسط مدينة X)."""
    return m.relative and not any(t.w.place_type for t in m.s.tokens[m.i : m.core[0]])


def _listed(m: Mention) -> bool:
    """Whether a place stands in a list (X وY)."""
    after = m.s.tokens[m.j] if m.j < len(m.s.tokens) else None
    return m.coord or (after is not None and after.w.conj == "و" and after.w.word in m.s.norms and after.w.names and not after.w.verbs)
