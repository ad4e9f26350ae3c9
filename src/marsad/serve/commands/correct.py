"""What a reviewer tells of a claim → the claim as it should be, every part with its words in the article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from ...coder import gloss
from ...errors import InputError
from ...lexicon import load
from ...model import ActorSpan, Claim, Count, Doc, EventType, Modality, PlaceRole, PlaceSpan, Span, Time
from ...shape import is_tuple
from ..bounds import Day, Id, Letter, People, day
from ..queries.words import place_of


class ActorTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An actor by its id in the lexicon, or (without) the words alone; `start`, `end` are the words that name it, where selected."""

    id: Id | None = None
    start: Letter | None = None
    end: Letter | None = None


class PlaceTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place by its key in the gazetteer, with the words that name it, where selected."""

    key: Id
    role: PlaceRole = "at"
    start: Letter | None = None
    end: Letter | None = None


class CountTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number of people; `max` null for an open bound."""

    min: People
    max: People | None = None


class DaysTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days, inclusive, as ISO dates."""

    start: Day
    end: Day


_Actors = Annotated[list[ActorTold], Meta(max_length=50)]
_Places = Annotated[list[PlaceTold], Meta(max_length=50)]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a reviewer says a claim should be; what is left out stays as it is, null takes it away."""

    type: EventType | UnsetType = UNSET
    modality: Modality | UnsetType = UNSET
    agents: _Actors | UnsetType = UNSET
    targets: _Actors | UnsetType = UNSET
    places: _Places | UnsetType = UNSET
    holder: ActorTold | UnsetType = UNSET
    days: DaysTold | UnsetType | None = UNSET
    deaths: CountTold | UnsetType | None = UNSET
    injured: CountTold | UnsetType | None = UNSET


def corrected(doc: Doc, claim: Claim, told: Told) -> tuple[Claim, dict[str, Any]]:
    """(the claim as it should be, {field: [before, after]} in plain values). Raises `InputError` for what is not known."""
    new: dict[str, Any] = {}
    if told.type is not UNSET:
        if claim.kind == "control":
            raise InputError("a claim of control has no other type; reject it and add the event.")
        new["type"] = told.type
    if told.modality is not UNSET:
        new["modality"] = told.modality
    for name in ("agents", "targets"):
        value = getattr(told, name)
        if value is not UNSET:
            new[name] = tuple(_actor(doc, a, claim.evidence, getattr(claim, name)) for a in value)
    if told.holder is not UNSET:
        new["holder"] = _actor(doc, told.holder, claim.evidence, (claim.holder,) if claim.holder else ())
    if told.places is not UNSET:
        new["places"] = tuple(_place(doc, p, claim.evidence, claim.places) for p in told.places)
    if told.days is not UNSET:
        new["time"] = _time(told.days, claim.time)
    for name in ("deaths", "injured"):
        value = getattr(told, name)
        if value is not UNSET:
            new[name] = _count(value)
    made = gloss.glossed(msgspec.structs.replace(claim, **new, confidence=1.0))
    fields = {name: [_plain(getattr(claim, name)), _plain(value)] for name, value in new.items() if getattr(claim, name) != value}
    return made, fields


def added(doc: Doc, start: int, end: int, told: Told, sentence_at: Callable[[int], tuple[int, int]]) -> Claim:
    """A claim that the coder missed, told by the words [start, end) of the article; `sentence_at` gives the letters of the sentence
    that a letter stands in. Raises `InputError`."""
    words = _span(doc, start, end)
    if told.type is UNSET:
        raise InputError("say which type of event the selected words tell.")
    first, last = sentence_at(start)
    sentence = _span(doc, min(first, start), max(last, end))
    id = "h" + hashlib.sha256(f"{told.type}/{start}/{end}".encode()).hexdigest()[:15]
    bare = Claim(
        id,
        "event",
        told.type,
        "asserted",
        words,
        sentence,
        (),
        (),
        (),
        None,
        None,
        None,
        None,
        None,
        None,
        "reviewer",
        "",
    )
    return corrected(doc, bare, msgspec.structs.replace(told, type=UNSET))[0]


def _span(doc: Doc, start: int, end: int) -> Span:
    if not 0 <= start < end <= len(doc.text):
        raise InputError("the selected words lie outside the article; select them again.")
    return Span(start, end, doc.text[start:end])


def _words(doc: Doc, told: ActorTold | PlaceTold, evidence: Span, before: Span | ActorSpan | PlaceSpan | None) -> Span:
    """The words of a part: those selected, else those of what it replaces, else the sentence."""
    if told.start is not None and told.end is not None:
        return _span(doc, told.start, told.end)
    return Span(before.start, before.end, before.text) if before is not None else evidence


def _actor(doc: Doc, told: ActorTold, evidence: Span, before: tuple[ActorSpan, ...]) -> ActorSpan:
    actor = None
    if told.id is not None:
        known = {a.actor.id: a for a in before if a.actor}
        actor = load().actor_by_id.get(told.id) or (known[told.id].actor if told.id in known else None)
        if actor is None:
            raise InputError(f"no actor of the lexicon has the id {told.id}; choose one from the list.")
        if told.id in known and told.start is None:
            return known[told.id]
    elif told.start is None:
        raise InputError("choose an actor from the list, or select the words that name it.")
    words = _words(doc, told, evidence, before[0] if before else None)
    return ActorSpan(words.start, words.end, words.text, actor)


def _place(doc: Doc, told: PlaceTold, evidence: Span, before: tuple[PlaceSpan, ...]) -> PlaceSpan:
    place = place_of(told.key)
    if place is None:
        raise InputError(f"no place of the gazetteer has the key {told.key}; choose one from the list.")
    words = _words(doc, told, evidence, before[0] if before else None)
    return PlaceSpan(
        words.start,
        words.end,
        words.text,
        told.role,
        place.name_ar,
        place.name_en,
        place.geonameid,
        place.lat,
        place.lon,
        place.admin1,
        place.country,
        place.precision,
    )


def _time(told: DaysTold | None, before: Time | None) -> Time | None:
    if told is None:
        return None
    start, end = day(told.start), day(told.end)
    if start > end:
        raise InputError("the last day lies before the first.")
    return Time(start, end, "day" if start == end else "interval", "text", before.span if before else None)


def _count(told: CountTold | None) -> Count | None:
    if told is None:
        return None
    if told.max is not None and told.max < told.min:
        raise InputError("the larger number must not be below the smaller.")
    return Count(told.min, told.max)


def _plain(value: Any) -> Any:
    """A part of a claim in a few words, for the log."""
    if is_tuple(value):
        return [_plain(v) for v in value]
    if isinstance(value, ActorSpan):
        return value.actor.name_en if value.actor else value.text
    if isinstance(value, PlaceSpan):
        return value.name_en
    if isinstance(value, Time):
        return value.start if value.start == value.end else f"{value.start} – {value.end}"
    if isinstance(value, Count):
        return f"{value.min}" if value.min == value.max else f"{value.min}–{'' if value.max is None else value.max}"
    return value
