"""PostgreSQL: of lists of people in need, those to whom they are given see what holds now, not the history.

Whoever has withdrawn her consent was still read in the version before.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OFFICER = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep', 'ward_officer')"


def upgrade() -> None:
    """Add a policy that narrows the others: a closed row is for those alone who see the whole list."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in ("needs_help", "individual_plans"):
        op.get_bind().exec_driver_sql(
            f"CREATE POLICY held ON {table} AS RESTRICTIVE FOR SELECT USING (until IS NULL OR {_OFFICER})"
        )


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)
