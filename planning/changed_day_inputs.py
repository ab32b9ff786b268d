"""What the evacuation stage takes for a plan, and for a day that goes otherwise, of what the plan holds."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from community.demand import moved_demand
from evacuation.ground import margin_is_known, scenario_passage
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray
from evacuation.profile_on_network import Passage
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
    demand = moved_demand(planned, changed.scenario, changed.settings)
    safe = ground.inputs.safe_ground
    if safe is not None and not street_ids:
        # Who leaves at another time walks on what the plan left open.
        return replace(ground.inputs, demand=demand, settings=changed.settings)
    by_hand = shut_by_hand(changed.city.streets, changed.scenario, changed.measures, changed.settings.hazard)
    exposure = blocked_exposure(plan, street_ids, by_hand.windows)
    streets = exposure.streets
    if safe is None:
        return evacuation_inputs(changed, changed.network, exposure, plan.usable_places, demand)
    return replace(
        ground.inputs,
        demand=demand, settings=changed.settings, margin_known=margin_is_known(streets, changed.scenario),
        passage=replace(
            passage_over(changed, exposure, safe), extra_cost=ground.inputs.passage.extra_cost
        ),
    )  # fmt: skip


def blocked_exposure(plan: Plan, street_ids: Iterable[int], windows: pd.DataFrame) -> Exposure:
    """Return what the hazard of a plan reaches, with some streets closed from the start.

    Parameters
    ----------
    plan
        The plan of the day as it was.
    street_ids
        Streets that are blocked.
    windows
        Streets that are shut for a while (``hazard.shut.ByHand``).

    Returns
    -------
    Exposure
        As a case that closes these streets has it.
    """
    streets = plan.street_exposure
    for_good = streets["closes_for_good_at_s"].to_numpy(np.float64)
    closed = streets.index.isin(list(street_ids)) & ~np.isneginf(for_good)
    streets = streets.assign(
        closes_at_s=np.where(closed, -np.inf, streets["closes_at_s"]),
        opens_at_s=np.where(closed, np.nan, streets["opens_at_s"]),
        closes_for_good_at_s=np.where(closed, -np.inf, for_good),
        reason=streets["reason"].mask(closed, ClosureReason.STREET_CLOSED.value).astype("str"),
    )
    return Exposure(
        plan.block_exposure, plan.place_exposure, streets, windows, plan.missing_kinds, plan.missing_layers
    )


def passage_over(case: Case, exposure: Exposure, safe: BoolArray) -> Passage:
    """Return what people may walk on: closings, and bars laid for them.

    Parameters
    ----------
    case
        The case.
    exposure
        What the hazard reaches, and what is closed.
    safe
        Nodes on safe ground, shape (nodes,).

    Returns
    -------
    Passage
        Without extra costs.
    """
    underpass = case.city.streets["underpass"].to_numpy(np.bool_)
    return scenario_passage(case.network, exposure, case.city.places, case.scenario, safe, underpass)
