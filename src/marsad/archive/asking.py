"""`Filters` → the clauses of a query, on articles, claims and events."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from . import search
from .filters import NONE, Filters, corners
from .pins import of_pins
from .schema import article, claim, event


def of_articles(connection: Connection, f: Filters, days: bool = True) -> list[sa.ColumnElement[bool]]:
    """Clauses on articles: full text, outlet, and (`days`) the day of publication."""
    out: list[sa.ColumnElement[bool]] = []
    if f.query and (ids := search.matching(connection, f.query)) is not None:
        out.append(article.c.id.in_(ids))
    if f.outlet:
        out.append(sa.or_(_like(article.c.outlet, f.outlet), _like(article.c.site, f.outlet)))
    if days and f.since:
        out.append(article.c.published >= f.since)
    if days and f.until:
        out.append(article.c.published <= f.until)
    return out


def of_rows(table: sa.Table, f: Filters) -> list[sa.ColumnElement[bool]]:
    """Clauses on what claims and events both have; a row without a day is kept by none of the days."""
    out: list[sa.ColumnElement[bool]] = [column.in_(values) for column, values in ((table.c.type, f.type), (table.c.modality, f.modality)) if values]
    if f.country:
        out.append(_among(table.c.country, f.country))
    if f.harmed:
        out.append(_marked(table, "harm", f.harmed))
    if f.place:
        out.append(_named(table.c.place, f.place))
    if f.since:
        out.append(table.c.end >= f.since)
    if f.until:
        out.append(table.c.start <= f.until)
    if f.actor:
        out.append(_named(table.c.actors, f.actor))
    return out


def of_events(connection: Connection, f: Filters) -> list[sa.ColumnElement[bool]]:
    """Clauses on events."""
    out = [*of_rows(event, f), *of_pins(f)]
    out += [column.in_(values) for column, values in ((event.c.grade, f.grade), (event.c.country_basis, f.country_basis)) if values]
    if f.admin1:
        out.append(_among(sa.func.lower(event.c.admin1), tuple(name.lower() for name in f.admin1)))
    for column, part in ((event.c.doers, f.doer), (event.c.targets, f.target)):
        if part:
            out.append(_named(column, part))
    if f.deaths is not None:
        out.append(event.c.deaths >= f.deaths)
    if f.differ:
        out.append(_marked(event, "differ", f.differ))
    if f.party_only is not None:
        marked = event.c.marks.like("%party\n%")
        out.append(marked if f.party_only else sa.or_(event.c.marks.is_(None), ~marked))
    if f.on_map is not None:
        out.append(event.c.lat.is_not(None) if f.on_map else event.c.lat.is_(None))
    if f.source:
        out.append(_named(event.c.voices, f.source))
    if f.confidence is not None:
        out.append(event.c.confidence >= f.confidence)
    if f.reviewed is not None:
        out.append(event.c.reviewed == int(f.reviewed))
    if f.box:
        west, south, east, north = f.box
        out += [event.c.lat.between(south, north), event.c.lon.between(west, east)]
    if f.area:
        out.append(_inside(corners(f.area)))
    if f.query or f.outlet:
        told = sa.select(claim.c.event_id).join(article, article.c.id == claim.c.article_id)
        out.append(event.c.id.in_(told.where(*of_articles(connection, f, days=False))))
    return out


def _inside(corners: list[tuple[float, float]]) -> sa.ColumnElement[bool]:
    """Events inside an area: a line from them eastwards crosses its edge an odd number of times."""
    lon, lat = event.c.lon, event.c.lat
    lons, lats = zip(*corners, strict=True)
    crossings: list[sa.ColumnElement[int]] = []
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if y1 != y2:
            beside = lon < x1 + (lat - y1) * ((x2 - x1) / (y2 - y1))
            crossings.append(sa.case((sa.and_(lat >= min(y1, y2), lat < max(y1, y2), beside), 1), else_=0))
    within = sa.and_(lat.between(min(lats), max(lats)), lon.between(min(lons), max(lons)))
    return sa.and_(within, sum(crossings, start=sa.literal(0)) % 2 == 1)


def _among(column: sa.ColumnElement[str], values: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """Rows with one of the values, `none` standing for those that have none."""
    kept = column.in_([v for v in values if v != NONE])
    return sa.or_(column.is_(None), kept) if NONE in values else kept


def _marked(table: sa.Table, kind: str, values: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """Rows with one of the marks, as `marks_text` keeps them."""
    return sa.or_(*(table.c.marks.like(f"%{kind}.{value}\n%") for value in values))


def _named(column: sa.ColumnElement[str], part: str) -> sa.ColumnElement[bool]:
    """Rows whose names, as `search.names` keeps them, hold a part of one, however it is spelt."""
    return column.like(f"%{_escaped(search.names(part))}%", escape="\\")


def _like(column: sa.ColumnElement[str], part: str) -> sa.ColumnElement[bool]:
    return column.ilike(f"%{_escaped(part)}%", escape="\\")


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
