"""Tables of a plan that are made for the first who asks for one of them.

Whoever waits for a changed plan wants the figures of the page that she is on; what only other pages and files
say is made when these ask for it. It is what it would have been: all that it is made of is held, and nobody
changes that.
"""

import dataclasses
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Owner = TypeVar("_Owner", bound="DataclassInstance")


class Later:
    """Some tables that are made together, once.

    Parameters
    ----------
    make
        Makes them, by name, for the first who asks; others wait meanwhile. It is let go of then.
    """

    def __init__(self, make: Callable[[], Mapping[str, object]]) -> None:
        self._lock = threading.Lock()
        self._make: Callable[[], Mapping[str, object]] | None = make
        self._made: Mapping[str, Any] = {}

    def table(self, name: str) -> pd.DataFrame:
        """Return one of the tables.

        Parameters
        ----------
        name
            Its name.

        Returns
        -------
        pandas.DataFrame
            The same object for everybody.
        """
        found: pd.DataFrame = self._all()[name]
        return found

    def _all(self) -> Mapping[str, Any]:
        with self._lock:
            if self._make is not None:
                self._made = dict(self._make())
                self._make = None
            return self._made

    def __getstate__(self) -> Mapping[str, Any]:
        """Return the tables: what is written down or copied has them, and asks nobody any more."""
        return self._all()

    def __setstate__(self, made: Mapping[str, Any]) -> None:
        """Hold tables that were made."""
        self._lock, self._make, self._made = threading.Lock(), None, made

    @property
    def made(self) -> Mapping[str, object]:
        """The tables by name; empty as long as nobody has asked for one."""
        return self._made


class LaterTable:
    """Field of a dataclass without slots: a table, or one that is made when it is first read."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Note the name of the field."""
        self._name = name

    def __get__(self, owner: Any, kind: type | None = None) -> pd.DataFrame:
        """Return the table; made now where it was not yet."""
        if owner is None:
            # So the dataclass sees no default.
            raise AttributeError(self._name)
        held: pd.DataFrame | Later = vars(owner)[self._name]
        return held.table(self._name) if isinstance(held, Later) else held

    def __set__(self, owner: Any, value: pd.DataFrame | Later) -> None:
        """Hold a table, or how it is made; a frozen dataclass does so once."""
        vars(owner)[self._name] = value


def as_held(owner: object, name: str) -> object:
    """Return what an object holds under a name, without having anything made.

    Parameters
    ----------
    owner
        Any object.
    name
        Name of an attribute.

    Returns
    -------
    object
        The attribute; ``Later`` for a field that nobody has read yet, and for one that was made later.
    """
    held = getattr(owner, "__dict__", {}).get(name)
    return held if isinstance(held, Later) else getattr(owner, name)


def replaced(owner: _Owner, **changes: object) -> _Owner:
    """Return a dataclass with other values in some fields, without having anything made.

    Parameters
    ----------
    owner
        An instance of a dataclass, such as a plan; ``dataclasses.replace`` would read all its tables.
    changes
        Values by field.

    Returns
    -------
    _Owner
        It shares what is made later: that is made once for both.
    """
    held = {field.name: as_held(owner, field.name) for field in dataclasses.fields(owner)}
    return type(owner)(**{**held, **changes})
