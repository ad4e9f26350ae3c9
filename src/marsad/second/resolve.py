"""What a second coder tells → claims: spans verified, and all meaning by marsad's own lexicon, gazetteer and calendar.

The coder says which words play which part. Who an actor is, where a place lies, which day a phrase means and how many a phrase counts
is read off marsad's own mentions under those words; what has none stays open.
"""

from __future__ import annotations

import copy
from collections import Counter

import msgspec

from ..coder import coordinates, freeze, harm, holding, repeats, unplaced, voices, weapons
from ..coder.holding import Holding
from ..coder.mention import Mention
from ..coder.page import Page
from ..coder.reader import Reading
from ..coder.scene import Choice, Event
from ..evaluate import FAMILY
from ..lexicon import Lexicon
from ..model import EVENT_TYPES, Article, Claim
from .answer import Told, ToldControl, ToldEvent
from .spans import Text

_ACTORS = ("actor", "group", "person", "source")
_POSSIBLE = 0.01  # of a word that the lexicon knows no event for; the reader gives ordinary words a thousandth and less
UNJUDGED = 0.5  # the confidence of a claim that no calibration speaks of


class Resolver:
    """Makes the claims of one article. `dropped` counts, by reason, what was told and is not in them."""

    def __init__(self, article: Article, page: Page, lexicon: Lexicon, by: str):
        self.article, self.page, self.lexicon, self.by = article, page, lexicon, by
        self.text = Text(article.text, page.scenes)
        self.dropped: Counter[str] = Counter()

    def claims(self, told: Told, reading: Reading) -> tuple[Claim, ...]:
        """The claims of what was told, in the order of the text; `reading` is what marsad's own reader makes of the words."""
        self._reading = reading
        self.dropped += told.dropped
        events = [e for one in told.events if (e := self._event(one)) is not None]
        for step in (unplaced.lend, harm.count, weapons.name, voices.relays, repeats.fold):
            step(events, reading, self.lexicon)
        coordinates.settle(events, self.article, self.lexicon)
        kept = [e for e in events if not e.turned_down]
        if len(kept) < len(events):
            self.dropped["told more fully elsewhere in the article"] += len(events) - len(kept)
        for e in kept:
            e.confidence = UNJUDGED
        held = {(h.holder.start, h.place.start): h for h in (*holding.captured(kept), *map(self._holding, told.control)) if h is not None}
        claims = freeze.events(self.article, kept, self.page.scenes, self.lexicon)
        claims += [freeze.holding(self.article, h, self.lexicon) for h in held.values()]
        claims.sort(key=lambda c: (c.trigger.start, c.kind == "control", c.id))
        return tuple({c.id: msgspec.structs.replace(c, rule=self.by) for c in claims}.values())

    def _event(self, told: ToldEvent) -> Event | None:
        span = self.text.find(told.trigger, told.sentence)
        where = self.text.scene_of(span) if span else None
        if where is None:
            self.dropped["a trigger that the text has not"] += 1
            return None
        number, i, j = where
        scene = self.page.scenes[number]
        at = next((t for t in range(i, j) if scene.s.tokens[t].w.verbs or scene.s.tokens[t].w.nouns), i)
        if not self._carries(number, i, j, told.type):
            self.dropped["a type that its words do not carry"] += 1
            return None
        e = Event(scene, self.page.base[number] + at, at, told.type, 1.0, 1.0, ("", 0.0))
        e.modality = told.modality
        e.agents = self._mentions(told.agents, number, _ACTORS)
        e.targets = [m for m in self._mentions(told.targets, number, (*_ACTORS, "site", "place")) if m not in e.agents]
        for words, role in told.places:
            e.places.extend((m, role) for m in self._mentions((words,), number, ("place", "site")))
        e.source = next(iter(self._mentions((told.source,), number, _ACTORS)), None) if told.source else None
        e.when = self._when(told.time, number)
        for name, people in (("deaths", told.killed), ("injured", told.injured)):
            counted = self._mentions((people,), number, ("group", "person", "actor")) if people else []
            e.choices[name] = Choice([(m, 1.0) for m in counted], None)
        return e

    def _carries(self, number: int, i: int, j: int, type_: str) -> bool:
        """Whether words can tell an event of a type: where the lexicon has events for one of them, one is of the type's family;
        else marsad's own reader holds that family for possible at least, in Arabic. So an order in a text ("report an air strike")
        makes no air strike."""
        tokens = self.page.scenes[number].s.tokens[i:j]
        if not any("\u0620" <= letter <= "\u064a" for t in tokens for letter in t.text):
            return False
        family = FAMILY[type_]
        frames = [u.frame for t in tokens for u in t.w.uses if u.frame is not None]
        if frames:
            return any(FAMILY.get(f.type) == family for f in frames)
        columns = [n for n, name in enumerate(EVENT_TYPES, 1) if FAMILY[name] == family]
        base = self.page.base[number]
        return any(float(self._reading.types[base + k][columns].sum()) >= _POSSIBLE for k in range(i, j))

    def _holding(self, told: ToldControl) -> Holding | None:
        span = self.text.find(told.trigger, told.sentence)
        where = self.text.scene_of(span) if span else None
        if where is None:
            self.dropped["a trigger that the text has not"] += 1
            return None
        number, i, _ = where
        holder = next(iter(self._mentions((told.holder,), number, _ACTORS)), None)
        place = next(iter(self._mentions((told.place,), number, ("place", "site"))), None)
        if holder is None or place is None or place.place is None:
            self.dropped["control without a holder and a known place"] += 1
            return None
        h = Holding(self.page.scenes[number], i, place, holder, self.by, UNJUDGED)
        h.modality = told.modality
        h.source = next(iter(self._mentions((told.source,), number, _ACTORS)), None) if told.source else None
        return h

    def _mentions(self, words: tuple[str, ...], number: int, kinds: tuple[str, ...]) -> list[Mention]:
        """The mentions under words that the coder copied; words that the text lacks are dropped and counted."""
        out: list[Mention] = []
        for told in words:
            span = self.text.find(told, number)
            where = self.text.scene_of(span) if span else None
            if where is None:
                self.dropped["words that the text has not"] += 1
                continue
            out.append(self._mention(*where, kinds))
        return list({(m.start, m.end): m for m in out}.values())

    def _mention(self, number: int, i: int, j: int, kinds: tuple[str, ...]) -> Mention:
        """Tokens [i, j) of a sentence as a mention: what marsad's own, of those kinds, that shares most of them means."""
        scene = self.page.scenes[number]
        under = [m for m in scene.mentions if m.i < j and i < m.j and m.kind in kinds]
        best = max(under, key=lambda m: (min(m.j, j) - max(m.i, i), m.i == i), default=None)
        if best is None:
            return Mention(scene.s, i, j, kinds[0])
        if (best.i, best.j) == (i, j):
            return best
        mine = copy.copy(best)
        mine.i, mine.j = min(i, best.i) if best.kind == "place" else i, max(j, best.j) if best.kind == "place" else j
        return mine

    def _when(self, words: str | None, number: int) -> Mention | None:
        if not words:
            return None
        span = self.text.find(words, number)
        where = self.text.scene_of(span) if span else None
        if where is None:
            self.dropped["words that the text has not"] += 1
            return None
        at, i, j = where
        found = next((m for m in self.page.scenes[at].mentions if m.i < j and i < m.j and m.when is not None), None)
        if found is None:
            self.dropped["words of time that the calendar cannot read"] += 1
        return found
