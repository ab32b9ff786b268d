"""People who need helpers, people who could help, and the pairs that are possible."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class MatchProblem:
    """A matching to make; all arrays of whole numbers, none below zero.

    Parameters
    ----------
    needed
        Helpers that each person still needs at once, shape (people,); 0 where agreed ones suffice.
    car_needed
        Whether one of these must have a car, shape (people,).
    spare
        Whether one helper more is wanted, so that any one may be missing: 0 or 1, shape (people,).
    limit, taken
        People that each supporter may still take on, and has agreed to already, shape (supporters,).
    has_car
        Whether a supporter has a car, shape (supporters,).
    person, supporter
        Possible pairs, each once, sorted by person and supporter, shape (pairs,).
    danger, walk
        Of each pair: minutes by which the time in hand falls short, and the walk, in any unit, shape
        (pairs,).
    """

    needed: IntArray
    car_needed: BoolArray
    spare: IntArray
    limit: IntArray
    taken: IntArray
    has_car: BoolArray
    person: IntArray
    supporter: IntArray
    danger: IntArray
    walk: IntArray

    @property
    def n_people(self) -> int:
        """Number of people who need help."""
        return int(self.needed.size)

    @property
    def n_supporters(self) -> int:
        """Number of supporters."""
        return int(self.limit.size)

    def with_car(self) -> BoolArray:
        """Return which pairs bring the car that the person needs.

        Returns
        -------
        BoolArray
            Shape (pairs,).
        """
        return np.asarray(self.car_needed[self.person] & self.has_car[self.supporter], np.bool_)

    def possible(self) -> BoolArray:
        """Return the people who could be covered if nobody else were.

        Returns
        -------
        BoolArray
            Shape (people,).
        """
        count = np.bincount(self.person, minlength=self.n_people)
        cars = np.bincount(self.person[self.with_car()], minlength=self.n_people)
        return np.asarray((count >= self.needed) & (~self.car_needed | (cars > 0)), np.bool_)

    def only(self, pairs: BoolArray) -> "MatchProblem":
        """Return the problem with some of its pairs.

        Parameters
        ----------
        pairs
            Pairs to keep, shape (pairs,).

        Returns
        -------
        MatchProblem
            The same people and supporters.
        """
        return replace(
            self, person=self.person[pairs], supporter=self.supporter[pairs], danger=self.danger[pairs],
            walk=self.walk[pairs],
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Who is a candidate for whom, what it amounts to, and what no matching can exceed.

    Parameters
    ----------
    chosen
        Pairs, shape (pairs,).
    covered
        People with as many candidates as they need, shape (people,).
    spared
        Those of them with one more, where one is wanted, shape (people,).
    covered_bound, spared_bound
        At most so many can be covered by any matching; at most so many of them spared where as many
        are covered. Equal to what was reached where the matching is proved best.
    """

    chosen: BoolArray
    covered: BoolArray
    spared: BoolArray
    covered_bound: int
    spared_bound: int

    @property
    def gap(self) -> int:
        """People who may be covered by a better matching, at most."""
        return self.covered_bound - int(self.covered.sum())

    @property
    def spared_gap(self) -> int:
        """People who may be spared by a better matching, at most."""
        return self.spared_bound - int(self.spared.sum())
