"""The ledger and the operations of an archive, from its articles as they now stand."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

import msgspec
import sqlalchemy as sa

from ..events import Record
from ..events.ledger import Statement, Stay, ledger, on, statements_of
from ..events.operations import Operations, operations
from ..events.record import Party, arabic_names, party, spot
from ..model import Article, Claim, Doc
from .asking import of_rows
from .filters import Filters
from .schema import article, claim
from .search import names
from .store import Archive

_MOVES = ("offensive", "advance", "capture", "siege", "coordination")
_RECENT = 30  # days for which what may come is shown
_TYPES = ("control", "capture", "withdrawal", "siege")


def timelines(archive: Archive, place: str | None = None, country: str | None = None) -> dict[str, list[Stay]]:
    """The stays of each place, those of other places left out."""
    columns = (article.c.id, article.c.url, article.c.site, article.c.outlet, article.c.title, article.c.published, article.c.reprint_of)
    rows = (
        sa.select(claim.c.body, *columns)
        .join(article, article.c.id == claim.c.article_id)
        .where(claim.c.type.in_(_TYPES), _kept())
        .order_by(claim.c.article_id)
    )
    if country:
        rows = rows.where(claim.c.country == country.upper())
    told: list[Statement] = []
    with archive.engine.connect() as connection:
        for _, group in groupby(connection.execute(rows).yield_per(500), key=lambda row: row.id):
            told += statements_of(_brief(list(group)))
    if country:
        told = [s for s in told if s.place.country == country.upper()]
    if place:
        told = [s for s in told if names(place) in names(s.place.name_ar, s.place.name_en)]
    return ledger(told)


def _kept() -> sa.ColumnElement[bool]:
    """Claims that nobody rejected."""
    return sa.or_(claim.c.verdict.is_(None), claim.c.verdict != "reject")


def _brief(rows: list[sa.Row[*tuple[Any, ...]]]) -> Doc:
    """An article with the claims of these rows, without its text."""
    first = rows[0]
    claims = tuple(msgspec.json.decode(row.body, type=Claim) for row in rows)
    named = ("id", "url", "site", "title", "published", "outlet", "reprint_of")
    return Doc(Article(text="", **{name: getattr(first, name) for name in named}), claims)


def control_on(archive: Archive, day: str, place: str | None = None, country: str | None = None) -> list[Stay]:
    """The stay of each place that holds on a day (ISO)."""
    found = (on(stays, day) for stays in timelines(archive, place, country).values())
    return [stay for stay in found if stay is not None]


class Prospect(msgspec.Struct, frozen=True):
    """What is said of who would hold a place: planned, conditional or possible, never told as fact. Nothing of it is in the ledger."""

    claim: str
    place_ar: str
    place_en: str
    lat: float
    lon: float
    precision: str
    modality: str
    holder: str | None
    day: str | None
    names: dict[str, str]


def prospects(archive: Archive, day: str, country: str | None = None) -> list[Prospect]:
    """Such statements of the month up to a day (ISO): captures and holdings that are planned, conditional or possible."""
    first = (dt.date.fromisoformat(day) - dt.timedelta(days=_RECENT)).isoformat()
    rows = sa.select(claim.c.id, claim.c.body, claim.c.start).where(
        claim.c.type.in_(("control", "capture")),
        claim.c.modality.in_(("planned", "conditional", "possible")),
        claim.c.start.between(first, day),
        _kept(),
    )
    if country:
        rows = rows.where(claim.c.country == country.upper())
    out: dict[tuple[str, str | None], Prospect] = {}
    with archive.engine.connect() as connection:
        for row in connection.execute(rows.order_by(claim.c.start, claim.c.id)):
            told = msgspec.json.decode(row.body, type=Claim)
            if told.part:
                continue  # what is said of a part is said of no place as a whole
            who = [party(a) for a in ((told.holder,) if told.holder else told.agents)]
            for p in told.places:
                if p.at and p.role == "at" and p.precision != "country":
                    holder = who[0] if who else None
                    out[spot(p).key, holder.name if holder else None] = Prospect(
                        row.id,
                        p.name_ar,
                        p.name_en,
                        *p.at,
                        p.precision,
                        told.modality,
                        holder.name if holder else None,
                        row.start,
                        arabic_names(who),
                    )
    return list(out.values())


def archive_operations(archive: Archive, filters: Filters) -> Operations:
    """The operations that an archive's claims tell, and which of them converge."""
    clauses = [_kept(), *of_rows(claim, filters)]
    holders: dict[str, list[Party]] = {}
    with archive.engine.connect() as connection:
        rows = connection.execute(sa.select(claim.c.record).where(claim.c.type.in_(_MOVES), claim.c.record.is_not(None), *clauses))
        records = [msgspec.json.decode(row.record, type=Record) for row in rows]
        for row in connection.execute(sa.select(claim.c.body).where(claim.c.kind == "control", claim.c.modality == "asserted", *clauses)):
            told = msgspec.json.decode(row.body, type=Claim)
            if told.holder is not None and not told.part:
                for place in told.places:
                    if place.at:
                        holders.setdefault(spot(place).key, []).append(party(told.holder))
    return operations(records, holders)
