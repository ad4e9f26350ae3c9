"""One lexicon file as a table. For stages that need a file's words before, or without, the compiled lexicon."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec

from ..errors import LexiconError
from ..shape import is_list, is_table

T = TypeVar("T")


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `lexicon/<name>.toml`; treat it as read-only. Raises `LexiconError` naming it where it is not valid TOML."""
    return parse(resources.files("marsad.lexicon") / f"{name}.toml")


class Table(dict[str, Any]):
    """A table of a lexicon file that names itself where a key is asked for which it lacks."""

    def __init__(self, where: str, raw: dict[str, Any]):
        super().__init__((key, _named(f"{where} {key}", value)) for key, value in raw.items())
        self._where = where

    def __missing__(self, key: str) -> Any:
        raise LexiconError(f"{self._where} lacks '{key}'; add it and run again.")


def _named(where: str, value: Any) -> Any:
    if is_table(value):
        return Table(where, value)
    if is_list(value):
        return [_named(where, inner) for inner in value]
    return value


def parse(entry: Traversable) -> dict[str, Any]:
    """A TOML file of the package. Raises `LexiconError` naming it where it is missing, not UTF-8 or not valid, and later where
    a table that is asked for is not in it."""
    try:
        return Table(entry.name, tomllib.loads(entry.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{entry.name} is not valid TOML ({error}); mend that line and run again.") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{entry.name} is not UTF-8 (byte {error.start}); save it as UTF-8 and run again.") from error
    except OSError as error:
        raise LexiconError(f"{entry.name} cannot be read ({error.strerror}); put it back and run again.") from error


def checked(name: str, of: type[T], key: str = "") -> T:
    """The file `lexicon/<name>.toml`, or what stands in it under `key`, as its schema has it. Raises `LexiconError` where a key is unknown
    or missing, or a value is not what the schema asks for."""
    raw = table(name)
    try:
        return msgspec.convert(bare(raw[key] if key else raw), of)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{name}.toml: {error}; mend that line and run again.") from error


def bare(value: Any) -> Any:
    """Tables as plain dicts, which `marshal` knows."""
    if is_table(value):
        return {key: bare(inner) for key, inner in value.items()}
    return [bare(inner) for inner in value] if is_list(value) else value
