"""Single figures of a plan."""

import numpy as np
import pandas as pd

from domain.vocabulary import SERVED_OUTCOMES, Outcome
from evacuation.evacuate import Evacuation
from evacuation.ground import margin_is_known, minutes_decide, walk_is_limited
from evacuation.network import Network
from evacuation.together import taken_apart
from planning.case import Case
from planning.departures import late_when_spread_persons
from planning.longer_walks import longer_walk
from planning.plan import PlanFacts
from planning.shore import nearer_shore_figures


def plan_facts(case: Case, evacuation: Evacuation, network: Network, streets: pd.DataFrame) -> PlanFacts:
    """Sum up one plan.

    Parameters
    ----------
    case
        The case of the plan.
    evacuation, network
        What the evacuation stage gave, on which network.
    streets
        ``StreetExposure``.

    Returns
    -------
    PlanFacts
        Persons, blocks, and seconds.
    """
    city, scenario, settings = case.city, case.scenario, case.settings
    assignment, routes = evacuation.assignment, evacuation.routes
    served = assignment["outcome"].isin([str(outcome) for outcome in SERVED_OUTCOMES]).to_numpy()
    persons = assignment["persons"].to_numpy(np.float64)[served]
    walk_s = assignment["walk_time_s"].to_numpy()[served]
    # Of each block that anybody is served of, once for each of its destinations.
    block, destination = (pd.factorize(assignment[name])[0] for name in ("block_id", "destination_id"))
    parts = np.unique(block[served] * len(assignment) + destination[served]) // max(len(assignment), 1)
    known = margin_is_known(streets, scenario)
    nearer_persons, nearer_m = nearer_shore_figures(case, routes)
    on_way_persons, on_way_m = nearer_shore_figures(case, routes, "shore_approach_on_way_m")
    longer = longer_walk(routes)
    apart = taken_apart(assignment, city.blocks[["residents", "households"]])
    minutes = minutes_decide(scenario)
    gap_aim, gap = evacuation.totals.first_worse(evacuation.bound_totals, minutes_decide=minutes)
    rows, walkers = assignment["persons"].to_numpy(np.int64), routes["persons"].to_numpy(np.int64)

    def persons_of(column: str) -> int:
        return int(rows[assignment[column].to_numpy(np.bool_)].sum())

    def walkers_of(column: str) -> int:
        return int(walkers[routes[column].to_numpy(np.bool_)].sum())

    return PlanFacts(
        margin_known=known,
        past_best_limit_persons=_too_late_persons(evacuation, city.blocks.index) if known else 0,
        cannot_reach_safety_persons=persons_of("cannot_reach_safety"),
        can_leave_area_persons=persons_of("can_leave_area"),
        below_reserve_persons=walkers_of("below_reserve"),
        late_when_spread_persons=late_when_spread_persons(case, routes) if known else None,
        seaward_persons=walkers_of("seaward"),
        over_earlier_ground_persons=walkers_of("over_earlier_ground"),
        nearer_shore_persons=nearer_persons,
        nearer_shore_max_m=nearer_m,
        nearer_shore_on_way_persons=on_way_persons,
        nearer_shore_on_way_max_m=on_way_m,
        reentering_persons=walkers_of("enters_area_again"),
        longer_walk_persons=longer.persons,
        extra_walk_mean_s=longer.mean_s,
        extra_walk_max_s=longer.most_s,
        out_of_district_persons=int(rows[served & ~assignment["in_district"].to_numpy(np.bool_)].sum()),
        split_blocks=int((np.bincount(parts) > 1).sum()),
        walk_time_mean_s=float(np.average(walk_s, weights=persons)) if persons.size else float("nan"),
        walk_time_max_s=float(walk_s.max()) if persons.size else float("nan"),
        walk_limit_s=settings.movement.longest_walk_s if walk_is_limited(scenario) else float("inf"),
        early_persons=int(evacuation.loads["early_persons"].sum()),
        far_persons=int(walkers[routes["length_m"].to_numpy() > settings.movement.practical_limit_m].sum()),
        second_move_persons=int(
            rows[(assignment["outcome"] == str(Outcome.REFUGE_BUILDING)).to_numpy()].sum()
        ),
        assignment_cost=evacuation.cost_ticks,
        assignment_bound=evacuation.bound_ticks,
        assignment_gap_aim=gap_aim,
        assignment_gap=gap,
        divided_households_max=apart.households,
        divided_whole_households=apart.whole_households,
        divided_remainder_persons=apart.remainder_persons,
        pairs=apart.pairs,
        helped_apart_persons=apart.helped_persons,
        unserved_persons=int(rows[(assignment["destination_id"] == "").to_numpy()].sum()),
        full_at_first_persons=evacuation.uncoordinated.full_at_first_persons,
        uncoordinated_unserved_persons=evacuation.uncoordinated.unserved_persons,
        uncoordinated_walk_time_mean_s=evacuation.uncoordinated.walk_time_mean_s,
        unreachable_blocks=tuple(city.blocks.index[network.block_node < 0].astype(str)),
        unreachable_places=tuple(city.places.index[network.place_node < 0].astype(str)),
    )


def _too_late_persons(evacuation: Evacuation, block_ids: "pd.Index[str]") -> int:
    """People who leave after the latest safe departure of their block and walking profile."""
    limits, rows = evacuation.margin, evacuation.assignment
    profiles = pd.Index(limits["profile_id"].unique())
    of_limit, of_row = (
        block_ids.get_indexer(pd.Index(table["block_id"])) * len(profiles)
        + profiles.get_indexer(pd.Index(table["profile_id"]))
        for table in (limits, rows)
    )
    latest_s = np.full(len(block_ids) * len(profiles), np.nan)
    latest_s[of_limit] = limits["best_latest_departure_s"].to_numpy(np.float64)
    limit_s = latest_s[of_row]
    late = np.isfinite(limit_s) & (rows["departure_s"].to_numpy() > limit_s)
    return int(rows["persons"].to_numpy(np.int64)[late].sum())
