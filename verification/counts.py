"""What a plan counts, one group after the other: people by place, by block and area, and over all."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from domain.tables.stages import Ledger, PlaceLoads
from domain.vocabulary import (
    SERVED_OUTCOMES,
    UNSERVED_CAUSES,
    Departure,
    DestinationKind,
    Outcome,
    PlaceStanding,
)
from evacuation.inputs import EvacuationInputs
from planning.case import Case
from planning.plan import LONGER_WALK_S, Plan
from verification.reach import NetworkxReach

#: A row of a table, by column.
_Row = Mapping[Hashable, Any]

#: Rows of the ledger that what reaches a block decides alone, and the column of ``BlockExposure``.
_OF_EXPOSURE = {
    "persons": "present_persons",
    Outcome.OUTSIDE.value: "outside_persons",
    Outcome.STAY_HOME.value: "stay_home_persons",
    Outcome.ELSEWHERE.value: "elsewhere_persons",
    "unknown_persons": "unknown_persons",
}

#: Figures that are sums of people.
_PERSONS = (
    "cannot_reach_safety_persons", "can_leave_area_persons", "unserved_persons", "second_move_persons",
    "out_of_district_persons", "below_reserve_persons", "seaward_persons", "over_earlier_ground_persons",
    "reentering_persons", "far_persons", "longer_walk_persons", "past_best_limit_persons",
)  # fmt: skip


def loads_told_otherwise(inputs: EvacuationInputs, plan: Plan, reach: NetworkxReach) -> Iterator[str]:
    """Yield the places of which the plan does not tell the load that its groups and networkx give.

    Parameters
    ----------
    inputs
        What the evacuation stage takes, with the demand of the plan.
    plan, reach
        The plan, and what networkx found.

    Yields
    ------
    str
        Id of the place.
    """
    need_care = {one.profile_id for one in inputs.profiles if one.first_to_seats}
    seats = inputs.usable["capacity_persons"].astype("object").to_dict()
    opens_s = inputs.usable["opens_at_s"].to_dict()
    own: dict[str, dict[str, float]] = {
        place: {
            **dict.fromkeys(PlaceLoads.columns(), 0.0),
            "capacity_persons": np.nan if pd.isna(seats[place]) else float(seats[place]),
            "first_arrival_s": np.nan,
            "last_arrival_s": np.nan,
        }
        for place in inputs.usable.index
    }
    for row in plan.assignment.to_dict("records"):
        if row["destination_id"] in own:
            _add_group(own[row["destination_id"]], row, opens_s[row["destination_id"]], need_care)
    persons = inputs.demand["persons"].to_numpy(np.int64)
    for end, place in enumerate(inputs.destinations.destination_id):
        if place in own:
            own[place]["in_reach_persons"] = float(persons[reach.feasible[end]].sum())
    yield from _differing(pd.DataFrame.from_dict(own, "index", columns=PlaceLoads.columns()), plan.loads)


def _add_group(load: dict[str, float], row: _Row, opens_s: float, need_care: set[str]) -> None:
    load["assigned_persons"] += row["persons"]
    if row["departure"] == Departure.NOT_LEAVING:
        return
    arrives_s = row["departure_s"] + row["walk_time_s"] + row["wait_s"]
    load["walking_persons"] += row["persons"]
    load["assisted_persons"] += row["persons"] - row["helpers"] if row["profile_id"] in need_care else 0
    load["early_persons"] += row["persons"] if arrives_s < opens_s else 0
    load["first_arrival_s"] = float(np.fmin(load["first_arrival_s"], arrives_s))
    load["last_arrival_s"] = float(np.fmax(load["last_arrival_s"], arrives_s))


def ledgers_told_otherwise(case: Case, plan: Plan) -> Iterator[str]:
    """Yield the blocks, districts, wards and city whose people are not those of the groups.

    Parameters
    ----------
    case, plan
        A case and its plan: what reaches its blocks is taken from the plan.

    Yields
    ------
    str
        Id of the area; of a ward also where its people do not go to the wards that are told.
    """
    city, places = case.city, plan.usable_places
    to_confirm = set(places.index[places["in_plan"] & (places["standing"] == PlaceStanding.TO_CONFIRM)])
    own: dict[str, Counter[str]] = {str(block): Counter() for block in city.blocks.index}
    columns = ["block_id", *_OF_EXPOSURE.values()]
    for row in plan.block_exposure.reset_index(names="block_id")[columns].to_dict("records"):
        own[row["block_id"]].update({name: int(row[column]) for name, column in _OF_EXPOSURE.items()})
    for row in plan.assignment.to_dict("records"):
        own[row["block_id"]].update(_cuts(row, to_confirm))
    ledgers = plan.ledgers
    yield from _differing(_as_table(own), ledgers.blocks)
    for key, told in (("district_id", ledgers.districts), ("ward_code", ledgers.wards)):
        areas = {str(area): Counter[str]() for area in told.index}
        for block, area in city.blocks[key].items():
            areas.setdefault(str(area), Counter()).update(own[str(block)])
        yield from _differing(_as_table(areas), told)
    everybody = sum(own.values(), Counter[str]())
    yield from _differing(_as_table({city.meta.city_code: everybody}), ledgers.city)
    yield from _differing(_origins(case, plan), plan.origin_load)


def _cuts(row: _Row, to_confirm: set[str]) -> dict[str, int]:
    """Return the rows of the ledger in which a group counts."""
    stays, unserved = row["departure"] == Departure.NOT_LEAVING, row["outcome"] in UNSERVED_CAUSES
    return _persons_if(row, {
        row["outcome"]: True,
        "can_leave_area": row["can_leave_area"],
        "cannot_reach_safety": row["cannot_reach_safety"],
        "assumed_not_leaving": stays,
        "assumed_not_leaving_unserved": stays and unserved,
        "unconfirmed_place": row["destination_id"] in to_confirm,
    })  # fmt: skip


def _as_table(own: Mapping[str, Counter[str]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(
        {area: [counts[name] for name in Ledger.columns()] for area, counts in own.items()},
        "index",
        columns=Ledger.columns(),
    )


def _origins(case: Case, plan: Plan) -> pd.DataFrame:
    """Return who goes from which ward to which, safe ground last."""
    own: dict[str, Counter[str]] = {str(ward): Counter() for ward in plan.origin_load.index}
    ward_of, ward_to = case.city.blocks["ward_code"].to_dict(), case.city.places["ward_code"].to_dict()
    safe = DestinationKind.SAFE_AREA.value
    for row in plan.assignment.to_dict("records"):
        if row["outcome"] in SERVED_OUTCOMES:
            there = safe if row["destination_id"] == safe else ward_to[row["destination_id"]]
            own[ward_of[row["block_id"]]][there] += row["persons"]
    columns = list(plan.origin_load.columns)
    return pd.DataFrame.from_dict(
        {ward: [*(counts[one] for one in columns), counts.total()] for ward, counts in own.items()},
        "index",
        columns=[*columns, "all"],
    ).assign(all=lambda table: table["all"] - table[columns].sum(axis=1))


def counted_facts(case: Case, plan: Plan) -> dict[str, float]:
    """Return single figures as the groups and routes of a plan give them.

    Parameters
    ----------
    case, plan
        A case and its plan.

    Returns
    -------
    dict[str, float]
        By name of the figure in ``PlanFacts``.
    """
    own: Counter[str] = Counter()
    best_s = {
        (row["block_id"], row["profile_id"]): row["best_latest_departure_s"]
        for row in plan.margin.to_dict("records")
    }
    places: defaultdict[str, set[str]] = defaultdict(set)
    walks: list[tuple[float, int]] = []
    for row in plan.assignment.to_dict("records"):
        is_served = row["outcome"] in SERVED_OUTCOMES
        own.update(_persons_if(row, {
            "cannot_reach_safety_persons": row["cannot_reach_safety"],
            "can_leave_area_persons": row["can_leave_area"],
            "unserved_persons": row["destination_id"] == "",
            "second_move_persons": row["outcome"] == Outcome.REFUGE_BUILDING,
            "out_of_district_persons": is_served and not row["in_district"],
            # Where nobody could get out at any time there is no limit to be past.
            "past_best_limit_persons": plan.facts.margin_known
            and -np.inf < best_s[row["block_id"], row["profile_id"]] < row["departure_s"],
        }))  # fmt: skip
        if is_served:
            places[row["block_id"]].add(row["destination_id"])
            walks.append((row["walk_time_s"], row["persons"]))
    extra: list[tuple[float, int]] = []
    far_m = case.settings.movement.practical_limit_m
    for row in pd.DataFrame(plan.routes.drop(columns="geometry")).to_dict("records"):
        extra.append((row["extra_walk_s"], row["persons"]))
        own.update(_persons_if(row, {
            "longer_walk_persons": row["extra_walk_s"] >= LONGER_WALK_S,
            "below_reserve_persons": row["below_reserve"],
            "seaward_persons": row["seaward"],
            "over_earlier_ground_persons": row["over_earlier_ground"],
            "reentering_persons": row["enters_area_again"],
            "far_persons": row["length_m"] > far_m,
        }))  # fmt: skip
    mean_s, most_s = _mean_and_most(walks)
    extra_mean_s, extra_most_s = _mean_and_most(extra)
    return {
        **{name: float(own[name]) for name in _PERSONS},
        "early_persons": float(plan.loads["early_persons"].sum()),
        "split_blocks": float(sum(len(some) > 1 for some in places.values())),
        "walk_time_mean_s": mean_s,
        "walk_time_max_s": most_s,
        "extra_walk_mean_s": extra_mean_s,
        "extra_walk_max_s": extra_most_s if extra else 0.0,
    }


def facts_told_otherwise(own: Mapping[str, float], plan: Plan) -> Iterator[str]:
    """Yield the single figures that a plan tells otherwise.

    Parameters
    ----------
    own, plan
        What ``counted_facts`` gives, and the plan.

    Yields
    ------
    str
        Name of the figure.
    """
    for name, value in own.items():
        if not np.isclose(value, getattr(plan.facts, name), rtol=0, atol=1e-6, equal_nan=True):
            yield name


def _persons_if(row: _Row, holds: Mapping[str, Any]) -> dict[str, int]:
    """Return the people of a row under each name that holds."""
    return {name: int(row["persons"]) for name, is_so in holds.items() if is_so}


def _mean_and_most(walks: list[tuple[float, int]]) -> tuple[float, float]:
    """Return the mean walk of people and the longest [s]; NaN where nobody walks."""
    if not walks:
        return np.nan, np.nan
    everybody = sum(persons for _, persons in walks)
    return sum(walk_s * persons for walk_s, persons in walks) / everybody, max(one for one, _ in walks)


def _differing(own: pd.DataFrame, told: pd.DataFrame) -> Iterator[str]:
    """Yield the rows that two tables have otherwise, or one of them not at all."""
    is_again = told.index.duplicated()
    yield from told.index[is_again].astype("str")
    ours, theirs = own.to_dict("index"), told[~is_again].astype(np.float64).to_dict("index")
    for area in dict.fromkeys([*ours, *theirs]):
        one, other = ours.get(area), theirs.get(area)
        # A column that is not told is one of people who are nowhere.
        if one is None or other is None or not all(
            np.isclose(one[name], other.get(name, 0.0), rtol=0, atol=1e-6, equal_nan=True) for name in one
        ):  # fmt: skip
            yield str(area)
