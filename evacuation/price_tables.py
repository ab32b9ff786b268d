"""Prices of an assignment as tables."""

import numpy as np
import pandas as pd

from domain.tables.assignment import RowPrices, SeatPrices
from evacuation.assignment import Flows
from evacuation.clock import seconds_of
from evacuation.inputs import EvacuationInputs


def seat_price_table(inputs: EvacuationInputs, flows: Flows) -> pd.DataFrame:
    """Return ``SeatPrices``.

    Parameters
    ----------
    inputs, flows
        What the stage takes, and who goes where.

    Returns
    -------
    pandas.DataFrame
        One row a destination, in their order; none where the aims were solved in two stages.
    """
    destinations, certificate, worth = inputs.destinations, flows.certificate, flows.worth
    if certificate is None or worth is None:
        return SeatPrices.check(_empty(SeatPrices, "str"))
    n = len(destinations)
    seated = flows.destination >= 0
    limited = destinations.capacity >= 0
    table = pd.DataFrame(
        {
            "capacity_persons": pd.Series(destinations.capacity, dtype="Int64").where(limited).to_numpy(),
            "seated_persons": np.bincount(
                flows.destination[seated], flows.persons[seated], minlength=n
            ).astype(np.int64),
            "price": certificate.seat_price,
            "served": worth.served, "help_served": worth.help_served, "zone_served": worth.zone_served,
            "in_reserve": worth.in_reserve, "less_aside": worth.less_aside,
            "less_walk_s": seconds_of(worth.ticks.astype(np.float64)),
        },
        index=pd.Index(destinations.destination_id, dtype="str", name="destination_id"),
    )  # fmt: skip
    return SeatPrices.check(table.astype({"capacity_persons": "Int64"}))


def row_price_table(inputs: EvacuationInputs, flows: Flows) -> pd.DataFrame:
    """Return ``RowPrices``.

    Parameters
    ----------
    inputs, flows
        What the stage takes, and who goes where.

    Returns
    -------
    pandas.DataFrame
        One row a row of the demand; none where the aims were solved in two stages.
    """
    if flows.certificate is None:
        return RowPrices.check(_empty(RowPrices, "int64"))
    index = pd.Index(inputs.demand.index.to_numpy(np.int64), name="demand_id")
    return RowPrices.check(pd.DataFrame({"price": flows.certificate.row_price}, index=index))


def _empty(table: type[SeatPrices] | type[RowPrices], index_type: str) -> pd.DataFrame:
    columns = table.to_schema().columns
    kinds = {name: str(column.dtype) for name, column in columns.items()}
    index = pd.Index([], dtype=index_type, name=table.index_name())
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in kinds.items()}).set_index(index)
