"""What is not known, and of how many people it hides the answer: whom to ask first.

Every number is a sum over tables of the plan: those turned away for unknown seats, those assigned to
a place that is still to be confirmed, those who must leave where nobody knows the stock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from domain.tables.priorities import DataDebt
from domain.vocabulary import DeadlineKind, HazardKind, Outcome, PlaceStanding, WidthOrigin
from readiness.areas import FloatArray
from readiness.gaps import remedy
from readiness.inputs import ReadinessInputs
from readiness.survey_debt import survey_debt
from readiness.themes import WAY_UNKNOWN

#: Kinds by which people may stay at home on a floor that is high enough.
_FLOOR_KINDS = (HazardKind.FLOOD, HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD)
_UNKNOWN_DATA = "unknown_data_share"
#: Indicator that people wait for of whom nobody knows who needs help.
_SUPPORT = "individual_plans_share"
#: What a hazard layer says of a place or a home.
_EXTENT = "depth_m_max"


@dataclass(frozen=True, slots=True, eq=False)
class DebtInputs:
    """What the missing values are found in.

    Parameters
    ----------
    readiness
        Inputs of the indicators.
    loads, routes
        ``PlaceLoads`` and ``Routes``.
    size_columns
        Columns of ``Places`` that the seats of the scenario are counted from: given, area, official.
    missing_kinds, missing_layers
        Kinds and layers of the scenario that the bundle does not hold.
    steady
        What ``readiness.survey_debt.steady_debt`` gives, where somebody has it.
    """

    readiness: ReadinessInputs
    loads: pd.DataFrame
    routes: pd.DataFrame
    size_columns: tuple[str, str, str]
    missing_kinds: tuple[HazardKind, ...]
    missing_layers: tuple[str, ...]
    steady: Sequence[pd.DataFrame] | None = None


def find_data_debt(inputs: DebtInputs) -> pd.DataFrame:
    """Return what is not known, sorted by the people whose answer it can change.

    Parameters
    ----------
    inputs
        Tables of the plan.

    Returns
    -------
    pandas.DataFrame
        ``DataDebt``. What hides nobody's answer is left out; what cannot be counted comes last.
    """
    parts = [
        _layers(inputs),
        _arrival(inputs.readiness),
        _no_streets(inputs.readiness),
        _places(inputs),
        _streets(inputs),
        *_homes(inputs),
        *survey_debt(inputs.readiness, inputs.steady),
    ]
    table = pd.concat([part for part in parts if not part.empty] or [_layers(inputs)], ignore_index=True)
    table = _with_remedies(table, inputs.readiness)
    persons = table["persons"].to_numpy(dtype=np.float64)
    if inputs.missing_kinds or inputs.missing_layers:
        # What a layer that is not held would say of them is not known: none is no count.
        persons = np.where(persons == 0, np.nan, persons)
    known = ~np.isnan(persons)
    table["persons"] = pd.arrays.IntegerArray(np.where(known, persons, 0).astype(np.int64), ~known)
    table = table[(table["persons"] > 0).fillna(value=True).to_numpy(dtype=bool)]
    table = table.assign(order=table["persons"].fillna(-1).to_numpy(dtype=np.int64))
    table = table.sort_values(
        ["order", "layer", "missing", "item_id"], ascending=[False, True, True, True], kind="stable"
    ).reset_index(drop=True)
    table.index.name = DataDebt.index_name()
    texts = ("layer", "missing", "item_id", "ward_code", "district_id", "indicator", "next_action", "owner")
    types: dict[str, Any] = {"items": np.int64, **dict.fromkeys(texts, "str")}
    return table[DataDebt.columns()].astype(types)


def _layers(inputs: DebtInputs) -> pd.DataFrame:
    """Return hazards of the scenario that the bundle does not hold: they hide everybody."""
    missing = [*inputs.missing_layers, *(kind.value for kind in inputs.missing_kinds)]
    everybody = float(inputs.readiness.block_exposure["present_persons"].sum())
    return pd.DataFrame({
        "layer": "hazards", "missing": "", "item_id": missing, "ward_code": "", "district_id": "",
        "items": 1, "persons": everybody, "indicator": "unserved_persons", "asked": "hazard",
    })  # fmt: skip


def _no_streets(readiness: ReadinessInputs) -> pd.DataFrame:
    """Return that no streets are held: it hides of everybody who must leave whether there is a way.

    Where some are held, of each district the blocks that none is near.
    """
    rows = readiness.assignment
    hidden = rows[rows["outcome"] == Outcome.WAY_UNKNOWN.value].groupby("block_id")["persons"].sum()
    if not readiness.city.streets.empty:
        blocks = readiness.city.blocks.loc[hidden.index]
        table = _by_district(blocks, hidden.to_numpy(dtype=np.float64), "streets", "near_blocks", "survey")
        return table.assign(indicator=WAY_UNKNOWN)
    return pd.DataFrame({
        "layer": "streets", "missing": "", "ward_code": "", "district_id": "", "item_id": ["streets"],
        "items": 1, "persons": float(hidden.sum()), "indicator": WAY_UNKNOWN, "asked": "survey",
    })  # fmt: skip


def _arrival(readiness: ReadinessInputs) -> pd.DataFrame:
    """Return that nobody has published when the hazard arrives: it hides whether people are in time."""
    timed = readiness.scenario.deadline is not DeadlineKind.NONE
    unknown = timed and bool(readiness.margin["best_margin_s"].isna().any())
    must_leave = float(readiness.block_exposure["must_leave_persons"].sum())
    return pd.DataFrame({
        "layer": "hazards", "missing": "arrival_time_s", "ward_code": "", "district_id": "",
        "item_id": [kind.value for kind in readiness.scenario.kinds if unknown],
        "items": 1, "persons": must_leave, "indicator": "below_reserve_persons", "asked": "hazard",
    })  # fmt: skip


def _places(inputs: DebtInputs) -> pd.DataFrame:
    """Return places whose seats, floors or depth are not known, and whose answer waits for it.

    Of a place of unknown seats: the people of its district whose cause is just that (``evacuation.causes``);
    none is no count, for those of others may come. Of a place to confirm: the people assigned to it; where
    it is out of the plan nobody has looked for a route to it, and they are not counted.
    """
    readiness = inputs.readiness
    usable = readiness.usable_places
    places = readiness.city.places.reindex(usable.index)
    without_seats = (usable["in_plan"] & usable["capacity_persons"].isna()).to_numpy(dtype=bool)
    to_confirm = (usable["standing"] == PlaceStanding.TO_CONFIRM.value).to_numpy(dtype=bool)
    no_size = without_seats & places[list(inputs.size_columns)].isna().all(axis=1).to_numpy()
    no_floors = (without_seats | to_confirm) & places["floors"].isna().to_numpy() & ~(no_size & ~to_confirm)
    extent = (without_seats | to_confirm) & ~no_size & ~no_floors
    turned_away = _turned_away(readiness).reindex(places["district_id"]).to_numpy(dtype=np.float64)
    assigned = inputs.loads["assigned_persons"].reindex(usable.index).where(usable["in_plan"])
    area = inputs.size_columns[1]
    table = pd.DataFrame({
        "layer": np.where(extent, "hazards", "places"),
        "missing": [
            ",".join(name for name, is_so in ((area, size), ("floors", floors), (_EXTENT, deep)) if is_so)
            for size, floors, deep in zip(no_size, no_floors, extent, strict=True)
        ],
        "item_id": usable.index.to_numpy(),
        "ward_code": places["ward_code"].to_numpy(),
        "district_id": places["district_id"].to_numpy(),
        "items": 1,
        "persons": np.where(without_seats, turned_away, assigned.to_numpy(dtype=np.float64)),
        "indicator": f"seats_per_demand_{readiness.scenario.phase.value}",
        "asked": np.where(extent, "hazard", "survey"),
    })  # fmt: skip
    return table[without_seats | to_confirm]


def _turned_away(readiness: ReadinessInputs) -> "pd.Series[int]":
    """Return the people of each district who have no place because nobody knows the seats of one."""
    rows = readiness.assignment
    rows = rows[rows["outcome"] == Outcome.CAPACITY_UNKNOWN.value]
    district = rows["block_id"].map(readiness.city.blocks["district_id"])
    return rows["persons"].groupby(district).sum()


def _streets(inputs: DebtInputs) -> pd.DataFrame:
    """Return streets of unknown width that people walk; width decides in a large fire only."""
    readiness = inputs.readiness
    streets = readiness.city.streets
    if HazardKind.LARGE_FIRE not in readiness.scenario.kinds or streets.empty:
        return pd.DataFrame()
    no_width = streets["width_m"].isna() | (streets["width_origin"] == WidthOrigin.CLASS_DEFAULT.value)
    paths = inputs.routes[["persons", "street_path"]].explode("street_path")
    # A route that passes a street twice brings its people once.
    paths = paths[~pd.DataFrame({"route": paths.index, "street": paths["street_path"]}).duplicated().array]
    walkers = paths.groupby("street_path")["persons"].sum().reindex(streets.index[no_width], fill_value=0)
    return pd.DataFrame({
        "layer": "streets", "missing": "width_m", "item_id": [str(one) for one in walkers.index],
        "ward_code": "", "district_id": "", "items": 1, "persons": walkers.to_numpy(dtype=np.float64),
        "indicator": "walk_time_mean_s", "asked": "width",
    })  # fmt: skip


def _homes(inputs: DebtInputs) -> list[pd.DataFrame]:
    """Return, by district, homes of unknown floor, and homes of which the hazard does not say enough.

    Of the people of a block of whom it is not known whether they must leave, at most as many as live
    on an unknown floor wait for that; at most as many as live on a known one wait for depth, duration
    or the edge of a zone. Both ends are shown, for the plan does not tell them apart.
    """
    readiness = inputs.readiness
    exposure = readiness.block_exposure
    blocks = readiness.city.blocks.reindex(exposure.index)
    unknown = exposure["unknown_persons"].to_numpy(dtype=np.float64)
    present = exposure["present_persons"].to_numpy(dtype=np.float64)
    residents = blocks["residents"].to_numpy(dtype=np.float64)
    share = np.divide(
        blocks["living_floor_unknown"].to_numpy(dtype=np.float64), residents,
        out=np.ones(len(blocks)), where=residents > 0,
    )  # fmt: skip
    decide = {kind.value for kind in _FLOOR_KINDS}
    # Few different lists of kinds stand in many blocks.
    met, number = np.unique(exposure["kinds"].to_numpy(dtype=object).astype(str), return_inverse=True)
    floors_decide = np.array([not decide.isdisjoint(one.split(",")) for one in met], dtype=bool)[number]
    on_unknown_floor = np.where(floors_decide, np.ceil(share * present), 0.0)
    # Of these people nobody knows who needs help to leave; the plan lets all of them walk alone.
    leaving = exposure["must_leave_persons"].to_numpy(dtype=np.float64) + unknown
    by_need = np.where(blocks["support_persons"].isna(), leaving, 0.0)
    by_floor = np.minimum(unknown, on_unknown_floor)
    by_extent = np.minimum(unknown, np.maximum(present - on_unknown_floor, 0.0))
    return [
        _by_district(blocks, by_floor, "blocks", "living_floor_unknown", "survey"),
        _by_district(blocks, by_extent, "hazards", _EXTENT, "hazard"),
        _by_district(blocks, by_need, "blocks", "support_persons", "survey").assign(indicator=_SUPPORT),
    ]


def _by_district(
    blocks: pd.DataFrame, persons: FloatArray, layer: str, missing: str, asked: str
) -> pd.DataFrame:
    """Return the people of the blocks of each district who wait for an answer."""
    waiting = persons > 0
    (district, districts), (ward, wards) = (
        pd.factorize(blocks[column].to_numpy(dtype=object)[waiting], sort=True)
        for column in ("district_id", "ward_code")
    )
    found, group = np.unique(district * len(wards) + ward, return_inverse=True)
    names = districts[found // max(len(wards), 1)]
    return pd.DataFrame({
        "district_id": names, "ward_code": wards[found % max(len(wards), 1)],
        "items": np.bincount(group, minlength=found.size),
        # Whole people, whatever their order.
        "persons": np.bincount(group, weights=persons[waiting], minlength=found.size),
        "layer": layer, "missing": missing, "item_id": names, "indicator": _UNKNOWN_DATA, "asked": asked,
    })  # fmt: skip


def _with_remedies(table: pd.DataFrame, readiness: ReadinessInputs) -> pd.DataFrame:
    """Return the rows with what is done and who asks, as the weak point would say."""
    kinds = readiness.scenario.kinds
    hazard = remedy(_UNKNOWN_DATA, kinds, is_unknown=True)
    floors = remedy(_UNKNOWN_DATA, kinds, is_unknown=False)
    sizes = remedy(f"seats_per_demand_{readiness.scenario.phase.value}", kinds, is_unknown=True)
    asked_of = list(zip(table["asked"].tolist(), table["indicator"].tolist(), strict=True))
    remedies = {
        (asked, indicator):
        hazard if asked == "hazard"
        else ("survey_width", sizes[1]) if asked == "width"
        else floors if indicator == _UNKNOWN_DATA
        else remedy(indicator, kinds, is_unknown=False) if indicator == WAY_UNKNOWN
        else remedy(indicator, kinds, is_unknown=True)
        for asked, indicator in set(asked_of)
    }  # fmt: skip
    pairs = [remedies[one] for one in asked_of]
    return table.assign(
        next_action=[action for action, _ in pairs], owner=[owner.value for _, owner in pairs]
    )
