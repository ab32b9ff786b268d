"""How the token of a sign-in reaches the browser's cookie: a ticket that is good once, for a minute.

The page hands the browser a ticket, the browser brings it to a route of ours, and that route answers
with the cookie. So no script of the page ever reads the token.
"""

import secrets
import time
from collections.abc import Callable
from threading import Lock

_GOOD_FOR_S = 60.0


class Tickets:
    """Tokens that wait to be fetched.

    Parameters
    ----------
    clock
        Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[str, tuple[str, float]] = {}
        self._lock = Lock()

    def offer(self, token: str) -> str:
        """Return the ticket for a token."""
        ticket, now = secrets.token_urlsafe(24), self._clock()
        with self._lock:
            self._waiting = {key: pair for key, pair in self._waiting.items() if pair[1] > now}
            self._waiting[ticket] = (token, now + _GOOD_FOR_S)
        return ticket

    def take(self, ticket: str) -> str | None:
        """Return the token of a ticket, once; None where it is none, was used, or is too old."""
        with self._lock:
            token, until = self._waiting.pop(ticket, ("", 0.0))
        return token if token and until > self._clock() else None


class Told:
    """What was told once and counts once, such as what a provider said of a reader.

    Parameters
    ----------
    good_for_s
        How long it could be told again [s]; it is remembered so long.
    clock
        Seconds that only grow.
    """

    def __init__(self, good_for_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._good_for_s, self._clock = good_for_s, clock
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def is_first(self, what: str) -> bool:
        """Whether it is told for the first time."""
        now = self._clock()
        with self._lock:
            self._until = {key: until for key, until in self._until.items() if until > now}
            first = what not in self._until
            self._until[what] = now + self._good_for_s
        return first
