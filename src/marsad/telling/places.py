"""Which places of a claim a sentence names."""

from __future__ import annotations

from collections.abc import Iterable

from .told import Where

_WIDE = ("district", "governorate", "region", "country")


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
