"""The order of the stages: from a case to a plan."""

from collections.abc import Callable

from domain.bundle import City
from domain.vocabulary import PlaceStanding
from evacuation.evacuate import Evacuation, evacuate
from evacuation.network import Network
from hazard.exposure import Exposure
from planning.case import Case
from planning.facts import plan_facts
from planning.kept_stages import kept
from planning.later import Later
from planning.limits import water_may_come_first
from planning.network import city_vertices, search_memory
from planning.openable import openable_table
from planning.plan import Ledgers, Plan
from planning.readiness import data_debt, later_tables
from planning.sources import plan_sources
from planning.stage_inputs import stages_before
from readiness.inputs import ReadinessInputs
from readiness.ledger import build_ledgers, origin_load
from readiness.official import compare_published, figures_of_layers


def make_plan(case: Case, *, network: Network | None = None, for_next: bool = True) -> Plan:
    """Make the whole plan of a case.

    Parameters
    ----------
    case
        City, organisations, scenario and settings.
    network
        A walking network in place of the case's own, which is built once for all cases of a city.
    for_next
        Whether the trees of its routes are kept for the next plan of the city, some tens of MB; where
        False, those of plans before are not looked at either.

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
    network = case.network if network is None else network
    before = stages_before(case, network)
    exposure, usable, walking = before.exposure, before.usable, before.walking
    evacuation = evacuate(
        walking,
        search_memory(city, settings) if for_next and network is case.network else None,
        city_vertices(city),
    )
    openable = Later(lambda: {"openable": openable_table(case, network, walking.passage, usable)})
    ledgers = build_ledgers(
        exposure.blocks,
        evacuation.assignment,
        city.blocks,
        city.districts,
        city.wards,
        city.meta.city_code,
        usable.index[usable["in_plan"] & (usable["standing"] == PlaceStanding.TO_CONFIRM.value)],
    )

    def inputs() -> ReadinessInputs:
        return ReadinessInputs(
            city=city, strength=case.strength, scenario=scenario, settings=settings,
            block_exposure=exposure.blocks, usable_places=usable, demand=evacuation.demand,
            margin=evacuation.margin, assignment=evacuation.assignment, ledgers=ledgers,
            openable=openable.table("openable"), rain_may_come_first=water_may_come_first(case),
        )  # fmt: skip

    return Plan(
        key=case.key,
        block_exposure=exposure.blocks, place_exposure=exposure.places, street_exposure=exposure.streets,
        usable_places=usable, openable=openable, demand=evacuation.demand,
        node_latest_departure_s=evacuation.node_latest_departure_s, margin=evacuation.margin,
        assignment=evacuation.assignment, routes=evacuation.routes, loads=evacuation.loads,
        seat_prices=evacuation.seat_prices, row_prices=evacuation.row_prices,
        uncoordinated_places=evacuation.uncoordinated.places,
        ledgers=Ledgers(*ledgers), **_later(city, inputs, evacuation, exposure),
        official=compare_published(
            city, scenario, exposure.blocks, ledgers,
            # What lies under water is the same whoever goes where.
            kept(city, "figures of layers", scenario, lambda: figures_of_layers(city, scenario)),
        ),
        facts=plan_facts(case, evacuation, network, exposure.streets),
        provenance=plan_sources(city, scenario),
        missing_kinds=exposure.missing_kinds, missing_layers=exposure.missing_layers,
    )  # fmt: skip


def _later(
    city: City, inputs: Callable[[], ReadinessInputs], evacuation: Evacuation, exposure: Exposure
) -> dict[str, Later]:
    """Return the tables that are made once somebody asks for them, by their names in the plan."""
    assignment, loads, routes = evacuation.assignment, evacuation.loads, evacuation.routes
    missing = (exposure.missing_kinds, exposure.missing_layers)
    return {
        **later_tables(inputs),
        "data_debt": Later(lambda: {"data_debt": data_debt(inputs(), loads, routes, *missing)}),
        "origin_load": Later(
            lambda: {"origin_load": origin_load(assignment, city.blocks, city.places, city.wards)}
        ),
    }


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
