"""`Archive`: adding, finding, counting, re-coding. Each batch of articles is one transaction: all of it, or nothing."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from ..events.event import Event
from ..events.group import block_keys, mergeable
from ..events.record import claim_id
from ..events.within import records_of
from ..model import Article, Claim, Doc
from ..read.article import article_digest, article_from_text
from ..read.items import Original
from ..scale.budget import SECONDS
from ..scale.pool import Fault, coded
from ..versions import Versions, versions
from . import copies, search
from .asking import of_articles, of_events, of_rows
from .decided import Decided, decided_of, laid_over
from .engine import make_engine, writing
from .filters import Filters
from .lives import Change, Traces, changes_since, replaced_by
from .regroup import grouped_anew
from .rows import claim_row
from .schema import article, block, claim, decision, event, event_body, revision

BATCH = 40


class Added(NamedTuple):
    """What became of a batch: articles that are new, changed, or as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def plus(self, other: Added) -> Added:
        """The counts of both."""
        return Added(*(a + b for a, b in zip(self, other, strict=True)))


def open_archive(address: str = "marsad.db", make: bool = True) -> Archive:
    """The archive in a file or at a postgresql:// address; with `make`, made where it is not there. Raises `InputError`."""
    return Archive(make_engine(address, make))


class Archive:
    """An open archive. Safe for several processes at once; use one object a thread."""

    def __init__(self, engine: Engine):
        self.engine = engine

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- adding ---------------------------------------------------------------------------------------------------------

    def add(
        self,
        articles: Iterable[Article],
        code: Callable[[Article], Doc],
        on_batch: Callable[[Added], None] | None = None,
        jobs: int = 1,
        on_fault: Callable[[Fault], None] | None = None,
        budget: float = SECONDS,
        originals: dict[str, Original] | None = None,
    ) -> Added:
        """Code and store articles, a batch a transaction. What is stored already, word for word, is not coded again.

        `jobs` processes code while this one stores; an article that cannot be coded, or not within `budget` seconds,
        is told to `on_fault` and passed over. `originals` are the sources of the articles by id, put there before their article
        comes: they are kept beside it and taken out of there.
        """
        coming: deque[tuple[list[str], int]] = deque()  # of each batch: its articles, and how many of them are being coded

        def wanted() -> Iterator[Article]:
            for batch in _batches(articles, BATCH):
                fresh: dict[str, Article] = {}  # the last of two with one id is the article as it now stands
                for a in batch:
                    if a.id not in fresh or article_digest(a) != article_digest(fresh[a.id]):
                        fresh[a.id] = a
                with self.engine.connect() as connection:
                    known = self._digests(connection, list(fresh))
                changed = [a for a in fresh.values() if known.get(a.id) != article_digest(a)]
                coming.append(([a.id for a in batch], len(changed)))
                yield from changed

        total = Added()
        made = coded(wanted(), code, jobs, budget)
        docs: list[Doc] = []
        taken = 0

        def store() -> None:
            nonlocal total, taken
            ids, _ = coming.popleft()
            kept = {id: originals.pop(id) for id in dict.fromkeys(ids) if id in originals} if originals else {}
            with writing(self.engine) as connection:
                done = self._store(connection, docs, len(ids) - taken)
                if kept:
                    copies.keep(connection, kept)
            total = total.plus(done)
            docs.clear()
            taken = 0
            if on_batch is not None:
                on_batch(total)

        for one in made:
            while coming[0][1] == taken:  # batches of which everything is stored already, and what was just completed
                store()
            taken += 1
            if isinstance(one, Fault):
                if on_fault is not None:
                    on_fault(one)
            else:
                docs.append(one.doc())
            if coming[0][1] == taken:
                store()
        while coming:
            store()
        return total

    def take(self, docs: Iterable[tuple[Doc, Versions]], on_batch: Callable[[Added], None] | None = None) -> Added:
        """Store articles that were coded elsewhere, with who coded them. What is stored already, word for word, is passed over."""
        total = Added()
        for batch in _batches(docs, BATCH):
            for made in dict.fromkeys(made for _, made in batch):
                its = list({doc.id: doc for doc, who in batch if who == made}.values())
                with writing(self.engine) as connection:
                    done = self._store(connection, its, 0, made=made)
                total = total.plus(done)
            if on_batch is not None:
                on_batch(total)
        return total

    def _store(self, connection: Connection, docs: list[Doc], same: int, recoded: bool = False, made: Versions | None = None) -> Added:
        made = made or versions()
        known = {
            row.id: row
            for row in connection.execute(
                sa.select(article.c.id, article.c.seq, article.c.revision, article.c.digest).where(article.c.id.in_([d.id for d in docs]))
            )
        }
        new = changed = 0
        touched: list[str] = []
        before: dict[str, Traces] = {}
        decided = decided_of(connection, [d.id for d in docs])
        last = connection.scalar(sa.select(sa.func.max(article.c.seq))) or 0
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        for doc in docs:
            row, digest = known.get(doc.id), article_digest(doc.article)
            if row is not None and row.digest == digest and not recoded:
                same += 1
                continue
            n = row.revision + (0 if recoded else 1) if row is not None else 1
            new += row is None
            last += row is None
            seq = row.seq if row is not None else last
            changed += row is not None
            self._put_article(connection, doc, seq, n, digest, row is not None, made, now)
            touched += put_claims(connection, doc, n, row is not None, made, decided.get(doc.id, {}), before)
        grouped_anew(connection, touched, versions(), before)
        return Added(new, changed, same)

    def _put_article(self, connection: Connection, doc: Doc, seq: int, n: int, digest: str, known: bool, made: Versions, now: str) -> None:
        values = {"revision": n, "digest": digest, "added_at": now} | {
            name: getattr(doc.article, name) for name in ("url", "site", "outlet", "title", "published", "reprint_of")
        }
        if known:
            connection.execute(article.update().where(article.c.id == doc.id).values(values))
            connection.execute(revision.delete().where(revision.c.article_id == doc.id, revision.c.n == n))
        else:
            connection.execute(article.insert().values(id=doc.id, seq=seq, **values))
        connection.execute(
            revision.insert().values(
                article_id=doc.id,
                n=n,
                digest=digest,
                document=doc.to_json().decode(),
                program=made.program,
                lexicon=made.lexicon,
                added_at=now,
            )
        )
        search.put(connection, doc.id, seq, f"{doc.article.title or ''}\n{doc.text}", known)

    def _digests(self, connection: Connection, ids: list[str]) -> dict[str, str]:
        rows = connection.execute(sa.select(article.c.id, article.c.digest).where(article.c.id.in_(ids)))
        return {row.id: row.digest for row in rows}

    # -- re-coding and decisions ----------------------------------------------------------------------------------------

    def holding(self, words: Sequence[str]) -> int:
        """How many articles hold one of these names."""
        with self.engine.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(article).where(search.holding(connection, words))) or 0

    def outdated(self, words: Sequence[str] = ()) -> int:
        """How many articles an older program or lexicon coded; of `words`, those of them that hold one of these names."""
        with self.engine.connect() as connection:
            rows = (
                sa.select(sa.func.count())
                .select_from(revision)
                .join(article, sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n))
            )
            return connection.scalar(rows.where(*_older(connection, words))) or 0

    def recode(
        self,
        code: Callable[[Article], Doc],
        on_batch: Callable[[int], None] | None = None,
        on_fault: Callable[[Fault], None] | None = None,
        words: Sequence[str] = (),
        budget: float = SECONDS,
    ) -> int:
        """Code again what an older program or lexicon coded (of `words`, those articles that hold one of these names); decisions
        stand, for they are kept by the claim's own words.

        An article that cannot be coded, or not within `budget` seconds, is told to `on_fault` and stays as it was.
        """
        done, last = 0, ""
        while True:
            with self.engine.connect() as connection:
                rows = connection.execute(
                    sa.select(revision.c.document)
                    .join(article, sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n))
                    .where(*_older(connection, words), article.c.id > last)
                    .order_by(article.c.id)
                    .limit(BATCH)
                ).all()
            if not rows:
                return done
            stood = [Doc.from_json(row.document) for row in rows]
            old, seconds = [article_of(doc) for doc in stood], {doc.id: doc.second for doc in stood}
            last = old[-1].id
            docs: list[Doc] = []
            for one in coded(old, code, budget=budget):
                if isinstance(one, Fault):
                    if on_fault is not None:
                        on_fault(one)
                else:
                    docs.append(one.doc())
            docs = [msgspec.structs.replace(doc, second=seconds[doc.id]) for doc in docs]
            with writing(self.engine) as connection:
                self._store(connection, docs, 0, recoded=True)
            done += len(docs)
            if on_batch is not None:
                on_batch(done)

    def decisions(self) -> list[dict[str, Any]]:
        """All decisions in their order."""
        with self.engine.connect() as connection:
            return [dict(r) for r in connection.execute(sa.select(decision).order_by(decision.c.id)).mappings()]

    def claims_of(self, ids: Iterable[str]) -> list[tuple[str, str, Claim]]:
        """(claim id, article id, claim) of these claims, in their order."""
        wanted = list(ids)
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(claim.c.id, claim.c.article_id, claim.c.body).where(claim.c.id.in_(wanted)))
            found = {row.id: (row.id, row.article_id, msgspec.json.decode(row.body, type=Claim)) for row in rows}
        return [found[id] for id in wanted if id in found]

    # -- asking ---------------------------------------------------------------------------------------------------------

    def status(self) -> dict[str, Any]:
        """Counts of what is in the archive, its days, and the versions that made it."""
        with self.engine.connect() as connection:
            count = {t.name: connection.scalar(sa.select(sa.func.count()).select_from(t)) for t in (article, revision, claim, event, decision)}
            first, last = connection.execute(sa.select(sa.func.min(article.c.published), sa.func.max(article.c.published))).one()
            made = connection.execute(sa.select(claim.c.program, claim.c.lexicon, sa.func.count()).group_by(claim.c.program, claim.c.lexicon)).all()
            grades = connection.execute(sa.select(event.c.grade, sa.func.count()).group_by(event.c.grade)).all()
            outlets = connection.scalar(sa.select(sa.func.count(sa.distinct(sa.func.coalesce(article.c.outlet, article.c.site)))))
        return {
            **count,
            "outlets": outlets,
            "first": first,
            "last": last,
            "grades": {grade: n for grade, n in grades},
            "made_by": [tuple(m) for m in made],
        }

    def documents(self, filters: Filters = Filters()) -> Iterator[Doc]:  # noqa: B008
        """The articles that the filters keep, as they now stand, in the order of their days."""
        rows = (
            sa.select(revision.c.document)
            .join(article, sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n))
            .order_by(article.c.published, article.c.id)
        )
        with self.engine.connect() as connection:
            asked = of_articles(connection, filters)
            for clause in asked:
                rows = rows.where(clause)
            for row in connection.execute(rows.limit(filters.limit) if filters.limit else rows).yield_per(50):
                yield self._as_decided(Doc.from_json(row.document))

    def document(self, id: str) -> Doc | None:
        """An article as it now stands, with people's decisions on its claims; or None."""
        rows = sa.select(revision.c.document).join(article, sa.and_(article.c.id == revision.c.article_id, article.c.revision == revision.c.n))
        with self.engine.connect() as connection:
            found = connection.scalar(rows.where(article.c.id == id))
        return self._as_decided(Doc.from_json(found)) if found else None

    def _as_decided(self, doc: Doc) -> Doc:
        with self.engine.connect() as connection:
            return laid_over(doc, decided_of(connection, [doc.id]).get(doc.id, {}))

    def claims(self, filters: Filters = Filters()) -> Iterator[tuple[str, str, Claim]]:  # noqa: B008
        """(claim id, article id, claim) that the filters keep."""
        rows = sa.select(claim.c.id, claim.c.article_id, claim.c.body).join(article, article.c.id == claim.c.article_id)
        with self.engine.connect() as connection:
            clauses = [*of_articles(connection, filters, days=False), *of_rows(claim, filters)]
            rows = rows.where(*clauses).order_by(claim.c.start, claim.c.id)
            for row in connection.execute(rows.limit(filters.limit) if filters.limit else rows).yield_per(200):
                yield row.id, row.article_id, msgspec.json.decode(row.body, type=Claim)

    def events(self, filters: Filters = Filters()) -> Iterator[Event]:  # noqa: B008
        """The events that the filters keep, in the order of their days."""
        rows = sa.select(event_body.c.body).join(event, event.c.id == event_body.c.id)
        with self.engine.connect() as connection:
            rows = rows.where(*of_events(connection, filters))
            rows = rows.order_by(event.c.start, event.c.id)
            for row in connection.execute(rows.limit(filters.limit) if filters.limit else rows).yield_per(200):
                yield msgspec.json.decode(row.body, type=Event)

    def changes(self, moment: str) -> Iterator[tuple[Change, Event | None]]:
        """What became of events after a moment (ISO day or time, UTC): new, changed with the event as it stands, gone with what replaced it."""
        with self.engine.connect() as connection:
            yield from changes_since(connection, moment)

    def event(self, id: str) -> Event | None:
        """One event, or None; by the id of an event that another replaced, that other."""
        with self.engine.connect() as connection:
            body = connection.scalar(sa.select(event_body.c.body).where(event_body.c.id == (replaced_by(connection, id) or id)))
        return msgspec.json.decode(body, type=Event) if body else None


def put_claims(
    connection: Connection, coded: Doc, n: int, known: bool, made: Versions, decided: dict[str, Decided], before: dict[str, Traces] | None = None
) -> list[str]:
    """Replace an article's claims by what the coder made of it with people's decisions laid over.

    Returns the ids of claims whose neighbourhood is to be merged anew, those of claims that are gone too. `before` is given the
    traces of the events that are taken out.
    """
    left: list[str] = []
    doc = laid_over(coded, decided)
    if known:
        gone = list(connection.scalars(sa.select(claim.c.id).where(claim.c.article_id == doc.id)))
        were = connection.execute(
            sa.select(claim.c.id, claim.c.event_id, claim.c.type).where(claim.c.article_id == doc.id, claim.c.event_id.is_not(None))
        ).all()
        events = sorted({row.event_id for row in were})
        for row in were:
            if before is None:
                break
            traces = before.setdefault(row.event_id, Traces(set(), set()))
            traces.claims.add(row.id)
            traces.gone.add((doc.id, row.type))
        left = list(connection.scalars(sa.select(claim.c.id).where(claim.c.event_id.in_(events), claim.c.article_id != doc.id)))
        for table in (event, event_body):
            connection.execute(table.delete().where(table.c.id.in_(events)))
        connection.execute(block.delete().where(block.c.claim_id.in_(gone)))
        connection.execute(claim.delete().where(claim.c.article_id == doc.id))
    records = {r.id: r for r in records_of(doc)}
    rows = [
        claim_row(doc, c, n, records.get(id), made, decided[id].verdict if id in decided else None)
        for c in doc.claims
        for id in (claim_id(doc.id, c),)
    ]
    if rows:
        connection.execute(claim.insert(), rows)
    live = [r for r in records.values() if r.family]
    blocks = [{"key": key, "claim_id": r.id} for r in live if mergeable(r) for key in block_keys(r)]
    if blocks:
        connection.execute(block.insert(), blocks)
    return [r.id for r in live] + left


def _older(connection: Connection, words: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    made = versions()
    older = sa.or_(revision.c.program != made.program, revision.c.lexicon != made.lexicon)
    return [older, search.holding(connection, words)] if words else [older]


def article_of(doc: Doc) -> Article:
    """A stored article, read again as it was given, so that the reader's own progress serves it too."""
    fresh = article_from_text(doc.text, id=doc.id, found={f.field: f for f in doc.article.found})
    return msgspec.structs.replace(fresh, reprint_of=doc.article.reprint_of, title=doc.article.title)


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
