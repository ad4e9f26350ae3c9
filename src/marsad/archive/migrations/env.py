"""Alembic runs this; the connection comes from `archive.engine`."""

from alembic import context

from marsad.archive.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
