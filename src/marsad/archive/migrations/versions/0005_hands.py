"""Events that other hands coded, beside ours.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hand_event",
        sa.Column("made_by", sa.String(80), primary_key=True),
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("type", sa.String(24)),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("end", sa.String(10), nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_index("hand_event_when", "hand_event", ["start"])


def downgrade() -> None:
    op.drop_table("hand_event")
