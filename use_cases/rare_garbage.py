"""Python looks for garbage in cycles seldom: here is much that stays, and little of that."""

import gc

#: New objects until the youngest are looked through, and of each round how many until older ones are, too.
_THRESHOLDS = (100_000, 20, 50)


def look_rarely() -> None:
    """Have this process look for cycles seldom.

    A plan makes several hundred thousand shapes and no cycles worth looking for; looking for them all the
    same takes an eighth of its time, and in a server that holds many plans a third of a second at a time,
    while a reader waits.
    """
    gc.set_threshold(*_THRESHOLDS)


def look_now() -> None:
    """Look for cycles, where nobody waits for this process."""
    gc.collect()


def all_stays() -> None:
    """Take what there is out of what is looked through: it stays as long as the process."""
    gc.collect()
    gc.freeze()
