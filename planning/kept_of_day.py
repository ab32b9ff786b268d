"""What is worked out of a changed day once, for as long as anybody holds the day."""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

import pandas as pd

from planning.changed_day import ChangedDay
from planning.plan import Plan

_Result = TypeVar("_Result")

#: By day and name: the routes of the plan that a result was made of, and the result.
_made: WeakKeyDictionary[ChangedDay, dict[str, tuple[ReferenceType[pd.DataFrame], Any]]] = WeakKeyDictionary()
_lock = Lock()


def kept_of_day(plan: Plan, day: ChangedDay, name: str, make: Callable[[], _Result]) -> _Result:
    """Return what is made of a plan and its changed day: of sentences, tables and map the first makes it.

    Parameters
    ----------
    plan, day
        The plan, and its changed day.
    name
        Names what is made; equal names are made alike.
    make
        Makes it of the two; nobody may change it.

    Returns
    -------
    _Result
        The same object for the same day and the same routes of the plan.
    """
    with _lock:
        made = _made.setdefault(day, {}).get(name)
    if made is None or made[0]() is not plan.routes:
        made = ref(plan.routes), make()
        with _lock:
            _made.setdefault(day, {})[name] = made
    found: _Result = made[1]
    return found
