"""PostgreSQL: of lists of people in need, those to whom they are given see what holds now, not the history.

Whoever has withdrawn her consent was still read in the version before. How many entries a version added
is told to those alone who keep the list: of people in need it is an exact count of them.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OFFICER = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep', 'ward_officer')"
_LEADER = "current_setting('sonae.role', true) = 'organisation_leader'"
_OF_A_LEADER = "('organisations', 'squads', 'equipment', 'drills', 'members', 'opening_duty')"


def upgrade() -> None:
    """Add policies that narrow the others: history is for those alone who keep the whole list."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in ("needs_help", "individual_plans"):
        op.get_bind().exec_driver_sql(
            f"CREATE POLICY held ON {table} AS RESTRICTIVE FOR SELECT USING (until IS NULL OR {_OFFICER})"
        )
    kept = (
        "EXISTS (SELECT 1 FROM versions v WHERE v.version_id = version_scopes.version_id"  # noqa: S608
        f" AND v.register IN {_OF_A_LEADER})"
    )
    op.get_bind().exec_driver_sql(
        "CREATE POLICY kept ON version_scopes AS RESTRICTIVE FOR SELECT"
        f" USING ({_OFFICER} OR ({_LEADER} AND {kept}))"
    )


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)
