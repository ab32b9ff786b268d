"""Which places to open, as JSON."""

from typing import Any

import pandas as pd

from planning.case import Case
from planning.opening_effect import OpeningEffect, OpeningSums
from planning.opening_order import PlaceOrder
from planning.openings import Opening
from presentation.heading import changed_settings


def opening_document(
    case: Case, opening: Opening, sums: OpeningSums, effect: OpeningEffect, order: PlaceOrder
) -> dict[str, Any]:
    """Return a choice of open places with what it does, and an order of opening.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    sums, effect
        What the choice does.
    order
        Order of opening.

    Returns
    -------
    dict
        Exact whole persons, ids and seconds; None where unknown.
    """
    wards = effect.areas.groupby("ward_code")[["persons", "unserved_persons"]].sum()
    return {
        "scenario": case.scenario.scenario_id,
        "case_key": case.key,
        "is_model": opening.is_model,
        "settings_changed": changed_settings(case),
        "open": sorted(effect.is_open & opening.every),
        "could_be_open": sorted(opening.every),
        "persons": {
            "need_a_place": sums.persons,
            "served": sums.served,
            "unserved": sums.unserved,
            "could_be_served": sums.could_be_served,
            "seats_lacking": sums.seats_lacking,
            "out_of_reach": sums.out_of_reach,
            "way_unknown": sums.off_network,
        },
        "staff_persons": len(effect.is_open & opening.every) * case.settings.capacity.opening_staff_persons,
        "wards": _records(wards),
        "districts": _records(effect.areas),
        "places": _places(opening, effect),
        "order": {
            "open_at_first": sorted(order.first),
            "served_at_first": order.first_served,
            "served_with_all": order.all_served,
            "steps": _records(order.steps),
        },
    }


def _places(opening: Opening, effect: OpeningEffect) -> list[dict[str, Any]]:
    every = sorted(opening.every)
    usable, seats = opening.usable.reindex(every), opening.seats.reindex(every)
    taken = effect.places.reindex(every)
    from_districts = {
        place_id: dict(zip(rows["district_id"], rows["persons"].tolist(), strict=True))
        for place_id, rows in effect.coming.groupby("place_id")
    }
    table = pd.DataFrame(
        {
            "is_open": [one in effect.is_open for one in every],
            "standing": usable["standing"],
            "capacity_persons": usable["capacity_persons"],
            "openable_persons_min": seats["seats_min"],
            "openable_persons_max": seats["seats_max"],
            "openable_limit": seats["limit"],
            "openers": seats["openers"],
            "assigned_persons": taken["assigned_persons"].fillna(0).astype("int64"),
            "walking_persons": taken["walking_persons"].fillna(0).astype("int64"),
            "walk_time_s": taken["walk_time_s"].round(1),
            "walk_length_m": taken["walk_length_m"].round(),
        },
        index=pd.Index(every, name="place_id"),
    )
    return [{**row, "from_districts": from_districts.get(row["place_id"], {})} for row in _records(table)]


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(key): None if pd.isna(value) else value for key, value in row.items()}
        for row in table.reset_index().astype(object).to_dict(orient="records")
    ]
