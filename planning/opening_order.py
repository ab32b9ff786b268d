"""In which order to open places: what each adds, what is left, and how many staff it takes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evacuation.network import BoolArray
from evacuation.opening_order import opening_order
from planning.case import Case
from planning.openings import Opening


@dataclass(frozen=True, slots=True, eq=False)
class PlaceOrder:
    """An order of opening for a case.

    Parameters
    ----------
    first
        Ids of the places that are open before the first step.
    persons
        Everybody in the city who needs a place.
    first_served
        People served before the first step.
    all_served
        People served with every candidate open.
    steps
        Index ``step`` from 1: ``place_id``; ``added_persons``; ``served_persons`` and
        ``unserved_persons`` after it; ``bound_persons``, more than which no choice of as many places
        serves; ``staff_persons``, staff for the places to choose from that are open then: those of
        other wards stay with their wards.
    """

    first: frozenset[str]
    persons: int
    first_served: int
    all_served: int
    steps: pd.DataFrame


def order_places(
    case: Case,
    opening: Opening,
    *,
    first: frozenset[str] = frozenset(),
    candidates: frozenset[str] | None = None,
    most: int | None = None,
) -> PlaceOrder:
    """Return in which order to open places.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    first
        Places that are open already; those whose seats are not known need staff and serve nobody.
    candidates
        Places to choose from; None for all that could be open.
    most
        Steps to take at most; None for all places that add anybody.

    Returns
    -------
    PlaceOrder
        One row a step.
    """
    openable = opening.openable
    first &= opening.every
    chosen = opening.every if candidates is None else candidates & opening.every
    order = opening_order(opening.supply, openable.mask(first), _named(opening, chosen), most=most)
    count = np.arange(1, order.destination.size + 1)
    steps = pd.DataFrame(
        {
            "place_id": pd.array(
                [openable.destinations.destination_id[at] for at in order.destination], dtype="str"
            ),
            "added_persons": order.gain,
            "served_persons": order.served[1:],
            "unserved_persons": openable.persons - order.served[1:],
            "bound_persons": order.bound[1:],
            "staff_persons": (len(first & chosen) + count) * case.settings.capacity.opening_staff_persons,
        },
        index=pd.Index(count, name="step"),
    )
    return PlaceOrder(first, openable.persons, int(order.served[0]), order.all_served, steps)


def _named(opening: Opening, ids: frozenset[str]) -> BoolArray:
    return np.array([one in ids for one in opening.openable.destinations.destination_id], np.bool_)
