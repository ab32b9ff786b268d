"""The toy city's evacuation, worked out once per test session."""

from collections.abc import Callable, Mapping

import pytest

from community.demand import build_demand
from evacuation.build import build_network
from evacuation.evacuate import Evacuation, EvacuationInputs, evacuate
from evacuation.targets import choose_targets
from hazard.exposure import expose
from planning.ground import margin_is_known, safe_nodes, scenario_passage
from shelters.usable import assess_places
from tests.toy_city import make_toy_bundle, toy_settings

Run = Callable[..., tuple[EvacuationInputs, Evacuation]]


def _run(scenario_id: str, overrides: Mapping[str, str] | None = None) -> tuple[EvacuationInputs, Evacuation]:
    bundle, settings = make_toy_bundle(), toy_settings().with_overrides(overrides or {})
    scenario = bundle.scenario(scenario_id)
    exposure = expose(bundle, scenario, settings)
    usable = assess_places(bundle.places, exposure.places, scenario, settings)
    demand = build_demand(bundle.blocks, exposure.blocks, scenario, settings)
    network = build_network(bundle.nodes, bundle.streets, bundle.blocks, bundle.places, settings)
    safe = safe_nodes(network, bundle.zones, exposure.streets, scenario)
    targets, groups = choose_targets(network, bundle.places, usable, scenario.targets, safe)
    inputs = EvacuationInputs(
        network=network, streets=bundle.streets, blocks=bundle.blocks, demand=demand, usable=usable,
        targets=targets, groups=groups,
        passage=scenario_passage(network, exposure.streets, scenario, safe), day_time=scenario.day_time,
        settings=settings, margin_known=margin_is_known(exposure.streets, scenario), epsg=bundle.meta.epsg,
    )  # fmt: skip
    return inputs, evacuate(inputs)


@pytest.fixture(scope="session")
def run_toy() -> Run:
    """Run the evacuation stage on the toy city."""
    return _run
