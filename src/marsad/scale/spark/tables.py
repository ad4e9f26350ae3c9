"""In the executors: coded articles → the rows of the tables that are left: articles, claims, events; and the records to merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import pyarrow as pa

from ...events.group import anchored, mergeable
from ...events.record import claim_id
from ...events.within import records_of
from ...export.rows import claim_row, event_row
from ...model import Claim, Doc
from ...versions import Versions
from .keys import block_rows

NONE = "none"  # the country or month of what has none
_NUMBERS = {
    "latitude": pa.float64(),
    "longitude": pa.float64(),
    "confidence": pa.float64(),
    "evidence_start": pa.int32(),
    "evidence_end": pa.int32(),
    "deaths": pa.int32(),
    "injured": pa.int32(),
    "deaths_min": pa.int32(),
    "deaths_max": pa.int32(),
    "injured_min": pa.int32(),
    "injured_max": pa.int32(),
    "sources": pa.int32(),
    "parties_alone": pa.bool_(),
}
_CLAIM = (
    "claim_id",
    "article_id",
    "kind",
    "type",
    "modality",
    "agents",
    "agent_ids",
    "targets",
    "target_ids",
    "holder",
    "place_en",
    "place_ar",
    "place_role",
    "latitude",
    "longitude",
    "precision",
    "admin1",
    "start",
    "end",
    "time_basis",
    "source",
    "source_id",
    "deaths_min",
    "deaths_max",
    "injured_min",
    "injured_max",
    "weapon",
    "evidence",
    "evidence_start",
    "evidence_end",
    "rule",
    "confidence",
    "gloss_en",
    "gloss_ar",
)
_EVENT = (
    "event_id",
    "sentence_en",
    "sentence_ar",
    "type",
    "modality",
    "start",
    "end",
    "place_en",
    "place_ar",
    "latitude",
    "longitude",
    "precision",
    "admin1",
    "doer",
    "doer_ids",
    "target",
    "target_ids",
    "blamed",
    "claimed_by",
    "accused_by_enemy",
    "accused_by_third",
    "told_by_witnesses",
    "told_by_independent",
    "denied_by",
    "deaths_told",
    "injured_told",
    "harm",
    "deaths",
    "deaths_min",
    "deaths_max",
    "injured",
    "injured_min",
    "injured_max",
    "grade",
    "reasons",
    "sources",
    "parties_alone",
    "offices",
    "outlets",
    "disagreements",
    "first_report",
    "last_report",
    "claim_ids",
)
_TAIL = [("body", pa.string()), ("country", pa.string()), ("month", pa.string())]

ARTICLES = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "url", "site", "outlet", "title", "published", "reprint_of", "text")),
        ("claims", pa.int32()),
        ("coded", pa.string()),  # JSON of the coded article without its text, which stands beside it
        ("program", pa.string()),
        ("lexicon", pa.string()),
        ("country", pa.string()),
        ("month", pa.string()),
    ]
)
CLAIMS = pa.schema([*((name, _NUMBERS.get(name, pa.string())) for name in _CLAIM), *_TAIL])
EVENTS = pa.schema([*((name, _NUMBERS.get(name, pa.string())) for name in _EVENT), *_TAIL])
RECORDS = pa.schema([("id", pa.string()), ("article", pa.string()), ("mergeable", pa.bool_()), ("anchored", pa.bool_()), ("record", pa.binary())])
BLOCKS = pa.schema([("key", pa.string()), ("looks", pa.bool_()), ("stands", pa.bool_()), ("id", pa.string()), ("record", pa.binary())])

Batches = Iterable[pa.RecordBatch]
_ROWS = 256


def article_rows(made_by: Versions) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """For `mapInArrow` over (document, reprint_of)."""

    def rows(batches: Batches) -> Iterator[dict[str, Any]]:
        for document, reprint_of in _columns(batches, 2):
            doc = Doc.from_json(document).but(reprint_of=reprint_of)
            kept = {name: getattr(doc.article, name) for name in ("id", "url", "site", "outlet", "title", "published", "reprint_of", "text")}
            body = doc.but(text="").to_json().decode()
            yield kept | {
                "claims": len(doc.claims),
                "coded": body,
                "program": made_by.program,
                "lexicon": made_by.lexicon,
                "country": _most(doc),
                "month": _month(doc.article.published),
            }

    return lambda batches: _batched(rows(batches), ARTICLES)


def claim_rows(batches: Batches) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow` over (text, coded) of articles: their claims."""

    def rows() -> Iterator[dict[str, Any]]:
        for doc in _docs(batches):
            for claim in doc.claims:
                row = claim_row(claim_id(doc.id, claim), doc.id, claim)
                day = row["start"] or doc.article.published
                yield row | {"body": msgspec.json.encode(claim).decode(), "country": row["country"] or NONE, "month": _month(day)}

    return _batched(rows(), CLAIMS)


def record_rows(batches: Batches) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow` over (text, coded) of articles: the records of claims that make events."""

    def rows() -> Iterator[dict[str, Any]]:
        for doc in _docs(batches):
            for record in records_of(doc):
                if record.family:
                    yield {
                        "id": record.id,
                        "article": record.article,
                        "mergeable": mergeable(record),
                        "anchored": anchored(record),
                        "record": msgspec.msgpack.encode(record),
                    }

    return _batched(rows(), RECORDS)


def keyed_rows(batches: Batches) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow` over (id, record) of mergeable records: a row for each key under which they meet their like."""

    def rows() -> Iterator[dict[str, Any]]:
        for id, packed in _columns(batches, 2):
            for key, looks, stands in block_rows(packed):
                yield {"key": key, "looks": looks, "stands": stands, "id": id, "record": packed}

    return _batched(rows(), BLOCKS)


def event_rows(events: Iterable[Any]) -> Iterator[pa.RecordBatch]:
    """The rows of events."""
    rows = (event_row(e) | {"body": msgspec.json.encode(e).decode(), "country": e.country or NONE, "month": _month(e.start)} for e in events)
    return _batched(rows, EVENTS)


def _docs(batches: Batches) -> Iterator[Doc]:
    for text, coded in _columns(batches, 2):
        yield Doc.from_json(coded).but(text=text)


def _columns(batches: Batches, count: int) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(batch.column(n).to_pylist() for n in range(count)), strict=True)


def _batched(rows: Iterator[dict[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    held: list[dict[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == _ROWS:
            yield pa.RecordBatch.from_pylist(held, schema=schema)
            held = []
    yield pa.RecordBatch.from_pylist(held, schema=schema)


def _most(doc: Doc) -> str:
    """The country of most of its claims; of two with as many, the first by letter."""
    told = Counter(_country(c) for c in doc.claims)
    told.pop(NONE, None)
    return min(told, key=lambda c: (-told[c], c)) if told else NONE


def _country(claim: Claim) -> str:
    return next((p.country for p in claim.places if p.country), NONE)


def _month(day: str | None) -> str:
    return day[:7] if day else NONE
