"""What the pages change: logins, decisions, and articles tried without being kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException

from ...archive import batch, desk
from ...coder.gloss import glossed
from ...errors import InputError
from ...lexicon import load
from ...model import Actor, Claim, Doc
from ..accounts import Person
from ..bounds import Claims, Day, Id, Letter, Named, Number, Text, day_if
from ..endpoint import Api, Raw
from ..queries.read import ClaimShown, View
from ..state import State
from .correct import Told, added, corrected
from .trial import Given, TryAnswer

api = Api()
_TRIED = 20_000_000  # bytes
_PAIRS = 40_000


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event as the reviewer saw it: where it has changed since, nothing is written."""

    event: Id
    stamp: Id


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Accepting or rejecting a claim, and why."""

    seen: Seen | None = None
    reason: Text | None = None


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a claim should be, and why."""

    told: Told
    seen: Seen | None = None
    reason: Text | None = None


class Addition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event that was missed: the words [start, end) of the article tell it."""

    start: Letter
    end: Letter
    told: Told
    reason: Text | None = None


class Grouping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Claims that are (merge) or are not (split) one event with the others."""

    claims: Claims
    others: Claims
    seen: Annotated[list[Seen], Meta(max_length=50)] = []
    reason: Text | None = None


class Undoing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to take back: the decision of a number, the last one on an event, or (of neither) one's own last."""

    number: Number | None = None
    event: Id | None = None


class Undone(msgspec.Struct, frozen=True):
    """A decision that was taken back: its number, what it was, who made it when, and on which claims."""

    number: int
    verdict: str
    who: str
    at: str
    claims: list[str]


class Done(msgspec.Struct, frozen=True):
    """The events that hold what was decided on, afterwards; and what was taken back, where something was."""

    events: list[str]
    undone: Undone | None = None


class TryAsked(msgspec.Struct, frozen=True):
    """The name of the file, the day of publication of what has none, and the language of the explanation."""

    name: Annotated[str, Meta(max_length=300)] = "pasted.txt"
    lang: Literal["en", "ar"] = "en"
    published: Day | None = None


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


@api.post("/api/articles/{id:path}/claims", at_once=6)
def add(state: State, person: Person, id: str, body: Addition) -> Done:
    """Add an event that was missed, told by selected words of the article."""
    doc = state.archive.document(id)
    if doc is None:
        raise HTTPException(404, f"there is no article {id}.")

    def sentence_at(letter: int) -> tuple[int, int]:
        found = state.trials.sentence(doc.text, doc.article.published, letter)
        return found.start, found.end

    told = added(doc, body.start, body.end, body.told, sentence_at)
    return Done(desk.decide(state.archive, f"{doc.id}:{told.id}", "add", person.name, body.reason, told, {"type": [None, told.type]}))


@api.post("/api/merge")
def merge(state: State, person: Person, body: Grouping) -> Done:
    """Say that claims are of one event."""
    return _regrouped(state, "merge", person, body)


@api.post("/api/split")
def split(state: State, person: Person, body: Grouping) -> Done:
    """Say that claims are not of one event."""
    return _regrouped(state, "split", person, body)


def _regrouped(state: State, verdict: str, person: Person, body: Grouping) -> Done:
    if len(body.claims) * len(body.others) > _PAIRS:
        raise InputError("these are too many pairs of claims; take fewer at a time.")
    return Done(desk.regroup(state.archive, verdict, body.claims, body.others, person.name, body.reason, map(_pair, body.seen)))


class BatchAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Claims to look at before many are decided: those that the filters keep and that name somebody by these words, if any."""

    view: View
    words: Named | None = None
    to: Id | None = None


class BatchRow(msgspec.Struct, frozen=True):
    """A claim of a batch: where it stands, what it tells, its words, and what would become of it."""

    id: str
    article: str
    sentence_en: str
    sentence_ar: str
    words: str
    verdict: str | None
    fields: dict[str, Any]


class BatchShown(msgspec.Struct, frozen=True):
    """The claims of a batch, as many as can be decided at once; `more` tells that there are more."""

    rows: list[BatchRow]
    more: bool


class BatchDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Many claims decided at once; `words` and `to` (correct): who is named by these words is this actor."""

    claims: Claims
    verdict: Literal["accept", "reject", "correct"]
    words: Named | None = None
    to: Id | None = None
    reason: Text | None = None


class BatchDone(msgspec.Struct, frozen=True):
    """The events afterwards, and the number by which all is taken back."""

    events: list[str]
    number: int


@api.post("/api/batch/preview", at_once=4)
def batch_preview(state: State, body: BatchAsked) -> BatchShown:
    """The claims that a batch would decide, with what would become of each; nothing is written."""
    to = _actor(body.to)
    rows: list[BatchRow] = []
    for id, article, claim in batch.chosen(state.archive, body.view.filters(), body.words):
        fields = batch.renamed(claim, body.words, to)[1] if body.words and to else {}
        if to is None or fields:
            if len(rows) == batch.MOST:
                return BatchShown(_decided(state, rows), True)
            rows.append(BatchRow(id, article, claim.gloss_en, claim.gloss_ar, claim.evidence.text, None, fields))
    return BatchShown(_decided(state, rows), False)


def _decided(state: State, rows: list[BatchRow]) -> list[BatchRow]:
    verdicts = desk.verdicts(state.archive, [r.id for r in rows])
    return [msgspec.structs.replace(r, verdict=verdicts.get(r.id)) for r in rows]


@api.post("/api/batch", at_once=2)
def batch_decide(state: State, person: Person, body: BatchDecision) -> BatchDone:
    """Decide many claims at once: all of them or none; one undo takes all back."""
    change: Callable[[Claim], tuple[Claim, dict[str, Any]]] | None = None
    if body.verdict == "correct":
        words, to = body.words, _actor(body.to)
        if not words or to is None:
            raise InputError("say which words name whom: words and an actor are needed to correct many claims.")

        def renamed(claim: Claim) -> tuple[Claim, dict[str, Any]]:
            return _reglossed(*batch.renamed(claim, words, to))

        change = renamed
    number, events = batch.decide_many(state.archive, body.claims, body.verdict, person.name, body.reason, change)
    return BatchDone(events, number)


def _reglossed(claim: Claim, fields: dict[str, Any]) -> tuple[Claim, dict[str, Any]]:
    return (glossed(claim), fields) if fields else (claim, fields)


def _actor(id: str | None) -> Actor | None:
    if id is None:
        return None
    found = load().actor_by_id.get(id)
    if found is None:
        raise InputError(f"no actor of the lexicon has the id {id}; choose one from the list.")
    return found


class QueueAsked(msgspec.Struct, frozen=True):
    """How many."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 40


@api.get("/api/control/queue")
def control_queue(state: State, asked: QueueAsked) -> list[ClaimShown]:
    """Claims of who holds a place on which nobody has decided, the least sure first: they are in no event's queue."""
    return [ClaimShown(id, article, None, claim) for id, article, claim in desk.undecided_holdings(state.archive, asked.limit)]


@api.post("/api/undo")
def undo(state: State, person: Person, body: Undoing) -> Done:
    """Take back a decision, and say which it was: a named one, the last on an event, or one's own last.

    Another person's is taken back by an admin alone.
    """
    number = body.number
    if body.event is not None:
        if number is not None:
            raise InputError("name a decision or an event, not both.")
        found = state.archive.event(body.event)
        row = desk.last(state.archive, found.claims) if found is not None else None
        if row is None:
            raise InputError("nothing that stands was decided on this event.")
        number = row["id"]
    if number is not None and person.role != "admin":
        maker = desk.by(state.archive, number)
        if maker is not None and maker != person.name:
            raise HTTPException(403, f"{maker} decided that; an admin can take it back.")
    done = desk.undo(state.archive, person.name, number)
    return Done(done.events, Undone(done.number, done.verdict, done.who, done.at, done.claims))


@api.post("/api/try", role="viewer", most=_TRIED, at_once=6)
def try_(state: State, asked: TryAsked, body: Raw) -> TryAnswer:
    """Code an article or a file at once, whatever its kind; nothing is kept."""
    if not body.strip():
        raise InputError("there is nothing to read; paste an article or choose a file.")
    return state.trials.run(Given(bytes(body), asked.name, day_if(asked.published), asked.lang))


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
