"""Ids of events that last: when each was made, changed and went, and what replaced it.

Revision ID: 0003
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "life",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("born", sa.Integer, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("gone_at", sa.String(32)),
        sa.Column("into", sa.String(20)),
        sa.Column("digest", sa.String(16), nullable=False),
    )
    op.create_index("life_changed", "life", ["changed_at"])
    op.create_index("life_gone", "life", ["gone_at"])
    connection = op.get_bind()
    now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    columns: list[sa.ColumnClause[str]] = [sa.column(c) for c in ("id", "born", "made_at", "changed_at", "digest")]
    life = sa.table("life", *columns)
    ids = list(connection.scalars(sa.text("SELECT id FROM event ORDER BY id")))
    if ids:
        connection.execute(life.insert(), [{"id": id, "born": n + 1, "made_at": now, "changed_at": now, "digest": ""} for n, id in enumerate(ids)])


def downgrade() -> None:
    op.drop_table("life")
