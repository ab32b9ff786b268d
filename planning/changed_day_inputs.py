"""What the evacuation stage takes for a plan, and for a day that goes otherwise, of what the plan holds."""

from dataclasses import replace

import numpy as np
import pandas as pd

from community.demand import moved_demand
from evacuation.ground import margin_is_known, scenario_passage
from evacuation.inputs import EvacuationInputs
from hazard.closure import ClosureReason
from hazard.exposure import Exposure
from hazard.shut import shut_by_hand
from planning.block_ground import BlockGround
from planning.case import Case
from planning.plan import Plan
from planning.stage_inputs import case_demand, evacuation_inputs


def planned_inputs(case: Case, plan: Plan, ground: BlockGround) -> EvacuationInputs:
    """Return what the evacuation stage took for a plan, before anybody was paired.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.

    Returns
    -------
    EvacuationInputs
        As ``planning.stage_inputs`` makes them.
    """
    streets, missing = plan.street_exposure, (plan.missing_kinds, plan.missing_layers)
    by_hand = shut_by_hand(case.city.streets, case.scenario, case.measures, case.settings.hazard)
    exposure = Exposure(plan.block_exposure, plan.place_exposure, streets, by_hand.windows, *missing)
    return replace(ground.inputs, demand=case_demand(case, exposure))


def changed_inputs(
    changed: Case, plan: Plan, ground: BlockGround, street_ids: tuple[int, ...], planned: pd.DataFrame
) -> EvacuationInputs:
    """Return what the evacuation stage takes on a changed day, from the plan of the day as it was.

    Parameters
    ----------
    changed
        The changed case.
    plan, ground
        The plan of the unchanged case and the network under it: a closed street changes nothing of what
        reaches people and places, nor where the ground is safe.
    street_ids
        Streets that are blocked.
    planned
        ``Demand`` of the plan, before anybody was paired.

    Returns
    -------
    EvacuationInputs
        As ``planning.stage_inputs`` makes them of the changed case.
    """
    streets = plan.street_exposure
    for_good = streets["closes_for_good_at_s"].to_numpy(np.float64)
    closed = streets.index.isin(street_ids) & ~np.isneginf(for_good)
    streets = streets.assign(
        closes_at_s=np.where(closed, -np.inf, streets["closes_at_s"]),
        opens_at_s=np.where(closed, np.nan, streets["opens_at_s"]),
        closes_for_good_at_s=np.where(closed, -np.inf, for_good),
        reason=streets["reason"].mask(closed, ClosureReason.STREET_CLOSED.value).astype("str"),
    )
    by_hand = shut_by_hand(changed.city.streets, changed.scenario, changed.measures, changed.settings.hazard)
    windows = by_hand.windows
    exposure = Exposure(
        plan.block_exposure, plan.place_exposure, streets, windows, plan.missing_kinds, plan.missing_layers
    )
    demand = moved_demand(planned, changed.scenario, changed.settings)
    safe = ground.inputs.safe_ground
    if safe is None:
        return evacuation_inputs(changed, changed.network, exposure, plan.usable_places, demand)
    places, scenario = changed.city.places, changed.scenario
    underpass = changed.city.streets["underpass"].to_numpy(np.bool_)
    passage = scenario_passage(changed.network, exposure, places, scenario, safe, underpass)
    return replace(
        ground.inputs,
        demand=demand, settings=changed.settings, margin_known=margin_is_known(streets, scenario),
        passage=replace(passage, extra_cost=ground.inputs.passage.extra_cost),
    )  # fmt: skip
