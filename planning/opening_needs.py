"""What the people of each open place need, beside what their district has in stock and who can open it."""

from dataclasses import dataclass

import pandas as pd

from domain.vocabulary import Phase
from planning.case import Case
from planning.opening_effect import OpeningEffect
from planning.openings import Opening
from shelters.supplies import Supply, needed_supplies

#: A refuge of hours is provided for one day [days]; a stay for the days of the setting.
_REFUGE_DAYS = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class PlaceNeeds:
    """Needs of the places that could be open.

    Parameters
    ----------
    days
        Days that they count.
    places
        Index ``place_id``: ``meals``, ``water_l`` and ``toilets`` (at first) that the people of the
        place need; ``stock_meals`` and ``stock_water_l`` in its district, and ``district_meals`` and
        ``district_water_l`` that all open places of the district need together; ``open_at_night``,
        people of the district's organisations who can open places at night. NaN is not surveyed.
    """

    days: float
    places: pd.DataFrame


def place_needs(case: Case, opening: Opening, effect: OpeningEffect) -> PlaceNeeds:
    """Return what the people of each place need.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    effect
        Who goes where.

    Returns
    -------
    PlaceNeeds
        One row for each place that could be open, by id.
    """
    days = case.settings.readiness.stock_days if case.scenario.phase is Phase.STAY else _REFUGE_DAYS
    ids = pd.Index(sorted(opening.every), name="place_id")
    persons = effect.places["assigned_persons"].reindex(ids).fillna(0).astype("int64")
    needs = [
        {one.supply: one.needed for one in needed_supplies(int(count), days, case.settings.readiness)}
        for count in persons
    ]
    table = pd.DataFrame(
        {
            "meals": [need[Supply.MEALS] for need in needs],
            "water_l": [need[Supply.WATER_L] for need in needs],
            "toilets": [need[Supply.TOILETS_AT_FIRST] for need in needs],
        },
        index=ids,
        dtype="float64",
    )
    district = case.city.places["district_id"].reindex(ids)
    facts = case.strength.district_facts
    staff = case.strength.organisations.groupby("district_id")["can_open_at_night"].sum(min_count=1)
    columns = {
        "stock_meals": facts["stock_meals"],
        "stock_water_l": facts["stock_water_l"],
        "district_meals": table["meals"].groupby(district).sum(),
        "district_water_l": table["water_l"].groupby(district).sum(),
        "open_at_night": staff,
    }
    joined = {name: district.map(values.astype("float64")) for name, values in columns.items()}
    return PlaceNeeds(days, table.assign(**joined))
