"""Results in memory, of every kind together bounded by the bytes that they take."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from use_cases.held_bytes import held_bytes

#: Bytes of all results in memory: some thirty plans and the searches of every scenario of the bundled city.
#: A plan comes back from disk in a fraction of a second, a search is made anew in seconds.
RESULT_BYTES = 800_000_000

_Value = TypeVar("_Value")
_Key = tuple[str, str]


class ResultMemory:
    """The results used last, as many as fit; the services of one process share one.

    Parameters
    ----------
    kept_bytes
        Bytes that all results together may take; the one used last is kept whatever it takes.
    """

    def __init__(self, kept_bytes: int = RESULT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._results: OrderedDict[_Key, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._making: dict[_Key, threading.Lock] = {}

    def get(self, key: _Key) -> Any:
        """Return the result of a kind and key, which counts as used now; None where there is none."""
        with self._lock:
            if key not in self._results:
                return None
            self._results.move_to_end(key)
            return self._results[key][0]

    def put(self, key: _Key, value: object, *, uncounted: bool = False) -> None:
        """Keep a result; those used longest ago make room.

        Parameters
        ----------
        key, value
            Kind and key, and the result.
        uncounted
            Whether it counts nothing until it is put again: to count a plan takes a hundredth of a second.
        """
        size = 0 if uncounted else held_bytes(value)
        with self._lock:
            _, before = self._results.pop(key, (None, 0))
            self._results[key] = (value, size)
            self._bytes += size - before
            while self._bytes > self._kept_bytes and len(self._results) > 1:
                _, (_, dropped) = self._results.popitem(last=False)
                self._bytes -= dropped

    def drop(self, key: _Key) -> None:
        """Let go of a result; nothing happens where there is none."""
        with self._lock:
            _, size = self._results.pop(key, (None, 0))
            self._bytes -= size

    def made(self, key: _Key, make: Callable[[], object]) -> Any:
        """Return the result of a key; it is made once, however many ask for it at the same time."""
        found = self.get(key)
        if found is not None:
            return found
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            try:
                found = self.get(key)
                if found is None:
                    found = make()
                    self.put(key, found)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return found

    def __contains__(self, key: _Key) -> bool:
        with self._lock:
            return key in self._results

    @property
    def bytes(self) -> int:
        """Bytes of the results that are kept."""
        return self._bytes


class Shelf(Generic[_Value]):
    """The results of one kind in a memory.

    Parameters
    ----------
    memory
        The memory.
    kind
        Name of the kind; results of different kinds may have equal keys.
    """

    def __init__(self, memory: ResultMemory, kind: str) -> None:
        self._memory = memory
        self._kind = kind

    def get(self, key: str) -> _Value | None:
        """Return the result of a key, or None."""
        found: _Value | None = self._memory.get((self._kind, key))
        return found

    def put(self, key: str, value: _Value, *, uncounted: bool = False) -> None:
        """Keep a result; ``uncounted`` as in ``ResultMemory.put``."""
        self._memory.put((self._kind, key), value, uncounted=uncounted)

    def drop(self, key: str) -> None:
        """Let go of a result; nothing happens where there is none."""
        self._memory.drop((self._kind, key))

    def made(self, key: str, make: Callable[[], _Value]) -> _Value:
        """Return the result of a key; made once, however many ask at the same time."""
        found: _Value = self._memory.made((self._kind, key), make)
        return found

    def __contains__(self, key: str) -> bool:
        return (self._kind, key) in self._memory
