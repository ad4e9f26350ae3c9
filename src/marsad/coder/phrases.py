"""Where a name or noun phrase ends, and whom it names: armed actors, offices, persons by office."""

from __future__ import annotations

import datetime as dt

from ..lexicon import Lexicon
from ..lexicon.grammar import WORDS
from ..model import Actor
from .mention import Mention, national
from .tokens import Sentence

_NAME_LIMIT = 7


class NounPhrases:
    """Reads noun phrases. One per article, since a word of time ends a phrase and the publication date decides that."""

    def __init__(self, lexicon: Lexicon, published: dt.date | None):
        self.lex = lexicon
        self.published = published

    def phrase(self, phrases, s: Sentence, i: int):
        w = s.tokens[i].w
        found = phrases.match(s.norms, i, w.word)
        if not found and w.conj == "" and w.prep:
            found = phrases.match(s.norms, i, w.norm)
        if found and any(t.mark for t in s.tokens[i : found[0]]):
            return None
        if found and phrases is self.lex.actors and found[1].id in self.lex.renamed:
            day = self.published.isoformat() if self.published else None
            return found[0], self.lex.at_date(found[1], day)
        return found

    def tail(self, s: Sentence, i: int, j: int) -> int:
        """Take an adjective or a modifier phrase that belongs to a name: القوات التابعة لـ, حزب الله اللبناني."""
        tokens = s.tokens
        while (
            j < len(tokens)
            and not tokens[j].mark
            and tokens[j].w.demonym
            and tokens[j].w.det
            and not tokens[j].w.conj
            and not tokens[j].w.prep
            and not tokens[j - 1].closes
        ):
            j += 1
        if j < len(tokens) and tokens[j].w.word in self.lex.modifiers and not tokens[j].w.conj and j + 1 < len(tokens):
            k = j + 1
            if tokens[k].w.norm in WORDS["modifier_pronouns"]:
                return k + 1
            if tokens[k].w.norm in ("ل", "من", "مع", "ب"):
                k += 1
            if k < len(tokens) and (tokens[k].w.prep in ("ل", "ب") or k > j + 1):
                match = self.phrase(self.lex.actors, s, k)
                if match:
                    return match[0]
        return j

    def owner(self, s: Sentence, j: int) -> int:
        """The end of a site's phrase with the armed actor that ل ties to it: مواقع للحوثيين, تجمع لجنود العدو."""
        if j >= len(s.tokens) or s.tokens[j].mark or s.tokens[j].w.prep != "ل":
            return j
        match = self.phrase(self.lex.actors, s, j)
        if match:
            return match[0]
        return self.extend(s, j) if s.tokens[j].w.head else j

    def extend(self, s: Sentence, i: int) -> int:
        """The end of the name or noun phrase whose head is token i."""
        tokens, j = s.tokens, i + 1
        while j < len(tokens) and j - i < _NAME_LIMIT:
            t = tokens[j]
            w = t.w
            if t.mark or (tokens[j - 1].closes and t.opens):
                break
            if w.norm in WORDS["backing_verbs"] and j + 1 < len(tokens) and tokens[i].w.head:
                match = self.phrase(self.lex.actors, s, j + 1)
                if match or tokens[j + 1].w.head:
                    return match[0] if match else self.extend(s, j + 1)
                break
            if w.norm in WORDS["craft_adjectives"] and tokens[i].w.head == "aircraft" and not w.conj:
                j += 1
                continue
            if w.word in self.lex.modifiers and not w.conj and j + 1 < len(tokens):
                k = j + 1
                step = tokens[k].w
                if step.norm in WORDS["modifier_pronouns"]:
                    j = k + 1  # ميليشيا عربية متحالفة معها
                    continue
                if step.norm in ("من", "مع", "ل", "ب") and k + 1 < len(tokens):
                    k += 1
                elif step.prep not in ("ل", "ب"):
                    break
                match = self.phrase(self.lex.actors, s, k)
                if match:
                    return match[0]
                if tokens[k].mark:
                    return j
                if tokens[k].w.head:  # تابعة للجيش المصري
                    return k + 1 + (k + 1 < len(tokens) and bool(tokens[k + 1].w.demonym) and tokens[k + 1].w.det)
                return min(k + 2, len(tokens))
            if w.conj:
                # Paired adjectives go on: طائرات أميركية وبريطانية, الشعبي والعشائري.
                if w.demonym and tokens[j - 1].w.demonym and not w.prep:
                    j += 1
                    continue
                break
            if w.norm == "من" and j + 1 < len(tokens) and not tokens[i].w.det and tokens[i].w.head:
                match = self.phrase(self.lex.actors, s, j + 1)
                if match:
                    return match[0]
                if tokens[j + 1].w.head == "state" and tokens[j + 1].w.det:
                    return j + 2
            if (
                tokens[i].w.head == "aircraft"
                and j > i + 1
                and not w.det
                and not w.demonym
                and not w.conj
                and not w.prep
            ):
                break  # طائرة أميركية مسيرة | منزلا
            if w.number and t.text.isdigit() and tokens[j - 1].w.stem in WORDS["numbered_units"]:
                j += 1
                continue
            if (
                j > i + 1
                and tokens[j - 1].w.demonym
                and w.det
                and not w.demonym
                and not w.norm.endswith(("يه", "ي", "ين", "ون"))
            ):
                break  # قوات الأمن التونسية | التحكم
            if w.norm in WORDS["unit_adjectives"] and tokens[i].w.head and j == i + 1:
                j += 1
                continue
            if w.prep or w.stop or w.break_ or (w.number and not w.det):
                break
            if w.title and not w.det and tokens[j - 1].text.endswith(("ون", "ين", "ان")):
                break  # مسلحون | والي الولاية
            if w.word in WORDS["adverbs"] or w.word in WORDS["responsibility"] or (w.det and _closed(tokens[i])):
                break  # المدنيين فورا; 8000 شخص الحدود; متظاهرون النار
            if (
                tokens[j - 1].w.det
                and not w.det
                and not w.demonym
                and w.word.endswith(("تها", "ته", "تهم"))
                and not w.names
            ):
                break  # وزارة الدفاع الروسية مسؤوليتها
            if (
                w.time
                and (w.det or w.word in WORDS["day_parts"])
                and self.lex.calendar.read(
                    [*s.norms[:j], w.word, *s.norms[j + 1 :]], j, self.published or dt.date(2020, 1, 1)
                )
            ):
                break
            if w.nouns and not (
                tokens[j - 1].w.norm in WORDS["commands"] or w.norm in ("عمليات", "للعمليات", "العمليات")
            ):
                break
            if w.verbs and not w.det and not w.demonym:
                break
            if not w.det and self._verb_like(w, tokens[j - 1].w):
                break
            if w.place_type and not w.det and w.norm not in ("ولايه", "مركز"):
                break
            if tokens[j - 1].w.det and not w.det and not w.demonym and (w.site or w.victim) and not w.conj:
                break  # طيران الجيش | مواقع X
            if (
                not w.det
                and not w.names
                and not w.demonym
                and (tokens[i].w.det or tokens[j - 1].w.norm.endswith("ون"))
                and (w.head or w.victim or w.site)
                and w.norm[-2:] != tokens[j - 1].w.norm[-2:]
            ):
                break  # a definite or closed head is not followed by an indefinite noun of its own: the next phrase begins
            if not w.det and (w.head or w.victim or w.site) and tokens[j - 1].w.demonym:
                break
            if (
                w.det
                and j - 1 > i
                and not tokens[j - 1].w.det
                and tokens[j - 1].w.norm.endswith("يه")
                and not tokens[j - 1].w.place_type
            ):
                break  # an indefinite adjective closes its phrase: منظمات حقوقية | الفصائل
            if w.direction or (w.area and not w.det):
                break
            j += 1
        return j

    @staticmethod
    def _verb_like(w, before) -> bool:
        """An unknown word in the shape of a verb, after something that is no title or name."""
        if before.title or (before.det is False and before.head is None):
            return False
        n = w.word
        if len(n) >= 4 and n.endswith("وا") and not w.names:
            return True  # المسلحين لاذوا
        if (
            len(n) >= 4
            and n[0] in "يت"
            and not n.endswith(("ه", "ات"))
            and w.demonym is None
            and not w.victim
            and not w.names
            and n[0] == "ي"
        ):
            return True
        return len(n) >= 4 and n.endswith("ت") and not n.endswith(("ات", "يت", "وت")) and not w.names

    def inside_actor(self, s: Sentence, i: int, j: int, named: bool = False) -> Actor | None:
        """The actor that a phrase names inside: مقاتلي الحشد الشعبي, مسلحي التنظيم, قوات تركية; with `named` no mere adjective."""
        for k in range(i, j):
            match = self.phrase(self.lex.actors, s, k)
            if match and match[0] <= j + 3 and match[0] > k:
                return match[1]
        if named:
            return None  # شاب فلسطيني is nobody's army
        head = s.tokens[i].w.head
        for k in range(i + 1, j):
            iso = s.tokens[k].w.demonym
            if iso and s.tokens[k].w.det == s.tokens[i].w.det:
                return national(iso, head or "state", self.lex)
        for k in range(i + 1, j):
            iso = self.lex.capitals.get(s.tokens[k].w.word)
            if iso and head in ("state", "aircraft", "ground"):
                return national(iso, head, self.lex)
        return None

    def armed_end(self, s: Sentence, i: int) -> int:
        """The end of the phrase of an armed head, with a name of several words that reaches past it: مقاتلو الحشد الشعبي."""
        w = s.tokens[i].w
        j = self.extend(s, i)
        for k in range(i + 1, i + 1 if w.det else min(j + 1, len(s.tokens))):
            if s.tokens[k].mark or (s.tokens[k].w.prep and k > i + 1) or s.tokens[k].w.conj:
                break
            match = self.phrase(self.lex.actors, s, k)
            if match and match[0] > j:
                return match[0]
        return j

    def armed(self, s: Sentence, i: int) -> Mention | None:
        w = s.tokens[i].w
        j = self.armed_end(s, i)
        cls = w.head or "group"
        if w.stem.startswith("انتحاري"):
            cls = "suicide"
        actor = self.inside_actor(s, i, j)
        if w.norm in ("فصل", "قوه") and j == i + 1 and not w.det:
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
            if t.mark or (
                w.conj and not (w.word in WORDS["ministry_parts"] or (w.demonym and tokens[j - 1].w.demonym))
            ):
                break
            if w.norm in WORDS["in_the_name"] or tokens[j - 1].w.norm in WORDS["in_the_name"]:
                j += 1
                continue
            if (
                w.norm == "في"
                and j == i + 1
                and j + 1 < len(tokens)
                and (tokens[j + 1].w.head or tokens[j + 1].w.office or tokens[j + 1].w.names)
            ):
                inner = self.phrase(self.lex.actors, s, j + 1)
                j = inner[0] if inner else self.extend(s, j + 1)
                continue
            named = ali or any(
                not x.w.det and not x.w.title and not x.w.stop and not x.w.office and x.w.head is None
                for x in tokens[i + 1 : j]
            )
            if (
                w.det
                and named
                and (w.head or w.victim or w.office)
                and tokens[j - 1].w.norm not in WORDS["in_the_name"]
                and not tokens[j - 1].w.office
            ):
                break
            if w.norm in WORDS["perpetrators"] and j > i + 1:
                break
            match = self.phrase(self.lex.actors, s, j) if w.names and not w.prep else None
            if match:
                j = match[0]
                continue
            if (
                t.text == "علي"
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
                or (w.time and w.det and w.word in self.lex.calendar.weekdays)
                or w.word in WORDS["part_or_day"]
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

    def _office_actor(self, s: Sentence, i: int, j: int) -> Actor | None:
        for k in range(i, j):
            match = self.phrase(self.lex.actors, s, k)
            if match:
                return match[1]
        for k in range(i, j):
            iso = s.tokens[k].w.demonym if s.tokens[k].w.det or k == j - 1 else None
            if iso:
                military = any(
                    s.tokens[m].w.norm in ("العسكري", "الجيش", "الاركان", "الركن", "عسكري") for m in range(i, j)
                )
                return national(iso, "state" if military else "government", self.lex)
        return None

    def office(self, s: Sentence, i: int) -> Mention:
        j = self.extend(s, i)
        actor = self._office_actor(s, i, j)
        return Mention(s, i, j, "actor", "office", actor)


def _closed(t) -> bool:
    """Whether an indefinite noun's form shows that no genitive follows: the ن of a sound plural or dual, a tanwin alef."""
    w = t.w
    return (
        not w.det
        and not w.pron
        and (
            (w.word.endswith("ا") and len(w.word) > 3 and t.text.endswith(("ا", "اً", "ًا")) and w.victim is not None)
            or (len(w.word) > 4 and t.text.endswith(("ون", "ين")))
        )
    )
