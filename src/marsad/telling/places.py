"""Which places of a claim a sentence names, and the names of those that no gazetteer has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..arabic.normalise import fold
from ..lexicon.tables import table
from .latin import latin
from .told import Where

_WIDE = ("district", "governorate", "region", "country")


def own_name(text: str) -> str:
    """The name in the words for a place, without those that say what it is: قرية أم كريدم → أم كريدم. Empty where they name none
    (three villages, a position of the army)."""
    words = [w.strip("#()\"«»“”") for w in text.replace("_", " ").split()]
    while words and _plain(words[0]) in _typing():
        words = words[1:]
    told = [_plain(w) for w in words]
    if not told or len(told) > _LONGEST or any(w in _nouns() or w.isdecimal() or len(w) < 2 for w in told):
        return ""
    return " ".join(words)


def labelled(text: str, area: str) -> str:
    """The English label of a place that no gazetteer has: its name in Latin letters and the area that the text names for it."""
    name = own_name(text)
    return f"{latin(name)} ({area})" if name else area


_LONGEST = 3  # words of a name


def _plain(word: str) -> str:
    folded = fold(word).removeprefix("و") if len(word) > 4 else fold(word)
    return folded.removeprefix("ال")


@cache
def _typing() -> frozenset[str]:
    return frozenset(_plain(w) for w in table("merging")["places"]["typing"])


@cache
def _nouns() -> frozenset[str]:
    """Words that are no part of a name: nouns that have an English, adjectives, words of number and of direction."""
    sentences, places = table("sentences"), table("merging")["places"]
    numbers = (w for kind in ("values", "vague") for ws in table("numerals")[kind].values() for w in ws)
    words = (*(w for ws in sentences["gloss"].values() for w in ws), *(w for e in sentences["people"].values() for w in e["words"]),
             *(w for ws in sentences["adjective"].values() for w in ws), *places["generic"], *places["typing"], *sentences["grammar"]["adverbs"], *numbers)  # fmt: skip
    return frozenset(_plain(w) for w in words if " " not in w)


def fewest(places: Iterable[Where]) -> list[Where]:
    """The places without those that say nothing more: what lies near a place that is told, and the whole of a part that is."""
    told = list(places)
    names = {w.en for w in told}
    parts = {w.admin1 for w in told if w.precision not in ("governorate", "region", "country")}
    out = []
    for w in told:
        beside = w.en.startswith("near ") and w.en[5:] in names
        whole = w.precision in _WIDE and any(
            p is not w and w.precision == "country" and p.country == w.country for p in told
        )
        if not beside and not whole and not (w.precision == "governorate" and w.en in parts):
            out.append(w)
    return out or told
