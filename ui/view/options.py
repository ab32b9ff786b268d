"""What can be switched: time of day, crossings, bridges, places."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.bundle import City
from domain.vocabulary import DayTimeChoice
from ui.choices import DAY_TIME, Choices


@dataclass(frozen=True, slots=True)
class Switches:
    """What can be closed: railways and bridges with their number, names of places by id."""

    crossings: Mapping[str, int]
    bridges: Mapping[str, int]
    places: Mapping[str, str]


def switches_of(city: City) -> Switches:
    """Return what a city lets be closed."""
    return Switches(crossing_counts(city), bridge_counts(city), place_names(city))


def crossing_counts(city: City) -> dict[str, int]:
    """Return the railways that streets cross on the level, with the number of crossings."""
    streets = city.streets
    names = streets.loc[streets["level_crossing"] & (streets["crosses"] != ""), "crosses"]
    return {str(name): int(count) for name, count in names.value_counts().sort_index().items()}


def bridge_counts(city: City) -> dict[str, int]:
    """Return what bridges lead over or are named, with the number of bridges."""
    bridges = city.streets[city.streets["bridge"]]
    counts: dict[str, int] = {}
    for column in ("crosses", "name"):
        names = bridges.loc[bridges[column] != "", column].value_counts().sort_index()
        for name, count in names.items():
            counts.setdefault(str(name), int(count))
    return counts


def place_names(city: City) -> dict[str, str]:
    """Return the places by id, by ward in official order, then by name."""
    order = city.places["ward_code"].map(city.wards["official_order"])
    rows = city.places.assign(order=order).sort_values(["order", "name"], kind="stable")
    return {str(place_id): str(name) for place_id, name in rows["name"].items()}


def usual_day_time(city: City) -> DayTimeChoice:
    """Return the time of day that the city's own settings set; no preset changes it."""
    return DayTimeChoice(city.setting_overrides.get(DAY_TIME, DayTimeChoice.SCENARIO))


def chosen_day_time(city: City, choices: Choices) -> DayTimeChoice:
    """Return the time of day that the reader chose; a word that does not exist is refused elsewhere."""
    text = choices.override(DAY_TIME)
    return DayTimeChoice(text) if text in set(DayTimeChoice) else usual_day_time(city)
