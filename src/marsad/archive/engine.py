"""A database address → an engine with its tables as this program needs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from ..errors import InputError

_WRITERS = 7_203_531  # the advisory lock of PostgreSQL under which events are merged


def make_engine(address: str) -> Engine:
    """An engine for a file or a postgresql:// address, its tables made or brought up to date. Raises `InputError`."""
    if "://" in address:
        if not address.startswith(("postgresql://", "postgresql+psycopg://")):
            raise InputError(
                f"{address.split('://')[0]}:// is no kind of archive; give a file or a postgresql:// address."
            )
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
        engine = _postgresql(url)
    else:
        path = Path(address)
        if path.is_dir():
            raise InputError(f"{address} is a folder; give the file of an archive.")
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 120})
        _tune(engine)
    try:
        _migrate(engine)
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise InputError(
            f"the archive {_shown(address)} cannot be opened ({_told(error)}); check the file or the address."
        ) from error
    return engine


def _postgresql(url: sa.URL) -> Engine:
    try:
        # Who reads sees one moment; else counts of two tables would be of two.
        return sa.create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    except ModuleNotFoundError:
        raise InputError(
            "PostgreSQL needs the psycopg package; install it with: pip install 'marsad[postgresql]'"
        ) from None


def _told(error: sa.exc.DBAPIError) -> str:
    return " ".join(str(error.orig).split())[:160]


def _shown(address: str) -> str:
    return sa.make_url(address).render_as_string(hide_password=True) if "://" in address else address


def _tune(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection, _record):
        connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin too late
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=120000", "foreign_keys=OFF", "cache_size=-200000", "mmap_size=1073741824", "wal_autocheckpoint=4000", "temp_store=MEMORY"):  # fmt: skip
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection):
        # A writer takes its turn at once; else two that have both read could not both go on to write.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: one at a time, all or nothing. Raises `InputError` where the disk or the server fails."""
    try:
        options = {"writes": True}
        if engine.dialect.name == "postgresql":  # who writes must see what was written while it waited for its turn
            options["isolation_level"] = "READ COMMITTED"
        with engine.connect().execution_options(**options) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": _WRITERS})
            yield connection
    except sa.exc.OperationalError as error:
        raise InputError(f"the archive could not be written ({_told(error)}); what it holds is as it was.") from error


def _migrate(engine: Engine) -> None:
    """Bring the tables up to what this program knows, one process at a time."""
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with writing(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == head:
            return
        if current is not None and current not in {
            s.revision for s in ScriptDirectory.from_config(config).walk_revisions()
        }:
            raise InputError("the archive was made by a newer marsad; install that version to open it.")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
