"""Where a noun phrase ends: each function asks one thing of the token that would be its next."""

from __future__ import annotations

import datetime as dt

from ..lexicon import Lexicon
from ..lexicon.asides import words
from ..lexicon.grammar import WORDS
from ..lexicon.word import Word
from ..telling.words import adjective
from .tokens import Sentence, Token

_SOME_DAY = dt.date(2020, 1, 1)
SOUND_PLURALS = ("ون", "ين")


def ends(s: Sentence, i: int, j: int, lexicon: Lexicon, published: dt.date | None) -> bool:
    """Whether token j no longer belongs to the noun phrase whose head is token i and whose words so far are those between."""
    return (
        _small_word(s, i, j)
        or _another_noun(s, i, j)
        or _verb(s, i, j)
        or _closed_by_article(s, i, j)
        or _disagrees(s, i, j)
        or _indefinite_closed(s, i, j)
        or word_of_time(s, j, lexicon, published)
    )


def _small_word(s: Sentence, i: int, j: int) -> bool:
    """Prepositions, particles, numbers, adverbs, directions: no part of a name."""
    w = s.tokens[j].w
    if s.tokens[j].text in WORDS["ali"] and s.tokens[j - 1].w.norm in words("sons"):
        return False  # بن علي يلدريم
    return bool(
        w.prep
        or w.stop
        or w.break_
        or w.direction
        or w.norm in WORDS["prepositions"]
        or (w.number and not w.det)
        or (w.area and not w.det)
        or w.word in WORDS["adverbs"]
        or w.word in WORDS["reasons"]
        or w.word in WORDS["responsibility"]
        or w.word in WORDS["his_words"]
        or w.word in words("their_deaths")
        or w.norm in WORDS["one_of_two"]
        or (w.place_type and not w.det and w.norm not in WORDS["types_in_names"])
        or (w.title and not w.det and s.tokens[j - 1].text.endswith((*SOUND_PLURALS, "ان")))
    )


def _another_noun(s: Sentence, i: int, j: int) -> bool:
    """A noun of an event, and what flies after its adjective: طائرة أميركية مسيرة | منزلا."""
    w, before = s.tokens[j].w, s.tokens[j - 1].w
    if s.tokens[i].w.head == "aircraft" and j > i + 1 and not w.det and not w.demonym and not w.conj:
        return True
    return bool(w.nouns) and before.norm not in WORDS["commands"] and w.word.removeprefix("ال") not in WORDS["operations_plural"]


def _verb(s: Sentence, i: int, j: int) -> bool:
    w = s.tokens[j].w
    if w.victim and not w.det and w.word.endswith("ا") and not s.tokens[i].w.victim and not s.tokens[j - 1].w.det and j > i + 1:
        return True  # شرطة سوسة | شابا
    if w.word in WORDS["services"] and j == i + 1:
        return False  # عناصر أمن
    if w.verbs and not w.det and not w.demonym:
        return True
    return not w.det and _verb_like(w, s.tokens[j - 1].w)


def _verb_like(w: Word, before: Word) -> bool:
    """An unknown word in the shape of a verb, after something that is no title or name: المسلحين لاذوا."""
    n = w.word
    if len(n) > 4 and n.endswith("وا") and before.victim and not w.names:
        return True  # عشرة أشخاص تجمعوا
    if w.names or len(n) < 4 or before.title or (not before.det and before.head is None):
        return False
    if n.endswith("وا"):
        return True
    if n[0] == "ي" and not n.endswith(("ه", "ات")) and w.demonym is None and not w.victim:
        return True
    return n.endswith("ت") and not n.endswith(("ات", "يت", "وت"))


def _closed_by_article(s: Sentence, i: int, j: int) -> bool:
    """A definite word closes its phrase for a noun without article: قوات الجيش | كمية, طيران الجيش | مواقع. A person's name may stand
    behind a title, and a quoted name behind any word."""
    w, before = s.tokens[j].w, s.tokens[j - 1].w
    if not before.det or w.det or w.demonym or w.conj or s.tokens[j].opens:
        return False
    named = s.tokens[i].w.stem in WORDS["vessels"] or any(t.w.title for t in s.tokens[i:j])  # المدمرة كارني
    return not (named and not w.source) and w.word not in WORDS["indefinite_adjuncts"]


def _disagrees(s: Sentence, i: int, j: int) -> bool:
    """Behind a definite word a definite one describes it and agrees with it, or it opens another phrase: القوة | القبض."""
    head, w, before = s.tokens[i].w, s.tokens[j].w, s.tokens[j - 1].w
    if not w.det or w.demonym:
        return False
    if before.det and _a_thing(w, head):
        return True
    if head.head and w.stem in WORDS["seized"]:
        return True  # قوات أمن أبين | القبض
    if before.det and before.demonym and not w.norm.endswith(("يه", "ي", *SOUND_PLURALS)):
        return True  # قوات الأمن التونسية | التحكم
    if not all(t.w.det for t in s.tokens[i:j]):
        return before.norm.endswith("يه") and not before.det and j - 1 > i and not before.place_type  # منظمات حقوقية | الفصائل
    if head.word.endswith(("ه", "ات")):
        return not w.norm.endswith(("ه", "ات", "ي")) and w.word not in WORDS["broken_adjectives"]
    return head.stem in WORDS["masculine_heads"] and w.norm.endswith("ه")


def _a_thing(w: Word, head: Word) -> bool:
    """Whether a definite word names people, a site, a place or what verbs take: قوات الأمن | المحتجين, المسلحون الحوثيون | المناطق, المنظمة |
    السلطات."""
    if w.victim and w.stem not in WORDS["civil"] and not head.victim:
        return True
    if w.head == "group" and head.head != "group" and w.stem in WORDS["bands"]:
        return True  # النيابة العسكرية | العصابة
    return w.site or bool(w.place_type and not w.number) or w.stem in WORDS["objects_of_verbs"] or w.stem in words("institutions")


def _indefinite_closed(s: Sentence, i: int, j: int) -> bool:
    """Behind the ن of a sound plural or dual, or a tanwin, no genitive follows, only an adjective like it: مسلحون | مهندسا, شبان غاضبون | الطريق."""
    head, w, before = s.tokens[i], s.tokens[j].w, s.tokens[j - 1].w
    if w.det and j == i + 2 and not head.w.det and (head.w.victim or head.w.head) and _plural_adjective(before):
        return True
    if _closed(head) and not w.conj:
        return not (w.demonym or w.norm.endswith(head.w.norm[-2:]) or w.stem in WORDS["broken_adjectives"])
    if _told_of_source(head.w, before) and not (w.det or w.demonym) and adjective(w.word) is None:
        return True  # مصدر أمني عراقي | قيام عناصر التنظيم
    if w.det or w.demonym or not (w.head or w.victim or w.site):
        return False
    if j - 1 > i and before.norm.endswith("يه") and not (before.det or before.head or before.site):
        noun = before.place_type or before.names or before.nouns or before.title
        if adjective(before.word) is not None or not noun:
            return True  # مصادر محلية | مجموعات مسلحة, مجموعات درزية | منازل
    if w.names:
        return False
    return bool(before.demonym) or (head.w.det and w.norm[-2:] != before.norm[-2:])


def _told_of_source(head: Word, before: Word) -> bool:
    """Whether an adjective was told of a source without article, so that no noun can belong to it any more."""
    return head.source and not head.det and before is not head and (bool(before.demonym) or adjective(before.word) is not None)


def _plural_adjective(w: Word) -> bool:
    """Whether an indefinite word is the sound plural of an adjective, by its form and for want of another reading."""
    other = w.names or w.head or w.victim or w.title or w.number or w.conj or w.prep
    return not w.det and not other and len(w.word) > 4 and w.norm.endswith(SOUND_PLURALS)


def gathered(s: Sentence, i: int) -> bool:
    """Whether the word at token i tells that the crowd behind it gathered, and is no noun: تجمع المتظاهرون, تجمع الآلاف."""
    w = s.tokens[i].w
    if w.stem not in WORDS["gathered"] or w.det or w.prep:
        return False
    behind = s.tokens[i + 1 : i + 2]
    return any(not t.mark and (t.w.word in WORDS["crowds"] or (t.w.victim and t.w.norm.endswith("ون"))) for t in behind)


def _closed(t: Token) -> bool:
    """Whether a noun's form shows that no genitive follows: the ن of a sound plural or dual, a tanwin alef."""
    w = t.w
    if w.pron or not (w.head or w.victim or w.title or w.source or w.demonym):
        return False
    if not w.det and w.word.endswith("ا") and len(w.word) > 3:
        return t.text.endswith(("ا", "اً", "ًا")) and w.victim is not None
    return len(w.word) > 4 and w.norm.endswith(SOUND_PLURALS)


def word_of_time(s: Sentence, j: int, lexicon: Lexicon, published: dt.date | None) -> bool:
    """Whether an expression of time begins at token j, which ends a name before it: الخميس, عام 2016."""
    w = s.tokens[j].w
    numbered = j + 1 < len(s.tokens) and bool(s.tokens[j + 1].w.number)
    if not w.time or not (w.det or numbered or w.word in WORDS["day_parts"] or w.word in words("nights")):
        return False
    return lexicon.calendar.read([*s.norms[:j], w.word, *s.norms[j + 1 :]], j, published or _SOME_DAY) is not None
