"""The tables, as SQLAlchemy sees them; `migrations/` makes them. Documents are kept whole as JSON, what is asked for as columns."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

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
    Column("verdict", String(16)),
    Column("marks", Text),
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

# `marks` of claims and events are words, one a line, that filters ask for: harm.children, differ.deaths, party.
# Narrow, for maps and counts read many of its rows; what an event is, whole, stands in `event_body`.
event = Table(
    "event",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("type", String(24), nullable=False),
    Column("modality", String(16), nullable=False),
    Column("grade", String(16), nullable=False),
    Column("start", String(10)),
    Column("end", String(10)),
    Column("dated", Integer, nullable=False, server_default="1"),  # whether the text names the day
    Column("lat", Float),
    Column("lon", Float),
    Column("wide", Integer, nullable=False),
    Column("country", String(2)),
    Column("country_basis", String(8)),
    Column("admin1", Text),
    Column("deaths", Integer),
    Column("sources", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("priority", Float, nullable=False),
    Column("moves", Integer, nullable=False),
    Column("place", Text),
    Column("actors", Text),
    Column("doers", Text),
    Column("targets", Text),
    Column("voices", Text),
    Column("marks", Text),
    Column("program", String(32), nullable=False),
    Column("lexicon", String(32), nullable=False),
    Index("event_when", "start"),
    Index("event_country_when", "country", "start"),
    Index("event_where", "lat", "lon"),
    Index("event_moving", "moves", "start"),
    Index("event_queue", "reviewed", "priority"),
)

event_body = Table(
    "event_body",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("body", Text, nullable=False),
)

# The lives of events' ids: `into` is the id that replaced one that is gone. `born` counts up: the older id survives a merge.
life = Table(
    "life",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("born", Integer, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("gone_at", String(32)),
    Column("into", String(20)),
    Column("digest", String(16), nullable=False),
    Index("life_changed", "changed_at"),
    Index("life_gone", "gone_at"),
)

# The log of what people decided: rows are only ever added. `undoes` names the decision that one takes back.
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String(64), nullable=False),
    Column("claim_id", String(100), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("change", Text),
    Column("undoes", Integer),
    Column("who", Text, nullable=False),
    Column("reason", Text),
    Column("at", String(32), nullable=False),
    Index("decision_claim", "claim_id"),
    Index("decision_article", "article_id"),
)

# What the log amounts to for pairs of claims: together 1, they tell one event; 0, they do not.
tie = Table(
    "tie",
    metadata,
    Column("one", String(100), primary_key=True),
    Column("other", String(100), primary_key=True),
    Column("together", Integer, nullable=False),
    Index("tie_other", "other"),
)

person = Table(
    "person",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
)

# Open logins; the cookie's value itself is never kept, only its digest.
login = Table(
    "login",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String(80), ForeignKey("person.name"), nullable=False),
    Column("token", String(64), nullable=False),
    Column("until", Float, nullable=False),
)

# What people put on events: notes, tags, who sees to them. `id` is the number of the decision that put it there, `ended` that of the
# one that took it off. It hangs on the event of `claim_id`, and goes with that claim; `event_id` is the event that it is on now.
pin = Table(
    "pin",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("claim_id", String(100), nullable=False),
    Column("event_id", String(20), nullable=False),
    Column("value", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("ended", Integer),
    Index("pin_event", "event_id"),
    Index("pin_claim", "claim_id"),
)

# A view under a name, of one person: the filters as the pages' addresses have them.
saved_view = Table(
    "saved_view",
    metadata,
    Column("who", String(80), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("query", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

# Events that other hands coded: whose (`made_by`), their own id, and what is asked for; whole in `body`. Nothing of ours is made of them.
hand_event = Table(
    "hand_event",
    metadata,
    Column("made_by", String(80), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("type", String(24)),
    Column("start", String(10), nullable=False),
    Column("end", String(10), nullable=False),
    Column("country", String(2)),
    Column("body", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
    Index("hand_event_when", "start"),
)

# Sources as they were read, each content once; `size` is that of the bytes unpacked.
source_body = Table(
    "source_body",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

source_copy = Table(
    "source_copy",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("address", Text),
    Column("media", String(100)),
    Column("charset", String(40)),
    Column("at", String(32), nullable=False),
    Index("source_copy_body", "sha256"),
)
