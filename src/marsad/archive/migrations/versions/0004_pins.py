"""What a newsroom puts on events (notes, tags, who sees to them), views kept on the server, and sources as they were read.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pin",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("claim_id", sa.String(100), nullable=False),
        sa.Column("event_id", sa.String(20), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("ended", sa.Integer),
    )
    op.create_index("pin_event", "pin", ["event_id"])
    op.create_index("pin_claim", "pin", ["claim_id"])
    op.create_table(
        "saved_view",
        sa.Column("who", sa.String(80), primary_key=True),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "source_body",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "source_copy",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("address", sa.Text),
        sa.Column("media", sa.String(100)),
        sa.Column("charset", sa.String(40)),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("source_copy_body", "source_copy", ["sha256"])


def downgrade() -> None:
    for table in ("source_copy", "source_body", "saved_view", "pin"):
        op.drop_table(table)
