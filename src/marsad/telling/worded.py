"""The words of a description as they are read: up to where it ends, without what ties the first of them to words before."""

from __future__ import annotations

import re

from ..arabic.normalise import fold_word
from ..lexicon.tables import table
from .clauses import begins_clause, without_verb
from .lexemes import Found, adjective, found
from .names import actor_called
from .persons import is_name
from .said import behind, kin, small
from .words import countries, english_words, grammar, wording, written

_BREAK = re.compile(r"(?<!\d)[،,]|[،,](?!\d)|[:؛;()\[\]{}/\\|…]|\.(?:\s|$)| - ")
_NAMED = re.compile(r"([\u0621-\u0652]+)[،,] ([\u0621-\u0652]+)")
_HONORIFIC = re.compile(r"(?<![\u0621-\u0652])(?:أ\.د|د|أ|م)\. ")
_BY_NUMBER = re.compile(r"(?:ب|ل|ك)ـ?\d")  # what is done by a number of things: ب25 عملية
_VERB = re.compile(r"و\w{3,}و(?:ه|ها|هم|هما)$")  # وخطفوهما


def words_of(text: str) -> list[str]:
    """The words of a description, up to a mark, or to a word at which another sentence begins."""
    kept: list[str] = []
    text = _NAMED.sub(_with_name, _HONORIFIC.sub("", text))
    words = _BREAK.split(written(text), maxsplit=1)[0].split()
    for n, word in enumerate(words):
        if (
            kept
            and (fold_word(word) in small("stop") or _VERB.match(word) or _BY_NUMBER.match(word))
            and not (word == wording("in_name_of") and _speaks(kept))
        ):
            break
        if kept and begins_clause([*kept, *words[n:]], len(kept)):
            break
        if kept and word in table("nouns")["grammar"]["stop_as_written"] and (_singular(kept[-1]), fold_word(word)) not in behind():
            break
        kept.append(word)
    kept = _agreed(_by_name(without_verb(kept)))
    kept = _without_to(kept)
    if kept and found((fold_word(kept[0]),)) is None and found((fold_word(f"و{kept[0]}"),)) is not None and not is_name(fold_word(kept[0])):
        kept[0] = f"و{kept[0]}"  # وزيرا, from which و was taken for "and"
    return kept


def _speaks(words: list[str]) -> bool:
    """Whether some words tell who speaks for somebody: المتحدث الرسمي, in whose name."""
    head = found(tuple(map(fold_word, words)))
    return head is not None and head.lexeme.en in english_words("spokespeople")


def _without_to(words: list[str]) -> list[str]:
    """The words without the ل that ties the first one to words before it: لعمالها, لقوات النظام."""
    if not words or not words[0].startswith("ل") or len(words[0]) < 4 or found((fold_word(words[0]),)) is not None:
        return words
    folded = tuple(map(fold_word, words))
    if actor_called((folded[0][1:],)) is not None and not _names_whole(folded[0]):
        return [words[0][1:], *words[1:]]  # لقسد
    if actor_called((f"ا{folded[0]}", *folded[1:])) is not None and not _names_whole(folded[0]) and folded[0][1] != "ل":
        return [f"ا{words[0]}", *words[1:]]  # لولايات المتحدة, whose alif stands in the word before
    noun = found((fold_word(words[0][1:]),))
    if noun is None or not (noun.owned or len(words) > 1 or noun.lexeme.number == "many") or _names_whole(fold_word(words[0])):
        return words
    article = "ال" if len(words) > 1 and words[1].startswith("ال") and _agrees(words[1], noun) and not noun.owned else ""
    return [f"{article}{words[0][1:]}", *words[1:]]


def _agrees(word: str, noun: Found) -> bool:
    """Whether a word is an adjective that a noun may have: no plural of people behind a thing."""
    return adjective(fold_word(word)) is not None and (noun.lexeme.people or not word.endswith(("ين", "ون")))


def _names_whole(word: str) -> bool:
    """Whether a folded word is an actor, a country or a person by itself."""
    return actor_called((word,)) is not None or is_name(word)


def _agreed(words: list[str]) -> list[str]:
    """The words without an article that the nation behind a noun has by mistake: ميليشيات الروسية."""
    if len(words) == 2 and words[0] == wording("forces") and words[1].startswith("ال") and words[1].endswith("ية") and adjective(fold_word(words[1])):
        return [f"ال{words[0]}", words[1]]  # قوات الحكومية
    if (
        len(words) != 2
        or words[0].startswith("ال")
        or not (words[1].startswith("ال") and words[1].endswith("ية"))
        or fold_word(words[1]) in countries()
    ):
        return words  # علماء السعودية
    noun, nation = found((fold_word(words[0]),)), adjective(fold_word(words[1])) or ""
    if noun is None or noun.owned or noun.lexeme.number != "many" or not nation[:1].isupper():
        return words
    return [words[0], words[1][2:]]


def _by_name(words: list[str]) -> list[str]:
    """The words without whose kin somebody is who is named: ابن أخته سليم الورداني."""
    at = 1 if len(words) > 2 and fold_word(words[0]) in grammar("child_of") else 0
    told = found((fold_word(words[at]),)) if len(words) > at + 1 else None
    is_kin = told is not None and told.owned and told.lexeme.en in kin()
    behind = words[at + 1 :]
    if len(behind) > 1 and adjective(fold_word(behind[0])) in english_words("which_child"):
        behind = behind[1:]  # نجله الثاني سليم
    return behind if is_kin and is_name(fold_word(behind[0])) else words


def _with_name(comma: re.Match[str]) -> str:
    """A comma between what somebody is and his name falls away: الرئيس الفلبيني، رودريغو دوتيرتي."""
    before, behind = fold_word(comma[1]), fold_word(comma[2])
    is_his = is_name(behind) and not is_name(before) and found((behind,)) is None
    return f"{comma[1]} {comma[2]}" if is_his else comma[0]


def _singular(word: str) -> str:
    """A participle without article and ending: محسوبين → محسوب."""
    plain = fold_word(word).removeprefix("ال")
    return next((plain.removesuffix(end) for end in ("ه", "ين", "ون") if plain.endswith(end)), plain)
