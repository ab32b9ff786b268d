"""Peers of the bench that Sonae itself does not need: measured where they are installed.

``requirements-bench.txt`` has them, Debian has LEMON (``bench.lemon_peer``). A run without one says so in its
line and compares with the others.
"""

from collections.abc import Iterable
from importlib import import_module

from bench.lemon_peer import lemon_program

#: Module of each peer that may be missing.
MODULES = {"pot": "ot", "igraph": "igraph", "dask": "distributed"}


def without(peers: Iterable[str]) -> tuple[str, ...]:
    """Return which of some peers are not installed; the others are imported, which takes some seconds.

    Parameters
    ----------
    peers
        Names of peers as lines have them; one that is no program and not among ``MODULES`` is always there.
    """
    return tuple(who for who in peers if not _is_there(who))


def _is_there(who: str) -> bool:
    if who == "lemon":
        return lemon_program() is not None
    if who not in MODULES:
        return True
    try:
        import_module(MODULES[who])
    except ImportError:
        return False
    return True
