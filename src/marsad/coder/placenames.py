"""Place names in a sentence: gazetteer names, names with their type word, parts and directions, and bare المدينة."""

from __future__ import annotations

from typing import NamedTuple

from ..arabic.normalise import fold
from ..gazetteer.resolve import renowned
from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import BEARINGS, WORDS
from ..lexicon.word import Word
from .mention import Mention
from .phrases import NounPhrases
from .tokens import Sentence
from .whose import lands

# Occurrences per word of running text: under which a noun is rarely told in prose; from which a word is hardly a name alone.
_RARE, _COMMON = 1e-5, 2e-4
_LARGE = 100_000  # inhabitants
_QUOTED_WITHIN = 2  # words from a name to the end of the quotes that it begins
_CLITIC = ("ب",)  # prepositions of place that are written on the name
_LETTERED = ("settlement", "district", "neighbourhood")  # kinds of place whose names keep a first letter that looks like a preposition


class Lead(NamedTuple):
    """The words before a place's name: where the name begins, the kind that they type, whether they say a part or direction of it;
    `named` where they are the beginning of a name themselves."""

    k: int
    kind: str | None
    area: bool
    named: Mention | None


def _unparted(s: Sentence, i: int, most: int) -> int:
    """How many words stand from token i on without a mark between them, `most` at most."""
    for n, t in enumerate(s.tokens[i : i + most]):
        if t.mark:
            return n
    return min(most, len(s.tokens) - i)


def _cut_short(s: Sentence, i: int, length: int) -> bool:
    """Whether quotes go on around a name: "رحبة الصوان" is not رحبة."""
    last = i + length - 1
    if not s.tokens[i].opens or s.tokens[last].closes:
        return False
    return any(t.closes for t in s.tokens[last + 1 : last + 1 + _QUOTED_WITHIN])


class PlaceNames:
    """Finds place mentions. One per article: `sure` holds the ambiguous names that the article types somewhere."""

    def __init__(self, lexicon: Lexicon, phrases: NounPhrases):
        self.lex = lexicon
        self.phrases = phrases
        self.sure: set[str] = set()

    def learn(self, s: Sentence) -> None:
        """Note the weak place names that a type word or direction introduces in this sentence."""
        for before in [t for t in s.tokens[:-1] if (t.w.place_type or t.w.direction) and not t.w.det]:
            t = s.tokens[before.i + 1]
            if t.w.det and not t.w.prep and t.w.word in self.lex.gazetteer.weak and not t.w.demonym:
                self.sure.add(t.w.word)

    def place(self, s: Sentence, i: int, typed: str | None = None) -> Mention | None:
        """A gazetteer name at token i. A weak name (an ordinary word too) needs `typed` or a preposition of place."""
        side = self._side(s, i)
        if side is not None:
            return side
        gazetteer = self.lex.gazetteer
        w = s.tokens[i].w
        longest = gazetteer.longest.get(w.word)
        if longest is None:
            return None
        if (w.place_type or w.area) and not typed:
            least = 2  # المدينة and المنطقة alone stand for a place named elsewhere
        elif not typed and (w.victim or w.head or w.title or w.source or w.number):
            least = 2
        else:
            least = 1
        size = _unparted(s, i, longest)
        for length in range(size, least - 1, -1):
            if length == 1 and w.stop:
                continue
            key = " ".join([w.word, *s.norms[i + 1 : i + length]]) if length > 1 else w.word
            if key not in gazetteer or _cut_short(s, i, length) or not self._told(s, i, length, key, typed):
                continue
            mention = Mention(s, i, i + length, "place")
            mention.candidates = gazetteer.find(key)
            mention.typed = typed
            return mention
        return None

    def _told(self, s: Sentence, i: int, length: int, key: str, typed: str | None) -> bool:
        """Whether a name of the gazetteer is meant as one: an ordinary word or the name of a village needs more than its letters."""
        gazetteer = self.lex.gazetteer
        if typed:
            return length > 1 or not (self._adjectival(s, i, key, typed) or self._opens_name(s, i))
        weak = key in gazetteer.weak and key not in self.sure and not self.lex.calendar.is_no_month(s.tokens[i].text)  # إب, not آب
        if weak and (key in gazetteer.faint or not self._supported(s, i, length)):
            return False
        return length > 1 or self._told_by_one_word(s, i, key)

    def _adjectival(self, s: Sentence, i: int, key: str, typed: str) -> bool:
        """Whether a name that is an ordinary word too, and a village's at most, is rather that word behind what `typed` it: مقر الحكومة is of no
        village of that name, مناطق جديدة are no places at جديدة."""
        return key in self.lex.gazetteer.faint and (typed == "site" or (typed == "area" and not s.tokens[i].w.det))

    def _told_by_one_word(self, s: Sentence, i: int, key: str) -> bool:
        w = s.tokens[i].w
        if w.pron or (w.verbs and not w.det and not w.prep) or s.tokens[i].text.endswith(("اً", "ًا")):
            return False  # طبيبا بريطانيًا
        if w.demonym and not w.det and not self._stands_free(s, i) and not self._behind_a_country(s, i):
            return False  # سورية, روسية after a noun are adjectives
        if key in self.lex.gazetteer.villages and not w.conj and not self._stands_free(s, i):
            return False  # the second word of a name that the gazetteer lacks
        if self._second_of_name(s, i, key) or (w.conj == "ف" and not self._renowned(key)):
            return False  # كفر كارس; فاطسة is no ف before إطسا
        return w.det or bool(w.prep) or not w.word.endswith("ا") or not self._accusative(s, i)

    def _behind_a_country(self, s: Sentence, i: int) -> bool:
        """Whether a word goes on with a list of countries: النيجر ومالي."""
        before = s.tokens[i - 1] if i else None
        if before is None or before.mark or not s.tokens[i].w.conj:
            return False
        return any(p.precision == "country" for p in self.lex.gazetteer.find(before.w.word))

    def _second_of_name(self, s: Sentence, i: int, key: str) -> bool:
        """Whether a town's name stands behind the first word of a longer name that the gazetteer lacks."""
        t = s.tokens[i - 1] if i else None
        if t is None or t.mark or t.w.det or t.w.word not in WORDS["toponym_openers"] or s.tokens[i].w.prep or s.tokens[i].w.conj:
            return False
        return all(p.precision == "settlement" for p in self.lex.gazetteer.find(key))

    def _renowned(self, key: str) -> bool:
        """Whether a place known everywhere goes by a name, and not by one of its other names."""
        return any(renowned(p) and fold(p.name_ar) == key for p in self.lex.gazetteer.find(key))

    def _accusative(self, s: Sentence, i: int) -> bool:
        """Whether a word is rather the accusative of a common noun (حدادا, أقل ميلا) than the name of a small place, or of any that is written
        otherwise (ميلة)."""
        word = s.tokens[i].w.word
        found = self.lex.gazetteer.find(word)
        if self.lex.frequency(s.tokens[i].text[:-1]) <= 1e-6:
            return False
        return all(p.population < _LARGE and p.precision == "settlement" for p in found) or all(fold(p.name_ar) != word for p in found)

    def _side(self, s: Sentence, i: int) -> Mention | None:
        """الشمال السوري: that side of the country, not the governorate of another one that has its name."""
        w = s.tokens[i].w
        if not w.det or w.stem not in BEARINGS or i + 1 >= len(s.tokens) or s.tokens[i + 1].mark:
            return None
        mention = self.territory(s, i) if s.tokens[i + 1].w.det else None
        if mention is not None:
            mention.core, mention.relative = (i + 1, i + 2), True
        return mention

    def territory(self, s: Sentence, i: int) -> Mention | None:
        """الأراضي السورية: the country."""
        mention = Mention(s, i, i + 2, "place")
        mention.candidates = [] if s.tokens[i + 1].w.conj else lands(s.tokens[i + 1].w.demonym, self.lex)
        return mention if mention.candidates else None

    @staticmethod
    def _stands_free(s: Sentence, i: int) -> bool:
        """Whether a word that is an adjective too stands where only a name can: after a preposition or direction."""
        if s.tokens[i].w.prep or i == 0 or s.tokens[i - 1].mark:
            return True
        before = s.tokens[i - 1].w
        return before.norm in WORDS["prepositions"] or before.direction or before.area or bool(before.place_type) or bool(before.verbs)

    def _supported(self, s: Sentence, i: int, length: int) -> bool:
        """Whether a weak name stands like a place: after في/إلى/من/قرب or a direction, not before another noun's ال."""
        t = s.tokens[i]
        if t.w.number or t.w.time or t.w.title or t.w.head or t.w.stop or t.w.verbs or t.w.nouns:
            return False
        before = s.tokens[i - 1].w if i else None
        after = s.tokens[i + length].w if i + length < len(s.tokens) else None
        if after is not None and not s.tokens[i + length].mark and after.prep == "ب" and t.w.word in WORDS["acting_names"]:
            return False  # القائم بالأعمال is the chargé, not the town
        ends = after is None or s.tokens[i + length].mark or not (after.det and not after.demonym) or bool(after.conj)
        if before is not None and (before.direction or (t.w.det and before.norm in WORDS["towns"])):
            return ends or not t.w.det  # قرب القصر الرئاسي
        if before is not None and t.w.det and before.norm in words("massacres"):
            placed = True  # مجزرة الباب
        elif t.w.prep in _CLITIC and t.w.det:
            placed = self._rare(t.w.word.removeprefix("ال"))  # بالجيزة
        else:
            placed = before is not None and before.norm in WORDS["placing"] and (t.w.det or self._only_name(t.w.word))
        return (placed or self._in_a_list(s, i)) and ends

    def _in_a_list(self, s: Sentence, i: int) -> bool:
        """Whether a large town's name goes on, behind و, with a list of towns of its country: الناصرية وكربلاء والعمارة."""
        t, before = s.tokens[i], s.tokens[i - 1] if i else None
        if before is None or before.mark or not t.w.conj or t.w.prep or before.w.word in self.lex.gazetteer.weak:
            return False
        beside = {p.country for p in self.lex.gazetteer.find(before.w.word) if p.precision == "settlement"}
        return any(p.country in beside and p.population >= _LARGE for p in self.lex.gazetteer.find(t.w.word))

    def _rare(self, word: str) -> bool:
        return self._renowned("ال" + word) and self.lex.frequency(word) < _RARE

    def _only_name(self, word: str) -> bool:
        """Whether a word without the article is a large city's name and no noun that takes the article: في جدة, not في مشهد."""
        return self._renowned(word) and self.lex.frequency("ال" + word) < _RARE / 4 and self.lex.frequency(word) < _COMMON

    def typed_place(self, s: Sentence, i: int) -> Mention | None:
        """A type word, area or direction with the place it governs: مدينة الباب, ريف حلب الغربي, شمال شرقي بعقوبة."""
        tokens = s.tokens
        lead = self._lead(s, i)
        if lead.named is not None:
            return lead.named
        k = lead.k
        if k == i:
            return self._without_name(s, i)
        if k >= len(tokens) or tokens[k].mark:
            return None
        name = tokens[k].w
        if name.det and name.place_type and not name.prep and not name.conj:
            return self._division(s, i, lead) or self._behind_definite(s, i, lead)
        if name.prep and lead.kind in _LETTERED and not (name.place_type or name.area or name.det) and len(name.norm) > 4:
            # After a type word a name keeps its first letter: بلدة بسيدا is not بـ + سيدا.
            mention = Mention(s, i, k + 1, "place")
            mention.typed = lead.kind
            mention.candidates = self.lex.gazetteer.find(name.norm)
            return mention
        if name.prep or name.conj:
            return None
        return self._known(s, i, lead) or self._unknown(s, i, lead)

    def _lead(self, s: Sentence, i: int) -> Lead:
        """The type words and directions from token i on, to where the name begins."""
        tokens = s.tokens
        k, kind, area = i, None, False
        while k < len(tokens) and not tokens[k].mark and (k == i or self._goes_on(tokens[k].w)):
            w = tokens[k].w
            if k > i and w.names:
                if self.phrases.phrase(self.lex.actors, s, k):
                    break
                named = self.place(s, k) if w.place_type or w.area or w.direction else None
                if named and named.j > k + 1:
                    named.i, named.relative = i, area
                    return Lead(k, kind, area, named)
            if w.det and (w.area or w.place_type):
                break
            if kind and self._opens_name(s, k):
                break  # قرية تل X
            if w.place_type and not w.pron:
                kind, k = w.place_type, k + 1
            elif (w.area or w.direction) and not w.pron:
                area, k = True, k + 1
            else:
                break
        return Lead(k, kind, area, None)

    @staticmethod
    def _goes_on(w: Word) -> bool:
        return not w.prep and (not w.conj or w.direction)

    def _without_name(self, s: Sentence, i: int) -> Mention | None:
        """A definite type word (المدينة), or the border of a country."""
        w = s.tokens[i].w
        if w.stem in WORDS["borders"] and w.det:
            return self._border(s, i)
        if w.det and (w.place_type or w.area):
            return self._apposed(s, i) or self._common_place(s, i, i)
        return None

    def _division(self, s: Sentence, i: int, lead: Lead) -> Mention | None:
        """A division whose name is a word for a kind of place too: ولاية الجزيرة."""
        if lead.kind != "governorate" or not any(p.division for p in self.lex.gazetteer.find(s.tokens[lead.k].w.word)):
            return None
        return self._known(s, i, lead)

    def _behind_definite(self, s: Sentence, i: int, lead: Lead) -> Mention | None:
        """محيط المدينة, and the name behind it where there is one: محيط مدينة بعدها اسمها."""
        tokens, k = s.tokens, lead.k
        common = self._common_place(s, i, k)
        follows = k + 1 < len(tokens) and not (tokens[k + 1].mark or tokens[k + 1].w.prep or tokens[k + 1].w.conj)
        named = self.place(s, k + 1) if follows else None
        if named:
            named.i, named.typed, named.relative = i, "settlement", lead.area
            return named
        return common

    def _known(self, s: Sentence, i: int, lead: Lead) -> Mention | None:
        """A name of the gazetteer at the end of its type words."""
        tokens, k, kind, area = s.tokens, lead.k, lead.kind, lead.area
        w0, longest = tokens[i].w, self.lex.gazetteer.longest
        plain = area and not kind and self._described(s, k)
        found = self.place(s, k, typed=kind or ("settlement" if area else None)) if tokens[k].w.word in longest and not plain else None
        whole = self.place(s, i) if w0.word in longest else None  # شمال سيناء, جبل سنجار are names themselves
        if whole and (not found or whole.j >= found.j):
            if found and found.j == whole.j and kind != "area":  # مدينة زنجبار is an entry of its own, and زنجبار has others; قطاع غزة is not غزة
                whole.candidates = [*whole.candidates, *(p for p in found.candidates if p not in whole.candidates)]
            whole.typed = kind if kind == "governorate" else None
            found, area = whole, False
        elif found and k > i and self._part_of_name(tokens[k - 1].w, found):
            return self._lacking(s, i, found.j, "settlement")  # تل براك is not براك
        if found is None:
            return None
        if kind and (longer := self._longer(s, k, found.j)):
            return self._lacking(s, i, longer, kind)  # بلدة دير سريان: a name of more words than the gazetteer knows is another place
        if found.typed == "settlement" and not kind:
            found.typed = None
        if w0.stem in WORDS["oblast"] and any(p.division and p.country in WORDS["oblast_countries"] for p in found.candidates):
            found.typed, area = "governorate", False
        found.i, found.relative = i, area
        found.j = self._closed(s, found)
        return found

    def _described(self, s: Sentence, k: int) -> bool:
        """Whether a name that is an ordinary word too stands with an adjective of that word: قرب القصر الرئاسي is at no town of that name, محيط
        الباب المحاصرة is, for a town is feminine."""
        w, after = s.tokens[k].w, s.tokens[k + 1] if k + 1 < len(s.tokens) else None
        if after is None or after.mark or not w.det or w.word not in self.lex.gazetteer.weak:
            return False
        agrees = after.w.norm.endswith("ه") == w.word.endswith("ه")
        return after.w.det and agrees and not (after.w.demonym or after.w.conj or after.w.prep or after.w.norm in self.lex.direction_adjectives)

    def _closed(self, s: Sentence, found: Mention) -> int:
        """The end of a name with the adjectives behind it: ريف إدلب الجنوبي. One of direction makes it relative."""
        tokens, end = s.tokens, found.j
        while end < len(tokens) and tokens[end].w.norm in self.lex.direction_adjectives:
            end, found.relative = end + 1, True
        if end < len(tokens) and not tokens[end].mark and tokens[end].w.norm in WORDS["place_closers"]:
            end += 1
        return end

    @staticmethod
    def _part_of_name(before: Word, found: Mention) -> bool:
        """Whether the word before a town's name is the first of a longer name that the gazetteer lacks."""
        return before.stem in WORDS["toponym_openers"] and not before.det and all(p.precision == "settlement" for p in found.candidates)

    @staticmethod
    def _goes_behind(s: Sentence, k: int) -> bool:
        """Whether a name goes on behind token k."""
        after = s.tokens[k + 1 : k + 2]
        return bool(after) and not (after[0].mark or after[0].w.det or after[0].w.prep or after[0].w.conj or _spoken_for(after[0].w))

    @staticmethod
    def _lacking(s: Sentence, i: int, j: int, kind: str | None) -> Mention:
        """A place that no gazetteer knows: kept with its words; places.py gives it the area that the text names for it."""
        mention = Mention(s, i, j, "place")
        mention.typed = kind
        return mention

    def _unknown(self, s: Sentence, i: int, lead: Lead) -> Mention | None:
        """A name behind a type word that no gazetteer knows."""
        k, kind = lead.k, lead.kind
        w0, name = s.tokens[i].w, s.tokens[k].w
        if kind is None or w0.stem in WORDS["plural_places"] or name.word in WORDS["place_adjectives"]:
            return None  # أحياء سكنية, قرى قريبة: things of a kind, no place of that name
        if self._opens_name(s, k):
            return self._lacking(s, i, k + 2, kind)  # قرية أم كريدم
        if w0.direction:
            return None
        if name.det and k == i + 1 and w0.stem in WORDS["named_after_anything"] and not (name.number or name.time or name.place_type):
            j = min(self.phrases.extend(s, k), k + 2)
            j -= j > k + 1 and s.tokens[j - 1].w.stem in words("leading_to")
            return self._lacking(s, i, j, kind)  # حي الضباط, ساحة الاعتصام
        if name.title and name.det and k == i + 1 and not w0.det and name.stem in words("named_for") and self._goes_behind(s, k):
            return self._lacking(s, i, k + 2, kind)  # تلة الشيخ عقيل
        rare = name.det or self.lex.frequency(s.tokens[k].text) < 2e-6
        if kind == "area" and not (k == i + 1 and rare):
            return None
        if _spoken_for(name) or not self._may_name(s, k, kind):
            return None
        j = min(self.phrases.extend(s, k), k + 2)
        if j > k + 1 and (s.norms[j - 1] in WORDS["beside"] | WORDS["belonging"] or s.tokens[j - 1].w.stem in words("leading_to")):
            j -= 1
        return None if j == k + 1 and name.demonym else self._lacking(s, i, j, kind)

    @staticmethod
    def _may_name(s: Sentence, k: int, kind: str) -> bool:
        """Whether a word that may head people stands as a bare name: nothing that would make it a phrase follows."""
        name = s.tokens[k].w
        if name.victim or name.title or name.office:
            return False
        alone = k + 1 >= len(s.tokens) or s.tokens[k + 1].mark or not (s.tokens[k + 1].w.det or s.tokens[k + 1].w.names)
        if name.head and not (kind == "settlement" and not name.det and alone):
            return False
        return kind != "site" or bool(name.det or name.names)

    @staticmethod
    def _opens_name(s: Sentence, k: int) -> bool:
        """Whether token k is the first word of a name of two (أبو، أم، تل، دير), with a word behind it that can be the second."""
        if s.tokens[k].w.word not in WORDS["toponym_openers"] or k + 1 >= len(s.tokens) or s.tokens[k + 1].mark:
            return False
        w = s.tokens[k + 1].w
        return not (w.prep or w.conj or w.stop or w.number or w.time or (w.verbs and not w.det) or w.direction or w.place_type)

    @staticmethod
    def _longer(s: Sentence, k: int, j: int) -> int:
        """The end of a name that opens with a common first word (دير، حوش، تل) and goes on past token j; 0 if it does not."""
        if s.tokens[k].w.word not in WORDS["toponym_openers"] or j >= len(s.tokens) or s.tokens[j].mark:
            return 0
        w = s.tokens[j].w
        if s.tokens[j].text in WORDS["ali"]:
            return j + 1
        plain = not (
            w.prep
            or w.conj
            or w.det
            or w.stop
            or w.verbs
            or w.nouns
            or w.names
            or w.time
            or w.number
            or w.direction
            or w.area
            or w.place_type
            or w.head
            or w.victim
            or w.site
            or w.title
            or w.office
            or w.demonym
            or w.break_
            or w.source
        )
        return j + 1 if plain else 0

    def _apposed(self, s: Sentence, i: int) -> Mention | None:
        """العاصمة (الصومالية) مقديشو, مدينة بعدها اسمها: the name stands right behind the definite type word."""
        k = i + 1
        if k < len(s.tokens) and s.tokens[k].w.demonym and s.tokens[k].w.det:
            k += 1
        if not s.tokens[i].w.place_type or k >= len(s.tokens) or s.tokens[k].mark:
            return None
        w = s.tokens[k].w
        if w.prep or w.conj or w.verbs or w.demonym:
            return None
        found = self.place(s, k)
        if found is None or found.core[0] != k:
            return None
        found.i, found.typed = i, s.tokens[i].w.place_type
        return found

    def _border(self, s: Sentence, i: int) -> Mention | None:
        """الحدود الدولية مع سوريا: the border of the country named, kept as an area of it."""
        k = i + 1
        while k < len(s.tokens) and k <= i + 2 and s.tokens[k].w.det and not s.tokens[k].mark and not s.tokens[k].w.demonym:
            k += 1
        if k + 1 < len(s.tokens) and s.norms[k] in WORDS["with"]:
            country = self.place(s, k + 1)
            if country is not None and country.candidates and country.candidates[0].precision == "country":
                country.i, country.relative = i, True
                return country
        return None

    def _common_place(self, s: Sentence, i: int, k: int) -> Mention | None:
        """المدينة, البلدة, محيط المخيم: stands for a place named before; coref.py finds which."""
        w = s.tokens[k].w
        if (w.area and not w.place_type and w.word not in WORDS["area_places"]) or w.stem in WORDS["plural_places"]:
            return None
        if w.word in WORDS["vague_places"] or _judiciary(s, k):
            return None
        if k and s.tokens[k - 1].w.stem in WORDS["ammunition"]:
            return None  # الرصاص الحي
        kind = w.place_type or "area"
        after = s.tokens[k + 1].w if k + 1 < len(s.tokens) and not s.tokens[k + 1].mark else None
        if after is not None and kind != "settlement" and after.det and after.norm.removesuffix("ه") in self.lex.numerals.ordinals:
            return self._lacking(s, i, k + 2, kind)  # المحطة الثالثة bears its number as a name
        j = k + 1
        while j < len(s.tokens) and (s.norms[j] in self.lex.direction_adjectives or s.norms[j] in WORDS["common_place_closers"]):
            j += 1
        mention = Mention(s, i, j, "place", "common")
        mention.typed = kind
        mention.relative = k > i or j > k + 1
        return mention


def _spoken_for(w: Word) -> bool:
    """Whether a word is something else than the name of a place."""
    return bool(w.demonym or w.stop or w.verbs or w.nouns or w.number or w.time)


def _judiciary(s: Sentence, k: int) -> bool:
    """القضاء is the judiciary, or doing away with somebody, unless a preposition of place makes it the district."""
    w = s.tokens[k].w
    after = s.norms[k + 1] if k + 1 < len(s.tokens) else ""
    return w.word in WORDS["judiciary"] and (after in WORDS["upon"] or not (w.prep == "ب" or (k and s.norms[k - 1] in WORDS["placing"])))
