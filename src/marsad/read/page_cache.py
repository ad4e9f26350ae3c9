"""Fetched pages by address, in one SQLite file of the user's cache folder. It may be lost at any time: what is damaged is told by
a checksum of each page, or by SQLite, and made anew."""

from __future__ import annotations

import sqlite3
import threading
import time
import zlib
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from ..say import say

_KEPT = 30 * 86400.0  # seconds after which a page leaves the cache
_FORM = 3  # of the table; a file of another form is emptied
_FAULTS = (sqlite3.Error, UnicodeDecodeError)  # the message of an error may itself be damaged words of the file
# Faults of the disk or of another process, not of what is in the file.
_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


class Cached(NamedTuple):
    """A page as it was had from `final`, at `at` (seconds since 1970), with what its server gave to ask again cheaply."""

    final: str
    etag: str | None
    modified: str | None
    type: str | None
    charset: str | None
    body: bytes
    at: float


class PageCache:
    """Safe to use from several threads. No fault of the file is raised: without it pages are fetched again.

    What was fetched by a run to which private networks are open (`private`) is given to such runs alone: it may be such a network's.
    """

    def __init__(self, path: Path, private: bool = False):
        self._path = path
        self._private = int(private)
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._opened()
        except _FAULTS as error:
            self._db = self._anew(error)
        except OSError as error:
            self._db = self._in_memory(error)

    def get(self, url: str) -> Cached | None:
        """The page kept for an address; None where there is none, or a damaged one."""
        row = self._do(
            lambda: self._db.execute(
                "SELECT final, etag, modified, type, charset, body, at, sum FROM page WHERE url = ? AND private <= ?",
                (url, self._private),
            ).fetchone()
        )
        if row is None:
            return None
        cached, whole = None, False
        try:
            final, etag, modified, type_, charset, body, at, told = row
            cached = Cached(final, etag, modified, type_, charset, zlib.decompress(body), at)
            whole = _sum(url, cached) == told
        except (zlib.error, TypeError, AttributeError):
            pass
        if not whole:
            say(f"the kept page of {url} is damaged and is fetched anew")
            self._do(lambda: self._db.execute("DELETE FROM page WHERE url = ?", (url,)))
            return None
        return cached

    def put(self, url: str, page: Cached) -> None:
        """Keep a page."""
        row = (url, *page[:5], zlib.compress(page.body, 3), page.at, _sum(url, page), self._private)
        self._do(lambda: self._db.execute("INSERT OR REPLACE INTO page VALUES (?,?,?,?,?,?,?,?,?,?)", row))

    def drop(self, url: str) -> None:
        """Keep the page of an address no longer, nor anything of it in the file."""
        self._do(lambda: self._db.execute("PRAGMA secure_delete = ON"))
        self._do(lambda: self._db.execute("DELETE FROM page WHERE url = ? OR final = ?", (url, url)))
        self._do(lambda: self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)"))

    def touch(self, url: str) -> None:
        """The page of an address is as fresh as now."""
        self._do(lambda: self._db.execute("UPDATE page SET at = ? WHERE url = ?", (time.time(), url)))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _do(self, work: Callable[[], Any]) -> Any:
        """What `work` gives, kept on disk; None where the file fails."""
        with self._lock:
            try:
                made = work()
                self._db.commit()
                return made
            except _FAULTS as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _PASSING:
                    self._db.close()
                    self._db = self._anew(error)
                return None

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, check_same_thread=False, timeout=30)
        try:
            _prepare(db)
        except _FAULTS:
            db.close()
            raise
        return db

    def _anew(self, error: Exception) -> sqlite3.Connection:
        """An empty file in the place of a damaged one."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING:
            return self._in_memory(error)
        say(f"the cache of pages {self._path} is damaged ({error}) and is made anew")
        try:
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            return self._opened()
        except (*_FAULTS, OSError) as again:
            return self._in_memory(again)

    def _in_memory(self, error: Exception) -> sqlite3.Connection:
        say(f"the cache of pages {self._path} cannot be used ({error}); pages are kept for this run only")
        db = sqlite3.connect(":memory:", check_same_thread=False)
        _prepare(db)
        return db


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode=WAL")
    if db.execute("PRAGMA user_version").fetchone()[0] != _FORM:
        db.execute("DROP TABLE IF EXISTS page")
        db.execute(f"PRAGMA user_version = {_FORM}")
    db.execute(
        "CREATE TABLE IF NOT EXISTS page (url TEXT PRIMARY KEY, final TEXT, etag TEXT, modified TEXT, type TEXT, "
        "charset TEXT, body BLOB, at REAL, sum BLOB, private INTEGER NOT NULL)"
    )
    db.execute("DELETE FROM page WHERE at < ?", (time.time() - _KEPT,))
    db.commit()


def _sum(url: str, page: Cached) -> bytes:
    """The checksum of a page; `at` changes without it."""
    words = "\0".join(value or "" for value in (url, *page[:5]))
    return blake2b(words.encode("utf-8", "surrogatepass") + b"\0" + page.body, digest_size=16).digest()
