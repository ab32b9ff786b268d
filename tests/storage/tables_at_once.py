"""The tables of a new SQLite store made in one go, as the migrations made them once in this process."""

import sqlalchemy as sa

from storage.store.migrate import upgrade

_STATEMENTS: list[str] = []
_OF_THE_TRANSACTION = frozenset({"BEGIN TRANSACTION;", "COMMIT;"})


def make_tables(connection: sa.Connection) -> None:
    """Give an empty database the newest tables; the migrations themselves run for the first alone."""
    if connection.dialect.name != "sqlite":
        upgrade(connection)
    elif _STATEMENTS:
        for statement in _STATEMENTS:
            connection.exec_driver_sql(statement)
    else:
        upgrade(connection)
        opened = connection.connection.driver_connection
        assert opened is not None
        _STATEMENTS.extend(line for line in opened.iterdump() if line not in _OF_THE_TRANSACTION)
