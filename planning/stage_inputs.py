"""The stages before people walk, in one record: the plan, its checks and all other results start from it.

What a stage does not depend on does not run it again (``planning.kept_stages``): closing a street overlays
no layer anew, another walking speed leaves exposure and demand as they are.
"""

from dataclasses import dataclass, replace

import pandas as pd

from community.demand import build_demand
from domain.measures import (
    BridgesClosed,
    CrossingsClosed,
    OnlyPlaceOpened,
    PlaceOpened,
    SeatsAdded,
    StreetClosed,
)
from domain.profiles import walking_profiles
from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings, QuakeSettings
from domain.vocabulary import Phase
from evacuation.destinations import choose_destinations
from evacuation.generalised_cost import extra_cost
from evacuation.ground import (
    Unflagged,
    closed_for_places,
    margin_is_known,
    minutes_decide,
    safe_nodes,
    scenario_passage,
)
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, Network
from hazard.coverage import unknown_ground
from hazard.exposure import Exposure, expose, overlay_city
from planning.case import Case
from planning.kept_stages import kept, known
from planning.plan import Plan
from planning.shore import shore_of
from shelters.usable import assess_places

#: Name of the stages whose plan was made, and of how many plans they are kept.
_MADE, _MOST_MADE = "stages before", 2
#: Measures that concern places alone, and those that concern streets alone.
_OF_PLACES = PlaceOpened | OnlyPlaceOpened | SeatsAdded
_OF_STREETS = CrossingsClosed | BridgesClosed | StreetClosed


@dataclass(frozen=True, slots=True, eq=False)
class StagesBefore:
    """What the stages before the evacuation give.

    Parameters
    ----------
    exposure
        What reaches blocks, places and streets.
    usable
        ``UsablePlaces``.
    demand
        ``Demand``.
    walking
        Inputs of ``evacuation.evacuate``, made of them.
    """

    exposure: Exposure
    usable: pd.DataFrame
    demand: pd.DataFrame
    walking: EvacuationInputs


def stages_before(case: Case, network: Network | None = None) -> StagesBefore:
    """Run the stages before the evacuation, but for those whose results are kept.

    Parameters
    ----------
    case
        The case.
    network
        A walking network in place of the case's own.

    Returns
    -------
    StagesBefore
        Equal to what the stages give when they all run.
    """
    network = case.network if network is None else network
    exposure = case_exposure(case)
    usable = _case_places(case, exposure)
    demand = case_demand(case, exposure)
    made = StagesBefore(
        exposure, usable, demand, evacuation_inputs(case, network, exposure, usable, demand)
    )  # fmt: skip
    if network is case.network:
        # What is asked of the plan next needs them again; they hold the tables of the plan.
        kept(case.city, _MADE, case.key, lambda: made, most=_MOST_MADE)
    return made


def inputs_of_plan(case: Case, plan: Plan) -> EvacuationInputs:
    """Return what the evacuation stage took of a plan, made anew only where it is not kept.

    Parameters
    ----------
    case, plan
        A case and its plan.

    Returns
    -------
    EvacuationInputs
        Inputs of ``evacuation.evacuate``, with the tables of this plan.
    """
    made: StagesBefore | None = known(case.city, _MADE, case.key)
    if made is not None and all(
        one is other
        for one, other in (
            (made.exposure.blocks, plan.block_exposure), (made.exposure.places, plan.place_exposure),
            (made.exposure.streets, plan.street_exposure), (made.usable, plan.usable_places),
        )
    ):  # fmt: skip
        # Of a plan who walks with help and who helps are pairs.
        return replace(made.walking, demand=plan.demand)
    return evacuation_inputs(case, case.network, plan.exposure(case), plan.usable_places, plan.demand)


def stage_inputs(case: Case) -> EvacuationInputs:
    """Return the inputs of the evacuation stage, on the network of the case.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    EvacuationInputs
        Inputs of ``evacuation.evacuate``.
    """
    return stages_before(case).walking


def case_exposure(case: Case) -> Exposure:
    """Return what reaches blocks, places and streets in a case.

    Parameters
    ----------
    case
        Its scenario, the settings ``hazard`` and ``quake`` and what its measures close decide.

    Returns
    -------
    Exposure
        The same object for cases of a city in which these are equal.
    """
    city, scenario, settings = case.city, case.scenario, case.settings
    rules = (scenario, settings.hazard, settings.quake)
    # Whatever is not known to concern places alone may close a street.
    closings = tuple(one for one in case.measures if not isinstance(one, _OF_PLACES))
    layers = _layers_of(case)
    overlaid = kept(city, "overlay", layers, lambda: overlay_city(city, *layers))
    return kept(
        city, "exposure", (*rules, closings),
        lambda: expose(city, scenario, settings, closings, overlaid=overlaid),
    )  # fmt: skip


def _layers_of(case: Case) -> tuple[HazardScenario, HazardSettings, QuakeSettings]:
    """Return what decides how the layers lie over the city, whatever somebody shuts."""
    return replace(case.scenario, closed_streets=()), case.settings.hazard, case.settings.quake


def _case_places(case: Case, exposure: Exposure) -> pd.DataFrame:
    """Return ``UsablePlaces``: what closes streets changes no place."""
    city, measures = case.city, case.measures
    of_places = tuple(one for one in measures if not isinstance(one, _OF_STREETS))
    return kept(
        city, "usable places", (*_layers_of(case), case.settings.capacity, of_places),
        lambda: assess_places(city.places, exposure.places, case.scenario, case.settings, measures),
    )  # fmt: skip


def case_demand(case: Case, exposure: Exposure) -> pd.DataFrame:
    """Return who walks, from where, when in a case.

    Parameters
    ----------
    case
        Its scenario, and of its settings ``hazard``, ``quake``, ``departure`` and ``profile`` decide; how
        fast people walk does not.
    exposure
        What reaches the blocks.

    Returns
    -------
    pd.DataFrame
        ``Demand``; the same object for cases of a city in which these are equal.
    """
    city, scenario, settings = case.city, case.scenario, case.settings
    rules = (scenario, settings.hazard, settings.quake, settings.departure, settings.profile)
    return kept(
        city, "demand", rules, lambda: build_demand(city.blocks, exposure.blocks, scenario, settings)
    )  # fmt: skip


def evacuation_inputs(
    case: Case, network: Network, exposure: Exposure, usable: pd.DataFrame, demand: pd.DataFrame
) -> EvacuationInputs:
    """Return what the evacuation stage needs of the case and of the stages before it.

    Parameters
    ----------
    case
        The case.
    network
        Its walking network.
    exposure
        What reaches blocks, places and streets.
    usable
        ``UsablePlaces``.
    demand
        ``Demand``.

    Returns
    -------
    EvacuationInputs
        Inputs of ``evacuate``.
    """
    city, scenario, settings = case.city, case.scenario, case.settings
    ground = _ground(case, network, exposure)
    safe = ground.safe
    shore = shore_of(city, scenario)
    costs = extra_cost(network, city.streets, exposure.streets, scenario, shore, settings)
    underpass = city.streets["underpass"].to_numpy(dtype="bool")
    passage = scenario_passage(
        network, exposure, city.places, scenario, safe, underpass, unflagged=ground.unflagged
    )
    destinations, groups = choose_destinations(network, city.places, usable, scenario.targets, safe)
    return EvacuationInputs(
        network=network, streets=city.streets, blocks=city.blocks,
        special_zone=exposure.blocks["in_special_zone"].reindex(city.blocks.index).to_numpy(),
        demand=demand, usable=usable, destinations=destinations, groups=groups,
        passage=replace(passage, extra_cost=costs),
        profiles=walking_profiles(settings), day_time=scenario.day_time, settings=settings,
        margin_known=margin_is_known(exposure.streets, scenario),
        minutes_decide=minutes_decide(scenario),
        safe_ground=None if scenario.phase is Phase.STAY else safe, epsg=city.meta.epsg,
        block_reached_s=exposure.blocks["arrival_time_s"].reindex(city.blocks.index).to_numpy(dtype="float64"),
        shore=shore,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What layers alone decide of a network: safe ground, and who is led to no place without its flag."""

    safe: BoolArray
    unflagged: Unflagged


def _ground(case: Case, network: Network, exposure: Exposure) -> _Ground:
    """Return what the layers of a case decide of a network, whatever is closed by hand."""
    city, scenario, movement = case.city, case.scenario, case.settings.movement

    def found() -> _Ground:
        safe = safe_nodes(
            network, city.zones, exposure.streets, scenario,
            outside_streets_min_m=movement.outside_streets_min_m, unknown=_unknown(case, network),
        )  # fmt: skip
        safe.setflags(write=False)
        return _Ground(safe, closed_for_places(network, exposure, city.places, scenario))

    if network is not case.network:
        return found()
    rules = (*_layers_of(case), movement.access_max_m, movement.outside_streets_min_m)
    return kept(city, "ground", rules, found)


def _unknown(case: Case, network: Network) -> BoolArray | None:
    """Return the nodes of which the layers of the scenario say nothing; None in a stay, which needs none."""
    city, scenario = case.city, case.scenario
    if scenario.phase is Phase.STAY:
        return None

    def asked() -> BoolArray:
        layers = [city.hazards[name] for name in scenario.layers if name in city.hazards]
        return unknown_ground(city.wards, layers, network.x_m, network.y_m)

    if network is not case.network:
        return asked()
    return kept(city, "unknown ground", (scenario.layers, case.settings.movement.access_max_m), asked)
