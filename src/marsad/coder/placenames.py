"""Place names in a sentence: gazetteer names, names with their type word, parts and directions, and bare المدينة."""

from __future__ import annotations

from ..arabic.normalise import fold
from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from .mention import Mention
from .phrases import NounPhrases
from .tokens import Sentence


class PlaceNames:
    """Finds place mentions. One per article: `sure` holds the ambiguous names that the article types somewhere."""

    def __init__(self, lexicon: Lexicon, phrases: NounPhrases):
        self.lex = lexicon
        self.phrases = phrases
        self.sure: set[str] = set()

    def learn(self, s: Sentence) -> None:
        """Note the weak place names that a type word or direction introduces in this sentence."""
        for before, t in zip(s.tokens, s.tokens[1:], strict=False):
            if (
                (before.w.place_type or before.w.direction)
                and not before.w.det
                and t.w.det
                and not t.w.prep
                and t.w.word in self.lex.gazetteer.weak
                and not t.w.demonym
            ):
                self.sure.add(t.w.word)

    def place(self, s: Sentence, i: int, typed: str | None = None) -> Mention | None:
        """A gazetteer name at token i. A weak name (an ordinary word too) needs `typed` or a preposition of place."""
        gazetteer = self.lex.gazetteer
        w = s.tokens[i].w
        if (w.place_type or w.area) and not typed:
            least = 2  # المدينة and المنطقة alone stand for a place named elsewhere
        elif not typed and (w.victim or w.head or w.title or w.source or w.number):
            least = 2
        else:
            least = 1
        size = gazetteer.longest.get(w.word, 0)
        for length in range(min(size, len(s.tokens) - i), least - 1, -1):
            if any(t.mark for t in s.tokens[i : i + length]) or (length == 1 and w.stop):
                continue
            key = " ".join([w.word, *s.norms[i + 1 : i + length]]) if length > 1 else w.word
            if key not in gazetteer:
                continue
            if key in gazetteer.faint and key not in self.sure and not typed:
                continue
            if key in gazetteer.weak and key not in self.sure and not typed and not self._supported(s, i, length):
                continue
            if length == 1 and not typed and (w.pron or (w.verbs and not w.det and not w.prep)):
                continue
            if (
                length == 1
                and not typed
                and not w.det
                and not w.prep
                and w.word.endswith("ا")
                and self._accusative(s, i)
            ):
                continue
            if length == 1 and w.demonym and not w.det and not typed and not self._stands_free(s, i):
                continue  # سورية, روسية after a noun are adjectives
            mention = Mention(s, i, i + length, "place")
            mention.candidates = gazetteer.find(key)
            mention.typed = typed
            return mention
        return None

    def _accusative(self, s: Sentence, i: int) -> bool:
        """Whether a word is rather the accusative of a common noun (حدادا) than the name of a small place."""
        found = self.lex.gazetteer.find(s.tokens[i].w.word)
        return self.lex.frequency(s.tokens[i].text[:-1]) > 1e-6 and all(
            p.population < 100_000 and p.precision == "settlement" for p in found
        )

    def territory(self, s: Sentence, i: int) -> Mention | None:
        """الأراضي السورية: the country."""
        iso = s.tokens[i + 1].w.demonym
        country = self.lex.country_names.get(iso or "")
        if country is None or s.tokens[i + 1].w.conj:
            return None
        mention = Mention(s, i, i + 2, "place")
        mention.candidates = [p for p in self.lex.gazetteer.find(fold(country["ar"])) if p.precision == "country"]
        return mention if mention.candidates else None

    @staticmethod
    def _stands_free(s: Sentence, i: int) -> bool:
        """Whether a word that is an adjective too stands where only a name can: after a preposition or direction."""
        if s.tokens[i].w.prep or i == 0 or s.tokens[i - 1].mark:
            return True
        before = s.tokens[i - 1].w
        return (
            before.norm in WORDS["prepositions"]
            or before.direction
            or before.area
            or bool(before.place_type)
            or bool(before.verbs)
        )

    def _supported(self, s: Sentence, i: int, length: int) -> bool:
        """Whether a weak name stands like a place: after في/إلى/من/قرب or a direction, not before another noun's ال."""
        t = s.tokens[i]
        if t.w.number or t.w.time or t.w.title or t.w.head or t.w.stop or t.w.verbs or t.w.nouns:
            return False
        before = s.tokens[i - 1].w if i else None
        after = s.tokens[i + length].w if i + length < len(s.tokens) else None
        if (
            after is not None
            and not s.tokens[i + length].mark
            and after.prep == "ب"
            and t.w.word in WORDS["acting_names"]
        ):
            return False  # القائم بالأعمال is the chargé, not the town
        if not t.w.det:
            return bool(before and before.direction)
        if before is not None and (before.direction or before.norm in ("مدينه", "بلده")):
            return True
        if before is not None and before.norm in WORDS["placing"]:
            return (
                after is None or s.tokens[i + length].mark or not (after.det and not after.demonym) or bool(after.conj)
            )
        return False

    def typed_place(self, s: Sentence, i: int) -> Mention | None:
        """A type word, area or direction with the place it governs: مدينة الباب, ريف حلب الغربي, شمال شرقي بعقوبة."""
        tokens = s.tokens
        k, kind, area = i, None, False
        while (
            k < len(tokens)
            and not tokens[k].mark
            and (k == i or (not tokens[k].w.prep and (not tokens[k].w.conj or tokens[k].w.direction)))
        ):
            w = tokens[k].w
            if k > i and w.names and self.phrases.phrase(self.lex.actors, s, k):
                break
            if (w.det and w.place_type and k == i) or (w.det and (w.area or w.place_type)):
                break
            if k > i and w.names and (w.place_type or w.area or w.direction):
                named = self.place(s, k)
                if named and named.j > k + 1:
                    named.i, named.relative = i, area
                    return named
            if w.place_type and not w.pron:
                kind, k = w.place_type, k + 1
            elif (w.area or w.direction) and not w.pron:
                area, k = True, k + 1
            else:
                break
        w0 = tokens[i].w
        if k == i:
            if w0.stem in WORDS["borders"] and w0.det:
                return self._border(s, i)
            if w0.det and (w0.place_type or w0.area):
                return self._apposed(s, i) or self._common_place(s, i, i)
            return None
        if k >= len(tokens) or tokens[k].mark:
            return None
        name = tokens[k].w
        if name.det and name.place_type and not name.prep and not name.conj:
            common = self._common_place(s, i, k)
            named = (
                self.place(s, k + 1)
                if k + 1 < len(tokens)
                and not tokens[k + 1].mark
                and not tokens[k + 1].w.prep
                and not tokens[k + 1].w.conj
                else None
            )
            if named:
                named.i, named.typed, named.relative = i, "settlement", area
                return named
            return common
        if (
            name.prep
            and k > i
            and kind in ("settlement", "district", "neighbourhood")
            and not name.place_type
            and not name.area
            and not name.det
            and len(name.norm) > 4
        ):
            # After a type word a name keeps its first letter: بلدة بسيدا is not بـ + سيدا.
            mention = Mention(s, i, k + 1, "place")
            mention.typed = kind
            mention.candidates = self.lex.gazetteer.find(name.norm)
            return mention
        if (name.prep and k > i) or name.conj:
            return None
        found = (
            self.place(s, k, typed=kind or ("settlement" if area else None))
            if name.word in self.lex.gazetteer.longest
            else None
        )
        whole = (
            self.place(s, i) if w0.word in self.lex.gazetteer.longest else None
        )  # شمال سيناء, جبل سنجار are names themselves
        if whole and (not found or whole.j >= found.j):
            whole.typed = kind if kind == "governorate" else None
            found = whole
            area = False
        if found and kind and self._longer(s, k, found.j):
            # بلدة دير سريان: a name of more words than the gazetteer knows is another place
            mention = Mention(s, i, self._longer(s, k, found.j), "place")
            mention.typed = kind
            return mention
        if found:
            if found.typed == "settlement" and not kind:
                found.typed = None
            if w0.stem in WORDS["oblast"] and any(p.division and p.country in WORDS["oblast_countries"] for p in found.candidates):  # fmt: skip
                found.typed, found.relative, area = "governorate", False, False
            found.i = i
            found.relative = area
            end = found.j
            while end < len(tokens) and tokens[end].w.norm in self.lex.direction_adjectives:
                end, found.relative = end + 1, True
            if end < len(tokens) and not tokens[end].mark and tokens[end].w.norm in WORDS["place_closers"]:
                end += 1
            found.j = end
            return found
        if kind and (w0.stem in WORDS["plural_places"] or name.word in WORDS["place_adjectives"]):
            return None  # أحياء سكنية, قرى قريبة: things of a kind, no place of that name
        if (
            kind
            and (kind != "area" or (k == i + 1 and (name.det or self.lex.frequency(tokens[k].text) < 2e-6)))
            and not name.demonym
            and not w0.direction
            and not name.stop
            and not name.verbs
            and not name.nouns
            and not name.number
            and not name.time
        ):
            # A typed name that no gazetteer knows: kept with its span; resolve.py gives it its container's position.
            alone = k + 1 >= len(tokens) or tokens[k + 1].mark or not (tokens[k + 1].w.det or tokens[k + 1].w.names)
            if (
                name.victim
                or name.title
                or name.office
                or (name.head and not (kind == "settlement" and not name.det and alone))
            ):
                return None
            if kind == "site" and not name.det and not name.names:
                return None
            j = min(self.phrases.extend(s, k), k + 2)
            if j > k + 1 and s.norms[j - 1] in WORDS["beside"]:
                j -= 1
            if j == k + 1 and name.demonym:
                return None
            mention = Mention(s, i, j, "place")
            mention.typed = kind
            return mention
        return None

    @staticmethod
    def _longer(s: Sentence, k: int, j: int) -> int:
        """The end of a name that opens with a common first word (دير، حوش، تل) and goes on past token j; 0 if it does not."""
        if s.tokens[k].w.word not in WORDS["toponym_openers"] or j >= len(s.tokens) or s.tokens[j].mark:
            return 0
        w = s.tokens[j].w
        if s.tokens[j].text == "علي":
            return j + 1
        plain = not (
            w.prep or w.conj or w.det or w.stop or w.verbs or w.nouns or w.names or w.time or w.number or w.direction
            or w.area or w.place_type or w.head or w.victim or w.site or w.title or w.office or w.demonym or w.break_ or w.source
        )  # fmt: skip
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
        while (
            k < len(s.tokens)
            and k <= i + 2
            and s.tokens[k].w.det
            and not s.tokens[k].mark
            and not s.tokens[k].w.demonym
        ):
            k += 1
        if k + 1 < len(s.tokens) and s.norms[k] == "مع":
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
        j = k + 1
        while j < len(s.tokens) and (
            s.norms[j] in self.lex.direction_adjectives or s.norms[j] in WORDS["common_place_closers"]
        ):
            j += 1
        mention = Mention(s, i, j, "place", "common")
        mention.typed = kind
        mention.relative = k > i or j > k + 1
        return mention


def _judiciary(s: Sentence, k: int) -> bool:
    """القضاء is the judiciary, or doing away with somebody, unless a preposition of place makes it the district."""
    w = s.tokens[k].w
    after = s.norms[k + 1] if k + 1 < len(s.tokens) else ""
    return w.word in WORDS["judiciary"] and (
        after == "علي" or not (w.prep == "ب" or (k and s.norms[k - 1] in WORDS["placing"]))
    )
