"""Work that each asker wants done last: it begins when he has asked for nothing else for a moment.

Whoever moves a slider asks anew at each rest of it. What he no longer asks for is not begun, and what runs
for him then is worth nothing to him: only the work that was asked for last is told as done.
"""

import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

#: How long nobody must have asked for anything else before work begins [s].
REST_S = 0.05
#: Askers whose last work is remembered; those who asked longest ago are forgotten.
MOST_ASKERS = 64

_log = logging.getLogger(__name__)


class NoLongerAskedError(Exception):
    """Work ends here: whoever asked for it has asked for something else, or left, or it is held back."""


@dataclass(slots=True)
class _Asked:
    """The last work of one asker."""

    key: str
    work: Callable[[], object] | None
    begins_s: float
    error: Exception | None = None


class RestedWork:
    """Does what askers asked for last, one after the other, in a thread that ends with the work.

    Parameters
    ----------
    rest_s
        How long an asker must have asked for nothing else before his work begins [s].
    """

    def __init__(self, rest_s: float = REST_S) -> None:
        self._rest_s = rest_s
        self._asked: OrderedDict[str, _Asked] = OrderedDict()
        self._change = threading.Condition()
        self._works = False
        self._holders, self._held_until_s, self._let_on = 0, 0.0, set[str]()

    def ask(self, asker: str, key: str, work: Callable[[], object]) -> None:
        """Have work done, in place of what the asker asked for before; once for each key that he asks for.

        Raises
        ------
        Exception
            What the same work ended with when it was done for him: he asks in vain.
        """
        with self._change:
            last = self._asked.get(asker)
            if last is not None and last.key == key:
                if last.error is not None:
                    error, last.error = last.error, None
                    del self._asked[asker]
                    raise error
                if last.work is not None:
                    return
            self._take(asker, key, work, rest_s=self._rest_s)

    def begin(self, asker: str, key: str, work: Callable[[], object]) -> None:
        """Have work done as ``ask`` does, unless it was asked for last; how it ended is left to ``ask``."""
        with self._change:
            last = self._asked.get(asker)
            if last is None or last.key != key:
                self._take(asker, key, work, rest_s=self._rest_s)

    def follow(self, asker: str, key: str, next_key: str, work: Callable[[], object]) -> None:
        """Have further work done at once, called by work at its end, if nothing else was asked for."""
        with self._change:
            last = self._asked.get(asker)
            if last is not None and last.key == key:
                self._take(asker, next_key, work, rest_s=0.0)

    def keep_only(self, asker: str, key: str) -> None:
        """Do nothing more for an asker but this work, if it is what he asked for last."""
        with self._change:
            last = self._asked.get(asker)
            if last is not None and last.key != key:
                del self._asked[asker]

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Let no work go on within, nor until an asker's rest has passed since.

        What runs is given up where it next insists, and begun anew then, but for work that is let on.
        """
        with self._change:
            self._holders += 1
        try:
            yield
        finally:
            with self._change:
                self._holders -= 1
                self._held_until_s = time.monotonic() + self._rest_s
                if not self._holders:
                    self._let_on.clear()
                self._change.notify_all()

    def let_on(self, key: str) -> None:
        """Let work of a key go on although work is held back: somebody waits for just that."""
        with self._change:
            self._let_on.add(key)
            self._change.notify_all()

    def _take(self, asker: str, key: str, work: Callable[[], object], *, rest_s: float) -> None:
        self._asked[asker] = _Asked(key, work, time.monotonic() + rest_s)
        self._asked.move_to_end(asker)
        while len(self._asked) > MOST_ASKERS:
            self._asked.popitem(last=False)
        if not self._works:
            self._works = True
            threading.Thread(target=self._work, name="rested", daemon=True).start()
        self._change.notify_all()

    def forget(self, asker: str) -> None:
        """Do nothing more for an asker."""
        with self._change:
            self._asked.pop(asker, None)

    def waits(self, asker: str, key: str) -> bool:
        """Whether this work was asked for last, and is not done."""
        with self._change:
            return self._is_open(asker, key)

    def _is_open(self, asker: str, key: str) -> bool:
        last = self._asked.get(asker)
        return last is not None and last.key == key and last.work is not None

    def insist(self, asker: str, key: str) -> None:
        """Go on, called by work that runs, if this work is still the last that was asked for.

        Raises
        ------
        NoLongerAskedError
            When it is not, or held back: the work is given up, and nothing is told of it.
        """
        with self._change:
            last = self._asked.get(asker)
            if last is None or last.key != key or self._held_s(key) > 0:
                raise NoLongerAskedError

    def _held_s(self, key: str) -> float:
        """Return how much longer work of a key is held back [s]; 0 or less where it may go on."""
        if key in self._let_on:
            return 0.0
        return math.inf if self._holders else self._held_until_s - time.monotonic()

    def wait(self, asker: str, key: str, seconds: float) -> None:
        """Wait until this work is done or no longer the last that was asked for, at most some seconds."""
        with self._change:
            self._change.wait_for(lambda: not self._is_open(asker, key), seconds)

    def finish(self) -> None:
        """Wait until nobody's work waits."""
        with self._change:
            self._change.wait_for(lambda: not self._works)

    def _work(self) -> None:
        while True:
            with self._change:
                asked = self._next()
                if asked is None:
                    self._works = False
                    self._change.notify_all()
                    return
                work = asked.work
            if work is None:
                continue
            error: Exception | None = None
            try:
                work()
            except NoLongerAskedError:
                continue
            except Exception as raised:  # noqa: BLE001 - told to whoever asked, where he looks again
                if not _process_ends():
                    _log.exception("work of a page failed")
                error = raised
            with self._change:
                asked.work, asked.error = None, error
                self._change.notify_all()

    def _next(self) -> _Asked | None:
        """Return the work whose asker has rested, waiting for the first; None where nobody waits."""
        while True:
            open_ = [one for one in self._asked.values() if one.work is not None]
            if not open_:
                return None
            now_s = time.monotonic()
            # What is let on does not wait behind what is held back.
            ahead, _, first = min(
                ((max(one.begins_s - now_s, self._held_s(one.key), 0.0), one.begins_s, one) for one in open_),
                key=lambda found: found[:2],
            )
            if ahead <= 0:
                return first
            self._change.wait(None if math.isinf(ahead) else ahead)


def _process_ends() -> bool:
    """Whether this process is being stopped: work that runs then fails for want of threads, by no fault."""
    try:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_nothing)
    except RuntimeError:
        return True
    return False


def _nothing() -> None:
    """Prove that there still are threads."""
