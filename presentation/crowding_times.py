"""Arrivals and queues over time: of the whole city, and at one place."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planning.crowding import Crowding


@dataclass(frozen=True, slots=True)
class CrowdMoment:
    """How many people wait in streets and before doors at a minute, and how many have arrived by it."""

    waiting: int
    outside: int
    arrived: int


def moment(crowding: Crowding, at_s: float) -> CrowdMoment:
    """Return how many wait and have arrived at a full minute.

    Parameters
    ----------
    crowding
        The crowding of a plan.
    at_s
        A full minute [s after t0].
    """
    queues, doors, arrivals = crowding.tables.queues, crowding.tables.doors, crowding.tables.arrivals
    return CrowdMoment(
        int(queues.loc[queues["at_s"] == at_s, "persons"].sum()),
        int(doors.loc[doors["at_s"] == at_s, "persons"].sum()),
        int(arrivals.loc[arrivals["until_s"] <= at_s, "persons"].sum()),
    )


def minutes(crowding: Crowding) -> tuple[int, int]:
    """Return the first and the last minute at which anybody waits or arrives; 0, 1 where nobody does."""
    tables = crowding.tables
    times = pd.concat([tables.queues["at_s"], tables.doors["at_s"], tables.arrivals["until_s"]])
    if times.empty:
        return 0, 1
    first = int(times.min() // 60)
    return first, max(int(times.max() // 60), first + 1)


def fullest_minute(crowding: Crowding) -> int:
    """Return the minute at which most people wait, in streets or before doors; of arrivals where nobody does.

    Parameters
    ----------
    crowding
        The crowding of a plan.
    """
    tables = crowding.tables
    waiting = pd.concat([tables.queues, tables.doors])
    if waiting.empty:
        waiting = tables.arrivals.rename(columns={"until_s": "at_s"})
    if waiting.empty:
        return minutes(crowding)[0]
    persons = waiting.groupby("at_s")["persons"].sum()
    return int(persons.index.to_numpy(np.float64)[persons.argmax()] // 60)


def over_time(crowding: Crowding) -> pd.DataFrame:
    """Return people waiting and arrived by minute: index ``minute``, columns ``arrived``, ``waiting``.

    Those who wait do so in streets or before doors.
    """
    tables = crowding.tables
    return _by_minute(minutes(crowding), tables.arrivals, pd.concat([tables.queues, tables.doors]))


def place_over_time(crowding: Crowding, destination_id: str) -> pd.DataFrame:
    """Return who waits before a place and has arrived in it by minute, as ``over_time``.

    Parameters
    ----------
    crowding
        The crowding of a plan.
    destination_id
        A place to which somebody walks.
    """
    arrivals, doors = crowding.tables.arrivals, crowding.tables.doors
    arrivals = arrivals[arrivals["destination_id"] == destination_id]
    doors = doors[doors["destination_id"] == destination_id]
    times = pd.concat([arrivals["until_s"], doors["at_s"]]) // 60
    first = int(times.min()) - 1 if len(times) else 0
    return _by_minute((first, int(times.max()) if len(times) else 1), arrivals, doors)


def _by_minute(ends: tuple[int, int], arrivals: pd.DataFrame, waiting: pd.DataFrame) -> pd.DataFrame:
    index = pd.Index(np.arange(ends[0], ends[1] + 1), name="minute")

    def sums(times: pd.Series, persons: pd.Series) -> pd.Series:
        return persons.groupby((times // 60).astype(np.int64)).sum().reindex(index, fill_value=0)

    return pd.DataFrame({
        "arrived": sums(arrivals["until_s"], arrivals["persons"]).cumsum(),
        "waiting": sums(waiting["at_s"], waiting["persons"]),
    })  # fmt: skip
