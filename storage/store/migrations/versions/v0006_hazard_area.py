"""Emergency disclosures of people in the area of a hazard alone."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WHOLE = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep')"
_UPKEEP = "current_setting('sonae.role', true) = 'upkeep'"
_ROLE = "current_setting('sonae.role', true) IN ({roles})"
_OFFICER = ("ward_officer",)
_RECEIVERS = ("organisation_leader", "welfare_commissioner", "social_welfare_council", "fire", "police")
_AREA = (
    "(ward_code = ANY(string_to_array(current_setting('sonae.wards', true), ','))"
    " OR district_id = ANY(string_to_array(current_setting('sonae.districts', true), ','))"
    " OR org_id = ANY(string_to_array(current_setting('sonae.orgs', true), ',')))"
)
_SWITCHED_ON = "EXISTS (SELECT 1 FROM store_settings WHERE key = '{key}' AND value = 'yes')"
_ON_SCREEN = _SWITCHED_ON.format(key="support_list_on_screen")
_OPT_OUT = _SWITCHED_ON.format(key="ordinance_opt_out")
_NOW = "to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
_DISCLOSED = (
    "EXISTS (SELECT 1 FROM disclosures d JOIN disclosure_districts a USING (disclosure_id)"  # noqa: S608
    " WHERE a.district_id = {table}.district_id"
    f" AND d.approved_at <= {_NOW} AND d.ends_at > {_NOW} AND d.ended_at IS NULL"
    " AND (d.hazard_area_only IS NULL OR EXISTS (SELECT 1 FROM disclosure_people p"
    " WHERE p.disclosure_id = d.disclosure_id AND p.record_id = {table}.{person})))"
)
_GIVEN = {
    "needs_help": ("record_id", f"(consent = 'yes' OR (consent = 'unknown' AND {_OPT_OUT}))"),
    "individual_plans": ("person_id", "(person_consent = 'yes' AND supporter_consent = 'yes')"),
}


def upgrade() -> None:
    """Add the table and the column, and write the policies of the two lists anew."""
    op.add_column("disclosures", sa.Column("hazard_area_only", sa.Text(), nullable=True))
    op.create_table(
        "disclosure_people",
        sa.Column("disclosure_id", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosures.disclosure_id"],
            name="fk_disclosure_people_disclosure_id_disclosures",
        ),
        sa.PrimaryKeyConstraint("disclosure_id", "record_id", name="pk_disclosure_people"),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    execute = op.get_bind().exec_driver_sql
    for table, (person, agreed) in _GIVEN.items():
        given = f"(({_ON_SCREEN} AND {agreed}) OR {_DISCLOSED.format(table=table, person=person)})"
        reads = f"{_own(_OFFICER)} OR ({_own(_RECEIVERS)} AND {given})"
        execute(f"DROP POLICY reads ON {table}")
        execute(f"CREATE POLICY reads ON {table} FOR SELECT USING ({_WHOLE} OR {reads})")
    execute("ALTER TABLE disclosure_people ENABLE ROW LEVEL SECURITY")
    execute("ALTER TABLE disclosure_people FORCE ROW LEVEL SECURITY")
    execute("CREATE POLICY reads ON disclosure_people FOR SELECT USING (true)")
    execute(f"CREATE POLICY adds ON disclosure_people FOR INSERT WITH CHECK ({_WHOLE})")
    execute(f"CREATE POLICY removes ON disclosure_people FOR DELETE USING ({_UPKEEP})")


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)


def _own(roles: tuple[str, ...]) -> str:
    """Return the condition that the reader has one of these roles, and the row lies in the own area."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"({_ROLE.format(roles=named)} AND {_AREA})"
