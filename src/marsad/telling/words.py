"""The words of `lexicon/sentences.toml`, folded and ready to be looked up."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import msgspec

from ..arabic.normalise import fold_word, strip_marks
from ..arabic.numerals import Numerals
from ..lexicon import asides
from ..lexicon.grammar import WORDS
from ..lexicon.tables import table
from .pattern import formed
from .told import Folk, Name, Told
from .turns import is_harmless, patterns_of_turn

_LONG_NAME = 4  # letters of a word of a place's name that tells how others are written
_KEPT = 1 << 12  # words whose answer is remembered: the same ones are told again and again

_LOOSE = re.compile(r"(?<= )(و|ل(?! ال)) (?=[\u0621-\u064a])")  # a و or ل that stands apart
_TORN = re.compile(r"\u0640+ \u0640+")  # قسـ ـد
_APART = re.compile(r"(?<![\u0621-\u0652])ال (?=[\u0621-\u064a]{4})")  # an article that stands apart
_HAMZAS = ("أ", "إ", "آ", "ئ", "ؤ", "ء")
_CLITIC = re.compile(r"^(?:ال|و|ب|ل)(?=\d)")  # before digits: ال529 سجينا
_SIGNS = re.compile('[#_"“”«»\u200e\u200f]')


BEHIND = re.compile(r" (?:of|against|for|from|in|on|to|between|with) ")  # what follows the head of an English name


@cache
def patterns(type_: str) -> dict[str, Any]:
    """The patterns of a type."""
    its: dict[str, Any] = table("sentences")["type"][type_]
    return its


def patterns_of(told: Told) -> dict[str, Any]:
    """The patterns by which something is told: those of its turn, else of its type."""
    type_ = type_of(told)
    if type_ != told.type or not told.turn or (told.killed and is_harmless(type_, told.turn)):
        return patterns(type_)
    return patterns_of_turn(type_, told.turn)


@cache
def grammar(name: str) -> frozenset[str]:
    """A list of [grammar]: English words as they stand, Arabic ones folded."""
    return frozenset(fold_word(word) for word in table("sentences")["grammar"][name])


@cache
def sides() -> dict[str, str]:
    """English of the sides on which a place lies, by their folded Arabic words."""
    return {fold_word(word): en for en, words in table("sentences")["grammar"]["sides"].items() for word in words}


@cache
def english_words(name: str) -> frozenset[str]:
    """A list of [grammar] of English words."""
    return frozenset(table("sentences")["grammar"][name])


@cache
def as_written(name: str) -> frozenset[str]:
    """A list of [written]: Arabic words that are not folded."""
    return frozenset(table("sentences")["written"][name])


@cache
def wording(name: str, form: int = 0) -> str:
    """A word or a pattern of [arabic], of those that stand in <m|f|many> the one of the form."""
    return formed(table("sentences")["arabic"][name], lambda forms: forms[form])


def worded(name: str, form: int = 0, **slots: object) -> str:
    """A pattern of [arabic], filled."""
    return wording(name, form).format(**slots)


@cache
def shape(name: str) -> re.Pattern[str]:
    """A pattern of letters of [shape]."""
    told = table("sentences")["shape"][name]
    return re.compile(told if isinstance(told, str) else "|".join(told))


def without_from(text: str) -> str:
    """The words behind a من that they begin with: بالقرب من المطار."""
    return text.removeprefix(f"{wording('from')} ")


@cache
def nouns() -> dict[str, str]:
    """The noun of people by each of its forms."""
    told = {fold_word(form): name for name, entry in table("sentences")["people"].items() for form in entry["words"]}
    duals = {fold_word(two)[:-2] + "ان": name for name, entry in table("sentences")["people"].items() if (two := entry["ar"][1]).endswith("ين")}
    return duals | told


@cache
def glosses() -> dict[str, str]:
    """English of nouns by their Arabic words."""
    return {fold_word(word): en for en, words in table("sentences")["gloss"].items() for word in words}


@cache
def adjectives() -> dict[str, str]:
    """English of adjectives by their Arabic masculine singular, those of countries among them."""
    told = {fold_word(word): en for en, words in table("sentences")["adjective"].items() for word in words}
    return told | {fold_word(a): c["adj_en"] for c in table("countries")["country"] for a in c["adj"] if c.get("adj_en")}


@cache
def countries() -> dict[str, str]:
    """English of countries, and of capitals that stand for them, by their Arabic names."""
    told: dict[str, str] = {}
    for c in table("countries")["country"]:
        told |= {fold_word(name): c["en"] for name in (c["ar"], *c.get("also", ()))}
        told |= {fold_word(name): c["capital_en"] for name in c.get("capital", ()) if c.get("capital_en")}
    return told


@lru_cache(_KEPT)
def adjective(word: str) -> str | None:
    """English of a folded adjective in any of its forms."""
    word = word.removeprefix("ال")
    for form in (word, *(word.removesuffix(end) for end in ("ه", "ا", "ين", "ون", "يين", "يون"))):
        if form in adjectives():
            return adjectives()[form]
    return None


def bare(word: str) -> str:
    """A folded word without article and tanwin, where it is one of the tables so."""
    word = word.removeprefix("ال")
    if word.endswith("ا") and word not in nouns() and word not in glosses() and len(word) > 3:
        return word[:-1]
    return word


@lru_cache(_KEPT)
def noun_of(text: str, group: str = "people") -> str:
    """The noun of people that a mention's words name; else that of the group, else people."""
    folded = fold_word(text).split()
    for before, word in pairwise(["", *folded]):
        if word in grammar("one_of_them") or (word in asides.words("clans") and before in WORDS["of"]):
            return "people"  # أربعة أفراد من عائلة, أربعة من عائلة X
        for form in (word, word.removeprefix("ال")):
            if form in nouns():
                return _of_body(text) or nouns()[form] if nouns()[form] in ("members", "men") else nouns()[form]
    for word in folded:
        if (country := demonym(word)) is not None:
            return country
    return group if group in table("sentences")["people"] or not group else "people"


def _of_body(text: str) -> str | None:
    """The noun for members of a body that has one: عناصر من الشرطة are police officers."""
    words = {w.removeprefix("ال").removeprefix("لل").removeprefix("بال") for w in fold_word(text).split()}
    return next((name for name, bodies in table("sentences")["grammar"]["members_of"].items() if not words.isdisjoint(map(fold_word, bodies))), None)


@lru_cache(_KEPT)
def demonym(word: str) -> str | None:
    """The masculine singular of a country's adjective that a folded word is, where it names its people (فلسطينيين)."""
    for plain in dict.fromkeys((word.removeprefix("ال"), word)):  # ألماني, whose first letters fold to an article
        for form in (plain, *(plain.removesuffix(end) for end in ("ا", "ين", "ون"))):
            if form in _nationals():
                return form
    return None


@cache
def _nationals() -> dict[str, str]:
    return {fold_word(a): c["adj_en"] for c in table("countries")["country"] for a in c["adj"] if c.get("adj_en")}


def forms(noun: str) -> tuple[list[str], list[str]]:
    """(Arabic for one, two, three to ten, eleven and more; English for one, many) of a noun of people, or of a nation's."""
    entry = table("sentences")["people"].get(noun)
    if entry is not None:
        return entry["ar"], entry["en"]
    name = table("sentences")["grammar"]["nationals_called"].get(_nationals()[noun], _nationals()[noun])
    return [noun, noun + "ين", noun + "ين", noun + "ا"], ([name, name + "s"] if name[-1] in "ni" else [f"{name} national", f"{name} nationals"])


@lru_cache(_KEPT)
def names_people(text: str) -> bool:
    """Whether the words name people by a noun (ثلاثة جنود), not by their own name."""
    words = fold_word(text).split()
    return any(w in nouns() or w.removeprefix("ال") in nouns() for w in words)


def stands_for_others(text: str) -> bool:
    """Whether the words name people by whose they are: أنصار الرئيس, الآلاف من أنصار الرئيس are not the president."""
    words = fold_word(text).split()
    return any(word in grammar("people_of") for n, word in enumerate(words[:-1]) if n < 2 or words[n - 1] == wording("from"))


def are_held(text: str) -> bool:
    """Whether the words name people whom a body has lost: معتقلي الحركة, قتلى الميليشيا are not the body."""
    words = fold_word(text).split()
    return len(words) > 1 and words[0] in grammar("held_of")


def are_forces(text: str) -> bool:
    """Whether the words name forces by whose they are: القوات المناصرة لنائب الرئيس."""
    words = fold_word(text).split()
    return len(words) > 1 and words[0] in grammar("forces")


def of_whom(told: Told) -> tuple[Name, ...]:
    """Whom a deed to persons was done to: nobody arrests or kills a whole army, but members of it."""
    if type_of(told) not in english_words("to_persons"):
        return told.targets
    return tuple(map(_of_force, told.targets))


def _of_force(n: Name) -> Name:
    """Members of a force, of which an armed group without a name is made (مسلحون في ليبيا)."""
    if not n.force:
        return n
    if n.en.endswith(("armed group", *english_words("of_people"))):
        return Name(n.ar, n.en, known=True)
    return Name(f"{member(n.en)[0]} {n.ar}", f"{member(n.en)[1]} {n.en}", of=n.en, force=True)


@cache
def member(en: str = "") -> tuple[str, str]:
    """Arabic and English before the name of those whom somebody is one of, by the English name: members, staff or officials of it."""
    words = en.split()
    governs = words[:1] == ["Government"] or words[-1:] == ["government"]
    kind = "officials" if governs else "staff" if not english_words("staffed").isdisjoint(words) else "members"
    ar, en = table("sentences")["grammar"][kind]
    return ar, en


@cache
def report() -> tuple[str, str]:
    """Arabic and English of one of several reports, whose words a number is."""
    ar, en = table("sentences")["grammar"]["report"]
    return ar, en


def type_of(told: Told) -> str:
    """The type whose patterns tell it: a killing that nobody died of is told as injuring, a hold of a part as one."""
    if told.share is not None:
        return "share"
    if told.part:
        return "part" if told.type == "control" else "taken_in_part"
    return "injuring" if told.type == "killing" and told.injured and not told.killed and not told.targets else told.type


def share_slots(told: Told) -> dict[str, str]:
    """The slots of a hold of a part: its share and the time it lasted."""
    if told.share is None:
        return {}
    return {"share": f"{told.share:g}%", "since": told.since, "until": told.until}


def people_of(told: Told) -> tuple[Folk, ...]:
    """The people by number that stand in the middle of the sentence: those taken or moved, those killed or injured by a killing."""
    if told.type == "killing":
        return told.killed or (told.injured if not told.targets else ())
    return told.moved


def counted_of(told: Told) -> tuple[Folk, ...]:
    """The people by number of a sentence's middle, those killed as being of the force that was aimed at, where one was."""
    whose = next((n for n in told.targets if n.force), None)
    people = people_of(told)
    if told.type != "killing" or whose is None or not told.killed:
        return people
    return (msgspec.structs.replace(people[0], of=people[0].of or whose), *people[1:])


def one_kind(told: Told) -> bool:
    """Whether the dead and the injured are told by one number each, and by the same noun."""
    both = (*told.killed, *told.injured)
    return (
        len(told.killed) == len(told.injured) == 1
        and both[0].name is None
        and both[0].noun == both[1].noun
        and not both[1].among
        and both[1].of is None
    )


def english_of(code: str | None) -> str:
    """The English name of a country by its ISO code; empty for none."""
    return next((c["en"] for c in table("countries")["country"] if c["iso"] == code), "")


def country_of(en: str) -> str:
    """The Arabic name of a country by its English one; empty for none."""
    return next((c["ar"] for c in table("countries")["country"] if c["en"] == en), "")


def country_called(code: str | None) -> str:
    """The Arabic name of a country by its ISO code; empty for none."""
    return next((c["ar"] for c in table("countries")["country"] if c["iso"] == code), "")


@cache
def _adjectives_of_nations() -> dict[str, str]:
    return {fold_word(name): c["adj"][0] for c in table("countries")["country"] if c["adj"] for name in (c["ar"], *c.get("also", ()))}


def adjective_of_nation(name: str) -> str:
    """The masculine singular of the adjective of a country by its Arabic name: روسيا → روسي. Empty for others."""
    return _adjectives_of_nations().get(fold_word(name), "")


@cache
def _spellings() -> dict[str, str]:
    """Words as they are written with their hamzas, by what is folded: the lexicon's adjectives, nouns of people, names of persons and nouns."""
    of = table("sentences")
    words = [*table("nouns")["grammar"]["spelled"], *(w for forms in table("nouns")["adjective"].values() for told in forms for w in told.split())]
    words += [w for forms in of["adjective"].values() for w in forms] + [w for entry in of["people"].values() for w in entry["words"]]
    words += [
        w
        for kind in ("noun", "body", "deed", "people", "office", "whole")
        for told in table("nouns")[kind].values()
        for w in re.split("[،/ ]+", told)
    ]
    words += [a for c in table("countries")["country"] for a in (*c["adj"], c["ar"]) if " " not in a]
    words += [w for forms in table("latin")["persons"].values() for told in forms for w in told.split()]
    told: dict[str, str] = {}
    for word in words:
        bare_ = word.removeprefix("ال")  # الأعلام, of flags, is no الإعلام
        if any(letter in bare_ for letter in _HAMZAS):
            told.setdefault(fold_word(bare_), bare_)
    return _of_places() | told


def _of_places() -> dict[str, str]:
    """Words of the names of places that begin with a hamza, where the gazetteer has each by one spelling: إدلب, أطمة."""
    from ..lexicon import load

    told: dict[str, set[str]] = {}
    for place in load().gazetteer.all():
        for word in place.name_ar.split():
            if (bare_ := word.removeprefix("ال"))[:1] in _HAMZAS[:3] and len(bare_) >= _LONG_NAME and bare_[1:3] != "ست":  # استثمار has none
                told.setdefault(fold_word(bare_), set()).add(bare_)
    return {folded: next(iter(words)) for folded, words in told.items() if len(words) == 1}


@lru_cache(_KEPT)
def spelled(text: str) -> str:
    """Words with the hamzas that their writer left out: امنية → أمنية. What the lexicon does not spell stays."""
    return " ".join(map(_spelled, text.split()))


def _spelled(word: str) -> str:
    greatest = wording("greatest")
    if word.endswith(f"{greatest[:-1]}ي"):
        return f"{word[:-1]}ى"
    if word.endswith("يه") and adjective(fold_word(word).removeprefix("و")) is not None and len(word) > 4:
        word = f"{word[:-1]}ة"  # صحفيه
    if word.endswith("ى") and adjective(fold_word(word)) is not None and len(word) > 4 and not word.endswith(greatest):
        word = f"{word[:-1]}ي"
    if any(letter in word for letter in _HAMZAS[:3]):
        return word
    for lead in ("", "ال", "و", "وال", "لل", "بال"):
        rest = word.removeprefix(lead)
        if not word.startswith(lead) or len(rest) < 3 or (lead == "و" and fold_word(rest) not in countries()):
            continue  # واحدا is no أحد
        for end in ("", "ة", "ات", "ين", "ون", "ا"):
            stem = rest.removesuffix(end)
            right = _spellings().get(fold_word(stem)) if rest.endswith(end) else None
            if right is not None and len(right) == len(stem) and right[-1] == stem[-1]:
                return f"{lead}{right}{end}"
    return word


@cache
def vague() -> dict[str, str]:
    """English of vague numbers by their folded Arabic words."""
    return {fold_word(word): en for en, words in table("sentences")["grammar"]["vague"].items() for word in words}


@cache
def _by_adjective() -> dict[str, tuple[str, str]]:
    """The Arabic and English names of countries by their folded adjectives."""
    told: dict[str, tuple[str, str]] = {}
    for c in table("countries")["country"]:
        for adjective_ in c["adj"]:
            told.setdefault(fold_word(adjective_), (c["ar"], c["en"]))
    return told


def nation_called(word: str) -> tuple[str, str] | None:
    """The Arabic and English names of the country that a folded adjective in the feminine, alone, stands for (إسرائيلية: its forces)."""
    plain = word.removeprefix("ال").removesuffix("ه")
    return None if plain == word.removeprefix("ال") else _by_adjective().get(plain)


@lru_cache(_KEPT)
def nation_alone(word: str) -> tuple[str, str] | None:
    """The Arabic and English names of the country whose adjective in the masculine a folded word is: تركي, of a bombardment."""
    return _by_adjective().get(word.removeprefix("ال"))


@cache
def numerals() -> Numerals:
    """What reads numbers."""
    return Numerals(table("numerals"))


def number_alone(words: list[str]) -> tuple[int, int | None] | None:
    """The number that folded words are, where they name nobody beside it: خمسة, ما يزيد على مليونين."""
    found = numerals().read(words, 0) if words and words[0] not in vague() else None
    return (found.min, found.max) if found is not None and found.last == len(words) and found.min > 1 else None


@cache
def _lead_ins() -> frozenset[str]:
    return frozenset(map(fold_word, table("nouns")["grammar"]["lead_ins"]))


@lru_cache(_KEPT)
def written(text: str) -> str:
    """The words of a name as a sentence may have them: without hash signs, brackets that close nothing, clitics and marks at their edges."""
    text = shape("glued").sub(rf"\1 {wording('from')} ", _APART.sub("ال", _TORN.sub("", text)))
    text = shape("thousand").sub(wording("one_thousand"), strip_marks(shape("age").sub("", text)))
    text = " ".join(_SIGNS.sub(" ", text).split()).strip('()[]،؛:.-–*"”“»« ')
    if text.count(")") != text.count("("):
        text = text.replace("(", " ").replace(")", " ")
    first, _, rest = _LOOSE.sub(r"\1", " ".join(text.split())).partition(" ")
    if rest and fold_word(first) in _lead_ins():
        first, _, rest = rest.partition(" ")
    if first.startswith("لل") and len(first) > 3:
        first = "ال" + first[2:]
    first = _CLITIC.sub("", first)
    own = fold_word(first) in glosses() or fold_word(first) in grammar("with_waw")
    if first.startswith("و") and not own and (fold_word(first)[1:] in glosses() or first.startswith("وال")):
        first = first[1:]
    return f"{first} {rest}".strip()


@cache
def nation_of(country: str) -> str | None:
    """The English adjective of a country by its English name."""
    told = table("sentences")["grammar"]["nations"].get(country, country)
    return next((c["adj_en"] for c in table("countries")["country"] if c["en"] == told and c.get("adj_en")), None)


def by_nation(text: str) -> str:
    """A government by its nation: Government of Iran → Iranian government."""
    nation = nation_of(text.removeprefix("Government of ").removeprefix("the ")) if text.startswith("Government of ") else None
    return f"{nation} government" if nation else text


@lru_cache(_KEPT)
def with_article(text: str) -> str:
    """An English name with the article that it takes: the Sudan, the airport, a checkpoint, Aleppo."""
    if text.startswith(("the ", "The ")):
        return text
    head = BEHIND.split(text)[0].split()[-1]
    if text.split()[-1] in english_words("the_countries") or head in english_words("areas"):
        return f"the {text}"
    if head in english_words("one_of_many"):
        return f"{'an' if text[0] in 'AEIO' else 'a'} {text}"
    return f"the {text}" if head in english_words("the") or text.split()[-1] in english_words("the") else text
