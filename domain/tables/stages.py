"""Contracts of the tables that cross from one stage of the pipeline to the next."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.data_kind import DataKind
from domain.tables.base import Geometry, Table
from domain.vocabulary import (
    Band,
    Departure,
    DestinationKind,
    IndicatorStatus,
    Outcome,
    Owner,
    Pillar,
    PlaceStanding,
    PlaceState,
    Suitability,
)


class BlockExposure(Table):
    """What reaches each block, and how many of its people must leave.

    ``present_persons`` are the residents at night, those present by day. The four columns
    ``outside_persons``, ``stay_home_persons``, ``must_leave_persons`` and ``unknown_persons`` sum
    to it; unknown people (floor, depth or duration not known) count as must leave in the plan and
    widen the result: at least ``must_leave_persons``, at most that plus ``unknown_persons``.
    People count by the share of the block's area that a hazard covers; a block that touches a
    landslide or house-collapse zone has nobody outside, those beyond the zone are unknown.
    ``elsewhere_persons`` is the part of ``must_leave_persons`` that goes to relatives, hotels or
    cars (earthquakes only). ``attention_persons`` are those of ``outside_persons`` in the attention
    zone of a tsunami, ``attention_wet_persons`` those of them in its water. Depths are bounds [m],
    0.0 where dry, inf where open. People ``in_special_zone`` (土砂災害特別警戒区域) come first where
    seats are scarce. ``kinds`` are the kinds of an escape that concern the block, joined by commas.
    """

    block_id: Index[str] = pa.Field(unique=True)
    present_persons: Series[int] = pa.Field(ge=0)
    concerned: Series[bool]
    depth_m_min: Series[float] = pa.Field(ge=0)
    depth_m_max: Series[float] = pa.Field(ge=0)
    arrival_time_s: Series[float] = pa.Field()
    outside_persons: Series[int] = pa.Field(ge=0)
    stay_home_persons: Series[int] = pa.Field(ge=0)
    must_leave_persons: Series[int] = pa.Field(ge=0)
    unknown_persons: Series[int] = pa.Field(ge=0)
    elsewhere_persons: Series[int] = pa.Field(ge=0)
    attention_persons: Series[int] = pa.Field(ge=0)
    attention_wet_persons: Series[int] = pa.Field(ge=0)
    in_special_zone: Series[bool]
    kinds: Series[str]
    reason: Series[str]


class PlaceExposure(Table):
    """What reaches each place: depth bounds [m], arrival [s, inf never], zone types met."""

    place_id: Index[str] = pa.Field(unique=True)
    exposed: Series[bool]
    water: Series[bool]
    depth_m_min: Series[float] = pa.Field(ge=0)
    depth_m_max: Series[float] = pa.Field(ge=0)
    duration_h: Series[float] = pa.Field(nullable=True)
    arrival_time_s: Series[float] = pa.Field()
    in_collapse_zone: Series[bool]
    kinds: Series[str]


class StreetExposure(Table):
    """When each street stops being walkable: ``closes_at_s`` +inf never, −inf from the start.

    That is its first closing. One that is shut by hand for a while opens again at ``opens_at_s`` (NaN for the
    others); what a hazard closes, or nobody opens, closes at ``closes_for_good_at_s``.

    ``reason`` is a key below ``closure.`` (``water_arrival``, ``underpass``, ``crossing_closed``,
    ``bridge_closed``, ``street_closed``, ``storm_wind``, ``level5``, ``fire_front``), empty if open.
    Nobody from outside is led into a street with ``in_landslide_zone``. ``slow_water_m`` is how deep inland
    water without a published arrival may be (0 without, +inf of unknown depth). ``kinds`` are the hazard
    kinds that reach the street, joined by commas.
    """

    street_id: Index[int] = pa.Field(unique=True)
    closes_at_s: Series[float]
    opens_at_s: Series[float] = pa.Field(nullable=True)
    closes_for_good_at_s: Series[float]
    in_hazard: Series[bool]
    in_landslide_zone: Series[bool]
    slow_water_m: Series[float] = pa.Field(ge=0)
    kinds: Series[str]
    reason: Series[str]


class UsablePlaces(Table):
    """Each place under the scenario: state, suitability, standing, and seats of the phase.

    ``suitability`` is what ground, water and floors allow, whether or not anybody may be sent there;
    ``standing`` is what the place is in this scenario, and the only one that is drawn or printed.

    ``capacity_persons`` is <NA> where unknown; ``capacity_standard`` is a key below
    ``capacity_standard.`` and ``area_per_person_m2`` its figure (NaN where the capacity is given
    in persons). ``in_plan`` says whether people may be assigned; ``why_not`` is a key below
    ``why_not.``, empty where it is in the plan. ``for_care`` says that only people who need care may be
    assigned, those who come first to seats, with whoever walks along with them: welfare shelters that take
    people in directly (a stay of days). ``opens_at_s`` is seconds after t0.
    """

    place_id: Index[str] = pa.Field(unique=True)
    state: Series[str] = pa.Field(isin=[value.value for value in PlaceState])
    suitability: Series[str] = pa.Field(isin=[value.value for value in Suitability])
    standing: Series[str] = pa.Field(isin=[value.value for value in PlaceStanding])
    destination_kind: Series[str] = pa.Field(isin=["", *[value.value for value in DestinationKind]])
    capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    capacity_standard: Series[str]
    area_per_person_m2: Series[float] = pa.Field(nullable=True)
    in_plan: Series[bool]
    why_not: Series[str]
    for_care: Series[bool]
    opens_at_s: Series[float]


class Demand(Table):
    """People who walk, one row per block, walking profile and departure; index ``demand_id`` from 0.

    ``profile_id`` is the id of a ``domain.profiles.WalkingProfile``, here and in the tables that follow.
    ``departure_s`` is seconds after t0; rows of ``not_leaving`` hold the people who do not
    leave (their seats are kept all the same) with the departure of the slowest who do.

    ``helpers`` are people of the row who go along with the others: one for each person who walks with help.
    A row is either of such pairs alone, and half of it helpers (their walking profile is that of the person
    they help: they leave and walk with her), or has none (``evacuation.pairs``).
    """

    demand_id: Index[int] = pa.Field(unique=True)
    block_id: Series[str]
    ward_code: Series[str]
    district_id: Series[str]
    profile_id: Series[str]
    departure: Series[str] = pa.Field(isin=[value.value for value in Departure])
    persons: Series[int] = pa.Field(gt=0)
    helpers: Series[int] = pa.Field(ge=0)
    departure_s: Series[float]


class BlockMargin(Table):
    """Time limits per block and walking profile: of the routes people are sent by, and of the best one.

    Two questions, never mixed. Columns ``route_…`` are about the routes that people are really sent
    by (rows of ``Routes``): these are shown. Columns ``best_…`` say how long anybody could still get
    out at all, to the best destination regardless of seats and of the longest walk: evidence only. Times
    are seconds after t0; +inf no limit; margins are NaN where no arrival is published. The index runs from 0.

    ``departure_s`` is when the first people leave (where nobody is assumed to leave, those who stay).
    ``route_latest_departure_s`` is the earliest limit among the routes of the row's people, NaN where
    nobody walks; ``route_latest_departure_persons`` are the people whose route has that limit.
    ``route_margin_s`` is the smallest margin (limit of the route − departure) of any of the row's
    routes, which may be another than the one of the earliest limit.
    ``below_reserve_persons`` are the people whose route leaves less than the reserve before its limit.
    Limits of both kinds end when the hazard reaches the block itself.
    ``best_latest_departure_s`` is −inf where no safe route exists at any time; ``best_margin_s`` is it
    minus ``departure_s``.
    """

    row: Index[int] = pa.Field(unique=True)
    block_id: Series[str]
    profile_id: Series[str]
    departure_s: Series[float]
    route_latest_departure_s: Series[float] = pa.Field(nullable=True)
    route_latest_departure_persons: Series[int] = pa.Field(ge=0)
    route_margin_s: Series[float] = pa.Field(nullable=True)
    below_reserve_persons: Series[int] = pa.Field(ge=0)
    best_latest_departure_s: Series[float]
    best_margin_s: Series[float] = pa.Field(nullable=True)


class Assignment(Table):
    """Who goes where: index from 0. ``destination_id`` is a place id, ``safe_area``, or empty.

    ``outcome`` is one of SERVED_OUTCOMES, ``not_leaving`` or one of UNSERVED_CAUSES. Rows of
    ``not_leaving`` with a destination hold a seat. Walking time [s] and length [m] are NaN where
    nobody walks. ``in_district`` is False when the place lies in another district than the block.
    ``route_id`` is the row of ``Routes``, −1 where nobody walks. ``helpers`` are people of the row who go
    along with somebody of it who walks with help, as in ``Demand``.

    People without a place are told apart: ``can_leave_area`` where they can still walk out of the
    hazard area in time at their departure, regardless of seats (they then need a roof);
    ``cannot_reach_safety`` where they cannot. This is the one definition of "cannot reach safety in
    time": whoever needs the figure sums ``persons`` over this column. Both are False for people with
    a place, and in stays of days, where nothing ends in time.
    """

    row: Index[int] = pa.Field(unique=True)
    demand_id: Series[int]
    block_id: Series[str]
    profile_id: Series[str]
    departure: Series[str]
    destination_id: Series[str]
    outcome: Series[str] = pa.Field(isin=[value.value for value in Outcome])
    persons: Series[int] = pa.Field(gt=0)
    helpers: Series[int] = pa.Field(ge=0)
    departure_s: Series[float]
    walk_time_s: Series[float] = pa.Field(nullable=True)
    wait_s: Series[float] = pa.Field(ge=0)
    in_district: Series[bool]
    route_id: Series[int]
    can_leave_area: Series[bool]
    cannot_reach_safety: Series[bool]


class Routes(Table):
    """Walked routes, one per block, walking profile, departure, destination and path; index from 0.

    All people of a row leave at ``depart_s`` and walk the same streets. ``latest_departure_s`` is the
    limit of this very route, +inf without one: when its people must have left before a street closes,
    or when the hazard reaches their block itself, if that is earlier (``block_reached_first``: nobody
    sets out through the water that stands around the house). ``below_reserve`` says that ``depart_s``
    leaves less than the reserve before it. ``node_path`` is the tuple of node ids (access points are
    negative), ``street_path`` the street ids in order. ``seaward`` is True where the route leads towards
    an earlier arrival; ``over_earlier_ground`` where it passes a corner that the water or the fire
    reaches earlier than the corner before, be it over the latest pass out (ADR 0003).
    ``shore_approach_m`` says by how much its end lies nearer to the shore than its access node (negative:
    farther away), ``shore_approach_on_way_m`` the nearest of its nodes (0 where none is nearer); both NaN
    where no tsunami is at work or no shore is known. ``extra_walk_s`` is what its people are asked to walk
    beyond the shortest route to the same destination, for a route that is safer or open longer.
    ``enters_area_again`` says that it walks into the hazard area after it was outside. ``wait_s`` is how
    long its
    people stand before streets that are shut and open again; ``arrive_s`` counts it, ``walk_time_s`` does
    not.
    """

    route_id: Index[int] = pa.Field(unique=True)
    block_id: Series[str]
    profile_id: Series[str]
    destination_id: Series[str]
    persons: Series[int] = pa.Field(ge=0)
    depart_s: Series[float]
    arrive_s: Series[float]
    latest_departure_s: Series[float]
    block_reached_first: Series[bool]
    length_m: Series[float] = pa.Field(ge=0)
    walk_time_s: Series[float] = pa.Field(ge=0)
    wait_s: Series[float] = pa.Field(ge=0)
    extra_walk_s: Series[float] = pa.Field(ge=0)
    below_reserve: Series[bool]
    seaward: Series[bool]
    over_earlier_ground: Series[bool]
    enters_area_again: Series[bool]
    shore_approach_m: Series[float] = pa.Field(nullable=True)
    shore_approach_on_way_m: Series[float] = pa.Field(nullable=True, ge=0)
    node_path: Series[object]
    street_path: Series[object]
    geometry: Geometry


class PlaceLoads(Table):
    """Load of each place: seats reserved (everyone assigned) and those who really walk there.

    ``in_reach_persons`` are all people, with or without a seat anywhere, who have a route to the
    place in time by the rules of the plan; 0 for a place that is not in the plan.
    """

    place_id: Index[str] = pa.Field(unique=True)
    assigned_persons: Series[int] = pa.Field(ge=0)
    walking_persons: Series[int] = pa.Field(ge=0)
    assisted_persons: Series[int] = pa.Field(ge=0)
    capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    first_arrival_s: Series[float] = pa.Field(nullable=True)
    last_arrival_s: Series[float] = pa.Field(nullable=True)
    early_persons: Series[int] = pa.Field(ge=0)
    in_reach_persons: Series[int] = pa.Field(ge=0)


class Ledger(Table):
    """People ledger (人数内訳表) of one level; outcomes sum to ``persons`` in every row.

    The index is the id of the level (block, district, ward or city). The columns behind the outcomes
    are none: they cut rows that are counted before, and are never added to them.
    ``unknown_persons`` are people of whom it is not known whether they must leave. The people without
    a place (UNSERVED_CAUSES) are ``can_leave_area`` (they can still walk out of the hazard area in
    time, and need a roof) or ``cannot_reach_safety``; both are 0 in stays of days, and of
    ``way_unknown`` (no street is held near) nobody knows which of the two they are.
    ``assumed_not_leaving`` is the share of everybody who must leave that the settings assume not to
    leave; those of them for whom no seat was left are counted among the people without a place
    (``assumed_not_leaving_unserved``), the others are ``not_leaving``. ``unconfirmed_place`` are the
    people whose seat is in a place of the plan that is still to be confirmed (要確認: its floors or
    depth are not known), seats kept for those who do not leave among them.
    """

    area_id: Index[str] = pa.Field(unique=True)
    persons: Series[int] = pa.Field(ge=0)
    outside: Series[int] = pa.Field(ge=0)
    stay_home: Series[int] = pa.Field(ge=0)
    safe_area: Series[int] = pa.Field(ge=0)
    emergency_site: Series[int] = pa.Field(ge=0)
    refuge_building: Series[int] = pa.Field(ge=0)
    shelter: Series[int] = pa.Field(ge=0)
    elsewhere: Series[int] = pa.Field(ge=0)
    not_leaving: Series[int] = pa.Field(ge=0)
    no_capacity: Series[int] = pa.Field(ge=0)
    capacity_unknown: Series[int] = pa.Field(ge=0)
    way_unknown: Series[int] = pa.Field(ge=0)
    no_safe_way: Series[int] = pa.Field(ge=0)
    too_late: Series[int] = pa.Field(ge=0)
    no_suitable_place: Series[int] = pa.Field(ge=0)
    unknown_persons: Series[int] = pa.Field(ge=0)
    can_leave_area: Series[int] = pa.Field(ge=0)
    cannot_reach_safety: Series[int] = pa.Field(ge=0)
    assumed_not_leaving: Series[int] = pa.Field(ge=0)
    assumed_not_leaving_unserved: Series[int] = pa.Field(ge=0)
    unconfirmed_place: Series[int] = pa.Field(ge=0)


class Indicators(Table):
    """Readiness indicators, long form: one row per area and indicator; index from 0.

    ``area_id`` is a district id, ward code or the city code. ``value`` lies between
    ``value_min`` and ``value_max``, which differ where inputs are unknown; all NaN without a
    value. ``score`` runs 0–100 against the target. ``inputs`` is JSON: each input's name, value,
    layer, so that the page can show source and date; an entry without a number names a layer
    that the value rests on, or an input that is not known. ``unit`` is a key below
    ``indicator_unit.``; an upper end that is open is NaN beside a value. Without a target the score
    is NaN and the band ``not_concerned``. ``best_band`` and ``worst_band`` are the bands at both ends
    of the interval; all three are ``unknown`` without a value.
    """

    row: Index[int] = pa.Field(unique=True)
    area_id: Series[str]
    level: Series[str] = pa.Field(isin=["district", "ward", "city"])
    indicator: Series[str]
    pillar: Series[str] = pa.Field(isin=[value.value for value in Pillar])
    unit: Series[str]
    value: Series[float] = pa.Field(nullable=True)
    value_min: Series[float] = pa.Field(nullable=True)
    value_max: Series[float] = pa.Field(nullable=True)
    target: Series[float] = pa.Field(nullable=True)
    score: Series[float] = pa.Field(nullable=True, ge=0, le=100)
    status: Series[str] = pa.Field(isin=[value.value for value in IndicatorStatus])
    band: Series[str] = pa.Field(isin=[value.value for value in Band])
    best_band: Series[str] = pa.Field(isin=[value.value for value in Band])
    worst_band: Series[str] = pa.Field(isin=[value.value for value in Band])
    inputs: Series[str]
    data_kind: Series[str] = pa.Field(isin=[value.value for value in DataKind])


class Gaps(Table):
    """Weak points of each district, worst first; index from 0.

    ``next_action`` is a key below ``action.``; ``affected_persons`` is <NA> where unknown.
    """

    row: Index[int] = pa.Field(unique=True)
    district_id: Series[str]
    rank: Series[int] = pa.Field(ge=1)
    indicator: Series[str]
    value: Series[float] = pa.Field(nullable=True)
    target: Series[float] = pa.Field(nullable=True)
    affected_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    cause: Series[str] = pa.Field(isin=["", *[value.value for value in Outcome], "below_target", "unknown"])
    next_action: Series[str]
    owner: Series[str] = pa.Field(isin=[value.value for value in Owner])
    data_kind: Series[str] = pa.Field(isin=[value.value for value in DataKind])
