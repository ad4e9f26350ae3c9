"""The words of `asides.toml`, folded, by kind."""

from __future__ import annotations

from functools import cache

from ..arabic.normalise import fold
from .tables import table


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind (`drills`, `repelling`). Raises `LexiconError` where the file has no such kind."""
    return frozenset(map(fold, table("asides")[kind]["words"]))
