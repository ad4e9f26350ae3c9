"""A PostgreSQL server of our own on loopback, for the tests that run on both databases; none where its binaries are not found.

The tables of an archive are made once a server; each test gets a copy of that database. To make them takes longer than most tests do.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from marsad.archive import open_archive

_TABLES = "tables"  # the database that holds the tables of an archive and nothing in them
# What a crash would lose is no loss here, and nobody else reads the log.
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "40",
}


def binaries() -> Path | None:
    """The folder that holds initdb and pg_ctl, the newest version first."""
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name)) if Path("/usr/lib/postgresql").is_dir() else []
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _as_user(command: list[str]) -> list[str]:
    """The server refuses to run as root: then it runs as the user that its package makes."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server, stopped and removed at the end."""
    bin_ = binaries()
    assert bin_ is not None
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    run = lambda *command: subprocess.run(_as_user([str(bin_ / command[0]), *command[1:]]), check=True, capture_output=True, cwd=folder)  # noqa: E731
    try:
        run("initdb", "-D", str(data), "-A", "trust", "-U", "marsad", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-p {port} -k {folder} " + " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
        subprocess.run(
            _as_user([str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-t", "60", "-o", options, "-l", str(folder / "log"), "start"]),
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        address = f"postgresql://marsad@127.0.0.1:{port}/postgres"
        _asked(address, f"CREATE DATABASE {_TABLES}")
        open_archive(_named(address, _TABLES)).close()
        yield address
    finally:
        if data.exists():
            subprocess.run(_as_user([str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]), capture_output=True, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server: str, tables: str = _TABLES) -> Iterator[str]:
    """The address of an archive of its own on a server, with nothing in it, dropped at the end; with `tables` "template1" there is no archive."""
    name = f"t{random.randrange(10**12)}"
    _asked(server, f"CREATE DATABASE {name} TEMPLATE {tables}")
    yield _named(server, name)
    _asked(server, f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, database: str) -> str:
    """The address of a database on a server."""
    return server.rsplit("/", 1)[0] + "/" + database


def _asked(server: str, statement: str) -> None:
    """Have a server do what stands in no transaction."""
    admin = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.execute(sa.text(statement))
