"""Contracts of crowding: queues in streets, arrivals at places, and who is held up too long."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table


class CrowdRoutes(Table):
    """What became of the people of each route of the plan, aligned to ``Routes``.

    The five columns ``…_persons`` after ``persons`` sum to it: ``in_time_persons`` are in the place (or on
    safe ground) in time, ``late_persons`` after the deadline of their profile, ``caught_persons`` were on a
    street, in a queue or not, when it closed, ``cut_off_persons`` stood before a street that had closed,
    ``at_home_persons`` had not left when the hazard reached their block. ``alone_missed_persons`` would miss
    the limit at the same speed even if nobody else walked. ``arrive_s`` is when the last arrives, NaN where
    nobody does.
    """

    route_id: Index[int] = pa.Field(unique=True)
    persons: Series[int] = pa.Field(ge=0)
    in_time_persons: Series[int] = pa.Field(ge=0)
    late_persons: Series[int] = pa.Field(ge=0)
    caught_persons: Series[int] = pa.Field(ge=0)
    cut_off_persons: Series[int] = pa.Field(ge=0)
    at_home_persons: Series[int] = pa.Field(ge=0)
    alone_missed_persons: Series[int] = pa.Field(ge=0)
    waited_mean_s: Series[float] = pa.Field(ge=0)
    waited_max_s: Series[float] = pa.Field(ge=0)
    arrive_s: Series[float] = pa.Field(nullable=True)


class CrowdBlocks(Table):
    """People of each block who walk, and those of them who miss the limit because of queues.

    ``missed_persons`` are late, caught, cut off or still at home; ``queue_missed_persons`` are those of them
    who would be in time if nobody else walked.
    """

    block_id: Index[str] = pa.Field(unique=True)
    persons: Series[int] = pa.Field(ge=0)
    missed_persons: Series[int] = pa.Field(ge=0)
    queue_missed_persons: Series[int] = pa.Field(ge=0)
    waited_mean_s: Series[float] = pa.Field(ge=0)
    waited_max_s: Series[float] = pa.Field(ge=0)


class CrowdStreets(Table):
    """Streets where people wait, or are caught: those without either have no row.

    ``waited_person_s`` is the sum of the waiting; ``most_waiting`` the largest number of people in the
    queues of a piece of the street in one direction; ``from_s`` and ``to_s`` when anybody is seen waiting
    there (noted every minute; NaN where it is over within one).
    """

    street_id: Index[int] = pa.Field(unique=True)
    waited_person_s: Series[float] = pa.Field(ge=0)
    longest_wait_s: Series[float] = pa.Field(ge=0)
    most_waiting: Series[int] = pa.Field(ge=0)
    caught_persons: Series[int] = pa.Field(ge=0)
    from_s: Series[float] = pa.Field(nullable=True)
    to_s: Series[float] = pa.Field(nullable=True)


class CrowdPlaces(Table):
    """Arrivals at each destination where people walk to: a place, or ``safe_area``.

    Of ``arrived_persons`` are ``late_persons`` there after the deadline of their profile.
    ``early_persons`` came before the place is open and wait outside; ``most_outside`` is the largest number
    before the door, ``longest_wait_s`` the longest wait there. ``full_s`` is when as many have arrived as
    the place has seats (NaN: never, or no limit). ``half_arrival_s`` is when half of all who walk here have
    arrived: who never arrives is counted among them (NaN: so many never arrive). ``last_arrival_s`` is that
    of the last who arrives. Times are seconds after t0, NaN where nobody arrives.
    """

    destination_id: Index[str] = pa.Field(unique=True)
    walking_persons: Series[int] = pa.Field(ge=0)
    arrived_persons: Series[int] = pa.Field(ge=0)
    late_persons: Series[int] = pa.Field(ge=0)
    first_arrival_s: Series[float] = pa.Field(nullable=True)
    half_arrival_s: Series[float] = pa.Field(nullable=True)
    last_arrival_s: Series[float] = pa.Field(nullable=True)
    full_s: Series[float] = pa.Field(nullable=True)
    capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    early_persons: Series[int] = pa.Field(ge=0)
    most_outside: Series[int] = pa.Field(ge=0)
    longest_wait_s: Series[float] = pa.Field(ge=0)


class CrowdArrivals(Table):
    """People who arrive at each destination within the minute that ends at ``until_s``."""

    row: Index[int] = pa.Field(unique=True)
    destination_id: Series[str]
    until_s: Series[float]
    persons: Series[int] = pa.Field(gt=0)


class CrowdQueues(Table):
    """People waiting on each street at a time, noted every minute; streets without anybody have no row."""

    row: Index[int] = pa.Field(unique=True)
    at_s: Series[float]
    street_id: Series[int]
    persons: Series[int] = pa.Field(gt=0)


class CrowdDoors(Table):
    """People waiting before the door of each place at a time, noted every minute; nobody, no row.

    They stand on its forecourt; what that does not hold stands in the streets (``CrowdQueues``).
    """

    row: Index[int] = pa.Field(unique=True)
    at_s: Series[float]
    destination_id: Series[str]
    persons: Series[int] = pa.Field(gt=0)


class CrowdRounds(Table):
    """Rounds of assigning anew with the waits of the rounds before (``evacuation.crowd_rounds``).

    ``gap`` is how far the waits that people met lie from those that the assignment expected, over all
    walking and waiting; ``is_best`` marks the round whose crowding is told. ``last_arrival_s`` is when all
    who walk have arrived, NaN where some never arrive. ``moved_persons`` go to another destination than in
    round 1, which is the plan, ``rerouted_persons`` another way to the same.
    """

    number: Index[int] = pa.Field(unique=True, ge=1)
    served_persons: Series[int] = pa.Field(ge=0)
    missed_persons: Series[int] = pa.Field(ge=0)
    last_arrival_s: Series[float] = pa.Field(nullable=True)
    waited_person_s: Series[float] = pa.Field(ge=0)
    walked_person_s: Series[float] = pa.Field(ge=0)
    moved_persons: Series[int] = pa.Field(ge=0)
    rerouted_persons: Series[int] = pa.Field(ge=0)
    gap: Series[float] = pa.Field(ge=0)
    is_best: Series[bool]
