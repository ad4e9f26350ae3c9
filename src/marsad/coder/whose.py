"""Whose a name is that several may bear: by the nation told beside it, the outlet, the article's country, else nobody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..arabic.normalise import fold
from ..gazetteer import Place
from ..gazetteer.resolve import renowned
from ..lexicon import Lexicon, asides
from ..lexicon.grammar import BEARINGS, WORDS
from ..lexicon.names import several
from ..lexicon.types import having
from ..lexicon.word import Frame, Word
from ..model import ARMED, Actor
from . import home
from .mention import Mention, national
from .scene import Scene

_STATE = frozenset({"state_forces", "external_forces", "government"})
_OPEN = "a name that means another actor from outlet to outlet, and neither the outlet nor the article's country settles it"


class About:
    """What an article says of countries: `day` its ISO date or None, `votes` by ISO code, `named` the ids of the actors that it names, `site` and
    `home` (ISO code or None) the outlet's web domain and country, `lands` and `divisions` how many of its places below a country lie in each
    country and division, `beside` the divisions of each sentence's own, by the sentence's identity, `inside` the
    country told right behind a token of it, `adjectives` the nations told beside each
    loaded name, by that name's table."""

    __slots__ = ("adjectives", "beside", "day", "divisions", "home", "inside", "lands", "named", "site", "votes")

    def __init__(self, scenes: list[Scene], lexicon: Lexicon, site: str | None, outlet: str | None, day: str | None = None):
        self.day, self.site, self.home = day, site, home.country(site, outlet, lexicon)
        self.named = {m.actor.id for scene in scenes for m in scene.mentions if m.actor is not None and _sure(m, lexicon)}
        self.votes = countries(scenes, lexicon)
        spots = {(p.lat, p.lon): p for p in _towns(scenes)}
        self.lands = Counter(p.country for p in spots.values())
        self.divisions = _divisions(spots.values())
        self.inside = {(id(m.s), end): {m.place.country} for scene in scenes for m in scene.mentions if m.place and _in(m) for end in (m.i, m.i - 1)}
        self.beside = {id(scene.s): _divisions(_towns([scene])) for scene in scenes}
        self.adjectives = _adjectives(scenes, lexicon)

    def supports(self, actor: Actor) -> bool:
        """Whether anything else of an article speaks for a person told by the surname alone: the full name, the person's body or country."""
        return (
            actor.id in self.named or (actor.of or "") in self.named or not actor.country or actor.country == self.home or actor.country in self.votes
        )

    def country(self) -> str | None:
        """The country that the article is mostly about, else that of its outlet."""
        return max(self.votes, key=lambda iso: self.votes[iso]) if self.votes else self.home


def _in(m: Mention) -> bool:
    """Whether a country is told as where something is: في سوريا."""
    return m.place is not None and m.place.precision == "country" and m.prep in asides.words("inside")


def _divisions(places: Iterable[Place]) -> Counter[tuple[str, str]]:
    return Counter((p.country, p.admin1) for p in places if p.admin1)


def _towns(scenes: list[Scene]) -> Iterator[Place]:
    """The places that an article names and that are no countries and no seas."""
    for scene in scenes:
        yield from (m.place for m in scene.mentions if m.place is not None and m.place.country and m.place.precision != "country")


def _adjectives(scenes: list[Scene], lexicon: Lexicon) -> dict[int, set[str]]:
    """The nations (ISO codes) that an article tells beside loaded names (الاحتلال التركي), by the identity of the name's table."""
    out: dict[int, set[str]] = {}
    for scene in scenes:
        for m in scene.mentions:
            iso = nation(m) if m.kind in ("actor", "group") else None
            if iso is None:
                continue
            words = [t.w.norm if k else t.w.word for k, t in enumerate(m.s.tokens[m.i : m.j]) if not t.w.demonym]
            names = [" ".join(words), *_inner(words)]  # طائرات الاحتلال الروسي tells it of الاحتلال
            for table in (lexicon.loaded[name] for name in names if name in lexicon.loaded):
                out.setdefault(id(table), set()).add(iso)
    return out


# What a sign of a country counts: its adjective and an actor that is its own each time, the name of a place once.
_RENOWNED, _TOWN, _PERHAPS = 2.0, 0.7, 0.3
_DATELINE = 0.3  # of that, where a correspondent only writes from there of other nations
_SYMPATHY_WITHIN = 3  # words from a word of sympathy to the place that it is with
_LEAST = 4  # into how many parts an article's votes go of which the bearer of a name needs more than one
_FEW = 3  # candidates of a name up to which each is a sign of its country


def countries(scenes: list[Scene], lexicon: Lexicon) -> Counter[str]:
    """How much an article is about each country (ISO code): by its adjectives, its actors, its places, resolved or not yet."""
    votes: Counter[str] = Counter()
    places: dict[tuple[str, ...], Mention] = {}  # a name told five times is one sign
    for scene in scenes:
        for iso in scene.s.nations:
            votes[iso] += 1
        for m in scene.mentions:
            if m.actor is not None and m.actor.country and _sure(m, lexicon):
                votes[m.actor.country] += 1
            if m.kind == "place" and not (named_after(m) or in_sympathy(m) or by_direction(m)):
                places.setdefault(tuple([t.w.word for t in m.s.tokens[m.core[0] : m.core[1]]]), m)
            elif m.kind == "person" and (division := _division(m, lexicon)) is not None:
                places.setdefault((m.s.tokens[division.i].w.word,), division)
    dateline = _DATELINE if votes else 1.0
    for name, m in places.items():
        told = by_its_name(" ".join(name), [m.place] if m.place is not None else m.candidates)
        votes.update({iso: weight * (dateline if m.cls == "dateline" else 1.0) for iso, weight in told.items()})
    return votes


def _division(m: Mention, lexicon: Lexicon) -> Mention | None:
    """The division in the words for an office holder, behind its type: مدير أمن محافظة أبين."""
    tokens = m.s.tokens
    for k in range(m.i + 1, m.j - 1):
        if tokens[k].w.place_type == "governorate" and not tokens[k].w.det and tokens[k + 1].w.word in lexicon.gazetteer:
            found = Mention(m.s, k + 1, k + 2, "place")
            found.candidates = [p for p in lexicon.gazetteer.find(tokens[k + 1].w.word) if p.precision == "governorate"]
            return found if found.candidates else None
    return None


def lands(iso: str | None, lexicon: Lexicon) -> list[Place]:
    """The place that a country is, by its ISO code; empty where the lexicon has none."""
    country = lexicon.country_names.get(iso or "")
    return [p for p in lexicon.gazetteer.find(fold(country["ar"])) if p.precision == "country"] if country else []


def named_after(m: Mention) -> bool:
    """Whether a place is a quarter or site that has the name of another place: حي الرياض, محطة بغداد say nothing of Riyadh or Baghdad."""
    lead = m.s.tokens[m.core[0] - 1].w.place_type if m.core[0] > m.i else None
    return lead in ("neighbourhood", "site") and all(p.precision not in ("neighbourhood", "site", "area") for p in m.candidates)


def by_direction(m: Mention) -> bool:
    """Whether a name is a direction and nothing else that tells it: الجنوب, الجهة الشرقية, المحافظة الجنوبية."""
    words = [t.w for t in m.s.tokens[m.core[0] : m.core[1]]]
    return any(w.stem in BEARINGS for w in words) and all(w.stem in BEARINGS or w.area or w.place_type or w.stem in WORDS["sides"] for w in words)


def in_sympathy(m: Mention) -> bool:
    """Whether demonstrators only side with a place or bear its flags: تضامنا مع غزة, رفعوا أعلام السودان."""
    tokens, with_them = m.s.tokens, asides.words("sympathy")
    for t in tokens[max(0, m.i - _SYMPATHY_WITHIN) : m.i]:
        if t.w.stem in with_them and not t.mark:
            return True
    return bool(m.i and tokens[m.i].w.prep) and tokens[m.i - 1].w.stem in asides.words("supporters")


def _sure(m: Mention, lexicon: Lexicon) -> bool:
    """Whether the actor of a mention is told by its name alone, not by outlet or country."""
    if _surname(m):
        return False
    return not _contested(m) or (table_of(m, lexicon) is None and not _bearers(m, lexicon))


def _surname(m: Mention) -> bool:
    """Whether a known person is told by one word with its article: المالكي."""
    return m.actor is not None and m.actor.kind == "person" and m.kind == "person" and m.j == m.i + 1 and m.s.tokens[m.i].w.det


def shared(m: Mention, lexicon: Lexicon) -> bool:
    """Whether the name of a mention is one that several bear."""
    return bool(_bearers(m, lexicon)) or table_of(m, lexicon) is not None


def _contested(m: Mention) -> bool:
    """Whether a name that several bear may begin with a word of a mention: most have none."""
    return any([t.w.contested for t in m.s.tokens[m.i : m.j]])


def by_its_name(name: str, places: Sequence[Place]) -> Mapping[str, float]:
    """What a folded name says of countries, by all places that bear it."""
    told = {p.country for p in places}
    if len(told) == 1:
        known = any(well_known(name, p) for p in places)
        return dict.fromkeys(told - {""}, _RENOWNED if known else _TOWN)
    return dict.fromkeys(told - {""}, _PERHAPS) if len(places) <= _FEW else {}


def well_known(name: str, place: Place) -> bool:
    """Whether a folded name alone tells a place: it is renowned, or the lexicon has it by this name, and not as another name (الحمدانية)."""
    return renowned(place) or (place.geonameid is None and place.precision != "district" and fold(place.name_ar) == name)


def settle(m: Mention, about: About, lexicon: Lexicon) -> bool:
    """Decide whose the name of `m` is where it is one that several bear; whether it was such a name."""
    table = table_of(m, lexicon)
    iso = nation(m) if m.kind != "person" else None
    if table is not None:
        iso = None if _whole(m) in lexicon.loaded else iso  # الميليشيات الإيرانية is one name
        named = m.actor
        m.actor, m.why = _by_table(table, iso, about.beside.get(id(m.s), Counter()), about.inside.get((id(m.s), m.j), set()), about, lexicon)
        if named is not None and m.actor is not None and named.of == m.actor.id:
            m.actor = named  # طائرات الاحتلال: the air force of whom it is
        return True
    if m.actor is None:
        return False
    if _surname(m) and not about.supports(m.actor):
        m.actor, m.why = None, _OPEN
        return True
    same = [a for a in _bearers(m, lexicon) if lexicon.lived(a, about.day)]
    if iso is not None and iso != m.actor.country:
        m.actor = _of_nation(m.actor, same, iso, lexicon)
    elif same:
        m.actor, m.why = _of_country(m.actor, same, iso, about)
        return m.actor is None
    return False


def nation(m: Mention) -> str | None:
    """The country whose adjective stands beside a name: الاحتلال التركي. Nouns of people (السوريين) are no adjectives."""
    head = m.s.tokens[m.i].w
    for t in m.s.tokens[m.i + 1 : m.j]:
        if t.w.demonym and (t.w.det or not head.det) and not t.w.prep:
            return t.w.demonym
    return None


def table_of(m: Mention, lexicon: Lexicon) -> Mapping[str, Any] | None:
    """The table of a name that means another actor from outlet to outlet (العدو), where the mention is that name, that name with a
    nation's adjective, arms of it, or who speaks in its name."""
    if not _contested(m):
        return None
    tokens = m.s.tokens[m.i : m.j]
    if m.actor is not None and m.actor.kind == "person":
        return None
    if tokens[0].w.stem in WORDS["resisting"] and not tokens[0].w.det and len(tokens) > 1:
        return None  # مقاومة الاحتلال
    apart = asides.words("supported") | asides.words("against")
    if tokens[0].w.head == "group":
        apart = apart | asides.words("loyal")  # مجموعات موالية للنظام
    words = [t.w.word if k == 0 else t.w.norm for k, t in enumerate(tokens)]
    whole = lexicon.loaded.get(_whole(m))
    if whole is not None:
        return whole  # المعارضة المسلحة is one name
    while len(words) > 1 and ((tokens[len(words) - 1].w.demonym and tokens[len(words) - 1].w.det) or words[-1] in WORDS["epithets"]):
        words.pop()
    table = lexicon.loaded.get(" ".join(words))
    arms = m.kind in ("site", "person") or m.count is not None or (m.cls != "named" and tokens[0].w.head)
    arms = arms and all(t.w.stem not in apart for t in tokens[1:-1])  # قوات مدعومة من التحالف
    if table is None and len(words) > 1 and (arms or not WORDS["named_for"].isdisjoint(words)):
        table = next((t for t in map(lexicon.loaded.get, _inner(words)) if t is not None), None)
    return table


def _whole(m: Mention) -> str:
    """All words of a mention, without what is written onto the first."""
    return " ".join(t.w.norm if k else t.w.word for k, t in enumerate(m.s.tokens[m.i : m.j]))


def _inner(words: list[str]) -> Iterator[str]:
    """The names at the end of a phrase of arms: طائرات العدو, مدفعية قوات الاحتلال, طائرة تابعة للاحتلال."""
    for k in range(1, len(words)):
        if words[k - 1] in asides.words("unions"):
            return  # اتحاد قوات المقاومة is another
        yield " ".join([_bare(words[k]), *words[k + 1 :]])


def _bare(word: str) -> str:
    """للجيش → الجيش."""
    return "ال" + word[2:] if word.startswith("لل") else word


def _by_table(
    table: Mapping[str, Any], iso: str | None, beside: Counter[tuple[str, str]], inside: set[str], about: About, lexicon: Lexicon
) -> tuple[Actor | None, str]:
    """Whom a loaded name means, or None with the reason. `beside` are the divisions of the places of its own sentence, `inside` the country
    told right behind it (القوات الكردية في سوريا)."""
    iso = iso or _told_once(about.adjectives.get(id(table), set()))
    if iso is not None:
        return _of_adjective(table, iso, lexicon), ""
    for domain, means in table.get("site", {}).items():
        if about.site and (about.site == domain or about.site.endswith("." + domain)):
            return lexicon.actor_by_id[means], ""
    local = _of_the_sentence(table, beside, inside, about, lexicon) or _of_the_land(table, about, lexicon)
    if local is not None:
        return local, ""
    known = {id for id in _meant(table) if id in about.named}
    if len(known) == 1:
        return lexicon.actor_by_id[known.pop()], ""
    total = sum(about.votes.values())
    fits = [(about.votes[cc], cc) for cc in {*table.get("cc", {}), *table.get("in", {})} if about.votes.get(cc)]
    count, cc = max(fits, default=(0, about.home or ""))
    if total and count * 3 < total:
        return _or_else(table, lexicon)
    means = _by_division(table, cc, beside) or _by_division(table, cc, about.divisions) or table.get("cc", {}).get(cc)
    actor = lexicon.of_day(means, about.day) if means is not None else None
    return (actor, "") if actor is not None else _or_else(table, lexicon)


def _or_else(table: Mapping[str, Any], lexicon: Lexicon) -> tuple[Actor | None, str]:
    """Whom a loaded name means where nothing decides, with the reason where that is nobody."""
    return (lexicon.actor_by_id[table["else"]], "") if "else" in table else (None, _OPEN)


def _of_the_sentence(table: Mapping[str, Any], beside: Counter[tuple[str, str]], inside: set[str], about: About, lexicon: Lexicon) -> Actor | None:
    """Whom a loaded name means in the one land that its own sentence is about, by its towns or by the country that it is `inside`; None where
    that is none of the table's."""
    lands = {land for land, _ in beside} or inside
    if len(lands) != 1:
        return None
    land = next(iter(lands))
    meant = _by_division(table, land, beside) or table.get("cc", {}).get(land)
    return lexicon.of_day(meant, about.day) if meant is not None else None


def _meant(table: Mapping[str, Any]) -> list[str]:
    """The ids of the actors that a loaded name may mean, by country and by division."""
    return [
        *(id for ids in table.get("cc", {}).values() for id in several(ids)),
        *(id for means in table.get("in", {}).values() for id in means.values()),
    ]


def _of_the_land(table: Mapping[str, Any], about: About, lexicon: Lexicon) -> Actor | None:
    """Who bears a loaded name in the country of most of the article's towns, where that one is of this country itself: النظام in Idlib
    is Syria's, whatever Iran does there. A stranger's name (الاحتلال) goes by who is named."""
    land = max(about.lands, key=lambda iso: about.lands[iso], default="")
    meant = table.get("cc", {}).get(land)
    if meant is None or about.lands[land] * 2 <= about.lands.total():
        return None
    actor = lexicon.of_day(meant, about.day)
    return actor if actor is not None and actor.country == land else None


def _told_once(nations: set[str]) -> str | None:
    """The only nation of several tellings: الاحتلال is all through an article the one that it calls الاحتلال التركي."""
    return next(iter(nations)) if len(nations) == 1 else None


def _of_adjective(table: Mapping[str, Any], iso: str, lexicon: Lexicon) -> Actor:
    """Whom a loaded name means with a nation's adjective: the actor of its list that is of that nation, else its forces or armed people, or
    what the list says that it is of any nation (النظام القطري)."""
    meant = [lexicon.actor_by_id[id] for id in _meant(table)]
    same = next((a for a in meant if a.country == iso), None)
    state = any(a.kind in _STATE for a in meant)
    return same or national(iso, table.get("of", "state" if state else "group"), lexicon)


def _by_division(table: Mapping[str, Any], cc: str, divisions: Counter[tuple[str, str]]) -> str | None:
    """The actor whom a loaded name means where most of the places of `divisions` lie, by the table's divisions of that country."""
    means = table.get("in", {}).get(cc, {})
    told: Counter[str] = Counter()
    for (land, division), n in divisions.items():
        if land == cc:
            told[means.get(division, "")] += n
    actor, most = max(told.items(), key=lambda x: (x[1], x[0]), default=("", 0))
    return actor or None if most * 2 > told.total() else None


def _bearers(m: Mention, lexicon: Lexicon) -> list[Actor]:
    """The actors that bear the name of a mention, where several do (الجيش الوطني)."""
    if not _contested(m):
        return []
    names = [t.w.word if k == 0 else _bare(t.w.norm) for k, t in enumerate(m.s.tokens[m.i : m.j])]
    starts = range(len(names)) if m.cls != "named" or m.count is not None else (0,)  # ثلاثة من عناصر X, طائرات X, قيادي في X
    for start in starts:
        for end in range(len(names), start, -1):
            same = lexicon.namesakes.get(" ".join(names[start:end]))
            if same and m.actor in same:
                return same
    return []


def _of_nation(actor: Actor, same: list[Actor], iso: str, lexicon: Lexicon) -> Actor | None:
    """Who bears a name with another nation's adjective beside it: the namesake of that country, its state's forces or government. A
    movement's own name stays its own: ميليشيا الحوثي الإيرانية."""
    namesake = next((a for a in same if a.country == iso), None)
    if namesake is not None:
        return namesake
    if actor.kind not in _STATE or not actor.country:
        return actor if not same else None
    return national(iso, "government" if actor.kind == "government" else "state", lexicon)


def _of_country(actor: Actor, same: list[Actor], iso: str | None, about: About) -> tuple[Actor | None, str]:
    """Which of the bearers of a name the article means: the one that it names in full elsewhere, or the one of its country."""
    weight = {a.id: about.votes.get(a.country or "", 0) for a in same}
    if iso is not None or not any(a.country for a in same):
        return actor, ""
    best = max(same, key=lambda a: (weight[a.id], a.country == about.home, a is actor))
    if weight[best.id] * _LEAST > sum(about.votes.values()) or (best.country == about.home and not about.votes) or best.id in about.named:
        return best, ""
    return (actor, "") if len({a.country for a in same}) == 1 else (None, _OPEN)


def by_adjective(w: Word, frame: Frame, lexicon: Lexicon) -> Actor | None:
    """Whose deed an event noun's adjective tells: قصف تركي is the forces', تهديدات إيرانية the government's; who demonstrates stays open."""
    if w.demonym is None:
        return None
    if frame.type in having("political"):
        return national(w.demonym, "government", lexicon)
    return national(w.demonym, "state", lexicon) if frame.type in lexicon.armed_types else None


def the_army(about: About, scenes: list[Scene], lexicon: Lexicon) -> Actor | None:
    """Which army الجيش is before any was named: that of the article's country or outlet, else the first that the article names."""
    iso = about.country()
    own = lexicon.actor_by_id.get(f"{iso.lower()}.army") if iso else None
    if own is not None:
        return own
    return next((m.actor for scene in scenes for m in scene.mentions if is_army(m)), None)


def is_army(m: Mention) -> bool:
    """Whether a mention names a state's army by that word."""
    return m.actor is not None and m.actor.id.endswith(".army") and any(t.w.stem in WORDS["armies"] for t in m.s.tokens[m.i : m.j])


def flyers(scenes: list[Scene]) -> list[Actor]:
    """Those whose aircraft the article names, then its armed states and alliances: only they fly."""
    told = [m for scene in scenes for m in scene.mentions if m.actor is not None and m.actor.kind in ARMED]
    flown = {m.actor.id: m.actor for m in told if m.actor is not None and (m.cls == "aircraft" or m.actor.id.endswith(".airforce"))}
    states = {m.actor.id: m.actor for m in told if m.actor is not None and m.actor.kind in _STATE}
    return list(flown.values()) or list(states.values())
