"""What people put on events from the pages: notes, tags, who sees to them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from ...archive import pins
from ...errors import InputError
from ..accounts import Person, people
from ..bounds import Named, Text
from ..endpoint import Api
from ..state import State

api = Api()


class Noted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note."""

    text: Text


class Tagged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A tag that is put on, or (`on` false) taken off."""

    tag: Annotated[Named, Meta(min_length=1)]
    on: bool = True


class Assigned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who sees to an event from now on; null for nobody."""

    to: Named | None = None


class PinsShown(msgspec.Struct, frozen=True):
    """What is on an event, by the id that it now has."""

    event: str
    pins: pins.Pins


@api.get("/api/people", role="reviewer")
def people_(state: State, person: Person) -> list[str]:
    """Who may be asked to see to an event."""
    return sorted({person.name, *(name for name, _ in people(state.archive))})


@api.post("/api/events/{id}/notes")
def note(state: State, person: Person, id: str, body: Noted) -> PinsShown:
    """Put a note on an event. It is taken back by the number of its decision (`/api/undo`)."""
    return _put(state, person, id, "note", body.text)


@api.post("/api/events/{id}/tags")
def tag(state: State, person: Person, id: str, body: Tagged) -> PinsShown:
    """Put a tag on an event, or take one off."""
    return _put(state, person, id, "tag" if body.on else "untag", body.tag)


@api.post("/api/events/{id}/assign")
def assign(state: State, person: Person, id: str, body: Assigned) -> PinsShown:
    """Say who sees to an event."""
    if body.to and body.to not in people_(state, person):
        raise InputError(f"nobody here is called {body.to}; choose one from the list.")
    return _put(state, person, id, "assign", body.to)


def _put(state: State, person: Person, id: str, verdict: pins.Verdict, value: str | None) -> PinsShown:
    event = pins.put(state.archive, id, verdict, value, person.name)
    return PinsShown(event, pins.pinned(state.archive, [event]).get(event, pins.BARE))
