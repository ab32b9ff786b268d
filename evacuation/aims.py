"""What the assignment looks at, in which order, and whole numbers that keep this order exactly.

Served in time; who needs help; special zones; the reserve; then, where minutes decide (tsunami,
fire), least walking before the own district and whole blocks, elsewhere the other way round; last, of
answers that are equal so far, the one by which fewest people who leave have no place: a seat that is kept
for somebody who is assumed not to leave is of no use to anybody (``docs/adr/0004``, ``docs/adr/0066``).
"""

from dataclasses import dataclass

import numpy as np

from evacuation.network import BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Demand rows, parallel arrays of shape (rows,).

    Parameters
    ----------
    persons
        People of each row.
    group
        Number of the group that counts as one, from 0: the block; where minutes decide, the block
        and the walking profile.
    needs_help, special_zone
        Who comes first where seats are scarce: people who need help, then people of a special
        warning zone (土砂災害特別警戒区域).
    rank
        Turn of the row within its group: who goes to the nearest place where a group is divided.
    in_pairs
        Rows of people who go two by two, an even number: somebody who needs help and who helps.
    leaving
        Whether they really leave: False for those assumed not to.
    """

    persons: IntArray
    group: IntArray
    needs_help: BoolArray
    special_zone: BoolArray
    rank: IntArray
    in_pairs: BoolArray
    leaving: BoolArray

    @property
    def has_ties(self) -> bool:
        """Whether some leave and others do not: only then the last aim can tell two answers apart."""
        return bool(self.leaving.any() and not self.leaving.all())


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What each demand row may do: parallel arrays of shape (pairs,), sorted by row and destination.

    Parameters
    ----------
    row, destination
        Demand row and destination.
    ticks
        Walking time [0.1 s].
    aside
        How far the pair stands behind the first choice: 1 for a place in another district, and 1
        for each kind of place that the scenario prefers to this one.
    below
        1 where the route leaves less than the reserve before its limit, else 0.
    """

    row: IntArray
    destination: IntArray
    ticks: IntArray
    aside: IntArray
    below: IntArray

    def only(self, chosen: BoolArray) -> "Options":
        """Return some of the pairs.

        Parameters
        ----------
        chosen
            Pairs to keep, shape (pairs,).

        Returns
        -------
        Options
            The pairs kept.
        """
        return Options(*(getattr(self, name)[chosen] for name in Options.__slots__))


@dataclass(frozen=True, slots=True)
class AimTotals:
    """What an assignment amounts to on each aim, in persons, places aside, and ticks."""

    unserved: int
    help_unserved: int
    zone_unserved: int
    below: int
    aside: int
    ticks: int
    leaving_unserved: int

    def first_worse(self, best: "AimTotals", *, minutes_decide: bool) -> tuple[str, int]:
        """Return the first aim on which another answer might be better, and by how much at most.

        Parameters
        ----------
        best
            What no answer is better than, in the order of the aims.
        minutes_decide
            Whether walking comes before the own district.

        Returns
        -------
        tuple[str, int]
            Name of the aim, empty where there is none, and persons, places aside or ticks.
        """
        last = ("ticks", "aside") if minutes_decide else ("aside", "ticks")
        order = ("unserved", "help_unserved", "zone_unserved", "below", *last, "leaving_unserved")
        for name in order:
            more = getattr(self, name) - getattr(best, name)
            if more:
                return name, more
        return "", 0


@dataclass(frozen=True, slots=True)
class AimWeights:
    """Whole-number cost of one unit of each aim."""

    ticks: int
    aside: int
    below: int
    zone_first: int
    help_first: int
    unserved: int
    leaving: int

    @property
    def largest(self) -> int:
        """Return the largest cost that anybody can have."""
        return self.unserved + self.help_first + self.zone_first + self.leaving

    def after(self, first: "AimWeights", scale: int) -> "AimWeights":
        """Return these weights with those of earlier aims before them, each of which weighs ``scale`` times.

        Parameters
        ----------
        first
            Weights of the earlier aims; those of the aims of ``self`` are 0 in it.
        scale
            More than anything that can be lost on the aims of ``self``.

        Returns
        -------
        AimWeights
            Of all aims.
        """
        return AimWeights(*(
            getattr(self, name) + scale * getattr(first, name) for name in AimWeights.__slots__
        ))  # fmt: skip

    def unassigned_cost(self, people: People) -> IntArray:
        """Return what it costs that one person of each row has no place, shape (rows,).

        Parameters
        ----------
        people
            Demand rows.

        Returns
        -------
        IntArray
            Whole numbers, shape (rows,).
        """
        kind = np.int64 if self.largest < 1 << 63 else object
        flags = (
            (people.needs_help, self.help_first), (people.special_zone, self.zone_first),
            (people.leaving, self.leaving),
        )  # fmt: skip
        total = np.full(people.persons.size, self.unserved, kind)
        for who, weight in flags:
            total[who] += weight
        return total

    def pair_cost(self, options: Options, ticks: IntArray) -> IntArray:
        """Return what one person costs on each pair, with the walking time that counts.

        Parameters
        ----------
        options
            Pairs of demand rows and destinations.
        ticks
            Walking time that counts for each pair [0.1 s], shape (pairs,).

        Returns
        -------
        IntArray
            Whole numbers, shape (pairs,).
        """
        kind = np.int64 if self.largest < 1 << 63 else object
        aims = ((ticks, self.ticks), (options.aside, self.aside), (options.below, self.below))
        total = np.zeros(ticks.size, kind)
        for counted, weight in aims:
            total += counted.astype(kind) * weight
        return total

    def total(self, totals: AimTotals) -> int:
        """Return the cost of an assignment.

        Parameters
        ----------
        totals
            What the assignment amounts to on each aim.

        Returns
        -------
        int
            A whole number, however large.
        """
        return (
            totals.unserved * self.unserved
            + totals.help_unserved * self.help_first
            + totals.zone_unserved * self.zone_first
            + totals.below * self.below
            + totals.aside * self.aside
            + totals.ticks * self.ticks
            + totals.leaving_unserved * self.leaving
        )


def aim_weights(people: People, options: Options, n_destinations: int, *, minutes_decide: bool) -> AimWeights:
    """Return weights that make the order of the aims strict.

    Two flows differ by simple cycles of the residual graph; were another flow better by the order of
    the aims, one of these cycles would be. A simple cycle passes each destination and the sink at most
    once. So it changes the number of people without a place, of any group, by one at most, and enters
    at most one pair for each destination: on the aims of pairs it loses at most the destinations times the
    largest cost of a pair. Each weight is above what a cycle can lose on all aims after it.

    Parameters
    ----------
    people, options
        Demand rows and their pairs.
    n_destinations
        Number of destinations.
    minutes_decide
        Whether walking comes before the own district.

    Returns
    -------
    AimWeights
        One weight an aim.
    """
    later = later_aims(people, options, n_destinations, minutes_decide=minutes_decide)
    first = first_aims(people, options, n_destinations)
    return later.after(first, more_than_a_cycle_loses(later, options, n_destinations))


def more_than_a_cycle_loses(later: AimWeights, options: Options, n_destinations: int) -> int:
    """Return more than a simple cycle can lose on the aims after the reserve (``aim_weights``).

    Parameters
    ----------
    later
        Weights of these aims.
    options
        Pairs of demand rows and destinations.
    n_destinations
        Number of destinations.

    Returns
    -------
    int
        A whole number.
    """
    longest, most_aside = int(options.ticks.max(initial=1)), int(options.aside.max(initial=1))
    largest_pair = later.ticks * longest + later.aside * most_aside
    return n_destinations * largest_pair + later.leaving + 1


def first_aims(people: People, options: Options, n_destinations: int) -> AimWeights:
    """Return weights of the aims down to the reserve only, by the same reasoning; small numbers.

    Parameters
    ----------
    people, options
        Demand rows and their pairs; an aim that nobody of them concerns is left out.
    n_destinations
        Number of destinations.

    Returns
    -------
    AimWeights
        Weights; those of later aims are 0.
    """
    below = 1 if options.below.any() else 0
    pair = 1 + n_destinations * below
    zone_first = pair if people.special_zone.any() else 0
    help_first = zone_first + pair
    return AimWeights(
        ticks=0, aside=0, below=below, zone_first=zone_first, help_first=help_first,
        unserved=help_first + zone_first + pair, leaving=0,
    )  # fmt: skip


def later_aims(people: People, options: Options, n_destinations: int, *, minutes_decide: bool) -> AimWeights:
    """Return weights of the aims after the reserve only.

    A simple cycle changes the number of leaving people without a place by one at most: the aims before
    that one weigh double.

    Parameters
    ----------
    people, options
        Demand rows and their pairs.
    n_destinations
        Number of destinations.
    minutes_decide
        Whether walking comes before the own district.

    Returns
    -------
    AimWeights
        Weights; those of earlier aims are 0.
    """
    longest, most_aside = int(options.ticks.max(initial=1)), int(options.aside.max(initial=1))
    ticks, aside = (
        (n_destinations * most_aside + 1, 1) if minutes_decide else (1, n_destinations * longest + 1)
    )
    leaving = int(people.has_ties)
    twice = 1 + leaving
    return AimWeights(
        twice * ticks, twice * aside, below=0, zone_first=0, help_first=0, unserved=0, leaving=leaving
    )


def counted_ticks(
    people: People, options: Options, n_destinations: int, *, minutes_decide: bool
) -> tuple[IntArray, BoolArray]:
    """Return the walking time that counts for each pair, and which pairs a whole group shares.

    Where minutes decide everybody's own walk counts. Elsewhere a destination that all rows of a block may
    go to counts at the block's mean walk: its people are one to the assignment, and stay together
    wherever that costs nothing on the aims before.

    Parameters
    ----------
    people, options
        Demand rows and their pairs.
    n_destinations
        Number of destinations.
    minutes_decide
        Whether walking comes before the own district.

    Returns
    -------
    ticks : int64 (pairs,)
        The row's own, or the mean over the people of the group where it shares the destination.
    shared : bool (pairs,)
        Whether every row of the group has this destination, at the same cost; False in groups of one row.
    """
    rows_of = np.bincount(people.group)
    # Only what several rows of a group may share is looked at.
    several = np.flatnonzero(rows_of[people.group[options.row]] > 1)
    row, own = options.row[several], options.ticks[several]
    group = people.group[row]
    key = group * n_destinations + options.destination[several]
    count = np.bincount(key)[key]
    below = np.bincount(key, options.below[several])[key]
    alike = (count == rows_of[group]) & ((below == 0) | (below == count))
    persons = people.persons[row].astype(np.float64)
    mean = np.bincount(key, persons * own)[key] / np.bincount(key, persons)[key]
    shared, ticks = np.zeros(options.row.size, np.bool_), options.ticks
    if minutes_decide:
        apart = np.bincount(key, np.abs(own - mean) > 1e-6)[key]
        shared[several] = alike & (apart == 0)
        return ticks, shared
    shared[several] = alike
    ticks = ticks.copy()
    ticks[several] = np.where(alike, np.rint(mean).astype(np.int64), own)
    return ticks, shared
