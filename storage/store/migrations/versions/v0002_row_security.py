"""PostgreSQL: rows are seen and written by right only, whatever a query asks (row-level security).

The program tells each transaction who asks (``SET LOCAL sonae.role`` and the areas). Who has told
nothing sees no row. The owner of the tables is bound by the policies too; a superuser is not, and
``sonae store check`` says so.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPEN = ("organisations", "squads", "equipment", "drills")
_OF_MEMBERS = ("members", "opening_duty")
_OFFICER, _LEADER = "ward_officer", "organisation_leader"
_RECEIVERS = ("welfare_commissioner", "social_welfare_council", "fire", "police")
_ROLE = "current_setting('sonae.role', true) IN ({roles})"
_UPKEEP = "current_setting('sonae.role', true) = 'upkeep'"
_WHOLE = "current_setting('sonae.role', true) IN ('headquarters', 'upkeep')"
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
    f" AND d.approved_at <= {_NOW} AND d.ends_at > {_NOW} AND d.ended_at IS NULL)"
)
_AGREED = {
    "needs_help": f"(consent = 'yes' OR (consent = 'unknown' AND {_OPT_OUT}))",
    "individual_plans": "(person_consent = 'yes' AND supporter_consent = 'yes')",
}


def upgrade() -> None:
    """Write the policies."""
    if op.get_bind().dialect.name != "postgresql":
        return
    own_ward, own_lists = _own(_OFFICER), _own(_OFFICER, _LEADER)
    for table in _OPEN:
        _secure(table, reads=_own(_OFFICER, _LEADER, *_RECEIVERS, "viewer"), writes=own_lists)
    for table in _OF_MEMBERS:
        _secure(table, reads=own_lists, writes=own_lists)
    _secure("partners", reads=own_lists, writes=own_ward)
    for table, agreed in _AGREED.items():
        given = f"(({_ON_SCREEN} AND {agreed}) OR {_DISCLOSED.format(table=table)})"
        reads = f"{own_ward} OR ({_own(_LEADER, *_RECEIVERS)} AND {given})"
        _secure(table, reads=reads, writes="false" if table == "needs_help" else own_ward)
    _secure("version_scopes", reads=_AREA, writes=own_lists)
    _secure("uploads", reads="false", writes=_ROLE.format(roles=f"'{_OFFICER}', '{_LEADER}'"))
    _secure("audit_log", reads="false", writes="false")
    for table in ("disclosures", "disclosure_districts", "store_settings"):
        _secure(table, reads="true", writes="false")


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)


def _own(*roles: str) -> str:
    """Return the condition that the reader has one of these roles, and the row lies in the own area."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"({_ROLE.format(roles=named)} AND {_AREA})"


def _secure(table: str, *, reads: str, writes: str) -> None:
    """Write the policies of one table; headquarters and the program itself have the whole city."""
    execute = op.get_bind().exec_driver_sql
    write = f"({_WHOLE} OR {writes})"
    execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    execute(f"CREATE POLICY reads ON {table} FOR SELECT USING ({_WHOLE} OR {reads})")
    execute(f"CREATE POLICY adds ON {table} FOR INSERT WITH CHECK {write}")
    execute(f"CREATE POLICY changes ON {table} FOR UPDATE USING {write} WITH CHECK {write}")
    execute(f"CREATE POLICY removes ON {table} FOR DELETE USING ({_UPKEEP})")
