"""The first tables, with full-text search by what each database has.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("site", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.String(10)),
        sa.Column("reprint_of", sa.String(64)),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_index("article_published", "article", ["published"])
    op.create_index("article_seq", "article", ["seq"], unique=True)
    op.create_table(
        "revision",
        sa.Column("article_id", sa.String(64), sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("program", sa.String(32), nullable=False),
        sa.Column("lexicon", sa.String(32), nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("article_id", sa.String(64), sa.ForeignKey("article.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("type", sa.String(24), nullable=False),
        sa.Column("modality", sa.String(16), nullable=False),
        sa.Column("start", sa.String(10)),
        sa.Column("end", sa.String(10)),
        sa.Column("place", sa.Text),
        sa.Column("actors", sa.Text),
        sa.Column("country", sa.String(2)),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("event_id", sa.String(20)),
        sa.Column("verdict", sa.String(16)),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("record", sa.Text),
        sa.Column("program", sa.String(32), nullable=False),
        sa.Column("lexicon", sa.String(32), nullable=False),
    )
    op.create_index("claim_article", "claim", ["article_id"])
    op.create_index("claim_event", "claim", ["event_id"])
    op.create_table(
        "block",
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("claim_id", sa.String(100), sa.ForeignKey("claim.id"), primary_key=True),
    )
    op.create_index("block_claim", "block", ["claim_id"])
    op.create_table(
        "event",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("type", sa.String(24), nullable=False),
        sa.Column("modality", sa.String(16), nullable=False),
        sa.Column("grade", sa.String(16), nullable=False),
        sa.Column("start", sa.String(10)),
        sa.Column("end", sa.String(10)),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("wide", sa.Integer, nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("admin1", sa.Text),
        sa.Column("deaths", sa.Integer),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("reviewed", sa.Integer, nullable=False),
        sa.Column("priority", sa.Float, nullable=False),
        sa.Column("moves", sa.Integer, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("actors", sa.Text),
        sa.Column("voices", sa.Text),
        sa.Column("program", sa.String(32), nullable=False),
        sa.Column("lexicon", sa.String(32), nullable=False),
    )
    op.create_index("event_when", "event", ["start"])
    op.create_index("event_country_when", "event", ["country", "start"])
    op.create_index("event_where", "event", ["lat", "lon"])
    op.create_index("event_moving", "event", ["moves", "start"])
    op.create_index("event_queue", "event", ["reviewed", "priority"])
    op.create_table(
        "event_body",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("article_id", sa.String(64), nullable=False),
        sa.Column("claim_id", sa.String(100), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("change", sa.Text),
        sa.Column("undoes", sa.Integer),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("decision_claim", "decision", ["claim_id"])
    op.create_index("decision_article", "decision", ["article_id"])
    op.create_table(
        "tie",
        sa.Column("one", sa.String(100), primary_key=True),
        sa.Column("other", sa.String(100), primary_key=True),
        sa.Column("together", sa.Integer, nullable=False),
    )
    op.create_index("tie_other", "tie", ["other"])
    op.create_table(
        "person",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "login",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(80), sa.ForeignKey("person.name"), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search USING fts5(words, article_id UNINDEXED, tokenize='unicode61 remove_diacritics 0')")
    else:
        op.execute("CREATE TABLE search (words tsvector NOT NULL, article_id varchar(64) NOT NULL)")
        op.execute("CREATE INDEX search_words ON search USING gin (words)")
        op.execute("CREATE INDEX search_article ON search (article_id)")


def downgrade() -> None:
    for table in (
        "search",
        "login",
        "person",
        "tie",
        "decision",
        "event_body",
        "event",
        "block",
        "claim",
        "revision",
        "article",
    ):
        op.drop_table(table)
