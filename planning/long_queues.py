"""Queues that are long enough to be told one by one; the others are told in one sentence, and in files."""

from dataclasses import dataclass

import pandas as pd

#: A queue is told where somebody waits as long [s], or as many people stand in it at once. Below both
#: nothing could be told of it but 「1分未満、10人未満」: times of a plan are told in minutes, and below ten
#: people no number is told (``docs/model/crowding.md``).
LONG_QUEUE_S, LONG_QUEUE_PERSONS = 60.0, 10


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many streets have a queue.

    Parameters
    ----------
    long, short
        Streets with a queue that is told, and with one that is not.
    short_person_s
        Waiting in all short ones [person s].
    """

    long: int
    short: int
    short_person_s: float


def is_long_queue(streets: pd.DataFrame) -> "pd.Series[bool]":
    """Return which streets have a queue that is told.

    Parameters
    ----------
    streets
        ``CrowdStreets``.

    Returns
    -------
    pandas.Series
        Aligned to ``streets``.
    """
    return (streets["longest_wait_s"] >= LONG_QUEUE_S) | (streets["most_waiting"] >= LONG_QUEUE_PERSONS)


def queue_counts(streets: pd.DataFrame) -> QueueCounts:
    """Return how many streets have a long queue, and how many a short one.

    Parameters
    ----------
    streets
        ``CrowdStreets``; one where people are only caught has no queue.

    Returns
    -------
    QueueCounts
        All 0 where nobody waits.
    """
    long = is_long_queue(streets)
    short = ~long & (streets["waited_person_s"] > 0)
    return QueueCounts(int(long.sum()), int(short.sum()), float(streets.loc[short, "waited_person_s"].sum()))
