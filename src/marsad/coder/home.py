"""The country that an article's outlet writes from: by its name in the lexicon, else by the ending of its web address."""

from __future__ import annotations

from ..arabic.normalise import fold
from ..lexicon import Lexicon


def country(site: str | None, outlet: str | None, lexicon: Lexicon) -> str | None:
    """ISO code, or None where neither tells it (an outlet on a social site, a `.com`)."""
    words = fold(outlet or "").split()
    found = lexicon.outlets.match(words, 0, words[0]) if words else None
    if found is not None and found[0] == len(words) and found[1].country:
        return found[1].country
    known = lexicon.called("outlet." + outlet.lower().replace(" ", "-")) if outlet else None  # an English name
    if known is not None and known.country:
        return known.country
    ending = (site or "").rpartition(".")[2].upper()
    return ending if ending in lexicon.country_names else None
