"""Answers that were had, by what was asked: an article is paid for once for a model and a prompt. A SQLite file in the cache folder."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from pathlib import Path

from ..errors import InputError


class Cache:
    """Answers by key. Several processes may use one file."""

    def __init__(self, path: Path):
        """Open or make it. Raises `InputError` where the file is none of ours or cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, content TEXT, at REAL)")
        except (sqlite3.Error, OSError) as error:
            raise InputError(f"the cache {path} cannot be used ({error}); take the file away or name another with --second-cache.") from error

    def get(self, key: str) -> str | None:
        """The answer to what `key` stands for."""
        row = self._db.execute("SELECT content FROM answer WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, content: str) -> None:
        """Keep an answer."""
        self._db.execute("INSERT OR REPLACE INTO answer VALUES (?,?,?)", (key, content, time.time()))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def key_of(text: str, published: str | None, model: str, prompt: str) -> str:
    """What an answer depends on: the text and its day, the model, the prompt's version."""
    return hashlib.sha256("\x1f".join((text, published or "", model, prompt)).encode("utf-8", "surrogatepass")).hexdigest()
