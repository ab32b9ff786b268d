"""How long work asks whether it is still wanted: between its steps it calls what it was given."""

from collections.abc import Callable

#: Called between the steps of work; what it raises ends the work.
GoingOn = Callable[[], object]


def go_on() -> None:
    """Work to the end."""
