"""What the evacuation stage takes, made by the stages before it: whoever checks it starts from here."""

from community.demand import build_demand
from evacuation.inputs import EvacuationInputs
from hazard.exposure import expose
from planning.case import Case
from planning.pipeline import evacuation_inputs
from shelters.usable import assess_places


def stage_inputs(case: Case) -> EvacuationInputs:
    """Return the inputs of the evacuation stage, as ``planning.pipeline`` makes them.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    EvacuationInputs
        Inputs of ``evacuation.evacuate``.
    """
    city, scenario, settings = case.city, case.scenario, case.settings
    exposure = expose(city, scenario, settings, case.measures)
    usable = assess_places(city.places, exposure.places, scenario, settings, case.measures)
    demand = build_demand(city.blocks, exposure.blocks, scenario, settings)
    return evacuation_inputs(case, case.network, exposure, usable, demand)
