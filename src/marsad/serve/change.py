"""What the pages change: logins, decisions, and articles tried without being kept."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path, PurePath

import msgspec
from starlette.exceptions import HTTPException

from ..archive import desk
from ..errors import InputError
from ..model import Claim, Doc
from .correct import Told, added, corrected
from .endpoint import Api, Raw
from .people import Person
from .state import State

api = Api()
_SHOWN = 20  # articles of one file that the page shows


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event as the reviewer saw it: where it has changed since, nothing is written."""

    event: str
    stamp: str


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Accepting or rejecting a claim, and why."""

    seen: Seen | None = None
    reason: str | None = None


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a claim should be, and why."""

    told: Told
    seen: Seen | None = None
    reason: str | None = None


class Addition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event that was missed: the words [start, end) of the article tell it."""

    start: int
    end: int
    told: Told
    reason: str | None = None


class Grouping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Claims that are (merge) or are not (split) one event with the others."""

    claims: list[str]
    others: list[str]
    seen: list[Seen] = []
    reason: str | None = None


class Undoing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision to take back; without a number one's own last."""

    number: int | None = None


class Done(msgspec.Struct, frozen=True):
    """The events that hold what was decided on, afterwards; `number` of the decision taken back."""

    events: list[str]
    number: int | None = None


class Tried(msgspec.Struct, frozen=True):
    """An article coded at once, with what the coder saw, and why claims were made or blocked."""

    doc: Doc
    explanation: str


class TryAsked(msgspec.Struct, frozen=True):
    """The name of the file, and the day of publication of what has none."""

    name: str = "pasted.txt"
    published: str | None = None


class TryAnswer(msgspec.Struct, frozen=True):
    """What was coded, and what was passed over, with the reason."""

    articles: list[Tried]
    passed: list[str]
    more: bool


@api.post("/api/claims/{id:path}/accept")
def accept(state: State, person: Person, id: str, body: Decision) -> Done:
    """Say that a claim is right."""
    return Done(desk.decide(state.archive, id, "accept", person.name, body.reason, seen=_seen(body.seen)))


@api.post("/api/claims/{id:path}/reject")
def reject(state: State, person: Person, id: str, body: Decision) -> Done:
    """Say that a claim is wrong: it makes no event and holds no place."""
    return Done(desk.decide(state.archive, id, "reject", person.name, body.reason, seen=_seen(body.seen)))


@api.post("/api/claims/{id:path}/correct")
def correct(state: State, person: Person, id: str, body: Correction) -> Done:
    """Say what a claim should be; what is left out stays as it is."""
    doc, claim = _claim(state, id)
    told, fields = corrected(doc, claim, body.told)
    if not fields:
        raise InputError("nothing of the claim was changed; accept it, or correct a part.")
    return Done(desk.decide(state.archive, id, "correct", person.name, body.reason, told, fields, _seen(body.seen)))


@api.post("/api/articles/{id:path}/claims")
def add(state: State, person: Person, id: str, body: Addition) -> Done:
    """Add an event that was missed, told by selected words of the article."""
    doc = state.archive.document(id)
    if doc is None:
        raise HTTPException(404, f"there is no article {id}.")
    told = added(doc, body.start, body.end, body.told)
    return Done(
        desk.decide(
            state.archive, f"{doc.id}:{told.id}", "add", person.name, body.reason, told, {"type": [None, told.type]}
        )
    )


@api.post("/api/merge")
def merge(state: State, person: Person, body: Grouping) -> Done:
    """Say that claims are of one event."""
    return Done(
        desk.regroup(state.archive, "merge", body.claims, body.others, person.name, body.reason, map(_pair, body.seen))
    )


@api.post("/api/split")
def split(state: State, person: Person, body: Grouping) -> Done:
    """Say that claims are not of one event."""
    return Done(
        desk.regroup(state.archive, "split", body.claims, body.others, person.name, body.reason, map(_pair, body.seen))
    )


@api.post("/api/undo")
def undo(state: State, person: Person, body: Undoing) -> Done:
    """Take back a decision: one's own last, or a named one (another person's only as an admin)."""
    if body.number is not None and person.role != "admin":
        mine = desk.by(state.archive, body.number)
        if mine is not None and mine != person.name:
            raise HTTPException(403, f"{mine} decided that; an admin can take it back.")
    return Done([], desk.undo(state.archive, person.name, body.number))


@api.post("/api/try", role="viewer")
def try_(state: State, asked: TryAsked, body: Raw) -> TryAnswer:
    """Code an article or a file at once, whatever its kind; nothing is kept."""
    from rich.console import Console

    from ..coder import trace_article
    from ..intake import Reading, articles
    from ..read import Tally
    from ..report.explain import explanation

    if not body.strip():
        raise InputError("there is nothing to read; paste an article or choose a file.")
    tally, tried, more = Tally(), [], False
    with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
        path = Path(folder) / (PurePath(asked.name).name[-100:] or "pasted.txt")
        path.write_bytes(body)
        for article in articles([str(path)], Reading(published=asked.published), tally):
            if len(tried) == _SHOWN:
                more = True
                break
            trace = trace_article(article)
            out = io.StringIO()
            explanation(
                trace,
                Console(
                    file=out, highlight=False, soft_wrap=True, width=200, markup=True, emoji=False, color_system=None
                ),
            )
            tried.append(Tried(trace.doc, out.getvalue()))
    passed = [f"{PurePath(i.where).name}: {i.reason}" for i in tally.shown] + [
        f"{n} {kind}" for kind, n in tally.passes.items()
    ]
    return TryAnswer(tried, passed, more)


def _claim(state: State, id: str) -> tuple[Doc, Claim]:
    doc = state.archive.document(id.rpartition(":")[0])
    found = state.archive.claims_of([id])
    if doc is None or not found:
        raise HTTPException(404, f"there is no claim {id}; it may have been coded anew: load the page again.")
    return doc, found[0][2]


def _pair(seen: Seen) -> tuple[str, str]:
    return seen.event, seen.stamp


def _seen(seen: Seen | None) -> tuple[str, str] | None:
    return _pair(seen) if seen is not None else None
