"""Crowding of a plan: a second result, made of a case and its plan when somebody asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bundle import LayerSource
from domain.data_kind import RestsOnSources
from domain.scenario import HazardScenario
from domain.vocabulary import HazardKind, Phase
from evacuation.clock import TICKS_PER_S
from evacuation.crowd_tables import CrowdTables, crowd_tables
from evacuation.crowding import Crowd, clearance_s, crowd_of
from planning.case import Case
from planning.plan import Plan
from planning.stage_inputs import stage_inputs

#: Shares of everybody who walks, of which it is said when they have arrived.
CLEARANCE_SHARES = (0.5, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class CrowdFacts:
    """Single figures of crowding; times are seconds after t0, NaN where it never comes to it.

    Parameters
    ----------
    persons
        People who walk.
    arrived_persons, late_persons, caught_persons, cut_off_persons, at_home_persons
        They sum to ``persons`` (``domain.tables.crowding.CrowdRoutes``).
    missed_persons
        Late, caught, cut off or at home.
    queue_missed_persons
        Those of them who would be in time at the same speed if nobody else walked.
    clearance_s, alone_clearance_s
        When 50, 95 and 100 % have arrived, with queues, and if nobody had to wait.
    waited_mean_s, waited_longest_s
        Waiting of all who walk, and of the one who waits longest.
    waiting_most_persons, waiting_most_s
        Most people in queues at the same time, and when.
    early_persons
        People who come before their place is open.
    turned_persons
        How often somebody went on only because a ring of full streets moved on together.
    """

    persons: int
    arrived_persons: int
    late_persons: int
    caught_persons: int
    cut_off_persons: int
    at_home_persons: int
    missed_persons: int
    queue_missed_persons: int
    clearance_s: tuple[float, ...]
    alone_clearance_s: tuple[float, ...]
    waited_mean_s: float
    waited_longest_s: float
    waiting_most_persons: int
    waiting_most_s: float
    early_persons: int
    turned_persons: int


@dataclass(frozen=True, slots=True, eq=False)
class Crowding(RestsOnSources):
    """Crowding of one plan.

    Parameters
    ----------
    key
        Key of the plan.
    facts
        Single figures.
    tables
        Tables as in ``domain.tables.crowding``.
    provenance, missing_kinds
        What it rests on, as the plan's.
    """

    key: str
    facts: CrowdFacts
    tables: CrowdTables
    provenance: tuple[LayerSource, ...]
    missing_kinds: tuple[HazardKind, ...]


def crowding_concerns(scenario: HazardScenario) -> bool:
    """Return whether crowding is asked for: not in a stay of days, to which nobody walks at one time.

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    bool
        Whether people walk within hours.
    """
    return scenario.phase is not Phase.STAY


def crowding_of(
    case: Case, plan: Plan, departures_s: Sequence[npt.NDArray[np.float64]] | None = None
) -> Crowding:
    """Let everybody of a plan walk at the same time.

    Parameters
    ----------
    case, plan
        The case and the plan made of it.
    departures_s
        When each person of each route leaves [s after t0]; at the route's departure where None.

    Returns
    -------
    Crowding
        Queues, arrivals, and who misses the limit.
    """
    inputs = stage_inputs(case)
    routes = pd.DataFrame(plan.routes.drop(columns="geometry"))
    crowd = crowd_of(inputs, routes, departures_s)
    tables = crowd_tables(inputs, routes, crowd)
    return Crowding(plan.key, _facts(crowd, tables), tables, plan.provenance, plan.missing_kinds)


def _facts(crowd: Crowd, tables: CrowdTables) -> CrowdFacts:
    sums = tables.routes.sum(numeric_only=True)
    waiting = tables.queues.groupby("at_s", as_index=False)["persons"].sum()
    most = waiting.loc[waiting["persons"].idxmax()] if len(waiting) else None
    waited = crowd.walk.waited / TICKS_PER_S
    alone = np.sort(crowd.alone) / TICKS_PER_S
    shares = [int(np.ceil(round(share * alone.size, 6))) - 1 for share in CLEARANCE_SHARES]
    return CrowdFacts(
        persons=crowd.route.size,
        **{f"{name}_persons": int(sums[f"{name}_persons"])
           for name in ("arrived", "late", "caught", "cut_off", "at_home")},
        missed_persons=int(crowd.missed.sum()),
        queue_missed_persons=int((crowd.missed & ~crowd.alone_missed).sum()),
        clearance_s=tuple(clearance_s(crowd, share) for share in CLEARANCE_SHARES),
        alone_clearance_s=tuple(float(alone[i]) if alone.size else np.nan for i in shares),
        waited_mean_s=float(waited.mean()) if waited.size else 0.0,
        waited_longest_s=float(waited.max(initial=0.0)),
        waiting_most_persons=0 if most is None else int(most["persons"]),
        waiting_most_s=np.nan if most is None else float(most["at_s"]),
        early_persons=int(tables.places["early_persons"].sum()),
        turned_persons=int(crowd.walk.turns.sum()),
    )  # fmt: skip
