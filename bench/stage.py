"""What the evacuation stage takes, made by the stages before it: the same for both sides."""

from community.demand import build_demand
from domain.bundle import CityBundle
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from evacuation.evacuate import EvacuationInputs
from evacuation.network import Network
from hazard.exposure import expose
from planning.pipeline import evacuation_inputs
from shelters.usable import assess_places


def stage_inputs(
    bundle: CityBundle, scenario: HazardScenario, settings: Settings, network: Network
) -> EvacuationInputs:
    """Return the inputs of the evacuation stage, as ``planning.pipeline`` makes them."""
    exposure = expose(bundle, scenario, settings)
    usable = assess_places(bundle.places, exposure.places, scenario, settings)
    demand = build_demand(bundle.blocks, exposure.blocks, scenario, settings)
    return evacuation_inputs(bundle, scenario, settings, network, exposure, usable, demand)
