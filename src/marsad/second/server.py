"""The second coder behind a server: asks the model for words, verifies them, and keeps account of what it costs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ..coder import scenes, weights
from ..coder.page import Page
from ..errors import InputError
from ..folders import cache_folder
from ..lexicon import load
from ..model import Article, Second
from . import answer
from .cache import Cache, key_of
from .client import Client
from .options import Options
from .resolve import Resolver

_LONGEST = 24_000  # letters of an article that is sent; what stands behind is not read by the second coder


class ServerCoder:
    """Codes with a model of an OpenAI-compatible server. Use one object a thread."""

    def __init__(self, options: Options):
        assert options.model is not None
        self.model = options.model
        self.by = f"second/{options.model}@{answer.prompt_version()}"
        self.client = Client(options.address, options.key, options.timeout, options.retries, options.rate)
        self._cache = Cache(Path(options.cache) if options.cache else cache_folder() / "second.db")
        self._most, self._prices = options.tokens, options.prices
        self.count: Counter[str] = Counter()  # articles, cached, asked and written tokens, faults
        self.dropped: Counter[str] = Counter()

    def code(self, article: Article) -> Second:
        """As `SecondCoder`. Raises `InputError` where the server cannot be asked at all, or the budget of tokens is spent."""
        lexicon = load()
        page = Page(scenes(article, lexicon))
        sent = [s for s in page.scenes if s.s.start < _LONGEST]
        if not sent:
            return Second(self.by)
        self.count["articles"] += 1
        content, fault = self._answer(article, page, len(sent))
        told = None
        if fault is None:
            try:
                told = answer.read(content, len(sent))
            except ValueError as error:
                fault = f"the answer cannot be read ({str(error)[:100]})"
        if told is None:
            self.count["faults"] += 1
            return Second(self.by, fault=fault)
        resolver = Resolver(article, page, lexicon, self.by)
        claims = resolver.claims(told, weights().read(page, lexicon))
        self.dropped += resolver.dropped
        return Second(self.by, claims, dict(resolver.dropped))

    def _answer(self, article: Article, page: Page, sentences: int) -> tuple[str, str | None]:
        key = key_of(article.text, article.published, self.model, answer.prompt_version())
        known = self._cache.get(key)
        if known is not None:
            self.count["cached"] += 1
            return known, None
        spent = self.count["asked tokens"] + self.count["written tokens"]
        if self._most is not None and spent >= self._most:
            raise InputError(
                f"the budget of {self._most:,} tokens is spent ({spent:,}); what was had is kept: give a larger --second-tokens to go on."
            )
        had = self.client.ask(self.model, answer.messages(page.scenes[:sentences], article.text, article.published), answer.schema())
        self.count["asked tokens"] += had.asked
        self.count["written tokens"] += had.written
        if had.fault is None:
            try:
                answer.read(had.content, sentences)  # what is no answer is asked for again the next time
                self._cache.put(key, had.content)
            except ValueError:
                pass
        return had.content, had.fault

    def cost(self) -> float | None:
        """What was spent, by the prices that the user told for a million tokens."""
        if self._prices is None:
            return None
        return (self.count["asked tokens"] * self._prices[0] + self.count["written tokens"] * self._prices[1]) / 1e6

    def account(self) -> str:
        """What was asked, spent and dropped, as a sentence."""
        c = self.count
        told = f"{c['articles']} article(s) given to {self.model}, {c['cached']} of them answered before; "
        told += f"{c['asked tokens']:,} tokens asked, {c['written tokens']:,} written"
        if (cost := self.cost()) is not None:
            told += f", {cost:.4f} spent"
        if c["faults"]:
            told += f"; {c['faults']} without a usable answer"
        if self.dropped:
            told += "; dropped: " + ", ".join(f"{n} {why}" for why, n in self.dropped.most_common())
        return told

    def close(self) -> None:
        """Close connections and cache."""
        self.client.close()
        self._cache.close()
