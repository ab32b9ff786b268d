"""PostgreSQL: plans of those who left the support list, and disclosures, are no longer read by others.

A plan is given while its person stands on the support list. An emergency disclosure opens nothing while
drill mode is on, and is seen by headquarters and by those alone to whom it opens something.

Two functions look at the whole list for a policy, which the reader may not: they answer yes or no.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OFFICER = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep', 'ward_officer')"
_WHOLE = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep')"
_RECEIVER = (
    "current_setting('sonae.role', true) IN ('ward_officer', 'organisation_leader', 'welfare_commissioner',"
    " 'social_welfare_council', 'fire', 'police')"
)
_AREA = (
    "(ward_code = ANY(string_to_array(current_setting('sonae.wards', true), ','))"
    " OR district_id = ANY(string_to_array(current_setting('sonae.districts', true), ','))"
    " OR org_id = ANY(string_to_array(current_setting('sonae.orgs', true), ',')))"
)
_NO_DRILL = "NOT EXISTS (SELECT 1 FROM store_settings WHERE key = 'drill_mode' AND value = 'yes')"
#: Looks as the program does, and gives the reader's role back; an error ends the transaction, and both.
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}(wanted text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    reader text := current_setting('sonae.role', true);
    found boolean;
BEGIN
    PERFORM set_config('sonae.role', 'upkeep', true);
    found := ({body});
    PERFORM set_config('sonae.role', coalesce(reader, ''), true);
    RETURN found;
END $$
"""
_IS_LISTED = "EXISTS (SELECT 1 FROM needs_help WHERE record_id = wanted AND until IS NULL)"
_IS_IN_AREA = "EXISTS (SELECT 1 FROM {table} WHERE {column} = wanted AND until IS NULL AND {area})"
_OPENS = (
    "EXISTS (SELECT 1 FROM disclosure_districts a WHERE a.disclosure_id = wanted"
    " AND sonae_opens_district(a.district_id))"
)


def upgrade() -> None:
    """Write the functions and the policies that rest on them."""
    if op.get_bind().dialect.name != "postgresql":
        return
    execute = op.get_bind().exec_driver_sql
    execute(_FUNCTION.format(name="sonae_is_listed", body=_IS_LISTED))
    areas = {
        "sonae_opens_district": (("needs_help", "district_id"), ("individual_plans", "district_id")),
        "sonae_opens_person": (("needs_help", "record_id"), ("individual_plans", "person_id")),
    }
    for name, columns in areas.items():
        parts = [_IS_IN_AREA.format(table=table, column=column, area=_AREA) for table, column in columns]
        execute(_FUNCTION.format(name=name, body=f"{_NO_DRILL} AND ({' OR '.join(parts)})"))
    # A function, too: a policy that names the other table would keep it from being put back.
    execute(_FUNCTION.format(name="sonae_opens_disclosure", body=_OPENS))
    execute(
        "CREATE POLICY listed ON individual_plans AS RESTRICTIVE FOR SELECT"
        f" USING ({_OFFICER} OR sonae_is_listed(person_id))"
    )
    opened = {
        "disclosures": "sonae_opens_disclosure(disclosure_id)",
        "disclosure_districts": "sonae_opens_district(district_id)",
        "disclosure_people": "sonae_opens_person(record_id)",
    }
    for table, reaches in opened.items():
        execute(f"DROP POLICY reads ON {table}")
        execute(f"CREATE POLICY reads ON {table} FOR SELECT USING ({_WHOLE} OR ({_RECEIVER} AND {reaches}))")


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)
