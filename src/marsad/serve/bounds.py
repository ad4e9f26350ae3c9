"""How long, how large and how many what the API takes may be. The bounds stand in its description too, for they are types."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta

from ..archive.filters import PLAIN, Day, Named
from ..errors import InputError
from ..read.article import check_date
from ..read.items import MAX_CHARS

__all__ = ["Day", "Named"]  # the filters have them too
_YEARS = range(1900, 2101)

Id = Annotated[str, Meta(min_length=1, max_length=200, pattern=PLAIN)]
Text = Annotated[str, Meta(max_length=2000, pattern=PLAIN)]
Letter = Annotated[int, Meta(ge=0, le=MAX_CHARS)]  # its place in an article's text
People = Annotated[int, Meta(ge=0, le=10_000_000)]
Number = Annotated[int, Meta(ge=1, le=2**31 - 1)]  # of a row
Claims = Annotated[list[Id], Meta(min_length=1, max_length=500)]

_plain = re.compile(PLAIN)


def is_id(value: str) -> bool:
    """Whether a part of an address can be an id."""
    return 0 < len(value) <= 200 and _plain.match(value) is not None


def day(value: str) -> str:
    """An ISO date of 1900 to 2100. Raises `InputError`."""
    checked = check_date(value)
    if int(checked[:4]) not in _YEARS:
        raise InputError(f"{value} lies outside {_YEARS[0]} to {_YEARS[-1]}; check the year.")
    return checked


def day_if(value: str | None) -> str | None:
    """A day as `day` has it, or None for none."""
    return day(value) if value else None


def box(value: str | None) -> tuple[float, float, float, float] | None:
    """(west, south, east, north) in degrees of "west,south,east,north", or None for none. Raises `InputError`."""
    if not value:
        return None
    try:
        west, south, east, north = map(float, value.split(","))
    except ValueError:
        raise InputError("box must be four numbers: west,south,east,north in degrees.") from None
    # A map that was turned round the world asks for more than 180 degrees; nothing asks for a thousand.
    if not all(abs(degrees) <= 1000 for degrees in (west, south, east, north)):
        raise InputError("box must be four numbers of degrees: west,south,east,north.")
    return west, south, east, north
