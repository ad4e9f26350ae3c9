"""Backups: whatever the archive lives on, its backup is one SQLite file, an archive itself, of one moment.

People's open logins stay behind. `restore` puts a backup back in one transaction: who reads sees all of the old or all of the new.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from ..errors import InputError
from ..model import Doc
from . import search
from .engine import writing
from .schema import article, decision, login, metadata, revision
from .store import Archive, open_archive

_PAGES = 2000  # of SQLite, copied between two tellings
_ROWS = 500
_COPIED = [t for t in metadata.sorted_tables if t is not login]

Tell = Callable[[int, int], None]  # how many of how many are done


def backup(archive: Archive, to: Path, tell: Tell | None = None) -> None:
    """Write the archive as it now stands to a new file, others reading and writing meanwhile. Raises `InputError`."""
    if to.exists():
        raise InputError(f"{to} is there already; name a new file.")
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # it holds people's password digests
    try:
        if archive.engine.dialect.name == "sqlite":
            _pages(archive, part, tell)
        else:
            with open_archive(str(part)) as copy, archive.engine.connect() as source, writing(copy.engine) as target:
                _rows(source, target, tell)
        _settle(part)
        part.replace(to)
    except (sqlite3.DatabaseError, exc.DatabaseError) as error:
        raise InputError(
            f"the archive could not be read whole ({' '.join(str(error).split())[:80]}); `marsad check` says more. No backup was kept."
        ) from error
    finally:
        for ending in ("", "-wal", "-shm"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _pages(archive: Archive, to: Path, tell: Tell | None) -> None:
    """SQLite's own copying, of the moment at which the reading began."""
    with archive.engine.connect() as source, closing(sqlite3.connect(to)) as target:
        source.execute(sa.select(article.c.id).limit(1)).all()  # from here on, others' writing is not seen

        def told(_: int, left: int, total: int) -> None:
            if tell is not None:
                tell(total - left, total)

        held = source.connection.driver_connection
        assert isinstance(held, sqlite3.Connection)
        held.backup(target, pages=_PAGES, progress=told)


def _settle(path: Path) -> None:
    """Make one whole file of it: without a log of writes and without logins, looked over, on the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("DELETE FROM login")
        told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if told != "ok":
        raise InputError(f"the archive is damaged ({told[:80]}); `marsad check` says more. No backup was kept.")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def restore(saved: Path, archive: Archive, replace: bool = False, tell: Tell | None = None) -> int:
    """Put a backup into an archive, in place of what it holds where `replace`; returns how many articles. Raises `InputError`.

    What the archive held, open logins included, is gone then; where the backup is not whole, the archive stays as it was.
    """
    with open_archive(str(saved), make=False) as copy, copy.engine.connect() as source:
        damage = source.scalar(sa.text("PRAGMA integrity_check(1)"))
        if damage != "ok":
            raise InputError(f"the backup {saved} is damaged ({' '.join(damage.split())[:80]}); take another one.")
        with writing(archive.engine) as target:
            held = target.scalar(sa.select(sa.func.count()).select_from(article))
            if held and not replace:
                raise InputError(f"the archive holds {held} article(s); give --replace to put the backup in their place.")
            for table in reversed(metadata.sorted_tables):
                target.execute(table.delete())
            target.execute(sa.text("DELETE FROM search"))
            try:
                return _rows(source, target, tell)
            except (msgspec.MsgspecError, exc.DataError, exc.IntegrityError) as error:
                raise InputError(f"the backup {saved} is not whole ({' '.join(str(error).split())[:80]}); take another one.") from error


def _rows(source: Connection, target: Connection, tell: Tell | None) -> int:
    """Copy all tables but logins, index the articles' words, and go on numbering decisions where the source does."""
    for table in _COPIED:
        for part in source.execution_options(yield_per=_ROWS).execute(sa.select(table)).mappings().partitions(_ROWS):
            target.execute(table.insert(), [dict(row) for row in part])
    if target.dialect.name == "postgresql":
        last = sa.select(sa.func.coalesce(sa.func.max(decision.c.id), 0) + 1).scalar_subquery()
        target.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence("decision", "id"), last, False)))
    total = source.scalar(sa.select(sa.func.count()).select_from(article)) or 0
    words = (
        sa.select(article.c.id, article.c.seq, revision.c.document)
        .join(revision, sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n))
        .order_by(article.c.seq)
    )
    for done, row in enumerate(source.execution_options(yield_per=_ROWS).execute(words), 1):
        doc = Doc.from_json(row.document)
        search.put(target, row.id, row.seq, f"{doc.article.title or ''}\n{doc.text}", known=False)
        if tell is not None and (done % _ROWS == 0 or done == total):
            tell(done, total)
    return total
