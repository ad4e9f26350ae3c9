"""The tables, as SQLAlchemy sees them; `migrations/` makes them. Documents are kept whole as JSON, what is asked for as columns."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

article = Table(
    "article",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("digest", String(32), nullable=False),
    Column("url", Text),
    Column("site", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", String(10)),
    Column("reprint_of", String(64)),
    Column("added_at", String(32), nullable=False),
    Index("article_published", "published"),
    Index("article_seq", "seq", unique=True),
)

revision = Table(
    "revision",
    metadata,
    Column("article_id", String(64), ForeignKey("article.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("digest", String(32), nullable=False),
    Column("document", Text, nullable=False),
    Column("program", String(32), nullable=False),
    Column("lexicon", String(32), nullable=False),
    Column("added_at", String(32), nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("article_id", String(64), ForeignKey("article.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("type", String(24), nullable=False),
    Column("modality", String(16), nullable=False),
    Column("start", String(10)),
    Column("end", String(10)),
    Column("place", Text),
    Column("actors", Text),
    Column("country", String(2)),
    Column("confidence", Float, nullable=False),
    Column("event_id", String(20)),
    Column("body", Text, nullable=False),
    Column("record", Text),
    Column("program", String(32), nullable=False),
    Column("lexicon", String(32), nullable=False),
    Index("claim_article", "article_id"),
    Index("claim_event", "event_id"),
)

block = Table(
    "block",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("claim_id", String(100), ForeignKey("claim.id"), primary_key=True),
    Index("block_claim", "claim_id"),
)

event = Table(
    "event",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("type", String(24), nullable=False),
    Column("modality", String(16), nullable=False),
    Column("grade", String(16), nullable=False),
    Column("start", String(10)),
    Column("end", String(10)),
    Column("place", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("cell", Integer),
    Column("country", String(2)),
    Column("admin1", Text),
    Column("deaths", Integer),
    Column("sources", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("program", String(32), nullable=False),
    Column("lexicon", String(32), nullable=False),
    Index("event_where_when", "cell", "start"),
    Index("event_when", "start"),
    Index("event_country_when", "country", "start"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("claim_id", String(100), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("change", Text),
    Column("who", Text, nullable=False),
    Column("reason", Text),
    Column("at", String(32), nullable=False),
    Index("decision_claim", "claim_id"),
)


def cell_of(lat: float | None, lon: float | None) -> int | None:
    """The cell of a one-degree grid as one number, for looking up events by place."""
    return None if lat is None or lon is None else int(lat + 90) * 360 + int(lon + 180)
