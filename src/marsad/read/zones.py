"""A moment in world time → the day and hour of the place that a text speaks of."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from functools import cache

from ..arabic.normalise import fold
from ..lexicon.tables import table

_UTC = re.compile(r"(?:Z|[+-]00:?00|\bUTC|\bGMT)\s*(?:\d{4})?\s*$")  # Twitter writes the year behind the zone

_REGION = (60, 270)  # minutes ahead of world time, from Algiers to Kabul


def in_world_time(stamp: str) -> bool:
    """Whether a stamp says that it is in world time."""
    return bool(_UTC.search(stamp.strip()))


def local(at: str, text: str) -> tuple[str, str]:
    """(`YYYY-MM-DDTHH:MM` by the clock of the place, the zone's name) of such a moment of UTC; the place is told by `text`."""
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
    name = _zone_of(text) or str(table("zones")["usual"])
    return moment.astimezone(_zone(name)).strftime("%Y-%m-%dT%H:%M"), name


def local_of(at: str, ahead: int, text: str) -> tuple[str, str | None]:
    """The same of a moment by a clock that stands `ahead` minutes ahead of world time, as that of whoever exported a chat. It stays, and
    no zone is named, where `text` names no place and the clock may be one of the region's."""
    if _zone_of(text) is None and _REGION[0] <= ahead <= _REGION[1]:
        return at, None
    moment = dt.datetime.fromisoformat(at) - dt.timedelta(minutes=ahead)
    return local(moment.strftime("%Y-%m-%dT%H:%M"), text)


def _zone_of(text: str) -> str | None:
    """The zone of the place that a text speaks of most; None where it names none."""
    folded = fold(text[:5000])
    counts = {name: sum(folded.count(word) for word in words) for name, words in _words().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(fold, zone["words"])) for name, zone in table("zones")["zones"].items()}


@cache
def _zone(name: str) -> dt.tzinfo:
    """The zone with its summer times; where the system has no table of zones, its hours as they stand in the lexicon."""
    try:
        return zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError:
        return dt.timezone(dt.timedelta(hours=table("zones")["zones"][name]["hours"]))
