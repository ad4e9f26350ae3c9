"""Many claims decided at once: chosen by what they are and by words that name somebody, looked at first, taken back with one undo."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from ..arabic.normalise import fold
from ..errors import InputError
from ..model import Actor, ActorSpan, Claim
from .asking import of_articles, of_events, of_rows
from .decided import log_row
from .desk import events_of, refresh
from .engine import writing
from .filters import EVENTS_ALONE, Filters, told, without
from .schema import article, claim, event
from .search import names
from .store import Archive

MOST = 500  # claims of one batch
_PARTS = ("agents", "targets", "holder")


def chosen(archive: Archive, f: Filters, words: str | None = None) -> Iterator[tuple[str, str, Claim]]:
    """(claim id, article id, claim) of the claims that nobody rejected, that the filters keep and that name somebody by these words."""
    alone = [name for name in EVENTS_ALONE if name in told(f)]
    rows = sa.select(claim.c.id, claim.c.article_id, claim.c.body).join(article, article.c.id == claim.c.article_id)
    with archive.engine.connect() as connection:
        rows = rows.where(
            *of_articles(connection, f, days=False),
            *of_rows(claim, without(f, *alone)),
            sa.or_(claim.c.verdict.is_(None), claim.c.verdict != "reject"),
        )
        if alone:
            rows = rows.where(claim.c.event_id.in_(sa.select(event.c.id).where(*of_events(connection, f))))
        if words:
            rows = rows.where(claim.c.actors.contains(names(words), autoescape=True))
        for row in connection.execute(rows.order_by(claim.c.start.desc(), claim.c.id)).yield_per(200):
            found = msgspec.json.decode(row.body, type=Claim)
            if not words or any(_says(span, words) for part in _PARTS for span in _spans(found, part)):
                yield row.id, row.article_id, found


def renamed(c: Claim, words: str, to: Actor) -> tuple[Claim, dict[str, Any]]:
    """(the claim with everybody whom these words name made this actor, {part: [before, after]}); nothing changed, no parts."""
    new: dict[str, Any] = {}
    for part in _PARTS:
        old = _spans(c, part)
        made = tuple(msgspec.structs.replace(s, actor=to) if _says(s, words) else s for s in old)
        if made != old:
            new[part] = made[0] if part == "holder" else made
    fields = {
        part: [[_called(s) for s in _spans(c, part)], [_called(s) for s in ((value,) if part == "holder" else value)]] for part, value in new.items()
    }
    return msgspec.structs.replace(c, **new, confidence=1.0) if new else c, fields


def decide_many(
    archive: Archive,
    claims: Iterable[str],
    verdict: str,
    who: str,
    reason: str | None = None,
    change: Callable[[Claim], tuple[Claim, dict[str, Any]]] | None = None,
) -> tuple[int, list[str]]:
    """Accept, reject or correct (`change`) claims, all or none; returns the number of the last decision, by which all are taken
    back, and the events that they are in afterwards. Raises `InputError` where one is gone, or nothing of any would change."""
    ids = list(dict.fromkeys(claims))
    if not 0 < len(ids) <= MOST:
        raise InputError(f"choose 1 to {MOST} claims at a time.")
    token = secrets.token_hex(6)
    with writing(archive.engine) as connection:
        rows = {row.id: row for row in connection.execute(sa.select(claim.c.id, claim.c.article_id, claim.c.body).where(claim.c.id.in_(ids)))}
        if missing := [id for id in ids if id not in rows]:
            raise InputError(f"there is no claim {missing[0]}; it may have been coded anew: load the page again.")
        last = 0
        for id in ids:
            told: dict[str, Any] = {"batch": token}
            if change is not None:
                made, fields = change(msgspec.json.decode(rows[id].body, type=Claim))
                if not fields:
                    continue
                told |= {"fields": fields, "claim": msgspec.to_builtins(made)}
            last = log_row(connection, rows[id].article_id, id, verdict, who, reason, told)
        if not last:
            raise InputError("nothing of the claims would change; choose other words or another actor.")
        refresh(connection, sorted({row.article_id for row in rows.values()}))
        return last, events_of(connection, ids)


def _spans(c: Claim, part: str) -> tuple[ActorSpan, ...]:
    value: ActorSpan | tuple[ActorSpan, ...] | None = getattr(c, part)
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def _says(span: ActorSpan, words: str) -> bool:
    return " ".join(fold(span.text).split()) == " ".join(fold(words).split())


def _called(span: ActorSpan) -> str:
    return span.actor.name_en if span.actor else span.text
