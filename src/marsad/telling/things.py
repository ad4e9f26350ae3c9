"""Who and what is named, in English: actors with their articles, descriptions, people by a noun, lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .lexemes import plural_words, uncapped
from .phrase import phrase
from .said import small, starts
from .told import Name
from .words import (
    BEHIND,
    adjective,
    bare,
    by_nation,
    countries,
    english_words,
    glosses,
    grammar,
    member,
    nation_called,
    nouns,
    number_alone,
    vague,
    with_article,
    wording,
    written,
)

_MOST = 4  # names in one list
_KEPT = 1 << 12  # names and places whose words are remembered: those of one article come in many claims
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)$")
_COUNTED = re.compile(
    r"(\d|two|three|four|five|six|seven|eight|nine|at least|up to|both|more than|about|"
    r"(?:a number|dozens|tens|hundreds|thousands|millions) of|many|several|some|most) ?"
)
_TO_A_SIDE = re.compile(r" (?:north|south|east|west)\w*$")  # areas west, of Bara
_TWO = re.compile(r" and (?:the|an?) ")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ONE = re.compile(r"^(a|an|one) ")


def number(n: int) -> str:
    if n >= 1_000_000 and n % 100_000 == 0:
        return f"{n / 1_000_000:g} million"
    return _SMALL[n] if n < len(_SMALL) else f"{n:,}"


@lru_cache(_KEPT)
def actor(name: Name) -> str:
    """Who is named, with its article: "the Rapid Support Forces"."""
    if not name.known:
        return _as_doer().get(fold_word(written(name.ar))) or thing(name)
    return with_article(uncapped(by_nation(_PARENTHESIS.sub("", name.en) or name.en)))


@cache
def _as_doer() -> dict[str, str]:
    """English of names of doers that are common nouns too: القاعدة."""
    return {fold_word(word): en for en, words in table("sentences")["grammar"]["as_doers"].items() for word in words}


@lru_cache(_KEPT)
def thing(name: Name) -> str:
    """What is named: by its English name or the English of its words. Empty where those have none: then it is left out."""
    if name.known:
        return actor(name)
    if name.force:
        return f"{member(name.of)[1]} {actor(Name('', name.of, known=True))}"
    text = written(name.ar)
    words = fold_word(text).split()
    words = words[:-1] if len(words) > 1 and words[-1] in small("of_them") else words
    if name.of:
        whose, owner = noun(words[:1]), actor(Name("", name.of, known=True))
        return f"{whose} of {owner}" if whose else owner
    if " ".join(words) in countries():
        return with_article(countries()[" ".join(words)])
    if words and words[0] in vague() and len(words) == 1:
        return f"{vague()[words[0]]} of people"
    if len(words) == 2 and words[0] in vague() and words[1] in vague():
        return f"{'tens' if vague()[words[0]] == 'dozens' else vague()[words[0]]} of {vague()[words[1]]} of people"
    if len(words) == 1 and (some := starts("some").get((words[0].removeprefix("ال"), wording("from")))) is not None:
        return f"{some} people"
    if (alone := number_alone(words)) is not None:
        return f"{'at least ' if alone[1] is None else ''}{number(alone[0])} people"
    if len(words) == 1 and (nation := nation_called(words[0])):
        return with_article(nation[1])
    return phrase(text) or ("" if _ARABIC.search(text) else text)


def noun(words: list[str]) -> str | None:
    """English of a noun, by its folded Arabic words."""
    head = " ".join(words)
    found = glosses().get(head) or glosses().get(bare(head)) or people_by(head) or _owned(head)
    if found is None and head.endswith(("ين", "ان")) and glosses().get(head[:-2], "").startswith(("a ", "an ")):
        return f"two {glosses()[head[:-2]].split(' ', 1)[1]}s"
    return found


def _owned(word: str) -> str | None:
    """A noun with somebody's pronoun behind it: قنصليتها, أنصاره."""
    for end in ("ها", "هم", "ه"):
        stem = word.removesuffix(end)
        if stem != word and len(stem) > 3:
            for form in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
                if form in glosses():
                    return glosses()[form]
    return None


def people_by(word: str) -> str | None:
    name = nouns().get(word) or nouns().get(word.removeprefix("ال"))
    if name is None:
        return None
    entry = table("sentences")["people"][name]
    one: str
    many: str
    one, many = entry["en"]
    plain = word.removeprefix("ال")
    if (
        plain != word.removesuffix("ين")
        and plain in (fold_word(entry["ar"][1]), fold_word(entry["ar"][1])[:-2] + "ان")
        and fold_word(entry["ar"][1]) != fold_word(entry["ar"][2])
    ):
        return f"two {many}"
    if plain in (fold_word(entry["ar"][0]), fold_word(entry["ar"][3])) or plain in grammar("ones"):
        return f"{'an' if one[0] in 'aeio' else 'a'} {one}"
    return many


@lru_cache(_KEPT)
def speaker(name: Name) -> str:
    """Whose word it is; an adjective alone ("medical") speaks for sources."""
    only = adjective(fold_word(name.ar)) if not name.known else None
    return f"{only} sources" if only else thing(name)


@cache
def tied() -> re.Pattern[str]:
    """What stands behind an English noun by a participle: groups | opposed to the government."""
    return re.compile(rf" (?:{'|'.join(sorted({en.split()[0] for en in table('nouns')['behind']}))})\b")


@lru_cache(_KEPT)
def several(text: str) -> bool:
    """Whether what is named stands with a plural verb."""
    if not text:
        return False
    plain = tied().split(_TO_A_SIDE.sub("", BEHIND.split(text.split(" (")[0])[0].split(" near ")[0]))[0]
    last = plain.split()[-1] if plain.split() else ""
    if "% of " in plain:
        return False
    if last in english_words("plural") or " and " in plain or _TWO.search(text) or (_COUNTED.match(text) and not text.startswith("at least one")):
        return True
    return last in plural_words() and not _ONE.match(plain)


def unique(names: Iterable[str]) -> list[str]:
    """Names in their order, each once."""
    told = list(dict.fromkeys(filter(None, names)))
    if len(told) < 2:
        return told
    return [n for n in told if not any(o != n and o.endswith(" " + n.removeprefix("the ")) for o in told)]


def actors(names: Sequence[Name]) -> list[str]:
    return [actor(n) for n in names]


def _parts(names: Sequence[str]) -> list[str]:
    """Several names each by itself: workers and civilians, and a mosque."""
    if len(names) < 2:
        return list(names)
    return [
        part
        for name in names
        for part in (
            re.split(", | and ", name)
            if ", " in name and not BEHIND.search(name.partition(", ")[2])
            else name.split(" and ")
            if name.count(" and ") == 1 and name.islower() and not BEHIND.search(name)
            else [name]
        )
    ]


def listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    names = unique(_parts(unique(names)))
    if len(names) > _MOST:
        names = [*names[:_MOST], "others"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""
