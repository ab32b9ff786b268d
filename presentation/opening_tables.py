"""Tables of places to open: the order, and the list with who comes from where."""

import pandas as pd

from planning.case import Case
from planning.opening_order import PlaceOrder
from planning.openings import Opening
from presentation.names import data_kind, district_names, ward_names
from presentation.plan_table import ColumnMaker, PlanTable


def order_table(case: Case, opening: Opening, order: PlaceOrder, language: str) -> PlanTable:
    """Return in which order to open places: what each adds, what is left, and the bound.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    order
        Order of opening.
    language
        Language of headings and words.
    """
    make = ColumnMaker(language)
    steps = order.steps
    places = case.city.places.reindex(steps["place_id"])
    usable = opening.usable.reindex(steps["place_id"])
    columns = [
        make.wholes("opening_step", pd.Series(steps.index)),
        make.texts("place", places["name"]),
        make.texts("ward", places["ward_code"].map(ward_names(case, language))),
        make.texts("district", places["district_id"].map(district_names(case, language))),
        make.persons("capacity", usable["capacity_persons"]),
        make.persons("opening_added", steps["added_persons"]),
        make.persons("opening_served", steps["served_persons"]),
        make.persons("opening_unserved", steps["unserved_persons"]),
        make.persons("opening_bound", steps["bound_persons"]),
        make.persons("opening_gap", steps["bound_persons"] - steps["served_persons"]),
        make.wholes("opening_staff", steps["staff_persons"]),
        make.texts("place_id", list(steps["place_id"])),
        make.constant("data_kind", data_kind(language, is_model=opening.is_model), len(steps)),
    ]
    notes = (make.word("export.note.opening_order"),)
    title = make.word("export.table.opening_order")
    return PlanTable("opening_order", title, tuple(columns), opening.is_model, notes)
