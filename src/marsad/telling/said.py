"""What a description says in English, and the small words of Arabic by which it is read (`lexicon/nouns.toml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .lexemes import adjective, found, has_article, is_adjective
from .words import wording

_VOWEL = re.compile(r"(?!Eu)[aeioAEIO]|un(?!i(?![dnm])|\b)|hour|honest|MP")
_FEMININE = ("ه", "اء", "ا", "ي")  # endings of nouns that may be feminine


class Said(NamedTuple):
    """A description in English. `plain` has no article; `number` is one, two, many, mass, whole, name or told (an article is in it); `known`
    where whose or which it is is told. `attribute` may stand before another noun ("aid" in an aid convoy). `end` is the word behind it."""

    plain: str
    number: str
    known: bool
    end: int
    people: bool = False
    attribute: str = ""
    head: str = ""
    kind: str = ""
    unsure: bool = False  # one word that may be a name
    made: bool = False  # a compound: a weapons depot

    @property
    def line(self) -> str:
        """With its article."""
        if self.number == "whole" or (self.number == "one" and self.known):
            return f"the {self.plain}"
        if self.number == "one":
            return f"{'an' if _VOWEL.match(self.plain) else 'a'} {self.plain}"
        return f"two {self.plain}" if self.number == "two" else self.plain


def stops(text: str) -> bool:
    """Whether the first of some words is one at which a description ends: القريبة من القاعدة."""
    first = fold_word(text).split()[:1]
    return bool(first) and first[0] in small("stop")


def is_idle(word: str) -> bool:
    """Whether a folded adjective speaks of words told before: المذكور."""
    return not small("idle").isdisjoint((word, word.removeprefix("ال").removesuffix("ه")))


def refers(word: str) -> bool:
    """Whether a folded word is a preposition with a pronoun: لهم."""
    return word in small("pronouns")


def links(word: str) -> bool:
    """Whether a folded word is a participle that ties a noun to another: الموالية."""
    plain = word.removeprefix("ال")
    return any((plain.removesuffix(end), letter) in behind() for end in ("", "ه", "ين", "ون") for letter in ("ل", wording("from"), "ب"))


@cache
def small(name: str) -> frozenset[str]:
    return frozenset(fold_word(word) for word in table("nouns")["grammar"][name])


@cache
def listed_words(name: str) -> frozenset[str]:
    """A list of small words of English, as they stand."""
    return frozenset(table("nouns")["grammar"][name])


@cache
def prepositions() -> frozenset[str]:
    return frozenset(small("prepositions") | small("pronouns") | small("stop") | {words[0] for words in starts("some")})


@cache
def kin() -> frozenset[str]:
    """English nouns of people who are named by whose they are: a sister."""
    return listed_words("relatives")


@cache
def needs() -> frozenset[str]:
    """Nouns that name nobody unless it is told whose they are."""
    return frozenset(table("nouns")["needs"]["words"])


@cache
def starts(kind: str) -> dict[tuple[str, ...], str]:
    """English by the folded words of a table of nouns.toml, the longest first."""
    told = {tuple(map(fold_word, words.split())): en for en, forms in table("nouns")[kind].items() for words in forms}
    return dict(sorted(told.items(), key=lambda item: -len(item[0])))


@cache
def _by_first(kind: str) -> dict[str, list[tuple[str, ...]]]:
    told: dict[str, list[tuple[str, ...]]] = {}
    for words in starts(kind):
        told.setdefault(words[0], []).append(words)
    return told


def opening(kind: str, words: Sequence[str], at: int) -> tuple[str, ...] | None:
    """The longest words of such a table that stand at a place among folded words; None where none does."""
    there = _by_first(kind).get(words[at], ()) if at < len(words) else ()
    return next((told for told in there if tuple(words[at : at + len(told)]) == told), None)


@cache
def behind() -> dict[tuple[str, str], str]:
    """English of participles by their masculine singular and preposition, and of single words."""
    told: dict[tuple[str, str], str] = {}
    for en, forms in table("nouns")["behind"].items():
        for form in forms:
            word, _, preposition = fold_word(form).partition(" ")
            told[word, preposition] = en
    return told


def agreeing(word: str, definite: bool, before: str) -> str | None:
    """The English of a word that is an adjective of a noun with or without article."""
    if has_article(word) != definite:
        return None
    if not definite and is_given(word) and peopled(before) and not _single(before):
        return None  # أنصار شريف: whose
    if not definite and word.endswith("ه") and (noun := found((word,))) and not noun.lexeme.people and peopled(before):
        return None  # أهالي محافظة
    if word.endswith("ه") and not before.endswith(_FEMININE) and before not in small("feminine") and _single(before):
        return None  # مجلس محافظة
    if word.endswith("ه") and not is_adjective(word) and peopled(before) and before.endswith(("ين", "ون", "ي", "و")):
        return None  # مؤيدي الجماعة المحظورة
    if word.endswith(("ين", "ون")) and not before.endswith(("ين", "ون", "ان", "ي", "و")) and found((word,)) and not peopled(before):
        return None  # منازل مدنيين are houses of civilians
    return adjective(word) or ("" if word.removeprefix("ال").removesuffix("ه") in small("idle") else None)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold_word(word) for words in table("latin")["persons"].values() for word in words if " " not in word)


def is_given(word: str) -> bool:
    """Whether a folded word is a person's name of the lexicon by one word, whatever else it means: شريف."""
    return word in _given_names()


def _single(word: str) -> bool:
    told = found((word,))
    return told is not None and told.lexeme.number == "one"


def peopled(word: str) -> bool:
    told = found((word,))
    return told is not None and told.lexeme.people
