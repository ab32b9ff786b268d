"""What reaches each block, and how many of its people must leave."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings, QuakeSettings
from domain.shares import split_in_groups
from domain.tables.stages import BlockExposure
from domain.vocabulary import DayTime, HazardKind, HazardZoneType, ZoneType
from hazard import earthquake, flood, inland_flood, landslide, large_fire, storm_surge, tsunami
from hazard.hits import kind_names, touch_hits
from hazard.impact import (
    Category,
    Impact,
    care_persons,
    expected_persons,
    floor_persons,
    reason_words,
    strongest_reason,
    union,
)
from hazard.overlay import FloatArray, IntArray
from hazard.parts import BlockParts, block_parts

#: Zones whose edge is no promise: a block that touches one is never outside.
_SURE_ZONES = (
    HazardZoneType.HOUSE_COLLAPSE.value,
    HazardZoneType.WARNING.value,
    HazardZoneType.SPECIAL_WARNING.value,
)
#: Column of each category of people.
_COLUMNS = {
    Category.OUTSIDE: "outside_persons",
    Category.STAY: "stay_home_persons",
    Category.LEAVE: "must_leave_persons",
    Category.UNKNOWN: "unknown_persons",
}


def blocks_in_escape(
    blocks: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    kinds: Sequence[HazardKind],
    scenario: HazardScenario,
    settings: HazardSettings,
) -> pd.DataFrame:
    """Count the people of each block who must leave in the hours of an escape.

    People count by the share of the block's area in the union of each class. A block that touches
    a landslide or house-collapse zone is never outside: those beyond the zone are unknown, so that
    at least the share leaves and at most everybody.

    Parameters
    ----------
    blocks, zones
        Layers of the bundle.
    areas
        ``HazardAreas`` of the scenario.
    kinds
        Kinds of the scenario that have a rule.
    scenario
        Gives the time of day.
    settings
        Floors, storeys and what people keep at home.

    Returns
    -------
    pandas.DataFrame
        ``BlockExposure``, sorted by id. Each category of people keeps its expectation in every
        block, district, ward and the city to less than one person.
    """
    blocks = blocks.sort_index()
    parts = block_parts(blocks.geometry.to_numpy(), _with_zones(areas, zones, kinds))
    impacts = _impacts(parts, areas, settings)
    chosen = [impacts[kind] for kind in kinds if kind in impacts]
    impact = _never_outside(union(chosen, parts.hits.count), parts)
    column = "daytime_persons" if scenario.day_time is DayTime.DAY else "residents"
    present = blocks[column].to_numpy(dtype=np.int64)
    floors = floor_persons(blocks, present)
    care = care_persons(blocks, floors)
    expected = expected_persons(impact, floors[parts.block], care[parts.block])
    persons = _whole_persons(expected, parts, present, blocks)
    reason = _lowest(parts, strongest_reason(impact, floors[parts.block], care[parts.block]))
    special = parts.any_of(landslide.special_zone(parts.hits.of_kind(HazardKind.LANDSLIDE)))
    by_kind = {kind: parts.any_of(impacts[kind].concerned) for kind in kinds if kind in impacts}
    table = pd.DataFrame(
        {
            "present_persons": present,
            "concerned": parts.any_of(impact.concerned),
            "depth_m_min": _highest(parts, impact.depth_m_min),
            "depth_m_max": _highest(parts, impact.depth_m_max),
            "arrival_time_s": -_highest(parts, -impact.arrival_s),
            **{_COLUMNS[category]: persons[:, category] for category in _COLUMNS},
            "elsewhere_persons": np.int64(0),
            **_attention_persons(expected, parts, persons, blocks),
            "in_special_zone": special,
            "kinds": kind_names(by_kind, len(blocks)),
            "reason": pd.array(reason_words(reason), dtype="str"),
        },
        index=blocks.index,
    )
    return BlockExposure.check(table)


def blocks_after_quake(
    blocks: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, scenario: HazardScenario, settings: QuakeSettings
) -> pd.DataFrame:
    """Count the people of each block without a home or water, days after an earthquake.

    Damage is that at the middle of the block; people of the tsunami's area count by its share.

    Parameters
    ----------
    blocks
        ``Blocks``.
    areas
        ``HazardAreas`` of the scenario.
    scenario
        Gives the day of the estimate.
    settings
        Damage, and the people who come for shelter.

    Returns
    -------
    pandas.DataFrame
        ``BlockExposure``, sorted by id.
    """
    blocks = blocks.sort_index()
    points = blocks.geometry.representative_point().to_numpy()
    shaken = areas[areas["kind"] == HazardKind.EARTHQUAKE.value]
    quake = touch_hits(points, earthquake.with_most(shaken))
    wave = block_parts(blocks.geometry.to_numpy(), areas[areas["kind"] == HazardKind.TSUNAMI.value])
    wet, depth_m = wave.hits.touched(), wave.hits.highest("depth_m_max")
    # A depth that nobody states may be any.
    deep = wet & ~(depth_m <= settings.tsunami_home_depth_m)
    flooded = earthquake.Flooded(wave.share_where(wet), wave.share_where(deep))
    return BlockExposure.check(earthquake.assess(blocks, quake, flooded, scenario, settings))


def _with_zones(
    areas: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, kinds: Sequence[HazardKind]
) -> gpd.GeoDataFrame:
    """Return the areas of the kinds, and the zones of a tsunami among them."""
    chosen = areas[areas["kind"].isin([kind.value for kind in kinds])]
    if HazardKind.TSUNAMI not in kinds:
        return chosen
    added = tsunami.zone_areas(zones).reindex(columns=chosen.columns)
    if added.empty:
        return chosen
    return gpd.GeoDataFrame(pd.concat([chosen, added], ignore_index=True), crs=areas.crs)


def _impacts(parts: BlockParts, areas: pd.DataFrame, hazard: HazardSettings) -> Mapping[HazardKind, Impact]:
    """Return the impact of every kind but the earthquake, by which nobody leaves in a hurry."""
    hits = parts.hits
    wave = areas[areas["kind"] == HazardKind.TSUNAMI.value]
    fire = areas[areas["kind"] == HazardKind.LARGE_FIRE.value]
    return {
        HazardKind.TSUNAMI: tsunami.assess(hits.of_kind(HazardKind.TSUNAMI), wave),
        HazardKind.FLOOD: flood.assess(hits.of_kind(HazardKind.FLOOD), hazard),
        HazardKind.INLAND_FLOOD: inland_flood.assess(hits.of_kind(HazardKind.INLAND_FLOOD), hazard),
        HazardKind.STORM_SURGE: storm_surge.assess(hits.of_kind(HazardKind.STORM_SURGE), hazard),
        HazardKind.LANDSLIDE: landslide.assess(hits.of_kind(HazardKind.LANDSLIDE)),
        HazardKind.LARGE_FIRE: large_fire.assess(hits.of_kind(HazardKind.LARGE_FIRE), fire),
    }


def _never_outside(impact: Impact, parts: BlockParts) -> Impact:
    """Return the impact with nobody outside, or at home, beside a zone that touches the block."""
    inside = parts.hits.of_zone(*_SURE_ZONES).touched()
    beside = parts.any_of(inside)[parts.block] & ~inside
    category = impact.category.copy()
    category[beside] = np.maximum(category[beside], Category.UNKNOWN)
    return replace(impact, category=category, concerned=impact.concerned | beside)


def _whole_persons(
    expected: FloatArray, parts: BlockParts, present: IntArray, blocks: pd.DataFrame
) -> IntArray:
    """Return whole persons by category (columns) of each block, by the share of its parts."""
    weighted = expected * parts.share[:, None]
    by_block = np.zeros((len(present), expected.shape[1]))
    np.add.at(by_block, parts.block, weighted)
    shares = np.divide(by_block, present[:, None], out=np.zeros_like(by_block), where=present[:, None] > 0)
    return split_in_groups(present, shares, [blocks["district_id"], blocks["ward_code"]])


def _attention_persons(
    expected: FloatArray, parts: BlockParts, persons: IntArray, blocks: pd.DataFrame
) -> dict[str, IntArray]:
    """Return the people outside who are in the attention zone of a tsunami, and those of them in its water.

    By the share of the block's area, as everybody else: a block may lie partly in the zone.
    """
    wave = parts.hits.of_kind(HazardKind.TSUNAMI)
    zone = wave.of_zone(ZoneType.ATTENTION_ZONE.value).touched()
    wet = zone & wave.of_zone("").touched()
    outside = expected[:, Category.OUTSIDE] * parts.share
    everybody, in_zone, in_water = (
        np.asarray(np.bincount(parts.block, outside * of, len(blocks)), dtype=np.float64)
        for of in (np.ones(zone.size), zone, wet)
    )
    groups = [blocks["district_id"], blocks["ward_code"]]
    attention = split_in_groups(persons[:, Category.OUTSIDE], _two_shares(in_zone, everybody), groups)[:, 0]
    in_wave = split_in_groups(attention, _two_shares(in_water, in_zone), groups)[:, 0]
    return {"attention_persons": attention, "attention_wet_persons": in_wave}


def _two_shares(some: FloatArray, everybody: FloatArray) -> FloatArray:
    """Return the share that some people are of everybody, and the rest, shape (n, 2)."""
    share = np.divide(some, everybody, out=np.zeros_like(some), where=everybody > 0)
    return np.column_stack([share, 1.0 - share])


def _highest(parts: BlockParts, values: FloatArray) -> FloatArray:
    """Return the highest value of the parts of each block."""
    out = np.full(parts.blocks, -np.inf)
    np.maximum.at(out, parts.block, values)
    return out


def _lowest(parts: BlockParts, rank: IntArray) -> IntArray:
    """Return the lowest rank of the parts of each block."""
    out = np.full(parts.blocks, np.iinfo(np.int64).max)
    np.minimum.at(out, parts.block, rank)
    return out
