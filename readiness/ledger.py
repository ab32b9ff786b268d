"""The people ledger (人数内訳表): every person of every block in exactly one row."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.tables.stages import Ledger
from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES, Departure, DestinationKind, Outcome

#: Outcomes that the exposure alone decides, and its columns.
_FROM_EXPOSURE = {
    Outcome.OUTSIDE: "outside_persons",
    Outcome.STAY_HOME: "stay_home_persons",
    Outcome.ELSEWHERE: "elsewhere_persons",
}
#: Outcomes that the assignment decides.
_FROM_ASSIGNMENT = tuple(outcome for outcome in Outcome if outcome not in _FROM_EXPOSURE)
_IntArray = npt.NDArray[np.int64]
_BoolArray = npt.NDArray[np.bool_]
_OUTCOMES = [outcome.value for outcome in Outcome]


def build_ledgers(
    block_exposure: pd.DataFrame,
    assignment: pd.DataFrame,
    blocks: pd.DataFrame,
    districts: pd.DataFrame,
    wards: pd.DataFrame,
    city_code: str,
    unconfirmed_places: Collection[str] = (),
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Count people by outcome at four levels.

    Parameters
    ----------
    block_exposure
        ``BlockExposure``, one row for each block.
    assignment
        ``Assignment``; the people of each block who must leave and do not go elsewhere.
    blocks, districts, wards
        Layers of the bundle.
    city_code
        Id of the city's only row.
    unconfirmed_places
        Ids of places of the plan that are still to be confirmed.

    Returns
    -------
    tuple of pandas.DataFrame
        ``Ledger`` of blocks and districts (by id), wards (official order) and city, persons. Each
        level is the sum of the one before it.

    Raises
    ------
    ValueError
        When the people of a block do not add up, or a row belongs to no known block, district or
        ward: a fault of an earlier stage, with the ids.
    """
    order = blocks.index.sort_values()
    block = np.asarray(order.get_indexer(pd.Index(assignment["block_id"])), np.int64)
    _refuse("block of the assignment", assignment["block_id"][block < 0])
    if not block_exposure.index.equals(blocks.index):
        _refuse_unknown("block of the exposure", block_exposure.index.to_series(), blocks.index)
        _refuse_unknown("block without exposure", blocks.index.to_series(), block_exposure.index)
    _refuse_unknown("district", blocks["district_id"], districts.index)
    _refuse_unknown("ward", blocks["ward_code"], wards.index)
    unconfirmed = assignment["destination_id"].isin(unconfirmed_places).to_numpy()
    by_block = _block_ledger(block_exposure, assignment, block, unconfirmed, order)
    district = blocks["district_id"].reindex(by_block.index)
    ward = blocks["ward_code"].reindex(by_block.index)
    ward_order = wards["official_order"].sort_values().index
    by_district = _sum_by(by_block, district, districts.index.sort_values())
    by_ward = _sum_by(by_block, ward, ward_order)
    city = _sum_by(by_ward, pd.Series(city_code, index=by_ward.index), pd.Index([city_code], dtype="str"))
    return by_block, by_district, by_ward, city


def origin_load(
    assignment: pd.DataFrame, blocks: pd.DataFrame, places: pd.DataFrame, wards: pd.DataFrame
) -> pd.DataFrame:
    """Count people who have a place by ward of origin and ward of the place.

    Parameters
    ----------
    assignment
        ``Assignment``; only rows with a place to go to are counted.
    blocks, places, wards
        Layers of the bundle.

    Returns
    -------
    pandas.DataFrame
        Persons; rows are wards in official order, columns the same wards, then the wards of
        places beyond the city if there are any, ``safe_area`` last.
    """
    order = wards["official_order"].sort_values().index
    served = assignment[assignment["outcome"].isin([outcome.value for outcome in SERVED_OUTCOMES])]
    origin = served["block_id"].map(blocks["ward_code"])
    safe = DestinationKind.SAFE_AREA.value
    destination = served["destination_id"].map(places["ward_code"])
    destination = destination.where(served["destination_id"] != safe, safe)
    _refuse_unknown("ward of origin", origin, order)
    if destination.isna().any():
        ids = ", ".join(sorted(served.loc[destination.isna(), "destination_id"].unique()))
        msg = f"places of the assignment that the bundle does not hold: {ids}"
        raise ValueError(msg)
    beyond = sorted(set(destination.unique()) - set(order) - {safe})
    pairs = pd.DataFrame({"origin": origin, "destination": destination, "persons": served["persons"]})
    counts = pairs.pivot_table(index="origin", columns="destination", values="persons", aggfunc="sum")
    table = counts.reindex(index=order, columns=[*order, *beyond, safe]).fillna(0)
    table.index.name = "ward_code"
    table.columns.name = None
    return table.astype(np.int64)


def _block_ledger(
    exposure: pd.DataFrame, assignment: pd.DataFrame, block: _IntArray, unconfirmed: _BoolArray,
    order: pd.Index,
) -> pd.DataFrame:  # fmt: skip
    """Return the ledger of blocks, given the block of each row, and refuse people who do not add up."""
    exposure = exposure.reindex(order)
    assigned = _persons_by_outcome(assignment, block, len(order))
    columns = {
        "persons": exposure["present_persons"],
        **{
            outcome.value: exposure[_FROM_EXPOSURE[outcome]]
            if outcome in _FROM_EXPOSURE
            else assigned[outcome]
            for outcome in Outcome
        },
        "unknown_persons": exposure["unknown_persons"],
        **_attributes(assignment, unconfirmed, block, len(order)),
    }
    ledger = pd.DataFrame(
        {name: np.asarray(columns[name], np.int64) for name in Ledger.columns()},
        index=order.rename(Ledger.index_name()),
    )
    wrong = ledger[_OUTCOMES].sum(axis=1) != ledger["persons"]
    if wrong.any():
        shown = ", ".join(
            f"{block} ({total} of {persons})"
            for block, total, persons in zip(
                ledger.index[wrong],
                ledger.loc[wrong, _OUTCOMES].sum(axis=1),
                ledger.loc[wrong, "persons"],
                strict=True,
            )
        )
        msg = f"people of these blocks do not add up: {shown}"
        raise ValueError(msg)
    return ledger


def _persons_by_outcome(assignment: pd.DataFrame, block: _IntArray, count: int) -> dict[Outcome, _IntArray]:
    """Return the persons of each block for every outcome of the assignment, given the block of each row."""
    outcome = pd.Index([value.value for value in _FROM_ASSIGNMENT]).get_indexer(
        pd.Index(assignment["outcome"])
    )
    if (outcome < 0).any():
        found = ", ".join(sorted(set(assignment["outcome"][outcome < 0])))
        msg = f"outcomes that the exposure decides, or that do not exist: {found}"
        raise ValueError(msg)
    size = len(_FROM_ASSIGNMENT)
    persons = assignment["persons"].to_numpy(dtype=np.float64)
    # Whole persons well below 2**53 are exact in float64, which bincount needs.
    total = np.bincount(block * size + outcome, weights=persons, minlength=count * size)
    by_outcome = total.astype(np.int64).reshape(count, size)
    return {value: by_outcome[:, position] for position, value in enumerate(_FROM_ASSIGNMENT)}


def _attributes(
    assignment: pd.DataFrame, unconfirmed: _BoolArray, block: _IntArray, count: int
) -> dict[str, _IntArray]:
    """Return the persons of each block that cut the rows of the ledger, given the block of each row."""
    staying = (assignment["departure"] == Departure.NOT_LEAVING.value).to_numpy()
    unserved = assignment["outcome"].isin([cause.value for cause in UNSERVED_CAUSES]).to_numpy()
    chosen = {
        "can_leave_area": assignment["can_leave_area"].to_numpy(dtype=bool),
        "cannot_reach_safety": assignment["cannot_reach_safety"].to_numpy(dtype=bool),
        "assumed_not_leaving": staying,
        "assumed_not_leaving_unserved": staying & unserved,
        "unconfirmed_place": unconfirmed,
    }
    persons = assignment["persons"].to_numpy(dtype=np.float64)
    return {
        column: np.bincount(block, weights=persons * rows, minlength=count).astype(np.int64)
        for column, rows in chosen.items()
    }


def _sum_by(ledger: pd.DataFrame, key: pd.Series, order: pd.Index) -> pd.DataFrame:
    """Return the ledger summed by a key; an area without a row has zero persons."""
    area = order.get_indexer(pd.Index(key))
    # Whole persons well below 2**53 are exact in float64, which bincount needs.
    columns = {
        name: np.bincount(area, weights=ledger[name].to_numpy(np.float64), minlength=len(order)).astype(
            np.int64
        )
        for name in ledger.columns
    }
    return pd.DataFrame(columns, index=order.rename(Ledger.index_name()))


def _refuse_unknown(what: str, ids: pd.Series, known: pd.Index) -> None:
    """Raise when an id is not among the known ones."""
    _refuse(what, ids[known.get_indexer(pd.Index(ids)) < 0])


def _refuse(what: str, unknown: pd.Series) -> None:
    """Raise where any id is unknown."""
    if len(unknown):
        msg = f"unknown {what}: {', '.join(sorted(set(unknown.astype(str))))}"
        raise ValueError(msg)
