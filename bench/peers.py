"""Peers of the bench that Sonae itself does not need: measured where they are installed.

``requirements-bench.txt`` has them; a run without one says so in its line and compares with the others.
"""

from collections.abc import Iterable
from importlib import import_module

#: Module of each peer that may be missing.
MODULES = {"pot": "ot", "igraph": "igraph", "dask": "distributed"}


def without(peers: Iterable[str]) -> tuple[str, ...]:
    """Return which of some peers are not installed; the others are imported, which takes some seconds.

    Parameters
    ----------
    peers
        Names of peers as lines have them; one that is not among ``MODULES`` is always there.
    """
    return tuple(who for who in peers if who in MODULES and not _is_there(MODULES[who]))


def _is_there(module: str) -> bool:
    try:
        import_module(module)
    except ImportError:
        return False
    return True
