"""Where a name or noun phrase ends, and whom it names: armed actors, offices, persons by office."""

from __future__ import annotations

import datetime as dt

from ..lexicon import Lexicon, asides
from ..lexicon.grammar import WORDS
from ..lexicon.names import Phrases
from ..lexicon.word import Word
from ..model import Actor
from . import offices, persons, units
from .ends import SOUND_PLURALS, ends, word_of_time
from .mention import Mention, national
from .tokens import Sentence

_NAME_LIMIT = 7
_OF_STATES = frozenset({"state_forces", "external_forces", "government"})


def _opens_another(s: Sentence, i: int, j: int) -> bool:
    """Whether a definite word stands behind an office holder told in the plural without article: مسؤولون أكراد | التوصل إلى اتفاق."""
    head, w = s.tokens[i].w, s.tokens[j].w
    several = not head.det and len(head.word) > 4 and head.norm.endswith(SOUND_PLURALS)
    return several and j > i + 1 and w.det and not w.demonym and not s.tokens[j - 1].w.det and s.tokens[j - 1].w.norm not in WORDS["in_the_name"]


def _another(before: Word, w: Word) -> bool:
    """Whether an institution stands behind a definite word that is no title: المتحدث باسم الجيش | الحكومة."""
    return w.det and before.det and not before.title and w.stem in asides.words("institutions") and before.norm not in WORDS["in_the_name"]


class NounPhrases:
    """Reads noun phrases. One per article, since a word of time ends a phrase and the publication date decides that."""

    def __init__(self, lexicon: Lexicon, published: dt.date | None):
        self.lex = lexicon
        self.published = published

    def phrase(self, phrases: Phrases[Actor], s: Sentence, i: int) -> tuple[int, Actor] | None:
        w = s.tokens[i].w
        if w.word not in phrases.longest and w.norm not in phrases.longest:  # as most
            return None
        found = phrases.match(s.norms, i, w.word)
        if not found and (w.conj or w.prep) and w.norm in phrases.longest:  # the letter belongs to the name: واي بي جي
            found = phrases.match(s.norms, i, w.norm)
        if found and any(t.mark for t in s.tokens[i : found[0]]):
            return None
        return self._borne(s, i, *found) if found and phrases is self.lex.actors else found

    def _borne(self, s: Sentence, i: int, j: int, actor: Actor) -> tuple[int, Actor] | None:
        """Who bears an actor's name at the tokens [i, j) on the article's day; None where nobody did yet, or it is another's surname."""
        if actor.kind == "person" and persons.anothers(s, i, j, actor, self.lex):
            return None
        if actor.id not in self.lex.dated:
            return j, actor
        day = self.published.isoformat() if self.published else None
        bearer = self.lex.at_date(actor, day)
        return (j, bearer) if bearer is not None else None

    def tail(self, s: Sentence, i: int, j: int) -> int:
        """Take an adjective or a modifier phrase that belongs to a name: القوات التابعة لـ, حزب الله اللبناني."""
        j = _adjectives(s, j)
        tokens = s.tokens
        if j + 1 >= len(tokens) or tokens[j].w.word not in self.lex.modifiers or tokens[j].w.conj:
            return j
        k = j + 1
        if tokens[k].w.norm in WORDS["modifier_pronouns"]:
            return k + 1
        if tokens[k].w.norm in WORDS["tied_by"]:
            k += 1
        if k < len(tokens) and (tokens[k].w.prep in ("ل", "ب") or k > j + 1):
            match = self.phrase(self.lex.actors, s, k)
            if match:
                return _adjectives(s, match[0])
        return j

    def owner(self, s: Sentence, j: int) -> int:
        """The end of a phrase with the armed actor that ل ties to it: مواقع للحوثيين, تجمع لجنود العدو, مسيرة للاحتلال التركي."""
        if j >= len(s.tokens) or s.tokens[j].mark or s.tokens[j].w.prep != "ل":
            return j
        match = self.phrase(self.lex.actors, s, j)
        if match:
            return self.tail(s, j, match[0])
        return self.armed_end(s, j) if s.tokens[j].w.head else j

    def extend(self, s: Sentence, i: int) -> int:
        """The end of the name or noun phrase whose head is token i."""
        tokens, j = s.tokens, i + 1
        while j < len(tokens) and j - i < _NAME_LIMIT:
            if tokens[j].mark or (tokens[j - 1].closes and tokens[j].opens) or s.norms[j] == "و":
                break
            tied = self._tied(s, i, j)
            if tied is not None:
                return tied
            on = self._goes_on(s, i, j)
            if on == j:
                break
            if on is None:
                if ends(s, i, j, self.lex, self.published):
                    break
                on = j + 1
            j = on
        return j

    def _tied(self, s: Sentence, i: int, j: int) -> int | None:
        """The end of the phrase where token j ties another actor to its head: تساندها عشائر, التابعة للجيش, مسلحون من داعش."""
        tokens, w = s.tokens, s.tokens[j].w
        if j + 1 >= len(tokens):
            return None
        if w.norm in WORDS["backing_verbs"] and tokens[i].w.head:
            match = self.phrase(self.lex.actors, s, j + 1)
            if match:
                return match[0]
            return self.extend(s, j + 1) if tokens[j + 1].w.head else j
        if w.word in self.lex.modifiers and not w.conj:
            return self._modified(s, j)
        if w.norm in WORDS["of"] and not tokens[i].w.det and tokens[i].w.head:
            match = self.phrase(self.lex.actors, s, j + 1)
            if match:
                return _adjectives(s, match[0])
            if tokens[j + 1].w.head == "state" and tokens[j + 1].w.det:
                return _adjectives(s, j + 2)
        return None

    def _modified(self, s: Sentence, j: int) -> int | None:
        """The end of a modifier at token j with whom it names: التابعة للجيش المصري; None where it ends in a pronoun and the phrase goes on."""
        tokens, k = s.tokens, j + 1
        step = tokens[k].w
        if step.norm in WORDS["modifier_pronouns"]:
            return None
        if step.norm in WORDS["tied_by"] and k + 1 < len(tokens):
            k += 1
        elif step.prep not in ("ل", "ب"):
            return j
        match = self.phrase(self.lex.actors, s, k)
        if match:
            return _adjectives(s, match[0])
        if tokens[k].mark:
            return j
        if tokens[k].w.title:
            return self.person(s, k).j
        return self.armed_end(s, k) if tokens[k].w.head else min(self.extend(s, k), k + 2)

    def _goes_on(self, s: Sentence, i: int, j: int) -> int | None:
        """Where the phrase surely goes on behind token j: the next token to look at, j itself where it surely ends, None for no answer."""
        tokens, w = s.tokens, s.tokens[j].w
        before = tokens[j - 1].w
        if w.norm in WORDS["craft_adjectives"] and tokens[i].w.head == "aircraft" and not w.conj:
            return j + 1
        if w.norm in WORDS["unmanned"] and s.norms[j + 1 : j + 2] and s.norms[j + 1] in WORDS["pilot"]:
            return j + 2
        if w.word in self.lex.modifiers and s.norms[j + 1 : j + 2] and s.norms[j + 1] in WORDS["modifier_pronouns"]:
            return j + 2  # ميليشيا عربية متحالفة معها
        if w.conj:
            return j + 1 if _paired(tokens[j - 1].w, w) else j
        of = w.norm in WORDS["of"]
        clan = clan_end(s, j + of)
        if clan > j + of:
            return clan
        numbered = units.number(s, j, self.lex) if before.stem in WORDS["numbered_units"] else None
        if numbered is not None:
            k = numbered[1]
            while k < len(tokens) and tokens[k].w.word in WORDS["arms_of_service"]:
                k += 1
            return k
        if (w.norm in WORDS["unit_adjectives"] and tokens[i].w.head and j == i + 1) or w.norm in WORDS["same"]:
            return j + 1
        return None

    def inside_actor(self, s: Sentence, i: int, j: int, named: bool = False) -> Actor | None:
        """The actor that a phrase names inside: مقاتلي الحشد الشعبي, مسلحي التنظيم, قوات تركية; with `named` no mere adjective."""
        resists = s.tokens[i].w.stem in WORDS["resisting"] and not s.tokens[i].w.det  # مقاومة الاحتلال
        for k in range(i, j):
            match = self.phrase(self.lex.actors, s, k)
            if not match or match[0] > j + 3 or match[0] <= k or _backed(s, i + (not resists), k, "against") or _of_a_union(s, i, k):
                continue
            if not _backed(s, i, k, "supported") and not (match[1].kind in _OF_STATES and _only_tied(s, i, k)):
                return self._led(s, i, k, match[1])
        if named:
            return None  # شاب فلسطيني is nobody's army
        head = s.tokens[i].w.head
        kind = offices.kind_of_force(s, i, j)
        for k in range(i + 1, j):
            iso = self.of_state(s, i, k)
            if iso and s.tokens[k].w.det == s.tokens[i].w.det and not (head == "group" and _backed(s, i, k, "loyal")):
                return national(iso, kind, self.lex)
        for k in range(i + 1, j):
            iso = self.lex.capitals.get(s.tokens[k].w.word)
            if iso and head in ("state", "aircraft", "ground") and not (_backed(s, i, k) or _backed(s, k - 1, k, "loyal")):
                return None if offices.only_leads(s, i) else national(iso, kind, self.lex)
        return None

    def _led(self, s: Sentence, i: int, k: int, actor: Actor) -> Actor | None:
        """Whom a phrase from token i means whose token k names an actor: where that is a person, his men or, of people, nobody that is known.
        One man with a name is he himself (الضابط سهيل الحسن)."""
        w = s.tokens[i].w
        if w.head == "state" and k > i and offices.is_government(actor) and actor.country:
            return national(actor.country, "state", self.lex)
        if k == i:
            return actor
        if w.stem in asides.words("people_of"):
            return None
        if actor.kind != "person":
            return actor
        if not w.head:
            return None if w.victim == "demonstrators" or w.stem in asides.words("followers") else actor
        owned = not w.det or offices.tied_at(s, k) or any(t.w.word in self.lex.modifiers for t in s.tokens[i:k])
        return persons.men(actor, self.lex) if owned and w.word not in self.lex.single else actor

    def of_state(self, s: Sentence, i: int, k: int) -> str | None:
        """The country (ISO code) whose state the adjective at token k makes of a phrase from token i; None behind what is no state's (حزب،
        المعارضة), behind a word of who only backs it, and where it is a surname (سامر المصري)."""
        iso = s.tokens[k].w.demonym
        if iso is None or _backed(s, i, k) or (k > i and persons.given(s.tokens[k - 1].w, self.lex)):
            return None
        if s.tokens[k + 1 : k + 2] and s.tokens[k + 1].w.stem in asides.words("former") and _backed(s, i, k, "loyal"):
            return None
        if s.tokens[i].w.title and (s.tokens[i].w.stem in asides.words("private") or " ".join(s.norms[i : i + 2]) in asides.words("warlords")):
            return None
        words = {t.w.stem for t in s.tokens[i : k + 1]} | {t.w.stem for t in s.tokens[k + 1 : k + 2] if not t.mark}
        before = {t.w.stem for t in s.tokens[i:k]}
        if not (words.isdisjoint(asides.words("no_states")) and before.isdisjoint(asides.words("no_states_before"))):
            return None
        if words & asides.words("civil_craft") and s.tokens[i].w.head == "aircraft":
            return None
        return None if words & asides.words("ships") and not words & asides.words("navy") else iso

    def armed_end(self, s: Sentence, i: int) -> int:
        """The end of the phrase of an armed head, with the name of an actor behind it and its owner: مقاتلو الحشد الشعبي."""
        tokens, w = s.tokens, s.tokens[i].w
        match = self.phrase(self.lex.actors, s, i + 1) if not w.det and i + 1 < len(tokens) and not tokens[i + 1].w.conj else None
        if match and not tokens[i + 1].mark:
            return self.tail(s, i + 1, match[0])
        j = self.extend(s, i)
        for k in range(i + 1, i + 1 if w.det else min(j + 1, len(tokens))):
            if tokens[k].mark or tokens[k].w.prep or tokens[k].w.conj:
                break
            match = self.phrase(self.lex.actors, s, k)
            closed = k == j and tokens[j - 1].w.det and not tokens[j].w.det  # قوات من الشرطة | مستوطنين, but ميليشيات الرئيس علي صالح
            if match and match[0] > j and not (closed and match[1].kind != "person"):
                return match[0]
        return self.owner(s, j) if w.head in ("aircraft", "ground") or (w.stem in WORDS["under_way"] and not w.det) else j

    def armed(self, s: Sentence, i: int) -> Mention | None:
        w = s.tokens[i].w
        if w.stem in WORDS["resisting"] and not w.det and i + 1 < len(s.tokens) and s.tokens[i + 1].w.stem in WORDS["fierce"]:
            return None  # مقاومة شرسة is what somebody meets with, and nobody
        j = self.armed_end(s, i)
        cls = w.head or "group"
        if w.stem in WORDS["suicides"]:
            cls = "suicide"
        actor = self.inside_actor(s, i, j)
        if w.norm in WORDS["no_force_alone"] and j == i + 1 and not w.det:
            return None
        mention = Mention(s, i, j, "actor", cls, actor)
        return mention

    def person(self, s: Sentence, i: int) -> Mention:
        """An office holder: the title with all that names him: رئيس الوزراء العراقي حيدر العبادي."""
        tokens, j = s.tokens, i + 1
        ali = False
        while j < len(tokens) and j - i < 12:
            t = tokens[j]
            w = t.w
            if t.mark or (w.conj and not (w.word in WORDS["ministry_parts"] or (w.demonym and tokens[j - 1].w.demonym))):
                break
            if w.norm in WORDS["in_the_name"] or tokens[j - 1].w.norm in WORDS["in_the_name"]:
                j += 1
                continue
            if (
                w.norm in WORDS["in"]
                and j == i + 1
                and j + 1 < len(tokens)
                and (tokens[j + 1].w.head or tokens[j + 1].w.office or tokens[j + 1].w.names)
            ):
                inner = self.phrase(self.lex.actors, s, j + 1)
                j = inner[0] if inner else self.extend(s, j + 1)
                continue
            named = ali or any(not x.w.det and not x.w.title and not x.w.stop and not x.w.office and x.w.head is None for x in tokens[i + 1 : j])
            if (
                w.det
                and named
                and (w.head or w.victim or w.office)
                and tokens[j - 1].w.norm not in WORDS["in_the_name"]
                and not tokens[j - 1].w.office
            ):
                break
            if (
                (w.norm in WORDS["perpetrators"] and j > i + 1)
                or _another(tokens[j - 1].w, w)
                or self._another_country(s, i, j)
                or _opens_another(s, i, j)
                or (named and w.stem in asides.words("crimes") and w.det)
            ):
                break
            if t.text in WORDS["ali"] and tokens[j - 1].w.norm in asides.words("sons"):
                j, ali = j + 1, True  # بن علي يلدريم
                continue
            match = self.phrase(self.lex.actors, s, j) if w.names and not w.prep else None
            if match:
                j = match[0]
                continue
            if (
                t.text in WORDS["ali"]
                and not tokens[j - 1].w.verbs
                and j + 1 < len(tokens)
                and not tokens[j + 1].w.place_type
                and (tokens[j - 1].w.title or not tokens[j - 1].w.verbs)
                and not tokens[j + 1].mark
                and tokens[j + 1].w.det
                and not tokens[j + 1].w.place_type
                and not tokens[j + 1].w.head
            ):
                j += 1  # the name, not the preposition على
                ali = True
                continue
            if (
                w.prep in ("ب", "ك")
                or w.stop
                or w.break_
                or (w.det and word_of_time(s, j, self.lex, self.published))
                or w.word in WORDS["part_or_day"]
                or w.word in WORDS["his_words"]
            ):
                break
            if w.prep == "ل" and not (w.det and (w.office or w.head or w.names or w.title)):
                break
            if w.verbs and not w.det and not w.title and not w.names and not tokens[j - 1].w.title:
                break  # right after a title or rank the word is a name: العقيد تامر
            if w.nouns and not w.title and tokens[j - 1].w.norm not in WORDS["commands"]:
                break
            j += 1
        return Mention(s, i, j, "person", "person", self._office_actor(s, i, j))

    def _another_country(self, s: Sentence, i: int, j: int) -> bool:
        """Whether token j is a country that an office holder acts on, for whose he is stands before it: الرئيس الأمريكي دونالد ترامب | إيران."""
        before = [t.w for t in s.tokens[i:j]]
        if j == i + 1 or not self._country(s.tokens[j].w):
            return False
        return before[0].det or any((b.demonym and b.det) or self._country(b) for b in before[1:])

    def _country(self, w: Word) -> bool:
        return not w.prep and any(p.precision == "country" for p in self.lex.gazetteer.find(w.word))

    def _office_actor(self, s: Sentence, i: int, j: int) -> Actor | None:
        return offices.whose(s, i, j, self, self.lex)

    def office(self, s: Sentence, i: int) -> Mention:
        j = self.extend(s, i)
        actor = self._office_actor(s, i, j)
        return Mention(s, i, j, "actor", "office", actor)


def clan_end(s: Sentence, k: int) -> int:
    """The end of the clan's name that a word for a clan opens at token k (عشيرة البو فهد, آل جعفر); `k` where none does."""
    tokens, j = s.tokens, k + 1
    if j >= len(tokens) or tokens[k].w.stem not in asides.words("clans") or tokens[k].w.det:
        return k
    opened = not tokens[j].mark and tokens[j].w.norm in asides.words("clan_openers")
    j += opened
    if j >= len(tokens) or tokens[j].mark or tokens[j].w.prep or tokens[j].w.stop or tokens[j].w.number or tokens[j].w.conj:
        return k
    return j + 1 if opened or tokens[j].w.det or not (tokens[j].w.verbs or tokens[j].w.nouns) else k


def _of_a_union(s: Sentence, i: int, k: int) -> bool:
    """Whether the name at token k stands behind a word for a body of such (اتحاد قوات المقاومة), which is another."""
    return any(not t.w.det and t.w.stem in asides.words("unions") for t in s.tokens[i + 1 : k])


def _only_tied(s: Sentence, i: int, k: int) -> bool:
    """Whether a band (or, but for loyalty, anyone) at token i is only tied to the state at token k: مجموعات موالية للنظام."""
    return _backed(s, i, k, "tied") or (s.tokens[i].w.head == "group" and _backed(s, i, k, "loyal"))


def _backed(s: Sentence, i: int, k: int, how: str = "backed") -> bool:
    """Whether a word of backing (المدعومة من; of help alone, of loyalty: `supported`, `loyal`) stands between a phrase's head at token i and k."""
    return any(t.w.stem in asides.words(how) for t in s.tokens[i:k])


def _adjectives(s: Sentence, j: int) -> int:
    """The end of the adjectives of nations and epithets from token j on: حزب الله | اللبناني, فصائل المعارضة | السورية المسلحة."""
    tokens = s.tokens
    while j < len(tokens) and not tokens[j].mark and not tokens[j - 1].closes:
        w = tokens[j].w
        if not ((w.demonym and w.det) or w.norm in WORDS["epithets"]) or w.conj or w.prep:
            break
        j += 1
    return j


def _paired(a: Word, b: Word) -> bool:
    """Adjectives that و joins: طائرات أميركية وبريطانية, مصادر أمنية وطبية."""
    if b.prep:
        return False
    if a.demonym and b.demonym:
        return True
    plain = not (b.head or b.site or b.victim or b.office or b.source or b.verbs or b.names or b.nouns)
    return plain and a.det == b.det and a.norm.endswith("يه") and b.norm.endswith("يه")
