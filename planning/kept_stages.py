"""Results of stages that are kept: whoever changes a setting waits only for the stages that depend on it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from domain.bundle import City

#: Results of each stage kept for each city, those used last.
MOST_KEPT = 6

_Result = TypeVar("_Result")

_lock = threading.Lock()
_kept: WeakKeyDictionary[City, dict[str, OrderedDict[Hashable, Any]]] = WeakKeyDictionary()


def known(city: City, stage: str, inputs: Hashable) -> Any:
    """Return the result of a stage where it is kept.

    Parameters
    ----------
    city, stage, inputs
        As ``kept`` takes them.

    Returns
    -------
    Any
        What ``kept`` would return without making it; else None.
    """
    with _lock:
        results = _kept.get(city, {}).get(stage)
        return None if results is None else results.get(inputs)


def kept(
    city: City, stage: str, inputs: Hashable, make: Callable[[], _Result], *, most: int = MOST_KEPT
) -> _Result:
    """Return the result of a stage, made only where it is not kept.

    Parameters
    ----------
    city
        The city; results are kept as long as it is, and never keep it alive themselves.
    stage
        Name of the stage.
    inputs
        All that the result depends on beside the city, by content.
    make
        Makes the result, which nobody may change. It must not hold the city.
    most
        Results of the stage that are kept.

    Returns
    -------
    _Result
        The same object for the same city and inputs, as long as it is kept. Of two that are made at the
        same time the first is kept.
    """
    with _lock:
        results = _kept.setdefault(city, {}).setdefault(stage, OrderedDict())
        if inputs in results:
            results.move_to_end(inputs)
            found: _Result = results[inputs]
            return found
    made = make()
    with _lock:
        found = results.setdefault(inputs, made)
        results.move_to_end(inputs)
        while len(results) > most:
            results.popitem(last=False)
    return found
