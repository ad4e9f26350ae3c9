"""Tokens → mentions: actors, groups of people, sites, persons by office, sources, places, times."""

from __future__ import annotations

import datetime as dt
import re

from ..arabic.calendar import When
from ..arabic.numerals import Quantity
from ..lexicon import Lexicon, asides
from ..lexicon.grammar import UNITS, WORDS
from ..lexicon.word import Word
from ..model import ARMED, Actor
from . import persons, units, whose
from .ends import gathered
from .mention import Mention
from .phrases import NounPhrases, clan_end
from .placenames import PlaceNames
from .prepositions import govern
from .tokens import Sentence, Token

__all__ = ["Mention", "Mentioner"]


_CLOCK = re.compile(r"T([01]\d|2[0-3]):([0-5]\d)")
_WEEK = dt.timedelta(days=7)
_VERB_WITHIN = 10  # tokens from a weekday back to the verb that it dates
_NAME_LIMIT = 4  # words of a speaker's name
_SOME_DAY = dt.date(2020, 1, 1)
_TOLL_WITHIN = 25  # tokens from the word for a toll to its number
_TOLL_AHEAD = 6  # tokens from the number that a toll reaches to who died of it
_AIM_WITHIN = 4  # words from the word for a centre to what it is for
_ADJECTIVES = 3  # words between an event's noun and its nation, at most
_COMMON = 2e-5  # of all words, from which a word is one of the language and no name by itself


class Mentioner:
    """Finds the mentions of a sentence. One per article, since the publication date belongs to it."""

    def __init__(self, lexicon: Lexicon, published: str | None, published_at: str | None = None):
        self.lex = lexicon
        clock = _CLOCK.search(published_at or "")
        self.hour = int(clock[1]) + int(clock[2]) / 60 if clock else None
        self.published = dt.date.fromisoformat(published) if published else None
        self.phrases = NounPhrases(lexicon, self.published)
        self.placenames = PlaceNames(lexicon, self.phrases)
        self.day: dt.date | None = None  # the day told last
        self.surnames: dict[str, tuple[list[str], Mention]] = {}

    def learn(self, s: Sentence) -> None:
        """Note what a sentence tells of ambiguous place names; to be called for all sentences before `find`."""
        self.placenames.learn(s)

    def find(self, s: Sentence) -> list[Mention]:
        """All mentions of one sentence in order, none overlapping."""
        out: list[Mention] = []
        i, tokens = 0, s.tokens
        while i < len(tokens):
            t = tokens[i]
            mention = self._at(s, i) if not t.mark and (t.w.opens or t.w.norm in self.surnames) else None
            if mention is None and not t.mark and i and (tokens[i - 1].w.harm or tokens[i - 1].w.speaks):
                mention = _another(s, i) or _speaker(s, i)
            if mention is None:
                i += 1
                continue
            mention.j += _two_behind(s, mention) or self._tens_behind(s, mention)
            govern(s, mention, out[-1] if out else None)
            out.append(mention)
            if mention.kind == "person":
                self._remember(s, mention)
            i = mention.j
        _dateline(s, out)
        return out

    def _tens_behind(self, s: Sentence, m: Mention) -> int:
        """One, where a mention ends in the units of an ordinal whose tens stand behind it: قائد الكتيبة الثالثة والثلاثين."""
        told = units.number(s, m.j - 1, self.lex) if m.kind in ("person", "actor", "site") else None
        return max(told[1] - m.j, 0) if told is not None else 0

    def _remember(self, s: Sentence, m: Mention) -> None:
        """A person told by office and name may later be told by the last name alone: أكد يارالله."""
        if m.j - m.i < 2:
            return
        last, before = s.tokens[m.j - 1].w, s.tokens[m.j - 2].w
        name = [before.norm, last.norm] if before.norm in WORDS["name_openers"] else [last.norm]
        plain = all(_plain(s.tokens[m.j - 1 - k].w) for k in range(len(name)))
        plain = plain and (len(name) > 1 or persons.surname(s.tokens[m.j - 1], self.lex))
        if m.j - m.i > len(name) and plain and sum(map(len, name)) > 3:
            self.surnames.setdefault(name[0], (name, m))

    def _at(self, s: Sentence, i: int) -> Mention | None:
        """The mention that begins at token i: what was told before, a time or number, a name, else what its head opens."""
        w = s.tokens[i].w
        found = self._known_person(s, i) if w.norm in self.surnames else None
        found = found or (self._figure(s, i) if w.figure else None)
        found = found or (_institute(s, i) if w.stem in WORDS["institutes"] else None)
        if found:
            return found
        if w.stem in WORDS["territories"] and i + 1 < len(s.tokens):
            country = self.placenames.territory(s, i)
            if country:
                return country
        if w.stem in UNITS and i + 1 < len(s.tokens) and units.number(s, i + 1, self.lex):
            return self._unit(s, i)
        found = (self._adjective(s, i) if w.demonym is not None else None) or self._name_or_place(s, i)
        if found or (w.verbs and not w.det and not w.prep and w.head is None and w.victim is None and not w.title):
            return found
        return self._by_head(s, i)

    def _known_person(self, s: Sentence, i: int) -> Mention | None:
        """A last name that a person told by office and name bore before."""
        known = self.surnames[s.tokens[i].w.norm]
        if s.norms[i : i + len(known[0])] != known[0] or (i and s.tokens[i - 1].w.title):
            return None
        return Mention(s, i, i + len(known[0]), "person", "person", known[1].actor)

    def _figure(self, s: Sentence, i: int) -> Mention | None:
        """A time, or a number with what it counts."""
        w = s.tokens[i].w
        if s.norms[i] in WORDS["percent"] and i and self._is_number(s.tokens[i - 1].w):
            return None
        when = self._time(s, i) if w.time else None
        if when:
            return when
        eleven = w.word in self.lex.numerals.eleven and not self.lex.numerals.teens.isdisjoint(s.norms[i + 1 : i + 2])
        return self._counted(s, i) if w.number or eleven else None

    def _is_number(self, w: Word) -> bool:
        return bool(w.number) or w.norm.removeprefix("و") in self.lex.numerals.values

    def _unit(self, s: Sentence, i: int) -> Mention:
        """A unit by its number, which the lexicon may name: الفرقة 22 مشاة."""
        j = self.phrases.extend(s, i)
        named = self.phrases.phrase(self.lex.actors, s, i)
        actor = named[1] if named else self.phrases.inside_actor(s, i, j, named=True)
        return Mention(s, i, max(j, named[0]) if named else j, "actor", "state", actor)

    def _adjective(self, s: Sentence, i: int) -> Mention | None:
        """The nation whose deed an event's noun tells: القصف التركي, غارات جوية روسية وسورية."""
        w = s.tokens[i].w
        if w.prep or w.head or w.norm.endswith(("ون", "ين")):
            return None
        k = i
        while k > max(0, i - _ADJECTIVES) and not s.tokens[k].mark and (k == i or not s.tokens[k].w.nouns):
            k -= 1
        noun = s.tokens[k].w
        frame = next((use.frame for use in noun.nouns if not use.part), None)
        if k == i or frame is None or s.tokens[k].mark or noun.pron or (noun.verbs and k and s.tokens[k - 1].w.verbs):
            return None
        between = [t.w for t in s.tokens[k + 1 : i]]
        if noun.det != w.det or any(b.det != w.det or b.prep or b.head or b.site or not b.norm.endswith(("ي", "يه", "ه", "ف")) for b in between):
            return None
        if k == i - 1 and not w.det and frame.type in asides.types("befalling"):
            return None  # قتل فلسطيني: he is whom it befell
        actor = whose.by_adjective(w, frame, self.lex)
        return Mention(s, i, i + 1, "actor", "state", actor) if actor is not None else None

    def _name_or_place(self, s: Sentence, i: int) -> Mention | None:
        """The longest of a name and of a place told with its kind (مدينة X, ريف Y)."""
        w = s.tokens[i].w
        named = self._named(s, i) if w.names else None
        if not (w.place_type or w.area or w.direction):
            return named
        typed = self.placenames.typed_place(s, i)
        if typed is None:
            return named
        typed.distance = self._distance(s, i)
        if named is None or typed.j > named.j:
            return typed
        if typed.j == named.j and (typed.candidates or (named.kind == "place" and typed.cls != "common")):  # الضفة الغربية is a name
            return typed
        return named

    def _by_head(self, s: Sentence, i: int) -> Mention | None:
        """What a word opens by its kind: a person by title, a source, arms, an office, people, a ship, a site."""
        w = s.tokens[i].w
        if gathered(s, i):
            return None
        if w.title and not _main(s, i):
            return self.phrases.person(s, i)
        if w.source:
            return self._source(s, i)
        if w.head:
            return None if _describes_attack(s, i) else self.phrases.armed(s, i)
        if w.office:
            return self.phrases.office(s, i)
        alone = not w.counted or w.word in self.lex.duals or (w.word.removesuffix("ا") in self.lex.single and not w.det)
        if w.victim and alone and not _describes(s, i):  # of the words that only count: قتيلين, قتيل, no قتلى
            j = self.phrases.extend(s, i)
            actor = None if persons.of_kin(w) else self.phrases.inside_actor(s, i, j, named=True)
            return Mention(s, i, j, "group", w.victim, actor)
        if w.stem in WORDS["vessels"] and i + 1 < len(s.tokens) and s.tokens[i + 1].w.stem in WORDS["naval"]:
            j = self.phrases.extend(s, i)
            return Mention(s, i, j, "actor", "ground", self.phrases.inside_actor(s, i, j))
        return self._site(s, i) if w.site and not w.nouns else None

    def _source(self, s: Sentence, i: int) -> Mention | None:
        """Whoever speaks: مصدر أمني, مراسل X; موقع الهجوم is where it happened, أعلام are flags, معلومات speak where they are cited."""
        w = s.tokens[i].w
        if s.tokens[i].text[-5:].startswith("أ") and w.stem in WORDS["media"]:
            return None
        if w.stem in WORDS["hearsay"] and not _cited(s, i):
            return None
        if i + 1 < len(s.tokens) and w.norm in WORDS["scenes"] and s.tokens[i + 1].w.nouns:
            return None
        j = i + 1 if w.stem in WORDS["documents"] else self.phrases.extend(s, i)
        return Mention(s, i, self._within(s, i, j), "source", "source")

    def _site(self, s: Sentence, i: int) -> Mention:
        """A site with whose it is: مواقع لحزب الله, تجمعات قوات صالح."""
        j = self.phrases.owner(s, self.phrases.extend(s, i))
        owner = self.phrases.inside_actor(s, i + 1, j, named=True) if j > i + 1 else None
        return Mention(s, i, j, "site", "site", owner if owner is not None and owner.kind in ARMED else None)

    def _within(self, s: Sentence, i: int, j: int) -> int:
        """The end of a source with the body that it belongs to: مصدر في الدعم السريع, مصدر في رئاسة الأركان."""
        if s.tokens[i].w.stem not in WORDS["spokesmen"] or j + 1 >= len(s.tokens) or s.norms[j] not in WORDS["in"]:
            return j
        body = s.tokens[j + 1].w
        known = self.phrases.phrase(self.lex.actors, s, j + 1)
        if known:
            return known[0]
        return self.phrases.extend(s, j + 1) if (body.office or body.head) and not body.place_type else j

    def _distance(self, s: Sentence, i: int) -> float:
        """The kilometres told before a direction: على بعد 45 كلم غرب X."""
        if i < 2 or s.norms[i - 1] not in WORDS["kilometres"]:
            return 0.0
        for k in range(max(0, i - 4), i - 1):
            quantity = self.lex.numerals.read(list(s.norms), k)
            if quantity is not None and quantity.last == i - 1:
                return float(quantity.min)
        return 0.0

    def _time(self, s: Sentence, i: int) -> Mention | None:
        behind = s.norms[i + 1] if i + 1 < len(s.norms) else ""
        if not self.lex.calendar.may_begin(s.tokens[i].w.word, behind) or self.lex.calendar.is_no_month(s.tokens[i].text):
            return None
        words = list(s.norms)
        words[i] = s.tokens[i].w.word
        if s.tokens[i].w.prep == "ل" and words[i] in WORDS["today"]:
            words = words[: i + 1]  # لليوم الثالث: today is the third
        other = self.lex.calendar.other_day(words, i)
        if other is not None:
            return self._other_day(s, i, *other)
        when = self.lex.calendar.read(words, i, self.published, self.hour)
        if when is None and self.published is None:
            # Without a publication date a relative time stays open, but its words are time all the same (فجر الخميس).
            when = self.lex.calendar.read(words, i, _SOME_DAY)
            return Mention(s, i, when.last, "time") if when is not None else None
        if when is None:
            return None
        if when.precision == "month" and when.last == i + 1:
            # A month's name alone may be another word (مارس, آب): it needs a word of time before it.
            before = s.norms[i - 1] if i else ""
            if before not in WORDS["month_openers"] and s.tokens[i].w.prep != "ب":
                return None
        if i and s.tokens[i].w.number and (s.tokens[i - 1].w.head or s.tokens[i - 1].w.place_type) and not s.tokens[i - 1].mark:
            return None  # a name that holds a date: فوج 14 أكتوبر
        after = s.tokens[when.last].w if when.last < len(s.tokens) else None
        if when.precision == "year" and when.last == i + 1 and after is not None and (after.victim or after.head or after.site or after.demonym):
            return None  # a number of people: في 2000 شخص
        if self.published and when.precision in ("day", "part_of_day") and when.start < self.published and self._to_come(s, words, i, when):
            when = when._replace(start=when.start + _WEEK, end=when.end + _WEEK, future=True)
        if when.start == when.end:
            self.day = when.start
        mention = Mention(s, i, when.last, "time")
        mention.when = when
        return mention

    def _to_come(self, s: Sentence, words: list[str], i: int, when: When) -> bool:
        """Whether a bare weekday is the next one: سيجتمع الوزراء الاثنين. The verb nearest before it decides."""
        if words[when.last - 1] not in self.lex.calendar.weekdays or not set(words[i : when.last]).isdisjoint(self.lex.calendar.days_off):
            return False
        for t in reversed(s.tokens[max(0, i - _VERB_WITHIN) : i]):
            if t.w.norm in WORDS["planning"]:
                return True
            if t.w.verbs and not t.mark and not t.w.det:
                return t.w.fut
            if self._will(t):
                return True
        return False

    def _will(self, t: Token) -> bool:
        """Whether a word that the lexicon knows no verb of has the shape of a future: سيجتمع."""
        word = t.text[len(t.w.conj) :]
        return len(word) > 4 and word[:2] in ("سي", "ست") and self.lex.frequency(word[1:]) > self.lex.frequency(word)

    def _other_day(self, s: Sentence, i: int, last: int, days: int) -> Mention:
        """A day told by the one before it in the text: اليوم ذاته, اليوم التالي. Open where none was told."""
        mention = Mention(s, i, last, "time")
        if self.day is not None:
            self.day += dt.timedelta(days=days)
            mention.when = When(i, last, self.day, self.day, "day")
        return mention

    def _counted(self, s: Sentence, i: int) -> Mention | None:
        """A number with the people or things it counts: سبعة مدنيين, عشرة من مقاتلي X, 28 موقعا."""
        words = list(s.norms)
        words[i] = s.tokens[i].w.word.removeprefix("ال") if s.tokens[i].w.det else s.tokens[i].w.word
        quantity = self.lex.numerals.read(words, i)
        if quantity is None or quantity.last >= len(s.tokens):
            return self._only_number(s, i, quantity)
        k = quantity.last
        tokens = s.tokens
        if tokens[k].w.norm in WORDS["of"] and k + 1 < len(tokens):
            k += 1
            if tokens[k].w.norm in WORDS["eminent"] and k + 1 < len(tokens):  # ثلاثة من كبار القادة
                k += 1
        unit = tokens[k].w
        if tokens[k].mark or (unit.conj and k > i):
            return self._only_number(s, i, quantity)
        clan = clan_end(s, k) if k > quantity.last else k
        if clan > k:  # ثلاثة من عشيرة البو فهد
            kin = Mention(s, i, clan, "group", "civilians")
            kin.count = quantity
            return kin
        actor_match = self.phrases.phrase(self.lex.actors, s, k)
        cls = unit.victim or unit.head or ("site" if unit.site else "")
        if not cls and (self._counts_people(s, k, quantity) or _killed(s, i, k)):
            cls = "civilians"
        if actor_match and not cls:
            mention = Mention(s, i, actor_match[0], "group", "group", actor_match[1])
        elif cls:
            j = self.phrases.armed_end(s, k) if unit.head else self.phrases.extend(s, k)
            single = quantity.max is not None and quantity.min > 10 and not unit.det and not unit.word.endswith(("ي", "و"))
            if unit.counted or (single and unit.victim and k + 1 < len(tokens) and tokens[k + 1].w.det and not tokens[k + 1].w.demonym):
                j = k + 1  # 4000 لاجئ | الحدود
            mention = Mention(
                s,
                i,
                self.phrases.owner(s, j) if cls == "site" else j,
                "site" if cls == "site" else "group",
                cls,
                self.phrases.inside_actor(s, k, j) if unit.head else None,
            )
        else:
            return self._only_number(s, i, quantity)
        mixed = _mixed(s, mention.j)
        if mixed:  # 29 مدنيا بين قتيل وجريح: the number holds dead and wounded together and tells neither
            mention.j = mixed
            return mention
        last = self.lex.numerals.bound_behind(s.norms, mention.j)
        if last:
            quantity, mention.j = quantity._replace(max=None), last
        mention.count = quantity
        return mention

    def _only_number(self, s: Sentence, i: int, quantity: Quantity | None) -> Mention | None:
        """A number alone counts people only where a verb of harm precedes it: أصيب ثلاثة آخرون is handled with آخرون."""
        if quantity is None or quantity.last <= i:
            return None
        last = i - 1 if i < 2 or s.norms[i - 1] not in WORDS["therein"] else i - 2  # قتل فيها قرابة 120
        before = s.tokens[last].w if last >= 0 else None
        if s.tokens[i].w.det and s.tokens[i].w.word in WORDS["crowds"] and quantity.last == i + 1 and WORDS["of"].isdisjoint(s.norms[i + 1 : i + 2]):
            mention = Mention(s, i, i + 1, "group", "civilians")  # خرج المئات, اعتقل العشرات
            mention.count = quantity
            return mention
        following = s.tokens[quantity.last] if quantity.last < len(s.tokens) else None
        ended = following is None or following.mark or _ends_a_number(following.w) or following.w.stem in WORDS["toll_words"]
        harmed = before is not None and (any(u.frame and u.frame.harm for u in before.verbs) or any(n.frame.harm for n in before.nouns))
        crowd = s.tokens[i].w.word in WORDS["crowds"] and harmed and following is not None and following.w.norm in WORDS["of"]
        died = following is not None and not following.mark and not following.w.conj and _dies(following.w, quantity.min)
        if (ended and (harmed or _reached(s, i))) or crowd or died:
            mention = Mention(s, i, quantity.last, "group", "civilians")
            mention.count = quantity
            return mention
        return None

    def _counts_people(self, s: Sentence, k: int, quantity: Quantity) -> bool:
        """Whether token k, no word for people by itself, makes the number before it one of people: 60 أفغانيا, 140 إصابة, المئات من
        اليمنيين, تسعة قادة."""
        unit = s.tokens[k].w
        if unit.stem in WORDS["injuries"]:
            return True
        if unit.prep:
            return False
        if unit.title:
            return unit.stem in WORDS["leaders"] and unit.det == (s.norms[k - 1] in WORDS["of"] | WORDS["eminent"])
        if quantity.min > 10 and not unit.det and unit.word.endswith("يا") and unit.word[:-1] in self.lex.demonyms:
            return True
        if not unit.demonym:
            return False
        return not unit.det or (quantity.max is None and unit.norm.endswith(("ين", "ون")) and s.norms[k - 1] in WORDS["of"])

    def _named(self, s: Sentence, i: int) -> Mention | None:
        actor = self.phrases.phrase(self.lex.actors, s, i) or self._paired(s, i)
        outlet = self.phrases.phrase(self.lex.outlets, s, i)
        place = self.placenames.place(s, i)
        if actor is None and outlet is None:
            return place
        if place and place.j > max(actor[0] if actor else 0, outlet[0] if outlet else 0):
            return place
        if actor and actor[0] >= (outlet[0] if outlet else 0):
            end = self.phrases.tail(s, i, actor[0])
            if s.tokens[i].w.title:  # المبعوث الأممي إلى اليمن مارتن غريفيث: the office, then the name
                person = self.phrases.person(s, i)
                person.j, person.actor = max(person.j, end), person.actor or actor[1]
                return person
            if actor[1].kind == "person":
                return Mention(s, i, end, "person", "person", actor[1])
            cls = "organisation" if actor[1].kind in ("organisation", "government") else "named"
            return Mention(s, i, end, "actor", cls, actor[1])
        if outlet and self._is_outlet(s, i, outlet[0], place):
            return Mention(s, i, outlet[0], "source", "outlet", outlet[1])
        return place

    def _paired(self, s: Sentence, i: int) -> tuple[int, Actor] | None:
        """A name that is an ordinary word too, told beside another of its kind: حركتي فتح وحماس."""
        id = asides.paired().get(s.tokens[i].w.word)
        if id is None or s.tokens[i].w.prep:
            return None
        beside = asides.words_beside(id)
        before = s.tokens[i - 1] if i else None
        after = s.tokens[i + 1] if i + 1 < len(s.tokens) else None
        told = after is not None and not after.mark and after.w.conj == "و" and after.w.word in beside
        if before is not None and not before.mark and before.w.word in beside and bool(s.tokens[i].w.conj) == bool(before.w.names):
            told = told or after is None or after.mark or _ends_a_number(after.w) or after.w.norm in WORDS["prepositions"]
        return (i + 1, self.lex.actor_by_id[id]) if told else None

    def _is_outlet(self, s: Sentence, i: int, j: int, place: Mention | None) -> bool:
        """An outlet of one word that is a place or an ordinary word too needs a sign: a quotation verb or its type word."""
        word = s.tokens[i].text
        joined = word.startswith("و") and self.lex.frequency(word[1:]) >= _COMMON  # وأم is the Emirates' agency, and "and a mother"
        if j - i > 1 or (place is None and not joined and self.lex.frequency(word) < _COMMON):
            return True
        before = s.norms[i - 1] if i else ""
        around = [t.w for t in s.tokens[max(0, i - 2) : i]]
        return (
            before in WORDS["outlet_types"]
            or before in WORDS["said_by"]
            or s.tokens[i].opens
            or any(u.use in ("say", "announce") for w in around for u in w.verbs)
            or s.tokens[i].w.prep == "ل"
        )


def _killed(s: Sentence, i: int, k: int) -> bool:
    """Whether whatever the number at token i counts at token k has died, and is people by that: قتل 80 متشددا, مقتل 12 من الإيغور."""
    before, unit = s.tokens[i - 1] if i else None, s.tokens[k].w
    if before is None or before.mark or before.w.harm != "deaths" or before.w.word in WORDS["amounts"]:
        return False
    return not (
        unit.prep or unit.stop or unit.conj or unit.number or unit.time or unit.verbs or unit.site or unit.place_type or unit.nouns or unit.office
    )


def _dies(w: Word, number: int) -> bool:
    """Whether the word behind a number tells that those died or were hurt: سبعة قتلوا, لقي 11 مصرعهم, and not أسرة واحدة مصرعهم."""
    return bool(w.harm) and (bool(w.verbs) or (bool(w.pron) and not w.prep and number > 2))


def _ends_a_number(w: Word) -> bool:
    """Whether a word counts nothing, so that a number before it stands alone: وأصيب 25 بجروح."""
    return bool(w.prep or w.stop or w.conj or w.verbs) or w.norm in WORDS["wounds"]


def _reached(s: Sentence, i: int) -> bool:
    """Whether token i is the number that a toll reaches which is told before it (ارتفع عدد القتلى منذ الأحد إلى 195) or behind (يرتفع
    إلى 195 عدد الذين قتلوا)."""
    before = s.tokens[i - 1] if i else None
    if before is None or before.mark or before.w.norm not in WORDS["reaching"]:
        return False
    if i + 1 < len(s.tokens) and s.tokens[i + 1].w.stem in WORDS["toll_words"]:
        ahead = [t.w for t in s.tokens[i + 1 : i + 1 + _TOLL_AHEAD] if not t.mark]
        return any((w.harm and w.verbs) or w.stem in WORDS["casualty_words"] for w in ahead)
    behind = s.tokens[max(0, i - _TOLL_WITHIN) : i - 1]
    told = {t.w.stem for t in behind if not t.mark}
    return any(t.w.harm or t.w.stem in WORDS["casualty_words"] for t in behind if not t.mark) and not told.isdisjoint(WORDS["toll_words"])


def _mixed(s: Sentence, j: int) -> int | None:
    """The end of "بين قتيل وجريح" at token j."""
    k = j + (not WORDS["what"].isdisjoint(s.norms[j : j + 1]))
    if (
        len(s.tokens) > k + 2
        and s.norms[k] in WORDS["between"]
        and s.tokens[k + 1].w.stem in WORDS["dead_or_hurt"]
        and s.tokens[k + 2].w.stem in WORDS["dead_or_hurt"]
    ):
        return k + 3
    return None


_DATELINE = 9  # tokens of a dateline of several towns and agencies, at most


def _dateline(s: Sentence, mentions: list[Mention]) -> None:
    """Mark the place of a dateline (دمشق - وكالات: …): where the story was filed, not where it happened."""
    end = next((t.i for t in s.tokens[:7] if t.mark and t.text in "-–—/:|"), None)
    if end is None or s.title or any(t.w.verbs and not t.w.det for t in s.tokens[:end]):
        return
    told = {i for m in mentions if m.kind in ("place", "source") for i in range(m.i, m.j)}
    for t in s.tokens[end + 1 : _DATELINE]:  # لندن / القاهرة / وكالات: …
        if t.mark and t.text in "-–—/:|":
            end = t.i
        elif t.i not in told:
            break
    for m in mentions:
        if m.kind == "place" and m.j <= end and not m.prep and not m.cls:
            m.cls, m.prep = "dateline", "#"


def _main(s: Sentence, i: int) -> bool:
    """Whether الرئيس at token i is an adjective and no president: الطريق الرئيس."""
    before = s.tokens[i - 1] if i else None
    return s.norms[i] in WORDS["main"] and before is not None and before.w.det and before.w.stem in WORDS["main_things"]


def _institute(s: Sentence, i: int) -> Mention | None:
    """A body told as a centre by what it is for: مركز سواعد للتوثيق, المركز السوري لحقوق الإنسان. It is no place."""
    for k in range(i + 1, min(i + 1 + _AIM_WITHIN, len(s.tokens))):
        t = s.tokens[k]
        if t.mark or t.w.stop or (t.w.verbs and not t.w.nouns and not t.w.demonym and k > i + 1):
            return None
        if t.w.norm in WORDS["institute_aims"]:
            end = k + 1 + (not WORDS["man"].isdisjoint(s.norms[k + 1 : k + 2]))
            return Mention(s, i, end, "actor", "organisation")
    return None


def _two_behind(s: Sentence, m: Mention) -> bool:
    """Whether the word for two stands behind a dual: مسلحين اثنين. Behind another word it counts what follows: نعت القوات اثنين من جنودها."""
    counted = s.norms[m.j : m.j + 1]
    return m.kind in ("actor", "group") and s.norms[m.j - 1].endswith(("ين", "ان")) and bool(counted) and counted[0] in WORDS["two"]


def _another(s: Sentence, i: int) -> Mention | None:
    """One more person that harm befell, told by a word for another alone (قتل جندي وأصيب آخر في هجوم; آخر قادة X is the last of them), or a
    parent with hers or his (استشهاد أم وأطفالها: elsewhere أم is "or")."""
    before, after = s.tokens[i - 1] if i else None, s.tokens[i + 1] if i + 1 < len(s.tokens) else None
    if (
        before is None
        or before.mark
        or not before.w.harm
        or before.w.word in WORDS["amounts"]
        or s.norms[i] not in WORDS["another"] | WORDS["parents"]
    ):
        return None
    if s.norms[i] in WORDS["parents"]:
        return Mention(s, i, i + 1, "group", "civilians") if after is not None and after.w.conj == "و" else None
    alone = after is None or after.mark or after.w.prep or after.w.conj or after.w.stop or after.w.time or after.w.norm in WORDS["wounds"]
    return Mention(s, i, i + 1, "group", "civilians") if alone else None


def _speaker(s: Sentence, i: int) -> Mention | None:
    """Who speaks, told by a name that nothing else knows: قال الدويري إن, وفق رامي عبد الرحمن. Words of the language are none."""
    before = s.tokens[i - 1] if i else None
    if before is None or before.mark or not before.w.speaks:
        return None
    tokens, j = s.tokens, i
    while j < len(tokens) and j - i < _NAME_LIMIT and _named_so(tokens[j].w) and not tokens[j].mark and not (j > i and tokens[j].opens):
        j += 1
    if j == i or tokens[i].text.endswith(("اً", "ًا")) or tokens[i].w.verbs or tokens[i].w.conj or not any(_plain(t.w) for t in tokens[i:j]):
        return None
    cited = before.w.norm in WORDS["said_by"]
    after = tokens[j] if j < len(tokens) else None
    told = after is None or after.mark or after.w.norm in WORDS["behind_speakers"] or " ".join(s.norms[j : j + 2]) in WORDS["behind_speakers"]
    if not cited and not (told or after is None or after.opens or after.w.prep == "ل"):
        return None
    return Mention(s, i, j, "person", "speaker")


def _named_so(w: Word) -> bool:
    """Whether a word may stand in a name that the lexicon does not know."""
    unlike = w.stop or w.prep or w.number or w.time or w.nouns or w.break_ or w.place_type or w.site or w.head or w.office or w.pron
    return (
        not unlike
        and w.norm not in WORDS["no_speaker"]
        and w.word not in WORDS["adverbs"]
        and (not w.conj)
        and (bool(w.demonym) or not w.verbs or w.det or len(w.word) < 5)
    )


def _plain(w: Word) -> bool:
    """Whether a word may be part of a person's name: nothing else that the lexicon knows."""
    return not (
        w.head
        or w.office
        or w.title
        or w.stop
        or w.demonym
        or w.place_type
        or w.number
        or w.time
        or w.prep
        or w.nouns
        or w.victim
        or w.site
        or w.direction
        or w.area
    )


def _cited(s: Sentence, i: int) -> bool:
    """Whether a verb of saying or a word like بحسب stands right before token i."""
    before = s.tokens[i - 1] if i else None
    if before is None or before.mark:
        return False
    return before.w.norm in WORDS["citing"] or any(use.use in ("say", "announce") for use in before.w.verbs)


def _describes_attack(s: Sentence, i: int) -> bool:
    """هجوم إرهابي: what kind of attack, not who."""
    w, before = s.tokens[i].w, s.tokens[i - 1] if i else None
    if before is None or not before.w.nouns or before.mark or w.conj:
        return False
    return w.stem in WORDS["attack_adjectives"] or w.stem.removesuffix("ا") in WORDS["attack_adjectives"]


def _describes(s: Sentence, i: int) -> bool:
    """A definite singular right behind another definite noun describes it: المستشفى العامل."""
    w, before = s.tokens[i].w, s.tokens[i - 1].w if i else None
    return before is not None and before.det and not s.tokens[i - 1].mark and w.word in WORDS["attributes"]
