"""How places are named in lists of them: `lexicon/naming.toml`, checked when it is first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ..arabic.normalise import fold
from ..errors import LexiconError

Names = tuple[Annotated[str, Meta(min_length=1)], ...]
Plain = tuple[Annotated[str, Meta(min_length=1, pattern=r"^[^A-Z _]+$")], ...]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]


class Columns(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of the columns of a table of places."""

    lat: Plain
    lon: Plain
    ar: Plain
    en: Plain
    pcode: Plain
    country: Plain
    population: Plain


class Naming(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table; its words are folded, but for what `written` gives."""

    types: frozenset[str]
    joined: frozenset[str]
    father: Names
    written: dict[str, str]
    focus: frozenset[Country]
    columns: Columns


def checked(text: str) -> Naming:
    """The table of a file's text. Raises `LexiconError` where it is no TOML, a key is unknown or missing, or a value is none of its kind."""
    try:
        told = msgspec.convert(tomllib.loads(text), Naming)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(f"naming.toml: {error}; mend that line and run again.") from error
    words = [frozenset(map(fold, names)) for names in (told.types, told.joined)]
    return msgspec.structs.replace(told, types=words[0], joined=words[1], father=tuple(dict.fromkeys(map(fold, told.father))))


@cache
def naming() -> Naming:
    """The packaged table. Raises as `checked`."""
    return checked((resources.files("marsad.lexicon") / "naming.toml").read_text("utf-8"))
