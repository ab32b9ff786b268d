"""What can be switched: time of day, crossings, bridges, places."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.bundle import City
from domain.vocabulary import ClosedKind, DayTimeChoice
from presentation.natural_order import in_natural_order, natural_key
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
    counts = {str(name): int(count) for name, count in names.value_counts().items()}
    return {name: counts[name] for name in in_natural_order(counts)}


def bridge_counts(city: City) -> dict[str, int]:
    """Return what bridges lead over or are named, with the number of bridges."""
    bridges = city.streets[city.streets["bridge"]]
    counts: dict[str, int] = {}
    for column in ("crosses", "name"):
        names = bridges.loc[bridges[column] != "", column].value_counts()
        held = {str(name): int(count) for name, count in names.items()}
        for name in in_natural_order(held):
            counts.setdefault(name, held[name])
    return counts


def closable_names(city: City, kind: ClosedKind) -> tuple[str, ...]:
    """Return the names by which a scenario can close streets of a kind, in the order of lists."""
    match kind:
        case ClosedKind.CROSSINGS:
            return tuple(crossing_counts(city))
        case ClosedKind.BRIDGES:
            return tuple(bridge_counts(city))
        case ClosedKind.UNDERPASSES:
            names = city.streets.loc[city.streets["underpass"], "name"]
        case ClosedKind.STREETS:
            names = city.streets["name"]
    return tuple(in_natural_order({str(name) for name in names.unique()} - {""}))


def place_names(city: City) -> dict[str, str]:
    """Return the places by id, by ward in official order, then by name."""
    order = city.places["ward_code"].map(city.wards["official_order"])
    rows = zip(city.places.index, order, city.places["name"], strict=True)
    ordered = sorted(rows, key=lambda row: (row[1], natural_key(str(row[2])), str(row[2])))
    return {str(place_id): str(name) for place_id, _, name in ordered}


def usual_day_time(city: City) -> DayTimeChoice:
    """Return the time of day that the city's own settings set; no preset changes it."""
    return DayTimeChoice(city.setting_overrides.get(DAY_TIME, DayTimeChoice.SCENARIO))


def chosen_day_time(city: City, choices: Choices) -> DayTimeChoice:
    """Return the time of day that the reader chose; a word that does not exist is refused elsewhere."""
    text = choices.override(DAY_TIME)
    return DayTimeChoice(text) if text in set(DayTimeChoice) else usual_day_time(city)
