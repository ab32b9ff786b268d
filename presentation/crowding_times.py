"""Arrivals and queues of the whole city over time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planning.crowding import Crowding


@dataclass(frozen=True, slots=True)
class CrowdMoment:
    """How many people wait in streets at a minute, and how many have arrived by it."""

    waiting: int
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
    queues, arrivals = crowding.tables.queues, crowding.tables.arrivals
    return CrowdMoment(
        int(queues.loc[queues["at_s"] == at_s, "persons"].sum()),
        int(arrivals.loc[arrivals["until_s"] <= at_s, "persons"].sum()),
    )


def minutes(crowding: Crowding) -> tuple[int, int]:
    """Return the first and the last minute at which anybody waits or arrives; 0, 1 where nobody does."""
    times = pd.concat([crowding.tables.queues["at_s"], crowding.tables.arrivals["until_s"]])
    if times.empty:
        return 0, 1
    first = int(times.min() // 60)
    return first, max(int(times.max() // 60), first + 1)


def over_time(crowding: Crowding) -> pd.DataFrame:
    """Return people waiting and arrived by minute: index ``minute``, columns ``arrived``, ``waiting``."""
    first, last = minutes(crowding)
    index = pd.Index(np.arange(first, last + 1), name="minute")
    queues, arrivals = crowding.tables.queues, crowding.tables.arrivals

    def by_minute(times: pd.Series, persons: pd.Series) -> pd.Series:
        return persons.groupby((times // 60).astype(np.int64)).sum().reindex(index, fill_value=0)

    return pd.DataFrame({
        "arrived": by_minute(arrivals["until_s"], arrivals["persons"]).cumsum(),
        "waiting": by_minute(queues["at_s"], queues["persons"]),
    })  # fmt: skip
