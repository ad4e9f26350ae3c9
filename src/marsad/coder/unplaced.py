"""Places that the gazetteer does not know (مزرعة، الشارع الرئيسي، مقر الحزب): they lie in what the sentence names around them."""

from __future__ import annotations

from typing import get_args

from ..arabic.normalise import fold
from ..gazetteer import Place, km, resolve
from ..lexicon import Lexicon, asides
from ..lexicon.grammar import WORDS
from ..model import Precision
from ..telling.places import own_name
from ..telling.words import adjective
from .home import abroad
from .mention import Mention
from .reader import Reading
from .scene import Event, Scene
from .tokens import Token
from .whose import countries, in_sympathy, lands, well_known

_PLAINLY = 2.0  # times the signs of the next country
_KNOWN = 150_000  # inhabitants from which a city is known to all
_NAME = 4  # words of a name, at most
_NEAR = 150.0  # km from one place of a sentence to another that is told beside it
KINDS: dict[str, Precision] = {kind: kind for kind in get_args(Precision)}
COARSE = frozenset(("district", "governorate", "region", "country"))


def lend(events: list[Event], reading: Reading, lexicon: Lexicon) -> None:
    """Give the unresolved places of the events the area of a place beside them; an event is never lost for want of one."""
    last: Place | None = None
    lost: list[Mention] = []
    for event in events:
        for m, _ in event.places:
            own = own_land(m, event.scene, lexicon) if m.place is None or not m.place.listed else None
            if own is not None:
                m.place = lent(m, own)
            settle(m, event.scene, last, lexicon)
        known = [m.place for m, _ in event.places if m.place is not None and m.place.precision not in COARSE]
        last = known[0] if known else last
        lost += [m for m, _ in event.places if m.place is None]
    land = _land(events, reading.page.scenes, lexicon) if lost else None
    for m in lost:
        m.place = lent(m, land) if land is not None else None


def _land(events: list[Event], scenes: list[Scene], lexicon: Lexicon) -> Place | None:
    """The country that an article is about, where it is plainly about one: that of who strikes abroad is not where."""
    striking = abroad(events, scenes)
    votes = [vote for vote in countries(scenes, lexicon).most_common() if vote[0] not in striking][:2]
    plainly = bool(votes) and (len(votes) == 1 or votes[0][1] >= _PLAINLY * votes[1][1])
    return next(iter(lands(votes[0][0], lexicon)), None) if plainly else None


def settle(m: Mention, scene: Scene, last: Place | None, lexicon: Lexicon) -> None:
    """Give a place that is unresolved the area of one beside it in `scene`, or of `last`, the last that the article told of."""
    if m.place is None:
        m.place = _country(m, lexicon)
    if m.place is None:
        around = _beside(scene, m, last, lexicon)
        m.place = _by_name(m, around, lexicon)
        if m.place is None and around is not None:
            m.place = lent(m, around)


def own_land(m: Mention, scene: Scene, lexicon: Lexicon) -> Place | None:
    """The country that several places of a nation lie in (المدن العراقية), or whose the land is that is told as its own (إلى أراضيها)."""
    head = m.s.tokens[m.i].w
    if head.stem in WORDS["plural_places"]:
        nations = [t.w.demonym for t in m.s.tokens[m.i + 1 : m.j] if t.w.demonym and t.w.det == head.det]
        return next((p for iso in nations for p in lands(iso, lexicon)), None)
    if head.stem not in WORDS["territories"] or head.pron not in asides.words("hers"):
        return None
    before = (x.place for x in reversed(scene.mentions) if x.i < m.i and x.kind == "place" and x.place is not None)
    return next((p for p in before if p.precision == "country"), None)


def _by_name(m: Mention, around: Place | None, lexicon: Lexicon) -> Place | None:
    """A place by the name of the gazetteer that its words are or hold (حلبا, محكمة صفاقس), near what stands `around` it, else by a name
    that everybody knows (جنيف), or, where the text tells no other place, in the only country that has the name."""
    tokens = m.s.tokens[m.i : m.j]
    if any(t.w.place_type == "neighbourhood" for t in tokens):
        return None  # حي محطة بغداد
    nation = tokens[-1].w.demonym if tokens[-1].w.det and len(tokens) > 1 else None
    if nation is not None:
        tokens = tokens[:-1]  # شيكاغو الأمريكية
    for length in range(min(len(tokens), _NAME), 0, -1):
        for at in range(len(tokens) - length + 1):
            first, key = tokens[at].w, _key(tokens[at : at + length])
            common = length == 1 and (first.place_type or first.area or first.site or first.demonym)  # مدينة جامو is not Medina
            unsure = key in (lexicon.gazetteer.faint if around is not None else lexicon.gazetteer.weak)
            named = [] if common or unsure else lexicon.gazetteer.find(key)
            named = [p for p in named if nation in (None, p.country)]
            whole = length == len(tokens)
            found = [p for p in named if _fits(p, around)] or [p for p in named if whole and (nation is not None or _known_to_all(p, key))]
            if found and len({p.country for p in found}) == 1:
                place = resolve(found, m.typed if whole else None, {}, (around,) if around is not None else (), key)[0]
                return place if whole else lent(m, place)
    return None


def _fits(place: Place, around: Place | None) -> bool:
    """Whether a place may be what a text means that tells of another."""
    if place.precision in ("country", "region"):
        return False
    return around is None or (
        place.country == around.country and (around.precision in COARSE or km(place.lat, place.lon, around.lat, around.lon) < _NEAR)
    )


def _known_to_all(place: Place, name: str) -> bool:
    """Whether a folded name means a town wherever it is read."""
    return place.precision == "settlement" and (place.population >= _KNOWN or place.geonameid is None) and well_known(name, place)


def _country(m: Mention, lexicon: Lexicon) -> Place | None:
    """The country of a phrase that is a country's name and nothing else (سوريا): no unknown village."""
    named = lexicon.gazetteer.find(_key(m.s.tokens[m.i : m.j]))
    return next((p for p in named if p.precision == "country"), None)


def _key(tokens: list[Token]) -> str:
    """What the gazetteer may have some words under."""
    return " ".join([tokens[0].w.word, *(t.w.norm for t in tokens[1:])])


def acts(m: Mention, lexicon: Lexicon) -> bool:
    """Whether a capital stands for its state: إن موسكو قد تقصف المدينة."""
    return m.j - m.i == 1 and not m.prep and not m.typed and m.s.tokens[m.i].w.word in lexicon.capitals


def _beside(scene: Scene, m: Mention, last: Place | None, lexicon: Lexicon) -> Place | None:
    """The nearest place of the mention's own sentence, those behind it before those in front, else the `last` of the article; a country only
    where nothing else is or a preposition says that it lies there, for who acts (روسيا) is not where."""
    if m.s is not scene.s:
        return last
    near = [
        (x.cls == "dateline", x.place.precision == "country", x.i < m.i, abs(x.i - m.i), bool(x.prep), x.place)
        for x in scene.mentions
        if x.place is not None and x is not m and not (x.kind == "place" and (acts(x, lexicon) or in_sympathy(x) or _stands_behind(x, lexicon)))
    ]
    if not near:
        return last
    _, country, _, _, prep, place = min(near, key=lambda x: x[:4])
    return last if last is not None and country and not prep else place


def _stands_behind(m: Mention, lexicon: Lexicon) -> bool:
    """Whether a capital is told to back a side: فصيل مدعوم من أنقرة."""
    before = m.s.tokens[max(0, m.i - 2) : m.i]
    return m.s.tokens[m.i].w.word in lexicon.capitals and any(t.w.stem in asides.words("supported") for t in before if not t.mark)


def lent(m: Mention, around: Place) -> Place:
    """A place that the gazetteer lacks, with its own words, where the text says it lies: the area's coordinates, its precision, a flag."""
    coarse = around.precision in COARSE
    name = _words(m)
    english = around.name_en if coarse or around.name_en.startswith("near ") else f"near {around.name_en}"
    precision: Precision = around.precision if coarse else "area"
    return around._replace(name_ar=name, name_en=english, precision=precision, geonameid=None, population=0, division=False, listed=False)


def _words(m: Mention) -> str:
    """The words of a place without و or ب before it."""
    first, *rest = m.s.tokens[m.i : m.j]
    return " ".join([first.text[m.start - first.start :], *(t.text for t in rest)])


def told(m: Mention) -> bool:
    """Whether a place that no gazetteer has, and of which the text does not say where it lies, has a name (بلدة أم كريدم, مدخل عرمون): it is
    told by it, for what happened there did not happen nowhere."""
    return m.place is None and bool(own_name(_words(m)))


def kind(m: Mention) -> Precision:
    """What such a place is, by the word before its name."""
    return KINDS.get(m.typed or "", "site" if m.kind == "site" else "area")


def named(m: Mention) -> bool:
    """Whether a place has a name: the gazetteer's, or more than adjectives behind its noun (عقبة برم, not آخر مدينة كبرى)."""
    if m.place is not None and m.place.listed:
        return True
    return any(adjective(fold(t.w.word)) is None and not t.w.site and not t.w.area for t in m.s.tokens[m.i + 1 : m.j])
