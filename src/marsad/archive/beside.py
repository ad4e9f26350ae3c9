"""Ours beside events by other hands, in a country and a period: what `marsad compare` prints and the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..errors import InputError
from ..foreign.compare import Comparison, compare
from ..foreign.read import Foreign
from .filters import Filters
from .store import Archive
from .views import count_query


class Beside(NamedTuple):
    """A comparison, and the first and the last day that it takes in (ISO, inclusive)."""

    comparison: Comparison
    first: str
    last: str


def beside(
    archive: Archive,
    theirs: Sequence[Foreign],
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    days: int = 2,
    km: float = 25.0,
    most: int | None = None,
) -> Beside:
    """Hold the archive's asserted events against theirs, in a country (two letters; theirs without one count too) and between two days
    (by default theirs own). Raises `InputError` where none of theirs lies in the country, or where ours are more than `most`."""
    code = country.upper() if country else None
    theirs = [f for f in theirs if code is None or f.country in (None, code)]
    if not theirs:
        raise InputError("none of their events lies in that country; leave the country out or choose another.")
    first, last = since or min(f.start for f in theirs), until or max(f.end for f in theirs)
    theirs = [f for f in theirs if first <= f.start and f.end <= last]
    asked = Filters(country=(code,) if code else (), since=first, until=last, modality=("asserted",))
    if most is not None:
        with archive.engine.connect() as connection:
            ours = connection.scalar(count_query(connection, asked)) or 0
        if ours > most:
            raise InputError(f"more than {most} events of ours lie in these days; choose a country or fewer days.")
    return Beside(compare(list(archive.events(asked)), theirs, days, km), first, last)
