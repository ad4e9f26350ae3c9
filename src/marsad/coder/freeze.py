"""Decided events and holdings → `Claim`s with their spans."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from ..lexicon import Lexicon
from ..model import ActorSpan, Article, Claim, Count, CountryBasis, Harm, PlaceRole, PlaceSpan, Precision, Span, Time
from ..telling.latin import latin
from ..telling.places import own_name
from . import gloss, harm, home, unplaced, whose
from .holding import Holding
from .mention import Mention
from .scene import Event, Scene


def events(article: Article, decided: Iterable[Event], scenes: list[Scene], lexicon: Lexicon) -> list[Claim]:
    """The claims of an article's events, each with its country."""
    told = list(decided)
    if not told:
        return []
    outlet, striking = home.country(article.site, article.outlet, lexicon), home.abroad(told, scenes)
    votes = {iso: n for iso, n in whose.countries(scenes, lexicon).items() if iso not in striking}
    return [event(article, e, lexicon, home.of_event(e, votes, outlet, striking)) for e in told]


def event(article: Article, e: Event, lexicon: Lexicon, land: tuple[str | None, CountryBasis | None] = (None, None)) -> Claim:
    """The claim of an event; `land` is its country and what tells it."""
    agents = tuple(_actor(article, m) for m in _unique(e.agents))
    targets = tuple(_actor(article, m) for m in _unique(e.targets) if m not in e.agents)
    where = tuple(_place(article, m, role) for m, role in e.places if m.place is not None or unplaced.told(m))
    source = _actor(article, e.source) if e.source is not None else None
    deaths = Count(*e.deaths) if e.deaths else None
    injured = Count(*e.injured) if e.injured else None
    s = e.scene.s
    made = Claim(
        id=_claim_id(article, "event", e.type, e.start, ""),
        kind="event",
        type=e.type,
        modality=e.modality,
        trigger=_span(article, e.start, e.end),
        evidence=_span(article, s.start, s.end),
        agents=agents,
        targets=targets,
        places=where,
        time=_time(article, e.when),
        source=source,
        deaths=deaths,
        injured=injured,
        weapon=e.weapon,
        holder=None,
        rule=e.rule,
        gloss_en="",
        mentions=tuple(_span(article, a, b) for a, b in e.mentions),
        via=tuple(_actor(article, m) for m in e.via),
        harm=tuple(_harm(article, h, lexicon) for h in e.harms),
        confidence=e.confidence,
        condition=_condition(article, e.scene, e.modality, lexicon),
        country=land[0],
        country_basis=land[1],
    )
    return gloss.glossed(made)


def holding(article: Article, h: Holding, lexicon: Lexicon) -> Claim:
    """The claim of a statement of control."""
    holder = _actor(article, h.holder)
    where = (_place(article, h.place, "at"),)
    source = _actor(article, h.source) if h.source is not None else None
    land = where[0].country
    s, t = h.scene.s, h.scene.s.tokens[h.i]
    made = Claim(
        id=_claim_id(article, "control", "control", t.inner, f"{where[0].name_en} {where[0].start}" if h.part else where[0].name_en),
        kind="control",
        type="control",
        modality=h.modality,
        trigger=_span(article, t.inner, t.end),
        evidence=_span(article, s.start, s.end),
        agents=(),
        targets=(),
        places=where,
        time=_time(article, h.when),
        source=source,
        deaths=None,
        injured=None,
        weapon=None,
        holder=holder,
        rule=h.rule,
        gloss_en="",
        confidence=round(h.sure, 2),
        condition=_condition(article, h.scene, h.modality, lexicon),
        country=land,
        country_basis="place" if land else None,
        share=h.share,
        part=h.part,
    )
    return gloss.glossed(made)


_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"), ('"', '"'))


def _span(article: Article, start: int, end: int) -> Span:
    return Span(start, end, article.text[start:end])


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """text[start:end] with the marks right before and behind it that brackets and quotation marks inside it lack: تنظيم "داعش", (5) أهداف."""
    words = text[start:end]
    for opening, closing in _PAIRS:
        same = opening == closing
        lacking = words.count(opening) % 2 if same else words.count(opening) - words.count(closing)
        if lacking > 0 and text.startswith(closing, end):
            end += 1
        elif (lacking < 0 or (same and lacking)) and text.endswith(opening, 0, start):
            start -= 1
    return start, end


def _actor(article: Article, m: Mention) -> ActorSpan:
    start, end = whole(article.text, m.start, m.end)
    return ActorSpan(start, end, article.text[start:end], m.actor)


def _place(article: Article, m: Mention, role: PlaceRole) -> PlaceSpan:
    p = m.place
    if p is None:
        return _nowhere(article, m, role)
    precision: Precision = "area" if m.relative and p.precision in ("settlement", "site", "neighbourhood") else p.precision
    start, end = whole(article.text, m.start, m.end)
    return PlaceSpan(
        start=start,
        end=end,
        text=article.text[start:end],
        role=role,
        name_ar=p.name_ar,
        name_en=p.name_en,
        geonameid=p.geonameid,
        lat=p.lat,
        lon=p.lon,
        admin1=p.admin1,
        country=p.country or None,
        precision=precision,
        district=p.district,
        basis=m.basis,
        admin3=p.admin3,
        pcode=p.pcode,
        listed=p.listed,
    )


def _nowhere(article: Article, m: Mention, role: PlaceRole) -> PlaceSpan:
    """A place that no gazetteer has and of which the text does not say where it lies: its words, without coordinates."""
    start, end = whole(article.text, m.start, m.end)
    text = article.text[start:end]
    return PlaceSpan(start, end, text, role, text, latin(own_name(text)), None, None, None, None, None, unplaced.kind(m), listed=False)


def _time(article: Article, m: Mention | None) -> Time | None:
    if m is not None and (w := m.when) is not None:
        return Time(w.start.isoformat(), w.end.isoformat(), w.precision, "text", _span(article, m.start, m.end))
    if article.published:
        return Time(article.published, article.published, "day", "published", None)
    return None


def _harm(article: Article, h: harm.Harmed, lexicon: Lexicon) -> Harm:
    m = h.mention
    group, words = harm.group_of(m, lexicon), _span(article, *whole(article.text, m.start, m.end))
    return Harm(h.what, group, Count(*h.size), m.actor, words, h.among)


def _condition(article: Article, scene: Scene, modality: str, lexicon: Lexicon) -> Span | None:
    """The words that make a sentence conditional (إذا، في حال)."""
    if modality != "conditional":
        return None
    s = scene.s
    for t in s.tokens:
        if t.w.norm in lexicon.cues.longest or t.w.word in lexicon.cues.longest:
            found = lexicon.cues.match(s.norms, t.i, t.w.norm) or lexicon.cues.match(s.norms, t.i, t.w.word)
            if found and found[1] == "conditional":
                return _span(article, t.inner, s.tokens[found[0] - 1].end)
    return None


def _claim_id(article: Article, kind: str, type_: str, start: int, extra: str) -> str:
    """Stable across runs and versions of the coder: the article's text and where the claim stands in it."""
    digest = _begun(article.text).copy()
    digest.update(f"{kind}\x00{type_}\x00{start}\x00{extra}".encode(errors="surrogatepass"))
    return digest.hexdigest()[:16]


@lru_cache(maxsize=2)
def _begun(text: str) -> hashlib._Hash:  # pyright: ignore[reportPrivateUsage]  # hashlib has no other name for it
    """The digest of an article's text, which all its claims' ids go on from."""
    return hashlib.sha256(f"{text}\x00".encode(errors="surrogatepass"))


def _unique(mentions: list[Mention]) -> list[Mention]:
    return list({m.start: m for m in mentions}.values())
