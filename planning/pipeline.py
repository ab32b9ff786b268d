"""The order of the stages: from a case to a plan."""

from dataclasses import replace

import pandas as pd

from community.demand import build_demand
from domain.bundle import City
from domain.profiles import walking_profiles
from domain.vocabulary import Phase, PlaceStanding
from evacuation.destinations import choose_destinations
from evacuation.evacuate import evacuate
from evacuation.generalised_cost import extra_cost
from evacuation.ground import margin_is_known, minutes_decide, safe_nodes, scenario_passage
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, Network
from hazard.coverage import unknown_ground
from hazard.exposure import Exposure, expose
from planning.case import Case
from planning.facts import plan_facts
from planning.openable import openable_table
from planning.plan import Ledgers, Plan
from planning.readiness import data_debt, readiness_tables
from planning.shore import shore_of
from planning.sources import plan_sources
from readiness.inputs import ReadinessInputs
from readiness.ledger import build_ledgers, origin_load
from readiness.official import compare_published
from shelters.usable import assess_places


def make_plan(case: Case, *, network: Network | None = None) -> Plan:
    """Make the whole plan of a case.

    Parameters
    ----------
    case
        City, organisations, scenario and settings.
    network
        A walking network in place of the case's own, which is built once for all cases of a city.

    Returns
    -------
    Plan
        Equal cases give equal plans, whatever the order of rows in the bundle's files.

    Raises
    ------
    ValueError
        When a layer in memory is not sorted by id, as ``City`` promises.
    """
    city, scenario, settings = case.city, case.scenario, case.settings
    _refuse_unsorted(city)
    exposure = expose(city, scenario, settings, case.measures)
    usable = assess_places(city.places, exposure.places, scenario, settings, case.measures)
    demand = build_demand(city.blocks, exposure.blocks, scenario, settings)
    network = case.network if network is None else network
    walking = evacuation_inputs(case, network, exposure, usable, demand)
    evacuation = evacuate(walking)
    openable = openable_table(case, network, walking.passage, usable)
    ledgers = build_ledgers(
        exposure.blocks,
        evacuation.assignment,
        city.blocks,
        city.districts,
        city.wards,
        city.meta.city_code,
        usable.index[usable["in_plan"] & (usable["standing"] == PlaceStanding.TO_CONFIRM.value)],
    )
    inputs = ReadinessInputs(
        city=city, strength=case.strength, scenario=scenario, settings=settings,
        block_exposure=exposure.blocks, usable_places=usable, demand=demand, margin=evacuation.margin,
        assignment=evacuation.assignment, ledgers=ledgers, openable=openable,
    )  # fmt: skip
    return Plan(
        key=case.key,
        block_exposure=exposure.blocks, place_exposure=exposure.places, street_exposure=exposure.streets,
        usable_places=usable, openable=openable, demand=demand,
        node_latest_departure_s=evacuation.node_latest_departure_s, margin=evacuation.margin,
        assignment=evacuation.assignment, routes=evacuation.routes, loads=evacuation.loads,
        seat_prices=evacuation.seat_prices, row_prices=evacuation.row_prices,
        uncoordinated_places=evacuation.uncoordinated.places,
        ledgers=Ledgers(*ledgers), **readiness_tables(inputs),
        data_debt=data_debt(
            inputs, evacuation.loads, evacuation.routes, exposure.missing_kinds, exposure.missing_layers
        ),
        origin_load=origin_load(evacuation.assignment, city.blocks, city.places, city.wards),
        official=compare_published(city, scenario, exposure.blocks, ledgers),
        facts=plan_facts(case, evacuation, network, exposure.streets),
        provenance=plan_sources(city, scenario),
        missing_kinds=exposure.missing_kinds, missing_layers=exposure.missing_layers,
    )  # fmt: skip


def _refuse_unsorted(city: City) -> None:
    """Raise where the stages, which join some layers by position, would join the wrong rows."""
    layers = {
        "blocks": city.blocks,
        "nodes": city.nodes,
        "streets": city.streets,
        "places": city.places,
    }
    unsorted = [name for name, layer in layers.items() if not layer.index.is_monotonic_increasing]
    if unsorted:
        msg = f"layers that are not sorted by id: {', '.join(unsorted)}"
        raise ValueError(msg)


def _unknown(case: Case, network: Network) -> BoolArray | None:
    """Return the nodes of which the layers of the scenario say nothing; None in a stay, which needs none."""
    if case.scenario.phase is Phase.STAY:
        return None
    layers = [case.city.hazards[name] for name in case.scenario.layers if name in case.city.hazards]
    return unknown_ground(case.city.wards, layers, network.x_m, network.y_m)


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
    safe = safe_nodes(
        network, city.zones, exposure.streets, scenario,
        outside_streets_min_m=settings.movement.outside_streets_min_m, unknown=_unknown(case, network),
    )  # fmt: skip
    shore = shore_of(city, scenario)
    costs = extra_cost(network, city.streets, exposure.streets, scenario, shore, settings)
    underpass = city.streets["underpass"].to_numpy(dtype="bool")
    passage = scenario_passage(network, exposure, city.places, scenario, safe, underpass)
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
