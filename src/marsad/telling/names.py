"""English names of actors, places and countries that stand inside a description, and names of persons in Latin letters."""

from __future__ import annotations

from functools import cache, lru_cache

from ..arabic.normalise import fold, fold_word
from ..lexicon.tables import table
from .latin import letters
from .words import countries

_KEPT = 1 << 12
_LONGEST = 6  # words of one name
_ORDINARY = 4e-6  # of all words: what is written more often is a word of the language rather than a name
KUNYA = frozenset({"ابو", "ام", "ابن", "ابي", "بن", "ال"})  # words that only names begin with or have in them
_SEEN = 1e-6
_INHABITANTS = 10_000  # of a town that a description may name without saying that it is one
_OWNERS = ("ها", "هم", "هما", "نا")
_PLURAL = ("ين", "ون", "ات", "يه")


@lru_cache(_KEPT)
def actor_called(words: tuple[str, ...]) -> tuple[str, int] | None:
    """The English name of the actor that folded words begin with, the longest first, and how many words that takes. Names that several bear are none."""
    from ..lexicon import load

    lexicon = load()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        key = " ".join(words[:size])
        if (country := countries().get(key) or _further().get(key)) is not None:
            return country, size
        actor = lexicon.actors.table.get(key)
        if actor is not None and key not in lexicon.namesakes:
            return actor.name_en, size
    return None


@lru_cache(_KEPT)
def place_called(words: tuple[str, ...], known: str = "") -> tuple[str, int] | None:
    """The English name of the best known place that folded words begin with, and how many words that takes. `known` asks for more than
    a name: "town" for a town or division, "renowned" for one whose name alone means it wherever it is read."""
    from ..gazetteer.resolve import renowned as is_renowned
    from ..lexicon import load

    gazetteer = load().gazetteer
    for size in range(min(_LONGEST, len(words)), 0, -1):
        key = " ".join(words[:size])
        if key in countries():
            return countries()[key], size
        places = gazetteer.find(key)
        if places:
            best = max(places, key=lambda p: (p.precision == "country", p.division, p.population))
            fit = {"": True, "town": best.division or best.population >= _INHABITANTS, "renowned": is_renowned(best)}[known]
            return (best.name_en, size) if fit else None
    return None


@cache
def _persons() -> dict[str, str]:
    return {fold(word): en for en, words in table("latin")["persons"].items() for word in words}


@cache
def _pairs() -> dict[str, str]:
    """Names of two words that are written as one: عبد الله."""
    return {word: en for en, words in table("latin")["persons"].items() for word in words if " " in word}


@cache
def _further() -> dict[str, str]:
    """Countries that the lexicon knows by name alone."""
    return {fold(word): en for en, words in table("nouns")["countries"].items() for word in words}


def is_name(word: str) -> bool:
    """Whether a folded word is a name of persons that the lexicon spells, or one made of such a name (الخالدي)."""
    plain = word.removeprefix("ال")
    return word in _persons() or plain in _persons() or word in KUNYA or (len(plain) > 4 and plain.endswith("ي") and plain[:-1] in _persons())


def _owned(word: str) -> bool:
    """Whether a pronoun stands behind a folded word that is one without it too: أبطالنا, not روكسانا."""
    from ..lexicon import load

    return any(word.endswith(end) and load().frequency(word.removesuffix(end)) > _SEEN / 10 for end in _OWNERS)


@lru_cache(_KEPT)
def may_name(word: str) -> bool:
    """Whether a folded word may be part of a name: one that is known, or one that is hardly ever written and no plural."""
    from ..lexicon import load

    if is_name(word):
        return True
    plain = word.removeprefix("ال")
    if (
        len(word) < 2
        or word.endswith(_OWNERS)
        or not all("\u0621" <= letter <= "\u06cc" for letter in word)
        or (plain != word and plain.endswith(_PLURAL))
    ):
        return False
    return max(load().frequency(word), load().frequency(plain)) < _ORDINARY


@lru_cache(_KEPT)
def begins_with_clitic(word: str) -> bool:
    """Whether a folded word that no table has is most likely another with و, ف, ب or ل before it: that one is written far more often."""
    from ..lexicon import load

    if word[:1] not in "وفبل" or len(word) < 4 or word.startswith("بو") or is_name(word):
        return False
    without = load().frequency("ال" + word[2:] if word.startswith("لل") else word[1:])
    return without > _SEEN and without > 10 * load().frequency(word)


@lru_cache(_KEPT)
def in_latin(text: str) -> str:
    """A person's name in Latin letters, as news spells it where the lexicon knows it: سليم الجبوري → Salim al-Jubouri."""
    told: list[str] = []
    for pair, en in _pairs().items():
        text = text.replace(pair, en)
    text = text.replace("عبد ال", "عبدال")
    for word in text.split():
        folded = fold_word(word)
        if word.isascii():
            told.append(word)
            continue
        plain = folded.removeprefix("ال")
        if folded in _persons():
            told.append(_persons()[folded])
        elif plain in _persons() and plain != folded:
            told.append(f"al-{_persons()[plain]}")
        elif plain.endswith("ي") and len(plain) > 4 and plain[:-1] in _persons():
            told.append(("al-" if plain != folded else "") + _persons()[plain[:-1]] + "i")
        elif folded.startswith("عبدال") and len(folded) > 7:
            told.append(f"Abdel{letters(word[5:]).lower()}")
        elif plain != folded and len(plain) > 2:
            told.append(f"al-{letters(word[2:])}")
        else:
            told.append(letters(word))
    line = " ".join(told)
    return line[:1].upper() + line[1:] if not line.startswith("al-") else f"Al-{line[3:]}"
