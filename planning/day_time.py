"""At which time of day a scenario counts people: its own, or the one that the user sets."""

from dataclasses import replace

from domain.scenario import HazardScenario
from domain.vocabulary import DayTime, DayTimeChoice, Phase


def day_time_can_change(scenario: HazardScenario) -> bool:
    """Whether the time of day of a scenario is the user's to set.

    Staying is counted over days and always with the residents, who live there by day and by night;
    only an escape depends on who is there at that hour.

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    bool
        False in a stay of days.
    """
    return scenario.phase is Phase.ESCAPE


def at_day_time(scenario: HazardScenario, choice: DayTimeChoice) -> HazardScenario:
    """Return the scenario at the time of day that is chosen; every stage and every paper uses this one.

    Parameters
    ----------
    scenario
        Scenario as the city bundle holds it.
    choice
        The setting ``departure.day_time``.

    Returns
    -------
    HazardScenario
        The scenario itself where nothing changes.
    """
    if choice is DayTimeChoice.SCENARIO or not day_time_can_change(scenario):
        return scenario
    return replace(scenario, day_time=DayTime(choice.value))
