"""Sources as they were read: the bytes of the page, file or post that an article came from, packed, with their SHA-256, address and time."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..read.items import Original
from .schema import article, source_body, source_copy

if TYPE_CHECKING:
    from .store import Archive

_LEVEL = 6  # of zlib: a page shrinks to a fifth
_MEDIA, _CHARSET, _ADDRESS = 100, 40, 2000  # letters that are kept


class Copy(msgspec.Struct, frozen=True):
    """A source of an article as it was read `at` a moment (ISO, world time); `size` is in bytes."""

    article: str
    sha256: str
    size: int
    media: str | None
    charset: str | None
    address: str | None
    at: str


def keep(connection: Connection, originals: Mapping[str, Original]) -> None:
    """Keep the sources of these articles, by their ids, where the archive holds the article. A content that is there already is not
    kept again, and its first time stands."""
    held = set(connection.scalars(sa.select(article.c.id).where(article.c.id.in_(list(originals)))))
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for id in held:
        original = originals[id]
        digest = hashlib.sha256(original.body).hexdigest()
        if connection.scalar(sa.select(source_copy.c.at).where(source_copy.c.article_id == id, source_copy.c.sha256 == digest)):
            continue
        if connection.scalar(sa.select(source_body.c.size).where(source_body.c.sha256 == digest)) is None:
            connection.execute(source_body.insert().values(sha256=digest, size=len(original.body), body=zlib.compress(original.body, _LEVEL)))
        connection.execute(
            source_copy.insert().values(
                article_id=id,
                sha256=digest,
                address=_short(original.address, _ADDRESS),
                media=_short(original.media, _MEDIA),
                charset=_short(original.charset, _CHARSET),
                at=original.seen or now,
            )
        )


def _short(text: str | None, most: int) -> str | None:
    return "".join(c for c in text if c.isprintable())[:most] if text else None


def copies_of(archive: Archive, articles: Iterable[str]) -> dict[str, list[Copy]]:
    """The kept sources of these articles, the latest first."""
    rows = sa.select(source_copy, source_body.c.size).join(source_body, source_body.c.sha256 == source_copy.c.sha256)
    rows = rows.where(source_copy.c.article_id.in_(list(articles))).order_by(source_copy.c.at.desc(), source_copy.c.sha256)
    out: dict[str, list[Copy]] = {}
    with archive.engine.connect() as connection:
        for row in connection.execute(rows):
            out.setdefault(row.article_id, []).append(Copy(row.article_id, row.sha256, row.size, row.media, row.charset, row.address, row.at))
    return out


def original_of(archive: Archive, sha256: str) -> Original | None:
    """A kept source by its SHA-256; None where there is none."""
    rows = sa.select(source_copy, source_body.c.body).join(source_body, source_body.c.sha256 == source_copy.c.sha256)
    with archive.engine.connect() as connection:
        row = connection.execute(rows.where(source_copy.c.sha256 == sha256).order_by(source_copy.c.at).limit(1)).first()
    return Original(zlib.decompress(row.body), row.media, row.charset, row.address, row.at) if row else None


def forget(connection: Connection, article_id: str) -> None:
    """Take the sources of an article out. A page that others came from too goes for all of them: it holds its words."""
    its = list(connection.scalars(sa.select(source_copy.c.sha256).where(source_copy.c.article_id == article_id)))
    for table in (source_copy, source_body):
        connection.execute(table.delete().where(table.c.sha256.in_(its)))


def damaged(connection: Connection) -> Iterator[str]:
    """The SHA-256 of kept sources whose bytes are not what was kept."""
    for row in connection.execute(sa.select(source_body.c.sha256, source_body.c.body)).yield_per(20):
        try:
            sound = hashlib.sha256(zlib.decompress(row.body)).hexdigest() == row.sha256
        except zlib.error:
            sound = False
        if not sound:
            yield row.sha256
