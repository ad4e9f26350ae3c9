"""What tells the country of an event, as a column that filters and counts ask.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TOLD = {"sqlite": "json_extract(body, '$.country_basis')", "postgresql": "CAST(body AS json) ->> 'country_basis'"}


def upgrade() -> None:
    op.add_column("event", sa.Column("country_basis", sa.String(8)))
    told = _TOLD[op.get_bind().dialect.name]
    op.execute(f"UPDATE event SET country_basis = (SELECT {told} FROM event_body WHERE event_body.id = event.id)")


def downgrade() -> None:
    op.drop_column("event", "country_basis")
