"""Views that people keep from the pages, each their own."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from ...archive import saved
from ...archive.filters import PLAIN
from ..accounts import Person
from ..endpoint import Api
from ..state import State

api = Api()
ViewName = Annotated[str, Meta(min_length=1, max_length=80, pattern=PLAIN)]


class Keeping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name, and the filters as a page's address has them."""

    name: ViewName
    query: Annotated[str, Meta(max_length=4000, pattern=PLAIN)]


class Removing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The name of a view that is kept no longer."""

    name: ViewName


@api.get("/api/views")
def saved_views(state: State, person: Person) -> list[saved.SavedView]:
    """The views that whoever asks keeps."""
    return saved.saved(state.archive, person.name)


@api.post("/api/views", role="viewer")
def keep_view(state: State, person: Person, body: Keeping) -> list[saved.SavedView]:
    """Keep a view, in place of one's own of its name."""
    saved.keep(state.archive, person.name, body.name, body.query)
    return saved.saved(state.archive, person.name)


@api.post("/api/views/remove", role="viewer")
def remove_view(state: State, person: Person, body: Removing) -> list[saved.SavedView]:
    """Keep a view no longer."""
    saved.remove(state.archive, person.name, body.name)
    return saved.saved(state.archive, person.name)
