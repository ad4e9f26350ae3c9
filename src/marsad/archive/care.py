"""The care of an archive: is it whole, and what is in it that has to go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from ..errors import InputError
from ..model import Doc
from ..read.article import article_digest
from ..versions import Versions, versions
from . import copies, pins
from .decided import tie_anew
from .engine import writing
from .lives import Traces
from .regroup import grouped_anew
from .schema import article, block, claim, decision, event, event_body, revision
from .store import Archive

FORGOTTEN = "forget"  # the verdict under which the log keeps that an article was forgotten
_SHOWN = 3  # ids that a fault names

# Rows that hang in the air: each selects the ids of what is at fault.
_DANGLING = {
    "article without its text": "SELECT a.id FROM article a LEFT JOIN revision r ON r.article_id = a.id AND r.n = a.revision WHERE r.n IS NULL",
    "text of no article": "SELECT article_id FROM revision WHERE article_id NOT IN (SELECT id FROM article)",
    "article that cannot be searched": "SELECT id FROM article WHERE id NOT IN (SELECT article_id FROM search)",
    "searched words of no article": "SELECT article_id FROM search WHERE article_id NOT IN (SELECT id FROM article)",
    "claim of no article": "SELECT id FROM claim WHERE article_id NOT IN (SELECT id FROM article)",
    "claim without its event": "SELECT id FROM claim WHERE record IS NOT NULL AND event_id IS NULL AND (verdict IS NULL OR verdict <> 'reject')",
    "claim of an event that is not there": "SELECT id FROM claim WHERE event_id IS NOT NULL AND event_id NOT IN (SELECT id FROM event)",
    "event without claims": "SELECT id FROM event WHERE id NOT IN (SELECT event_id FROM claim WHERE event_id IS NOT NULL)",
    "event without its values": "SELECT id FROM event WHERE id NOT IN (SELECT id FROM event_body)",
    "values of no event": "SELECT id FROM event_body WHERE id NOT IN (SELECT id FROM event)",
    "block of no claim": "SELECT claim_id FROM block WHERE claim_id NOT IN (SELECT id FROM claim)",
    "note, tag or assignment that nobody made": "SELECT id FROM pin WHERE id NOT IN (SELECT id FROM decision)",
    "note, tag or assignment on no event": "SELECT id FROM pin WHERE claim_id IN (SELECT id FROM claim WHERE event_id IS NOT NULL) "
    "AND event_id NOT IN (SELECT id FROM event)",
    "kept source of no article": "SELECT article_id FROM source_copy WHERE article_id NOT IN (SELECT id FROM article)",
    "kept source without its bytes": "SELECT article_id FROM source_copy WHERE sha256 NOT IN (SELECT sha256 FROM source_body)",
    "bytes of no kept source": "SELECT sha256 FROM source_body WHERE sha256 NOT IN (SELECT sha256 FROM source_copy)",
    "login of nobody": "SELECT name FROM login WHERE name NOT IN (SELECT name FROM person)",
}


class Fault(NamedTuple):
    """One kind of fault: how many rows have it, and the first of their ids."""

    what: str
    rows: int
    ids: tuple[str, ...]


class Checked(NamedTuple):
    """What a check found: the version of the tables, how many articles each program and lexicon coded, and the faults."""

    tables: str
    made_by: tuple[tuple[Versions, int], ...]
    faults: tuple[Fault, ...]


def check(archive: Archive, on_count: Callable[[int], None] | None = None) -> Checked:
    """Look an archive over, at one moment of it, and write nothing; `on_count` hears how many articles were read."""
    with archive.engine.connect() as connection:
        tables = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        damage = list(_damage(connection))
        faults = damage or [
            *_dangling(connection),
            *_documents(connection, on_count),
            *_originals(connection),
        ]  # of a damaged file more cannot be asked
        made_by = () if damage else _makers(connection)
    return Checked(tables, made_by, tuple(faults))


def _makers(connection: Connection) -> tuple[tuple[Versions, int], ...]:
    who = revision.c.program, revision.c.lexicon
    rows = connection.execute(sa.select(*who, sa.func.count()).join(article, _current()).group_by(*who).order_by(*who))
    return tuple((Versions(program, lexicon), n) for program, lexicon, n in rows)


def _current() -> sa.ColumnElement[bool]:
    return sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n)


def _damage(connection: Connection) -> Iterator[Fault]:
    """What the database itself finds wrong with its pages; PostgreSQL finds it by checksums of its own, when it reads."""
    if connection.dialect.name != "sqlite":
        return
    try:
        told = list(connection.scalars(sa.text("PRAGMA integrity_check(100)")))
    except exc.DatabaseError as error:
        told = [str(error.orig)]
    if told != ["ok"]:
        yield Fault("damage to the file", len(told), tuple(" ".join(line.split())[:80] for line in told[:_SHOWN]))


def _dangling(connection: Connection) -> Iterator[Fault]:
    for what, rows in _DANGLING.items():
        count = connection.scalar(sa.text(f"SELECT count(*) FROM ({rows}) AS found"))
        if count:
            yield Fault(what, count, tuple(map(str, connection.scalars(sa.text(f"{rows} LIMIT {_SHOWN}")))))


def _documents(connection: Connection, on_count: Callable[[int], None] | None) -> Iterator[Fault]:
    """Texts that are not what was stored: unreadable, or with another digest."""
    broken: list[str] = []
    rows = connection.execute(
        sa.select(revision.c.article_id, revision.c.n, revision.c.digest, revision.c.document).order_by(revision.c.article_id, revision.c.n)
    )
    for number, row in enumerate(rows.yield_per(100), 1):
        if not _sound(row.document, row.digest):
            broken.append(f"{row.article_id} (revision {row.n})")
        if on_count is not None:
            on_count(number)
    if broken:
        yield Fault("text that is not as it was stored", len(broken), tuple(broken[:_SHOWN]))


def _originals(connection: Connection) -> Iterator[Fault]:
    """Kept sources whose bytes are not what was read."""
    broken = list(copies.damaged(connection))
    if broken:
        yield Fault("kept source that is not as it was read", len(broken), tuple(broken[:_SHOWN]))


def _sound(document: str, digest: str) -> bool:
    try:
        return article_digest(Doc.from_json(document).article) == digest
    except (msgspec.MsgspecError, UnicodeError):
        return False


class Forgotten(NamedTuple):
    """What was taken out: its address, revisions, claims; and the ids of articles that are kept and are copies of it."""

    url: str | None
    revisions: int
    claims: int
    copies: tuple[str, ...]


def forget(archive: Archive, id: str, who: str, reason: str | None = None) -> Forgotten:
    """Take an article out with its revisions, kept sources, claims, searched words, and what people said of it; its events are made anew.

    The log keeps that it was forgotten, when and by whom, and who once decided on it, but no word of it. What the database
    would leave on the disk is overwritten (SQLite) or freed (PostgreSQL). Raises `InputError` where there is no such article.
    """
    with writing(archive.engine) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        known = connection.execute(sa.select(article.c.seq, article.c.url).where(article.c.id == id)).first()
        if known is None:
            raise InputError(f"there is no article {id}; `marsad find --kind articles` shows the ids.")
        alike = tuple(connection.scalars(sa.select(article.c.id).where(article.c.reprint_of == id).order_by(article.c.id)))
        claims = _take_claims(connection, id)
        copies.forget(connection, id)
        revisions = connection.execute(revision.delete().where(revision.c.article_id == id)).rowcount
        _take_words(connection, id, known.seq)
        connection.execute(article.delete().where(article.c.id == id))
        _blank_log(connection, id, set(claims))
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        connection.execute(decision.insert().values(article_id=id, claim_id=id, verdict=FORGOTTEN, who=who, reason=reason, at=at))
    _wipe(archive)
    return Forgotten(known.url, revisions, len(claims), alike)


def _take_claims(connection: Connection, id: str) -> list[str]:
    """Delete an article's claims and their blocks, and make anew the events that they were in."""
    its = list(connection.scalars(sa.select(claim.c.id).where(claim.c.article_id == id)))
    were = connection.execute(sa.select(claim.c.id, claim.c.event_id).where(claim.c.article_id == id, claim.c.event_id.is_not(None))).all()
    pins.forget(connection, id, its)
    events = sorted({row.event_id for row in were})
    left = list(connection.scalars(sa.select(claim.c.id).where(claim.c.event_id.in_(events), claim.c.article_id != id)))
    for table in (event, event_body):
        connection.execute(table.delete().where(table.c.id.in_(events)))
    connection.execute(block.delete().where(block.c.claim_id.in_(its)))
    connection.execute(claim.delete().where(claim.c.article_id == id))
    grouped_anew(connection, left, versions(), {id: Traces(set(), set()) for id in events})
    return its


def _take_words(connection: Connection, id: str, seq: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("DELETE FROM search WHERE article_id = :id"), {"id": id})
        return
    connection.execute(sa.text("DELETE FROM search WHERE rowid = :seq"), {"seq": seq})
    connection.execute(sa.text("INSERT INTO search (search) VALUES ('optimize')"))  # else its words stay in the index


def _blank_log(connection: Connection, id: str, claims: set[str]) -> None:
    """What was decided stays as a row: who, when and which verdict. Its words go; of pairs, those of other articles stay."""
    of: Callable[[str], bool] = lambda claim_id: claim_id in claims or claim_id.rpartition(":")[0] == id  # noqa: E731
    pairs = connection.execute(sa.select(decision).where(decision.c.verdict.in_(("merge", "split")))).mappings().all()
    for row in pairs:
        change = msgspec.json.decode(row["change"])
        kept = {side: [c for c in change[side] if not of(c)] for side in ("claims", "others")}
        if kept == {side: change[side] for side in kept}:
            continue
        first = (kept["claims"] or kept["others"] or [None])[0]
        values = {
            "change": msgspec.json.encode(kept).decode(),
            "reason": None,
            "claim_id": first or id,
            "article_id": first.rpartition(":")[0] if first else id,
        }
        connection.execute(decision.update().where(decision.c.id == row["id"]).values(values))
    mine = sa.and_(decision.c.article_id == id, decision.c.verdict.not_in(("merge", "split")))
    connection.execute(decision.update().where(mine).values(claim_id=id, change=None, reason=None))
    tie_anew(connection)


def _wipe(archive: Archive) -> None:
    """Nothing of what was deleted stays in the file: the log of writes is folded in (SQLite), dead rows are freed (PostgreSQL)."""
    if archive.engine.dialect.name == "sqlite":
        with archive.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in (
            "article",
            "revision",
            "claim",
            "block",
            "event",
            "event_body",
            "decision",
            "tie",
            "pin",
            "source_copy",
            "source_body",
            "search",
        ):
            connection.execute(sa.text(f"VACUUM {table}"))
