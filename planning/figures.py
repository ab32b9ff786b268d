"""A figure with what is not known of it, and what becomes of it from one plan to another."""

import math
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the ends between which it lies.

    Parameters
    ----------
    value
        What the plan counts with; NaN where there is no number.
    low, high
        Both ends; the value itself where all of it is known, inf where an end is open.
    state
        Why there is no number, or what stands beside it; a key, empty for nothing.
    """

    value: float
    low: float
    high: float
    state: str = ""

    @classmethod
    def of(cls, value: float, state: str = "") -> Self:
        """Return a figure of which everything is known.

        Parameters
        ----------
        value
            The value.
        state
            What stands beside it; a key.

        Returns
        -------
        Self
            Both ends are the value.
        """
        return cls(float(value), float(value), float(value), state)

    @classmethod
    def none(cls, state: str) -> Self:
        """Return a figure without a number.

        Parameters
        ----------
        state
            Why there is none; a key.

        Returns
        -------
        Self
            All three are NaN.
        """
        return cls(math.nan, math.nan, math.nan, state)

    @property
    def is_known(self) -> bool:
        """Whether there is a number."""
        return not math.isnan(self.value)

    @property
    def is_exact(self) -> bool:
        """Whether everything is known."""
        return self.low == self.value == self.high


def change_of(first: Figure, second: Figure, *, same: bool = False) -> Figure:
    """Return second − first.

    What is not known of one side has nothing to do with what is not known of the other: the difference
    lies between the ends that are farthest apart. Only of one and the same case it is known: nothing.

    Parameters
    ----------
    first, second
        A figure of two plans.
    same
        Whether both are of one case.

    Returns
    -------
    Figure
        Without a number where either side has none.
    """
    if not (first.is_known and second.is_known):
        return Figure.none("")
    if same:
        return Figure.of(0.0)
    return Figure(second.value - first.value, second.low - first.high, second.high - first.low)
