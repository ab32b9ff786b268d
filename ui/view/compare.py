"""What stands beside a reader's choices until he chooses something."""

from domain.bundle import City
from domain.scenario import HazardScenario
from domain.vocabulary import Preset
from ui.choices import Choices, Side


def usual_other(city: City, scenario: HazardScenario, chosen: Choices) -> Side:
    """Return the side to begin with: what the reader changed against the preset, else the next scenario.

    The next scenario is one of the same hazard, such as by day beside by night; without any it is the
    other preset.

    Parameters
    ----------
    city
        The city with its scenarios.
    scenario
        The scenario that the reader chose.
    chosen
        All that he chose.
    """
    if chosen.overrides:
        return Side(scenario.scenario_id, chosen.preset)
    hazard = (scenario.kinds, scenario.layers)
    alike = [key for key, one in city.scenarios.items() if (one.kinds, one.layers) == hazard]
    following = alike[alike.index(scenario.scenario_id) + 1 :] + alike[: alike.index(scenario.scenario_id)]
    if following:
        return Side(following[0], chosen.preset)
    other = next(preset for preset in Preset if preset is not chosen.preset)
    return Side(scenario.scenario_id, other)
