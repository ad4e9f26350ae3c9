"""One lexicon file as a table. For stages that need a file's words before, or without, the compiled lexicon."""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ..errors import LexiconError
from ..folders import cache_folder
from ..sealed import Damaged, read_sealed, sealed
from ..shape import is_list, is_table

T = TypeVar("T")
_KEPT = 3  # versions of a table in the cache folder
_PLAIN = {str, int, float, bool}  # what holds no table


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `lexicon/<name>.toml`; treat it as read-only. Raises `LexiconError` naming it where it is not valid TOML."""
    return _parsed(resources.files("marsad.lexicon") / f"{name}.toml", lambda file: _remembered(file.name, file.read_bytes()))


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
    if is_list(value) and not set(map(type, value)) <= _PLAIN:
        return [_named(where, inner) for inner in value]
    return value


def parse(entry: Traversable) -> dict[str, Any]:
    """A TOML file of the package. Raises `LexiconError` naming it where it is missing, not UTF-8 or not valid, and later where
    a table that is asked for is not in it."""
    return _parsed(entry, lambda file: tomllib.loads(file.read_text("utf-8")))


def _parsed(entry: Traversable, read: Callable[[Traversable], dict[str, Any]]) -> Table:
    """A file by what `read` makes of it. Raises as `parse`."""
    try:
        return Table(entry.name, read(entry))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{entry.name} is not valid TOML ({error}); mend that line and run again.") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{entry.name} is not UTF-8 (byte {error.start}); save it as UTF-8 and run again.") from error
    except OSError as error:
        raise LexiconError(f"{entry.name} cannot be read ({error.strerror}); put it back and run again.") from error


def _remembered(name: str, source: bytes) -> dict[str, Any]:
    """The tables of a file's bytes. Where they were parsed before, what came of it lies in the cache folder: a first claim asks for
    some fifteen files, and TOML is slow to parse. Raises as tomllib does, and `UnicodeDecodeError`."""
    path = cache_folder() / f"table-{name}-{sha256(source + sys.version.encode()).hexdigest()[:16]}.bin"
    kept: dict[str, Any]
    with contextlib.suppress(Damaged):
        kept = marshal.loads(read_sealed(path))
        return kept
    raw = tomllib.loads(source.decode("utf-8"))
    with contextlib.suppress(OSError, ValueError):  # a folder that cannot be written to, a date
        _keep(path, sealed(marshal.dumps(raw)))
    return raw


def _keep(path: Path, data: bytes) -> None:
    """A file whole or not at all, and the latest of its name alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)
    versions = sorted(path.parent.glob(f"{path.name.rpartition('-')[0]}-*.bin"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in versions[_KEPT:]:
        old.unlink(missing_ok=True)


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
