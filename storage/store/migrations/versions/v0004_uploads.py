"""What is remembered of lists; the files of lists are seen by whoever sees their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WHOLE = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep')"
_WRITER = "current_setting('sonae.role', true) IN ('ward_officer', 'organisation_leader')"
_AREA = (
    "(ward_code = ANY(string_to_array(current_setting('sonae.wards', true), ','))"
    " OR district_id = ANY(string_to_array(current_setting('sonae.districts', true), ','))"
    " OR org_id = ANY(string_to_array(current_setting('sonae.orgs', true), ',')))"
)
#: A member of headquarters alone gives the support list.
_OWN = f"({_WRITER} AND {_AREA} AND register <> 'needs_help')"
_SEEN = (
    "(current_setting('sonae.role', true) = 'ward_officer'"
    " OR (current_setting('sonae.role', true) = 'organisation_leader'"
    " AND register NOT IN ('needs_help', 'individual_plans', 'partners')))"
)
#: The rows of version_scopes keep their own policy within this one: the area of who asks.
_OF_OWN_VERSION = "EXISTS (SELECT 1 FROM version_scopes s WHERE s.version_id = uploads.version_id)"


def upgrade() -> None:
    """Make the table, and write the policies."""
    op.create_table(
        "remembered",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("scope_id", sa.Text(), nullable=False),
        sa.Column("ward_code", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["store_keys.key_id"], name=op.f("fk_remembered_key_id")),
        sa.PrimaryKeyConstraint("kind", "register", "scope_id", name=op.f("pk_remembered")),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    execute = op.get_bind().exec_driver_sql
    mine = f"({_WHOLE} OR {_OWN})"
    execute("ALTER TABLE remembered ENABLE ROW LEVEL SECURITY")
    execute("ALTER TABLE remembered FORCE ROW LEVEL SECURITY")
    execute(f"CREATE POLICY reads ON remembered FOR SELECT USING {mine}")
    execute(f"CREATE POLICY adds ON remembered FOR INSERT WITH CHECK {mine}")
    execute(f"CREATE POLICY changes ON remembered FOR UPDATE USING {mine} WITH CHECK {mine}")
    execute(f"CREATE POLICY removes ON remembered FOR DELETE USING ({_WHOLE})")
    execute("DROP POLICY reads ON uploads")
    execute(f"CREATE POLICY reads ON uploads FOR SELECT USING ({_WHOLE} OR ({_SEEN} AND {_OF_OWN_VERSION}))")


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)
