"""A second coder: a few words of shelling, each an event; all meaning is left to marsad."""

from __future__ import annotations

from collections import Counter

from marsad.coder import scenes, weights
from marsad.coder.page import Page
from marsad.lexicon import load
from marsad.model import Article, Second
from marsad.second import Options
from marsad.second.answer import Told, ToldEvent
from marsad.second.resolve import Resolver

WORDS = ("قصف", "قصفت", "القصف", "قذائف")


class KeywordCoder:
    """What `marsad.second.SecondCoder` asks for: a name, `code`, `close`."""

    by = "second/keywords@1"

    def __init__(self, options: Options):
        del options  # a server, a model, a budget: this one needs none

    def code(self, article: Article) -> Second:
        lexicon = load()
        page = Page(scenes(article, lexicon))
        if not page.tokens:
            return Second(self.by)
        told = Told([], [], Counter())
        for number, scene in enumerate(page.scenes):
            for token in scene.s.tokens:
                if token.text in WORDS:
                    places = tuple((article.text[m.start : m.end], "at") for m in scene.mentions if m.kind == "place")
                    told.events.append(ToldEvent(number, "shelling", token.text, (), (), places[:1], None, None, "asserted", None, None))
        resolver = Resolver(article, page, lexicon, self.by)
        claims = resolver.claims(told, weights().read(page, lexicon))
        return Second(self.by, claims, dict(resolver.dropped))

    def close(self) -> None:
        pass
