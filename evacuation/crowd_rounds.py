"""People are assigned anew with the waits of the rounds before, until a plan waits where it expects to.

Method of successive averages: round 1 expects no wait; after round k the expected waits move by 1/k of the
way towards those that its people met.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.going_on import GoingOn, go_on
from domain.vocabulary import SERVED_OUTCOMES
from evacuation.crowd_memory import CrowdMemory
from evacuation.crowding import Crowd, crowd_of
from evacuation.evacuate import evacuate
from evacuation.inputs import EvacuationInputs
from evacuation.network import FloatArray
from evacuation.waits import Waits

#: What people have in common of whom it is not asked which of them it is.
_ALIKE = ["block_id", "profile_id"]
#: From ``Routes`` to the departures of each person of each, route after route [s after t0].
Departures = Callable[[pd.DataFrame], FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class CrowdRound:
    """One round of assigning and walking.

    Parameters
    ----------
    assignment, routes
        ``Assignment`` and ``Routes`` (without geometry) of the round.
    crowd
        Its people in the streets.
    gap
        Waits met that the assignment did not expect, and expected that were not met, over all walking and
        waiting: 0 where every wait is the one expected.
    served_persons
        People with a destination who leave.
    """

    assignment: pd.DataFrame
    routes: pd.DataFrame
    crowd: Crowd
    gap: float
    served_persons: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """What is better is less: minus those in time, those too late, time of all [0.1 s]."""
        arrived = int((self.crowd.arrived & ~self.crowd.late).sum())
        spent = int((self.crowd.alone - self.crowd.leaves).sum() + self.crowd.walk.waited.sum())
        return (-arrived, int(self.crowd.missed.sum()), spent)


def crowd_rounds(
    inputs: EvacuationInputs,
    first: tuple[pd.DataFrame, pd.DataFrame],
    *,
    departures: Departures | None = None,
    most: int,
    tolerance: float,
    memory: CrowdMemory | None = None,
    tell: Callable[[int], None] | None = None,
    going_on: GoingOn = go_on,
) -> list[CrowdRound]:
    """Assign and walk in rounds.

    Parameters
    ----------
    inputs
        What the evacuation stage took.
    first
        ``Assignment`` and ``Routes`` of the plan, which is round 1.
    departures
        Gives when each person of each route leaves [s after t0], as ``crowd_of`` takes it.
    most
        Rounds at most.
    tolerance
        Gap at which it ends, if nobody is too late because of queues.
    memory
        What became of people of walks before; it changes nothing of the answer.
    tell
        Called with the number of each round that is done.
    going_on
        Called now and then; what it raises ends the work.

    Returns
    -------
    list[CrowdRound]
        In order; the best is the one of least ``rank``.
    """
    waits, (assignment, routes) = Waits.none(inputs.network), first
    rounds: list[CrowdRound] = []
    for number in range(1, most + 1):
        if number > 1:
            waiting = replace(inputs, passage=replace(inputs.passage, waits=waits))
            evacuation = evacuate(waiting)
            assignment = evacuation.assignment
            routes = pd.DataFrame(evacuation.routes.drop(columns="geometry"))
        crowd = crowd_of(
            inputs, routes, None if departures is None else departures(routes), memory=memory,
            going_on=going_on,
        )  # fmt: skip
        met, passed = met_waits(inputs, crowd)
        served = assignment["outcome"].isin([str(one) for one in SERVED_OUTCOMES])
        rounds.append(CrowdRound(
            assignment, routes, crowd, _gap(waits, met, passed, crowd),
            int(assignment.loc[served, "persons"].sum()),
        ))  # fmt: skip
        if tell is not None:
            tell(number)
        held_up = bool((crowd.missed & ~crowd.alone_missed).any())
        if rounds[-1].gap <= tolerance and not held_up:
            break
        waits = waits.towards(met, 1.0 / number)
    return rounds


def moved_persons(before: pd.DataFrame, after: pd.DataFrame) -> int:
    """Return how many people go to another destination.

    Parameters
    ----------
    before, after
        ``Routes`` of two rounds; people of one block and profile are alike.

    Returns
    -------
    int
        Those who are more at some destination after than before.
    """
    return 0 if before is after else _more(before, after, [*_ALIKE, "destination_id"])


def rerouted_persons(before: pd.DataFrame, after: pd.DataFrame) -> int:
    """Return how many people go another way to the same destination.

    Parameters
    ----------
    before, after
        As ``moved_persons``.

    Returns
    -------
    int
        Those who are more on some way after than before, without ``moved_persons``.
    """
    if before is after:
        return 0
    then, now = (one.assign(way=one["street_path"].map(tuple)) for one in (before, after))
    return _more(then, now, [*_ALIKE, "destination_id", "way"]) - moved_persons(before, after)


def _more(before: pd.DataFrame, after: pd.DataFrame, alike: list[str]) -> int:
    then, now = (one.groupby(alike)["persons"].sum() for one in (before, after))
    return int(now.sub(then, fill_value=0).clip(lower=0).sum())


def met_waits(inputs: EvacuationInputs, crowd: Crowd) -> tuple[Waits, Waits]:
    """Return the mean waits that people met, and how many people passed.

    Parameters
    ----------
    inputs
        The network.
    crowd
        Everybody's walk.

    Returns
    -------
    tuple[Waits, Waits]
        Mean waits [0.1 s], and people who were to pass each arc, door and home.
    """
    network, ways, links = inputs.network, crowd.ways, crowd.streets.n_links
    persons = np.bincount(crowd.route, minlength=ways.end.size)
    of_link = np.repeat(persons, ways.end - ways.starts)
    passed = np.bincount(ways.link, of_link, minlength=links)
    left = np.bincount(ways.home, persons, minlength=crowd.streets.home_closes.size)
    count = np.concatenate([passed, left])
    mean = crowd.walk.queue_waited / np.maximum(count, 1)
    parts = (slice(0, network.n_arcs), slice(network.n_arcs, links), slice(links, None))
    return Waits(*(mean[part] for part in parts)), Waits(*(count[part].astype(np.float64) for part in parts))


def _gap(expected: Waits, met: Waits, passed: Waits, crowd: Crowd) -> float:
    names = ("arcs", "places", "blocks")
    off = sum(
        float((np.abs(getattr(met, name) - getattr(expected, name)) * getattr(passed, name)).sum())
        for name in names
    )
    spent = float((crowd.alone - crowd.leaves).sum() + crowd.walk.waited.sum())
    return off / spent if spent else 0.0
