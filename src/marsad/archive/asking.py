"""`Filters` → the clauses of a query, on articles, claims and events."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from . import search
from .filters import Filters
from .schema import article, claim, event


def of_articles(connection: Connection, f: Filters, days: bool = True) -> list:
    """Clauses on articles: full text, outlet, and (`days`) the day of publication."""
    out = []
    if f.query and (ids := search.matching(connection, f.query)) is not None:
        out.append(article.c.id.in_(ids))
    if f.outlet:
        out.append(sa.or_(_like(article.c.outlet, f.outlet), _like(article.c.site, f.outlet)))
    if days and f.since:
        out.append(article.c.published >= f.since)
    if days and f.until:
        out.append(article.c.published <= f.until)
    return out


def of_rows(table: sa.Table, f: Filters) -> list:
    """Clauses on what claims and events both have; a row without a day is kept by none of the days."""
    out = [column == value for column, value in ((table.c.modality, f.modality), (table.c.country, f.country)) if value]
    if f.type:
        out.append(table.c.type.in_(f.type.split(",")))
    if f.place:
        out.append(_named(table.c.place, f.place))
    if f.since:
        out.append(table.c.end >= f.since)
    if f.until:
        out.append(table.c.start <= f.until)
    if f.actor:
        out.append(_named(table.c.actors, f.actor))
    return out


def of_events(connection: Connection, f: Filters) -> list:
    """Clauses on events."""
    out = of_rows(event, f)
    if f.grade:
        out.append(event.c.grade == f.grade)
    if f.admin1:
        out.append(sa.func.lower(event.c.admin1) == f.admin1.lower())
    if f.source:
        out.append(_named(event.c.voices, f.source))
    if f.confidence is not None:
        out.append(event.c.confidence >= f.confidence)
    if f.reviewed is not None:
        out.append(event.c.reviewed == int(f.reviewed))
    if f.box:
        west, south, east, north = f.box
        out += [event.c.lat.between(south, north), event.c.lon.between(west, east)]
    if f.query or f.outlet:
        told = sa.select(claim.c.event_id).join(article, article.c.id == claim.c.article_id)
        out.append(event.c.id.in_(told.where(*of_articles(connection, f, days=False))))
    return out


def _named(column, part: str):
    """Rows whose names, as `search.names` keeps them, hold a part of one, however it is spelt."""
    return column.like(f"%{_escaped(search.names(part))}%", escape="\\")


def _like(column, part: str):
    return column.ilike(f"%{_escaped(part)}%", escape="\\")


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
