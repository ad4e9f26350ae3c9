"""Views that people keep under a name: the filters as the pages' addresses have them, and as an alert asks them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs

import msgspec
import sqlalchemy as sa

from ..errors import InputError
from .engine import writing
from .filters import SEVERAL, Filters
from .schema import saved_view
from .store import Archive

_MOST = 200  # views of one person


class SavedView(msgspec.Struct, frozen=True):
    """A view by its name; `query` holds the filters as a page's address does."""

    name: str
    query: str


def saved(archive: Archive, who: str) -> list[SavedView]:
    """The views that somebody kept, in the order of their names."""
    with archive.engine.connect() as connection:
        rows = connection.execute(sa.select(saved_view.c.name, saved_view.c.query).where(saved_view.c.who == who).order_by(saved_view.c.name))
        return [SavedView(*row) for row in rows]


def keep(archive: Archive, who: str, name: str, query: str) -> None:
    """Keep a view, in place of one of its name. Raises `InputError` for filters that are none, or where somebody keeps too many."""
    told = " ".join(name.split())
    if not told:
        raise InputError("give the view a name.")
    filters_of(query)
    mine = sa.and_(saved_view.c.who == who, saved_view.c.name == told)
    with writing(archive.engine) as connection:
        connection.execute(saved_view.delete().where(mine))
        kept = connection.scalar(sa.select(sa.func.count()).select_from(saved_view).where(saved_view.c.who == who)) or 0
        if kept >= _MOST:
            raise InputError(f"you keep {_MOST} views already; take one away first.")
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        connection.execute(saved_view.insert().values(who=who, name=told, query=query, at=at))


def remove(archive: Archive, who: str, name: str) -> None:
    """Keep a view no longer."""
    with writing(archive.engine) as connection:
        connection.execute(saved_view.delete().where(saved_view.c.who == who, saved_view.c.name == name))


def named(archive: Archive, name: str, who: str | None = None) -> Filters:
    """The filters of a view by its name. Raises `InputError` where nobody (or not `who`) keeps one of it, or several do."""
    asked = sa.select(saved_view.c.who, saved_view.c.query).where(saved_view.c.name == name)
    with archive.engine.connect() as connection:
        rows = connection.execute(asked.where(saved_view.c.who == who) if who else asked).all()
    if not rows:
        raise InputError(f"nobody keeps a view called {name}; keep it in the pages, or give its filters.")
    if len(rows) > 1:
        raise InputError(f"{', '.join(sorted(row.who for row in rows))} each keep a view called {name}; say whose with --whose.")
    return filters_of(rows[0].query)


def filters_of(query: str) -> Filters:
    """The filters of a page's address (`type=shelling&since=2024-01-01`). Raises `InputError` for what is none."""
    told: dict[str, Any] = {}
    for name, values in parse_qs(query).items():
        field = "query" if name == "q" else name
        parts = [part for value in values for part in (value.split(",") if field in (*SEVERAL, "box") else [value]) if part]
        told[field] = parts if field in (*SEVERAL, "box") else parts[-1]
    try:
        return Filters(**msgspec.to_builtins(msgspec.convert(told, _Told, strict=False)))
    except (msgspec.ValidationError, TypeError) as error:
        raise InputError(f"the view holds what is no filter ({error}); open it in the page and keep it again.") from None


# The filters as a view holds them, each with its bounds: what is none of them is refused.
_Told = msgspec.defstruct(
    "_Told",
    [(f.name, f.type, f.default) for f in msgspec.structs.fields(Filters) if f.name != "limit"],
    forbid_unknown_fields=True,
    frozen=True,
    kw_only=True,
)
