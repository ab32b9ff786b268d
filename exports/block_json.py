"""The answer for one block as data, its people told as they are shown.

Never exactly where that would give away how many of them need help.
A number of people is ``{"persons": 120, "rounded": true}``; below ten, where it is rounded, ``persons``
is null and ``below`` is 10. Times are seconds after the scenario's zero, null for none or withheld.
"""

import math
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import shapely

from evacuation.destinations import SAFE_AREA_ID
from planning.block_answer import BlockAnswer
from planning.block_closings import Closing
from planning.block_routes import Alternative, BlockRoute, Destination, Group, SecondDestination
from planning.case import Case
from planning.limits import limits_are_withheld, water_may_come_first
from planning.plan import Plan
from planning.wheelchair_bars import bars_on_route
from presentation.block.people import is_rounded
from presentation.geometry import EPSG_WEB
from presentation.words import SMALL_COUNT, shown_people

Json = dict[str, Any]


def block_document(case: Case, plan: Plan, answer: BlockAnswer) -> Json:
    """Return the answer for one block as plain values."""
    rounded = is_rounded(case, plan, answer)
    seconds = answer.seconds or (None,) * len(answer.groups)
    others = answer.alternatives or (None,) * len(answer.groups)
    nearer = answer.nearer or ((),) * len(answer.groups)
    counts, danger = answer.counts, answer.danger
    parts = ("outside", "stay_home", "must_leave", "unknown", "elsewhere", "attention")
    return {
        "plan_key": plan.key,
        "is_model": plan.is_model,
        "scenario": case.scenario.scenario_id,
        "block": {
            "block_id": answer.block_id, "town": answer.town, "district_id": answer.district_id,
            "ward_code": answer.ward_code,
        },
        "present": people(counts.present, rounded=plan.is_rounded),
        "counts": {name: people(getattr(counts, name), rounded=rounded) for name in parts},
        "outcomes": {
            outcome.value: people(persons, rounded=rounded) for outcome, persons in answer.outcomes.items()
        },
        "danger": {
            "concerned": danger.concerned, "kinds": list(danger.kinds), "reason": danger.reason or None,
            "depth_m_min": danger.depth_m_min, "depth_m_max": _finite(danger.depth_m_max),
            "arrival_time_s": _finite(danger.arrival_time_s), "in_special_zone": danger.in_special_zone,
            "zones": [{"zone_type": kind, "name": name} for kind, name in danger.zones],
        },
        "missing_kinds": [kind.value for kind in plan.missing_kinds],
        "limits_withheld": limits_are_withheld(case, plan),
        "water_may_come_first": water_may_come_first(case),
        "groups": [
            {
                **_group(case, group, second, rounded=rounded), "alternative": _alternative(case, other),
                "nearer": [{**asdict(one), "why_not": one.why_not or None} for one in near],
            }
            for group, second, other, near in zip(answer.groups, seconds, others, nearer, strict=True)
        ],
        "not_leaving": people(sum(one.persons for one in answer.kept_seats), rounded=rounded),
        "without_place": [
            {
                "profile_id": one.profile_id, "cause": one.cause.value, "can_leave_area": one.can_leave_area,
                "cannot_reach_safety": one.cannot_reach_safety,
                "people": people(one.persons, rounded=rounded),
            }
            for one in answer.without_place
        ],
        "take_along": {
            "within_m": answer.take_along.within_m, "blocks": answer.take_along.blocks,
            "people": people(answer.take_along.persons, rounded=True),
        },
    }  # fmt: skip


def people(persons: int, *, rounded: bool) -> Json:
    """Return a number of people as it may be told."""
    shown = shown_people(persons, rounded=rounded)
    below = {} if shown is not None else {"below": SMALL_COUNT}
    return {"persons": shown, "rounded": rounded, **below}


def _group(case: Case, group: Group, second: SecondDestination | None, *, rounded: bool) -> Json:
    return {
        "profile_id": group.profile_id,
        "departure": group.departure,
        "people": people(group.persons, rounded=rounded),
        "destination": _destination(case, group.destination),
        "route": _route(case, group.route),
        "wheelchair_barred_by": list(bars_on_route(case, group.profile_id, group.route.street_ids)),
        "second": None
        if second is None
        else {
            "destination": _destination(case, second.destination),
            "route": _route(case, second.route),
            "shared_street_ids": list(second.shared_street_ids),
        },
    }


def _alternative(case: Case, other: Alternative | None) -> Json | None:
    if other is None:
        return None
    return {
        "route": _route(case, other.route), "shared_m": other.shared_m,
        "shared_street_ids": list(other.shared_street_ids),
    }  # fmt: skip


def _destination(case: Case, destination: Destination) -> Json:
    safe = destination.destination_id == SAFE_AREA_ID
    return {
        "destination_id": destination.destination_id,
        "name": None if safe else str(case.city.places["name"].loc[destination.destination_id]),
        "kind": destination.kind.value,
        "standing": destination.standing.value,
        "capacity_persons": destination.capacity_persons,
        "free_persons": destination.free_persons,
        "in_district": destination.in_district,
    }


def _route(case: Case, route: BlockRoute) -> Json:
    closings = route.closings
    return {
        "street_ids": list(route.street_ids),
        "line": _degrees(route.line, case.city.meta.epsg),
        "length_m": route.length_m,
        "walk_time_s": route.walk_time_s,
        "extra_walk_s": route.extra_walk_s,
        "wait_s": route.wait_s,
        "depart_s": route.depart_s,
        "arrive_s": route.arrive_s,
        "latest_departure_s": _finite(route.latest_departure_s),
        "margin_s": _finite(route.margin_s),
        "below_reserve": route.below_reserve,
        "block_reached_first": route.block_reached_first,
        "closes_first": _closing(closings.first) if closings else None,
        "decides": _closing(closings.deciding) if closings else None,
    }


def _closing(closing: Closing | None) -> Json | None:
    if closing is None:
        return None
    return {
        "street_id": closing.street_id if closing.street_id >= 0 else None,
        "closes_at_s": _finite(closing.closes_at_s), "reason": closing.reason,
        "at_block": closing.at_block, "at_destination": closing.at_end, "by_deadline": closing.by_deadline,
        "name": closing.name, "crosses": closing.crosses, "meets": list(closing.meets),
        "town": closing.town,
    }  # fmt: skip


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _degrees(line: Any, epsg: int) -> list[list[float]]:
    """Return longitudes and latitudes of a line (1e-6° is about 0.1 m)."""
    moved = gpd.GeoSeries([line], crs=epsg).to_crs(EPSG_WEB).to_numpy()[0]
    return [[round(x, 6), round(y, 6)] for x, y in shapely.get_coordinates(moved).tolist()]
