"""Starts a real PostgreSQL for the tests: a server of our own, in a folder of our own, on a socket."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

_OWNER = "sonae_owner"
_DATABASE, _SECOND = "sonae_tests", "sonae_second"


@dataclass(frozen=True)
class Server:
    """A running server.

    Parameters
    ----------
    folder
        Folder that holds it, with its socket.
    programs
        Folder of its programs.
    user
        User of the system that runs it; empty where that is who runs the tests.
    """

    folder: Path
    programs: Path
    user: str

    def url(self, database: str, *, user: str = _OWNER) -> sa.URL:
        """Return the address of a database."""
        return sa.URL.create(
            "postgresql+psycopg", username=user, database=database, query={"host": str(self.folder)}
        )

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of the server as the user who owns it."""
        command = [str(self.programs / program), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        # Tests that end the server by force ask for its safety; all others for its speed.
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c max_connections=20"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-w", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")

    def execute(self, *statements: str) -> None:
        """Do something as the server's superuser."""
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]

    def second_database(self) -> sa.URL:
        """Return the address of a database that nobody empties."""
        return self.url(_SECOND)

    def empty_database(self) -> sa.URL:
        """Empty the one database, which belongs to a user without special rights, and return its address."""
        url = self.url(_DATABASE)
        self.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_DATABASE}'")
        with psycopg.connect(
            host=str(self.folder), user=_OWNER, dbname=_DATABASE, autocommit=True
        ) as connection:
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return url


@contextmanager
def started() -> Iterator[Server]:
    """Start a server; it and its folder are gone afterwards."""
    programs = _programs()
    user = _user()
    # A path to a socket is at most about 100 characters long.
    folder = Path(tempfile.mkdtemp(prefix="sonae-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user)
        server = Server(folder, programs, user)
        server.run(
            "initdb",
            "-D",
            str(folder / "data"),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-N",
            "-E",
            "UTF8",
            "--locale=C",
        )
        server.start()
        try:
            server.execute(
                f"CREATE ROLE {_OWNER} LOGIN NOSUPERUSER NOBYPASSRLS",
                f"CREATE DATABASE {_DATABASE} OWNER {_OWNER}",
                f"CREATE DATABASE {_SECOND} OWNER {_OWNER}",
            )
            for database in (_DATABASE, _SECOND):
                with psycopg.connect(host=str(folder), user="postgres", dbname=database) as connection:
                    connection.execute(f"ALTER SCHEMA public OWNER TO {_OWNER}")
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not places:
        pytest.fail("no PostgreSQL on this machine: bash tests/install_postgres.sh")
    return places[-1].parent


def _user() -> str:
    """Return the unprivileged user that runs the server: it refuses to run as root."""
    if os.geteuid() != 0:
        return ""
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    pytest.fail("no unprivileged user on this machine")
