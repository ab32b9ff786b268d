"""The dashboard's server as it is started for readers, for measurements from outside."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_START_S = 300


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: where, and which process it is."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        """Its address in a browser."""
        return f"http://127.0.0.1:{self.port}"

    def held_mb(self) -> float:
        """Return the memory that the process holds now [MB]; Linux only."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024 / 1e6

    def processor_s(self) -> float:
        """Return the processor time that the process took until now, of all its threads [s]; Linux only."""
        stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(log: Path, *more: str) -> Iterator[Served]:
    """Start the server with the home of whoever measures, and stop it at the end.

    Parameters
    ----------
    log
        File for what the server says.
    more
        More arguments of the server.

    Raises
    ------
    RuntimeError
        When it does not answer in time.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with log.open("w") as out:
        process = subprocess.Popen(  # noqa: S603 - our own server
            [sys.executable, "-m", "ui.server", "--port", str(port), *more],
            cwd=ROOT, env=environment, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _await(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.3)
    raise RuntimeError(log.read_text(encoding="utf-8")[-3000:])
