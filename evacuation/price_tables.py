"""Prices of an assignment as tables."""

import numpy as np
import pandas as pd

from domain.tables.assignment import RowPrices, SeatPrices
from evacuation.assignment import Flows
from evacuation.clock import seconds_of
from evacuation.inputs import EvacuationInputs
from evacuation.network import IntArray
from evacuation.seat_worth import SeatWorth

_WORTH = ("served", "help_served", "zone_served", "in_reserve", "less_aside")


def seat_price_table(inputs: EvacuationInputs, flows: Flows) -> pd.DataFrame:
    """Return ``SeatPrices``.

    Parameters
    ----------
    inputs, flows
        What the stage takes, and who goes where.

    Returns
    -------
    pandas.DataFrame
        One row a destination, in their order; what one more seat changes is <NA> where the aims were solved
        in two stages.
    """
    destinations, certificate, worth = inputs.destinations, flows.certificate, flows.worth
    n = len(destinations)
    seated = flows.destination >= 0
    limited = destinations.capacity >= 0
    table = pd.DataFrame(
        {
            "capacity_persons": pd.Series(destinations.capacity, dtype="Int64").where(limited).to_numpy(),
            "seated_persons": np.bincount(
                flows.destination[seated], flows.persons[seated], minlength=n
            ).astype(np.int64),
            "price": _whole_texts(certificate.seat_price),
            **{name: column.array for name, column in worth_columns(worth, n).items()},
        },
        index=pd.Index(destinations.destination_id, dtype="str", name="destination_id"),
    )  # fmt: skip
    return SeatPrices.check(table.astype({"capacity_persons": "Int64"}))


def worth_columns(worth: SeatWorth | None, n: int) -> pd.DataFrame:
    """Return what one more seat of each destination changes, as the columns of ``SeatPrices``.

    Parameters
    ----------
    worth
        Of all destinations; None where it is not known.
    n
        Number of destinations.

    Returns
    -------
    pandas.DataFrame
        One row a destination, in their order; <NA> where it is not known.
    """
    if worth is None:
        unknown = pd.DataFrame({name: pd.array([pd.NA] * n, dtype="Int64") for name in _WORTH})
        return unknown.assign(less_walk_s=np.nan)
    known = pd.DataFrame({name: pd.array(getattr(worth, name), dtype="Int64") for name in _WORTH})
    return known.assign(less_walk_s=seconds_of(worth.ticks.astype(np.float64)))


def row_price_table(inputs: EvacuationInputs, flows: Flows) -> pd.DataFrame:
    """Return ``RowPrices``.

    Parameters
    ----------
    inputs, flows
        What the stage takes, and who goes where.

    Returns
    -------
    pandas.DataFrame
        One row a row of the demand.
    """
    index = pd.Index(inputs.demand.index.to_numpy(np.int64), name="demand_id")
    return RowPrices.check(pd.DataFrame({"price": _whole_texts(flows.certificate.row_price)}, index=index))


def _whole_texts(numbers: IntArray) -> pd.api.extensions.ExtensionArray:
    """Return whole numbers of any size as text."""
    return pd.array([str(int(one)) for one in numbers], dtype="str")
