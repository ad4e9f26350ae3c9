"""English names of actors, places and countries that stand inside a description."""

from __future__ import annotations

from functools import cache, lru_cache

from ..arabic.normalise import fold
from ..lexicon.tables import table
from .latin import plain_letters
from .words import countries

_KEPT = 1 << 12
_LONGEST = 6  # words of one name
_GREAT = 400_000  # of a town that stands for its government
_INHABITANTS = 10_000  # of a town that a description may name without saying that it is one


@lru_cache(_KEPT)
def actor_called(words: tuple[str, ...]) -> tuple[str, int] | None:
    """The English name of the actor that folded words begin with, the longest first, and how many words that takes; none of names
    that several bear."""
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
    a name: "town" for a town or division, "renowned" for one whose name alone means it wherever it is read, "great" for such a one of many
    inhabitants."""
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
            fit = {
                "": True,
                "town": best.division or best.population >= _INHABITANTS,
                "renowned": is_renowned(best),
                "great": any(p.precision == "settlement" and p.population >= _GREAT for p in places),
            }[known]
            return (plain_letters(best.name_en), size) if fit else None
    return None


@cache
def _further() -> dict[str, str]:
    """Countries and companies that the lexicon knows by name alone."""
    return {fold(word): en for kind in ("countries", "companies") for en, words in table("nouns")[kind].items() for word in words}


@cache
def openers() -> frozenset[str]:
    """First words of names of two, which are no words for what a place is there: تل الورد."""
    return frozenset(map(fold, (*table("grammar")["toponym_openers"], *table("sentences")["grammar"]["name_openers"])))
