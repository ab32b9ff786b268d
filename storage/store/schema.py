"""Tables of the database, made of the contracts of ``domain.tables.registers``.

A register is kept as its history: each row holds from one version (``since``) until another
(``until``, NULL while it holds). Its open columns stand as they are; the personal ones are one sealed
value. Nothing is changed but ``until``, once.
"""

import sqlalchemy as sa

from storage.store.registers import REGISTERS, RegisterSpec


class Bytes(sa.LargeBinary):
    """Bytes as both drivers take and give them, without a wrapper for each of a row's values."""

    cache_ok = True

    def bind_processor(self, dialect: sa.Dialect) -> None:
        """Change nothing on the way in."""

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> None:
        """Change nothing on the way out."""


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

#: One row a commit.
versions = sa.Table(
    "versions", metadata,
    sa.Column("version_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("register", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=True),
)  # fmt: skip

#: What a version did to each list that it concerned.
version_scopes = sa.Table(
    "version_scopes", metadata,
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), primary_key=True),
    sa.Column("scope_id", sa.Text, primary_key=True),
    sa.Column("ward_code", sa.Text, nullable=False),
    sa.Column("district_id", sa.Text, nullable=False),
    sa.Column("org_id", sa.Text, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("removed", sa.Integer, nullable=False),
    sa.Index(None, "scope_id"),
)  # fmt: skip

#: Files that were given. Sealed: name, which may hold a person's, and sha256 of the content.
uploads = sa.Table(
    "uploads", metadata,
    sa.Column("upload_id", sa.Text, primary_key=True),
    sa.Column("register", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("size_bytes", sa.Integer, nullable=False),
    sa.Column("key_id", sa.Text, nullable=False),
    sa.Column("sealed", Bytes, nullable=False),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=True),
)  # fmt: skip

# Its policy in PostgreSQL looks at what versions did, so that it goes first where all tables go.
uploads.add_is_dependent_on(version_scopes)

audit_log = sa.Table(
    "audit_log", metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("key_id", sa.Text, nullable=False),
    sa.Column("mac", Bytes, nullable=False),
)  # fmt: skip

#: Openings of the support list to those who help although consent is missing (49条の11第3項).
disclosures = sa.Table(
    "disclosures", metadata,
    sa.Column("disclosure_id", sa.Text, primary_key=True),
    sa.Column("hazard", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("asked_at", sa.Text, nullable=False),
    sa.Column("ends_at", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text, nullable=True),
    sa.Column("approved_at", sa.Text, nullable=True),
    sa.Column("ended_at", sa.Text, nullable=True),
    # Set where entries of disclosure_people alone are opened; else everybody of the districts is.
    sa.Column("hazard_area_only", sa.Text, nullable=True),
    sa.CheckConstraint("approved_by <> asked_by", name="two_persons"),
)  # fmt: skip

disclosure_districts = sa.Table(
    "disclosure_districts", metadata,
    sa.Column("disclosure_id", sa.Text, sa.ForeignKey("disclosures.disclosure_id"), primary_key=True),
    sa.Column("district_id", sa.Text, primary_key=True),
)  # fmt: skip

#: Entries of the support list whose homes lie in the hazard's area, or may: ids, nothing of a person.
disclosure_people = sa.Table(
    "disclosure_people", metadata,
    sa.Column("disclosure_id", sa.Text, sa.ForeignKey("disclosures.disclosure_id"), primary_key=True),
    sa.Column("record_id", sa.Text, primary_key=True),
)  # fmt: skip

#: What whoever gives a list has said of it, for the next time: columns of its file, pairs of rows that are
#: one person or two. Sealed, for both may hold a name.
remembered = sa.Table(
    "remembered", metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("register", sa.Text, primary_key=True),
    sa.Column("scope_id", sa.Text, primary_key=True),
    sa.Column("ward_code", sa.Text, nullable=False),
    sa.Column("district_id", sa.Text, nullable=False),
    sa.Column("org_id", sa.Text, nullable=False),
    sa.Column("changed_at", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("key_id", sa.Text, sa.ForeignKey("store_keys.key_id"), nullable=False),
    sa.Column("sealed", Bytes, nullable=False),
)  # fmt: skip

#: Choices of the city, such as the ordinance on giving the support list.
store_settings = sa.Table(
    "store_settings", metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)  # fmt: skip

#: Keys that values are sealed with, and a mark by which the right key is known.
store_keys = sa.Table(
    "store_keys", metadata,
    sa.Column("key_id", sa.Text, primary_key=True),
    sa.Column("mark", Bytes, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
)  # fmt: skip


#: Who signs in. Sealed: the name on screen, bound to all that decides rights, so that none of it is
#: changed unnoticed.
accounts = sa.Table(
    "accounts", metadata,
    sa.Column("account_id", sa.Text, primary_key=True),
    sa.Column("login", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("is_active", sa.Integer, nullable=False),
    sa.Column("must_change", sa.Integer, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=True),
    sa.Column("issuer", sa.Text, nullable=True),
    sa.Column("subject", sa.Text, nullable=True),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("changed_at", sa.Text, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.Column("key_id", sa.Text, sa.ForeignKey("store_keys.key_id"), nullable=False),
    sa.Column("sealed", Bytes, nullable=False),
    sa.UniqueConstraint("login"),
    sa.UniqueConstraint("issuer", "subject"),
)  # fmt: skip

#: Wards, districts and organisations of each account.
account_areas = sa.Table(
    "account_areas", metadata,
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.account_id"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("area_id", sa.Text, primary_key=True),
)  # fmt: skip

#: Numbered paper copies of the support list. Who received one is named by office, never by name.
paper_copies = sa.Table(
    "paper_copies", metadata,
    sa.Column("copy_id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("ward_code", sa.Text, nullable=False),
    sa.Column("district_id", sa.Text, nullable=False),
    sa.Column("org_id", sa.Text, nullable=False),
    sa.Column("receiver", sa.Text, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("printed_at", sa.Text, nullable=False),
    sa.Column("printed_by", sa.Text, nullable=False),
    sa.Column("due_on", sa.Text, nullable=False),
    sa.Column("received_at", sa.Text, nullable=True),
    sa.Column("received_by", sa.Text, nullable=True),
    sa.Column("returned_at", sa.Text, nullable=True),
    sa.Column("returned_by", sa.Text, nullable=True),
    sa.Column("shredded_at", sa.Text, nullable=True),
    sa.Column("shredded_by", sa.Text, nullable=True),
    sa.UniqueConstraint("district_id", "number"),
)  # fmt: skip

#: Sign-ins. Of the token that a browser holds, its hash only.
sign_ins = sa.Table(
    "sign_ins", metadata,
    sa.Column("token_hash", Bytes, primary_key=True),
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.account_id"), nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("seen_at", sa.Text, nullable=False),
    sa.Column("ended_at", sa.Text, nullable=True),
    sa.Index(None, "account_id"),
)  # fmt: skip

#: Wrong attempts by login name, whether an account has it or not, and by machine; 0 for a name that signed
#: in from a machine. Of name and address, a mark only (``attempts.py``).
sign_in_attempts = sa.Table(
    "sign_in_attempts", metadata,
    sa.Column("login_mark", Bytes, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", sa.Text, nullable=False),
)  # fmt: skip


def _register_table(spec: RegisterSpec) -> sa.Table:
    schema = spec.contract.to_schema().columns
    opens = [
        sa.Column(
            name,
            sa.Text if schema[name].dtype.type.name in {"str", "string"} else sa.Integer,
            nullable=schema[name].nullable,
        )
        for name in spec.contract.open_columns()
    ]
    tiers = [sa.Column(f"match_{i}", Bytes, nullable=False) for i in range(len(spec.matches))]
    found = [sa.Column(f"find_{name}", Bytes, nullable=True) for name in spec.found_by]
    version = sa.ForeignKey("versions.version_id")
    return sa.Table(
        spec.name.value, metadata,
        sa.Column("entry_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("since", sa.Integer, version, nullable=False),
        sa.Column("until", sa.Integer, sa.ForeignKey("versions.version_id"), nullable=True),
        *opens,
        *tiers,
        *found,
        sa.Column("digest", Bytes, nullable=False),
        sa.Column("key_id", sa.Text, sa.ForeignKey("store_keys.key_id"), nullable=False),
        sa.Column("sealed", Bytes, nullable=False),
        sa.CheckConstraint("until > since", name=f"{spec.name.value}_holds_a_while"),
        sa.Index(
            f"ux_{spec.name.value}_holding", "record_id", unique=True,
            sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL"),
        ),
        sa.Index(None, spec.scope, "until"),
        *[sa.Index(None, column.name) for column in found],
    )  # fmt: skip


#: Table of each register.
register_tables = {name: _register_table(spec) for name, spec in REGISTERS.items()}
