"""Numbered copies of the support list on paper: given, received, returned, shredded."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WHOLE = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep')"
_OFFICER = (
    "(current_setting('sonae.role', true) = 'ward_officer'"
    " AND ward_code = ANY(string_to_array(current_setting('sonae.wards', true), ',')))"
)
_UPKEEP = "current_setting('sonae.role', true) = 'upkeep'"


def upgrade() -> None:
    """Make the table, and write the policies."""
    op.create_table(
        "paper_copies",
        sa.Column("copy_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ward_code", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.Text(), nullable=False),
        sa.Column("printed_by", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=True),
        sa.Column("received_by", sa.Text(), nullable=True),
        sa.Column("returned_at", sa.Text(), nullable=True),
        sa.Column("returned_by", sa.Text(), nullable=True),
        sa.Column("shredded_at", sa.Text(), nullable=True),
        sa.Column("shredded_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("copy_id", name="pk_paper_copies"),
        sa.UniqueConstraint("district_id", "number", name="uq_paper_copies_district_id_number"),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    execute = op.get_bind().exec_driver_sql
    seen = f"({_WHOLE} OR {_OFFICER})"
    execute("ALTER TABLE paper_copies ENABLE ROW LEVEL SECURITY")
    execute("ALTER TABLE paper_copies FORCE ROW LEVEL SECURITY")
    execute(f"CREATE POLICY reads ON paper_copies FOR SELECT USING {seen}")
    execute(f"CREATE POLICY adds ON paper_copies FOR INSERT WITH CHECK {seen}")
    execute(f"CREATE POLICY changes ON paper_copies FOR UPDATE USING {seen} WITH CHECK {seen}")
    execute(f"CREATE POLICY removes ON paper_copies FOR DELETE USING ({_UPKEEP})")


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)
