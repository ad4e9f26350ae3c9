"""The ledger and the operations of an archive, from its articles as they now stand."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from ..events import Record
from ..events.ledger import Statement, Stay, ledger, on, statements_of
from ..events.operations import Operations, operations
from ..events.record import Party, party, spot
from ..model import Claim, Doc
from .filters import Filters
from .merge import rejected
from .schema import article, claim, revision
from .search import names
from .store import Archive, of_rows

_MOVES = ("offensive", "advance", "capture", "siege", "coordination")
_TYPES = ("control", "capture", "withdrawal", "siege")


def timelines(archive: Archive, place: str | None = None, country: str | None = None) -> dict[str, list[Stay]]:
    """The stays of each place, those of other places left out."""
    wanted = (
        sa.select(claim.c.article_id)
        .where(claim.c.type.in_(_TYPES))
        .where(*([claim.c.country == country.upper()] if country else []))
        .distinct()
    )
    told: list[Statement] = []
    with archive.engine.connect() as connection:
        gone = rejected(connection)
        rows = connection.execute(
            sa.select(revision.c.document)
            .join(article, sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n))
            .where(article.c.id.in_(wanted))
        )
        for row in rows.yield_per(100):
            told += [s for s in statements_of(msgspec.json.decode(row.document, type=Doc)) if s.claim not in gone]
    if country:
        told = [s for s in told if s.place.country == country.upper()]
    if place:
        told = [s for s in told if names(place) in names(s.place.name_ar, s.place.name_en)]
    return ledger(told)


def control_on(archive: Archive, day: str, place: str | None = None, country: str | None = None) -> list[Stay]:
    """The stay of each place that holds on a day (ISO)."""
    found = (on(stays, day) for stays in timelines(archive, place, country).values())
    return [stay for stay in found if stay is not None]


def archive_operations(archive: Archive, filters: Filters) -> Operations:
    """The operations that an archive's claims tell, and which of them converge."""
    clauses = of_rows(claim, filters)
    holders: dict[str, list[Party]] = {}
    with archive.engine.connect() as connection:
        gone = rejected(connection)
        rows = connection.execute(sa.select(claim.c.id, claim.c.record).where(claim.c.type.in_(_MOVES), claim.c.record.is_not(None), *clauses))  # fmt: skip
        records = [msgspec.json.decode(row.record, type=Record) for row in rows if row.id not in gone]
        for row in connection.execute(sa.select(claim.c.id, claim.c.body).where(claim.c.kind == "control", claim.c.modality == "asserted", *clauses)):  # fmt: skip
            told = msgspec.json.decode(row.body, type=Claim)
            if told.holder is not None and row.id not in gone:
                for place in told.places:
                    holders.setdefault(spot(place).key, []).append(party(told.holder))
    return operations(records, holders)
