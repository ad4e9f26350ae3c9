"""What more can be asked of events: who did it and to whom apart, whether the text names the day, whom it harmed, what sources differ on.

Revision ID: 0002
"""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BATCH = 500


def upgrade() -> None:
    op.add_column("claim", sa.Column("marks", sa.Text))
    op.add_column("event", sa.Column("dated", sa.Integer, nullable=False, server_default="1"))
    for name in ("doers", "targets", "marks"):
        op.add_column("event", sa.Column(name, sa.Text))
    connection = op.get_bind()
    _fill_claims(connection)
    _fill_events(connection)


def _fill_claims(connection: sa.Connection) -> None:
    from marsad.archive.schema import claim
    from marsad.archive.search import marks_text

    rows = connection.execute(sa.select(claim.c.id, claim.c.body).where(claim.c.body.like('%"harm":[{%'))).all()
    made = [{"one": row.id, "its": marks_text(f"harm.{h['group']}" for h in msgspec.json.decode(row.body)["harm"])} for row in rows]
    if made:
        connection.execute(sa.update(claim).where(claim.c.id == sa.bindparam("one")).values(marks=sa.bindparam("its")), made)


def _fill_events(connection: sa.Connection) -> None:
    """As they would be made today; which day is a text's own was kept of claims alone."""
    from marsad.archive.rows import event_rows
    from marsad.archive.schema import claim, event, event_body
    from marsad.events.event import Event
    from marsad.versions import versions

    made, last = versions(), ""
    while rows := connection.execute(sa.select(event_body).where(event_body.c.id > last).order_by(event_body.c.id).limit(_BATCH)).all():
        last = rows[-1].id
        claims = connection.execute(
            sa.select(claim.c.event_id, claim.c.marks, claim.c.record).where(claim.c.event_id.in_([r.id for r in rows]))
        ).all()
        marks: dict[str, list[str]] = {}
        dated = {c.event_id for c in claims if '"dated":true' in (c.record or "")}
        for c in claims:
            marks.setdefault(c.event_id, []).extend((c.marks or "").split())
        for row in rows:
            found = msgspec.structs.replace(msgspec.json.decode(row.body, type=Event), dated=row.id in dated)
            new, body = event_rows(made, found, False, marks.get(row.id, ()))
            connection.execute(
                event.update().where(event.c.id == row.id).values({name: new[name] for name in ("doers", "targets", "marks", "dated")})
            )
            connection.execute(event_body.update().where(event_body.c.id == row.id).values(body=body["body"]))


def downgrade() -> None:
    for name in ("doers", "targets", "marks", "dated"):
        op.drop_column("event", name)
    op.drop_column("claim", "marks")
