"""Claims and events as the rows of their tables: what columns of their own are searched, filtered and sorted by."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from ..events.event import Event
from ..events.record import Record, claim_id
from ..events.tolls import Voice
from ..lexicon import load
from ..lexicon.tables import table
from ..model import Claim, Doc
from ..versions import Versions
from . import search


def claim_row(doc: Doc, c: Claim, n: int, record: Record | None, made: Versions, verdict: str | None) -> dict[str, Any]:
    """A claim of an article's `n`th revision as its table holds it, with the record that merging compares."""
    place = c.places[0] if c.places else None
    return {
        "id": claim_id(doc.id, c),
        "article_id": doc.id,
        "revision": n,
        "kind": c.kind,
        "type": c.type,
        "modality": c.modality,
        "start": c.time.start if c.time else doc.article.published,
        "end": c.time.end if c.time else doc.article.published,
        "place": search.names(place.name_ar, place.name_en) if place else None,
        "actors": search.names(*_called(c)),
        "country": place.country if place else None,
        "confidence": c.confidence,
        "event_id": None,
        "verdict": verdict,
        "marks": search.marks_text(f"harm.{h.group}" for h in c.harm),
        "body": msgspec.json.encode(c).decode(),
        "record": msgspec.json.encode(record).decode() if record and record.family else None,
        "program": made.program,
        "lexicon": made.lexicon,
    }


def _called(c: Claim) -> Iterator[str]:
    """What those who act, suffer or hold in a claim are called: ids, names, and the words of the text.

    Of those who suffer, known actors alone: a victim is counted, and nobody finds a person by their name as an actor.
    """
    for span in (*c.agents, *(t for t in c.targets if t.actor), *((c.holder,) if c.holder else ())):
        yield span.text
        if span.actor:
            yield from (span.actor.id, span.actor.name_ar, span.actor.name_en)


def event_rows(made: Versions, found: Event, reviewed: bool, marks: Iterable[str] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """An event as its two tables hold it; `marks` are those of its claims."""
    known = [v for v in found.target if found.names.get(v.value)]  # a victim's name is no actor's
    named: Callable[[Iterable[Voice]], list[str]] = lambda voices: [n for v in voices for n in (v.value, found.names.get(v.value, ""))]  # noqa: E731
    doers, targets = [*found.doer_ids, *named(found.doer)], [*found.target_ids, *named(known)]
    lexicon = load()
    marks = [*marks, *(f"differ.{d.about}" for d in found.disagreements), *(["party"] if found.parties_alone else [])]
    voices = list(found.outlets)
    for office in found.offices:
        voices += [office, found.names.get(office, "")]
        if (actor := lexicon.called(office)) is not None:
            voices += [actor.name_ar, actor.name_en]
    row = {
        "id": found.id,
        "type": found.type,
        "modality": found.modality,
        "grade": found.grade,
        "start": found.start,
        "end": found.end,
        "lat": found.lat,
        "lon": found.lon,
        "wide": int(found.precision in ("governorate", "region", "country")),
        "country": found.country,
        "country_basis": found.country_basis,
        "admin1": found.admin1,
        "deaths": found.deaths.best if found.deaths else None,
        "sources": found.sources,
        "confidence": found.confidence,
        "reviewed": int(reviewed),
        "priority": priority(found),
        "moves": len(found.moves),
        "dated": int(found.dated),
        "place": search.names(found.place_ar, found.place_en),
        "actors": search.names(*doers, *targets),
        "doers": search.names(*doers),
        "targets": search.names(*targets),
        "voices": search.names(*voices),
        "marks": search.marks_text(marks),
        "program": made.program,
        "lexicon": made.lexicon,
    }
    return row, {"id": found.id, "body": msgspec.json.encode(found).decode()}


def priority(found: Event) -> float:
    """What a reviewer should see first: the least sure and the most consequential. Weights in `lexicon/merging.toml`."""
    weights: dict[str, Any] = table("merging")["queue"]
    harm = math.log1p(found.deaths.best) if found.deaths else 0.0
    weight = 1.0 + weights["deaths"] * harm + weights["types"].get(found.type, 0.0) + weights["grades"].get(found.grade, 0.0)
    return float(round((1.0 - found.confidence) * weight, 4))
