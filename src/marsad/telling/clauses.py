"""Where the words of a description end and a clause begins: verbs that no table has, told by how often their forms are written."""

from __future__ import annotations

from functools import lru_cache

from ..arabic.normalise import fold_word
from .lexemes import Found, adjective, found, lexemes
from .names import actor_called, place_called
from .persons import begins_with_clitic, is_name, together
from .said import behind, links, prepositions, small
from .words import countries, demonym, grammar, numerals, wording

_KEPT = 1 << 12
_WRITTEN = 1e-6  # of all words: a word that is written at least as often
_OFTEN = 4e-5  # the same of a verb that is one behind a name too
_BARE = 0.01  # a verb has no article: with one it is written less often than this part
_LONG = 9  # words of a description with a clause in it
_FORMS = 0.03  # of a verb's other form, the part of its own writings


@lru_cache(_KEPT)
def _frequency(word: str) -> float:
    """How often a folded word is written, with its hamza or without."""
    from ..lexicon import load

    return max(load().frequency(form) for form in (word, f"أ{word[1:]}" if word.startswith("ا") else word))


@lru_cache(_KEPT)
def is_verb(word: str) -> bool:
    """Whether a folded word that no table has is a verb: it never has an article, and another form of it is written too (أعلن, أعلنت)."""
    written = _frequency
    often = written(word)
    if len(word) < 3 or often < _WRITTEN or _is_noun(word) or written("ال" + word) > _BARE * often:
        return False
    if word[0] in "يت" and written(("ت" if word[0] == "ي" else "ي") + word[1:]) > _FORMS * often:
        return True
    if word.endswith("ت"):
        return written(word[:-1]) > _FORMS * often and not is_name(word[:-1])
    return written(word + "ت") > _FORMS * often


def _is_noun(word: str) -> bool:
    if word in lexemes() or is_name(word) or word in countries() or word in prepositions() or word in small("demonstrative"):
        return True
    joined = word.startswith(("و", "ل", "ب", "ف", "ك"))
    if word.startswith("ال") or (joined and (not word.endswith("ت") or word.endswith("ات") or begins_with_clitic(word))):
        return True  # with a clitic: لقوات
    known = found((word,)) is not None or adjective(word) is not None or demonym(word) is not None or links(word)
    return known or place_called((word,)) is not None or actor_called((word,)) is not None or numerals().is_number(word)


def begins_clause(words: list[str], at: int) -> bool:
    """Whether a clause begins at the word `at`: a verb, a day, an object without article behind those who do something (المحتجون ساعة)."""
    word, before = fold_word(words[at]), fold_word(words[at - 1])
    if word in grammar("days"):
        return not is_name(before) and before not in grammar("of_days")
    if _is_named(words, at):
        return False
    if word.startswith("و") and found((word,)) is None and is_verb(word[1:]) and _is_often(word[1:]) and not is_name(word):
        return True  # الحادث وقال
    following = fold_word(words[at + 1]) if at + 1 < len(words) else ""
    if (word, "") in behind() or (word, following) in behind() or any((word, letter) in behind() for letter in "لب" if following.startswith(letter)):
        return False
    if is_verb(word) and not words[at].endswith("ة"):
        return (_is_often(word) or not (is_name(before) or _is_one(words))) and not _describes(words, at)
    if word == wording("in") and following in grammar("occasions"):
        return not _takes_part(before)
    return _is_object(words, at)


def _is_named(words: list[str], at: int) -> bool:
    """Whether a place, an actor or a person by a name of several words begins at the word `at` or before it."""
    rest = tuple(map(fold_word, words[at:]))
    known = place_called(rest) is not None or actor_called(rest) is not None or together(rest) > 0
    spanning = actor_called((fold_word(words[at - 1]), *rest))
    return known or words[at].startswith("آ") or (spanning is not None and spanning[1] > 1)


def _is_often(word: str) -> bool:
    """Whether a verb is written so often that it is one behind somebody's title or name too: أعلن, not مات, a name of others."""
    return _frequency(word) > _OFTEN and word not in grammar("names_too")


def _is_one(words: list[str]) -> bool:
    """Whether some words begin with one person, whose name may stand behind what he is: الرئيس, وزيرة الخارجية."""
    head = found(tuple(map(fold_word, words)))
    return head is not None and head.lexeme.people and head.lexeme.number in ("one", "whole") and (head.definite or head.lexeme.kind == "office")


def without_verb(words: list[str]) -> list[str]:
    """The words of a description without a verb that nothing stands behind."""
    while len(words) > 1 and words[-1][0] in "يت" and (fold_word(words[-1]), "") in behind():
        words = words[:-1]  # مسلحون يستقلون: what
    while (
        len(words) > 1
        and is_verb(fold_word(words[-1]))
        and not words[-1].endswith("ة")
        and not (is_name(fold_word(words[-2])) or _is_one(words) or _is_named(words, len(words) - 1))
    ):
        words = words[:-1]
    return words


def _takes_part(word: str) -> bool:
    """Whether a folded word is a participle, or people in the plural, who may be those of what happens: مشتبه به في هجوم, ضحايا."""
    told = found((word,))
    return adjective(word) is not None or links(word) or word in small("pronouns") or (told is not None and _several_or_one(told))


def _several_or_one(told: Found) -> bool:
    """Whether a noun names people in the plural, or one whom no article tells to be known."""
    return told.lexeme.people and (told.lexeme.number == "many" or not told.definite)


def _describes(words: list[str], at: int) -> bool:
    """Whether the clause at a verb is a whole one that tells which people or things an indefinite noun names: مواد تستخدم في صنع القنابل,
    بؤر تستخدمها العناصر."""
    behind_it = [fold_word(w) for w in words[at + 1 :]]
    whole = len(behind_it) > (0 if words[at].endswith(("ها", "هم")) else 1) and not (behind_it[-1] in prepositions() or is_verb(behind_it[-1]))
    first = fold_word(words[0])
    head = found((first,))
    one_of = head is None and (first in grammar("of_which") or numerals().is_number(first))
    return whole and len(words) < _LONG and (one_of or (head is not None and not head.definite))


def _is_object(words: list[str], at: int) -> bool:
    """Whether a word without article stands behind people or a body that have one, whose it cannot be: القوات هجوما."""
    if not all(w.startswith("ال") for w in words[:at]) or words[at].startswith(("ال", "و", "ل", "ب")):
        return False
    head, noun = found((fold_word(words[0]),)), found((fold_word(words[at]),))
    if head is None or not _many(head) or noun is None or noun.lexeme.people or noun.owned:
        return False
    word = fold_word(words[at])
    return adjective(word) is None and not links(word) and not is_name(word) and actor_called((word,)) is None


def _many(head: Found) -> bool:
    """Whether a noun names many people or a body."""
    return (
        head.lexeme.kind == "body"
        or head.lexeme.en.endswith("forces")
        or (head.lexeme.people and head.lexeme.number == "many")
        or head.lexeme.number == "whole"
    )
