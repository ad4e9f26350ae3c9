"""The desk: what people decide of claims and events, kept in a log that is only ever added to.

A decision is made on what its maker saw: where an event has changed since, `Changed` is raised and nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..errors import InputError
from ..events.record import claim_id
from ..model import Claim, Doc
from ..versions import versions
from . import pins
from .decided import ABOUT_CLAIMS, decided_of, laid_over, log_row, tie_anew
from .engine import writing
from .lives import Traces
from .regroup import grouped_anew
from .schema import article, claim, decision, event_body, revision
from .store import Archive, put_claims

# Which decisions name a claim inside is found by reading them, so of so many of an event's claims, and among so many of the last alone.
_NAMED, _RECENT = 30, 2000


class Changed(InputError):
    """The event is no longer what the reviewer saw."""


class Undone(NamedTuple):
    """A decision that was taken back: its number, what it was, who made it when, on which claims; and the events that hold them now."""

    number: int
    verdict: str
    who: str
    at: str
    claims: list[str]
    events: list[str]


def stamp(archive: Archive, event: str) -> str | None:
    """What tells an event as it stands from what it was, decisions on its claims included; None where there is none."""
    with archive.engine.connect() as connection:
        return _stamp(connection, event)


def _stamp(connection: Connection, event: str) -> str | None:
    body = connection.scalar(sa.select(event_body.c.body).where(event_body.c.id == event))
    if body is None:
        return None
    claims = sa.select(claim.c.id).where(claim.c.event_id == event)
    last = connection.scalar(sa.select(sa.func.max(decision.c.id)).where(decision.c.claim_id.in_(claims), ~pins.about_pins()))
    return hashlib.sha256(f"{body}{last}".encode()).hexdigest()[:16]


def decide(
    archive: Archive,
    claim_id: str,
    verdict: str,
    who: str,
    reason: str | None = None,
    told: Claim | None = None,
    fields: dict[str, Any] | None = None,
    seen: tuple[str, str] | None = None,
) -> list[str]:
    """Accept, reject, correct or add one claim; returns the ids of the events that it is in afterwards (rejected, that it was in).

    `told` is the claim as it should be (correct, add), `fields` what changed, {name: [before, after]}; `seen` an event's id and
    the stamp that its maker saw. Raises `Changed`, or `InputError` where there is no such claim.
    """
    doc_id = claim_id.rpartition(":")[0]
    change: dict[str, Any] = {"fields": fields or {}, "claim": msgspec.to_builtins(told)} if told is not None else {}
    with writing(archive.engine) as connection:
        _check(connection, seen)
        if verdict != "add" and connection.scalar(sa.select(claim.c.id).where(claim.c.id == claim_id)) is None:
            raise InputError(f"there is no claim {claim_id}; it may have been coded anew: load the page again.")
        beside = _beside(connection, claim_id)
        if beside and verdict != "accept":  # it may leave them: whoever looks at their event must still find this
            change["beside"] = beside
        log_row(connection, doc_id, claim_id, verdict, who, reason, change)
        refresh(connection, [doc_id])
        return events_of(connection, [claim_id, *beside] if verdict == "reject" else [claim_id])


def regroup(
    archive: Archive,
    verdict: str,
    claims: Iterable[str],
    others: Iterable[str],
    who: str,
    reason: str | None = None,
    seen: Iterable[tuple[str, str]] = (),
) -> list[str]:
    """Make claims and others one event ("merge"), or keep them apart ("split"); returns the events that hold them afterwards."""
    one, other = sorted(set(claims)), sorted(set(others))
    if not one or not other or set(one) & set(other):
        raise InputError("name at least one claim on each side, and none on both.")
    with writing(archive.engine) as connection:
        for pair in seen:
            _check(connection, pair)
        known = set(connection.scalars(sa.select(claim.c.id).where(claim.c.id.in_([*one, *other]))))
        if unknown := [id for id in (*one, *other) if id not in known]:
            raise InputError(f"there is no claim {unknown[0]}; it may have been coded anew: load the page again.")
        log_row(connection, one[0].rpartition(":")[0], one[0], verdict, who, reason, {"claims": one, "others": other})
        tie_anew(connection)
        grouped_anew(connection, [*one, *other], versions())
        return events_of(connection, [*one, *other])


def undo(archive: Archive, who: str, number: int | None = None) -> Undone:
    """Take back a decision: the named one, or the last standing one of this person. Raises `InputError`."""
    with writing(archive.engine) as connection:
        undone = sa.select(decision.c.undoes).where(decision.c.undoes.is_not(None))
        asked = sa.select(decision).where(decision.c.verdict != "undo", decision.c.id.not_in(undone))
        if number is not None:
            asked = asked.where(decision.c.id == number)
        else:  # one on an article that is gone would stand in the way of all before it
            asked = asked.where(decision.c.who == who, decision.c.article_id.in_(sa.select(article.c.id)))
        row = connection.execute(asked.order_by(decision.c.id.desc()).limit(1)).mappings().first()
        if row is None:
            raise InputError("there is nothing to take back.")
        change: dict[str, Any] = msgspec.json.decode(row["change"]) if row["change"] else {}
        if "batch" in change:
            return _undo_batch(connection, who, dict(row), change["batch"], undone)
        log_row(connection, row["article_id"], row["claim_id"], "undo", who, None, None, row["id"])
        claims: list[str] = [row["claim_id"]]
        if row["verdict"] in ("merge", "split"):
            claims = [*change["claims"], *change["others"]]
            tie_anew(connection)
            grouped_anew(connection, claims, versions())
        elif row["verdict"] in pins.VERDICTS:
            claims = pins.take_back(connection, row["id"]) or claims
        else:
            refresh(connection, [row["article_id"]])
        return Undone(row["id"], row["verdict"], row["who"], row["at"], claims, events_of(connection, claims))


def _undo_batch(connection: Connection, who: str, row: dict[str, Any], batch: str, undone: sa.Select[int]) -> Undone:
    """Take back all standing decisions that were made at once."""
    marked = decision.c.change.contains(f'"batch":"{batch}"', autoescape=True)
    rows = connection.execute(
        sa.select(decision.c.id, decision.c.article_id, decision.c.claim_id).where(marked, decision.c.id.not_in(undone)).order_by(decision.c.id)
    ).all()
    for one in rows:
        log_row(connection, one.article_id, one.claim_id, "undo", who, None, None, one.id)
    claims = [one.claim_id for one in rows]
    refresh(connection, sorted({one.article_id for one in rows}))
    return Undone(row["id"], row["verdict"], row["who"], row["at"], claims, events_of(connection, claims))


def last(archive: Archive, claims: Iterable[str]) -> dict[str, Any] | None:
    """The last standing decision on an event's claims, as the log has it; None where there is none."""
    return next((row for row in log(archive, claims=claims, limit=500) if row["verdict"] != "undo" and not row["undone"]), None)


def log(
    archive: Archive, article_id: str | None = None, claims: Iterable[str] | None = None, before: int | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """Who decided what, when and why, the last first; `before` is the number of the last row of the page before."""
    rows = sa.select(decision).order_by(decision.c.id.desc()).limit(limit)
    if article_id is not None:
        rows = rows.where(decision.c.article_id == article_id)
    if claims is not None:
        rows = rows.where(_about(list(claims)))
    if before is not None:
        rows = rows.where(decision.c.id < before)
    with archive.engine.connect() as connection:
        found = [dict(r) for r in connection.execute(rows).mappings()]
        undone = set(connection.scalars(sa.select(decision.c.undoes).where(decision.c.undoes.in_([r["id"] for r in found]))))
    for row in found:
        change: dict[str, Any] = msgspec.json.decode(row["change"]) if row["change"] else {}
        row["fields"], row["claims"], row["others"] = (
            change.get("fields", {}),
            change.get("claims", []),
            change.get("others", []),
        )
        row["value"] = change.get("value")
        row["undone"] = row["id"] in undone
        del row["change"]
    return found


def verdicts_by_number(archive: Archive, numbers: Iterable[int]) -> dict[int, str]:
    """What these decisions were."""
    with archive.engine.connect() as connection:
        rows = connection.execute(sa.select(decision.c.id, decision.c.verdict).where(decision.c.id.in_(list(numbers))))
        return {row.id: row.verdict for row in rows}


def _about(claims: list[str]) -> sa.ColumnElement[bool]:
    """A clause: decisions on these claims, those that joined or parted them, and those that took a claim from beside them."""
    parts = (msgspec.json.encode(id).decode() for id in claims[:_NAMED])
    inside = (decision.c.change.contains(part, autoescape=True) for part in parts)
    since = sa.select(sa.func.max(decision.c.id) - _RECENT).scalar_subquery()
    return sa.or_(decision.c.claim_id.in_(claims), sa.and_(decision.c.id > since, decision.c.change.is_not(None), sa.or_(sa.false(), *inside)))


def undecided_holdings(archive: Archive, limit: int) -> list[tuple[str, str, Claim]]:
    """(claim id, article id, claim) of who holds a place, where nobody decided anything, the least sure first."""
    rows = (
        sa.select(claim.c.id, claim.c.article_id, claim.c.body)
        .where(claim.c.kind == "control", claim.c.verdict.is_(None))
        .order_by(claim.c.confidence, claim.c.id)
        .limit(limit)
    )
    with archive.engine.connect() as connection:
        return [(row.id, row.article_id, msgspec.json.decode(row.body, type=Claim)) for row in connection.execute(rows)]


def finished(archive: Archive) -> Iterable[tuple[Doc, list[Claim]]]:
    """Articles of which every claim was decided on, with the claims that are right."""
    open_ = sa.select(claim.c.article_id).where(claim.c.verdict.is_(None))
    decided = sa.select(decision.c.article_id).where(decision.c.verdict.in_(ABOUT_CLAIMS)).distinct()
    with archive.engine.connect() as connection:
        ids = list(connection.scalars(sa.select(article.c.id).where(article.c.id.in_(decided), article.c.id.not_in(open_)).order_by(article.c.id)))
        for id in ids:
            told = decided_of(connection, [id]).get(id, {})
            doc = laid_over(_document(connection, id), told)
            gone = {c for c, d in told.items() if d.verdict == "reject"}
            yield doc, [c for c in doc.claims if claim_id(doc.id, c) not in gone]


def _check(connection: Connection, seen: tuple[str, str] | None) -> None:
    if seen is not None and _stamp(connection, seen[0]) != seen[1]:
        raise Changed("this event changed since you opened it; look at what it is now and decide again.")


def _document(connection: Connection, id: str) -> Doc:
    rows = sa.select(revision.c.document).join(article, sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n))
    found = connection.scalar(rows.where(article.c.id == id))
    if found is None:
        raise InputError(f"there is no article {id}.")
    return Doc.from_json(found)


def refresh(connection: Connection, articles: list[str]) -> None:
    """Put the claims of these articles anew, as the decisions now have them."""
    decided = decided_of(connection, articles)
    touched: list[str] = []
    before: dict[str, Traces] = {}
    for id in articles:
        n = connection.scalar(sa.select(article.c.revision).where(article.c.id == id)) or 1
        touched += put_claims(connection, _document(connection, id), n, True, versions(), decided.get(id, {}), before)
    grouped_anew(connection, touched, versions(), before)


def _beside(connection: Connection, id: str) -> list[str]:
    """The other claims of a claim's event."""
    its = sa.select(claim.c.event_id).where(claim.c.id == id).scalar_subquery()
    return sorted(connection.scalars(sa.select(claim.c.id).where(claim.c.event_id == its, claim.c.id != id)))


def events_of(connection: Connection, claims: list[str]) -> list[str]:
    """The events that hold these claims."""
    return sorted(set(connection.scalars(sa.select(claim.c.event_id).where(claim.c.id.in_(claims), claim.c.event_id.is_not(None)))))


def verdicts(archive: Archive, claims: Iterable[str]) -> dict[str, str]:
    """What was decided of these claims, where something was."""
    with archive.engine.connect() as connection:
        rows = connection.execute(sa.select(claim.c.id, claim.c.verdict).where(claim.c.id.in_(list(claims)), claim.c.verdict.is_not(None)))
        return {row.id: row.verdict for row in rows}


def events_by_claim(archive: Archive, claims: Iterable[str]) -> dict[str, str]:
    """The event of each of these claims, where it is in one."""
    with archive.engine.connect() as connection:
        rows = connection.execute(sa.select(claim.c.id, claim.c.event_id).where(claim.c.id.in_(list(claims)), claim.c.event_id.is_not(None)))
        return {row.id: row.event_id for row in rows}


def by(archive: Archive, number: int) -> str | None:
    """Who made a decision."""
    with archive.engine.connect() as connection:
        return connection.scalar(sa.select(decision.c.who).where(decision.c.id == number))


def changes(archive: Archive) -> Iterable[tuple[Doc, Claim | None, str, Claim | None]]:
    """(article as coded, claim as coded, verdict, claim as left) of every standing decision on a claim."""
    with archive.engine.connect() as connection:
        ids = list(connection.scalars(sa.select(article.c.id).where(article.c.id.in_(sa.select(decision.c.article_id))).order_by(article.c.id)))
        for id in ids:  # articles that are gone have nothing to show
            doc = _document(connection, id)
            coded = {claim_id(doc.id, c): c for c in doc.claims}
            for claim, told in sorted(decided_of(connection, [id]).get(id, {}).items()):
                yield doc, coded.get(claim), told.verdict, told.claim
