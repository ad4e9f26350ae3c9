"""A database address → an engine with its tables as this program needs them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import Connection, Engine

from ..errors import InputError

_WRITERS = 7_203_531  # the advisory lock of PostgreSQL under which events are merged
WAIT = 120.0  # seconds for which SQLite waits where another process holds the file

# What tells an archive from another program's database.
_OURS = frozenset({"alembic_version", "article", "revision", "claim", "event", "decision"})


def make_engine(address: str, make: bool = True) -> Engine:
    """An engine for a file or a postgresql:// address, its tables made (`make`) or brought up to date. Raises `InputError`.

    A file that may not be written is opened to be read. Nothing is written to a database of another program.
    """
    if "://" in address:
        if not address.startswith(("postgresql://", "postgresql+psycopg://")):
            raise InputError(f"{address.split('://')[0]}:// is no kind of archive; give a file or a postgresql:// address.")
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
        engine = _postgresql(url)
    else:
        path = Path(address)
        if path.is_dir():
            raise InputError(f"{address} is a folder; give the file of an archive.")
        engine = _sqlite(path, make)
    try:
        _migrate(engine, make, _shown(address))
    except exc.DBAPIError as error:
        engine.dispose()
        raise InputError(f"the archive {_shown(address)} cannot be opened ({_told(error)}); check the file or the address.") from error
    return engine


def address_of(engine: Engine) -> str:
    """The address by which another process opens the same archive. Raises `InputError` where it may only be read."""
    if engine.dialect.name == "postgresql":
        return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    if not engine.url.database:
        raise InputError("this archive may only be read; open a copy of it that may be written.")
    return str(Path(engine.url.database).absolute())


def _sqlite(path: Path, make: bool) -> Engine:
    readable = _only_readable(path)
    tables = _tables_of(path)
    if tables and not tables >= _OURS:
        raise InputError(f"{path} is a database of another program; name an archive of marsad.")
    if not tables and (not make or readable):
        raise InputError(f"{path} holds no archive; make one with `marsad add`.")
    if readable:
        engine = sa.create_engine("sqlite://", creator=lambda: _reader(path), poolclass=sa.pool.QueuePool)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT})
    _tune(engine, writable=not readable)
    return engine


def _only_readable(path: Path) -> bool:
    """Whether a file, or the folder that must hold its log of writes, may not be written."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that can only read; where SQLite may not even make its lock file and no log waits, of the file as it lies."""
    log = path.with_name(path.name + "-wal")
    still = not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)
    how = "immutable=1" if still else "mode=ro"
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?{how}", uri=True, timeout=WAIT, check_same_thread=False)


def _tables_of(path: Path) -> set[str]:
    """The names of a database's tables, read without touching it. Raises `InputError` where the file is no database."""
    if not path.exists() or path.stat().st_size == 0:
        return set()
    try:
        with closing(_reader(path)) as connection:
            return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise InputError(f"the archive {path} cannot be opened ({error}); check the file or the address.") from error


def _postgresql(url: sa.URL) -> Engine:
    try:
        # Who reads sees one moment; else counts of two tables would be of two.
        return sa.create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    except ModuleNotFoundError:
        raise InputError("PostgreSQL needs the psycopg package; install it with: pip install 'marsad[postgresql]'") from None


def _told(error: exc.DBAPIError) -> str:
    return " ".join(str(error.orig).split())[:160]


def _shown(address: str) -> str:
    return sa.make_url(address).render_as_string(hide_password=True) if "://" in address else address


def _tune(engine: Engine, writable: bool) -> None:
    pragmas = [f"busy_timeout={WAIT * 1000:.0f}", "foreign_keys=OFF", "cache_size=-200000", "mmap_size=1073741824", "temp_store=MEMORY"]
    if writable:
        pragmas += ["journal_mode=WAL", "synchronous=NORMAL", "wal_autocheckpoint=4000"]

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin too late
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its turn at once; else two that have both read could not both go on to write.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """A transaction that writes: one at a time, all or nothing. Raises `InputError` where the disk or the server fails."""
    try:
        options: dict[str, Any] = {"writes": True}
        if engine.dialect.name == "postgresql":  # who writes must see what was written while it waited for its turn
            options["isolation_level"] = "READ COMMITTED"
        with engine.connect().execution_options(**options) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": _WRITERS})
            yield connection
    except exc.OperationalError as error:
        raise InputError(f"the archive could not be written ({_told(error)}); what it holds is as it was.") from error


def _migrate(engine: Engine, make: bool, shown: str) -> None:
    """Bring the tables up to what this program knows, one process at a time."""
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == head:
        return
    if current is None and not make:
        raise InputError(f"{shown} holds no archive; make one with `marsad add`.")
    with writing(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == head:
            return
        if current is not None and current not in {s.revision for s in ScriptDirectory.from_config(config).walk_revisions()}:
            raise InputError("the archive was made by a newer marsad; install that version to open it.")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
