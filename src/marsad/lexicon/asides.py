"""The words of `asides.toml`, folded, by kind."""

from __future__ import annotations

from functools import cache

from ..arabic.inflect import verb_forms
from ..arabic.normalise import fold
from .tables import table


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind (`drills`, `repelling`), its `verbs` in all their forms. Raises `LexiconError` where the file has no such kind."""
    rows = table("asides")[kind]
    return frozenset(map(fold, rows["words"])).union(*(verb_forms(*verb.split()) for verb in rows.get("verbs", ())))


@cache
def types(kind: str) -> frozenset[str]:
    """The types of events that a kind names."""
    return frozenset(table("asides")[kind]["types"])


def lands(iso: str) -> tuple[str, ...]:
    """The countries (ISO codes) whose towns are told as a country's too."""
    return tuple(table("asides")["within_lands"].get(iso, ()))


@cache
def paired() -> dict[str, str]:
    """Names that are ordinary words too, folded → the id of the actor that they are beside others."""
    return {fold(row["name"]): id for id, row in table("asides")["paired"].items()}


@cache
def words_beside(id: str) -> frozenset[str]:
    """The words beside which such a name of an actor is one."""
    return frozenset(map(fold, table("asides")["paired"][id]["beside"]))
