"""The schema of a database: which one it has, and how it becomes the present one."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from storage.store.errors import SchemaError

#: Table in which the revision of a database stands.
REVISION_TABLE = "alembic_version"
_REVISION = sa.select(sa.column("version_num", sa.Text)).select_from(sa.table(REVISION_TABLE))
_FOLDER = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """Return the revision of this program."""
    return known_revisions()[-1]


@cache
def known_revisions() -> tuple[str, ...]:
    """Return every revision that this program knows, the first first."""
    scripts = ScriptDirectory.from_config(_config(None)).walk_revisions()
    return tuple(script.revision for script in scripts)[::-1]


def revision_of(connection: sa.Connection) -> str | None:
    """Return the revision of a database; None where it has no table of ours yet.

    Every transaction asks: a context of Alembic would take eight times as long.
    """
    if not sa.inspect(connection).has_table(REVISION_TABLE):
        return None
    return connection.scalar(_REVISION)


def refuse_other_schema(connection: sa.Connection) -> None:
    """Refuse a database whose schema this program does not work on.

    Raises
    ------
    SchemaError
        When it is older (to be migrated), newer (of a newer program), or not there.
    """
    found = revision_of(connection)
    if found == newest_revision():
        return
    if found is None:
        raise SchemaError("schema_missing")
    if found in known_revisions():
        raise SchemaError("schema_older", found=found, wanted=newest_revision())
    raise SchemaError("schema_newer", found=found, known=newest_revision())


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Bring a database to a revision, in the transaction of the connection.

    Raises
    ------
    SchemaError
        When it is of a newer program.
    """
    found = revision_of(connection)
    if found is not None and found not in known_revisions():
        raise SchemaError("schema_newer", found=found, known=newest_revision())
    command.upgrade(_config(connection), revision)


def _config(connection: sa.Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
