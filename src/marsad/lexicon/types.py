"""The types of events with their traits, from `types.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..errors import LexiconError
from ..model import EVENT_TYPES
from .schema import TypeEntry
from .tables import checked


@cache
def types() -> Mapping[str, TypeEntry]:
    """Every type by its id, in the order of the ontology. Raises `LexiconError` where a line is wrong or a type has none."""
    entries = checked("types", list[TypeEntry], "type")
    if [e.id for e in entries] != list(EVENT_TYPES):
        raise LexiconError("types.toml: its lines are not the event types in the order of the ontology, each once; mend it and run again.")
    return {e.id: e for e in entries}


def having(trait: str) -> frozenset[str]:
    """The types that have a trait (`armed`, `political`, `moves`)."""
    return frozenset(id for id, entry in types().items() if getattr(entry, trait))
