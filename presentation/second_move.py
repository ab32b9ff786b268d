"""2次避難: who is in a refuge building must move on to a shelter when the water is gone."""

from domain.scenario import HazardScenario
from domain.vocabulary import HazardKind, Phase
from messages.catalogue import text
from planning.case import Case
from presentation.names import scenario_title


def second_move_text(case: Case, area: str, persons: str, language: str) -> str:
    """Return the sentence on the second move of an area.

    Parameters
    ----------
    plan
        Plan of an escape from a tsunami.
    area, persons
        Name of the area, and its people in refuge buildings, as words.
    language
        Language of the reader.
    """
    seats = shelter_scenario(case)
    if seats is None:
        return text(language, "export.second_move", area=area, persons=persons)
    name = scenario_title(case.city, seats, language)
    return text(language, "export.second_move_seats", area=area, persons=persons, scenario=name)


def shelter_scenario(case: Case) -> HazardScenario | None:
    """Return the earliest scenario of staying after the same tsunami, or None where the city has none.

    The same tsunami is the same layer: another earthquake's shelters say nothing of these people.
    """
    hazards = case.city.hazards
    water = {
        name
        for name in case.scenario.layers
        if name in hazards and (hazards[name]["kind"] == HazardKind.TSUNAMI.value).any()
    }
    after = [
        scenario
        for scenario in case.city.scenarios.values()
        if scenario.phase is Phase.STAY and water & set(scenario.layers)
    ]
    return min(after, key=lambda scenario: scenario.day_after or 0, default=None)
