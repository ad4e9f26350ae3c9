"""The coder: one pass over an article, tokens → mentions → drafts → claims. Each stage is a file of this package."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from ..lexicon import Lexicon, load
from ..lexicon.grammar import WORDS
from ..model import ActorSpan, Article, Claim, Count, Doc, Harm, PlaceSpan, Span, Time
from . import (
    attribution,
    casualties,
    confidence,
    control,
    coref,
    glance,
    gloss,
    keep,
    merge,
    modality,
    places,
    roles,
    triggers,
    weapons,
    when,
)
from .clauses import Clauses
from .control import Holding
from .draft import Draft, Scene
from .mentions import Mention, Mentioner
from .tokens import tokenise

__all__ = ["Trace", "code_article", "trace_article"]

_BEFORE = 100  # drafts among which the attack that one claims is looked for


class Trace:
    """All that the coder saw of an article, for `marsad explain`."""

    def __init__(
        self, article: Article, scenes: list[Scene], drafts: list[Draft], holdings: list[Holding], doc: Doc, note: str
    ):
        self.article, self.scenes, self.drafts, self.holdings, self.doc, self.note = (
            article,
            scenes,
            drafts,
            holdings,
            doc,
            note,
        )


def code_article(article: Article, lexicon: Lexicon | None = None) -> Doc:
    """Code one article: its claims in the order of the text. Raises nothing for any text."""
    lex = lexicon or load()
    if not glance.may_speak_of_conflict(article, lex):
        return _doc(article, ())
    return trace_article(article, lex).doc


def trace_article(article: Article, lexicon: Lexicon | None = None) -> Trace:
    """Code one article and keep every stage's result."""
    lex = lexicon or load()
    scenes = _scenes(article, lex)
    if not keep.relevant(scenes, lex):
        return Trace(article, scenes, [], [], _doc(article, ()), "not about an armed conflict: no claims")
    places.settle(scenes, lex)
    coref.actors(scenes, lex, article.site)
    drafts, holdings = _drafts(scenes, lex)
    kept = merge.fold(drafts)
    claims = [_event(article, d, lex) for d in kept] + [_holding(article, h, lex) for h in _one_each(holdings, kept)]
    claims.sort(key=lambda c: (c.trigger.start, c.kind == "control", c.id))
    return Trace(article, scenes, drafts, holdings, _doc(article, tuple(_distinct(claims))), "")


def _scenes(article: Article, lex: Lexicon) -> list[Scene]:
    mentioner = Mentioner(lex, article.published)
    out = []
    sentences = list(tokenise(article.text, article.chrome, lex))
    for s in sentences:
        mentioner.learn(s)
    for s in sentences:
        mentions = mentioner.find(s)
        scene = Scene(s, mentions, Clauses(s, mentions, lex))
        triggers.find(scene, lex)
        out.append(scene)
    return out


def _drafts(scenes: list[Scene], lex: Lexicon) -> tuple[list[Draft], list[Holding]]:
    subject: list[Mention] = []
    speaker: Mention | None = None
    previous: Draft | None = None
    for scene in scenes:
        subject = roles.fill(scene, lex, subject)
        if scene.s.title:
            subject = []
        speaker = attribution.attribute(scene, lex, speaker)
        modality.judge(scene, lex)
        when.date(scene)
        weapons.name(scene, lex)
    coref.places(scenes)
    drafts: list[Draft] = []
    holdings: list[Holding] = []
    armed: list[Mention] = []
    for scene in scenes:
        casualties.count(scene, lex)
        casualties.groups(scene, lex)
        casualties.join(scene, lex, previous)
        control.states(scene, lex)
        keep.judge(scene, lex)
        _own_up(scene, drafts)
        drafts += scene.drafts
        open_ = [d for d in scene.drafts if not d.blocked]
        previous = open_[-1] if open_ else previous
        if not scene.s.title:
            holdings += control.find(scene, lex, armed)
        armed = [m for m in scene.mentions if m.armed and m.actor is not None] or armed
    return drafts, holdings


def _own_up(scene: Scene, earlier: list[Draft]) -> None:
    """تبنت حركة الهجوم, أعلنت مسؤوليتها عن الهجوم: the claimant is the agent of the attack, told before or told here."""
    for g in scene.governors:
        if not g.subject or not g.uses & {"claim", "announce"}:
            continue
        words = WORDS["own_deed" if "claim" in g.uses else "responsibility"]
        owns = any(t.w.stem in words or t.w.norm in words for t in scene.s.tokens[g.i + 1 : g.i + 12])
        if not owns and "claim" not in g.uses:
            continue
        told = next(
            (
                d
                for d in reversed(earlier[-_BEFORE:])
                if not d.blocked and not d.scene.s.title and d.type in roles.VIOLENT
            ),
            None,
        )
        there = {m.place for m, _ in told.places} if told is not None else set()
        here = [d for d in scene.drafts if d.i > g.i and d.verb is None and not d.blocked and d.type in roles.VIOLENT]
        claimed = next((d for d in here if d.anaphor or any(m.place in there for m, _ in d.places)), None)
        if told is not None and (claimed is not None or owns):
            told.agents = told.agents or list(g.subject)
            if claimed is not None:
                claimed.blocked = f"claims responsibility for {told.rule}"
                told.mentions.append((claimed.start, claimed.end))
        elif here and owns:
            here[0].agents = list(g.subject)


def _one_each(holdings: list[Holding], kept: list[Draft]) -> list[Holding]:
    """One statement of control for each place and holder; captures that were folded away take theirs along."""
    out: dict[tuple, Holding] = {}
    for h in holdings:
        assert h.place.place is not None
        holder = h.holder.actor.id if h.holder and h.holder.actor else h.holder and h.holder.start
        out.setdefault((h.place.place.lat, h.place.place.lon, holder, h.modality), h)
    return list(out.values())


def _distinct(claims: list[Claim]) -> list[Claim]:
    return list({c.id: c for c in claims}.values())


# -- freezing ----------------------------------------------------------------------------------------------------------


def _doc(article: Article, claims: tuple[Claim, ...]) -> Doc:
    return Doc(
        claims=claims, **{field: getattr(article, field) for field in Doc.__struct_fields__ if field != "claims"}
    )


def _span(article: Article, start: int, end: int) -> Span:
    return Span(start, end, article.text[start:end])


def _actor(article: Article, m: Mention) -> ActorSpan:
    return ActorSpan(m.start, m.end, article.text[m.start : m.end], m.actor)


def _place(article: Article, m: Mention, role: str) -> PlaceSpan:
    p = m.place
    assert p is not None
    precision = "area" if m.relative and p.precision in ("settlement", "site", "neighbourhood") else p.precision
    return PlaceSpan(
        m.start,
        m.end,
        article.text[m.start : m.end],
        role,
        p.name_ar,
        p.name_en,
        p.geonameid,
        p.lat,
        p.lon,
        p.admin1,
        p.country,
        precision,  # type: ignore[arg-type]
        p.district,
    )


def _time(article: Article, m: Mention | None) -> Time | None:
    if m is not None:
        w = m.when
        return Time(w.start.isoformat(), w.end.isoformat(), w.precision, "text", _span(article, m.start, m.end))
    if article.published:
        return Time(article.published, article.published, "day", "published", None)
    return None


def _claim_id(article: Article, kind: str, type_: str, start: int, extra: str) -> str:
    """Stable across runs and versions of the rules: the article's text and where the claim stands in it."""
    digest = _begun(article.text).copy()
    digest.update(f"{kind}\x00{type_}\x00{start}\x00{extra}".encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=2)
def _begun(text: str):
    """The digest of an article's text, which all its claims' ids go on from."""
    return hashlib.sha256(f"{text}\x00".encode("utf-8", "surrogatepass"))


def _harm(article: Article, harm: casualties.Harm, lex: Lexicon) -> Harm:
    m = harm.mention
    return Harm(
        harm.what, casualties.group_of(m, lex), Count(*harm.count), m.actor, _span(article, m.start, m.end), harm.among
    )  # type: ignore[arg-type]


def _event(article: Article, d: Draft, lex: Lexicon) -> Claim:
    agents = tuple(_actor(article, m) for m in _unique(d.agents))
    targets = tuple(_actor(article, m) for m in _unique(d.targets) if m not in d.agents)
    where = tuple(_place(article, m, role) for m, role in d.places if m.place is not None)
    source = _actor(article, d.source) if d.source is not None else None
    deaths = Count(*d.deaths) if d.deaths else None
    injured = Count(*d.injured) if d.injured else None
    s = d.scene.s
    return Claim(
        _claim_id(article, "event", d.type, d.start, ""), "event", d.type, d.modality,  # type: ignore[arg-type]
        _span(article, d.start, d.end), _span(article, s.start, s.end), agents, targets, where, _time(article, d.when), source, deaths, injured,
        d.weapon, None, d.rule, gloss.event(d.type, d.modality, agents, targets, where, deaths, injured, source),
        tuple(_span(article, a, b) for a, b in d.mentions), tuple(_actor(article, m) for m in d.via),
        tuple(_harm(article, h, lex) for h in d.harms), confidence.probability(confidence.features(d), lex, d.type),
        _condition(article, d.scene, d.modality),
    )  # fmt: skip


def _holding(article: Article, h: Holding, lex: Lexicon) -> Claim:
    holder = _actor(article, h.holder) if h.holder is not None else None
    where = (_place(article, h.place, "at"),)
    source = _actor(article, h.source) if h.source is not None else None
    s = h.scene.s
    trigger = _span(article, s.tokens[h.i].inner, s.tokens[h.j - 1].end)
    return Claim(
        _claim_id(article, "control", "control", trigger.start, where[0].name_en), "control", "control", h.modality,  # type: ignore[arg-type]
        trigger, _span(article, s.start, s.end), (), (), where, _time(article, h.when), source, None, None, None, holder, h.rule,
        gloss.control(h.modality, holder, where, source),
        confidence=confidence.probability(confidence.holding_features(h), lex, "control"), condition=_condition(article, h.scene, h.modality),
    )  # fmt: skip


def _condition(article: Article, scene: Scene, modality: str) -> Span | None:
    """The words that make a sentence conditional (إذا، في حال)."""
    if modality != "conditional" or scene.condition is None:
        return None
    first, last = scene.condition
    return _span(article, scene.s.tokens[first].inner, scene.s.tokens[last - 1].end)


def _unique(mentions: list[Mention]) -> list[Mention]:
    out: list[Mention] = []
    for m in mentions:
        if not any(m.start == x.start for x in out):
            out.append(m)
    return out
