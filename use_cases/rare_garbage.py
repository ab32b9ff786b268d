"""Python looks for garbage in cycles seldom: here is much that stays, and little of that."""

import gc
import itertools

#: New objects until the youngest are looked through, and of each round how many until older ones are, too.
_THRESHOLDS = (100_000, 20, 50)
#: One look of so many is among everything, the others among what is new since the look before.
_OF_ALL = 12
_looks = itertools.count(1)


def look_rarely() -> None:
    """Have this process look for cycles seldom.

    A plan makes several hundred thousand shapes and no cycles worth looking for; looking for them all the
    same takes an eighth of its time, and in a server that holds many plans a third of a second at a time,
    while a reader waits.
    """
    gc.set_threshold(*_THRESHOLDS)


def look_now() -> None:
    """Look for cycles, where nobody waits for this process; most times among what is new since the last look.

    Whoever asks for something meanwhile waits for it, and it takes the longer the more is kept. What is given
    up without a cycle goes at once in any case, a cycle that outlived a look once in a dozen looks.
    """
    if next(_looks) % _OF_ALL == 0:
        gc.unfreeze()
    all_stays()


def all_stays() -> None:
    """Take what there is out of what is looked through, until everything is once (``look_now``)."""
    gc.collect()
    gc.freeze()
