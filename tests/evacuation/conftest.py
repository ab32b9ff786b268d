"""The toy city's evacuation, worked out once per test session."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest

from community.demand import build_demand
from domain.measures import split_overrides
from domain.vocabulary import DestinationKind
from evacuation.evacuate import Evacuation, evacuate
from evacuation.inputs import EvacuationInputs
from hazard.exposure import expose
from planning.case import Case
from planning.stage_inputs import evacuation_inputs
from shelters.usable import assess_places
from tests.toy_city import make_toy_bundle, toy_settings

Run = Callable[..., tuple[EvacuationInputs, Evacuation]]


def _run(scenario_id: str, overrides: Mapping[str, str] | None = None) -> tuple[EvacuationInputs, Evacuation]:
    inputs = toy_inputs(scenario_id, overrides)
    return inputs, evacuate(inputs)


def toy_inputs(scenario_id: str, overrides: Mapping[str, str] | None = None) -> EvacuationInputs:
    """Return what the evacuation stage takes of the toy city."""
    changed, measures = split_overrides(overrides or {})
    bundle, settings = make_toy_bundle(), toy_settings().with_overrides(changed)
    case = Case.of(bundle, bundle.scenario(scenario_id), settings, measures=measures)
    exposure = expose(case.city, case.scenario, settings, measures)
    usable = assess_places(bundle.places, exposure.places, case.scenario, settings, measures)
    demand = build_demand(bundle.blocks, exposure.blocks, case.scenario, settings)
    return evacuation_inputs(case, case.network, exposure, usable, demand)


def without_safe_ground(inputs: EvacuationInputs) -> EvacuationInputs:
    """Return the inputs with places only: nobody may be led to safe ground."""
    kept = np.array([kind is not DestinationKind.SAFE_AREA for kind in inputs.destinations.kind], np.bool_)
    return replace(inputs, destinations=inputs.destinations.only(kept))


@pytest.fixture(scope="session")
def run_toy() -> Run:
    """Run the evacuation stage on the toy city."""
    return _run
