"""What Alembic runs: the migrations, on the connection and in the transaction that we hand it."""

from alembic import context

from storage.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
