"""What a plan says of each block to whoever would help its people: until when, and over which steps."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.profiles import WalkingProfile, walking_profiles
from evacuation.clock import latest_departure_s
from evacuation.margin import latest_costs
from evacuation.network import BoolArray, FloatArray
from evacuation.profile_on_network import ProfileOnNetwork, put_on_network
from planning.block_ground import BlockGround
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class SupportGround:
    """Of each block, in the order of the block table, what decides about help.

    Parameters
    ----------
    set_out_s
        When helpers set out: with the first of those who need help [s after t0].
    limit_s
        Until when people with help must have left their block [s after t0]: of the route that the plan
        sends them by, else of the best one; +inf without a limit, −inf where no route is safe.
    must_leave
        Whether any people of the block must leave, or may have to.
    has_steps
        Whether the route of those who need help has steps; True where no route is known.
    limits_withheld
        Whether no limit may be told, nor what is left until it: the plan's own end of walking is none.
    """

    set_out_s: float
    limit_s: FloatArray
    must_leave: BoolArray
    has_steps: BoolArray
    limits_withheld: bool


def support_ground(case: Case, plan: Plan, ground: BlockGround) -> SupportGround:
    """Return what decides about help in each block under a plan.

    Parameters
    ----------
    case, plan
        A case and its plan.
    ground
        The network under the plan.

    Returns
    -------
    SupportGround
        The same for every reader: no person is in it.
    """
    profile = helped_profile(case)
    blocks = case.city.blocks.index
    exposure = plan.block_exposure.reindex(blocks)
    leaving = (exposure["must_leave_persons"] + exposure["unknown_persons"] > 0).to_numpy(np.bool_)
    of_route = _route_limits(plan, profile.profile_id).reindex(blocks).to_numpy(np.float64)
    limit = np.where(np.isnan(of_route), _best_limits(case, ground, profile), of_route)
    demand = plan.demand
    helped = demand["profile_id"] == profile.profile_id
    starts = demand.loc[helped if helped.any() else slice(None), "departure_s"]
    return SupportGround(
        set_out_s=float(starts.min()) if len(starts) else 0.0,
        limit_s=np.where(leaving, limit, np.inf),
        must_leave=leaving,
        has_steps=_steps(case, plan, profile.profile_id),
        limits_withheld=limits_are_withheld(case, plan),
    )


def helped_profile(case: Case) -> WalkingProfile:
    """Return the walking profile of people who need help.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    WalkingProfile
        The first whose people come first where seats are scarce.
    """
    return next(one for one in walking_profiles(case.settings) if one.first_to_seats)


def _route_limits(plan: Plan, profile_id: str) -> "pd.Series[float]":
    margin = plan.margin[plan.margin["profile_id"] == profile_id]
    return margin.set_index("block_id")["route_latest_departure_s"]


def _best_limits(case: Case, ground: BlockGround, profile: WalkingProfile) -> FloatArray:
    """Return the limit of the best route of each block, regardless of seats [s after t0]."""
    inputs = ground.inputs
    on_network: ProfileOnNetwork = ground.on_network.get(profile.profile_id) or put_on_network(
        inputs.network, inputs.streets, inputs.passage, profile, inputs.day_time, case.settings
    )
    costs = latest_costs(inputs.network, on_network, inputs.destinations)
    rows = np.arange(len(case.city.blocks))
    best = latest_departure_s(costs.blocks(inputs.network, rows) + on_network.block_connector)
    return np.minimum(best, inputs.block_reached_s)


def _steps(case: Case, plan: Plan, profile_id: str) -> BoolArray:
    """Return whether the routes of each block have steps; True where there is no route."""
    streets = case.city.streets
    stepped = set(streets.index[streets["steps"]].tolist())
    routes = plan.routes[plan.routes["profile_id"] == profile_id]
    has = [not stepped.isdisjoint(path) for path in routes["street_path"]]
    by_block = pd.Series(has, index=routes["block_id"], dtype=np.bool_).groupby(level=0).any()
    return by_block.reindex(case.city.blocks.index).fillna(value=True).to_numpy(np.bool_)
