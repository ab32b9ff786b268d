"""Registers with their history, versions, uploads, audit log, disclosures, settings, keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "audit_log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_log")),
    )
    op.create_table(
        "disclosures",
        sa.Column("disclosure_id", sa.Text(), nullable=False),
        sa.Column("hazard", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.CheckConstraint("approved_by <> asked_by", name="two_persons"),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_disclosures")),
    )
    op.create_table(
        "store_keys",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_store_keys")),
    )
    op.create_table(
        "store_settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_store_settings")),
    )
    op.create_table(
        "versions",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["versions.version_id"], name=op.f("fk_versions_undoes")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_versions")),
    )
    op.create_table(
        "disclosure_districts",
        sa.Column("disclosure_id", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosures.disclosure_id"],
            name=op.f("fk_disclosure_districts_disclosure_id"),
        ),
        sa.PrimaryKeyConstraint("disclosure_id", "district_id", name=op.f("pk_disclosure_districts")),
    )
    op.create_table(
        "uploads",
        sa.Column("upload_id", sa.Text(), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["versions.version_id"], name=op.f("fk_uploads_version_id")),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_uploads")),
    )
    op.create_table(
        "version_scopes",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Text(), nullable=False),
        sa.Column("ward_code", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.version_id"], name=op.f("fk_version_scopes_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "scope_id", name=op.f("pk_version_scopes")),
    )
    op.create_index(op.f("ix_version_scopes_scope_id"), "version_scopes", ["scope_id"], unique=False)
    _register(
        "organisations",
        "org_id",
        text="name unit district_plan_made",
        number="households_covered founded_year drills_in_year drill_participants can_open_at_night",
        matches=1,
        found="",
    )
    _register("squads", "org_id", text="post", number="needed", matches=1, found="")
    _register("equipment", "org_id", text="item checked_on", number="quantity", matches=1, found="")
    _register("drills", "org_id", text="held_on kind", number="participants", matches=1, found="")
    _register("members", "org_id", text="post role title day night", number="", matches=3, found="name phone")
    _register(
        "opening_duty",
        "place_id",
        text="place_id open_class kind",
        number="arrival_day_s arrival_night_s",
        matches=2,
        found="name phone",
    )
    _register("partners", "district_id", text="name kind brings agreed_on", number="", matches=1, found="")
    _register(
        "needs_help",
        "district_id",
        text="consent consent_on",
        number="",
        matches=3,
        found="name phone number",
    )
    _register(
        "individual_plans",
        "person_id",
        text="person_id person_consent person_consent_on supporter_consent supporter_consent_on"
        " made_on place_id",
        number="",
        matches=2,
        found="supporter_name",
    )


def downgrade() -> None:
    """Refuse: going back would lose what is kept; a backup goes back."""
    msg = "restore a backup instead"
    raise NotImplementedError(msg)


def _register(name: str, scope: str, *, text: str, number: str, matches: int, found: str) -> None:
    """Make the table of one register.

    Parameters
    ----------
    name, scope
        Its name; the column whose values are its lists.
    text, number
        Names of its open columns beside the area, parted by blanks.
    matches
        How many marks a row has by which it is found again.
    found
        Names of personal columns that can be searched.
    """
    finds = [f"find_{column}" for column in found.split()]
    op.create_table(
        name,
        sa.Column("entry_id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer, nullable=True),
        *[sa.Column(area, sa.Text, nullable=False) for area in ("ward_code", "district_id", "org_id")],
        *[sa.Column(column, sa.Text, nullable=False) for column in text.split()],
        *[sa.Column(column, sa.Integer, nullable=True) for column in number.split()],
        *[sa.Column(f"match_{i}", sa.LargeBinary, nullable=False) for i in range(matches)],
        *[sa.Column(column, sa.LargeBinary, nullable=True) for column in finds],
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["since"], ["versions.version_id"], name=f"fk_{name}_since"),
        sa.ForeignKeyConstraint(["until"], ["versions.version_id"], name=f"fk_{name}_until"),
        sa.ForeignKeyConstraint(["key_id"], ["store_keys.key_id"], name=f"fk_{name}_key_id"),
        sa.CheckConstraint("until > since", name=f"{name}_holds_a_while"),
    )
    op.create_index(f"ix_{name}_{scope}_until", name, [scope, "until"])
    for column in finds:
        op.create_index(f"ix_{name}_{column}", name, [column])
    holding = sa.text("until IS NULL")
    op.create_index(
        f"ux_{name}_holding",
        name,
        ["record_id"],
        unique=True,
        sqlite_where=holding,
        postgresql_where=holding,
    )
