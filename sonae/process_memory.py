"""Memory of the command's own process: what a stage frees goes back to the system.

A plan makes large arrays and frees them before the next stage. The C library of Linux learns from each to
serve the next one of that size from a heap that it never shrinks while anything lies above, and gives each
thread a heap of its own; a process that ends with its plan is then larger by a fifth than what it holds.
"""

import ctypes
import os
import sys
from collections.abc import MutableMapping

#: Variables by which a user sets the same; what he set stays.
_GIVEN = frozenset({"MALLOC_MMAP_THRESHOLD_", "MALLOC_ARENA_MAX", "GLIBC_TUNABLES"})

#: Variable of pyarrow, read when it is first imported: its allocator. Its own keeps what was freed.
ARROW_VARIABLE = "ARROW_DEFAULT_MEMORY_POOL"

#: Numbers of ``mallopt`` in ``malloc.h``.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8

#: What is as large as this [bytes] gets pages of its own, which go back when it is freed: where the C
#: library itself begins. Naming it keeps it there.
OWN_PAGES_BYTES = 128 * 1024


def return_freed_memory(environment: MutableMapping[str, str] | None = None) -> bool:
    """Let freed arrays go back to the system, and keep one heap for all threads.

    Call it before other threads start and before anything imports pyarrow, which takes its memory from the
    system, too. Only the C library of GNU has the switch; elsewhere nothing is done.

    Parameters
    ----------
    environment
        Those of the process where None; pyarrow's is set in it.

    Returns
    -------
    bool
        Whether it was set.
    """
    given = os.environ if environment is None else environment
    if sys.platform != "linux" or not _GIVEN.isdisjoint(given):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    given.setdefault(ARROW_VARIABLE, "system")
    return all([mallopt(_MMAP_THRESHOLD, OWN_PAGES_BYTES), mallopt(_ARENA_MAX, 1)])
