"""What second coders made of an archive's articles: kept with the article's document, beside the first coder's claims."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa

from ..model import Doc, Second
from .engine import writing
from .schema import article, revision
from .store import Archive


def without(archive: Archive, by: str) -> Iterator[Doc]:
    """The articles that the second coder `by` has not coded, in the order in which they came. What it failed on comes again."""
    last = 0
    while True:
        with archive.engine.connect() as connection:
            rows = connection.execute(_current().where(article.c.seq > last).order_by(article.c.seq).limit(50)).all()
        if not rows:
            return
        last = rows[-1].seq
        for row in rows:
            doc = Doc.from_json(row.document)
            if all(s.by != by or s.fault for s in doc.second):
                yield doc


def put(archive: Archive, id: str, made: Second) -> None:
    """Keep what a second coder made of an article, in place of what the same one made before."""
    with writing(archive.engine) as connection:
        row = connection.execute(_current().where(article.c.id == id)).one()
        doc = Doc.from_json(row.document)
        kept = tuple(s for s in doc.second if s.by != made.by)
        new = msgspec.structs.replace(doc, second=(*kept, made)).to_json().decode()
        connection.execute(revision.update().where(revision.c.article_id == id, revision.c.n == row.n).values(document=new))


def _current() -> sa.Select[int, int, str]:
    same = sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n)
    return sa.select(article.c.seq, revision.c.n, revision.c.document).join(article, same)
