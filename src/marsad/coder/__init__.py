"""The coder: one pass over an article. Tokens and mentions are laid out, the reader weighs them, events are decided and finished."""

from __future__ import annotations

import os
from functools import cache

import msgspec

# One article's matrices are too small to share out among threads, and a process a core is what -j is for. numpy reads it when it is imported,
# which some of the stages do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from ..lexicon import Lexicon, load
from ..model import Article, Doc
from . import (
    accused,
    adjectives,
    aftermath,
    airdrops,
    backers,
    bare,
    barriers,
    beaten,
    carried,
    confidence,
    coordinates,
    coref,
    courts,
    decide,
    deeds,
    framed,
    freed,
    freeze,
    harm,
    holding,
    home,
    joined,
    launched,
    light,
    losses,
    objections,
    places,
    reader,
    relevance,
    repeats,
    roads,
    since,
    slogans,
    states,
    tolls,
    unplaced,
    voices,
    wards,
    weapons,
)
from .clauses import Clauses
from .holding import Holding
from .mentions import Mentioner
from .page import Page
from .reader import Reading
from .scene import Event, Scene
from .tokens import tokenise

__all__ = ["BY_PRECISION", "Trace", "code_article", "code_freely", "code_surely", "scenes", "trace_article"]

# What is done to the decided events of an article, in order; each step writes fields of its own.
STEPS = (
    bare.tell,
    objections.raise_aside,
    roads.pass_over,
    launched.part,
    backers.pass_over,
    adjectives.attribute,
    accused.shift,
    accused.acquit,
    voices.settle,
    framed.settle,
    unplaced.lend,
    states.lend,
    losses.turn,
    beaten.turn,
    carried.lend,
    tolls.choose,
    aftermath.add,
    harm.count,
    wards.lend,
    weapons.name,
    voices.go_on,
    voices.relays,
    airdrops.retype,
    freed.retype,
    barriers.retype,
    deeds.retype,
    light.drop,
    courts.judge,
    slogans.silence,
    objections.raise_,
    joined.unite,
    repeats.fold,
    confidence.judge,
)

weights = cache(reader.load)


class Trace:
    """All that the coder saw of an article, for `marsad explain`."""

    def __init__(self, article: Article, page: Page, reading: Reading | None, events: list[Event], holdings: list[Holding], doc: Doc, note: str):
        self.article, self.page, self.reading = article, page, reading
        self.events, self.holdings, self.doc, self.note = events, holdings, doc, note


def code_article(article: Article, lexicon: Lexicon | None = None) -> Doc:
    """Code one article: its claims in the order of the text. Raises nothing for any text."""
    lex = lexicon or load()
    if not relevance.may_speak_of_conflict(article, lex):
        return Doc(article, ())
    return _traced(article, Page(scenes(article, lex)), lex).doc


def code_surely(article: Article, lexicon: Lexicon | None = None) -> Doc:
    """Code one article and keep only the claims whose confidence reaches the bar of `--precision high` (docs/quality.md)."""
    doc = code_article(article, lexicon)
    bar = weights().about["precision"]["high"]
    return msgspec.structs.replace(doc, claims=tuple(c for c in doc.claims if c.confidence >= bar))


def code_freely(article: Article, lexicon: Lexicon | None = None) -> Doc:
    """Code one article and keep every event decided on, those too that are hardly ever right as a whole: `--precision low`."""
    return trace_article(article, lexicon, least=0.0).doc


BY_PRECISION = {"low": code_freely, "normal": code_article, "high": code_surely}


def trace_article(article: Article, lexicon: Lexicon | None = None, least: float | None = None) -> Trace:
    """Code one article and keep every stage's result; rows of less confidence than `least`, by default the weights', are turned down."""
    lex = lexicon or load()
    page = Page(scenes(article, lex))
    return _traced(article, page, lex, least) if relevance.may_speak_of_conflict(article, lex) else _untold(article, page)


def _untold(article: Article, page: Page) -> Trace:
    return Trace(article, page, None, [], [], Doc(article, ()), "not about an armed conflict: no claims")


def _traced(article: Article, page: Page, lex: Lexicon, least: float | None = None) -> Trace:
    if not page.tokens:
        return _untold(article, page)
    reading = weights().read(page, lex)
    if least is not None:
        reading.least = reading.least_not_asserted = least
    events = decide.events(reading, lex)
    since.settle(events, article, lex)
    for step in STEPS:
        step(events, reading, lex)
    coordinates.settle(events, article, lex)
    holdings = holding.find(reading, events, article, lex)
    claims = freeze.events(article, (e for e in events if not e.turned_down), page.scenes, lex)
    claims += [freeze.holding(article, h, lex) for h in holdings]
    claims.sort(key=lambda c: (c.trigger.start, c.kind == "control", c.id))
    distinct = tuple({c.id: c for c in claims}.values())
    return Trace(article, page, reading, events, holdings, Doc(article, distinct), "")


def scenes(article: Article, lexicon: Lexicon) -> list[Scene]:
    """The sentences of an article with their mentions, resolved."""
    mentioner = Mentioner(lexicon, article.published, article.published_at)
    sentences = list(tokenise(article.text, article.chrome, lexicon))
    for s in sentences:
        mentioner.learn(s)
    out: list[Scene] = []
    for s in sentences:
        mentions = mentioner.find(s)
        out.append(Scene(s, mentions, Clauses(s, mentions, lexicon)))
    places.settle(out, lexicon, home.country(article.site, article.outlet, lexicon))
    coref.actors(out, lexicon, article.site, article.outlet, article.published)
    return out
