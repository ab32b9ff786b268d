"""The order of the stages: from a city, a scenario and settings to a plan."""

import pandas as pd

from community.demand import build_demand
from domain.bundle import CityBundle, LayerSource
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import Phase, Preset
from evacuation.build import build_network
from evacuation.evacuate import EvacuationInputs, evacuate
from evacuation.network import Network
from evacuation.targets import choose_targets
from hazard.exposure import Exposure, expose
from planning.day_time import at_day_time
from planning.facts import plan_facts
from planning.ground import margin_is_known, safe_nodes, scenario_passage
from planning.keys import plan_key
from planning.plan import Ledgers, Plan
from readiness.gaps import rank_gaps
from readiness.indicators import ReadinessInputs, build_indicators
from readiness.ledger import build_ledgers, origin_load
from readiness.official import compare_published
from shelters.usable import assess_places


def make_plan(
    bundle: CityBundle,
    scenario: HazardScenario,
    settings: Settings,
    *,
    preset: Preset = Preset.CURRENT,
    organisations: pd.DataFrame | None = None,
    posts: pd.DataFrame | None = None,
    network: Network | None = None,
) -> Plan:
    """Make the whole plan of one scenario.

    Parameters
    ----------
    bundle, scenario, settings
        City, scenario (of this bundle) and settings. The plan's scenario is this one at the time of
        day that ``departure.day_time`` sets.
    preset
        Name of the set that the settings started from; shown, not used.
    organisations, posts
        Organisations as counts in place of the bundle's, such as after a roster.
    network
        The walking network of this bundle, where it is already built.

    Returns
    -------
    Plan
        Equal inputs give equal plans, whatever the order of rows in the bundle's files.

    Raises
    ------
    ValueError
        When a layer in memory is not sorted by id, as ``CityBundle`` promises.
    """
    scenario = at_day_time(scenario, settings.departure.day_time)
    _refuse_unsorted(bundle)
    organisations = bundle.organisations if organisations is None else organisations
    posts = bundle.posts if posts is None else posts
    exposure = expose(bundle, scenario, settings)
    usable = assess_places(bundle.places, exposure.places, scenario, settings)
    demand = build_demand(bundle.blocks, exposure.blocks, scenario, settings)
    if network is None:
        network = build_city_network(bundle, settings)
    evacuation = evacuate(evacuation_inputs(bundle, scenario, settings, network, exposure, usable, demand))
    ledgers = build_ledgers(
        exposure.blocks, evacuation.assignment, bundle.blocks, bundle.districts, bundle.wards,
        bundle.meta.city_code,
    )  # fmt: skip
    indicators = build_indicators(ReadinessInputs(
        bundle=bundle, scenario=scenario, settings=settings, organisations=organisations, posts=posts,
        block_exposure=exposure.blocks, usable_places=usable, demand=demand, margin=evacuation.margin,
        assignment=evacuation.assignment, ledgers=ledgers,
    ))  # fmt: skip
    return Plan(
        key=plan_key(bundle, scenario, settings, organisations, posts),
        bundle=bundle, scenario=scenario, settings=settings, preset=preset,
        organisations=organisations, posts=posts,
        block_exposure=exposure.blocks, place_exposure=exposure.places, street_exposure=exposure.streets,
        usable_places=usable, demand=demand, network=network,
        node_latest_departure_s=evacuation.node_latest_departure_s, margin=evacuation.margin,
        assignment=evacuation.assignment, routes=evacuation.routes, loads=evacuation.loads,
        ledgers=Ledgers(*ledgers), indicators=indicators, gaps=rank_gaps(indicators),
        origin_load=origin_load(evacuation.assignment, bundle.blocks, bundle.places, bundle.wards),
        official=compare_published(bundle, scenario, exposure.blocks, ledgers),
        facts=plan_facts(evacuation, network, bundle, scenario, settings, exposure.streets),
        provenance=plan_sources(bundle, scenario),
        missing_kinds=exposure.missing_kinds, missing_layers=exposure.missing_layers,
    )  # fmt: skip


def _refuse_unsorted(bundle: CityBundle) -> None:
    """Raise where the stages, which join some layers by position, would join the wrong rows."""
    layers = {
        "blocks": bundle.blocks,
        "nodes": bundle.nodes,
        "streets": bundle.streets,
        "places": bundle.places,
    }
    unsorted = [name for name, layer in layers.items() if not layer.index.is_monotonic_increasing]
    if unsorted:
        msg = f"layers that are not sorted by id: {', '.join(unsorted)}"
        raise ValueError(msg)


def evacuation_inputs(
    bundle: CityBundle,
    scenario: HazardScenario,
    settings: Settings,
    network: Network,
    exposure: Exposure,
    usable: pd.DataFrame,
    demand: pd.DataFrame,
) -> EvacuationInputs:
    """Return what the evacuation stage needs of the stages before it."""
    safe = safe_nodes(network, bundle.zones, exposure.streets, scenario)
    targets, groups = choose_targets(network, bundle.places, usable, scenario.targets, safe)
    return EvacuationInputs(
        network=network, streets=bundle.streets, blocks=bundle.blocks,
        special_zone=exposure.blocks["in_special_zone"].reindex(bundle.blocks.index).to_numpy(),
        demand=demand, usable=usable, targets=targets, groups=groups,
        passage=scenario_passage(network, exposure, bundle.places, scenario, safe),
        day_time=scenario.day_time, settings=settings,
        margin_known=margin_is_known(exposure.streets, scenario),
        safe_ground=None if scenario.phase is Phase.STAY else safe, epsg=bundle.meta.epsg,
    )  # fmt: skip


def plan_sources(bundle: CityBundle, scenario: HazardScenario) -> tuple[LayerSource, ...]:
    """Return the layers that a plan of this scenario rests on, in the bundle's order."""
    unused = {f"hazards/{name}" for name in bundle.hazards if name not in scenario.layers}
    return tuple(layer for layer in bundle.meta.layers if layer.layer not in unused)


def build_city_network(bundle: CityBundle, settings: Settings) -> Network:
    """Build the walking network of a bundle, to be given to ``make_plan`` again and again."""
    return build_network(bundle.nodes, bundle.streets, bundle.blocks, bundle.places, settings)
