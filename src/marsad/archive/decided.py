"""What people decided of an article's claims, laid over what the coder made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import aliased

from ..events.record import claim_id
from ..model import Claim, Doc
from .schema import decision, tie

Verdict = Literal["accept", "correct", "reject", "add"]
ABOUT_CLAIMS: tuple[str, ...] = ("accept", "correct", "reject", "add")


class Decided(NamedTuple):
    """The last standing decision on a claim; `claim` is the claim as a person left it, where the decision is not a rejection."""

    verdict: str
    claim: Claim | None


def log_row(
    connection: Connection,
    article_id: str,
    claim: str,
    verdict: str,
    who: str,
    reason: str | None,
    change: dict[str, Any] | None,
    undoes: int | None = None,
) -> int:
    """Add a row to the log; returns its number."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    done = connection.execute(
        decision.insert().values(
            article_id=article_id,
            claim_id=claim,
            verdict=verdict,
            who=who,
            reason=reason,
            at=at,
            undoes=undoes,
            change=msgspec.json.encode(change).decode() if change else None,
        )
    )
    return int((done.inserted_primary_key or (0,))[0])


def standing() -> sa.ColumnElement[bool]:
    """A clause: decisions that nobody took back."""
    later = aliased(decision)
    return ~sa.exists().where(later.c.undoes == decision.c.id)


def decided_of(connection: Connection, articles: Iterable[str]) -> dict[str, dict[str, Decided]]:
    """By article, by claim id: what stands."""
    out: dict[str, dict[str, Decided]] = {}
    rows = connection.execute(
        sa.select(decision.c.article_id, decision.c.claim_id, decision.c.verdict, decision.c.change)
        .where(decision.c.article_id.in_(list(articles)), decision.c.verdict.in_(ABOUT_CLAIMS), standing())
        .order_by(decision.c.id)
    )
    for row in rows:
        change: dict[str, Any] = msgspec.json.decode(row.change) if row.change else {}
        told = msgspec.convert(change["claim"], Claim) if "claim" in change else None
        before = out.setdefault(row.article_id, {}).get(row.claim_id)
        if told is None and before is not None and row.verdict == "accept":
            told = before.claim  # what was corrected and then accepted stays corrected
        verdict = before.verdict if before and before.verdict in ("correct", "add") and row.verdict == "accept" else row.verdict
        out[row.article_id][row.claim_id] = Decided(verdict, told)
    return out


def laid_over(doc: Doc, decided: dict[str, Decided]) -> Doc:
    """The article's claims as people left them. Rejected ones stay, for their verdict keeps them out of events and ledgers.

    A claim that was corrected or added survives when the coder no longer makes it; where the coder now makes the same claim by
    itself, at the same words and of the same type, that one is taken.
    """
    if not decided:
        return doc
    claims: list[Claim] = []
    for c in doc.claims:
        told = decided.get(claim_id(doc.id, c))
        claims.append(told.claim if told is not None and told.claim is not None and told.verdict != "reject" else c)
    known = {claim_id(doc.id, c) for c in claims}
    told_twice = {(c.trigger.start, c.trigger.end, c.type) for c in claims}
    for id, what in decided.items():
        own = what.claim
        if id in known or own is None or what.verdict == "reject" or doc.text[own.trigger.start : own.trigger.end] != own.trigger.text:
            continue
        if (own.trigger.start, own.trigger.end, own.type) not in told_twice:
            claims.append(own)
    return msgspec.structs.replace(doc, claims=tuple(sorted(claims, key=lambda c: (c.trigger.start, c.kind == "control", c.id))))


def ties_of(connection: Connection, ids: Iterable[str]) -> dict[frozenset[str], bool]:
    """Pairs of these claims with others that a person said are one (True) or are not (False)."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = connection.execute(sa.select(tie).where(sa.or_(tie.c.one.in_(wanted), tie.c.other.in_(wanted))))
    return {frozenset((row.one, row.other)): bool(row.together) for row in rows}


def tie_anew(connection: Connection) -> None:
    """Work the pairs out of the log: each later decision has the last word on the pairs that it is about."""
    pairs: dict[tuple[str, str], bool] = {}
    rows = connection.execute(
        sa.select(decision.c.verdict, decision.c.change).where(decision.c.verdict.in_(("merge", "split")), standing()).order_by(decision.c.id)
    )
    for row in rows:
        change = msgspec.json.decode(row.change)
        one, other = change["claims"], change["others"]
        for a in one:
            for b in other:
                pairs[min(a, b), max(a, b)] = row.verdict == "merge"
    connection.execute(tie.delete())
    if pairs:
        connection.execute(tie.insert(), [{"one": a, "other": b, "together": int(t)} for (a, b), t in pairs.items()])
