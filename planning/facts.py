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
    served = assignment[assignment["outcome"].isin([str(outcome) for outcome in SERVED_OUTCOMES])]
    persons = served["persons"].to_numpy(np.float64)
    walk_s = served["walk_time_s"].to_numpy()
    per_block = served.groupby("block_id")["destination_id"].nunique()
    known = margin_is_known(streets, scenario)
    nearer_persons, nearer_m = nearer_shore_figures(case, routes)
    on_way_persons, on_way_m = nearer_shore_figures(case, routes, "shore_approach_on_way_m")
    longer = longer_walk(routes)
    apart = taken_apart(assignment, city.blocks[["residents", "households"]])
    minutes = minutes_decide(scenario)
    gap_aim, gap = evacuation.totals.first_worse(evacuation.bound_totals, minutes_decide=minutes)
    return PlanFacts(
        margin_known=known,
        past_best_limit_persons=_too_late_persons(evacuation) if known else 0,
        cannot_reach_safety_persons=int(assignment.loc[assignment["cannot_reach_safety"], "persons"].sum()),
        can_leave_area_persons=int(assignment.loc[assignment["can_leave_area"], "persons"].sum()),
        below_reserve_persons=int(routes.loc[routes["below_reserve"], "persons"].sum()),
        late_when_spread_persons=late_when_spread_persons(case, routes) if known else None,
        seaward_persons=int(routes.loc[routes["seaward"], "persons"].sum()),
        over_earlier_ground_persons=int(routes.loc[routes["over_earlier_ground"], "persons"].sum()),
        nearer_shore_persons=nearer_persons,
        nearer_shore_max_m=nearer_m,
        nearer_shore_on_way_persons=on_way_persons,
        nearer_shore_on_way_max_m=on_way_m,
        reentering_persons=int(routes.loc[routes["enters_area_again"], "persons"].sum()),
        longer_walk_persons=longer.persons,
        extra_walk_mean_s=longer.mean_s,
        extra_walk_max_s=longer.most_s,
        out_of_district_persons=int(served.loc[~served["in_district"], "persons"].sum()),
        split_blocks=int((per_block > 1).sum()),
        walk_time_mean_s=float(np.average(walk_s, weights=persons)) if persons.size else float("nan"),
        walk_time_max_s=float(walk_s.max()) if persons.size else float("nan"),
        walk_limit_s=settings.movement.longest_walk_s if walk_is_limited(scenario) else float("inf"),
        early_persons=int(evacuation.loads["early_persons"].sum()),
        far_persons=int(
            routes.loc[routes["length_m"] > settings.movement.practical_limit_m, "persons"].sum()
        ),
        second_move_persons=int(
            assignment.loc[assignment["outcome"] == str(Outcome.REFUGE_BUILDING), "persons"].sum()
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
        unserved_persons=int(assignment.loc[assignment["destination_id"] == "", "persons"].sum()),
        full_at_first_persons=evacuation.uncoordinated.full_at_first_persons,
        uncoordinated_unserved_persons=evacuation.uncoordinated.unserved_persons,
        uncoordinated_walk_time_mean_s=evacuation.uncoordinated.walk_time_mean_s,
        unreachable_blocks=tuple(city.blocks.index[network.block_node < 0].astype(str)),
        unreachable_places=tuple(city.places.index[network.place_node < 0].astype(str)),
    )


def _too_late_persons(evacuation: Evacuation) -> int:
    """People who leave after the latest safe departure of their block and walking profile."""
    latest = evacuation.margin.set_index(["block_id", "profile_id"])["best_latest_departure_s"]
    rows = evacuation.assignment
    key = pd.MultiIndex.from_frame(rows[["block_id", "profile_id"]])
    limit = latest.reindex(key).to_numpy()
    late = np.isfinite(limit) & (rows["departure_s"].to_numpy() > limit)
    return int(rows.loc[late, "persons"].sum())
