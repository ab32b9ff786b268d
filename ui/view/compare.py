"""What stands beside a reader's choices until he chooses something."""

import re
from dataclasses import replace

from domain.bundle import City
from domain.scenario import HazardScenario
from domain.vocabulary import Preset
from presentation.grid import Grid
from ui.choices import Choices, Side

#: A bracket behind a number, which goes on a line of its own.
_BRACKET = re.compile(r" ?([（(])")


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


def narrow(grid: Grid) -> Grid:
    """Return a grid of numbers with what stands in brackets below them: three columns then fit a tablet."""
    rows = tuple(
        (row[0], *(_BRACKET.sub(r"\n\1", cell, count=1) if is_number else cell for cell, is_number in cells))
        for row in grid.rows
        for cells in [list(zip(row[1:], grid.numbers[1:], strict=True))]
    )
    return replace(grid, rows=rows)
