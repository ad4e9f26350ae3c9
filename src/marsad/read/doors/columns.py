"""What tables and dumps call their columns: `lexicon/doors.toml`, checked when it is first asked for."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from ...errors import LexiconError
from ...lexicon.tables import checked

_REMARK = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*$")
_BETWEEN = re.compile(r"[\s_.\u0640-]+")
Names = tuple[Annotated[str, Meta(min_length=1, pattern=r"^[^A-Z]+$")], ...]  # compared without case: written small


class Fields(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of the columns that hold a field of an article, the commonest first."""

    text: Names
    title: Names
    published: Names
    url: Names
    outlet: Names
    author: Names
    section: Names
    id: Names
    latitude: Names
    longitude: Names
    coordinates: Names


class OfMessage(Struct, frozen=True, forbid_unknown_fields=True):
    """Keys under which dumps of a messenger tell what goes with a message's words."""

    chat: Names
    title: Names
    handle: Names
    number: Names
    message: Names
    author: Names
    origin: Names
    origin_chat: Names
    origin_name: Names
    own: Names


class OfPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """Keys of an object that holds a point."""

    latitude: Names
    longitude: Names
    whole: Names


class Doors(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    lists: Names
    lists_within: Names
    beside: Names
    within: Names
    words: Names
    named: Names
    empty: Names
    hour: Names
    columns: Fields
    message: OfMessage
    point: OfPoint


FIELDS = Fields.__struct_fields__


@cache
def doors() -> Doors:
    """The table. Raises `LexiconError` where a key is unknown or missing, a name is none, or one name stands for two fields."""
    found = checked("doors", Doors)
    seen: dict[str, str] = {}
    for field in FIELDS:
        for name in names_of(field, found):
            if seen.setdefault(plain_name(name), field) != field:
                raise LexiconError(f"doors.toml: '{name}' names both {seen[plain_name(name)]} and {field}; take it out of one of them.")
    return found


@lru_cache(1 << 12)
def plain_name(name: str) -> str:
    """A column's name as names are compared: small letters without spaces, hyphens, underscores, a remark in brackets behind it
    (`Message_ID`, `message id`; `Date (UTC)`, `date`)."""
    return _BETWEEN.sub("", _REMARK.sub("", str(name).strip().lstrip("\ufeff")).lower()) or str(name)


def names_of(field: str, of: Doors | None = None) -> tuple[str, ...]:
    """The usual names of the columns of a field of `FIELDS`."""
    names: tuple[str, ...] = getattr((of or doors()).columns, field)
    return names
