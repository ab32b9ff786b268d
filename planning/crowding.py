"""Crowding of a plan: a second result, made of a case and its plan when somebody asks for it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.bundle import LayerSource
from domain.data_kind import RestsOnSources
from domain.going_on import GoingOn, go_on
from domain.scenario import HazardScenario
from domain.tables.crowding import CrowdRounds
from domain.vocabulary import HazardKind, Phase
from evacuation.clock import TICKS_PER_S
from evacuation.crowd_bound import clearance_bound_ticks
from evacuation.crowd_memory import CrowdMemory
from evacuation.crowd_rounds import (
    CrowdRound,
    Departures,
    crowd_rounds,
    moved_persons,
    rerouted_persons,
)
from evacuation.crowd_tables import CrowdTables, crowd_tables
from evacuation.crowding import Crowd, alone_clearance_s, clearance_s
from evacuation.inputs import EvacuationInputs
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan
from planning.stage_inputs import stage_inputs

#: Shares of everybody who walks, of which it is said when they have arrived.
CLEARANCE_SHARES = (0.5, 0.95, 1.0)

#: Rounds end where the waits met differ from those expected by this share of all walking and waiting.
ROUNDS_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class CrowdFacts:
    """Single figures of crowding; times are seconds after t0, NaN where it never comes to it.

    Parameters
    ----------
    persons
        People who walk.
    in_time_persons, late_persons, caught_persons, cut_off_persons, at_home_persons
        They sum to ``persons`` (``domain.tables.crowding.CrowdRoutes``).
    missed_persons
        Late, caught, cut off or at home.
    queue_missed_persons
        Those of them who would be in time at the same speed if nobody else walked.
    clearance_s, alone_clearance_s
        When 50, 95 and 100 % of all who walk have arrived, with queues, and if nobody else walked; who never
        arrives is counted among those who walk, so it may be NaN.
    waited_mean_s, waited_longest_s
        Waiting of all who walk for others, and of the one who waits longest; not for a street to open.
    waiting_most_persons, waiting_most_s
        Most people in queues at the same time, and when.
    early_persons
        People who come before their place is open.
    turned_persons
        How often somebody went on only because a ring of full streets moved on together.
    bound_s, last_arrival_s
        A time before which no plan could have had all of those who arrive there (``evacuation.crowd_bound``),
        and when the last of them arrives; NaN where nobody does. The bound is NaN, too, where nobody asked
        for it.
    margin_known
        Whether it is known when the hazard reaches the streets, as ``planning.plan.PlanFacts`` says it.
    """

    persons: int
    in_time_persons: int
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
    bound_s: float
    last_arrival_s: float
    margin_known: bool


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
        Tables as in ``domain.tables.crowding``, of the best round.
    rounds
        ``CrowdRounds``; the first is the plan as it is.
    assignment
        ``Assignment`` of the best round.
    provenance, missing_kinds
        What it rests on, as the plan's.
    """

    key: str
    facts: CrowdFacts
    tables: CrowdTables
    rounds: pd.DataFrame
    assignment: pd.DataFrame
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
    case: Case,
    plan: Plan,
    departures: Departures | None = None,
    *,
    rounds: int = 1,
    bounded: bool = True,
    inputs: EvacuationInputs | None = None,
    tell: Callable[[int], None] | None = None,
    going_on: GoingOn = go_on,
) -> Crowding:
    """Let everybody of a plan walk at the same time.

    Parameters
    ----------
    case, plan
        The case and the plan made of it.
    departures
        Gives when each person of each route leaves [s after t0]; at the route's departure where None.
    rounds
        How often people are assigned and walk at most; 1 for the plan as it is.
    bounded
        Whether it is asked how soon all could have arrived at best: it takes a third of the walk.
    inputs
        What the evacuation stage takes for the case, where that is at hand.
    tell
        Called with the number of each round that is done.
    going_on
        Called now and then; what it raises ends the work.

    Returns
    -------
    Crowding
        Queues, arrivals, and who misses the limit.
    """
    inputs = stage_inputs(case) if inputs is None else inputs
    first = plan.assignment, pd.DataFrame(plan.routes.drop(columns="geometry"))
    made = crowd_rounds(
        inputs,
        first,
        departures=departures,
        most=rounds,
        tolerance=ROUNDS_TOLERANCE,
        # Whom a changed day does not concern is not walked again.
        memory=kept(case.city, "walked crowds", (), CrowdMemory),
        tell=tell,
        going_on=going_on,
    )
    best = min(made, key=lambda one: one.rank)
    tables = crowd_tables(inputs, best.routes, best.crowd)
    bound_s = np.nan
    if bounded and best.crowd.arrived.any():
        bound_s = clearance_bound_ticks(inputs, best.routes, best.crowd) / TICKS_PER_S
    facts = _facts(best.crowd, tables, bound_s, margin_known=inputs.margin_known)
    return Crowding(
        plan.key, facts, tables, _rounds(made, best), best.assignment,
        plan.provenance, plan.missing_kinds,
    )  # fmt: skip


def _rounds(made: list[CrowdRound], best: CrowdRound) -> pd.DataFrame:
    rows = [
        {
            "served_persons": one.served_persons,
            "missed_persons": int(one.crowd.missed.sum()),
            "last_arrival_s": clearance_s(one.crowd, 1.0),
            "waited_person_s": float(one.crowd.walk.waited.sum()) / TICKS_PER_S,
            "walked_person_s": float((one.crowd.alone - one.crowd.leaves).sum()) / TICKS_PER_S,
            "moved_persons": moved_persons(made[0].routes, one.routes),
            "rerouted_persons": rerouted_persons(made[0].routes, one.routes),
            "gap": one.gap,
            "is_best": one is best,
        }
        for one in made
    ]
    return CrowdRounds.check(pd.DataFrame(rows, index=pd.RangeIndex(1, len(made) + 1, name="number")))


def _facts(crowd: Crowd, tables: CrowdTables, bound_s: float, *, margin_known: bool) -> CrowdFacts:
    sums = tables.routes.sum(numeric_only=True)
    waiting = tables.queues.groupby("at_s", as_index=False)["persons"].sum()
    most = waiting.loc[waiting["persons"].idxmax()] if len(waiting) else None
    waited, ended = crowd.walk.waited / TICKS_PER_S, crowd.walk.ended[crowd.arrived]
    return CrowdFacts(
        persons=crowd.route.size,
        **{f"{name}_persons": int(sums[f"{name}_persons"])
           for name in ("in_time", "late", "caught", "cut_off", "at_home")},
        missed_persons=int(crowd.missed.sum()),
        queue_missed_persons=int((crowd.missed & ~crowd.alone_missed).sum()),
        clearance_s=tuple(clearance_s(crowd, share) for share in CLEARANCE_SHARES),
        alone_clearance_s=tuple(alone_clearance_s(crowd, share) for share in CLEARANCE_SHARES),
        waited_mean_s=float(waited.mean()) if waited.size else 0.0,
        waited_longest_s=float(waited.max(initial=0.0)),
        waiting_most_persons=0 if most is None else int(most["persons"]),
        waiting_most_s=np.nan if most is None else float(most["at_s"]),
        early_persons=int(tables.places["early_persons"].sum()),
        turned_persons=int(crowd.walk.turns.sum()),
        bound_s=bound_s,
        last_arrival_s=float(ended.max()) / TICKS_PER_S if ended.size else np.nan,
        margin_known=margin_known,
    )  # fmt: skip
