"""What the evacuation stage takes, made by the stages before it: the same for both sides."""

from community.demand import build_demand
from domain.bundle import CityBundle
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from evacuation.evacuate import EvacuationInputs
from evacuation.network import Network
from evacuation.targets import choose_targets
from hazard.exposure import expose
from planning.ground import margin_is_known, safe_nodes, scenario_passage
from shelters.usable import assess_places


def stage_inputs(
    bundle: CityBundle, scenario: HazardScenario, settings: Settings, network: Network
) -> EvacuationInputs:
    """Return the inputs of the evacuation stage, as ``planning.pipeline`` makes them."""
    exposure = expose(bundle, scenario, settings)
    usable = assess_places(bundle.places, exposure.places, scenario, settings)
    demand = build_demand(bundle.blocks, exposure.blocks, scenario, settings)
    safe = safe_nodes(network, bundle.zones, exposure.streets, scenario)
    targets, groups = choose_targets(network, bundle.places, usable, scenario.targets, safe)
    return EvacuationInputs(
        network=network, streets=bundle.streets, blocks=bundle.blocks, demand=demand, usable=usable,
        targets=targets, groups=groups,
        passage=scenario_passage(network, exposure.streets, scenario, safe), day_time=scenario.day_time,
        settings=settings, margin_known=margin_is_known(exposure.streets, scenario),
        epsg=bundle.meta.epsg,
    )  # fmt: skip
