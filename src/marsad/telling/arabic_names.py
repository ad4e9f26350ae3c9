"""Names and words for people in Arabic, ready to stand behind a noun or a verb: clitics off, in their case, with what agrees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..arabic.normalise import fold_word
from .cases import accusative, alone, genitive, indefinite_one, nominative, tells
from .lexemes import found
from .names import place_called
from .phrase import person
from .told import Name
from .words import (
    adjective,
    adjective_of_nation,
    as_written,
    countries,
    english_words,
    forms,
    grammar,
    member,
    names_people,
    nation_alone,
    nation_called,
    number_alone,
    numerals,
    spelled,
    vague,
    wording,
    written,
)

_KEPT = 1 << 12  # names and places whose words are remembered: those of one article come in many claims
_LATIN = re.compile(r"[A-Za-z]")
_UNIT = re.compile(r"(\d) \(([^()]*)\)$")
_ACRONYM = re.compile(r"(?<=[\u0621-\u064a]) \(?[A-Z]{2,6}\)?$")  # a name's Latin letters behind it
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_QUOTED = re.compile(r"(?<=[\u0621-\u064a]{3})[«»\"“”](?=[\u0621-\u064a])")  # between words; behind a clitic it stands within one
_MARKS = re.compile(r"[#«»\"“”]")


def are_people(name: Name) -> bool:
    """Whether words that no lexicon names tell people, or a person by his name."""
    said = found(tuple(fold_word(name.ar).split()))
    return said.lexeme.people if said is not None else names_people(name.ar) or person(name.ar) is not None


def pronoun_of(names: Sequence[Name]) -> int:
    """The form of a pronoun that stands for the names: 2 for many, 3 for two, 0 where their gender tells it."""
    if len(names) > 1:
        return 3 if len(names) == 2 else 2
    words = fold_word(names[0].ar).split() if names else []
    if words and words[0] in grammar("some_of"):
        return 2
    said = found(tuple(words)) if words else None
    many = said is not None and said.lexeme.people and said.lexeme.number == "many"
    return 2 if many or (words and words[0].endswith("ون") and words[0] not in grammar("no_plurals")) else 0


def definite(text: str) -> str:
    """A body by one word, as it speaks: بحسب الشرطة."""
    told = found((fold_word(text),)) if " " not in text and not text.startswith("ال") else None
    return f"ال{text}" if told is not None and told.lexeme.kind in ("body", "whole") and told.lexeme.number in ("one", "whole") else text


@lru_cache(_KEPT)
def name_of(name: Name) -> str:
    """Who or what is named, ready to stand behind a noun: clitics and endings of the text's case taken off."""
    text = _text(name)
    if name.force and name.of and text.startswith(member(name.of)[0]):
        return f"{member(name.of)[0]} {_of_known(text.removeprefix(member(name.of)[0]).strip())}"  # عناصر من الحوثيين
    if not name.known and fold_word(text) in grammar("empty"):
        return ""
    text = text if name.known else alone(text)
    if not name.known and not tells(text):
        return ""
    if not name.known and not text.isascii():
        text = nation_first(_ACRONYM.sub("", text))
    if _LATIN.search(text):
        return f"\u2068{text}\u2069"
    text = text if name.known else spelled(text)
    if not name.known and _whose(text):
        return ""
    if not name.known and (nation := nation_called(fold_word(text))):
        return nation[0]
    if not name.known and (counted := _of_people(text)):
        return counted
    if name.known:
        return by_father(text, "fathers") if name.person else _of_known(text)  # جون is no plural
    return by_father(genitive(definite(text) if rules(text) else indefinite_one(text)), "fathers")


def by_father(text: str, form: str) -> str:
    """A name by which somebody is called after his child, in the case of its `form`, alone or behind a title: أبو بكر, أبي بكر. Behind his
    own name it is that of his family, and stays: شيرين أبو عاقلة."""
    fathers = [wording(name) for name in ("father", "fathers", "fathers_object")]
    words = text.split()
    for n, word in enumerate(words[:-1]):
        if word in fathers and (not n or words[n - 1].startswith("ال")):
            words[n] = wording(form)
    return " ".join(words)


def object_of(text: str, known: bool) -> str:
    """A name ready to stand behind a noun as the object of a verb."""
    return by_father(text if known else accusative(text), "fathers_object")


def _whose(text: str) -> bool:
    """Whether the words are an adjective alone that is no nation's, of a noun told before: الحوثية."""
    folded = fold_word(text)
    if " " in text:
        return all(w.startswith("ال") and adjective(fold_word(w)) is not None and found((fold_word(w),)) is None for w in text.split())
    alone_ = adjective(folded) is not None and (text.endswith("ة") or nation_alone(folded) is None)
    return alone_ and found((folded,)) is None and nation_called(folded) is None


def rules(text: str) -> bool:
    """Whether one word is a government, a police or an army, of which there is one where it is told: على يد الشرطة."""
    told = found((fold_word(text),)) if " " not in text else None
    return told is not None and told.lexeme.en.rpartition(" ")[2] in english_words("governing")


def _text(name: Name) -> str:
    """The words of a name, the army of a unit behind it (اللواء 112 في القوات السورية), other words in brackets left out."""
    ar = _UNIT.sub(rf"\1 {wording('in')} \2", name.ar) if name.known else name.ar
    return written(_MARKS.sub("", _QUOTED.sub(" ", _BRACKETS.sub("", ar) if name.known else ar))) or name.en


def _known(word: str) -> bool:
    """Whether a word is one that a list of names may go on with: a noun, a country, one with an article."""
    folded = fold_word(word)
    return word.startswith("ال") or folded in countries() or found((folded,)) is not None or place_called((folded,)) is not None


def nation_first(text: str) -> str:
    """A country without a word behind it that is no adjective of it: a verb that was read with it."""
    first, _, rest = text.partition(" ")
    inside = rest.startswith(f"{wording('in')} ")
    joined_ = rest.startswith("و") and " " not in rest and not _known(rest[1:])
    if joined_ and place_called((fold_word(first),), "town") is not None:
        return first  # الموصل وعلق
    if fold_word(first) in countries() and (inside or joined_):
        return first  # اليمن وأدى
    if " " not in rest and fold_word(first) in countries() and _others_people(rest):
        return first  # إسرائيل المتظاهرين
    return (
        first
        if rest and " " not in rest and fold_word(first) in countries() and not rest.startswith(("ال", "و")) and not adjective(fold_word(rest))
        else text
    )


def _others_people(word: str) -> bool:
    """Whether a word with an article is people or begins another clause, and is no adjective of a country before it."""
    if not word.startswith("ال") or adjective(fold_word(word)) is not None or word.endswith(("ي", "ية")):
        return False
    told = found((fold_word(word),))
    return told is None or (told.lexeme.people and told.lexeme.number == "many")


def _of_known(text: str) -> str:
    """A name of the lexicon behind a noun: الحوثيون → الحوثيين, with the adjectives that agree."""
    text = _of_nation(text)
    words = text.split()
    if len(words) > 1 and words[0].endswith("و") and (one := found((fold_word(words[0][:-1]),))) is not None and one.lexeme.people:
        return " ".join([f"{words[0][:-1]}ي", *words[1:]])  # منسقو استجابة سوريا
    for n, word in enumerate(words):
        if not word.endswith("ون") or fold_word(word) in grammar("no_plurals"):
            if n == 0 and word.startswith("ال"):
                continue  # القراصنة الصوماليون
            break
        if n and word.startswith("ال") != words[0].startswith("ال"):
            break
        words[n] = f"{word[:-2]}ين"
    return " ".join(words)


def _of_nation(text: str) -> str:
    """A force or government by its nation: قوات الأمن في روسيا → قوات الأمن الروسية, حكومة روسيا → الحكومة الروسية."""
    words = text.split()
    nation = adjective_of_nation(" ".join(words[1:])) if fold_word(words[0]) in grammar("of_nations") else ""
    if nation and " " not in nation:
        return f"ال{words[0]} ال{nation}{'ة' if takes_feminine(words[0]) or fold_word(words[0]) in grammar('feminine') else ''}"
    if len(words) == 3 and words[1] == wording("in") and words[0].endswith("ون") and (nation := adjective_of_nation(words[2])):
        return f"{words[0]} {nation}ون"  # مسلحون في فلسطين
    nation = adjective_of_nation(words[-1]) if len(words) > 2 and words[-2] == wording("in") and fold_word(words[0]) in grammar("nationals") else ""
    if not nation:
        return text
    return f"{' '.join(words[:-2])} ال{nation}{'ة' if takes_feminine(words[0]) or fold_word(words[0]) in grammar('feminine') else ''}"


def takes_feminine(noun: str) -> bool:
    """Whether an adjective behind a noun of a pattern stands in the feminine."""
    return noun.endswith(("ة", "ات")) or noun in as_written("feminine_plurals")


def flies(words: str) -> bool:
    """Whether the words name aircraft."""
    told = fold_word(words).split()[:1]
    return bool(told) and told[0].removeprefix("ال") in grammar("aircraft")


@lru_cache(_KEPT)
def subject_of(name: Name) -> str:
    """A name as the subject of a verb: المسلحون, ثلاثة جنود; empty where its words tell nobody."""
    text = _text(name)
    if name.known:
        return _of_nation(text)
    text = nation_first(_ACRONYM.sub("", alone(text)))
    if not tells(text) or _whose(text):
        return ""
    if nation := nation_called(fold_word(text)):
        return nation[0]
    text = spelled(text)
    return _of_people(text) or by_father(nominative(indefinite_one(text)), "father")


def _of_people(text: str) -> str:
    """A number that names nobody beside it, with people behind it: خمسة أشخاص. Empty for other words."""
    if fold_word(text).removeprefix("ال") in vague():
        return f"{text.removeprefix('ال')} ال{forms('people')[0][2]}"
    alone = number_alone(fold_word(text).split())
    if alone is None:
        return ""
    one, two, few, many = forms("people")[0]
    if alone[0] == 2:
        return two
    return f"{text} {few if 3 <= alone[0] <= 10 else one if alone[0] % 100 == 0 else many}"


def joined(text: str) -> str:
    """The words behind لـ: للجيش, لقوات الدعم السريع."""
    if text.startswith("ال"):
        return "لل" + text[2:]
    text = by_father(text, "fathers")
    return f"ل{text}" if text[:1].isalpha() and not _LATIN.search(text[:2]) else f"لـ{text}"


@lru_cache(_KEPT)
def feminine(name: Name | None) -> bool:
    """Whether a verb before the name stands in the feminine."""
    if name is None or not name.ar.split():
        return False
    words = fold_word(name.ar if name.known else alone(written(name.ar)) or name.ar).split()
    first = words[0]
    if first in grammar("all_of") and len(words) > 1 and (of := found((words[1],))) is not None and of.lexeme.people:
        return False  # كافة الجامعيين
    if first in grammar("masculine"):
        return False
    if fold_word(name.ar) in countries():
        return True
    if first in grammar("feminine"):
        return True
    if numerals().is_number(first):
        return _counts_feminine(words)
    noun = found((first,))
    if noun is not None and noun.lexeme.people and noun.lexeme.number == "many" and not first.endswith("ات"):
        return False  # الطلبة
    if noun is not None and noun.lexeme.number == "many":
        return True  # الأوساط
    if noun is not None and noun.lexeme.number == "two":
        return first.endswith(("تان", "تين"))
    return (first.endswith(("ه", "ات")) and not first.endswith(wording("god"))) or first in grammar("feminine")


def _counts_feminine(words: Sequence[str]) -> bool:
    """Whether folded words count what is feminine: 29 دولة, ثلاث منظمات; not ثلاثة أشخاص."""
    if words[0].isdecimal():
        return len(words) > 1 and words[1].endswith(("ه", "ات"))
    count = number_alone(list(words[:1]))
    return count is not None and 3 <= count[0] <= 10 and not words[0].endswith("ه") and len(words) > 1
